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
Step = tuple[Literal["same", "added", "removed"], str]
# A Japanese run is cut where the script changes, which is close enough to words for showing a change.
_UNIT = re.compile(r"[一-龥々〆ヶ]|[ぁ-ん]|[ァ-ヴー]+|[^\W\d_ぁ-んァ-ヴー一-龥々]+|\d+|\s|.", re.DOTALL)
# A sentence with what ends it: a full stop with a closing bracket, or the end of the line.
_SENTENCE = re.compile(r"[^。！？!?.\n]*(?:[。！？!?]+[」』）)]*|\.(?=\s|$)\s?|\.|\n|$)", re.DOTALL)
# From this share of common words on, a sentence counts as the old one with a few words changed.
_ALIKE = 0.6
_MOST_SENTENCES = 4_000  # of both texts; beyond that a comparison takes noticeable time
_MOST_PAIRS = 400  # sentences of two stretches that are compared with each other; beyond that, all is new
_LONGEST_PAIR = 2_000  # characters of two sentences that are compared word by word; a comparison takes their product
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


def changes(before: str, after: str) -> list[Step]:
    """What was taken out of ``before`` and added in ``after``, in reading order.

    Sentences are compared first: one that is mostly new is shown as new, whole, since a sentence pieced together from
    scraps of the old one can't be read. Within a sentence that was only touched, words are compared.
    """
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if len(old) + len(new) > _MOST_SENTENCES:
        return _replaced(before, after)
    steps: list[Step] = []
    for step, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            steps.append(("same", "".join(old[i:j])))
        else:
            steps += _touched(old[i:j], new[k:m])
    return _merged(steps)


def _touched(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Sentences that differ: each new one beside the old one it came from, where there is one."""
    if len(old) * len(new) > _MOST_PAIRS:
        return _replaced(old, new)
    steps: list[Step] = []
    seen_old = seen_new = 0
    for number, sentence in enumerate(new):
        source = next((n for n in range(seen_old, len(old)) if _alike(old[n], sentence)), None)
        if source is not None:
            steps += _replaced(old[seen_old:source], new[seen_new:number])
            steps += _joined(_by_words(old[source], sentence))
            seen_old, seen_new = source + 1, number + 1
    return steps + _replaced(old[seen_old:], new[seen_new:])


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    return _change("".join(old), "".join(new))


def _alike(old: str, new: str) -> bool:
    """Whether a sentence is the other one with a few words changed."""
    if len(old) + len(new) > _LONGEST_PAIR:
        return False
    return difflib.SequenceMatcher(None, _UNIT.findall(old), _UNIT.findall(new), autojunk=False).ratio() >= _ALIKE


def _by_words(before: str, after: str) -> list[Step]:
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    steps: list[Step] = []
    for step, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            steps.append(("same", "".join(old[i:j])))
            continue
        steps.append(("removed", "".join(old[i:j])))
        steps.append(("added", "".join(new[k:m])))
    return steps


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Neighbours of one kind as one."""
    result: list[Step] = []
    for kind, text in steps:
        if result and result[-1][0] == kind:
            result[-1] = (kind, result[-1][1] + text)
        elif text:
            result.append((kind, text))
    return result


def _joined(steps: Sequence[Step]) -> list[Step]:
    """Neighbouring changes as one removal and one addition; a few equal characters between two changes join them."""
    result: list[Step] = []
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


def _change(gone: str, come: str) -> list[Step]:
    pair: list[Step] = [("removed", gone), ("added", come)]
    return [(step, text) for step, text in pair if text]
