"""Warning signs of events, invitations and people, each with the exact words that show it.

The signs, their weights and what to check are data (``vetting.yaml``). The verdict needs no model and says no more
than the text does: without a sign and without a named organiser it is ``unclear``, never ``low``.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from coach.answer import Language, Sign, Vetting
from coach.resources import load_yaml

__all__ = ["vet"]

_HIGH = 2.0  # the weight from which the risk is high: one grave sign, or two that fit together
_SENTENCE = re.compile(r"[^。!?!?\n.]+(?:[。!?!?\n]|\.(?=\s|$)|\.)?")
_MAN = 10_000


@dataclass(frozen=True)
class _Rule:
    data: dict[str, Any]
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("vetting.yaml"))
    return data


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            sign,
            tuple(re.compile(line, re.IGNORECASE) for spoken in ("ja", "en") for line in sign[spoken].splitlines()),
            re.compile("|".join(sign["unless"].splitlines()), re.IGNORECASE) if "unless" in sign else None,
        )
        for sign in _data()["signs"]
    )


@cache
def _organiser() -> re.Pattern[str]:
    spoken = _data()["organiser"]
    return re.compile("|".join([*spoken["ja"].splitlines(), *spoken["en"].splitlines()]), re.IGNORECASE)


def vet(text: str, language: Language) -> Vetting:
    """Judge an invitation, an event or a person from the text alone.

    Args:
        text: the request as given, with the invitation in it; the offsets of the signs count its code points.
        language: language of the names of the signs and of what to check.
    """
    found = sorted((_first(rule, text) for rule in _rules()), key=lambda hit: hit[1].start() if hit else 0)
    hits = [hit for hit in found if hit]
    weight = sum(rule.data["weight"] for rule, _ in hits)
    organised = bool(_organiser().search(text)) and not any(rule.data["id"] == "no_organiser" for rule, _ in hits)
    risk: Literal["low", "unclear", "high"] = "low" if organised else "unclear"
    if hits:
        risk = "high" if weight >= _HIGH else "unclear"
    signs = [
        Sign(
            sign=rule.data["name"][language],
            evidence=match[0],
            start=match.start(),
            end=match.end(),
            topic=rule.data["topic"],
            rule=rule.data["id"],
        )
        for rule, match in hits
    ]
    return Vetting(risk=risk, signs=signs, to_check=_to_check([rule for rule, _ in hits], risk, language))


def _first(rule: _Rule, text: str) -> tuple[_Rule, re.Match[str]] | None:
    """The first place that shows the sign, in a sentence that does not warn of it or forbid it."""
    for sentence in _SENTENCE.finditer(text):
        if rule.unless and rule.unless.search(sentence[0]):
            continue
        for pattern in rule.patterns:
            for match in pattern.finditer(text, sentence.start(), sentence.end()):
                if _dear_enough(match, rule.data):
                    return rule, match
    return None


def _dear_enough(match: re.Match[str], sign: dict[str, Any]) -> bool:
    """For a sign that is a price: whether it reaches the least that is unusual for an evening among business people."""
    if "least" not in sign:
        return True
    parts, yearly = match.groupdict(), sign["yearly"]
    times = yearly["times"] if re.search(yearly["signs"], match[0]) else 1
    if parts.get("yen"):
        return bool(_number(parts["yen"]) * (_MAN if parts.get("man") else 1) >= sign["least"]["yen"] * times)
    return bool(_number(parts.get("money")) >= sign["least"]["money"] * times)


def _number(digits: str | None) -> int:
    return int(re.sub(r"\D", "", digits or "") or 0)


def _to_check(rules: list[_Rule], risk: str, language: Language) -> list[str]:
    data = _data()
    graver = sorted(rules, key=lambda rule: -rule.data["weight"])
    names = [name for rule in graver for name in rule.data["check"]]
    names += data["low"] if risk == "low" else data["always"]
    return [data["checks"][name][language] for name in list(dict.fromkeys(names))[: data["most_checks"]]]
