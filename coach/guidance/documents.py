"""The user's own material: files to text to sections. Their words are data, never orders."""

import hashlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from coach.answer import Language
from coach.errors import InputError
from coach.guidance.guide import content_hash
from coach.section import Section

__all__ = ["ENDINGS", "MOST_BYTES", "MOST_CHARACTERS", "find_files", "read_sections"]

MOST_BYTES = 20_000_000
MOST_CHARACTERS = 1_000_000  # some 2,500 passages, three minutes of embedding
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
_MOST_UNPACKED = 200_000_000
_MOST_PAGES = 2_000
_JAPANESE_PIECE, _OTHER_PIECE = 400, 1_200  # characters; both stay inside the 512-token window of the embedding


def find_files(path: Path) -> list[Path]:
    """Files of a readable kind at or below ``path``; hidden files and links are passed over in folders."""
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in ENDINGS
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
        and not file.is_symlink()
        and file.is_file()
    )


def read_sections(path: Path, data: bytes) -> list[Section]:
    """Parse one file into sections.

    Raises:
        InputError: the file cannot be read; the sentence says why.
    """
    reader = ENDINGS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"not a kind of file the coach reads ({', '.join(sorted(ENDINGS))})")
    if len(data) > MOST_BYTES:
        raise InputError(f"larger than {MOST_BYTES // 1_000_000} MB")
    text = "\n".join(line.rstrip() for line in reader(path, data).replace("\x00", "").splitlines()).strip()
    if not text:
        raise InputError("there is no text in it")
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"it has more than {MOST_CHARACTERS:,} characters; split it into several files")
    return _split(path, text)


def _split(path: Path, text: str) -> list[Section]:
    from langchain_text_splitters import MarkdownHeaderTextSplitter, RecursiveCharacterTextSplitter

    language = _language(text)
    by_heading = MarkdownHeaderTextSplitter([("#", "h1"), ("##", "h2"), ("###", "h3")]).split_text(text)
    pieces = RecursiveCharacterTextSplitter(
        chunk_size=_JAPANESE_PIECE if language == "ja" else _OTHER_PIECE,
        chunk_overlap=0,
        separators=["\n\n", "\n", "。", ". ", "、", " ", ""],
        keep_separator="end",
    ).split_documents(by_heading)
    key = hashlib.sha256(str(path).encode()).hexdigest()[:8]
    return [
        Section(
            passage_id=f"mine/{key}#{position}-{content_hash(piece.page_content)[:8]}",
            guide=path.name,
            source="mine",
            topic=None,
            language=language,
            title=path.stem,
            heading=str(piece.metadata.get("h3") or piece.metadata.get("h2") or piece.metadata.get("h1") or path.stem),
            text=piece.page_content,
            position=position,
        )
        for position, piece in enumerate(pieces)
        if piece.page_content.strip()
    ]


def _language(text: str) -> Language:
    sample = text[:20_000]
    kana = sum("\u3040" <= character <= "\u30ff" for character in sample)
    return "ja" if kana > len(sample) * 0.05 else "en"


def _plain(_path: Path, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decoded(data, "utf-16") or ""
    text = _decoded(data, "utf-8-sig")
    if text is None:
        # EUC-JP read as Shift_JIS is mostly half-width kana; the reading with fewer of them is the right one.
        readings = [found for name in ("cp932", "euc_jp") if (found := _decoded(data, name)) is not None]
        text = min(readings, key=lambda found: len(_HALF_KANA.findall(found)), default=None)
    if text is None or len(_CONTROL.findall(text)) * 100 > len(text):
        raise InputError("it is not a text file in UTF-8, UTF-16, Shift_JIS or EUC-JP")
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _pdf(_path: Path, data: bytes) -> str:
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("it is protected by a password")
        if len(reader.pages) > _MOST_PAGES:
            raise InputError(f"it has more than {_MOST_PAGES:,} pages")
        return "\n\n".join(page.extract_text() or "" for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise InputError("the PDF is broken") from error
    except NotImplementedError as error:
        raise InputError("the PDF uses an encryption the coach cannot read") from error


def _docx(_path: Path, data: bytes) -> str:
    import io

    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table as WordTable

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
                raise InputError("it unpacks to far more than it seems")
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, SyntaxError, OSError) as error:
        raise InputError("the Word file is broken or protected by a password") from error
    lines = []
    for paragraph in document.iter_inner_content():
        if isinstance(paragraph, WordTable):
            lines += [" ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in paragraph.rows]
            continue
        style = (paragraph.style.name if paragraph.style else "") or ""
        level = style.removeprefix("Heading ")
        lines.append(f"{'#' * int(level)} {paragraph.text}" if level in ("1", "2", "3") else paragraph.text)
    return "\n\n".join(lines)


def _html(path: Path, data: bytes) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(data, "html.parser") if b"charset" in data[:2000].lower() else BeautifulSoup(
        _plain(path, data), "html.parser"
    )  # fmt: skip
    for element in soup(["script", "style", "noscript", "template", "nav"]):
        element.decompose()
    for level in (1, 2, 3):
        for heading in soup.find_all(f"h{level}"):
            heading.replace_with(f"\n\n{'#' * level} {heading.get_text(' ', strip=True)}\n\n")
    return soup.get_text("\n")


ENDINGS: dict[str, Callable[[Path, bytes], str]] = {
    ".md": _plain,
    ".txt": _plain,
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
}
