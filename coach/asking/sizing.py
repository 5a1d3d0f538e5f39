"""What is asked and how much it costs the other person: effort, time, social risk, reputation put at stake."""

from dataclasses import dataclass
from functools import cache, lru_cache
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
# A request this short may have its object in the sentence before.
_SHORT = {"ja": 16, "en": 40}
_PLAIN: tuple[AskKind, ...] = ("other", "information", "time")  # "write me a …": the object says more than the verb


def size_of(clause: str, sentence: str, before: str, language: Language, core: int = 0) -> Sized:
    """Size a request by the words at its predicate, its own words, its sentence, the sentence before ("do that").

    ``core`` is where the predicate begins in ``clause``; the object stands before it in Japanese, behind it in English.
    """
    near = clause[max(0, core - _NEAR["ja"]) :] if language == "ja" else clause[core : core + _NEAR["en"]]
    places = [near, clause, sentence]
    if len(clause) < _SHORT[language] or compiled(data(language)["size"]["points_back"], language).search(clause):
        places.append(before)
    what = _first_telling(places, language)
    sizes = data(language)["size"]
    base = weights()["asks"][what]
    points, size = int(base["points"]), cast(Size, base["size"])
    # The length of a manuscript, and the ceremony around an unnamed favour, may stand beside the request.
    around = f"{before} {sentence}" if what in ("feedback", "other") else clause
    if _holds(sizes["heavy"].get(what), around, language):
        points, size = int(base["heavy"]), cast(Size, base.get("heavy_size", size))
    elif _holds(sizes["light"].get(what), clause, language):
        points = int(base["light"])
    if size == "large" and _holds(sizes["many"], clause, language):
        points += int(weights()["many_people"])
    return Sized(what, size, points)


def _first_telling(places: list[str], language: Language) -> AskKind:
    """The first kind that tells more than "something is asked"; what is vague everywhere stays what it is."""
    vague: AskKind = "other"
    for number, place in enumerate(places):
        kind = _what(place, language)
        if kind not in _PLAIN:
            return kind
        if vague == "other" and number < 2:
            vague = kind
    return vague


def _holds(source: str | None, text: str, language: Language) -> bool:
    return source is not None and compiled(source, language).search(text) is not None


@cache
def _kinds(language: Language) -> tuple[tuple[AskKind, Any], ...]:
    return tuple((one["what"], compiled(one["pattern"], language)) for one in data(language)["what"])


@lru_cache(maxsize=8192)
def _what(text: str, language: Language) -> AskKind:
    for what, regex in _kinds(language):
        if regex.search(text):
            return what
    return "other"
