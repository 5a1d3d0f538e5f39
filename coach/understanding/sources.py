"""What fitted heads depend on, as a hash of files: a start need not read thousands of examples to know its heads."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from coach.resources import resource
from coach.understanding.examples import KINDS, OUT_OF_SCOPE, REFUSAL

__all__ = ["example_files", "fingerprint", "request_files"]


def example_files() -> list[Path]:
    """The files of example utterances, in the order they are read: one a kind, one a group of people."""
    folder = resource("prompts", "examples")
    return [
        *(folder / f"{label}.yaml" for label in (*KINDS, OUT_OF_SCOPE, REFUSAL)),
        *sorted((folder / "voices").glob("*.yaml")),
    ]


def request_files() -> list[Path]:
    """The files of tagged requests, in the order they are read."""
    return sorted(resource("prompts", "examples", "requests").glob("*/*.txt"))


def fingerprint(settings: str, files: Iterable[Path]) -> str:
    """Hash of some settings and of the content of files."""
    digest = hashlib.sha256(settings.encode())
    for file in files:
        digest.update(f"\n{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()
