"""Finds the requests of a message, and only the requests, with the exact words that carry each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from coach.answer import AskKind, Language, Size
from coach.asking.hits import Hit, clause_end, clause_start, hits_of, mask_quotes
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.asking.sizing import size_of

__all__ = ["Found", "find_asks"]

# Between two requests of one clause; without it the second is part of the first ("I'd be glad if you …").
_SEPARATOR = re.compile(r"[、,;]|\b(?:and|or|then|plus)\b|(?:て|で|けど|が|し)$|[??]")
# Separators and conjunctions at the ends of a clause are no part of the request.
_EDGES = re.compile(
    r"^([\s　、,;:]*(?:(?:and|also|but|so)\s)?).*?([\s　、,;:]*(?:\s(?:and|or|but|so))?[\s　、,;:]*)$", re.DOTALL
)


@dataclass(frozen=True)
class Found:
    """A request; ``start`` and ``end`` count in its sentence, ``core`` is where the predicate begins."""

    sentence: int
    start: int
    end: int
    core: int
    form: str
    what: AskKind
    size: Size
    points: int
    softened: bool
    weak: bool


def find_asks(sentences: Sequence[Sentence]) -> list[Found]:
    """All requests in reading order."""
    found: list[Found] = []
    for index, sentence in enumerate(sentences):
        earlier = sentences[max(0, index - 2) : index]
        before = " ".join(one.folded for one in earlier if one.language == sentence.language)
        found.extend(replace(one, sentence=index) for one in _in_sentence(sentence.folded, sentence.language, before))
    strong = [one for one in found if not one.weak]
    return strong or found[:1]


@lru_cache(maxsize=4096)
def _in_sentence(text: str, language: Language, before: str) -> tuple[Found, ...]:
    masked = mask_quotes(text)
    hits = hits_of(masked, language)
    found = []
    previous = 0
    for core, core_end, form, weak in hits:
        if core < previous - 1:  # the clause of the request before reaches over this one
            continue
        end = clause_end(masked, core_end, language)
        following = next((hit for hit in hits if core_end <= hit.start < end), None)
        if following and (following.form == "chained" or _SEPARATOR.search(masked, core_end, following.start + 1)):
            end = following.start
        start = clause_start(masked, previous, core, language)
        edges = _EDGES.search(text[start:end])
        if edges:
            start, end = start + len(edges.group(1)), end - len(edges.group(2))
        found.append(_found(text, (start, core, end), Hit(core, core_end, form, weak), language, before))
        previous = end
    return tuple(found)


def _found(text: str, place: tuple[int, int, int], hit: Hit, language: Language, before: str) -> Found:
    start, core, end = place
    clause = text[start:end]
    sized = size_of(clause, text, before, language, core - start, plain=hit.form == "plain")
    softener = compiled(data(language)["softener"], language)
    always = bool(compiled(data(language)["weak_always"], language).search(text[start:end]))
    points_back = bool(compiled(data(language)["weak"], language).search(text[start:end])) and sized.what in (
        "other", "information", "advice", "meeting", "feedback",
    )  # fmt: skip
    return Found(
        0, start, end, core, hit.form, sized.what, sized.size, sized.points,
        softened=bool(softener.search(text[:end])), weak=points_back or hit.weak or always,
    )  # fmt: skip
