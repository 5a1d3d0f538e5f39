"""What the learned reader sees of a sentence: its words and how they follow one another, its ends, its letters.

Japanese words count in normalised form (頂く and いただく are one); beside them stands the frame of the sentence, with
nouns and full verbs left blank, so that what was taught of one trade holds for another. Everything is hashed by a few
operations on whole arrays, for a message is read in milliseconds.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.morphology import tokens_of_line
from coach.resources import load_yaml

__all__ = ["Items", "blocks_of"]

Codes = NDArray[np.uint64]
Owners = NDArray[np.int64]

_END = 5  # words at either end that count once more
_LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!$€£]")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_NAMES = ("名詞", "形状詞", "接頭辞", "接尾辞")
_FULL = ("動詞", "形容詞")


@dataclass(frozen=True)
class Items:
    """Hashed items of several sentences: ``owners[i]`` is the number of the sentence that has ``codes[i]``."""

    codes: Codes
    owners: Owners


def blocks_of(sentences: Sequence[str], language: Language) -> tuple[Items, ...]:
    """The hashed items of words, frame, ends and letters; the sentences are half width and lower case.

    Each block weighs alike, however many items of it a sentence has.
    """
    read = [_japanese(one) if language == "ja" else _english(one) for one in sentences]
    words, frame = (_joined([one[side] for one in read]) for side in (0, 1))
    letters = _joined([_letters(one) for one in sentences])
    framed = [_runs(frame, 10 + n, range(n)) for n in (2, 3, 4)]
    return (
        _together([_runs(words, 1, [0]), _runs(words, 2, [0, 1]), _runs(words, 3, [0, 2])]),
        _together(framed),
        _together([*(_at_ends(frame, runs, n) for n, runs in zip((2, 3, 4), framed, strict=True)), *_near_ends(words)]),
        _together([_runs(letters, 50 + n, range(n)) for n in ((2, 3, 4) if language == "ja" else (4, 5))]),
    )


def _letters(folded: str) -> Codes:
    return np.frombuffer(f" {folded} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def _joined(parts: list[Codes]) -> Items:
    return Items(np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(part) for part in parts]))


def _together(parts: list[Items]) -> Items:
    return Items(np.concatenate([one.codes for one in parts]), np.concatenate([one.owners for one in parts]))


def _within(items: Items, reach: int) -> NDArray[np.bool_]:
    """Where the element ``reach`` behind is of the same sentence."""
    same: NDArray[np.bool_] = items.owners[: max(len(items.owners) - reach, 0)] == items.owners[reach:]
    return same


def _runs(items: Items, kind: int, places: Sequence[int]) -> Items:
    """Elements at these places behind one another as one hash; ``kind`` keeps kinds of items apart."""
    reach = places[-1]
    length = max(len(items.codes) - reach, 0)
    mixed = np.full(length, kind, dtype=np.uint64)
    for place in places:
        mixed = (mixed ^ items.codes[place : place + length]) * _PRIME
        mixed ^= mixed >> _SHIFT
    inside = _within(items, reach)
    return Items(mixed[inside], items.owners[:length][inside])


def _at_ends(frame: Items, runs: Items, length: int) -> Items:
    """The runs of the frame that begin or end the sentence."""
    inside = _within(frame, length - 1)
    first, last = frame.codes[: len(inside)][inside], frame.codes[length - 1 :][inside]
    chosen = (first == _BEGIN) | (last == _STOP)
    return Items(runs.codes[chosen] ^ _PRIME, runs.owners[chosen])


def _near_ends(words: Items) -> Iterator[Items]:
    """The first and the last words, wherever among them they stand."""
    lengths = np.bincount(words.owners)
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    place = np.arange(len(words.codes)) - starts
    behind = lengths[words.owners] - 1 - place
    for kind, chosen in ((40, (place > 0) & (place <= _END)), (41, (behind > 0) & (behind <= _END))):
        yield _runs(Items(words.codes[chosen], words.owners[chosen]), kind, [0])


@lru_cache(maxsize=100_000)
def _code(word: str) -> int:
    return crc32(word.encode()) + 1


_BEGIN, _STOP = _code("<"), _code(">")


def _codes(words: list[str]) -> Codes:
    return np.array([_BEGIN, *map(_code, words), _STOP], dtype=np.uint64)


def _once(frame: list[str]) -> list[str]:
    """The same blank twice is one."""
    return [word for place, word in enumerate(frame) if word[0] != "_" or not place or word != frame[place - 1]]


def _english(folded: str) -> tuple[Codes, Codes]:
    words = _LATIN_WORD.findall(folded)
    return _codes(words), _codes(_once([_frame_word(word) for word in words]))


@cache
def _frame_words() -> tuple[frozenset[str], frozenset[str]]:
    loaded = load_yaml(Path(__file__).with_name("frame_en.yaml"))
    return frozenset(loaded["kept"]), frozenset(loaded["verbs"])


@lru_cache(maxsize=100_000)
def _frame_word(word: str) -> str:
    kept, verbs = _frame_words()
    if word in kept:
        return word
    if word in verbs:
        return "_v"
    if word[0].isdigit():
        return "_0"
    return next((f"_{end}" for end in ("ing", "ed", "ly", "s") if word.endswith(end) and len(word) > len(end) + 1), "_")


_blanks: dict[int, str | None] = {}


def _blank(token: object) -> str | None:
    """The blank that stands for a word in the frame; None: the word itself."""
    kind = token.part_of_speech()  # type: ignore[attr-defined]
    if kind[0] == "空白":
        return ""
    if kind[0] in _NAMES and kind[1] != "数詞":
        return "_n"
    return f"_v{kind[5][:2]}" if kind[0] in _FULL and kind[1] == "一般" else None


@lru_cache(maxsize=2048)
def _japanese(folded: str) -> tuple[Codes, Codes]:
    words, frame = [], []
    for token in tokens_of_line(folded):
        number = token.part_of_speech_id()
        if number not in _blanks:
            _blanks[number] = _blank(token)
        blank = _blanks[number]
        if blank == "":
            continue
        word = token.normalized_form()
        words.append(word)
        frame.append(blank or word)
    return _codes(words), _codes(_once(frame))
