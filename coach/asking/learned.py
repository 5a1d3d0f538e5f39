"""What a sentence of a message does, by what examples taught: makes a request, of which kind; gives a reason, thanks …

A linear head per language over the words of :mod:`coach.asking.words` and over what the rules found, so that rules and
examples decide together. Each answer is a probability. ``python -m coach.asking.learned`` fits the heads anew on
``prompts/examples/messages/``.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
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

_SIGN = np.uint64(1 << 45)


class Rows(NamedTuple):
    """Rows of a sparse matrix: column, value and row of every entry."""

    columns: NDArray[np.int64]
    values: NDArray[np.float32]
    owners: NDArray[np.int64]


def columns_of(sentences: Sequence[str], language: Language) -> Rows:
    """Columns and values of sentences; every block has the norm 1, the rules' answers a half."""
    columns, values, owners = [], [], []
    for items in blocks_of(sentences, language):
        share = np.bincount(items.owners, minlength=len(sentences)).clip(1) ** -0.5
        columns.append((items.codes % COLUMNS).astype(np.int64))
        values.append(share[items.owners] * np.where(items.codes & _SIGN, 1.0, -1.0))
        owners.append(items.owners)
    told = [_rules(one, language) for one in sentences]
    columns.append(np.array([COLUMNS + crc32(item.encode()) % RULE_COLUMNS for items in told for item in items]))
    values.append(np.array([_RULES_WEIGH * len(items) ** -0.5 for items in told for _ in items]))
    owners.append(np.repeat(np.arange(len(told)), [len(items) for items in told]))
    return Rows(np.concatenate(columns), np.concatenate(values).astype(np.float32), np.concatenate(owners))


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
    return read_sentences((folded,), language)[0]


@lru_cache(maxsize=256)
def read_sentences(folded: tuple[str, ...], language: Language) -> tuple[Mapping[str, float], ...]:
    """The same for several sentences, which is much faster than one by one."""
    if not folded:
        return ()
    labels, weights, bias = _weights(language)
    rows = columns_of(folded, language)
    order = np.argsort(rows.owners, kind="stable")
    parts = weights[rows.columns[order]] * rows.values[order, None]
    scores = np.add.reduceat(parts, np.searchsorted(rows.owners[order], np.arange(len(folded)))) + bias
    chances = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
    return tuple(MappingProxyType(dict(zip(labels, row, strict=True))) for row in chances.tolist())


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
