"""What a message gives: offers, thanks, reports, outside the words of its requests."""

from collections.abc import Iterator, Mapping, Sequence

from coach.answer import Give
from coach.asking.layout import Sentence
from coach.asking.patterns import data
from coach.asking.signs import Chances, Place, Sign, shown, spans

__all__ = ["gives_of"]

_SIGNS: tuple[Sign, ...] = ("thanks", "report", "offer")
_EDGES = " \n\u3000、,。.;:!?！？"


def gives_of(
    text: str, sentences: Sequence[Sentence], asked: Mapping[int, Sequence[Place]], chances: Chances
) -> list[Give]:
    """All gives in reading order; ``asked`` says where in each sentence a request stands (offsets of the sentence)."""
    taken = {number: [sentences[number].span(*place) for place in places] for number, places in asked.items()}
    found = list(_worded(text, sentences, taken))
    return sorted([*found, *_learned(text, sentences, taken, found, chances)], key=lambda give: give.start)


def _worded(text: str, sentences: Sequence[Sentence], asked: Mapping[int, Sequence[Place]]) -> Iterator[Give]:
    for number, sentence in enumerate(sentences):
        taken = asked.get(number, [])
        used: list[Place] = []
        for kind in data(sentence.language)["gives"]:
            for start, end in spans(kind["pattern"], sentence.folded, sentence.language):
                begin, stop = sentence.span(start, end)
                if any(begin < other_end and stop > other for other, other_end in [*taken, *used]):
                    continue
                used.append((begin, stop))
                yield _give(text, begin, stop, sentence, taken, kind["what"])
                break


def _learned(
    text: str,
    sentences: Sequence[Sentence],
    asked: Mapping[int, Sequence[Place]],
    found: Sequence[Give],
    chances: Chances,
) -> Iterator[Give]:
    """Sentences that the reader takes for thanks, a report or an offer, and whose wording nobody wrote down."""
    for sign in _SIGNS:
        for number, (begin, stop) in shown(sign, sentences, chances):
            sentence = sentences[number]
            if number in asked or any(sentence.start <= give.start < sentence.end for give in found):
                continue
            yield _give(text, begin, stop, sentence, [], sign)


def _give(text: str, begin: int, stop: int, sentence: Sentence, taken: Sequence[Place], what: str) -> Give:
    start, end = _clause(text, begin, stop, sentence, taken)
    return Give(text=text[start:end], start=start, end=end, what=what)


def _clause(text: str, begin: int, stop: int, sentence: Sentence, taken: Sequence[Place]) -> Place:
    """The give with the words that belong to it, without reaching into a request."""
    low = max([sentence.start, *(end for _, end in taken if end <= begin)])
    high = min([sentence.end, *(start for start, _ in taken if start >= stop)])
    while low < begin and text[low] in _EDGES:
        low += 1
    while high > stop and text[high - 1] in _EDGES:
        high -= 1
    return low, high
