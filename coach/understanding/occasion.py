"""Which of the twenty occasions a message is for, and the kind of request that goes with it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.answer import Kind
from coach.brief import Occasion
from coach.resources import load_yaml
from coach.understanding.text import fold

__all__ = ["Reading", "read_occasion"]


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


def read_occasion(request: str) -> Reading | None:
    """The first occasion whose words are in the user's request; the rules stand from special to general."""
    said = fold(request).replace("\n", " ")
    for reading, pattern, barred in _rules():
        if pattern.search(said) and not (barred and barred.search(said)):
            return reading
    return None
