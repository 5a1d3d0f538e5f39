"""What a head sees of a request: hashed character n-grams, words in dictionary form, and the words that carry it.

A long text tells a story and then asks; so the words of the sentence that asks count a second time, its last ones a
third time: how a Japanese request ends says most about its kind.
"""

import re
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.morphology import tokens
from coach.resources import load_yaml
from coach.understanding.text import fold

__all__ = [
    "LONGEST_EMBEDDED",
    "SIZES",
    "Vectors",
    "carrier",
    "characters",
    "condensed",
    "hashed",
    "hashed_row",
    "phrases",
    "words_of",
]

Vectors = NDArray[np.float32]

# Name of each block, its columns, and what it weighs; chosen on examples of people left out, where they matter little.
SIZES = {"chars": (3072, 0.8), "words": (2048, 0.9), "ask": (2048, 0.65)}
LONGEST_EMBEDDED = 160  # characters; each further hundred cost about 30 ms and tell the kind no better
_GRAMS = (1, 2, 3, 4)
_LONGEST = 400  # characters that are cut into n-grams; the rest is the story around the request
_MOST_WORDS = 400
_TAIL = 6
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z']+|\d+|[?!$€£]")
_SENTENCE = re.compile(r"[^。!?\n.…]+(?:[。!?\n…]+|\.(?=\s|$)|\.)?")


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(load_yaml(Path(__file__).with_name("asking.yaml"))["carriers"]))


def _sentences(text: str) -> list[str]:
    return [match[0].strip() for match in _SENTENCE.finditer(text) if len(match[0].strip()) > 1] or [text]


def carrier(text: str) -> str:
    """The sentence that carries the request: the last one that asks for something, else the last one."""
    said = _sentences(fold(text))
    return next((sentence for sentence in reversed(said) if _asking().search(sentence)), said[-1])


def condensed(text: str) -> str:
    """A short text as it is; of a long one the sentence that asks, and what stands before it while there is room."""
    if len(text) <= LONGEST_EMBEDDED:
        return text
    said, told = _sentences(fold(text)), carrier(text)
    for before in reversed(said[: said.index(told)] if told in said else ()):
        if len(before) + len(told) >= LONGEST_EMBEDDED:
            break
        told = f"{before} {told}"
    return told[:LONGEST_EMBEDDED]


def words_of(text: str) -> list[str]:
    """Words, lower case; of Japanese the morphemes in dictionary form, so that inflection does not matter."""
    said = fold(text)
    if not _JAPANESE.search(said):
        return _LATIN_WORD.findall(said)[:_MOST_WORDS]
    return [token.dictionary_form() for token in tokens(said[: 4 * _MOST_WORDS]) if token.surface().strip()][
        :_MOST_WORDS
    ]


def hashed(text: str) -> Vectors:
    """The counts of every block, side by side."""
    asked = words_of(carrier(text))
    parts = (characters(text), phrases(words_of(text)), phrases(asked) | _tail(asked))
    return np.concatenate([hashed_row(items, size) for items, (size, _) in zip(parts, SIZES.values(), strict=True)])


def characters(text: str) -> set[str]:
    """Runs of one to four characters."""
    said = " " + " ".join(fold(text).split())[:_LONGEST] + " "
    return {said[i : i + n] for n in _GRAMS for i in range(len(said) - n + 1)}


def phrases(words: list[str]) -> set[str]:
    """Words, pairs, and pairs with one word between them."""
    framed = ["<", *words, ">"]
    pairs = {f"{a}|{b}" for a, b in pairwise(framed)}
    return set(framed) | pairs | {f"{a}|*|{b}" for a, b in zip(framed, framed[2:], strict=False)}


def _tail(words: list[str]) -> set[str]:
    last = words[-_TAIL:]
    return {f"$ {word}" for word in last} | {f"$ {a}|{b}" for a, b in pairwise(last)}


@lru_cache(maxsize=100_000)
def _code(item: str) -> int:
    return zlib.crc32(item.encode())


def hashed_row(items: Iterable[str], size: int) -> Vectors:
    """Items counted in ``size`` columns by their hash, with a sign, so that collisions cancel."""
    row = np.zeros(size, dtype=np.float32)
    for code in map(_code, items):
        row[code % size] += 1.0 if code & 0x40000000 else -1.0
    return row
