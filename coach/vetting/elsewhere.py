"""Words that are not told of this event: what is denied, what happened elsewhere before, what is only feared.

"Money has never come up", 「以前、別の会で買わされました」, "if he talks of crypto I'll leave" show no sign of this
invitation. What the inviting side will not say ("they won't name the host") is no denial; it stays.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from coach.resources import load_yaml
from coach.vetting.words import Sentence

__all__ = ["Span", "elsewhere", "meets"]

Span = tuple[int, int]


def elsewhere(folded: str, parts: list[Sentence]) -> list[Span]:
    """Spans of a text (half width, lower case) whose words count for no sign.

    Args:
        folded: the text as ``words.plain`` gives it.
        parts: its sentences.
    """
    found = [match.span() for pattern in _rules("denied", "feared") for match in pattern.finditer(folded)]
    return _joined(sorted({*found, *_before(folded, parts)}))


def meets(spans: list[Span], start: int, end: int) -> bool:
    """Whether a place shares a code point with one of the spans, which are in order and apart."""
    place = bisect_right(spans, (start, end)) - 1
    near = spans[max(place, 0) : place + 2]
    return any(a < end and start < b for a, b in near)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _before(folded: str, parts: list[Sentence]) -> Iterator[Span]:
    """Sentences on an earlier matter, when another sentence turns to the present one or they say it was another."""
    (other,), (past,), (present,), (same,) = (_rules(name) for name in ("other", "past", "present", "same"))
    lines = [folded[part.start : part.end] for part in parts]
    turns = [number for number, line in enumerate(lines) if present.search(line)]
    last = max(turns, default=-1)
    for number, (part, line) in enumerate(zip(parts, lines, strict=True)):
        told = past.search(line) and other.search(line) and not same.search(line)
        if told and number < last and not present.search(line):
            yield part.start, part.end


@cache
def _rules(*names: str) -> tuple[re.Pattern[str], ...]:
    data = load_yaml(Path(__file__).with_name("elsewhere.yaml"))
    return tuple(re.compile(line) for name in names for line in data[name].splitlines())
