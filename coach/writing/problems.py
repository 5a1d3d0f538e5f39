"""The problems a check can find, in the user's words."""

from functools import cache
from pathlib import Path
from typing import Any

from coach.answer import Language, Problem
from coach.resources import load_yaml

__all__ = ["data", "problem"]

_BLANK = {"ja": "【…】", "en": "[…]"}
_LONGEST_SHOWN = 60


@cache
def data() -> dict[str, Any]:
    """Limits, word lists and wordings of the checks."""
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("checks.yaml"))
    return found


def problem(language: Language, rule: str, what: object = "", about: Language | None = None) -> Problem:
    """The problem with this rule, told in ``language``; ``about`` is the language of the message it is about."""
    shown = str(what)
    shown = shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"
    sentence = data()["problems"][language][rule]
    # Replaced one by one: what a user wrote may hold braces.
    return Problem(rule=rule, detail=sentence.replace("{form}", _BLANK[about or language]).replace("{what}", shown))
