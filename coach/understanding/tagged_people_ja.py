"""The people of a Japanese request by the names the tagger read, beside those the rules found."""

import re
from datetime import date
from typing import Any

from coach.brief import Person
from coach.understanding.moments import find_moments
from coach.understanding.parts import Name, Part, Parts

__all__ = ["people_ja"]

_SURE = 0.6  # of a name that fills what the rules left open
_SURER = 0.85  # of a name that stands against the rules' reading
# What no name of a person, firm or title holds: particles, orders, whole clauses.
_NO_NAME = re.compile(
    r"[、。をはがへ!?！？\n]|に(?!し|い|ち|っ|や|じ)|メール|LINE|お礼|[ぁ-ん]{3,}で$|^.{25,}$|^[0-9０-９]+$"
)
# Before somebody's name who is not the writer.
_OTHERS = re.compile(r"(?:後任|担当|相手|先方|紹介者|宛先|引き継ぐの|次|上司|幹事)(?:者)?(?:は|が)[^。\n]{0,10}$")
_CLOSE = 24  # characters between a name and the firm or title that belongs to it
_HONORIFIC = re.compile(
    r"[ 　]*(?P<h>様|さま|さん|先生|氏|くん|君|ちゃん|殿|教授|博士|先輩|監督|コーチ"
    r"|社長|部長|課長|係長|店長|会長|専務|常務|所長|院長|園長|校長)"
)
_MARK = re.compile(
    r"^(?:当方|私|わたし|わたくし|僕|俺|うち|こちら|こっち|自分|差出人|送り主|弊社|当社|名前|署名|相手|宛先)(?:は|の|、|:|：|\s)*"
)
_PAIRS = ("make_introduction", "first_after_introduction", "ask_introduction", "thanks_introduction", "report_back")
_WITH_THIRD = (
    "make_introduction",
    "ask_introduction",
    "thanks_introduction",
    "report_back",
    "farewell",
    "first_contact",
)


def people_ja(values: dict[str, Any], parts: Parts, text: str, occasion: str, today: date) -> dict[str, Any]:
    """Recipient, sender, introducer and third, where and when they met: the rules' reading, mended by the tagger's."""
    recipient = _recipient(values.get("recipient") or Person(), parts, text, fills=occasion in _PAIRS)
    sender = _person(values.get("sender") or Person(), parts, ("sn", "sc", "", "sr"), parts.of("me"), text)
    found: dict[str, Any] = {"recipient": recipient, "sender": _apart(sender, recipient)}
    introducer: Person = values.get("introducer") or Person()
    if introducer.name is None and occasion == "first_after_introduction":
        introducer = _person(introducer, parts, ("in", "", "", ""), [], text)
    found["introducer"] = _apart(introducer, recipient)
    third: Person = values.get("third") or Person()
    if third.name is None and occasion in _WITH_THIRD:
        third = _person(third, parts, ("tn", "", "", ""), parts.of("who3"), text)
    found["third"] = _apart(third, recipient)
    return found | _met(values, parts, today)


def _apart(person: Person, recipient: Person) -> Person:
    """Nobody in place of somebody who is the reader."""
    return Person() if person.name and person.name == recipient.name else person


def _recipient(known: Person, parts: Parts, text: str, *, fills: bool) -> Person:
    """The reader; where two people meet the rules know better who is written to, and the tagger only fills."""
    if parts.best("rn") is None:
        firm = parts.best("rc")
        if known == Person() and firm is not None and firm.sure >= _SURE:
            return Person(company=_clean(firm.text), is_organisation=True)
        if known.is_organisation:
            return known
    if fills and known.name:
        return known
    return _person(known, parts, ("rn", "rc", "rd", "rr"), parts.of("who"), text)


def _person(known: Person, parts: Parts, roles: tuple[str, str, str, str], within: list[Part], text: str) -> Person:
    """The person with what the tagger read; a name it is sure of stands against another one of the rules'."""
    name = _best(parts, roles[0], within, text)
    read = [each for each in parts.named(roles[0]) if each.sure >= _SURE]  # type: ignore[arg-type]
    agrees = any(known.name and (known.name in each.text or each.text in known.name) for each in read)
    if name is not None and name.sure >= _SURE and (known.name is None or (not agrees and name.sure >= _SURER)):
        known = Person(name=_clean(name.text), honorific=_title(text, name.end))
    if known.name is None:
        return known
    if agrees and name is not None and known.name in name.text and name.text != known.name and name.sure >= _SURE:
        firm_too = known.company and known.company in name.text  # 「古賀 沙織」 is one name
        known = known.model_copy(update={"name": _clean(name.text), "company": None if firm_too else known.company})
    firm, unit, role = (_near(parts, each, within, name or _named(parts, known.name or ""), text) for each in roles[1:])
    update: dict[str, Any] = {}
    for field, part in (("company", firm), ("department", unit), ("role", role)):
        if getattr(known, field) is None and part is not None and part.sure >= _SURE:
            update[field] = _clean(part.text)
    if update.get("role") and known.honorific and update["role"] == known.honorific:
        update.pop("role")
    for field in ("company", "department", "role"):
        said = getattr(known, field)
        if said and _MARK.match(said):
            update[field] = _clean(said)
    return known.model_copy(update=update)


def _best(parts: Parts, role: str, within: list[Part], text: str) -> Name | None:
    """The surest name of a role, one inside the parts that tell of this person before others."""
    if not role:
        return None
    names = [
        each
        for each in parts.named(role)  # type: ignore[arg-type]
        if not _NO_NAME.search(each.text) and not (role == "sn" and _OTHERS.search(text[: each.start]))
    ]
    inside = [each for each in names if any(part.start <= each.start < part.end for part in within)]
    return max(inside or names, key=lambda each: each.sure, default=None)


def _named(parts: Parts, name: str) -> Name | None:
    return next((each for each in parts.names if name and (each.text in name or name in each.text)), None)


def _near(parts: Parts, role: str, within: list[Part], name: Name | None, text: str) -> Name | None:
    """The name of a role that stands in the same part as somebody's name, or close to it."""
    found = _best(parts, role, within, text)
    if found is None or name is None:
        return found
    part = next((each for each in within if each.start <= name.start < each.end), None)
    inside = part is not None and part.start <= found.start < part.end
    return found if inside or abs(found.start - name.start) <= _CLOSE else None


def _clean(words: str) -> str | None:
    return _MARK.sub("", words.strip(" 　、。の(（)）「」『』")) or None


def _title(text: str, end: int) -> str | None:
    found = _HONORIFIC.match(text, end)
    return found["h"] if found else None


def _met(values: dict[str, Any], parts: Parts, today: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    where, when = parts.best("wh"), parts.best("wn")
    if where is not None and where.sure >= _SURER and not values.get("met_where") and len(where.text) > 1:
        found["met_where"] = _clean(where.text)
    moments = find_moments(when.text, "ja", today) if when is not None and when.sure >= _SURER else []
    if moments and not values.get("met_when"):
        found["met_when"] = moments[-1].moment(future=False)
    return found
