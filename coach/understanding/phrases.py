"""Phrases of a request: the words of ``slots.yaml``, the noun phrase before a place, the clause around it."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.understanding.moments import find_moments
from coach.understanding.people_ja import Mention

__all__ = ["clause_start", "nouns_before", "phrase_before", "slot_data", "slot_pattern", "stripped", "without_time"]

_LEADING_JOINTS = re.compile(r"^(?:の|、|に|は|\s|一度|一回|たまたま|偶然|初めて|以前|前に|昔)+")
_CLAUSE_START = re.compile(r"[。!?!?\n「」]|(?<!を|は)(?<!について|に関して)、|(?<=[でのにてが])\s")
_OF_WHOM = re.compile(r"(?:に(?:は)?|へ|から|より|と(?!い)|が|は|宛(?:て)?に?)[、 ]?")
# A time of life is part of a topic: 週末の登山.
_TIME_OF_LIFE = re.compile(r"(?:週末|年末|正月|休日|朝|夜)の(?!.{0,12}(?:会|展|セミナー|イベント)$)")
_NOMINAL = ("名詞", "接頭辞", "形状詞", "接尾辞", "記号")
_MOST = 4_000  # characters of a line that are read


def slot_data() -> dict[str, Any]:
    """The words of ``slots.yaml`` as they are."""
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("slots.yaml"))
    return data


@cache
def slot_pattern(language: str, name: str, index: int | None = None) -> re.Pattern[str]:
    """One expression of a language's part (or one of a list), compiled when it is first needed."""
    words = slot_data()[language][name]
    return re.compile(words if index is None else words[index], re.IGNORECASE if language == "en" else 0)


def nouns_before(line: str, end: int, joints: tuple[str, ...] = ("の",)) -> int:
    """Where the noun phrase begins that ends at ``end`` (nouns, prefixes, signs and the joints)."""
    begin = end
    for token in reversed(tokens_of_line(line[:_MOST])):
        if token.end() > end:
            continue
        if token.end() != begin or not _inside(token, joints, line):
            break
        begin = token.begin()
    return begin


def _inside(token: Any, joints: tuple[str, ...], line: str) -> bool:
    pos, surface = token.part_of_speech(), token.surface()
    if pos[0] == "補助記号":
        return surface in "・-&ー〜'’."
    if pos[0] == "空白":
        return bool(re.match(r"[A-Za-z]", line[token.end() :]))
    return pos[0] in _NOMINAL or (pos[0] == "助詞" and surface in joints)


def phrase_before(line: str, end: int, today: date, joints: tuple[str, ...] = ("の",)) -> str:
    """The noun phrase that ends at ``end``, without the date that may stand before it."""
    begin = nouns_before(line, end, joints)
    for found in find_moments(line[:end], "ja", today):
        if found.start < begin < found.end <= end:
            begin = found.end
    return without_time(line[begin:end], today)


def without_time(phrase: str, today: date) -> str:
    """Strip expressions of time and the particles behind them from the front."""
    while True:
        found = find_moments(phrase, "ja", today)
        if not found or found[0].start > 0 or _TIME_OF_LIFE.match(phrase):
            return _LEADING_JOINTS.sub("", phrase)
        phrase = _LEADING_JOINTS.sub("", phrase[found[0].end :])


def clause_start(request: str, start: int, mentions: list[Mention]) -> int:
    """Where the clause begins that ``start`` lies in: behind the last comma, and behind the person it is said of."""
    begin = max((m.end() for m in _CLAUSE_START.finditer(request, 0, start)), default=0)
    for mention in mentions:
        if begin <= mention.start and mention.end <= start:
            particle = _OF_WHOM.match(request[mention.end :])
            if particle:
                begin = max(begin, mention.end + particle.end())
    return begin


def stripped(words: str) -> str:
    """Without できれば, また, ついでに … at the front and marks at the ends."""
    while True:
        shorter = slot_pattern("ja", "ask_lead").sub("", words.strip(" 、。"))
        if shorter == words:
            return words
        words = shorter
