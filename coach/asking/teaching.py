"""Fits the learned reader: ridge regression in its dual form on labelled sentences, made probabilities by Platt.

Examples are data (``prompts/examples/messages/<language>/*.yaml``): ``t`` a sentence or two, ``asks`` its requests with
their words and kinds, ``s`` what it does beside; where ``s`` is left out only the requests are labelled. A file holds
the sentences of one hand. On the hands of the files ``tuned_*`` the rules were tuned: how right rules are can't be
learned from them, so their answers are left out there.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.asking.layout import sentences_of
from coach.asking.learned import ASK, BIG, COLUMNS, RULE_COLUMNS, columns_of
from coach.resources import load_yaml, resource

__all__ = ["KINDS", "SIGNALS", "Example", "examples", "fit", "key_of"]

KINDS = (
    "information", "advice", "other", "feedback", "meeting", "time", "introduction", "referral", "job", "money",
    "confidential",
)  # fmt: skip
SIGNALS = (
    "reason", "why_you", "way_out", "hedge", "thanks", "report", "offer", "deadline", "guilt", "presumption", "chasing",
    "chasing_hard", "asked_before", "refused", "helped", "bad_mouth", "vague", "known", "met_once", "stranger",
    "dormant",
)  # fmt: skip
_LARGE = KINDS[6:]
_TUNED = "tuned_"
_RIDGE = 1.5
_FOLDS = 6
_SETTINGS = (COLUMNS, RULE_COLUMNS, _RIDGE, _FOLDS)
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """One sentence (folded) of a hand with its kinds of requests; ``signals`` None where they are not labelled."""

    hand: str
    text: str
    kinds: tuple[str, ...]
    big: bool
    signals: tuple[str, ...] | None


def _paths(language: Language) -> list[Any]:
    return sorted(resource("prompts", "examples", "messages", language).glob("*.yaml"))


def key_of(language: Language) -> str:
    """Hash of the examples and settings a head depends on."""
    told = b"".join(path.read_bytes() for path in _paths(language))
    return hashlib.sha256(repr(_SETTINGS).encode() + told).hexdigest()


@cache
def examples(language: Language) -> tuple[Example, ...]:
    """All sentences, those of items with several sentences each on its own."""
    found = []
    for path in _paths(language):
        for item in _items(load_yaml(path)):
            text = item["t"]
            asked = [
                (text.index(ask["w"]), text.index(ask["w"]) + len(ask["w"]), ask) for ask in item.get("asks") or ()
            ]
            signals = tuple(item["s"]) if "s" in item else None
            sentences = sentences_of(text)
            for sentence in sentences:
                here = [ask for begin, end, ask in asked if begin < sentence.end and end > sentence.start]
                found.append(
                    Example(
                        path.stem, sentence.folded, tuple(ask["k"] for ask in here),
                        any(ask.get("big") or ask["k"] in _LARGE for ask in here),
                        # Which of several sentences shows a signal is not told; none shows what is not there.
                        signals if len(sentences) == 1 or not signals else None,
                    )
                )  # fmt: skip
    return tuple(found)


def _items(loaded: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Sentences, those of whole messages one after the other."""
    for item in loaded:
        yield from item.get("sentences", [item])


def fit(language: Language, without: Collection[str] = ()) -> dict[str, Any]:
    """Labels, weights and biases; the two groups of columns have their own rows, for not all rows have signals.

    ``without`` names hands to leave out, to test on them.
    """
    known = [each for each in examples(language) if each.hand not in without]
    rows = _rows([each.text for each in known], language)
    rows[[each.hand.startswith(_TUNED) for each in known], COLUMNS:] = 0
    asked = [[float(bool(e.kinds)), float(e.big), *(float(k in e.kinds) for k in KINDS)] for e in known]
    told = [place for place, each in enumerate(known) if each.signals is not None]
    shown = [[float(s in (known[place].signals or ())) for s in SIGNALS] for place in told]
    folds = np.array([crc32(each.text.encode()) % _FOLDS for each in known])
    first = _solved(rows, np.array(asked), folds)
    second = _solved(rows[told], np.array(shown), folds[told])
    weights, bias = np.hstack([first[0], second[0]]), np.concatenate([first[1], second[1]])
    return {
        "labels": np.array([ASK, BIG, *KINDS, *SIGNALS]),
        "weights": weights.astype(np.float16),
        "bias": bias.astype(np.float32),
    }


def _rows(texts: list[str], language: Language) -> NDArray[np.float32]:
    entries = columns_of(texts, language)
    rows = np.zeros((len(texts), COLUMNS + RULE_COLUMNS), dtype=np.float32)
    np.add.at(rows, (entries.owners, entries.columns), entries.values)
    return rows


def _solved(rows: NDArray[np.float32], targets: Matrix, folds: NDArray[np.int64]) -> tuple[Matrix, Matrix]:
    """Weights and biases whose sum is the logit of each column."""
    kernel = (rows @ rows.T).astype(np.float64)
    left_out = np.zeros_like(targets)
    for fold in range(_FOLDS):
        held, rest = folds == fold, folds != fold
        alpha, level = _dual(kernel[np.ix_(rest, rest)], targets[rest])
        left_out[held] = kernel[np.ix_(held, rest)] @ alpha + level
    alpha, level = _dual(kernel, targets)
    slope, shift = np.array([_platt(left_out[:, c], targets[:, c]) for c in range(targets.shape[1])]).T
    weights = rows.T.astype(np.float64) @ alpha
    return weights * slope, level * slope + shift


def _dual(kernel: Matrix, targets: Matrix) -> tuple[Matrix, Matrix]:
    """Ridge with a free bias: coefficients of the rows (they sum to nothing) and the bias of each column."""
    mean, middle = kernel.mean(axis=0), kernel.mean()
    level = targets.mean(axis=0)
    centred = kernel - mean - mean[:, None] + middle
    alpha = np.linalg.solve(centred + _RIDGE * np.eye(len(kernel)), targets - level)
    alpha -= alpha.mean(axis=0)
    return alpha, level - mean @ alpha


def _platt(scores: Matrix, labels: Matrix) -> tuple[float, float]:
    """Slope and shift of the logistic curve through scores of left-out sentences, by Newton's method."""
    design = np.column_stack([scores, np.ones(len(scores))])
    found = np.array([5.0, -2.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (chance - labels) + 1e-3 * found
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + 1e-3 * np.eye(2)
        found = found - np.linalg.solve(curve, slope)
    return float(found[0]), float(found[1])
