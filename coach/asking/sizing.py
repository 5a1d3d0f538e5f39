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


# Characters around the predicate that name what is done, before the topic of the clause is asked.
_NEAR = {"ja": 12, "en": 45}
_PLAIN: tuple[AskKind, ...] = ("other", "information", "time")  # "write me a …": the object says more than the verb


def size_of(clause: str, sentence: str, before: str, language: Language, core: int = 0) -> Sized:
    """Size a request by the words at its predicate, its own words, its sentence, the sentence before ("do that").

    ``core`` is where the predicate begins in ``clause``; the object stands before it in Japanese, behind it in English.
    """
    near = clause[max(0, core - _NEAR["ja"]) :] if language == "ja" else clause[core : core + _NEAR["en"]]
    what = _what(near, language)
    if what in _PLAIN:
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
