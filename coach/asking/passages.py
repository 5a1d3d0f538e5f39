"""Which passage of the guides a rule stands on (``passages.yaml``)."""

from functools import cache
from pathlib import Path

from coach.answer import Language, Rule
from coach.resources import load_yaml

__all__ = ["passage_of"]


def passage_of(rule: Rule, language: Language) -> str:
    """The id of the passage that says why this rule is one, in the guides of this language."""
    return _passages()[rule][language]


@cache
def _passages() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = load_yaml(Path(__file__).with_name("passages.yaml"))
    return loaded
