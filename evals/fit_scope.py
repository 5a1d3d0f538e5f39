"""Fits the decision of ``coach.guidance.scope`` on the development cases: ``python -m evals.fit_scope [--write]``.

Logistic regression with an L2 penalty, by Newton's method on standardised features; the penalty and the threshold are
chosen by cross-validation. The threshold is the one that recognises most outside questions while at most
``_MOST_REFUSED`` of the inside ones are refused, moved to the middle of the gap below it. Two models: with an embedding
(``dense``) and with words alone (``words``, COACH_EMBEDDINGS=none), each for questions and for drafts. Held-out cases
are not read here.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import yaml
from numpy.typing import NDArray

from coach.answer import Language
from coach.guidance import scope as scope_module
from coach.guidance.library import Library
from coach.guidance.scope import FEATURES, features
from coach.resources import load_yaml, resource
from coach.understanding.pasted import split_pasted
from evals.retrieval import library, load_cases, read_scope

__all__ = ["main"]

_FOLDS = 10
_PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0)
# Well below what is allowed, since cases kept aside are always a little harder; by words alone the two lie closer.
_MOST_REFUSED = {"dense": 0.01, "words": 0.025}
Floats = NDArray[np.float64]


def main() -> None:
    """Fit both models, print their cross-validated figures, and write ``scope.yaml`` when asked to."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_scope")
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    path = Path(scope_module.__file__).with_name("scope.yaml")
    text = path.read_text(encoding="utf-8")
    models = {name: _fit(name) for name in ("dense", "words")}
    if write:
        head = text[: text.index("dense:")]
        path.write_text(head + yaml.safe_dump(models, sort_keys=False, width=120), encoding="utf-8")


def _rows(opened: Library, texts: Sequence[tuple[str, Language]]) -> Floats:
    """The features of each text, as the coach would see them; shape (n, f)."""
    vectors = opened.embedder.queries([text for text, _ in texts]) if opened.embedder else None
    readings = read_scope(opened, [text for text, _ in texts])
    return np.array(
        [
            features(
                opened.searcher.rank(text, None if vectors is None else vectors[i], language=language).signals,
                readings[i][0],
            )
            for i, (text, language) in enumerate(texts)
        ]
    )


def _kinds(*kinds: str) -> list[tuple[str, Language]]:
    """Development texts of some kinds that come without a pasted draft."""
    return [
        (row["text"], row["language"])
        for row in load_yaml(resource("evals", "cases", "kinds_dev.yaml"))
        if row["kind"] in kinds and row.get("language") in ("ja", "en") and split_pasted(row["text"]).draft is None
    ]


def _fit(name: str) -> dict[str, object]:
    """Both decisions with an embedding (``dense``) or without (``words``)."""
    cases = load_cases("dev")
    ours = [(c.text, c.language) for c in cases if c.topics] + _kinds("question", "goal", "approach", "give_take")
    outside = [(c.text, c.language) for c in cases if not c.topics] + _kinds("out_of_scope")
    drafts = _kinds("outreach", "follow_up", "self_check", "vetting")
    with library(**({} if name == "dense" else {"embeddings": "none"})) as opened:
        asked, strange, drafted = (_rows(opened, texts) for texts in (ours, outside, drafts))
    return {
        decision: _decision(f"{name}, {decision}", rows, strange, _MOST_REFUSED[name])
        for decision, rows in (("question", asked), ("drafting", drafted))
    }


def _decision(name: str, ours: Floats, outside: Floats, refused: float) -> dict[str, object]:
    """Fit one decision and print how it does on cases that it has not seen."""
    rows, labels = np.concatenate([ours, outside]), np.array([1.0] * len(ours) + [0.0] * len(outside))
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread < 1e-9] = 1.0
    scaled = (rows - mean) / spread
    folds = np.random.default_rng(0).permutation(len(labels)) % _FOLDS
    tried = [(penalty, _held_out(scaled, labels, folds, penalty)) for penalty in _PENALTIES]
    penalty, odds = min(tried, key=lambda pair: _loss(pair[1], labels))
    weights, bias = _newton(scaled, labels, penalty)
    threshold = _threshold(odds, labels, refused)
    print(
        f"{name}: cross-validated with penalty {penalty}: {(odds[labels == 0] < threshold).mean():.3f} of "
        f"{len(outside)} outside recognised, {(odds[labels == 1] < threshold).mean():.3f} of {len(ours)} ours refused"
    )
    weights = weights / spread
    return {
        "bias": round(float(bias - weights @ mean), 4),
        "threshold": round(threshold, 4),
        "weights": {feature: round(float(w), 4) for feature, w in zip(FEATURES, weights, strict=True)},
    }


def _held_out(rows: Floats, labels: Floats, folds: NDArray[np.intp], penalty: float) -> Floats:
    """Probability of each case by a model that has not seen it."""
    odds = np.zeros(len(labels))
    for fold in range(_FOLDS):
        weights, bias = _newton(rows[folds != fold], labels[folds != fold], penalty)
        odds[folds == fold] = 1 / (1 + np.exp(-(rows[folds == fold] @ weights + bias)))
    return odds


def _newton(rows: Floats, labels: Floats, penalty: float) -> tuple[Floats, float]:
    """Weights and bias; both classes weigh alike, the bias is not penalised."""
    x = np.column_stack([rows, np.ones(len(rows))])
    balance = np.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    ridge = np.diag([penalty] * rows.shape[1] + [1e-6])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (balance * (p - labels)) + ridge @ w
        step = np.linalg.solve((x * (balance * p * (1 - p))[:, None]).T @ x + ridge, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w[:-1], float(w[-1])


def _loss(odds: Floats, labels: Floats) -> float:
    p = np.clip(np.where(labels == 1, odds, 1 - odds), 1e-6, 1)
    return float(-(np.log(p[labels == 1]).mean() + np.log(p[labels == 0]).mean()))


def _threshold(odds: Floats, labels: Floats, refused: float) -> float:
    """The highest threshold that refuses at most this part of ours, moved half-way to the next lower outside case."""
    ours = np.sort(odds[labels == 1])
    highest = float(ours[int(refused * len(ours))])
    below = odds[(labels == 0) & (odds < highest)]
    return (highest + (float(below.max()) if below.size else highest)) / 2


if __name__ == "__main__":
    main()
