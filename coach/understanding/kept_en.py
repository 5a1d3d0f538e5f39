"""What an English request says beyond its slots, so that nothing is lost: statements, and words without a place.

A statement is kept as a sentence to the reader, whatever slot may hold it; the writer says it only when the message
turns out to lack it. Of an order to the coach the words that name something are kept.
"""

import re
from functools import cache

from coach.understanding.notes_en import completed
from coach.understanding.orders_en import Order, read_order
from coach.understanding.pieces_en import Clause, manner_words
from coach.understanding.said_en import pattern

__all__ = ["is_sentence", "loose_words", "statement_of"]


@cache
def _light() -> frozenset[str]:
    """Words of an order that name nothing."""
    return manner_words() | frozenset(pattern("light").pattern.split())


def is_sentence(text: str) -> bool:
    """Whether the words have a subject and a verb of their own and are said to the reader, not to the coach."""
    finite = pattern("finite").search(text) or pattern("short_verb").match(text)
    return bool(pattern("subject").match(text) and finite and not pattern("to_coach").search(text))


def statement_of(piece: Clause) -> tuple[str, int] | None:
    """The sentence a piece holds, not yet turned to the reader, and where it stands; nothing if it has none."""
    if piece.part == "content":
        words, start = piece.words, piece.start
    elif piece.part == "order":
        order: Order = read_order(piece.words)
        if order.kind not in ("content", "who", "thanks"):
            return None
        words, start = order.words, piece.start + order.start
    else:
        return None
    whole = completed(words)
    return (whole, start - (len(whole) - len(words))) if is_sentence(whole) else None


def loose_words(piece: Clause) -> list[str]:
    """The runs of words in a piece that name something: names, numbers, things."""
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[\w'’./@:-]*\w", piece.words):
        plain = word.lower().replace("’", "'").removesuffix("'s")
        if plain in _light():
            runs.append([])
        else:
            runs[-1].append(word)
    return [" ".join(run) for run in runs if run and (len(run) > 1 or len(run[0]) > 2 or run[0].isdigit())]
