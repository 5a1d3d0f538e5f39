"""Whether an English message says what the user told: by the stems of content words, names and numbers first."""

import re
from collections.abc import Iterator
from functools import cache

from coach.writing.coverage import STOP
from coach.writing.english import lists

__all__ = ["lacking", "lost", "unplaced"]

_MOST_MISSING = 0.34  # of a statement's words; more, and the message says something else
_SAME = {"mins": "minute", "min": "minute", "hrs": "hour", "yrs": "year", "approx": "about"}
_NUMBER = dict(zip("one two three four five six seven eight nine ten".split(), map(str, range(1, 11)), strict=True))


@cache
def _light() -> frozenset[str]:
    """Acts so common that a message may name them by other words."""
    return frozenset(lists()["light_acts"].split())


def lost(statements: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The statements that ``text`` does not say, in their order, each once."""
    said = set(_stems(text))
    found: list[str] = []
    stems = {each: frozenset(_stems(each)) for each in statements}
    for each in stems:
        within = any(stems[each] < other for other in stems.values())  # a longer statement says it as well
        if not within and _is_lost(each, said):
            found.append(each)
            said |= set(_stems(each))
    return tuple(found)


def lacking(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The words or short phrases of which ``text`` lacks something."""
    said = set(_stems(text))
    return tuple(each for each in dict.fromkeys(words) if any(stem not in said for stem in _stems(each)))


def unplaced(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Of words without a place those worth telling: a name or a number is missing, or more than one thing."""
    said = set(_stems(text))
    found = []
    for each in dict.fromkeys(words):
        missing = [stem for stem in _stems(each) if stem not in said]
        named = any(
            stem in missing for word in re.findall(r"\b(?:[A-ZÀ-Þ][\w'’-]+|\d\S*)", each) for stem in _stems(word)
        )
        if named or len(missing) > 1:
            found.append(each)
    return tuple(found)


def _is_lost(statement: str, said: set[str]) -> bool:
    stems = list(_stems(statement))
    missing = [stem for stem in stems if stem not in said]
    if not missing:
        return False
    strong = {
        _stem(word.lower())
        for word in re.findall(r"(?<=[\w,;:] )[A-ZÀ-Þ][\w'’-]+|\b\d[\w.,:%]*\w|\b\d\b", statement)
        if word.lower() not in STOP
    }
    return bool(strong & set(missing)) or len(missing) > max(1, _MOST_MISSING * len(stems)) or len(stems) <= 2


def _stems(text: str) -> Iterator[str]:
    """The content words of a text without their endings."""
    for word in re.findall(r"[a-z0-9à-þ][\w'’-]*", text.lower()):
        plain = re.sub(r"['’](?:s|ve|re|ll|d|m)?$", "", word)
        named = plain not in STOP and word not in STOP and plain not in _light() and len(plain) > 1
        if named or plain.isdigit():
            yield _stem(plain)


def _stem(word: str) -> str:
    """One form for a word's endings: showed, showing, shows → show; told, telling → tell."""
    word = _SAME.get(word, _NUMBER.get(word, word))
    base = lists()["gerunds"].get(word, word)
    base = re.sub(r"(?:ied|ies)$", "y", base) if len(base) > 4 else base
    base = re.sub(r"(?<=\w{3})(?:ing|ed|es|s|e|ly)$", "", base)
    return re.sub(r"([bdgklmnprt])\1$", r"\1", base)
