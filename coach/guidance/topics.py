"""Which guide a question belongs to: a linear head over its embedding, its words and its pairs of characters.

Nearest neighbours find a guide when somebody has asked nearly the same before; the head has learnt from all questions,
headings and answers together what a guide is about, and from ``knowledge/outside.yaml`` what none of them is. It is a
ridge regression in closed form, kept with and without the local embedding in ``knowledge/topics.npz`` (made by
``make vectors``).
"""

import hashlib
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from coach.guidance.embedding import LocalE5, Vectors
from coach.guidance.lexical import morphemes
from coach.resources import load_yaml, resource
from coach.section import Section

__all__ = [
    "OUTSIDE",
    "Belonging",
    "TopicHead",
    "fit",
    "guide_name",
    "keep_heads",
    "kept_head",
    "kept_key",
    "key",
    "utterances",
]

OUTSIDE = "outside"
# Hashed features, and what each block weighs; chosen on the development questions (evals/LOG.md).
_PAIRS, _WORDS = 4096, 2048
_WEIGHTS = {"pairs": 0.7, "words": 0.7, "dense": 1.2}
_NGRAMS = (2, 3)
_RIDGE = 2.0
# Classes count by the root of their size, so that a short industry guide is heard and does not shout.
_BALANCE = 0.5
_LONGEST = 400  # characters that are read; the subject is named by then
_SETTINGS = f"1 {_PAIRS} {_WORDS} {_WEIGHTS} {_NGRAMS} {_RIDGE} {_BALANCE} {_LONGEST}"


@dataclass(frozen=True)
class Belonging:
    """How well each guide fits a question: 0 for the least, 1 for the best; ``subject`` is above 0 for one of ours."""

    guides: dict[str, float]
    subject: float


@dataclass(frozen=True)
class TopicHead:
    """What was fitted: classes are guides' names without their language, and ``OUTSIDE``."""

    classes: tuple[str, ...]
    weights: Vectors
    bias: Vectors
    rarity: Vectors
    mean: Vectors | None  # None: fitted without an embedding

    def read(self, question: str, vector: Vectors | None = None) -> Belonging:
        """Score every guide for a question and its query embedding (unit norm)."""
        dense = None if vector is None or self.mean is None else (vector - self.mean)[None]
        row = _weighed(_hashed([question]), self.rarity, dense)
        scores = dict(zip(self.classes, (row @ self.weights + self.bias)[0].tolist(), strict=True))
        outside = scores.pop(OUTSIDE)
        low, high = min(scores.values()), max(scores.values())
        return Belonging(
            {name: (score - low) / (high - low + 1e-9) for name, score in scores.items()}, subject=high - outside
        )


def guide_name(section: Section) -> str:
    """A guide's name without its language."""
    return section.guide.partition("/")[2] or section.guide


def utterances(sections: Sequence[Section]) -> list[tuple[str, str]]:
    """What the head learns from, each with its class: questions, headings, answers, and what is not ours."""
    told = [
        (text, guide_name(section))
        for section in sections
        for text in dict.fromkeys([*section.asks, section.heading, section.answer])
    ]
    return told + [
        (text, OUTSIDE) for texts in load_yaml(resource("knowledge", "outside.yaml")).values() for text in texts
    ]


def key(sections: Sequence[Section]) -> str:
    """Changes with what the head is fitted on, and how."""
    told = "\n".join(f"{label}\t{text}" for text, label in utterances(sections))
    return hashlib.sha256(f"{_SETTINGS}\n{told}".encode()).hexdigest()


def fit(told: Sequence[tuple[str, str]], vectors: Vectors | None = None) -> TopicHead:
    """Fit on utterances with their classes; ``vectors`` are their query embeddings in the same order."""
    classes = tuple(sorted({label for _, label in told}))
    hashed = _hashed([text for text, _ in told])
    rarity = np.log((1 + len(told)) / (1 + np.count_nonzero(hashed, axis=0))).astype(np.float32) + 1
    mean = None if vectors is None else vectors.mean(axis=0)
    rows = _weighed(hashed, rarity, None if vectors is None or mean is None else vectors - mean)
    labels = np.array([classes.index(label) for _, label in told])
    targets = (labels[:, None] == np.arange(len(classes))).astype(np.float32)
    weight = ((len(told) / len(classes) / np.bincount(labels)) ** _BALANCE)[labels].astype(np.float32)
    centre, level = np.average(rows, axis=0, weights=weight), np.average(targets, axis=0, weights=weight)
    rows = rows - centre
    gram = (rows * weight[:, None]).T @ rows
    gram[np.diag_indices_from(gram)] += _RIDGE
    weights = np.linalg.solve(gram, (rows * weight[:, None]).T @ (targets - level))
    return TopicHead(classes, weights.astype(np.float32), (level - centre @ weights).astype(np.float32), rarity, mean)


def keep_heads(sections: Sequence[Section], vectors: Vectors, path: Path) -> None:
    """Fit both heads and write them; ``vectors`` are the local query embeddings of :func:`utterances`."""
    told = utterances(sections)
    arrays: dict[str, Any] = {"key": np.array(key(sections)), "settings": np.array(_SETTINGS)}
    for name, head in (("words", fit(told)), ("dense", fit(told, vectors))):
        arrays[f"{name}_classes"] = np.array(head.classes)
        for part in ("weights", "bias", "rarity", "mean"):
            if (value := getattr(head, part)) is not None:
                arrays[f"{name}_{part}"] = value.astype(np.float16)
    np.savez_compressed(path, **arrays)


def kept_key() -> str | None:
    """The key of the utterances that the kept heads were fitted on; None when there are none."""
    try:
        with np.load(resource("knowledge", "topics.npz")) as file:
            return str(file["key"])
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


@cache
def kept_head(embedder: str) -> TopicHead | None:
    """The head for an embedder's vectors (for another than the local one, by words alone); None when there is none."""
    try:
        with np.load(resource("knowledge", "topics.npz")) as file:
            if str(file["settings"]) != _SETTINGS:
                return None
            name = "dense" if embedder == LocalE5.name else "words"
            weights, bias, rarity = (
                file[f"{name}_{part}"].astype(np.float32) for part in ("weights", "bias", "rarity")
            )
            mean = file["dense_mean"].astype(np.float32) if name == "dense" else None
            return TopicHead(tuple(file[f"{name}_classes"].tolist()), weights, bias, rarity, mean)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None  # nothing shipped, or damaged: the search goes by the nearest passages and questions alone


def _hashed(texts: Sequence[str]) -> Vectors:
    """Pairs and triples of characters, then content words, each counted once and hashed with a sign."""
    rows = np.zeros((len(texts), _PAIRS + _WORDS), dtype=np.float32)
    for row, told in zip(rows, texts, strict=True):
        text = " ".join(unicodedata.normalize("NFKC", told).lower().split())[:_LONGEST]
        framed = f" {text} "
        for gram in {framed[i : i + n] for n in _NGRAMS for i in range(len(framed) - n + 1)}:
            _count(row[:_PAIRS], gram)
        for word in set(morphemes(text)):
            _count(row[_PAIRS:], word)
    return rows


def _count(row: NDArray[np.float32], token: str) -> None:
    code = zlib.crc32(token.encode())
    row[code % len(row)] += 1.0 if code & 0x40000000 else -1.0


def _weighed(hashed: Vectors, rarity: Vectors, dense: Vectors | None) -> Vectors:
    """Each block at unit length times its weight."""
    hashed = hashed * rarity
    blocks = [(hashed[:, :_PAIRS], "pairs"), (hashed[:, _PAIRS:], "words")]
    if dense is not None:
        blocks.append((dense, "dense"))
    return np.concatenate(
        [_WEIGHTS[name] * rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9) for rows, name in blocks], axis=1
    )
