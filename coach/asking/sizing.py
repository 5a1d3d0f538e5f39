"""What is asked and how much it costs the other person: effort, time, social risk, reputation put at stake."""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from coach.answer import AskKind, Language, Size
from coach.asking.patterns import compiled, data
from coach.asking.weights import weights

__all__ = ["Sized", "size_of"]


@dataclass(frozen=True)
class Sized:
    """Kind, size class and points of a request before the relation is weighed."""

    what: AskKind
    size: Size
    points: int


def size_of(clause: str, sentence: str, before: str, language: Language) -> Sized:
    """Size a request by its own words, else by its sentence, else by the sentence before ("could you do that?")."""
    what = _what(clause, language)
    if what == "other":
        what = _what(sentence, language)
    if what == "other" and len(clause) < (16 if language == "ja" else 40):
        what = _what(before, language)
    sizes = data(language)["size"]
    base = weights()["asks"][what]
    points, size = int(base["points"]), cast(Size, base["size"])
    if _holds(sizes["heavy"].get(what), clause, language):
        points, size = int(base["heavy"]), cast(Size, base.get("heavy_size", size))
    elif _holds(sizes["light"].get(what), clause, language):
        points = int(base["light"])
    if size == "large" and _holds(sizes["many"], clause, language):
        points += int(weights()["many_people"])
    return Sized(what, size, points)


def _holds(source: str | None, text: str, language: Language) -> bool:
    return source is not None and compiled(source, language).search(text) is not None


@cache
def _kinds(language: Language) -> tuple[tuple[AskKind, Any], ...]:
    return tuple((one["what"], compiled(one["pattern"], language)) for one in data(language)["what"])


def _what(text: str, language: Language) -> AskKind:
    for what, regex in _kinds(language):
        if regex.search(text):
            return what
    return "other"
