"""Hybrid search: vectors of passages, vectors of the questions people ask, and BM25 on two kinds of tokens, fused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.guidance.embedding import Vectors
from coach.guidance.snapshot import Snapshot
from coach.section import Hit

__all__ = ["SAFETY_TOPICS", "Dense", "Matrix", "Searcher", "Signals", "Weights"]

# Own material never stands above these: a saved sales brochure must not outrank the warning about it.
SAFETY_TOPICS = frozenset({"scams", "personal-trouble", "law-and-consent", "no-bad-mouthing"})
# How many neighbours are asked of the vector store; more changes nothing in the first ten on our cases.
_CANDIDATES = 60
Source = Literal["guides", "mine", "all"]


@dataclass(frozen=True)
class Weights:
    """How much each signal counts after min-max over the candidates; chosen on the development cases (evals/LOG.md)."""

    passage: float = 0.3
    question: float = 0.35
    words: float = 0.2
    grams: float = 0.15
    same_language: float = 0.05


@dataclass(frozen=True)
class Signals:
    """What speaks for "the material covers this", over the whole collection, for one query."""

    best_passage: float
    best_question: float
    passage_margin: float
    question_margin: float
    word_share: float


class Dense(Protocol):
    """Nearest rows of ``passages`` or ``questions`` for a query vector, as (row, cosine), best first."""

    def nearest(self, name: str, vector: Vectors, n: int) -> list[tuple[int, float]]:
        """The ``n`` nearest rows."""
        ...


class Matrix:
    """The same neighbours computed from the snapshot's vectors; for one-off commands and second processes."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._rows = {"passages": snapshot.passages, "questions": snapshot.questions}

    def nearest(self, name: str, vector: Vectors, n: int) -> list[tuple[int, float]]:
        """The ``n`` nearest rows by exact cosine."""
        rows = self._rows[name]
        if not len(rows):
            return []
        cosines = rows @ vector
        n = min(n, len(rows))
        best = np.argpartition(-cosines, n - 1)[:n]
        return [(int(i), float(cosines[i])) for i in best[np.argsort(-cosines[best], kind="stable")]]


class Searcher:
    """Searches one snapshot; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, dense: Dense, weights: Weights | None = None) -> None:
        self.snapshot, self.dense, self._weights = snapshot, dense, weights or Weights()

    def search(
        self,
        query: str,
        vector: Vectors | None,
        *,
        k: int = 5,
        source: Source = "all",
        language: Language | None = None,
    ) -> tuple[list[Hit], Signals]:
        """Find the ``k`` best passages for a query and its vector (None: word search only)."""
        size = len(self.snapshot.sections)
        if not size:
            return [], Signals(0, 0, 0, 0, 0)
        passages = self._column("passages", vector, lambda row: row)
        questions = self._column("questions", vector, lambda row: int(self.snapshot.owners[row]))
        words, grams = self.snapshot.lexical.scores(query)
        weights = self._weights
        fused = (
            weights.passage * _minmax(passages)
            + weights.question * _minmax(questions)
            + weights.words * _minmax(words)
            + weights.grams * _minmax(grams)
        )
        total = weights.passage + weights.question + weights.words + weights.grams
        fused = fused / (total if vector is not None else weights.words + weights.grams)
        if language is not None:
            fused = fused + weights.same_language * self._in_language(language)
        order = self._order(fused, source, k)
        hits = [
            Hit(self.snapshot.sections[i], float(min(1.0, fused[i])), float(passages[i]), float(words[i]))
            for i in order
        ]
        return hits, self._signals(passages, questions, words, query)

    def _column(self, name: str, vector: Vectors | None, owner: Callable[[int], int]) -> NDArray[np.float32]:
        """Best cosine for every passage; zero where it is not among the candidates."""
        column = np.zeros(len(self.snapshot.sections), dtype=np.float32)
        if vector is not None:
            for row, cosine in self.dense.nearest(name, vector, _CANDIDATES):
                index = owner(row)
                column[index] = max(column[index], cosine)
        return column

    def _in_language(self, language: Language) -> NDArray[np.float32]:
        return np.array([section.language == language for section in self.snapshot.sections], dtype=np.float32)

    def _order(self, fused: NDArray[np.float32], source: Source, k: int) -> list[int]:
        sections = self.snapshot.sections
        ranked = [int(i) for i in np.argsort(-fused, kind="stable") if fused[i] > 0]
        if source != "all":
            return [i for i in ranked if sections[i].source == source][:k]
        top = ranked[:k]
        safety = [i for i in top if sections[i].topic in SAFETY_TOPICS]
        if safety:
            top = [i for i in top if sections[i].source == "guides"] + [i for i in top if sections[i].source == "mine"]
        return top

    def _signals(
        self,
        passages: NDArray[np.float32],
        questions: NDArray[np.float32],
        words: NDArray[np.float32],
        query: str,
    ) -> Signals:
        self_score = self.snapshot.lexical.self_score(query)
        return Signals(
            best_passage=float(passages.max()),
            best_question=float(questions.max()),
            passage_margin=_margin(passages),
            question_margin=_margin(questions),
            word_share=float(words.max() / self_score) if self_score > 0 else 0.0,
        )


def _minmax(column: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale the non-zero entries to 0..1 with the lowest at 0.1, so that a candidate stays above a non-candidate."""
    present = column > 0
    if not present.any():
        return column
    low, high = float(column[present].min()), float(column[present].max())
    scaled = np.zeros_like(column)
    scaled[present] = 0.1 + 0.9 * (column[present] - low) / max(high - low, 1e-6)
    return scaled


def _margin(column: NDArray[np.float32]) -> float:
    """How far the best candidate stands above the mean of the candidates."""
    present = column[column > 0]
    return float(present.max() - present.mean()) if present.size else 0.0
