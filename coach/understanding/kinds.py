"""Which kind of request a text is: a linear head over its embedding, its character n-grams and sure signs.

The head is a ridge regression fitted in closed form on the labelled examples, so that any embedding (or none) works
(kept ready for the local one, see :mod:`coach.understanding.heads`). e5's cosines are
squeezed into a narrow band, therefore vectors are centred on the examples' mean before use.
"""

import re
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.resources import load_yaml
from coach.understanding.examples import KINDS, OUT_OF_SCOPE, examples
from coach.understanding.text import fold

__all__ = ["LABELS", "SETTINGS", "Head", "Reading", "Vectors", "fit", "read_kind"]

Vectors = NDArray[np.float32]
LABELS = (*KINDS, "refusal", OUT_OF_SCOPE)

_BUCKETS = 3072  # hashed n-gram features; more changed nothing on the development cases
_GRAMS = (1, 2, 3, 4)
_WEIGHTS = {"dense": 1.2, "grams": 1.0, "signs": 0.5}  # chosen by five-fold cross-validation on the examples
_RIDGE = 1.0
_UNSURE = 0.12  # a second kind this close to the first is offered as the alternative
_SURE = 0.25  # what a deciding sign adds
_LONGEST = 400  # characters of the request that are read for its kind; the rest is the story around it


# What a fitted head depends on beside the examples; a kept head with other settings is not used.
SETTINGS = f"{_BUCKETS} {_GRAMS} {_WEIGHTS} {_RIDGE} {_LONGEST}"


@dataclass(frozen=True)
class Head:
    """What was fitted on the examples."""

    weights: Vectors
    bias: Vectors
    rarity: Vectors
    mean: Vectors | None  # None: fitted without an embedding


@dataclass(frozen=True)
class Reading:
    """Scores by label, best first; ``scope`` is above 0 when a kind of ours fits better than "out of scope"."""

    scores: dict[str, float]
    signs: tuple[str, ...]
    scope: float

    @property
    def best(self) -> str:
        """The kind of ours with the highest score (never ``out_of_scope`` or ``refusal``)."""
        return next(label for label in self.scores if label in KINDS)

    @property
    def alternative(self) -> str | None:
        """The second kind, if it is so close that the reading is unsure."""
        first, second = [label for label in self.scores if label in KINDS][:2]
        return second if self.scores[first] - self.scores[second] < _UNSURE else None


@cache
def _signs() -> tuple[tuple[str, str, re.Pattern[str], bool], ...]:
    data = load_yaml(Path(__file__).with_name("signs.yaml"))
    return tuple(
        (
            entry["id"],
            entry["kind"],
            re.compile("|".join(entry["any"].splitlines()), re.IGNORECASE),
            entry.get("decides", False),
        )
        for entry in data
    )


@lru_cache(maxsize=100_000)
def _bucket(gram: str) -> int:
    return zlib.crc32(gram.encode())


def _grams(text: str) -> Vectors:
    """Hashed character n-grams with signs, sublinear counts."""
    text = " " + " ".join(fold(text).split())[:_LONGEST] + " "
    row = np.zeros(_BUCKETS, dtype=np.float32)
    for n in _GRAMS:
        for gram in {text[i : i + n] for i in range(len(text) - n + 1)}:
            code = _bucket(gram)
            row[code % _BUCKETS] += 1.0 if code & 0x40000000 else -1.0
    return row


def _found_signs(text: str) -> list[str]:
    text = fold(text)
    return [name for name, _, pattern, _ in _signs() if pattern.search(text)]


def _features(grams: Vectors, signs: Vectors, rarity: Vectors, dense: Vectors | None) -> Vectors:
    grams = grams * rarity
    grams /= np.linalg.norm(grams, axis=1, keepdims=True) + 1e-9
    parts = [grams * _WEIGHTS["grams"], signs * _WEIGHTS["signs"]]
    if dense is not None:
        dense = dense / (np.linalg.norm(dense, axis=1, keepdims=True) + 1e-9)
        parts.append(dense * _WEIGHTS["dense"])
    return np.concatenate(parts, axis=1)


def _sign_row(text: str) -> Vectors:
    found = set(_found_signs(text))
    return np.array([name in found for name, *_ in _signs()], dtype=np.float32)


def fit(vectors: Vectors | None = None) -> Head:
    """Fit the head on :func:`examples`; ``vectors`` are their unit-norm query embeddings in the same order."""
    labelled = examples()
    grams = np.stack([_grams(example.text) for example in labelled])
    rarity = np.log((1 + len(labelled)) / (1 + np.count_nonzero(grams, axis=0))).astype(np.float32) + 1
    mean = vectors.mean(axis=0) if vectors is not None else None
    signs = np.stack([_sign_row(example.text) for example in labelled])
    rows = _features(grams, signs, rarity, vectors - mean if vectors is not None and mean is not None else None)
    # Dual form: as many unknowns as examples, far fewer than features. Classes weigh alike whatever their size.
    labels = np.array([LABELS.index(example.label) for example in labelled])
    targets = np.where(labels[:, None] == np.arange(len(LABELS)), 1.0, 0.0).astype(np.float32)
    weight = (len(labelled) / len(LABELS) / np.bincount(labels, minlength=len(LABELS)))[labels].astype(np.float32)
    centre = np.average(rows, axis=0, weights=weight)
    level = np.average(targets, axis=0, weights=weight)
    kernel = (rows - centre) @ (rows - centre).T
    alpha = np.linalg.solve(kernel + np.diag(_RIDGE / weight), targets - level)
    weights = ((rows - centre).T @ alpha).astype(np.float32)
    return Head(weights, (level - centre @ weights).astype(np.float32), rarity, mean)


def read_kind(request: str, head: Head, vector: Vectors | None = None) -> Reading:
    """Score the kinds of the user's own words; ``vector`` is their query embedding, if the head was fitted with one."""
    dense = (vector[None] - head.mean) if vector is not None and head.mean is not None else None
    row = _features(_grams(request)[None], _sign_row(request)[None], head.rarity, dense)
    values = (row @ head.weights + head.bias)[0]
    scores = dict(zip(LABELS, (float(value) for value in values), strict=True))
    signs = _found_signs(request)
    lifted = {kind for name, kind, _, decides in _signs() if decides and name in signs}
    outside = scores[OUT_OF_SCOPE] + (_SURE if OUT_OF_SCOPE in lifted else 0)
    # What decides between our kinds says nothing about the subject: it does not count for the scope.
    scope = max(score for label, score in scores.items() if label != OUT_OF_SCOPE) - outside
    scores = {label: score + (_SURE if label in lifted else 0) for label, score in scores.items()}
    return Reading(dict(sorted(scores.items(), key=lambda item: -item[1])), tuple(signs), scope)
