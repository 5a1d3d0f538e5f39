"""Finds the requests of a message, and only the requests, with the exact words that carry each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from coach.answer import AskKind, Language, Size
from coach.asking.hits import Hit, clause_end, clause_start, hits_of, is_overruled, mask_quotes
from coach.asking.layout import Sentence
from coach.asking.learned import ASK, BIG, Clause, read_clauses, read_sentence, read_sentences
from coach.asking.patterns import compiled, data, kind_named
from coach.asking.sizing import LARGE, lexicon_kind, size_of

__all__ = ["Found", "find_asks"]

# Between two requests of one clause; without it the second is part of the first ("I'd be glad if you …").
_SEPARATOR = re.compile(r"[、,;]|\b(?:and|or|then|plus)\b|(?:て|で|けど|が|し)$|[??]")
# Separators and conjunctions at the ends of a clause are no part of the request.
_EDGES = re.compile(
    r"^([\s　、,;:]*(?:(?:and|also|but|so)\s)?).*?([\s　、,;:]*(?:\s(?:and|or|but|so))?[\s　、,;:]*)$", re.DOTALL
)

# From this chance on a sentence that no rule knows makes a request; below that one a rule that found one is wrong.
# With whole hands left out, of three such requests in English one is none, in Japanese one of five.
_SURE_ASK: dict[Language, float] = {"ja": 0.72, "en": 0.68}
_LARGE_ASK, _SURELY_LARGE = 0.35, 0.55  # a large one is found when the reader is less sure that it is one
_SURER_ASK = 0.85  # where the rules say that what looks like a request is none
_NO_ASK: dict[Language, float] = {"ja": 0.15, "en": 0.15}
_NO_LARGE_ASK = 0.05  # to drop a large one does more harm than to find one too many
_WAY_OUT, _ASKS_TOO = 0.6, 0.6  # "skip this one" is a way out, unless the sentence clearly asks as well
_LONGEST_READ = 300  # characters; what is longer is no sentence that anybody taught
_CLAUSES = re.compile(r"[^、,;:]+")
_SHORTEST_CLAUSE: dict[Language, int] = {"ja": 6, "en": 12}
_PREDICATE = 8  # characters at the end of a Japanese clause
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_FINAL = " \n\u3000。.!?…"


class _Place(NamedTuple):
    """Where a request stands in its sentence, and where its predicate begins."""

    start: int
    core: int
    end: int
    form: str
    weak: bool


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
    for language in _LANGUAGES:  # read together, which is faster
        read_sentences([one.folded for one in sentences if one.language == language], language)
    places = [(index, place) for index, one in enumerate(sentences) for place in _places(one.folded, one.language)]
    around = {index: _around(sentences, index) for index, _ in places}
    for language in _LANGUAGES:
        here = [(index, place) for index, place in places if sentences[index].language == language]
        read_clauses(
            [_clause(sentences[index].folded, place, around[index][0], language) for index, place in here], language
        )
    found = []
    for index, place in places:
        one = _found(sentences[index].folded, place, sentences[index].language, *around[index])
        found.append(replace(one, sentence=index))
    strong = [one for one in found if not one.weak]
    return strong or found[:1]


def _around(sentences: Sequence[Sentence], index: int) -> tuple[str, str]:
    """The two sentences before and the one after, of the same language."""
    language = sentences[index].language
    before = " ".join(one.folded for one in sentences[max(0, index - 2) : index] if one.language == language)
    return before, "".join(one.folded for one in sentences[index + 1 : index + 2] if one.language == language)


def _hits(text: str, masked: str, language: Language) -> tuple[Hit, ...]:
    """The wordings of requests in a sentence, less what the reader is sure is none, more what it alone finds."""
    hits = hits_of(masked, language)
    reading = read_sentence(text, language)
    chance = reading[ASK]
    if not hits:
        large = chance >= _LARGE_ASK and reading[BIG] >= _SURELY_LARGE
        if len(text) > _LONGEST_READ or not (large or chance >= _SURE_ASK[language]):
            return ()
        return () if chance < _SURER_ASK and is_overruled(masked, language) else (_read_hit(masked, language),)
    no_ask = chance < _NO_ASK[language] or (reading["way_out"] >= _WAY_OUT and chance < _ASKS_TOO)
    return () if no_ask and (chance < _NO_LARGE_ASK or not _sounds_large(masked, language)) else hits


@lru_cache(maxsize=4096)
def _places(text: str, language: Language) -> tuple[_Place, ...]:
    """Where the requests of a sentence stand."""
    masked = mask_quotes(text)
    hits = _hits(text, masked, language)
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
        found.append(_Place(start, core, end, form, weak))
        previous = end
    return tuple(found)


def _sounds_large(text: str, language: Language) -> bool:
    return kind_named(text, language) in LARGE


def _read_hit(text: str, language: Language) -> Hit:
    """Where the request is that only the reader finds: the clause that looks most like one, or the whole sentence."""
    clauses = [match for match in _CLAUSES.finditer(text) if len(match.group().strip()) >= _SHORTEST_CLAUSE[language]]
    readings = read_sentences([one.group() for one in clauses], language) if len(clauses) > 1 else []
    chances = [reading[ASK] for reading in readings]
    start, end = 0, len(text.rstrip(_FINAL))
    if chances and max(chances) >= _SURE_ASK[language]:
        start, end = clauses[chances.index(max(chances))].span()
    core = max(start, end - _PREDICATE) if language == "ja" else start
    return Hit(core, end, "read")


def _clause(text: str, place: _Place, before: str, language: Language) -> Clause:
    """What the reader of kinds wants to see of a request."""
    clause = text[place.start : place.end]
    kind = lexicon_kind(clause, text, before, language, place.core - place.start, plain=place.form == "plain")
    return clause, text, kind


@lru_cache(maxsize=4096)
def _found(text: str, place: _Place, language: Language, before: str, after: str) -> Found:
    start, core, end, form, weak = place
    clause = text[start:end]
    sized = size_of(clause, text, before, language, core - start, plain=form == "plain", after=after)
    softener = compiled(data(language)["softener"], language)
    always = bool(compiled(data(language)["weak_always"], language).search(clause))
    points_back = bool(compiled(data(language)["weak"], language).search(clause)) and sized.what in (
        "other", "information", "advice", "meeting", "feedback",
    )  # fmt: skip
    return Found(
        0, start, end, core, form, sized.what, sized.size, sized.points,
        softened=bool(softener.search(text[:end])), weak=points_back or weak or always,
    )  # fmt: skip
