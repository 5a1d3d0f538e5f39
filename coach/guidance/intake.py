"""Taking in the user's own files: which are new, changed, gone or unreadable."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from coach.answer import IngestFailure
from coach.errors import InputError

if TYPE_CHECKING:
    from coach.guidance.shelf import Shelf
    from coach.section import Section

__all__ = ["Intake"]


class Intake:
    """One run over files and folders; counts what it did, names what it could not read."""

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf = shelf
        self.counts = dict.fromkeys(("added", "changed", "unchanged", "removed"), 0)
        self.failed: list[IngestFailure] = []

    @property
    def changed(self) -> bool:
        """Whether the shelf holds other passages than before."""
        return any(self.counts[name] for name in ("added", "changed", "removed"))

    def take(self, root: Path) -> None:
        """Take in a file, or every readable file below a folder; what is gone from there is forgotten."""
        from coach.guidance.documents import find_files

        known = self._shelf.files()
        try:
            found = find_files(root) if root.exists() else []
        except OSError as error:
            self._fail(root, error.strerror or "cannot be read")
            return
        for path in found:
            self._take_file(path, root, known[str(path)].hash if str(path) in known else None)
        gone = [
            name
            for name, file in known.items()
            if (old := Path(name)) not in found
            and (old == root or root in old.parents)
            and (file.root == str(root) or not old.exists())
        ]
        for name in gone:
            self._shelf.remove_file(name)
            self.counts["removed"] += 1
        if not found and not gone:
            exists = root.exists()
            self._fail(
                root, "there is nothing in it that the coach reads" if exists else "there is no such file or folder"
            )

    def _take_file(self, path: Path, root: Path, known_hash: str | None) -> None:
        from coach.guidance.shelf import ImportedFile

        try:
            digest, sections, modified = _read(path, known_hash)
        except (InputError, OSError) as error:
            self._fail(path, (error.strerror if isinstance(error, OSError) else str(error)) or "cannot be read")
            return
        if digest == known_hash:
            self.counts["unchanged"] += 1
            return
        self._shelf.replace_file(ImportedFile(str(path), digest, str(root), modified), sections)
        self.counts["added" if known_hash is None else "changed"] += 1

    def _fail(self, path: Path, why: str) -> None:
        self.failed.append(IngestFailure(path=str(path), why=why))


def _read(path: Path, known_hash: str | None) -> tuple[str, "list[Section]", float]:
    """Content hash, sections (none when the hash is the known one) and time of change of one file."""
    from coach.guidance.documents import MOST_BYTES, read_sections

    about = path.stat()
    if not path.is_file():  # a pipe or a device would be read for ever
        raise InputError("it is not a regular file")
    if about.st_size > MOST_BYTES:
        raise InputError(f"larger than {MOST_BYTES // 1_000_000} MB")
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return digest, [] if digest == known_hash else read_sections(path, data), about.st_mtime
