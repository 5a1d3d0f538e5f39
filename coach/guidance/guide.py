"""Guides: Markdown files with front matter, split by heading into sections."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.answer import Language
from coach.errors import StoreError
from coach.section import Section

__all__ = ["FrontMatter", "content_hash", "read_guide", "read_guides", "split_guide"]

_LANGUAGES: tuple[Language, ...] = get_args(Language)
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_COMMENT = re.compile(r"\A\s*<!--(.*?)-->", re.DOTALL)


class FrontMatter(BaseModel):
    """The head of a guide file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: str
    title: str
    sources: list[str] = Field(min_length=1)
    reviewed: date
    related: list[str] = Field(default_factory=list)
    industry: str | None = None


class _SectionHead(BaseModel):
    """The comment below a heading: how people ask for this section, and whom it suits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asks: list[str] = Field(default_factory=list)
    people: list[str] = Field(default_factory=list, alias="for")
    kinds: list[str] = Field(default_factory=list)
    role: str | None = None


def content_hash(text: str) -> str:
    """A short stable key of a text (128 bits of SHA-256, hex)."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read_guides(folder: Path) -> list[Section]:
    """Read all guides below ``folder/ja`` and ``folder/en``.

    Raises:
        StoreError: a guide is malformed; names the file and what is wrong.
    """
    return [
        section
        for language in _LANGUAGES
        for path in sorted((folder / language).glob("*.md"))
        for section in read_guide(path, language)
    ]


def read_guide(path: Path, language: Language) -> list[Section]:
    """Read one guide file into its sections."""
    try:
        head, body = split_guide(path.read_text(encoding="utf-8"))
        return list(_sections(head, body, path.stem, language))
    except (ValueError, ValidationError, yaml.YAMLError) as error:
        raise StoreError(f"The guide {path} cannot be read: {_first_line(error)}") from error


def split_guide(text: str) -> tuple[FrontMatter, str]:
    """Separate front matter and body; ValueError when there is no front matter."""
    match = _FRONT.match(text)
    if not match:
        raise ValueError("it does not begin with front matter between two lines of ---")
    return FrontMatter.model_validate(_yaml(match.group(1))), text[match.end() :]


def _sections(head: FrontMatter, body: str, slug: str, language: Language) -> Iterator[Section]:
    headings = list(_HEADING.finditer(body))
    for position, match in enumerate(headings):
        end = headings[position + 1].start() if position + 1 < len(headings) else len(body)
        block = body[match.end() : end]
        comment = _COMMENT.match(block)
        about = _SectionHead.model_validate(_yaml(comment.group(1)) or {}) if comment else _SectionHead()
        heading = match.group(1)
        yield Section(
            passage_id=f"{language}/{slug}#{content_hash(heading)[:8]}",
            guide=f"{language}/{slug}",
            source="guides",
            topic=head.topic,
            language=language,
            title=head.title,
            heading=heading,
            text=(block[comment.end() :] if comment else block).strip(),
            asks=tuple(about.asks),
            people=tuple(about.people),
            kinds=tuple(about.kinds),
            role=about.role,
            industry=head.industry,
            position=position,
        )


def _yaml(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error).splitlines()[0]
