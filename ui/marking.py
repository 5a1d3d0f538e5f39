"""Texts with marks in place, and texts with their changes: lists of pieces that a template or component escapes."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

__all__ = ["Mark", "Piece", "changes", "marked", "slots"]

MarkKind = Literal["ask", "finding", "give", "remark", "sign", "slot"]
# Signs at one place stand in this order.
_ORDER = ("ask", "give", "sign", "finding", "remark", "slot")
# Beyond this many units a comparison by words takes noticeable time; lines are compared instead.
_MOST_UNITS = 4000
# A Japanese run is cut where the script changes, which is close enough to words for showing a change.
_UNIT = re.compile(r"[一-龥々〆ヶ]|[ぁ-ん]|[ァ-ヴー]+|[^\W\d_ぁ-んァ-ヴー一-龥々]+|\d+|\s|.", re.DOTALL)
_LINE = re.compile(r".*\n|.+$")
# Equal stretches shorter than this between two changes read as noise; they are shown as part of the change.
_SHORTEST_SAME = 3


@dataclass(frozen=True)
class Mark:
    """A stretch of a text; ``sign`` is the short label shown at its beginning, so that colour is never alone."""

    start: int
    end: int
    kind: MarkKind
    sign: str = ""
    note: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch with one set of marks; ``opens`` are the marks that begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    opens: tuple[Mark, ...] = ()


def marked(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut a text where marks begin and end; marks may overlap, and those outside the text are left out."""
    held = sorted({mark for mark in marks if 0 <= mark.start < mark.end <= len(text)}, key=lambda m: (m.start, -m.end))
    cuts = sorted({0, len(text), *(mark.start for mark in held), *(mark.end for mark in held)})
    pieces = []
    for start, end in pairwise(cuts):
        covering = [mark for mark in held if mark.start <= start and end <= mark.end]
        kinds = tuple(dict.fromkeys(mark.kind for mark in covering))
        opens = sorted((mark for mark in covering if mark.start == start), key=lambda m: (_ORDER.index(m.kind), m.sign))
        pieces.append(Piece(text[start:end], kinds, tuple(opens)))
    return pieces


def slots(text: str, names: Sequence[str], language: str) -> list[Mark]:
    """The placeholders of a draft: 【…】 in Japanese, […] in English."""
    left, right = ("【", "】") if language == "ja" else ("[", "]")
    found = [f"{left}{name.strip(left + right)}{right}" for name in names]
    pattern = "|".join(re.escape(name) for name in sorted(found, key=len, reverse=True))
    return [Mark(m.start(), m.end(), "slot") for m in re.finditer(pattern, text)] if pattern else []


def changes(before: str, after: str) -> list[tuple[Literal["same", "added", "removed"], str]]:
    """What was taken out of ``before`` and added in ``after``, in reading order."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    if len(old) + len(new) > _MOST_UNITS:
        old, new = _LINE.findall(before), _LINE.findall(after)
    steps: list[tuple[Literal["same", "added", "removed"], str]] = []
    for step, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            steps.append(("same", "".join(old[i:j])))
            continue
        steps.append(("removed", "".join(old[i:j])))
        steps.append(("added", "".join(new[k:m])))
    return _joined(steps)


def _joined(
    steps: list[tuple[Literal["same", "added", "removed"], str]],
) -> list[tuple[Literal["same", "added", "removed"], str]]:
    """Neighbouring changes as one removal and one addition; a few equal characters between two changes join them."""
    result: list[tuple[Literal["same", "added", "removed"], str]] = []
    gone, come = "", ""
    for n, (step, text) in enumerate(steps):
        between = bool(gone or come) and n + 1 < len(steps)
        if step == "removed":
            gone += text
        elif step == "added":
            come += text
        elif between and len(text) < _SHORTEST_SAME and "\n" not in text:
            gone, come = gone + text, come + text
        else:
            result += _change(gone, come)
            gone, come = "", ""
            result.append(("same", text))
    return result + _change(gone, come)


def _change(gone: str, come: str) -> list[tuple[Literal["same", "added", "removed"], str]]:
    pair: list[tuple[Literal["same", "added", "removed"], str]] = [("removed", gone), ("added", come)]
    return [(step, text) for step, text in pair if text]
