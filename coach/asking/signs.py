"""Which sentences show which sign of manner: by the wordings of ``signs_<language>.yaml``, by the learned reader.

The wordings say where; the reader knows more ways of saying it. How sure it must be to speak alone, and below what it
takes a wording for something else, stands in ``weights.yaml`` (fitted on sentences of hands it had not been taught).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from coach.answer import Language
from coach.asking.layout import Sentence
from coach.asking.learned import read_sentences
from coach.asking.patterns import compiled, data
from coach.asking.weights import weights

__all__ = ["Chances", "Place", "Sign", "chances_of", "likely_tie", "opinions", "shown", "spans", "where"]

Place = tuple[int, int]
Chances = Sequence[Mapping[str, float]]  # by sentence, what the reader makes of it
Sign = Literal[
    "way_out", "hedge", "thanks", "deadline", "guilt", "presumption", "chasing", "chasing_hard", "asked_before",
    "refused", "helped", "bad_mouth", "vague", "reason", "why_you", "report", "offer", "met_once", "stranger",
]  # fmt: skip
_TIES: tuple[Literal["met_once"], Literal["stranger"]] = ("met_once", "stranger")
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
# Where the wordings of a sign stand in the data file.
_WORDINGS: dict[Sign, tuple[str, ...]] = {
    "way_out": ("signals", "way_out"),
    "hedge": ("signals", "hedge"),
    "thanks": ("signals", "thanks"),
    "reason": ("signals", "reason"),
    "deadline": ("rules", "deadline-pressure", "pattern"),
    "guilt": ("rules", "guilt", "pattern"),
    "presumption": ("rules", "presumption", "pattern"),
    "chasing": ("rules", "chasing", "pattern"),
    "chasing_hard": ("rules", "chasing", "reproach"),
    "asked_before": ("rules", "repeat-ask", "pattern"),
    "refused": ("rules", "repeat-ask", "refused"),
    "helped": ("rules", "no-thanks", "pattern"),
    "bad_mouth": ("rules", "bad-mouthing", "pattern"),
    "vague": ("rules", "vague-ask", "pattern"),
}


@lru_cache(maxsize=16384)
def spans(source: str, folded: str, language: Language) -> tuple[Place, ...]:
    """Where a pattern of the data file stands in a folded sentence."""
    matches = compiled(source, language).finditer(folded)
    return tuple((match.start(), match.end()) for match in matches if match.end() > match.start())


@cache
def _source(sign: Sign, language: Language) -> str | None:
    source = data(language)
    for key in _WORDINGS.get(sign, ()):
        source = source[key]
    return source if isinstance(source, str) else None


def where(sign: Sign, sentence: Sentence) -> tuple[Place, ...]:
    """Where the wordings of a sign stand in a sentence."""
    return _where(sign, sentence.folded, sentence.language)


@lru_cache(maxsize=32_768)
def _where(sign: Sign, folded: str, language: Language) -> tuple[Place, ...]:
    source = _source(sign, language)
    if source is None:
        return ()
    found = spans(source, folded, language)
    if sign not in ("way_out", "helped") or not found:
        return found
    # "If you can't, it's all over" lets nobody go; "everybody else helped" thanks nobody.
    blamed = _where("guilt", folded, language)
    if sign == "helped":
        return () if blamed else found
    return tuple(place for place in found if not any(a < place[1] and b > place[0] for a, b in blamed))


def shown(sign: Sign, sentences: Sequence[Sentence], chances: Chances) -> Iterator[tuple[int, Place]]:
    """The sentences that show a sign, each with its number and where it stands in the text as given.

    What only the reader found (``chances``) is the whole sentence.
    """
    levels = weights()["reader"].get(sign)
    for number, sentence in enumerate(sentences):
        told = _where(sign, sentence.folded, sentence.language)
        if levels is None:
            yield from ((number, sentence.span(*place)) for place in told)
            continue
        alone, least = levels[sentence.language]
        likely = chances[number][sign]
        if told and likely >= least:
            yield from ((number, sentence.span(*place)) for place in told)
        elif likely >= alone:
            yield number, (sentence.start, sentence.end)


def opinions(sign: Sign, sentences: Sequence[Sentence], chances: Chances) -> list[bool | None]:
    """What the reader alone says of each sentence: it shows the sign, it doesn't, or it may."""
    levels = weights()["reader"].get(sign)
    if not levels:
        return [None] * len(sentences)
    told = zip(chances, (levels[one.language] for one in sentences), strict=True)
    return [
        True if chance[sign] >= alone else False if chance[sign] < least else None for chance, (alone, least) in told
    ]


def likely_tie(sentences: Sequence[Sentence], chances: Chances) -> Literal["met_once", "stranger"] | None:
    """How little the two know each other by what the reader has learned, where no wording tells it."""
    found: list[tuple[float, Literal["met_once", "stranger"]]] = []
    for tie in _TIES:
        for chance, sentence in zip(chances, sentences, strict=True):
            if chance[tie] >= weights()["reader"][tie][sentence.language][0]:
                found.append((chance[tie], tie))
    return max(found)[1] if found else None


def chances_of(sentences: Sequence[Sentence]) -> Chances:
    """What the reader makes of each sentence; those of a language are read together."""
    read = {
        language: iter(read_sentences(tuple(one.folded for one in sentences if one.language == language), language))
        for language in _LANGUAGES
    }
    return [next(read[sentence.language]) for sentence in sentences]
