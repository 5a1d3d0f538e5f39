"""Japanese morphemes by SudachiPy, one tokenizer a thread (a tokenizer must not be used by two threads at once)."""

import threading
from collections.abc import Iterator
from functools import cache
from typing import Any

__all__ = ["tokens", "tokens_of_line"]

# Sudachi refuses more than 49,149 bytes at once; a line of this many characters stays below it in UTF-8.
_MOST_CHARACTERS = 10_000
_local = threading.local()
_loading = threading.Lock()


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="small")


def _tokenizer() -> Any:
    tokenizer = getattr(_local, "tokenizer", None)
    if tokenizer is None:
        with _loading:
            dictionary = _dictionary()
        make = getattr(dictionary, "tokenizer", None) or dictionary.create
        tokenizer = _local.tokenizer = make()
    return tokenizer


def tokens_of_line(line: str) -> list[Any]:
    """Morphemes of one line in mode C (longest units); offsets count code points of ``line``."""
    if len(line) > _MOST_CHARACTERS:
        raise ValueError("split a line of this length first")
    return list(_tokenizer().tokenize(line))


def tokens(text: str) -> Iterator[Any]:
    """Morphemes of a text of any length; their offsets count from their own line piece, so use surfaces only."""
    for line in text.splitlines():
        for start in range(0, len(line), _MOST_CHARACTERS):
            yield from tokens_of_line(line[start : start + _MOST_CHARACTERS])
