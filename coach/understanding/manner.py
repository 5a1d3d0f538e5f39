"""How a message shall be: channel, language, tone, length; how close the two are; industry and situation."""

import re
from functools import cache
from typing import Any

from coach.answer import Kind
from coach.resources import load_yaml, resource
from coach.understanding.cast import Cast
from coach.understanding.phrases import slot_data
from coach.understanding.text import fold

__all__ = ["industry_in", "read_manner", "situations_in"]

_ABOUT_A_MESSAGE = ("outreach", "follow_up", "self_check", "give_take")


def read_manner(request: str, kind: Kind, cast: Cast, occasion: str | None, *, met: bool) -> dict[str, Any]:
    """The fields of the Brief that say how, not what."""
    japanese = bool(re.search(r"[\u3041-\u30ff]", request))
    values: dict[str, Any] = {
        "industry": industry_in(request),
        "situation": situations_in(request),
        "stage": _first("stage", request) or _stage_of(cast, occasion, met=met),
    }
    if kind in _ABOUT_A_MESSAGE:
        values |= {
            "channel": _channel(request),
            "message_language": _message_language(request, japanese),
            "tone": _first("tone", request),
            "length": _first("length", request) or "normal",
            "warmth": "warm" if re.search(slot_data()["warm"], request, re.I) else "plain",
        }
    return values


def _first(name: str, request: str) -> str | None:
    return next((str(value) for value, pattern in slot_data()[name] if re.search(pattern, request, re.I)), None)


def _channel(request: str) -> str | None:
    """The channel named for the message; one that only says where the person was found gives way to another."""
    data = slot_data()
    source = re.compile(data["channel_is_source"], re.I)
    hits = [
        (bool(source.match(request[match.end() :])), name == "email", name)
        for name, pattern in data["channel"]
        for match in re.finditer(pattern, request, 0 if name in ("line", "eight") else re.I)
    ]
    return str(min(hits)[2]) if hits else None


def _message_language(request: str, japanese: bool) -> str | None:
    data = slot_data()["message_language"]
    if re.search(data["ja"] if japanese else data["same_en"], request, re.I):
        return "en"
    return "ja" if re.search(data["same_ja"] if japanese else data["en"], request, re.I) else None


def _stage_of(cast: Cast, occasion: str | None, *, met: bool) -> str | None:
    """What the relation named before the recipient, or the occasion itself, says about how close they are."""
    relations = " ".join(cast.relations)
    data = slot_data()
    if relations and re.search(data["close_relations"], relations):
        return "close"
    if relations and re.search(data["acquainted_relations"], relations):
        return "acquaintance"
    if met or occasion == "thanks_meeting":
        return "met_once"
    return "stranger" if occasion == "first_contact" else None


@cache
def _aliases(name: str) -> tuple[tuple[str, str], ...]:
    """(alias, id), longest first, so that where two overlap the longer one counts; exceptions have an empty id."""
    found: list[tuple[str, str]] = []
    for key, entry in load_yaml(resource("knowledge", f"{name}.yaml")).items():
        for part, identity in (("aliases", key), ("except", "")):
            for words in (entry.get(part) or {}).values():
                found += [(_plain(word), identity) for word in words]
    return tuple(sorted(set(found), key=lambda item: (-len(item[0]), item[1])))


def _plain(text: str) -> str:
    return fold(text).replace("’", "'")


def _matches(request: str, name: str) -> list[tuple[int, str]]:
    """(place, id) of every alias in the request; how they are matched is told at the head of the data files."""
    said = _plain(request)
    found: list[tuple[int, str]] = []
    for alias, key in _aliases(name):
        start = said.find(alias)
        while start >= 0:
            end = start + len(alias)
            if _whole(said, start, end):
                found += [(start, key)] if key else []
                said = said[:start] + " " * len(alias) + said[end:]
            start = said.find(alias, end)
    return sorted(found)


def _whole(said: str, start: int, end: int) -> bool:
    """A Latin letter or digit at either end of an alias must not have another one beside it."""
    before = start == 0 or not (_latin(said[start]) and _latin(said[start - 1]))
    return before and (end == len(said) or not (_latin(said[end - 1]) and _latin(said[end])))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def industry_in(request: str) -> str | None:
    """Id of the industry named first."""
    found = _matches(request, "industries")
    return found[0][1] if found else None


def situations_in(request: str) -> tuple[str, ...]:
    """Ids of everything the user says about their own situation, in the order they say it."""
    return tuple(dict.fromkeys(key for _, key in _matches(request, "situations")))
