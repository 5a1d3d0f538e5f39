"""Who writes an English message: "I'm Ken Mori from Harbor Foods", "signed Anouk", a name at the very end."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Person
from coach.resources import load_yaml

__all__ = ["sender_en", "sender_spans"]

_Found = tuple[Person, tuple[int, int]]


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("people.yaml"))["en"]
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data = _data()
    text = str(data["signing"][name])
    parts = {
        "word": rf"(?:{data['word']})",
        "titles": "|".join(data["titles"].split()),
        "manner": data["signing"]["manner_words"],
    }
    for part in ("name", "firm"):
        parts[part] = data["signing"][part].replace("{word}", parts["word"]).replace("{titles}", parts["titles"])
    for part, said in parts.items():
        text = text.replace("{" + part + "}", said)
    return re.compile(text)


def sender_en(text: str) -> _Found | None:
    """The user, when they say who they are, with the place where they say it; nothing when they do not."""
    return _presented(text) or _signed(text) or _at_the_end(text)


def sender_spans(text: str) -> list[tuple[int, int]]:
    """Everything in the text that only says who writes."""
    found = [each(text) for each in (_presented, _signed, _at_the_end)]
    return [each[1] for each in found if each]


def _is_name(words: str) -> bool:
    bad = set(_data()["not_names"].split())
    first = re.sub(r"['’]s$", "", words).split(" ")[0]
    return bool(first) and first not in bad and not re.search(r"['’]s$", words)


def _presented(text: str) -> _Found | None:
    for match in _pattern("presented").finditer(text):
        if not _is_name(match["name"]):
            continue
        firm, role, end = match["firm"], match["role"], match.end("name")
        beside = match["beside"]
        if beside and not firm and _looks_like_firm(beside):
            firm = beside
        if firm or role:
            end = match.end()
        honorific = match["title"]
        person = Person(
            name=match["name"], honorific=honorific, company=_firm(firm), role=role.strip() if role else None
        )
        return person, (match.start(), end)
    return None


def _signed(text: str) -> _Found | None:
    for match in _pattern("signed").finditer(text):
        found = _person(match["first"], match["second"])
        if found is not None:
            return found, match.span()
    return None


def _at_the_end(text: str) -> _Found | None:
    """A name that closes the request as a letter is closed: "— Vivian", "Doc's Marine, Wanda"."""
    place = 0
    while (match := _pattern("at_end").search(text, place)) is not None:
        found = _person(match["first"], match["second"])
        if found is not None:
            return found, (match.start("first"), len(text))
        place = match.start() + 1
    return None


def _person(first: str, second: str | None) -> Person | None:
    """Of two names beside each other the one that is a firm; a name alone is the person."""
    first, second = first.strip(), second.strip() if second else None
    name, firm = first, second
    if second and _looks_like_firm(first) and not _looks_like_firm(second):
        name, firm = second, first
    if second and not second[:1].isupper():
        name, firm = first, None
    title = re.match(rf"({'|'.join(_data()['titles'].split())})\.? ", name)
    bare = name[title.end() :] if title else name
    if not _is_name(bare) or (not second and _looks_like_firm(bare) and not title):
        return None
    return Person(name=bare, honorific=title[0].strip() if title else None, company=_firm(firm))


def _firm(words: str | None) -> str | None:
    return words.strip().rstrip(",") if words else None


def _looks_like_firm(words: str) -> bool:
    return bool(_pattern("firm_signs").search(words))
