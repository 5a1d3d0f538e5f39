"""The patterns of ``letters.yaml``, compiled when first used, and what the slots of a request hold already."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml

__all__ = ["group", "letter_data", "one", "pattern", "used"]

_NAMED = ("worked_at", "takes_over", "who_does", "last_day_is")  # names begin with a capital, so case counts


@cache
def letter_data() -> dict[str, Any]:
    """The data of ``letters.yaml``."""
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("letters.yaml"))
    return found


@cache
def pattern(part: str, name: str) -> re.Pattern[str]:
    """One expression: of a language (``ja``, ``en``), or of a language under a common name (``orders``, ``en``)."""
    english = name == "not_en" or name == "en" or (part == "en" and name not in _NAMED)
    return re.compile(letter_data()[part][name], re.IGNORECASE if english else 0)


def group(match: re.Match[str] | None) -> str | None:
    """The first group that holds something."""
    return next((each.strip(" 、,") for each in match.groups() if each), None) if match else None


def one(words: str | None) -> tuple[str, ...]:
    """The words as the only item of a list, or an empty one."""
    return (words,) if words else ()


def used(values: dict[str, Any]) -> list[str]:
    """What the slots hold already."""
    ask = values.get("ask")
    pieces = [*values.get("topics", ()), values.get("given"), values.get("offered"), values.get("reason")]
    pieces += [values.get("history"), values.get("event"), ask.words if ask else None, values.get("met_where")]
    return [piece for piece in pieces if piece and len(piece) > 1]
