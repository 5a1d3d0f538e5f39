"""The words people and organisations are called by (``people.yaml``), compiled once, and the morphemes of a line."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from coach.morphology import tokens_of_line
from coach.resources import load_yaml

__all__ = [
    "Lexicon",
    "Token",
    "is_noun",
    "is_person",
    "is_role",
    "lexicon",
    "line_tokens",
    "reads_as_surname",
    "surname_start",
]

_LONGEST_SURNAME = 3
_MOST = 4_000  # characters of one line that are read for people; a longer line is no request


class Token(NamedTuple):
    """A morpheme with its part of speech and its place in the line."""

    surface: str
    pos: tuple[str, ...]
    start: int
    end: int


class Lexicon(NamedTuple):
    """Patterns and word lists of ``people.yaml``."""

    anchor: re.Pattern[str]
    rank: re.Pattern[str]
    rank_end: re.Pattern[str]
    role_end: re.Pattern[str]
    unit: re.Pattern[str]
    unit_word: re.Pattern[str]
    mark: re.Pattern[str]
    company_end: re.Pattern[str]
    relation_end: re.Pattern[str]
    friend: re.Pattern[str]
    spoken: re.Pattern[str]
    not_company: re.Pattern[str]
    relations: frozenset[str]
    not_names: frozenset[str]
    generic: frozenset[str]
    plain: frozenset[str]


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


@cache
def lexicon() -> Lexicon:
    """The Japanese part of ``people.yaml``."""
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("people.yaml"))["ja"]
    ranks, units, unit_ends = _any(data["ranks"]), _any(data["unit_words"]), _any(data["unit_endings"])
    number = "(?:第?[一二三四五1-9]+)?"
    return Lexicon(
        anchor=re.compile(f"(?P<rank>{ranks})?(?P<honorific>{_any(data['honorifics'])})|(?P<bare>{ranks})"),
        rank=re.compile(ranks),
        rank_end=re.compile(f"(?:{units})?(?:{ranks})$"),
        role_end=re.compile(f"(?:{_any(data['callings'])}|{_any(data['calling_endings'])}|(?:{units})?(?:{ranks}))$"),
        unit=re.compile(f"(?:(?:{units}){{1,2}}{number}(?:{unit_ends})?|[^の]{{1,8}}?(?:{unit_ends}))$"),
        unit_word=re.compile(f"(?:{units}){{1,2}}{number}(?:{unit_ends})$"),
        mark=re.compile(_any(data["company_marks"])),
        company_end=re.compile(f"(?:{_any(data['company_endings'])})$"),
        friend=re.compile(data["friend"]),
        spoken=re.compile(data["spoken"]),
        relation_end=re.compile(f"(?:{_any(data['relations'])})$"),
        not_company=re.compile(f"(?:{data['not_company_endings']})$"),
        relations=frozenset(data["relations"].split()),
        not_names=frozenset(data["not_names"].split()),
        generic=frozenset(data["generic_organisations"].split()),
        plain=frozenset(data["plain_surnames"].split()),
    )


def line_tokens(line: str) -> list[Token]:
    """The morphemes of a line (its first 4,000 characters)."""
    return [Token(t.surface(), t.part_of_speech(), t.begin(), t.end()) for t in tokens_of_line(line[:_MOST])]


def is_person(token: Token) -> bool:
    """Whether the dictionary knows the word as a person's name here."""
    return token.pos[0] == "名詞" and token.pos[1] == "固有名詞" and token.pos[2] == "人名"


def is_noun(token: Token) -> bool:
    """Whether the word can stand in a compound noun."""
    return token.pos[0] in ("名詞", "接頭辞", "形状詞") or (token.pos[0] == "接尾辞" and token.pos[1] == "名詞的")


def is_role(run: str) -> bool:
    """Whether the words name a rank or a calling, not a person."""
    return bool(lexicon().role_end.search(run))


@cache
def reads_as_surname(word: str) -> bool:
    """Whether the dictionary takes the word for a surname when さん follows (小松 is a town elsewhere)."""
    if word in lexicon().plain:
        return True
    first = line_tokens(word + "さん")[0]
    return first.surface == word and is_person(first)


def surname_start(tokens: list[Token], index: int) -> int | None:
    """The index where a surname begins that ends with token ``index``; two-character names may have been cut in two."""
    token = tokens[index]
    if index and is_noun(tokens[index - 1]) and tokens[index - 1].end == token.start:
        joined = tokens[index - 1].surface + token.surface
        if len(joined) <= _LONGEST_SURNAME and reads_as_surname(joined):
            return index - 1
    return index if is_person(token) or token.surface in lexicon().plain else None
