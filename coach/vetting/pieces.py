"""The pieces of a text that a sign can be seen in: clauses, neighbours, whole sentences. Offsets count code points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from coach.morphology import tokens_of_line

__all__ = ["Piece", "clause_around", "pieces", "sentences"]

_SENTENCE = re.compile(r"[^。!?!?\n.]+(?:[。!?!?\n]|\.(?=\s|$)|\.)?")
_CUT = re.compile(r"[、,,;;::「」『』\"“”()()—…]|\s-\s")
_EDGE = " \t 、。,.,.「」『』\"“”'()()!?!?-…:;"
_SHORTEST = 4  # characters of a clause worth reading
_LONGEST = 120  # characters of a sentence that is read as a whole
_LONGEST_EVIDENCE = 60


@dataclass(frozen=True)
class Piece:
    """``text[start:end]``, without blanks and marks at its edges; ``sentence`` is where it stands."""

    start: int
    end: int
    sentence: tuple[int, int]


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The sentences of the text, with what closes them."""
    return _SENTENCE.finditer(text)


def pieces(text: str) -> list[Piece]:
    """Every clause, every two clauses that stand together, and every sentence of moderate length, in order."""
    found: dict[tuple[int, int], Piece] = {}
    for sentence in sentences(text):
        span = sentence.span()
        clauses = list(_clauses(text, *span))
        pairs = [(a[0], b[1]) for a, b in pairwise(clauses)]
        whole = [(clauses[0][0], clauses[-1][1])] if clauses and span[1] - span[0] <= _LONGEST else []
        for start, end in (*clauses, *pairs, *whole):
            found.setdefault((start, end), Piece(start, end, span))
    return [found[key] for key in sorted(found)]


def clause_around(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """``start:end`` fitted to the borders of its clauses or, in a long clause, of its words.

    A clause of which less than half is meant does not count, unless there is no other.
    """
    met = [(min(end, b) - max(start, a), (a, b)) for a, b in _clauses(text, *sentence) if a < end and start < b]
    inside = [(a, b) for part, (a, b) in met if 2 * part >= b - a] or [max(met)[1]] if met else [(start, end)]
    begin, stop = inside[0][0], inside[-1][1]
    if stop - begin > _LONGEST_EVIDENCE:
        begin, stop = _whole_words(text, start, end, sentence)
    return _trimmed(text, begin, stop)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    borders = [start, *(match.end() for match in _CUT.finditer(text, start, end)), end]
    for a, b in pairwise(borders):
        begin, stop = _trimmed(text, a, b)
        if stop - begin >= _SHORTEST:
            yield begin, stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _whole_words(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widened so that no word is cut; a verb keeps what follows it up to the next word of content."""
    begin, stop = start, end
    for token in tokens_of_line(text[slice(*sentence)][:10_000]):
        a, b = sentence[0] + token.begin(), sentence[0] + token.end()
        begin = a if a < start < b else begin
        stop = b if a < stop < b else stop
        if a == stop and token.part_of_speech()[0] in ("助動詞", "助詞"):
            stop = b
    return begin, stop
