"""The snapshot: everything a search reads, in a handful of files that any number of processes may read at once.

It is a cache of the shelf. A new one is written beside the old one and then named in ``CURRENT`` by an atomic rename,
so a reader never sees half of it. Each file's checksum stands in the manifest; a damaged snapshot is not used.
"""

import hashlib
import json
import shutil
import uuid
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.guidance.embedding import Vectors
from coach.guidance.lexical import LexicalIndex
from coach.section import Section

__all__ = ["FORMAT", "DamagedSnapshot", "Snapshot", "current_name"]

FORMAT = 2  # raise it when what is indexed, or how, changes: older snapshots are then built anew
_CURRENT = "CURRENT"


class DamagedSnapshot(Exception):  # noqa: N818 - a state to recover from, never shown
    """The snapshot is missing, incomplete or altered; it is rebuilt from the shelf."""


@dataclass(frozen=True)
class Snapshot:
    """Passages with their vectors (n, d), their questions' vectors (m, d) and owners (m,), and the word indexes.

    ``examples`` are the vectors (e, d) of the labelled utterances that requests are compared with.
    """

    fingerprint: str
    revision: int
    embedder: str
    sections: list[Section]
    passages: Vectors
    questions: Vectors
    owners: NDArray[np.int32]
    examples: Vectors
    lexical: LexicalIndex

    @cached_property
    def stamp(self) -> str:
        """Changes with every vector, passage or their order; names the vector store made from this snapshot."""
        digest = hashlib.sha256(self.embedder.encode())
        for rows in (self.passages, self.questions, self.owners):
            digest.update(np.ascontiguousarray(rows).tobytes())
        digest.update("\n".join(section.passage_id for section in self.sections).encode())
        return digest.hexdigest()[:16]

    def save(self, folder: Path) -> None:
        """Write to a new folder below ``folder``, make it the current one, drop the others."""
        name = f"snapshot-{uuid.uuid4().hex[:12]}"
        target = folder / name
        target.mkdir(parents=True)
        (target / "sections.json").write_text(
            json.dumps([_plain(section) for section in self.sections], ensure_ascii=False), encoding="utf-8"
        )
        for part in ("passages", "questions", "owners", "examples"):
            np.save(target / f"{part}.npy", getattr(self, part))
        self.lexical.save(target)
        manifest = {
            "format": FORMAT,
            "fingerprint": self.fingerprint,
            "revision": self.revision,
            "embedder": self.embedder,
            "files": {str(path.relative_to(target)): _checksum(path) for path in _files(target)},
        }
        (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        pointer = folder / f"{_CURRENT}.{uuid.uuid4().hex[:8]}"
        pointer.write_text(name, encoding="utf-8")
        pointer.replace(folder / _CURRENT)
        for other in folder.glob("snapshot-*"):
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path) -> "Snapshot":
        """Read the current snapshot.

        Raises:
            DamagedSnapshot: there is none, or a file is missing, altered or of another format.
        """
        name = current_name(folder)
        try:
            return cls._load(folder)
        except DamagedSnapshot:
            if current_name(folder) == name:
                raise
            return cls._load(folder)  # a new one took its place while this one was being read

    @classmethod
    def _load(cls, folder: Path) -> "Snapshot":
        try:
            target = folder / (folder / _CURRENT).read_text(encoding="utf-8").strip()
            manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
            if (
                manifest["format"] != FORMAT
                or {str(path.relative_to(target)): _checksum(path) for path in _files(target)} != manifest["files"]
            ):
                raise DamagedSnapshot("the files are not those that were written")
            sections = [_section(row) for row in json.loads((target / "sections.json").read_text(encoding="utf-8"))]
            arrays = {part: np.load(target / f"{part}.npy") for part in ("passages", "questions", "owners", "examples")}
            lexical = LexicalIndex.load(target, len(sections))
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedSnapshot(str(error)) from error
        return cls(
            manifest["fingerprint"], manifest["revision"], manifest["embedder"], sections, lexical=lexical, **arrays
        )


def current_name(folder: Path) -> str | None:
    """The name of the current snapshot, which changes with each new one; None when there is none."""
    try:
        return (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _files(target: Path) -> list[Path]:
    return sorted(path for path in target.rglob("*") if path.is_file() and path.name != "manifest.json")


def _checksum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())


def _plain(section: Section) -> list[object]:
    return [getattr(section, name) for name in Section.__dataclass_fields__]


def _section(row: list[object]) -> Section:
    return Section(*(tuple(value) if isinstance(value, list) else value for value in row))  # type: ignore[arg-type]
