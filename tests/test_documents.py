"""The user's own files: what is read, what is named as unreadable, what a re-run takes."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from coach import Settings
from coach.errors import InputError
from coach.guidance import documents
from coach.guidance.documents import find_files, read_sections
from coach.guidance.library import Library


def pdf(text: str, password: str | None = None) -> bytes:
    """A one-page PDF with a line of Latin text, written by hand."""
    stream = f"BT /F1 18 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )
    if password is None:
        return out
    from pypdf import PdfReader, PdfWriter

    writer, locked = PdfWriter(clone_from=PdfReader(BytesIO(out))), BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


def docx() -> bytes:
    from docx import Document

    document, data = Document(), BytesIO()
    document.add_heading("名刺の整理", level=1)
    document.add_paragraph("名刺は週末に十枚だけ見返しています。")
    document.add_table(1, 2).cell(0, 0).text = "表の中の言葉"
    document.save(data)
    return data.getvalue()


def whole(name: str, data: bytes) -> str:
    return "\n".join(section.text for section in read_sections(Path(name), data))


def test_every_kind_is_read() -> None:
    assert "Meet the warehouse people" in whole("a.pdf", pdf("Meet the warehouse people"))
    sections = read_sections(Path("a.docx"), docx())
    assert sections[0].heading == "名刺の整理" and sections[0].language == "ja"
    assert "表の中の言葉" in "".join(section.text for section in sections)
    page = "<html><h2>会の記録</h2><script>alert(1)</script><p>港の見学会でした。</p></html>".encode()
    assert "港の見学会" in whole("a.html", page) and "alert" not in whole("a.html", page)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_japanese_encodings(encoding: str) -> None:
    text = "交流会で会った方へのお礼は、翌日の午前中に送っています。"
    assert text in whole("a.txt", text.encode(encoding))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", pdf("x", "secret"), "password"),
        ("a.pdf", b"%PDF-1.4 broken", "broken"),
        ("a.docx", b"PK\x03\x04 broken", "broken"),
        ("a.txt", b"", "no text"),
        ("a.txt", b"  \n\n ", "no text"),
        ("a.txt", bytes(range(256)) * 20, "not a text"),
        ("a.xlsx", b"x", "kind of file"),
        ("a.txt", b"x" * (documents.MOST_BYTES + 1), "larger than"),
        ("a.txt", "あ。".encode() * documents.MOST_CHARACTERS, "characters"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_sections(Path(name), data)


def test_a_word_file_that_unpacks_to_far_more_is_refused() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 210_000_000)
    with pytest.raises(InputError, match="unpacks"):
        read_sections(Path("a.docx"), data.getvalue())


def test_links_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "seen.md").write_text("ok")
    (tmp_path / ".hidden.md").write_text("no")
    outside = tmp_path.parent / f"{tmp_path.name}-secret.md"
    outside.write_text("no")
    (tmp_path / "link.md").symlink_to(outside)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert find_files(tmp_path) == [tmp_path / "seen.md"]


@pytest.fixture
def shelf_only(tmp_path: Path) -> Library:
    library = Library(Settings(home=tmp_path / "home", embeddings="none"), None)
    library.open(own=False)
    return library


def test_a_rerun_takes_only_what_changed(tmp_path: Path, shelf_only: Library) -> None:
    notes = tmp_path / "notes"
    (notes / "inner").mkdir(parents=True)
    for name in ("a.md", "b.txt", "inner/c.md"):
        (notes / name).write_text(f"# Note {name}\nI met the harbour master on Friday.")
    (notes / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    first = shelf_only.ingest([notes])
    assert (first.added, first.passages) == (3, 3)
    assert [Path(failure.path).name for failure in first.failed] == ["broken.pdf"]
    (notes / "a.md").write_text("# Note\nSomething else now.")
    (notes / "inner" / "c.md").unlink()
    again = shelf_only.ingest([notes])
    assert (again.added, again.changed, again.unchanged, again.removed) == (0, 1, 1, 1)
    found = shelf_only.searcher.rank("harbour master", None).top(5, "mine")
    assert found[0].section.guide == "b.txt" and "c.md" not in {hit.section.guide for hit in found}
    (notes / "b.txt").unlink()
    assert shelf_only.ingest([notes / "b.txt"]).removed == 1


def test_a_pipe_is_not_read_for_ever(tmp_path: Path, shelf_only: Library) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    report = shelf_only.ingest([pipe, tmp_path / "nowhere"])
    assert [failure.why for failure in report.failed] == [
        "it is not a regular file",
        "there is no such file or folder",
    ]
