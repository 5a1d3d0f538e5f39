"""The verdict on an invitation, an event, an offer or a person, the words each sign stands on, and what to check.

The signs, their weights, what reassures and what to check are data (``vetting.yaml``). The verdict says no more than
the text does: with nothing that speaks for it the risk is ``unclear``, never ``low``.
"""

from typing import Literal

from coach.answer import Language, Sign, Vetting
from coach.vetting.learned import Embed
from coach.vetting.signs import GRAVE, Found, Reading, Span, data, sign

__all__ = ["vet"]

Risk = Literal["low", "unclear", "high"]


def vet(text: str, language: Language, embed: Embed | None = None) -> Vetting:
    """Judge an invitation, an event, an offer or a person from the text alone.

    Args:
        text: the request as given, with the invitation in it; the offsets of the signs count its code points.
        language: language of the names of the signs and of what to check.
        embed: unit-norm query vectors of the local embedding (see ``LOCAL``), to find signs in words no list has.
    """
    reading = Reading(text)
    trust = reading.trust()
    found = reading.signs(embed)
    if not any(each.weight >= GRAVE for each in found):
        # "Few seats left" and "interesting people come" are ordinary words of a public body or a school.
        found = [each for each in found if not _eased(each.name, trust)]
    risk = _risk(found, trust)
    places = sorted(_places(found).items(), key=lambda item: item[1])
    signs = [_shown(name, text, span, language) for name, span in places]
    kind = "low" if risk == "low" else "event" if reading.says("gathering") else "person"
    return Vetting(risk=risk, signs=signs, to_check=_to_check(found, risk, _usual(kind), language))


def _eased(name: str, trust: float) -> bool:
    said = sign(name)
    return bool(said.get("eased")) and trust >= said.get("eased_from", data()["thresholds"]["institution"])


def _usual(kind: str) -> list[str]:
    """What there is to find out without any sign, for an event, for a person, or where nothing was found."""
    usual: list[str] = data()["low"] if kind == "low" else data()["always"][kind]
    return usual


def _risk(found: list[Found], trust: float) -> Risk:
    limits = data()["thresholds"]
    if sum(each.weight for each in found) >= limits["high"]:
        return "high"
    return "low" if not found and trust >= limits["low"] else "unclear"


def _places(found: list[Found]) -> dict[str, Span]:
    """One place for each sign, so chosen that the marks overlap as little as possible."""
    taken: dict[str, Span] = {}
    for each in found:
        free = (span for span in each.spans if all(span[1] <= a or span[0] >= b for a, b in taken.values()))
        taken[each.name] = next(free, each.spans[0])
    return taken


def _shown(name: str, text: str, span: Span, language: Language) -> Sign:
    start, end = span
    said = sign(name)
    return Sign(
        sign=said["name"][language], evidence=text[start:end], start=start, end=end, topic=said["topic"], rule=name
    )


def _to_check(found: list[Found], risk: Risk, usual: list[str], language: Language) -> list[str]:
    """Three to five things to find out: the most useful one of each sign first; a place to call stands last."""
    lists = [sign(each.name)["check"] for each in found]
    longest = max(map(len, lists), default=0)
    wanted = [checks[place] for place in range(longest) for checks in lists if place < len(checks)]
    wanted = list(dict.fromkeys(wanted))
    least, most = data()["least_checks"], data()["most_checks"]
    if len(wanted) < least:
        wanted = list(dict.fromkeys([*wanted, *usual]))[:least]
    if risk == "high":
        line = next(line for line, signs in data()["consult"].items() if found[0].name in signs)
        wanted = [*wanted[: most - 1], line]
    return [data()["checks"][name][language] for name in wanted[:most]]
