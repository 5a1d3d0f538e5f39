"""People and organisations named in an English request.

A name is a run of capitalised words that stands where a person stands: behind a verb or preposition that takes one, or
before a verb a person does. Everything on the list of capitalised non-names is left alone.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Person
from coach.resources import load_yaml
from coach.understanding.people_ja import Mention

__all__ = ["mentions_en", "organisation_en", "sender_en"]

_WORD = r"[A-ZÀ-Þ][\w'’-]*[\w]|[A-ZÀ-Þ]"
_COMPANY = r"(?:the )?((?:[A-Z0-9][\w&'’.-]*[\w])(?:(?: (?:&|and|of|for) | )(?:[A-Z0-9][\w&'’.-]*[\w]|Co\.|Inc\.|Ltd\.?|LLC))*)"
_EVENT = re.compile(r"\b(?:fair|forum|summit|conference|meetup|mixer|event|expo|night|webinar|seminar|party|week|con|day|festival|show|awards?)\b", re.I)  # fmt: skip


@cache
def _words() -> dict[str, Any]:
    data = load_yaml(Path(__file__).with_name("people.yaml"))["en"]
    titles = "|".join(data["titles"].split())
    word = rf"(?!(?:{titles})\b)(?:{_WORD})"
    name = rf"{word}(?: (?:{word}|(?:de|van|von|der|da|la|di|bin|al)\b))*"
    roles = rf"(?:the )?(?:new |former )?(?P<role>{data['roles']})"
    return {
        "name": re.compile(rf"(?:\b(?P<title>{titles})\b\.?\s+)?(?P<name>\b{name})"),
        "suffix": re.compile(rf"-(?:{data['suffixes'].replace(' ', '|')})$"),
        "not_names": frozenset(data["not_names"].split()),
        "after_role": re.compile(rf"\s*,?\s+(?:(?:is|who is|who(?:'|’)s|who works as|now)\s+)?(?:an? )?{roles}\s+(?:at|of|from|for|with)\s+{_COMPANY}", re.I),
        "after_role_only": re.compile(rf"\s*,\s+(?:an? )?{roles}(?=[.,;!?\n]|\s+(?:who|whom|and|to|about|for)|$)", re.I),
        "after_company": re.compile(rf"\s*,?\s+(?:(?:who )?works? (?:at|for)\s+|\(?(?P<how>from|at|of)\s+){_COMPANY}"),
        "before_role": re.compile(rf"(?:^|\b(?:to|for|with|by|from|the|a|an|my|our|and)\s+){roles}\s+(?:at\s+{_COMPANY}\s*,?\s*)?$", re.I),
    }  # fmt: skip


_TAKES_PERSON = re.compile(
    r"(?:\b(?:to|with|for|from|by|via|through|and|meet|met|thank|thanking|thanks,?|e-?mail|message|mail|text|dm|contact|ask|asking|tell|telling|"
    r"remind|nudge|congratulate|invite|introduce|introducing|connect|send|sending|give|giving|show|help|call|write|named|called|friend|"
    r"colleague|boss|manager|mentor|client|cousin|contact|classmate|teacher|recruiter|founder|investor|professor|designer|"
    r"decline|declining|answer|to my \w+|speaker|host|hosted by|approach|reach|reaching|reply|replying|like|love|want|about|saw|join|"
    r"know|heard|is|was|are|for:|to:|dear|hi|hello|owner|director|president|ceo|cfo|cto|engineer|editor|author|journalist|poke|chase|ping)|[,:(&])\s*$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?:'|’)s\b|\s+(?:hasn|haven|didn|doesn|isn|wasn|never|said|says|told|introduced|gave|sent|showed|helped|has|had|is|was|just|recently|"
    r"who|made|agreed|wrote|asked|referred|recommended|suggested|turned|declined|works?|lent|invited|kindly|and I\b|and i\b|from(?= [A-Z])|at(?= [A-Z]))\b"
)


def mentions_en(text: str) -> list[Mention]:
    """Every person named in ``text``, in order."""
    found: list[Mention] = []
    for match in _words()["name"].finditer(text):
        trimmed = _trimmed(match)
        if trimmed is None:
            continue
        name, start, end = trimmed
        suffix = _words()["suffix"].search(name)
        titled = bool(match["title"] or suffix)
        before = text[:start]
        if not (titled or _takes_person(before) or _DOES.match(text[end:]) or _after_another(found, before)):
            continue
        found.append(_mention(text, match, name, start, end))
    organisations = {mention.person.company for mention in found if mention.person.company}
    spans = [(m.end, m.end + len(m.person.company or "") + 40) for m in found if m.person.company]
    return [m for m in found if not _is_their_company(m, organisations, spans)]


def _takes_person(before: str) -> bool:
    return bool(_TAKES_PERSON.search(before[-40:]))


def _after_another(found: list[Mention], before: str) -> bool:
    return bool(found) and before[found[-1].end :].strip(" ,") in ("and", "&", "or")


def _is_their_company(mention: Mention, names: set[str | None], spans: list[tuple[int, int]]) -> bool:
    return mention.person.name in names and any(start <= mention.start < end for start, end in spans)


def _trimmed(match: re.Match[str]) -> tuple[str, int, int] | None:
    """The run without words that are no names at its ends ("Email Sarah" at the start of a sentence)."""
    words = match["name"].split(" ")
    bad = _words()["not_names"]
    start = match.start("name")
    while words and re.sub(r"['’]s$", "", words[0]) in bad:
        start += len(words[0]) + 1
        words = words[1:]
    for index, word in enumerate(words):
        if word in bad:
            words = words[:index]
            break
    while words and words[-1][:1].islower():
        words = words[:-1]
    if not words:
        return None
    name = re.sub(r"['’]s$", "", " ".join(words))
    if len(name) < 2 or (name.isupper() and len(name) > 1 and " " not in name):
        return None
    return name, start, start + len(name)


def _mention(text: str, match: re.Match[str], name: str, start: int, end: int) -> Mention:
    words = _words()
    honorific = None
    if match["title"] and match.start("name") == start:
        honorific = text[match.start("title") : match.start("name")].strip()
    suffix = words["suffix"].search(name)
    if suffix:
        honorific, name = suffix[0], name[: suffix.start()]
    tail = text[end:]
    role = company = None
    full = words["after_role"].match(tail)
    plain = words["after_company"].match(tail)
    if full:
        role, company = full["role"].strip(), _company(full[full.re.groups])
    elif plain and not _is_place(text[:start], plain):
        company = _company(plain[plain.re.groups])
    if role is None:
        only = words["after_role_only"].match(tail)
        role = only["role"].strip() if only else None
    if role is None:
        ahead = words["before_role"].search(text[: match.start()])
        if ahead:
            role, company = (
                ahead["role"].strip(),
                company or (_company(ahead[ahead.re.groups]) if ahead[ahead.re.groups] else None),
            )
    person = Person(name=name, honorific=honorific, company=company, role=role)
    return Mention(person, match.start() if match["title"] and honorific else start, end, start)


def _company(name: str | None) -> str | None:
    if not name:
        return None
    name = name.strip().rstrip(".,") if not re.search(r"(?:Inc|Ltd|Co)\.$", name) else name.strip()
    words = name.split(" ")
    while words and words[-1] in _words()["not_names"]:
        words = words[:-1]
    name = re.sub(r" (?:and|of|for|&)$", "", " ".join(words))
    return None if not name or name in _words()["not_names"] or _EVENT.search(name) else name


def _is_place(before: str, match: re.Match[str]) -> bool:
    """ "met Sarah at CES": behind a verb of meeting "at" names the place, not the company."""
    rest = match.string[match.end() :]
    if match["how"] == "at" and re.match(r"\s+(?:\w+ ){0,3}" + _EVENT.pattern, rest, re.I):
        return True
    return match["how"] == "at" and bool(
        re.search(
            r"\b(?:met|saw|spoke (?:to|with)|talked (?:to|with)|chatted with|ran into|bumped into)\s+(?:\w+\.?\s+)?$",
            before,
        )
    )


_OFFICE = r"(?P<who>(?:[A-Za-z]+ ){0,3}?(?:team|department|office|desk|HR|recruiters?|hiring manager|manager|director|head of [a-z ]+?|CEO|CTO|CFO|founder|owner|organi[sz]ers?|people|staff|someone|somebody|person|editor|president))"
_STAFF = re.compile(
    rf"\b(?:to|e-?mail|message|contact|for|ask|at)\s+(?:the |a |an |their )?{_OFFICE}(?: in (?P<unit>[a-z]+))? (?:at|of|from) {_COMPANY}"
)


def organisation_en(text: str) -> Person | None:
    """An organisation written to through an unnamed member: "the HR team at Acme Corp"."""
    match = _STAFF.search(text)
    company = _company(match[match.re.groups]) if match else None
    if match is None or company is None:
        return None
    who = match["who"].strip()
    unit = re.fullmatch(r"(.+?) (?:team|department|office|desk)", who)
    if unit or who == "HR" or match["unit"]:
        return Person(company=company, department=(unit[1] if unit else match["unit"] or who))
    generic = re.fullmatch(r"(?:people|staff|someone|somebody|person)", who)
    return Person(company=company, role=None if generic else who)


_SENDER = (
    re.compile(
        rf"\b(?:[Mm]y name is|[Mm]y name's|(?:I'm|I’m|I am|[Tt]his is)(?! the| a))\s+(?P<name>(?:{_WORD})(?: (?:{_WORD}))*)(?:\s*,?\s*(?:(?:an? )?(?P<role>[a-z][a-z ]{{2,30}}?)\s+)?(?:from|at|of|with)\s+{_COMPANY})?"
    ),
)


def sender_en(text: str) -> tuple[Person, tuple[int, int]] | None:
    """The user, when they say who they are: "I'm Ken Mori from Harbor Foods"."""
    for pattern in _SENDER:
        for match in pattern.finditer(text):
            name = match["name"]
            if name.split(" ")[0] in _words()["not_names"]:
                continue
            return Person(name=name, company=_company(match[match.re.groups]), role=match["role"]), match.span()
    return None
