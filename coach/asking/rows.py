"""Hashed items as the rows of a sparse matrix, and a linear head over them."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coach.asking.words import Items

__all__ = ["COLUMNS", "RULE_COLUMNS", "Rows", "chances", "rows_of", "scores", "shares"]

COLUMNS = 16_384  # of the hash; what the rules say stands behind them
RULE_COLUMNS = 256
_SIGN = np.uint64(1 << 45)


class Rows(NamedTuple):
    """Column, value and row of every entry."""

    columns: NDArray[np.int64]
    values: NDArray[np.float32]
    owners: NDArray[np.int64]


def rows_of(blocks: Sequence[tuple[Items, float]], told: Sequence[set[str]], weight: float) -> Rows:
    """Blocks with the norm each of them has, and what the rules say of each row (``told``) with its norm."""
    columns, values, owners = [], [], []
    for items, norm in blocks:
        share = norm * np.bincount(items.owners, minlength=len(told)).clip(1) ** -0.5
        columns.append((items.codes % COLUMNS).astype(np.int64))
        values.append(share[items.owners] * np.where(items.codes & _SIGN, 1.0, -1.0))
        owners.append(items.owners)
    columns.append(np.array([COLUMNS + crc32(item.encode()) % RULE_COLUMNS for items in told for item in items]))
    values.append(np.array([weight * len(items) ** -0.5 for items in told for _ in items]))
    owners.append(np.repeat(np.arange(len(told)), [len(items) for items in told]))
    return Rows(np.concatenate(columns), np.concatenate(values).astype(np.float32), np.concatenate(owners))


def scores(rows: Rows, count: int, weights: NDArray[Any], bias: NDArray[Any]) -> NDArray[Any]:
    """The score of every label for each of ``count`` rows, none of them empty."""
    order = np.argsort(rows.owners, kind="stable")
    parts = weights[rows.columns[order]] * rows.values[order, None]
    found: NDArray[Any] = np.add.reduceat(parts, np.searchsorted(rows.owners[order], np.arange(count))) + bias
    return found


def chances(logits: NDArray[Any]) -> NDArray[Any]:
    """Chances of labels that may hold together."""
    likely: NDArray[Any] = 1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30)))
    return likely


def shares(logits: NDArray[Any]) -> NDArray[Any]:
    """Chances of labels of which one holds."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    likely: NDArray[Any] = raised / raised.sum(axis=1, keepdims=True)
    return likely
