"""Whether a short follow-up changes what came before, or is a request of its own: a linear head over its words.

There are more ways to say "shorter" than a list can hold, and any of its words may stand in a new request; so how the
whole is put decides. ``python -m coach.understanding.change`` fits the head on ``prompts/examples/revisions.yaml``.
"""

import sys
from functools import cache
from typing import Any

import numpy as np

from coach.resources import load_yaml, resource
from coach.ridge import ridge
from coach.understanding.examples import MESSAGES, examples
from coach.understanding.features import Vectors, characters, hashed_row, phrases, words_of
from coach.understanding.sources import example_files, fingerprint

__all__ = ["LONGEST", "changes", "examples_key", "main"]

LONGEST = {"ja": 60, "en": 90}  # characters of a follow-up that may be a change
_COLUMNS = 2048
_WEIGHTS = {"words": 1.0, "characters": 0.7, "length": 0.5}
_RIDGE = 0.5
_BALANCE = 0.7  # between every example (0) and both sides (1) weighing alike


@cache
def _told() -> tuple[tuple[str, bool], ...]:
    """Texts and whether they change what came before; the short examples of every kind do not."""
    data = load_yaml(resource("prompts", "examples", "revisions.yaml"))
    own = [(t, kind == "change") for kind, spoken in data.items() for texts in spoken.values() for t in texts]
    plain = (each for each in examples() if each.voice != MESSAGES and len(each.text) <= LONGEST[each.language])
    return (*own, *((each.text, False) for each in plain))


@cache
def examples_key() -> str:
    """Hash of everything the head depends on."""
    revisions = resource("prompts", "examples", "revisions.yaml")
    return fingerprint(f"{_COLUMNS} {_WEIGHTS} {_RIDGE} {_BALANCE} {LONGEST}", [revisions, *example_files()])


@cache
def _head() -> dict[str, Vectors]:
    with np.load(resource("prompts", "examples", "revisions.npz")) as file:
        return {name: file[name].astype(np.float32) for name in file.files if name != "key"}


def changes(text: str) -> float:
    """Above 0: put like a change to what came before; below 0: like a request of its own (-1 to 1 about)."""
    head = _head()
    return float((_features([text], head["rarity"]) @ head["weights"] + head["bias"])[0])


def _counts(text: str) -> Vectors:
    return np.concatenate([hashed_row(phrases(words_of(text)), _COLUMNS), hashed_row(characters(text), _COLUMNS)])


def _features(texts: list[str], rarity: Vectors) -> Vectors:
    counts = np.stack([_counts(text) for text in texts]) * rarity
    words, grams = counts[:, :_COLUMNS], counts[:, _COLUMNS:]
    length = np.array([[min(len(text), LONGEST["en"]) / LONGEST["en"]] for text in texts], dtype=np.float32)
    parts = (_unit(words) * _WEIGHTS["words"], _unit(grams) * _WEIGHTS["characters"], length * _WEIGHTS["length"])
    return np.concatenate(parts, axis=1).astype(np.float32)


def _unit(rows: Vectors) -> Vectors:
    unit: Vectors = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
    return unit


def _fit() -> dict[str, Vectors]:
    texts, sides = [text for text, _ in _told()], np.array([side for _, side in _told()])
    counts = np.stack([_counts(text) for text in texts])
    rarity = (np.log((1 + len(texts)) / (1 + np.count_nonzero(counts, axis=0))) + 1).astype(np.float32)
    rows = _features(texts, rarity)
    weight = (len(texts) / 2 / np.where(sides, sides.sum(), (~sides).sum())) ** _BALANCE
    weights, bias = ridge(rows, np.where(sides, 1.0, -1.0), weight, _RIDGE)
    return {"weights": weights, "bias": np.array(bias), "rarity": rarity}


def main() -> int:
    """Fit the head and write it."""
    path = resource("prompts", "examples", "revisions.npz")
    fitted: dict[str, Any] = {name: values.astype(np.float16) for name, values in _fit().items()}
    np.savez_compressed(path, key=np.array(examples_key()), **fitted)
    print(f"{len(_told())} examples, {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
