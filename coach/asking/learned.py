"""What a sentence of a message does, by what examples taught: makes a request, of which kind; gives a reason, thanks …

A linear head per language over the words of :mod:`coach.asking.words` and over what the rules found, so that rules and
examples decide together. Each answer is a probability. ``python -m coach.asking.learned`` fits the heads anew on
``prompts/examples/messages/``.
"""

import sys
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.asking.hits import hits_of, mask_quotes
from coach.asking.patterns import kinds
from coach.asking.words import blocks_of
from coach.resources import resource

__all__ = ["ASK", "BIG", "COLUMNS", "columns_of", "main", "read_sentence"]

COLUMNS = 16_384  # of the hash; the rules' answers stand behind them
RULE_COLUMNS = 256
_RULES_WEIGH = 0.5
ASK, BIG = "ask", "big"  # makes a request; one larger than usual for its kind

Row = tuple[NDArray[np.int64], NDArray[np.float32]]


def columns_of(folded: str, language: Language) -> Row:
    """Columns and values of a sentence; every block has the norm 1, the rules' answers a half."""
    columns: list[int] = []
    values: list[float] = []
    for items in blocks_of(folded, language):
        share = len(items) ** -0.5 if items else 0.0
        for item in items:
            code = crc32(item.encode())
            columns.append(code % COLUMNS)
            values.append(share if code & 0x40000000 else -share)
    told = _rules(folded, language)
    share = _RULES_WEIGH * len(told) ** -0.5
    for item in told:
        columns.append(COLUMNS + crc32(item.encode()) % RULE_COLUMNS)
        values.append(share)
    return np.array(columns), np.array(values, dtype=np.float32)


def _rules(folded: str, language: Language) -> set[str]:
    """What the rules say: whether and in which form they find a request, and what the lexicon takes it for."""
    hits = hits_of(mask_quotes(folded), language)
    told = {f"form {hit.form}" for hit in hits} | {"weak" if hit.weak else "sure" for hit in hits} or {"none"}
    return told | {"kind " + next((kind for kind, regex in kinds(language) if regex.search(folded)), "other")}


@cache
def _head(language: Language) -> dict[str, Any]:
    with np.load(resource("prompts", "examples", "messages", f"{language}.npz")) as file:
        return {name: file[name] for name in file.files}


@cache
def _weights(language: Language) -> tuple[list[str], NDArray[np.float32], NDArray[np.float32]]:
    head = _head(language)
    return head["labels"].tolist(), head["weights"].astype(np.float32), head["bias"]


@lru_cache(maxsize=8192)
def read_sentence(folded: str, language: Language) -> Mapping[str, float]:
    """How likely the sentence shows each label (0 to 1): ``ask``, ``big``, the kinds of requests, and the signals.

    Args:
        folded: a sentence as :attr:`coach.asking.layout.Sentence.folded` gives it.
        language: of the sentence.
    """
    labels, weights, bias = _weights(language)
    columns, values = columns_of(folded, language)
    scores = values @ weights[columns] + bias
    chances = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
    return MappingProxyType(dict(zip(labels, chances.tolist(), strict=True)))


def main() -> int:
    """Fit the heads of both languages and write them."""
    from coach.asking.teaching import fit, key_of

    for language in ("ja", "en"):
        path = resource("prompts", "examples", "messages", f"{language}.npz")
        np.savez_compressed(path, **fit(language), key=np.array(key_of(language)))
        print(f"{language}: {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
