"""Files the user adds on the page: kept in a folder of the data folder, taken in and removed through it."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach import Coach
    from coach.answer import IngestReport

__all__ = ["add", "folder", "names", "remove", "safe_name"]

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
# Most file systems allow 255 bytes; three bytes a Japanese character.
_MOST_BYTES = 200


def folder(home: Path) -> Path:
    """Where added files are kept."""
    return home / "uploads"


def names(home: Path) -> list[str]:
    """The files that are held."""
    place = folder(home)
    return sorted(file.name for file in place.iterdir() if file.is_file()) if place.is_dir() else []


def safe_name(name: str) -> str:
    """A file name that stays inside the folder whatever the browser sent; the ending is kept."""
    bare = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    bare = _UNSAFE.sub("_", bare).strip().lstrip(".") or "file"
    stem, dot, ending = bare.rpartition(".")
    if not dot:
        stem, ending = bare, ""
    while len(f"{stem}{dot}{ending}".encode()) > _MOST_BYTES and stem:
        stem = stem[:-1]
    return f"{stem}{dot}{ending[:10]}"


def add(coach: "Coach", files: Sequence[tuple[str, bytes]]) -> "IngestReport":
    """Keep the files and take them in; one that cannot be read is reported and not kept.

    Raises:
        CoachError: the data folder or the index cannot be written.
    """
    from coach.errors import StoreError

    place = folder(coach.settings.home)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            (place / safe_name(name)).write_bytes(data)
    except OSError as error:
        raise StoreError(f"The file cannot be kept in {place}: {error.strerror}.") from error
    report = coach.ingest([place])
    for failure in report.failed:
        if Path(failure.path).parent == place:
            Path(failure.path).unlink(missing_ok=True)
    return report


def remove(coach: "Coach", name: str) -> "IngestReport":
    """Delete a file and what was taken in from it.

    Raises:
        CoachError: the data folder or the index cannot be written.
    """
    place = folder(coach.settings.home)
    (place / safe_name(name)).unlink(missing_ok=True)
    return coach.ingest([place])
