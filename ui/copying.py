"""Texts with a button that copies them; what is copied is the plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ui import scripts
from ui.marking import Mark, changes, marked
from ui.render import tidy
from ui.text import Words

__all__ = ["Row", "changed_row", "draw_rows", "slotted_row"]


@dataclass(frozen=True)
class Row:
    """One text to copy, with how it is shown: pieces of kind ``same``, ``slot``, ``added`` or ``removed``."""

    label: str
    button: str
    copy: str
    pieces: tuple[tuple[str, str], ...]
    kind: Literal["subject", "body"] = "body"


def slotted_row(label: str, button: str, text: str, slots: Sequence[Mark], kind: Literal["subject", "body"]) -> Row:
    """A draft whose placeholders stand out."""
    pieces = tuple(("slot" if "slot" in piece.kinds else "same", piece.text) for piece in marked(text, slots))
    return Row(label, button, text, pieces, kind)


def changed_row(label: str, button: str, before: str, after: str) -> Row:
    """A rewrite with its changes; only the rewrite itself is copied."""
    return Row(label, button, after, tuple(changes(before, after)))


def draw_rows(rows: Sequence[Row], words: Words, key: str) -> None:
    """Show the texts one under the other, each with its copy button."""
    data = {
        "language": words.language,
        "words": {
            "copy": words("card.copy"),
            "copied": words("card.copied"),
            "failed": words("card.copy_failed"),
        },
        "rows": [
            {
                "label": row.label,
                "button": row.button,
                "copy": row.copy,
                "kind": row.kind,
                "pieces": [[kind, tidy(text)] for kind, text in row.pieces],
            }
            for row in rows
        ],
    }
    scripts.draft(data, key)
