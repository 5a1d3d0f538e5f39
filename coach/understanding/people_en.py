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

__all__ = ["mentions_en", "organisation_en"]


@cache
def _words() -> dict[str, Any]:
    data = load_yaml(Path(__file__).with_name("people.yaml"))["en"]
    titles = "|".join(data["titles"].split())
    word = rf"(?!(?:{titles})\b)(?:{data['word']})"
    name = rf"{word}(?: (?:{word}|(?:de|van|von|der|da|la|di|bin|al)\b))*"
    return {
        "name": re.compile(rf"(?:\b(?P<title>(?:{titles})\b\.?(?: (?:{titles})\b\.?)*)\s+)?(?P<name>\b{name})"),
        "suffix": re.compile(rf"-(?:{data['suffixes'].replace(' ', '|')})$"),
        "not_names": frozenset(data["not_names"].split()),
    }


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """An expression of ``people.yaml`` with its parts filled in."""
    data = load_yaml(Path(__file__).with_name("people.yaml"))["en"]
    text = str(data[name])
    for part in ("roles", "office", "company", "word"):
        text = text.replace("{" + part + "}", data[part])
    return re.compile(text, re.IGNORECASE if name in ("event", "takes_person", "no_person_before", "role_lead") else 0)


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
        if _pattern("whose_kin").match(text[end:]) or _is_street(name, before, titled=titled):
            continue
        household = _pattern("household").match(text, end)
        if not titled and not household and _pattern("no_person_before").search(before[-60:]):
            continue
        if not (
            titled
            or household
            or _takes_person(before)
            or _pattern("does").match(text[end:])
            or _after_another(found, before)
        ):
            continue
        found.append(_mention(text, match, name, start, end))
    organisations: set[str | None] = {mention.person.company for mention in found if mention.person.company}
    spans = [(m.end, m.end + len(m.person.company or "") + 60) for m in found if m.person.company]
    return [m for m in found if not _is_their_company(m, organisations, spans)]


def _is_street(name: str, before: str, *, titled: bool) -> bool:
    """ "on Mill Lane", "at Holm Primary": a name of a place behind a word of place."""
    placed = re.search(r"\b(?:on|at|in|of|from|near|outside|behind|to|off) (?:the )?$", before)
    return not titled and placed is not None and _pattern("street").search(name) is not None


def _takes_person(before: str) -> bool:
    return bool(_pattern("takes_person").search(before[-40:]))


def _after_another(found: list[Mention], before: str) -> bool:
    return bool(found) and before[found[-1].end :].strip(" ,") in ("and", "&", "or")


def _is_their_company(mention: Mention, names: set[str | None], spans: list[tuple[int, int]]) -> bool:
    name = mention.person.name or ""
    return any(name in (each or "") for each in names) and any(start <= mention.start < end for start, end in spans)


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
    name, honorific, end = _with_behind(text, name, honorific, end)
    tail = text[end:]
    role = company = None
    full = _pattern("after_role").match(tail)
    plain = _pattern("after_company").match(tail)
    if full:
        role, company = full["role"].strip(), _company(full[full.re.groups])
    elif plain and not _is_place(text[:start], plain):
        company = _company(plain[plain.re.groups])
    bracket = _pattern("after_bracket").match(tail)
    if bracket and company is None:
        role, company = role or bracket["role"], _company(bracket[bracket.re.groups])
    runs = _pattern("runs").match(tail) if company is None else None
    company = _company(runs[runs.re.groups]) if runs else company
    if role is None:
        only = _pattern("after_role_only").match(tail)
        role = only["role"].strip() if only else None
    if role is None:
        ahead = _pattern("before_role").search(text[: match.start()])
        if ahead:
            role, company = (
                ahead["role"].strip(),
                company or (_company(ahead[ahead.re.groups]) if ahead[ahead.re.groups] else None),
            )
    role = _pattern("role_lead").sub("", role) or None if role else None
    person = Person(name=name, honorific=honorific, company=company, role=role)
    return Mention(person, match.start() if match["title"] and honorific else start, end, start)


def _with_behind(text: str, name: str, honorific: str | None, end: int) -> tuple[str, str | None, int]:
    """The name with what is said behind it: "Suresh uncle", "the Hargreaves family"."""
    behind = _pattern("behind").match(text, end)
    if behind and honorific is None:
        return name, behind["how"], behind.end()
    household = _pattern("household").match(text, end)
    return (f"{name} {household['how']}", honorific, household.end()) if household else (name, honorific, end)


def _company(name: str | None) -> str | None:
    if not name:
        return None
    name = name.strip().rstrip(".,") if not re.search(r"(?:Inc|Ltd|Co)\.$", name) else name.strip()
    words = name.split(" ")
    while words and words[-1] in _words()["not_names"]:
        words = words[:-1]
    name = re.sub(r" (?:and|of|for|&)$", "", " ".join(words))
    return None if not name or name in _words()["not_names"] or _pattern("event").search(name) else name


def _is_place(before: str, match: re.Match[str]) -> bool:
    """ "met Sarah at CES": behind a verb of meeting "at" names the place, not the company."""
    rest = match.string[match.end() :]
    if match["how"] == "at" and re.match(r"\s+(?:\w+ ){0,3}" + _pattern("event").pattern, rest, re.I):
        return True
    return match["how"] == "at" and _pattern("met_before").search(before) is not None


def organisation_en(text: str) -> Person | None:
    """An organisation written to through an unnamed member: "the HR team at Acme Corp"."""
    match = _pattern("staff").search(text)
    company = _company(match[match.re.groups]) if match else None
    if match is None or company is None:
        return None
    who = match["who"].strip()
    unit = re.fullmatch(r"(.+?) (?:team|department|office|desk)", who)
    if unit or who == "HR" or match["unit"]:
        return Person(company=company, department=(unit[1] if unit else match["unit"] or who))
    generic = re.fullmatch(r"(?:people|staff|someone|somebody|person)", who)
    return Person(company=company, role=None if generic else who)
