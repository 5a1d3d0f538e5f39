"""Fits the learned reader: ridge regression in its dual form on labelled sentences, made probabilities by Platt.

Examples are data (``prompts/examples/messages/<language>/*.yaml``): ``t`` a sentence or two, ``asks`` its requests with
their words and kinds, ``s`` what it does beside; where ``s`` is left out only the requests are labelled. A file holds
the sentences of one hand. On the hands of the files ``tuned_*`` the rules were tuned: how right rules are can't be
learned from them, so their answers are left out there.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.asking import words
from coach.asking.hits import hits_of, mask_quotes
from coach.asking.layout import sentences_of
from coach.asking.learned import ASK, BIG, WEIGHTS, Clause, clause_rows, rows
from coach.asking.rows import COLUMNS, RULE_COLUMNS, Rows
from coach.asking.sizing import KINDS, LARGE, lexicon_kind
from coach.resources import load_yaml, resource
from coach.ridge import dual

__all__ = ["SIGNALS", "Example", "examples", "fit", "key_of"]

SIGNALS = (
    "reason", "why_you", "way_out", "hedge", "thanks", "report", "offer", "deadline", "guilt", "presumption", "chasing",
    "chasing_hard", "asked_before", "refused", "helped", "bad_mouth", "vague", "known", "met_once", "stranger",
    "dormant",
)  # fmt: skip
_TUNED = "tuned_"
_RIDGE, _RIDGE_SIGNALS = 0.7, 1.5  # a signal has fewer examples than a request
_FOLDS = 4
_NATURAL = (
    "tuned_drafts_",
    "drafts_",
    "messages",
)  # hands that wrote whole messages; the others picked what is rare in them
_PICKED_WEIGH = 0.5
_ENOUGH = 20  # sentences that show a label, to tell how likely it is
_SETTINGS = (COLUMNS, RULE_COLUMNS, _RIDGE, _RIDGE_SIGNALS, _FOLDS, _PICKED_WEIGH, _ENOUGH, *WEIGHTS)
_STEPS, _RATE, _SHRINK = 3000, 2.0, 1e-4
Matrix = NDArray[np.float64]
Scale = Callable[[Matrix, Matrix, NDArray[np.bool_]], tuple[Matrix, Matrix]]


@dataclass(frozen=True)
class Example:
    """One sentence (folded) of a hand with its requests; ``signals`` None where they are not labelled."""

    hand: str
    text: str
    asks: tuple["Asked", ...]
    signals: tuple[str, ...] | None

    @property
    def kinds(self) -> set[str]:
        """The kinds of its requests."""
        return {ask.kind for ask in self.asks}

    @property
    def big(self) -> bool:
        """Whether one of its requests is large, by its kind or for its kind."""
        return any(ask.big or ask.kind in LARGE for ask in self.asks)


@dataclass(frozen=True)
class Asked:
    """A request: its folded words within the sentence, its kind, and whether it is bigger than usual for its kind."""

    words: str
    kind: str
    big: bool
    start: int = 0  # in its sentence


def _paths(language: Language) -> list[Any]:
    return sorted(resource("prompts", "examples", "messages", language).glob("*.yaml"))


def key_of(language: Language) -> str:
    """Hash of the examples, the words of the frame and the settings a head depends on.

    The rules' own wordings are left out: their answers are features, but an edit of one line moves few of them.
    """
    digest = hashlib.sha256(repr(_SETTINGS).encode())
    for path in (*_paths(language), Path(words.__file__).with_name("frame_en.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def examples(language: Language) -> tuple[Example, ...]:
    """All sentences, those of items with several sentences each on its own."""
    return tuple(
        each for path in _paths(language) for item in _items(load_yaml(path)) for each in _examples(item, path.stem)
    )


def _examples(item: dict[str, Any], hand: str) -> Iterator[Example]:
    text = item["t"]
    places = [(text.index(ask["w"]), ask) for ask in item.get("asks") or ()]
    signals = tuple(item["s"]) if "s" in item else None
    sentences = sentences_of(text)
    for sentence in sentences:
        asks = []
        for place, ask in places:
            inside = [i for i, at in enumerate(sentence.at) if place <= at < place + len(ask["w"])]
            if inside:
                words = sentence.folded[inside[0] : inside[-1] + 1]
                asks.append(Asked(words, ask["k"], bool(ask.get("big")), inside[0]))
        # Which of several sentences shows a signal is not told; none shows what is not there.
        shown = signals if len(sentences) == 1 or not signals else None
        yield Example(hand, sentence.folded, tuple(asks), shown)


def _items(loaded: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Sentences, those of whole messages one after the other."""
    for item in loaded:
        yield from item.get("sentences", [item])


def fit(language: Language, without: Collection[str] = ()) -> dict[str, Any]:
    """Labels, weights and biases of both heads; ``without`` names hands to leave out, to test on them."""
    known = [each for each in examples(language) if each.hand not in without]
    return _sentence_head(known, language) | _kind_head(known, language)


def _sentence_head(known: list[Example], language: Language) -> dict[str, Any]:
    """Requests and signals have rows of their own, for not all sentences have their signals told."""
    matrix = _matrix(rows([each.text for each in known], language), known)
    asked = [[float(bool(e.asks)), float(e.big), *(float(k in e.kinds) for k in KINDS)] for e in known]
    told = [place for place, each in enumerate(known) if each.signals is not None]
    shown = [[float(s in (known[place].signals or ())) for s in SIGNALS] for place in told]
    first = _solved(matrix, np.array(asked), known, _PICKED_WEIGH, _logits)
    second = _solved(matrix[told], np.array(shown), [known[place] for place in told], 1.0, _logits, _RIDGE_SIGNALS)
    weights, bias = np.hstack([first[0], second[0]]), np.concatenate([first[1], second[1]])
    return {
        "labels": np.array([ASK, BIG, *KINDS, *SIGNALS]),
        "weights": weights.astype(np.float16),
        "bias": bias.astype(np.float32),
    }


def _kind_head(known: list[Example], language: Language) -> dict[str, Any]:
    """The kinds of a request exclude one another; whether it is bigger than usual for its kind stands beside."""
    asked = [(each, ask) for each in known for ask in each.asks]
    clauses: list[Clause] = [(ask.words, each.text, _read(ask, each.text, language)) for each, ask in asked]
    matrix = _matrix(clause_rows(clauses, language), [each for each, _ in asked])
    targets = np.array([[float(ask.kind == kind) for kind in KINDS] for _, ask in asked])
    big = np.array([[float(ask.big)] for _, ask in asked])
    hands = [each for each, _ in asked]
    weights, bias = _solved(matrix, np.hstack([targets, big]), hands, _PICKED_WEIGH, _choice)
    return {
        "kind_labels": np.array([*KINDS, BIG]),
        "kind_weights": weights.astype(np.float16),
        "kind_bias": bias.astype(np.float32),
    }


def _read(ask: Asked, sentence: str, language: Language) -> str:
    """What the lexicon takes a labelled request for."""
    end = ask.start + len(ask.words)
    hits = hits_of(mask_quotes(sentence), language)
    hit = next((one for one in hits if one.start < end and one.end > ask.start), None)
    core = max(hit.start - ask.start, 0) if hit else 0 if language == "en" else len(ask.words) - 1
    return lexicon_kind(ask.words, sentence, "", language, core, plain=hit is not None and hit.form == "plain")


def _matrix(entries: Rows, known: Sequence[Example]) -> NDArray[np.float32]:
    """The rows with the rules' answers blotted out where they say nothing about other hands."""
    matrix = np.zeros((len(known), COLUMNS + RULE_COLUMNS), dtype=np.float32)
    np.add.at(matrix, (entries.owners, entries.columns), entries.values)
    matrix[[each.hand.startswith(_TUNED) for each in known], COLUMNS:] = 0
    return matrix


def _solved(
    matrix: NDArray[np.float32],
    targets: Matrix,
    known: Sequence[Example],
    picked: float,
    scale: Scale,
    ridge: float = _RIDGE,
) -> tuple[Matrix, Matrix]:
    """Weights and biases; ``scale`` makes chances of the scores of left-out sentences.

    ``picked`` is the weight of a sentence that was picked for what is rare in messages.
    """
    kernel = (matrix @ matrix.T).astype(np.float64)
    natural = np.array([each.hand.startswith(_NATURAL) for each in known])
    weight = np.where(natural, 1.0, picked)
    folds = np.array([crc32(each.text.encode()) % _FOLDS for each in known])
    left_out = np.zeros_like(targets)
    for fold in range(_FOLDS):
        held, rest = folds == fold, folds != fold
        alpha, level = dual(kernel[np.ix_(rest, rest)], targets[rest], weight[rest], ridge)
        left_out[held] = kernel[np.ix_(held, rest)] @ alpha + level
    alpha, level = dual(kernel, targets, weight, ridge)
    slopes, shift = scale(left_out, targets, natural)
    weights = matrix.T.astype(np.float64) @ alpha
    return weights @ slopes, level @ slopes + shift


def _logits(scores: Matrix, targets: Matrix, natural: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """Each label on its own, by Platt's method."""
    curves = np.array([_platt(scores[:, c], targets[:, c], natural) for c in range(targets.shape[1])])
    return np.diag(curves[:, 0]), curves[:, 1]


def _choice(scores: Matrix, targets: Matrix, natural: NDArray[np.bool_]) -> tuple[Matrix, Matrix]:
    """All labels but the last exclude one another: logistic regression on all scores, by gradient descent."""
    choices = targets.shape[1] - 1
    slopes, shift = np.diag(np.full(choices + 1, 4.0)), np.full(choices + 1, -2.0)
    slopes[-1, -1], shift[-1] = _platt(scores[:, -1], targets[:, -1], natural)
    seen, wanted = scores[:, :choices], targets[:, :choices]
    for _ in range(_STEPS):
        raised = np.exp(seen @ slopes[:choices, :choices] + shift[:choices])
        error = (raised / raised.sum(axis=1, keepdims=True) - wanted) / len(seen)
        slopes[:choices, :choices] -= _RATE * (seen.T @ error + _SHRINK * slopes[:choices, :choices])
        shift[:choices] -= _RATE * error.sum(axis=0)
    return slopes, shift


def _platt(scores: Matrix, labels: Matrix, natural: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and shift of the logistic curve through scores of left-out sentences, by Newton's method.

    Sentences of whole messages tell how likely a label is; picked ones show it far too often, and count only where
    messages have too few of it.
    """
    if labels[natural].sum() >= _ENOUGH:
        scores, labels = scores[natural], labels[natural]
    design = np.column_stack([scores, np.ones(len(scores))])
    found = np.array([5.0, -2.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (chance - labels) + 1e-3 * found
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + 1e-3 * np.eye(2)
        found = found - np.linalg.solve(curve, slope)
    return float(found[0]), float(found[1])
