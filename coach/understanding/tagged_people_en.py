"""The people of an English request by the names the tagger read, and by what the rules know of them.

A name fills what the rules left open; a very sure one takes the place of a guess that no order is addressed to.
"""

import re
from typing import Any

from coach.brief import Person
from coach.understanding.cast import Cast
from coach.understanding.cast_en import addressed
from coach.understanding.parts import Name, NameRole, Parts
from coach.understanding.people_en import mentions_en
from coach.understanding.people_ja import Mention
from coach.understanding.spelled_en import tidy

__all__ = ["SURE", "capitals", "cast_of", "people_of"]

SURE = 0.5  # of a name that fills what the rules left open
_SURE_ENOUGH = 0.9  # of a name against a guess of the rules that no order is addressed to
_TITLE = (
    "mr|mrs|ms|miss|dr|prof|professor|rev|reverend|coach|captain|chef|judge|fr|father|sister|canon|auntie|aunt|uncle"
)
_TITLE_BEFORE = re.compile(rf"\b({_TITLE})\.? $", re.IGNORECASE)
_SURER = 0.75  # of a name that stands against another reading
_NEAR = 40  # characters between a name and the firm behind it
_BESIDE = 2  # characters between a title and its name
_PEOPLE: dict[str, tuple[NameRole | None, ...]] = {
    "recipient": ("rn", "rc", "rd", "rr"),
    "sender": ("sn", "sc", None, "sr"),
    "introducer": ("in", None, None, None),
}


def people_of(values: dict[str, Any], parts: Parts, text: str, occasion: str) -> dict[str, Any]:
    """The people of the request, by the names the tagger read; a sure one stands against the rules."""
    found: dict[str, Any] = {}
    for who, roles in _PEOPLE.items():
        best = [parts.best(role) if role else None for role in roles]
        alike = [name.text for name in parts.named("rn", "sn", "tn", "in") if name.role == roles[0]]
        person = _person(who, values.get(who) or Person(), best, alike, text)
        if person is not None:
            found[who] = person
    thirds = [name for name in parts.named("tn") if name.sure >= SURE]
    if occasion == "make_introduction":  # either side may be taken for the reader
        thirds += [name for name in parts.named("rn") if name.sure >= SURE]
    if thirds and occasion in ("make_introduction", "ask_introduction", "thanks_introduction", "report_back"):
        inside = [each for each in thirds if any(p.start <= each.start < p.end for p in parts.of("who3"))]
        to = found.get("recipient") or values.get("recipient") or Person()
        rest = [each for each in (*inside, *thirds) if not (to.name and _overlap(to.name, each.text))]
        if rest:
            found["third"] = _third(values.get("third") or Person(), rest[0], text)
    recipient = found.get("recipient") or values.get("recipient") or Person()
    for who in ("sender", "introducer", "third"):
        other = found.get(who) or values.get(who)
        if other and other.name and recipient.name and other.name == recipient.name:
            found[who] = Person()
    writer = found.get("sender") or values.get("sender") or Person()
    third = found.get("third") or values.get("third") or Person()
    if third.name and writer.name and third.name in writer.name:
        read = values.get("sender") or Person()
        found["third" if read.name else "sender"] = Person()
    return found


def _third(known: Person, name: Name, text: str) -> Person:
    if known.name:
        return known
    return Person(name=capitals(name.text), honorific=_title_before(text, name.start))


def _of(firm: Name, name: str | None, text: str) -> bool:
    """Whether a firm stands with its name, or with nobody: in "Agnes … Wei Zhang at Lotus Bank" it is not hers."""
    if name is None:
        return True
    place = text.lower().rfind(name.lower().split(" ")[0], 0, firm.start)
    between = text[place + len(name) : firm.start] if place >= 0 else None
    if between is None:
        return 0 <= text.lower().find(name.lower(), firm.end) - firm.end <= _NEAR
    return len(between) <= _NEAR and not re.search(r"\bto\b|[.!?]|\b(?:with|me|whether|if)\b", between)


def _is_name(words: str) -> bool:
    return re.match(r"[A-Za-zÀ-ÿ]", words) is not None and len(words.strip(" -")) > 1


def _overlap(name: str, tagged: str) -> bool:
    return bool(set(name.lower().split()) & set(tagged.lower().split()))


def _person(who: str, known: Person, names: list[Name | None], alike: list[str], text: str) -> Person | None:
    """The person with what the tagger read; nothing when it read no more than the rules did."""
    name, firm, unit, role = names
    new = capitals(tidy(name.text)) if name is not None and name.sure >= SURE and _is_name(name.text) else None
    same = bool(known.name and new and _overlap(known.name, new))
    stands = known.name is not None and (
        any(addressed(text, each) for each in {known.name, known.name.split(" ")[0]})
        or any(_overlap(known.name, other) for other in alike)
    )
    if new and name is not None and (known.name is None or (not same and not stands and name.sure >= _SURE_ENOUGH)):
        known = Person(name=new, honorific=_title_before(text, name.start))
    elif name is None and firm is not None and known.name and known.name in firm.text and who == "recipient":
        known = Person()
    elif new and same and name is not None and name.sure >= _SURER:
        known = known.model_copy(update={"name": new})
    elif name is None and known.name:
        known = known if _stands(known.name, text) else Person()
    taken = firm is not None and known.name is not None and _overlap(known.name, firm.text)
    theirs = firm is not None and firm.sure >= SURE and _of(firm, known.name, text)
    company = tidy(firm.text) if firm is not None and theirs and not taken and known.company is None else known.company
    own = role is not None and known.name is not None and _overlap(known.name, role.text)
    role = None if own else role
    fields = {
        "company": capitals(company) if company else None,
        "department": tidy(unit.text) if unit is not None and unit.sure >= SURE else known.department,
        "role": known.role or (_trade(role.text) if role is not None and role.sure >= SURE else None),
    }
    honorific = known.honorific
    beside = role is not None and name is not None and 0 <= name.start - role.end <= _BESIDE
    if (
        role is not None
        and beside
        and honorific is None
        and name is not None
        and re.fullmatch(_TITLE, role.text.rstrip("."), re.IGNORECASE)
    ):
        honorific = capitals(role.text)
    return known.model_copy(update={**fields, "honorific": honorific})


def _trade(words: str) -> str:
    """A title or trade without its article and without a preposition cut off behind it."""
    return re.sub(r"^(?:an?|the|my|our)\s+|\s+(?:in|at|of|from|for|with)$", "", tidy(words), flags=re.IGNORECASE)


def _stands(name: str, text: str) -> bool:
    """Whether a name of the rules' is one in the text; a capital of theirs may be a thing's."""
    return name.lower() in text.lower()


def _title_before(text: str, start: int) -> str | None:
    found = _TITLE_BEFORE.search(text[:start])
    return capitals(found[1]) if found else None


def capitals(words: str) -> str:
    """A name typed in small letters with its capitals."""
    small = words == words.lower()
    kept = ("of", "the", "and", "de", "van", "von", "der", "da", "la", "di", "bin", "al", "for", "in", "at")
    return " ".join(w if w in kept else w[:1].upper() + w[1:] for w in words.split(" ")) if small else words


def cast_of(values: dict[str, Any], parts: Parts, text: str) -> Cast:
    """The people with their places in the text, so that pronouns find whom they mean."""
    reader = values.get("recipient") or Person()
    mentions = []
    for name in parts.named("rn", "tn", "in"):
        full = reader if name.role == "rn" else Person(name=capitals(name.text))
        mentions.append(Mention(full, name.start, name.end, name.start))
    spans = [(each.start, each.end) for each in mentions]
    mentions += [m for m in mentions_en(text) if not any(m.start < end and start < m.end for start, end in spans)]
    return Cast(
        recipient=reader,
        introducer=values.get("introducer") or Person(),
        third=values.get("third") or Person(),
        mentions=sorted(mentions, key=lambda mention: mention.start),
    )
