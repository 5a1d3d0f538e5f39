"""The verdict on an invitation, an event or a person, and the exact words each warning sign stands on.

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
from coach.vetting.learned import Embed, learned_signs
from coach.vetting.pieces import clause_around, sentences

__all__ = ["vet"]

_HIGH = 2.0  # the weight from which the risk is high: one grave sign, or two that fit together
_MAN = 10_000
_PRICED = "entry_fee"  # a sign that a small price alone does not make
_NOWHERE = "no_organiser"
_CLEAR_OF_PUBLIC = 0.45  # how clear a learned sign has to be against a body that answers for itself in public


@dataclass(frozen=True)
class _Rule:
    data: dict[str, Any]
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    @property
    def name(self) -> str:
        return str(self.data["id"])

    def silenced(self, sentence: str) -> bool:
        """Whether the sentence warns of the sign, or forbids it."""
        return bool(self.unless and self.unless.search(sentence))


@dataclass(frozen=True)
class _Hit:
    rule: _Rule
    start: int
    end: int


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
def _organiser(name: str) -> re.Pattern[str]:
    spoken = _data()[name]
    lines = [*spoken["ja"].splitlines(), *spoken["en"].splitlines()]
    named = [line.replace("{body}", spoken.get("body", "")).replace("{not}", spoken.get("not", "")) for line in lines]
    return re.compile("|".join(named), re.IGNORECASE)


def vet(text: str, language: Language, embed: Embed | None = None) -> Vetting:
    """Judge an invitation, an event or a person from the text alone.

    Args:
        text: the request as given, with the invitation in it; the offsets of the signs count its code points.
        language: language of the names of the signs and of what to check.
        embed: unit-norm query vectors of the local embedding (see ``LOCAL``), to find signs in words no rule names.
    """
    hits = _hits(text, embed)
    known, public = _organised(text)
    known = known and not any(hit.rule.name == _NOWHERE for hit in hits)
    if public:  # "few seats left" and "interesting people come" are ordinary words of a public body or a school
        hits = [hit for hit in hits if hit.rule.name not in _data()["ordinary"]]
    risk = _risk(sum(hit.rule.data["weight"] for hit in hits), bool(hits), organised=known or public)
    signs = [
        Sign(
            sign=hit.rule.data["name"][language],
            evidence=text[hit.start : hit.end],
            start=hit.start,
            end=hit.end,
            topic=hit.rule.data["topic"],
            rule=hit.rule.name,
        )
        for hit in hits
    ]
    return Vetting(risk=risk, signs=signs, to_check=_to_check([hit.rule for hit in hits], risk, language))


def _risk(weight: float, found: bool, *, organised: bool) -> Literal["low", "unclear", "high"]:
    if found:
        return "high" if weight >= _HIGH else "unclear"
    return "low" if organised else "unclear"


def _hits(text: str, embed: Embed | None) -> list[_Hit]:
    """Each sign once, in the order of the text: where a rule finds it, else where the examples do."""
    found = {rule.name: hit for rule in _rules() if (hit := _first(rule, text))}
    rules = {rule.name: rule for rule in _rules()}
    named, public = _organised(text)
    for learned in learned_signs(text, embed) if embed else ():
        rule, sentence = rules[learned.sign], text[slice(*learned.piece.sentence)]
        barred = (
            rule.silenced(sentence)
            or (public and learned.score < _CLEAR_OF_PUBLIC)
            or (rule.name == _NOWHERE and (named or public))
            or (rule.name == _PRICED and _cheap(sentence))
        )
        if not barred:
            found.setdefault(rule.name, _Hit(rule, learned.piece.start, learned.piece.end))
    return sorted(found.values(), key=lambda hit: (hit.start, hit.end))


def _first(rule: _Rule, text: str) -> _Hit | None:
    """The first place that shows the sign, in a sentence that does not warn of it or forbid it."""
    for sentence in sentences(text):
        if rule.silenced(sentence[0]):
            continue
        for pattern in rule.patterns:
            for match in pattern.finditer(text, sentence.start(), sentence.end()):
                if _dear_enough(match, rule.data):
                    return _Hit(rule, *clause_around(text, *match.span(), sentence.span()))
    return None


def _organised(text: str) -> tuple[bool, bool]:
    """Whether the text says who runs it, and whether that is a body that answers for itself in public."""
    if _organiser("pretended").search(text):
        return False, False
    return bool(_organiser("organiser").search(text)), bool(_organiser("public").search(text))


def _dear_enough(match: re.Match[str], sign: dict[str, Any]) -> bool:
    """For a sign that is a price: whether it reaches the least that is unusual for an evening among business people."""
    if "least" not in sign:
        return True
    parts, yearly = match.groupdict(), sign["yearly"]
    times = yearly["times"] if re.search(yearly["signs"], match[0]) else 1
    if parts.get("yen"):
        return bool(_number(parts["yen"]) * (_MAN if parts.get("man") else 1) >= sign["least"]["yen"] * times)
    return bool(_number(parts.get("money")) >= sign["least"]["money"] * times)


def _cheap(sentence: str) -> bool:
    """Whether a price is named that anybody would pay for an evening, and nothing that has to be bought."""
    prices = _data()["prices"]
    if re.search(prices["bought"], sentence, re.IGNORECASE):
        return False
    least = next(sign["least"] for sign in _data()["signs"] if "least" in sign)
    found = [match for line in prices["amounts"] for match in re.finditer(line, sentence, re.IGNORECASE)]
    return bool(found) and not any(_dear_enough(match, {"least": least, "yearly": prices["yearly"]}) for match in found)


def _number(digits: str | None) -> int:
    return int(re.sub(r"\D", "", digits or "") or 0)


def _to_check(rules: list[_Rule], risk: str, language: Language) -> list[str]:
    data = _data()
    graver = sorted(rules, key=lambda rule: -rule.data["weight"])
    names = [name for rule in graver for name in rule.data["check"]]
    names += data["low"] if risk == "low" else data["always"]
    return [data["checks"][name][language] for name in list(dict.fromkeys(names))[: data["most_checks"]]]
