"""Which kind of request a text is: a linear head over its embedding, its words and its character n-grams.

The head is a ridge regression fitted in closed form on the labelled examples, so that any embedding (or none) works
(kept ready for the local one, see :mod:`coach.understanding.heads`). e5's cosines are squeezed into a narrow band,
therefore vectors are centred on the examples' mean before use. A second head tells the rules of refusals apart.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from coach.resources import load_yaml
from coach.ridge import ridge
from coach.understanding.examples import KINDS, OUT_OF_SCOPE, REFUSAL, Example, examples
from coach.understanding.features import SIZES, Vectors, condensed, hashed
from coach.understanding.pasted import split_pasted
from coach.understanding.text import fold

__all__ = ["LABELS", "REFUSAL", "RULES", "SETTINGS", "Head", "Reading", "Vectors", "fit", "read_kind", "spoken"]

LABELS = (*KINDS, REFUSAL, OUT_OF_SCOPE)
RULES = (
    "hidden_sales",
    "pyramid",
    "fake_acquaintance",
    "impersonation",
    "mass_mail",
    "press_after_no",
    "slander",
    "hide_identity",
)

_DENSE = 1.2  # weight of the embedding beside the blocks of words
_RIDGE = 1.0
_UNSURE = 0.12  # a second kind this close to the first is offered as the alternative
_SURE = 0.5  # what a deciding sign adds


# What a fitted head depends on beside the examples; a kept head with other settings is not used.
SETTINGS = f"{SIZES} {_DENSE} {_RIDGE}"


@dataclass(frozen=True)
class Head:
    """What was fitted on the examples: one column a label, then one a rule of refusal."""

    weights: Vectors
    bias: Vectors
    rarity: Vectors
    mean: Vectors | None  # None: fitted without an embedding


@dataclass(frozen=True)
class Reading:
    """Scores by label, best first; ``scope`` is above 0 when a kind of ours fits better than "out of scope".

    ``rule`` is the rule of refusal that fits best, if it is one at all; ``dishonest`` is by how much a refusal fits
    better than the best other label (below 0: another label fits better).
    """

    scores: dict[str, float]
    scope: float
    rule: str

    @property
    def best(self) -> str:
        """The kind of ours with the highest score (never ``out_of_scope`` or ``refusal``)."""
        return next(label for label in self.scores if label in KINDS)

    @property
    def alternative(self) -> str | None:
        """The second kind, if it is so close that the reading is unsure."""
        first, second = [label for label in self.scores if label in KINDS][:2]
        return second if self.scores[first] - self.scores[second] < _UNSURE else None

    @property
    def dishonest(self) -> float:
        """Score of a refusal above the best other label."""
        return self.scores[REFUSAL] - max(score for label, score in self.scores.items() if label != REFUSAL)


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = load_yaml(Path(__file__).with_name("signs.yaml"))
    return tuple((entry["kind"], re.compile("|".join(entry["any"].splitlines()))) for entry in data)


def spoken(text: str) -> str:
    """The words of a text whose vector a head wants: the user's own, of a long story those that carry the request."""
    return condensed(split_pasted(text).request or text)


def _features(counts: Vectors, rarity: Vectors, dense: Vectors | None) -> Vectors:
    """Blocks of unit length times their weight; ``dense`` is centred already."""
    parts, start = [], 0
    for size, weight in SIZES.values():
        parts.append(_unit(counts[:, start : start + size] * rarity[start : start + size]) * np.float32(weight))
        start += size
    if dense is not None:
        parts.append(_unit(dense) * np.float32(_DENSE))
    return np.concatenate(parts, axis=1)


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
    return unit


def fit(vectors: Vectors | None = None) -> Head:
    """Fit the head; ``vectors`` are the unit-norm query embeddings of :func:`spoken` of each example, in order."""
    labelled = examples()
    counts = np.stack([hashed(split_pasted(each.text).request or each.text) for each in labelled])
    rarity = (np.log((1 + len(labelled)) / (1 + np.count_nonzero(counts, axis=0))) + 1).astype(np.float32)
    mean = vectors.mean(axis=0) if vectors is not None else None
    rows = _features(counts, rarity, vectors - mean if vectors is not None and mean is not None else None)
    kinds = _regressed(rows, [LABELS.index(each.label) for each in labelled], len(LABELS))
    told = [i for i, each in enumerate(labelled) if each.rule is not None]
    rules = _regressed(rows[told], [RULES.index(_rule(labelled[i])) for i in told], len(RULES))
    weights, bias = (np.concatenate(pair, axis=-1) for pair in zip(kinds, rules, strict=True))
    return Head(weights, bias, rarity, mean)


def _rule(example: Example) -> str:
    assert example.rule is not None  # noqa: S101 - chosen by it
    return example.rule


def _regressed(rows: Vectors, labels: list[int], count: int) -> tuple[Vectors, Vectors]:
    """Weights and bias of a ridge regression on one column a label; labels weigh alike whatever their size."""
    targets = (np.array(labels)[:, None] == np.arange(count)).astype(np.float32)
    weight = (len(labels) / count / np.bincount(labels, minlength=count))[labels].astype(np.float32)
    weights, bias = ridge(rows, targets, weight, _RIDGE)
    return weights.astype(np.float32), bias.astype(np.float32)


def read_kind(request: str, head: Head, vector: Vectors | None = None) -> Reading:
    """Score the kinds of the user's own words.

    Args:
        request: the user's words, without a pasted text.
        head: fitted by :func:`fit`.
        vector: query embedding of ``condensed(request)``, if the head was fitted with one.
    """
    dense = (vector[None] - head.mean) if vector is not None and head.mean is not None else None
    values = (_features(hashed(request)[None], head.rarity, dense) @ head.weights + head.bias)[0]
    scores = dict(zip(LABELS, (float(value) for value in values[: len(LABELS)]), strict=True))
    said = fold(request)
    for kind in {kind for kind, pattern in _signs() if pattern.search(said)}:
        scores[kind] += _SURE
    scope = max(score for label, score in scores.items() if label != OUT_OF_SCOPE) - scores[OUT_OF_SCOPE]
    rule = RULES[int(values[len(LABELS) :].argmax())]
    return Reading(dict(sorted(scores.items(), key=lambda item: -item[1])), scope, rule)
