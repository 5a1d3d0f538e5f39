"""Which of the twenty occasions a message is for, and the kind of request that goes with it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.answer import Kind
from coach.brief import Occasion
from coach.resources import load_yaml
from coach.understanding.features import Vectors
from coach.understanding.occasion_en import ordered_occasion
from coach.understanding.occasion_head import scores
from coach.understanding.text import fold

__all__ = ["Reading", "matching", "read_occasion"]


_CLEAR = 0.3  # below this score the learnt reading says nothing
_CLEAR_ENOUGH = 0.15  # where the form of the request shows that a message is wanted


@dataclass(frozen=True)
class Reading:
    """The occasion, and whether its message starts something (outreach) or answers something (follow_up)."""

    occasion: Occasion
    kind: Kind


@cache
def _rules() -> tuple[tuple[Reading, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            Reading(rule["id"], rule["kind"]),
            re.compile("|".join([*rule["ja"].splitlines(), *rule["en"].splitlines()])),
            re.compile(rule["not"]) if "not" in rule else None,
        )
        for rule in load_yaml(Path(__file__).with_name("occasions.yaml"))
    )


def matching(request: str) -> list[Reading]:
    """Every occasion whose rule matches, the most special rule first."""
    said = fold(request).replace("\n", " ")
    return [
        reading
        for reading, pattern, barred in _rules()
        if pattern.search(said) and not (barred and barred.search(said))
    ]


def read_occasion(request: str, vector: Vectors | None = None, *, wanted: bool = False) -> Reading | None:
    """The occasion that fits the user's request best, or nothing when no rule matches and none fits well.

    Args:
        request: the user's words.
        vector: the local embedding of their ``condensed`` form, if there is one.
        wanted: whether it is sure that a message is wanted.
    """
    ordered = ordered_occasion(request)
    if ordered is not None:
        return next(reading for reading, *_ in _rules() if reading.occasion == ordered)
    matched = matching(request)
    ranked = scores(request, [reading.occasion for reading in matched], vector)
    best, value = next(iter(ranked.items()))
    if value < (_CLEAR_ENOUGH if wanted else _CLEAR):
        return next(iter(matched), None)
    return next(reading for reading, *_ in _rules() if reading.occasion == best)
