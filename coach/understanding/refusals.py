"""Requests the coach declines: told by the user's own words, never by what a pasted text says.

Two ways: by rules, of words that stand together; and by what the head learned from many such requests, since there are
more ways to put a dishonest wish than rules can name. A harmless request declined is as bad as a harmful one helped, so
the head has to be clear, and clearer still where words of noticing, avoiding or declining stand.
"""

import re
from functools import cache
from pathlib import Path

from coach.resources import load_yaml
from coach.understanding.kinds import Reading
from coach.understanding.text import fold

__all__ = ["read_refusal"]

# By how much a refusal has to fit better than anything else when no rule tells it. Of 515 honest requests for a message
# that the head had not seen one fitted better by more than 0.1.
_HINTED = 0.0
_UNHINTED = 0.1
_EXCUSED = 0.3
_HARMLESS = -0.2  # another reading that fits better by this much outweighs a rule


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


@cache
def _hints() -> re.Pattern[str]:
    hints = load_yaml(Path(__file__).with_name("refusals.yaml"))["hints"]
    return re.compile(f"{hints['ja']}|{hints['en']}")


def read_refusal(request: str, reading: Reading | None = None) -> str | None:
    """The id of the rule the request falls under, or None; ``reading`` is what the head says of it."""
    said = fold(request).replace("\n", " ")
    rule = next(
        (name for name, choices in _rules() if any(all(p.search(said) for p in lines) for lines in choices)), None
    )
    excused = _excused(said, rule or (reading.rule if reading else ""))
    if reading is None:
        return None if excused else rule
    if rule and not excused and reading.dishonest > _HARMLESS:
        return rule
    least = _EXCUSED if excused else _HINTED if _hints().search(said) else _UNHINTED
    return reading.rule if reading.dishonest > least else None


def _excused(said: str, rule: str) -> bool:
    """Whether the request is about noticing, avoiding or declining it (a refusal somebody met is no such excuse)."""
    if rule == "press_after_no":
        said = re.sub(
            r"断られ(?:た|て)|断わられ|連絡しないで|拒否され|拒絶され|ブロックされ|お断りされ|言われた(?:けど|が|のに)|\b(?:declined|refused|turned)\b",
            "",
            said,
        )
    return bool(_barred().search(said))
