"""Which occasion a request for a message is for, learnt from examples: a linear head over classes of words.

``occasion_signs.yaml`` names what is spoken of (a meal, thanks, an introduction that was made …); the rules of
``occasions.yaml`` know set wordings. A ridge regression in closed form on ``prompts/examples/occasions.yaml`` weighs
them, single and in pairs. It is kept in ``occasions.npz`` (``python -m coach.understanding.occasion_head`` writes it
anew) and fitted at the start when the file is out of date. Words and n-grams as further features changed nothing in
cross-validation, the embedding one hundredth.
"""

import hashlib
import re
import sys
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.brief import OCCASIONS
from coach.resources import load_yaml, resource
from coach.understanding.text import fold

__all__ = ["examples", "fit", "main", "scores"]

_Rows = NDArray[np.float32]
_LONGEST = 600  # characters that are read; what follows is the story around it
# By five-fold cross-validation on the examples.
_RIDGE = 1.0
_WEIGHTS = {"rule": 0.3, "sign": 0.5, "pair": 0.25}


class _Head(NamedTuple):
    weights: _Rows
    bias: _Rows


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """(occasion, request), always in the same order."""
    data: Mapping[str, Mapping[str, Sequence[str]]] = load_yaml(resource("prompts", "examples", "occasions.yaml"))
    return tuple((occasion, text) for occasion, spoken in data.items() for texts in spoken.values() for text in texts)


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    data = load_yaml(Path(__file__).with_name("occasion_signs.yaml"))
    return tuple(re.compile(f"{words['ja']}|{words['en']}") for words in data.values())


def _row(text: str, rules: Sequence[str]) -> _Rows:
    """The signs found, each pair of them, and the rules that matched (all, and the first one)."""
    said = fold(text)[:_LONGEST].replace("\n", " ")
    signs = np.array([pattern.search(said) is not None for pattern in _signs()], dtype=np.float32)
    upper = np.triu_indices(len(signs), 1)
    matched = [occasion in rules for occasion in OCCASIONS]
    first = [occasion == next(iter(rules), None) for occasion in OCCASIONS]
    return np.concatenate(
        [
            signs * _WEIGHTS["sign"],
            np.outer(signs, signs)[upper] * _WEIGHTS["pair"],
            np.array([*matched, *first], dtype=np.float32) * _WEIGHTS["rule"],
        ]
    )


def fit(labelled: Sequence[tuple[str, str]], rules: Sequence[Sequence[str]]) -> _Head:
    """Fit on (occasion, request); ``rules`` are the occasions whose rules match each request, in their order."""
    rows = np.stack([_row(text, each) for (_, text), each in zip(labelled, rules, strict=True)])
    index = np.array([OCCASIONS.index(label) for label, _ in labelled])
    targets = (index[:, None] == np.arange(len(OCCASIONS))).astype(np.float32)
    centre, level = rows.mean(axis=0), targets.mean(axis=0)
    kernel = (rows - centre) @ (rows - centre).T
    alpha = np.linalg.solve(kernel + _RIDGE * np.eye(len(rows)), targets - level)
    weights = ((rows - centre).T @ alpha).astype(np.float32)
    return _Head(weights, (level - centre @ weights).astype(np.float32))


def scores(text: str, rules: Sequence[str], head: _Head | None = None) -> dict[str, float]:
    """How well each occasion fits, best first; ``rules``: the occasions whose rules match the text, in their order."""
    head = head or _kept()
    values = _row(text, rules) @ head.weights + head.bias
    return dict(sorted(zip(OCCASIONS, map(float, values), strict=True), key=lambda item: -item[1]))


@cache
def _key() -> str:
    """Hash of everything the head depends on."""
    here = Path(__file__)
    words = b"".join(here.with_name(name).read_bytes() for name in ("occasions.yaml", "occasion_signs.yaml"))
    told = "\n".join(f"{label}\t{text}" for label, text in examples())
    return hashlib.sha256(f"{_LONGEST} {_RIDGE} {_WEIGHTS}\n{told}".encode() + words).hexdigest()


@cache
def _kept() -> _Head:
    try:
        with np.load(resource("prompts", "examples", "occasions.npz")) as file:
            if str(file["key"]) == _key():
                return _Head(*(file[name].astype(np.float32) for name in _Head._fields))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        pass
    return _fitted()


def _fitted() -> _Head:
    from coach.understanding.occasion import matching

    return fit(examples(), [[each.occasion for each in matching(text)] for _, text in examples()])


def main() -> int:
    """Fit the head on the examples and write it beside them."""
    head = _fitted()
    arrays: dict[str, Any] = {name: getattr(head, name).astype(np.float16) for name in _Head._fields}
    path = resource("prompts", "examples", "occasions.npz")
    np.savez_compressed(path, key=np.array(_key()), **arrays)
    print(f"{len(examples())} examples, {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
