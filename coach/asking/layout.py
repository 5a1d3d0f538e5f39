"""Sentences of a message, with the place of each character in the text as given.

Mail is wrapped, quoted, greeted and signed; a chat has neither full stops nor line form. The lines are told apart first
(header, quote, greeting, signature, body), wrapped lines are joined, then the body is cut into sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coach.answer import Language
from coach.asking.lines import ITEM, Line, LineKind, lines_of
from coach.asking.patterns import fold

__all__ = ["Line", "LineKind", "Sentence", "language_of", "lines_of", "sentences_of"]


# Nobody sends a message of more sentences; what comes behind them is not read, so that any text is judged in time.
MOST_SENTENCES = 2_000
# A sentence longer than this is cut: it is not prose, and the patterns must stay fast on it.
LONGEST_SENTENCE = 400

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_LATIN = re.compile(r"[A-Za-z]")
_END_JA = re.compile(r"[。．！？!?♪☆★…w笑）)]\s*$")
_BREAK = re.compile(
    r"[。！？!?♪☆★]+[」』)）w笑\"”]{0,3}|[\n]|…{2,}|(?<=[A-Za-z0-9)\"'])[.]+(?=\s+[\"'(A-Z@]|\s*$)"
    r"|(?<=[A-Za-z]{2})[.](?=\s+[a-z])"  # a chat has no capitals
    r"|[\U0001F300-\U0001FAFF\u2600-\u27BF]+\uFE0F?(?=\s+\w)"  # nor full stops, but faces
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|no|inc|ltd|co|corp|jr|sr|dept|approx|etc|e\.g|i\.e|a\.m|p\.m)|\b[a-z])$", re.I
)
# A Japanese line that ends so goes on in the next one, whatever its length.
_GOES_ON_JA = re.compile(r"(?:[、,・はがをにへとも]|(?:ので|から|ため|との|という|および|または))\s*$")
# A verb form that goes on in a letter but may end a line in a chat (「見せて」): only a long line is a letter's.
_HANGS_JA = re.compile(r"(?:[てでりく]|まして)\s*$")
_HANGS_AT = 12
_WRAPPED_AT = 25  # characters; a line of a fixed-width mail is at least this long
_WRAPPED_AT_EN = 40


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body with wrapped lines joined; ``at[i]`` is the offset of ``text[i]`` in the text as given."""

    text: str
    at: tuple[int, ...]
    language: Language
    paragraph: int

    @cached_property
    def folded(self) -> str:
        """The sentence as the patterns see it: half width, lower case, same length."""
        return fold(self.text)

    @property
    def start(self) -> int:
        """Offset of the first character in the text as given."""
        return self.at[0]

    @property
    def end(self) -> int:
        """Offset behind the last character in the text as given."""
        return self.at[-1] + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as given of ``text[start:end]``, without spaces at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return self.at[start], self.at[max(end - 1, start)] + 1


def language_of(text: str) -> Language:
    """Japanese as soon as a twentieth of the letters are kana or kanji: Japanese mail is full of Latin names."""
    sample = text[:5000]
    japanese = len(_JAPANESE.findall(sample))
    return "ja" if japanese and japanese * 20 >= len(_LATIN.findall(sample)) else "en"


def sentences_of(text: str) -> list[Sentence]:
    """Cut the body of a message into sentences; headers, quotes, greetings and signatures are left out."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(_paragraphs(text)):
        characters, offsets = _joined(text, paragraph)
        for begin, end in _cuts(characters):
            piece = characters[begin:end].strip()
            if piece:
                first = begin + characters[begin:end].index(piece)
                language: Language = "ja" if _JAPANESE.search(piece) else "en"
                found.append(Sentence(piece, tuple(offsets[first : first + len(piece)]), language, number))
        if len(found) >= MOST_SENTENCES:
            break
    return found[:MOST_SENTENCES]


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Lines that belong together; every list item is one of its own."""
    current: list[Line] = []
    for line in lines_of(text):
        if line.kind == "body" and not (current and _ends_item(text, current[-1], line)):
            current.append(line)
            continue
        if current:
            yield current
        current = [line] if line.kind in ("item", "body") else []
    if current:
        yield current


def _ends_item(text: str, item: Line, line: Line) -> bool:
    """Whether a line below a list is none of its last item: the item is short, and the line begins at the margin."""
    short = _WRAPPED_AT if _JAPANESE.search(text, item.start, item.end) else _WRAPPED_AT_EN
    return item.kind == "item" and item.end - item.start < short and not text[line.start].isspace()


def _joined(text: str, lines: list[Line]) -> tuple[str, list[int]]:
    """The characters of a paragraph and their offsets; a line break stays only where a sentence ends."""
    characters: list[str] = []
    offsets: list[int] = []
    # Whoever writes full stops ends sentences with them: a line without one goes on.
    letter = "。" in text[lines[0].start : lines[-1].end]
    fixed = _is_fixed_width(lines)
    for index, line in enumerate(lines):
        start = line.start
        if line.kind == "item":
            bullet = ITEM.match(text, line.start, line.end)
            start = bullet.end() if bullet else start
        characters.extend(text[start : line.end])
        offsets.extend(range(start, line.end))
        if index + 1 < len(lines):
            glue = _glue(
                text[line.start : line.end],
                text[lines[index + 1].start : lines[index + 1].end],
                letter=letter,
                fixed=fixed or (letter and line.end - line.start >= _HANGS_AT),
            )
            if glue:
                characters.append(glue)
                offsets.append(line.end)
    return "".join(characters), offsets


def _is_fixed_width(lines: list[Line]) -> bool:
    """Whether a mail program wrapped the paragraph: all lines but the last are long and about equally so."""
    widths = [line.end - line.start for line in lines[:-1]]
    return len(widths) > 0 and min(widths) >= _WRAPPED_AT and max(widths) - min(widths) <= 4


def _glue(line: str, after: str, *, letter: bool, fixed: bool) -> str:
    """What stands between two lines: nothing (wrapped Japanese), a space (wrapped English), or a line break."""
    tail = line[-40:]
    if _JAPANESE.search(tail) or _JAPANESE.search(after[:20]):
        if _END_JA.search(tail):
            return "\n"
        hangs = letter and len(line.strip()) >= _HANGS_AT and _HANGS_JA.search(tail)
        return "" if hangs or fixed or _GOES_ON_JA.search(tail) else "\n"
    if re.search(r"[.!?:;]\s*$", tail) or (len(line) < _WRAPPED_AT_EN and not after[:1].islower()):
        return "\n"
    return " "


def _cuts(characters: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _BREAK.finditer(characters):
        if match.group().startswith(".") and _ABBREVIATION.search(
            characters, max(begin, match.start() - 8), match.start()
        ):
            continue
        yield from _capped(begin, match.end())
        begin = match.end()
    yield from _capped(begin, len(characters))


def _capped(begin: int, end: int) -> Iterator[tuple[int, int]]:
    for start in range(begin, end, LONGEST_SENTENCE):
        yield start, min(start + LONGEST_SENTENCE, end)
