"""Requests the coach declines: told by the user's own words, never by what a pasted text says."""

import re
from functools import cache
from pathlib import Path

from coach.resources import load_yaml
from coach.understanding.text import fold

__all__ = ["read_refusal"]


@cache
def _rules() -> tuple[tuple[str, tuple[tuple[re.Pattern[str], ...], ...]], ...]:
    data = load_yaml(Path(__file__).with_name("refusals.yaml"))
    return tuple(
        (rule["id"], tuple(tuple(re.compile(line) for line in lines) for lines in rule["any"]))
        for rule in data["rules"]
    )


@cache
def _barred() -> re.Pattern[str]:
    unless = load_yaml(Path(__file__).with_name("refusals.yaml"))["unless"]
    return re.compile(f"{unless['ja']}|{unless['en']}")


def read_refusal(request: str) -> str | None:
    """The id of the rule the request falls under, or None."""
    said = fold(request).replace("\n", " ")
    rule = next(
        (name for name, choices in _rules() if any(all(p.search(said) for p in lines) for lines in choices)), None
    )
    return None if rule is None or _excused(said, rule) else rule


def _excused(said: str, rule: str) -> bool:
    """Whether the request is about noticing, avoiding or declining it (a refusal somebody met is no such excuse)."""
    if rule == "press_after_no":
        said = re.sub(
            r"断られ(?:た|て)|断わられ|連絡しないで|拒否され|拒絶され|ブロックされ|お断りされ|言われた(?:けど|が|のに)|\b(?:declined|refused|turned)\b",
            "",
            said,
        )
    return bool(_barred().search(said))
