"""The industries a request names, the user's own and the one to reach, and what they say of their situation."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from coach.resources import load_yaml, resource
from coach.understanding.text import fold

__all__ = ["Fields", "read_fields", "situations_in"]

_CLAUSE_END = re.compile(r"[。！？!?;；\n]|[.,:、](?=\s|$|\D)")


class Fields(NamedTuple):
    """Ids of ``knowledge/industries.yaml``; None where the request names none."""

    target: str | None
    own: str | None


class _Mention(NamedTuple):
    start: int
    end: int
    key: str


def read_fields(request: str) -> Fields:
    """Tell the industry the user works in from the one whose people they want to meet.

    An industry that is neither clearly the user's nor clearly the one to reach counts as the one to reach.
    """
    said = _plain(request)
    mentions = _matches(said, "industries")
    sides = [(mention.key, _side(said, mention)) for mention in mentions]
    own = next((key for key, side in sides if side == "own"), None)
    target = next((key for key, side in sides if side == "target"), None)
    return Fields(target or next((key for key, side in sides if side is None and key != own), None), own)


def situations_in(request: str) -> tuple[str, ...]:
    """Ids of everything the user says about their own situation, in the order they say it."""
    return tuple(dict.fromkeys(mention.key for mention in _matches(_plain(request), "situations")))


def _side(said: str, mention: _Mention) -> Literal["target", "own"] | None:
    """What the words around a mention, within its clause, say about whose industry it is."""
    before = re.split(_CLAUSE_END, said[: mention.start])[-1]
    ends = _CLAUSE_END.search(said, mention.end)
    after = said[mention.end : ends.end() if ends else None]
    for side, place, pattern in _patterns():
        if pattern.search(after if place == "after" else before):
            return side
    return None


@cache
def _patterns() -> tuple[tuple[Literal["target", "own"], str, re.Pattern[str]], ...]:
    data = load_yaml(Path(__file__).with_name("fields.yaml"))
    sides: tuple[Literal["target", "own"], ...] = ("target", "own")
    return tuple(
        (side, place, re.compile(pattern))
        for side in sides
        for place in ("after", "before")
        for pattern in data[side][place]
    )


@cache
def _aliases(name: str) -> tuple[tuple[str, str], ...]:
    """(alias, id), longest first, so that where two overlap the longer one counts; exceptions have an empty id."""
    return tuple(sorted(set(_listed(name)), key=lambda item: (-len(item[0]), item[1])))


def _listed(name: str) -> Iterator[tuple[str, str]]:
    for key, entry in load_yaml(resource("knowledge", f"{name}.yaml")).items():
        for part, identity in (("aliases", key), ("except", "")):
            for words in (entry.get(part) or {}).values():
                yield from ((_plain(word), identity) for word in words)


def _plain(text: str) -> str:
    return fold(text).replace("’", "'")


def _matches(said: str, name: str) -> list[_Mention]:
    """Every alias in the folded request; how they are matched is told at the head of the data files."""
    found: list[_Mention] = []
    for alias, key in _aliases(name):
        start = said.find(alias)
        while start >= 0:
            end = start + len(alias)
            if _whole(said, start, end):
                found += [_Mention(start, end, key)] if key else []
                said = said[:start] + " " * len(alias) + said[end:]
            start = said.find(alias, end)
    return sorted(found)


def _whole(said: str, start: int, end: int) -> bool:
    """A Latin letter or digit at either end of an alias must not have another one beside it."""
    before = start == 0 or not (_latin(said[start]) and _latin(said[start - 1]))
    return before and (end == len(said) or not (_latin(said[end - 1]) and _latin(said[end])))


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
