"""Finds the requests of a message, and only the requests, with the exact words that carry each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from coach.answer import AskKind, Language, Size
from coach.asking.hits import Hit, clause_end, clause_start, hits_of, mask_quotes
from coach.asking.layout import Sentence
from coach.asking.learned import ASK, read_sentence, read_sentences
from coach.asking.patterns import compiled, data, kinds
from coach.asking.sizing import LARGE, size_of

__all__ = ["Found", "find_asks"]

# Between two requests of one clause; without it the second is part of the first ("I'd be glad if you …").
_SEPARATOR = re.compile(r"[、,;]|\b(?:and|or|then|plus)\b|(?:て|で|けど|が|し)$|[??]")
# Separators and conjunctions at the ends of a clause are no part of the request.
_EDGES = re.compile(
    r"^([\s　、,;:]*(?:(?:and|also|but|so)\s)?).*?([\s　、,;:]*(?:\s(?:and|or|but|so))?[\s　、,;:]*)$", re.DOTALL
)

# From this chance on a sentence that no rule knows makes a request; below that one a rule that found one is wrong.
# With every hand left out in turn: of three such requests in English one isn't one, in Japanese one of four.
_SURE_ASK: dict[Language, float] = {"ja": 0.6, "en": 0.7}
_NO_ASK: dict[Language, float] = {"ja": 0.25, "en": 0.15}
_NO_LARGE_ASK = 0.05  # to drop a large one does more harm than to find one too many
_LONGEST_READ = 300  # characters; what is longer is no sentence that anybody taught
_CLAUSES = re.compile(r"[^、,;:]+")
_SHORTEST_CLAUSE: dict[Language, int] = {"ja": 6, "en": 12}
_PREDICATE = 8  # characters at the end of a Japanese clause
_FINAL = " \n\u3000。.!?…"


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
    for language in ("ja", "en"):  # read together, which is faster
        read_sentences([one.folded for one in sentences if one.language == language], language)
    found: list[Found] = []
    for index, sentence in enumerate(sentences):
        earlier = sentences[max(0, index - 2) : index]
        before = " ".join(one.folded for one in earlier if one.language == sentence.language)
        after = "".join(one.folded for one in sentences[index + 1 : index + 2] if one.language == sentence.language)
        here = _in_sentence(sentence.folded, sentence.language, before, after)
        found.extend(replace(one, sentence=index) for one in here)
    strong = [one for one in found if not one.weak]
    return strong or found[:1]


@lru_cache(maxsize=4096)
def _in_sentence(text: str, language: Language, before: str, after: str) -> tuple[Found, ...]:
    masked = mask_quotes(text)
    hits = hits_of(masked, language)
    chance = read_sentence(text, language)[ASK]
    if not hits and chance >= _SURE_ASK[language] and len(text) <= _LONGEST_READ:
        hits = (_read_hit(masked, language),)
    elif chance < (_NO_LARGE_ASK if _sounds_large(masked, language) else _NO_ASK[language]):
        return ()
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
        found.append(_found(text, (start, core, end), Hit(core, core_end, form, weak), language, before, after))
        previous = end
    return tuple(found)


def _sounds_large(text: str, language: Language) -> bool:
    return next((kind for kind, regex in kinds(language) if regex.search(text)), None) in LARGE


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


def _found(text: str, place: tuple[int, int, int], hit: Hit, language: Language, before: str, after: str) -> Found:
    start, core, end = place
    clause = text[start:end]
    sized = size_of(clause, text, before, language, core - start, plain=hit.form == "plain", after=after)
    softener = compiled(data(language)["softener"], language)
    always = bool(compiled(data(language)["weak_always"], language).search(text[start:end]))
    points_back = bool(compiled(data(language)["weak"], language).search(text[start:end])) and sized.what in (
        "other", "information", "advice", "meeting", "feedback",
    )  # fmt: skip
    return Found(
        0, start, end, core, hit.form, sized.what, sized.size, sized.points,
        softened=bool(softener.search(text[:end])), weak=points_back or hit.weak or always,
    )  # fmt: skip
