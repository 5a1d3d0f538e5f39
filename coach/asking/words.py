"""What the learned reader sees of a sentence: its words and how they follow one another, its ends, its letters.

Japanese words count in normalised form (頂く and いただく are one); beside them stands the frame of the sentence, with its
nouns and full verbs left blank, so that what was taught of one trade holds for another.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from zlib import crc32

from coach.answer import Language
from coach.morphology import tokens_of_line

__all__ = ["BLOCKS", "blocks_of"]

# Kinds of items; each weighs alike, however many items of it a sentence has.
BLOCKS = ("words", "frame", "edges", "letters")
_EDGE = 5  # words at either end
_LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!$€£]")
_CONTENT = ("名詞", "形状詞", "接頭辞", "接尾辞")
_KEPT = ("数詞",)
_SKIPPED = ("空白",)


def blocks_of(folded: str, language: Language) -> tuple[set[str], ...]:
    """The items of every block of :data:`BLOCKS`; ``folded`` is half width and lower case."""
    if language == "ja":
        words, frame = _japanese(folded)
        letters = {folded[i : i + n] for n in (2, 3, 4) for i in range(len(folded) - n + 1)}
    else:
        words = _LATIN_WORD.findall(folded)
        frame = [word if word in _FUNCTION else "_" for word in words]
        letters = {f"^{word}$"[i : i + n] for word in words for n in (4, 5) for i in range(len(word) + 3 - n)}
    return _runs(words), _framed(frame), _edges(words, frame), letters


def _runs(words: list[str]) -> set[str]:
    framed = ["<", *words, ">"]
    pairs = {f"{a} {b}" for a, b in pairwise(framed)}
    return set(words) | pairs | {f"{a} * {b}" for a, b in zip(framed, framed[2:], strict=False)}


def _framed(frame: list[str]) -> set[str]:
    """Runs of three and four of the frame; the same blank twice is one."""
    said = [word for before, word in pairwise(["", *frame]) if word != before or word[0] != "_"]
    framed = ["<", *said, ">"]
    return {" ".join(framed[i : i + n]) for n in (2, 3, 4) for i in range(len(framed) - n + 1)}


def _edges(words: list[str], frame: list[str]) -> set[str]:
    first, last = words[:_EDGE], words[-_EDGE:]
    ends = {"< " + " ".join(frame[:n]) for n in (1, 2, 3)} | {" ".join(frame[-n:]) + " >" for n in (1, 2, 3, 4)}
    return {f"<{word}" for word in first} | {f"{word}>" for word in last} | ends


def _japanese(folded: str) -> tuple[list[str], list[str]]:
    words, frame = [], []
    for token in tokens_of_line(folded):
        kind = token.part_of_speech()
        if kind[0] in _SKIPPED:
            continue
        word = token.normalized_form()
        words.append(word)
        if kind[0] in _CONTENT and kind[1] not in _KEPT:
            frame.append("_n")
        elif kind[0] in ("動詞", "形容詞") and kind[1] == "一般":
            frame.append("_v" + kind[5][:2])
        else:
            frame.append(word)
    return words, frame


def hashed(items: Iterable[str], size: int) -> list[int]:
    """A column for every item."""
    return [crc32(item.encode()) % size for item in items]


_FUNCTION = frozenset(
    """i you he she it we they me him her us them my your his its our their mine yours this that these those there here
    who whom whose which what when where why how a an the and or but so because as if though although while until till
    than then nor for to of in on at by with from into onto about over under after before between through during without
    within off out up down is am are was were be been being do does did done doing have has had having will would shall
    should can could may might must ought need dare i'm i'd i've i'll you're you'd you've you'll we're we'd we've we'll
    it's it'd it'll he's she's they're they'd they've they'll that's there's what's who's how's where's let's don't
    doesn't didn't won't wouldn't can't cannot couldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't not
    no yes please any some all every each one two three four five more most much many few little less least other
    another again also too just only even still yet already ever never once twice now soon today tomorrow tonight
    yesterday thanks thank sorry maybe perhaps possible possibly kindly happy glad grateful love like want wish hope
    wonder wondering wondered help let know tell ask asked asking get got give gave given send sent put take took make
    made go going come came see seen mind chance able willing free time word look think thought
    sure ? ! $ € £""".split()
)
