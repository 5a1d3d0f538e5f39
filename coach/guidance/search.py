"""Hybrid search: vectors of passages, vectors of the questions people ask, and BM25 on two kinds of tokens, fused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.guidance.embedding import Vectors
from coach.guidance.snapshot import Snapshot
from coach.section import Hit, Section

__all__ = ["SAFETY_TOPICS", "Dense", "Matrix", "Ranking", "Searcher", "Signals", "Source", "Weights"]

# Own material never stands above these: a saved sales brochure must not outrank the warning about it.
SAFETY_TOPICS = frozenset({"scams", "personal-trouble", "law-and-consent", "no-bad-mouthing"})
# How many neighbours are asked of the vector store; more changes nothing in the first ten on our cases.
_CANDIDATES = 60
Floats = NDArray[np.float32]
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


class Ranking:
    """All passages scored for one query."""

    def __init__(
        self, sections: list[Section], scores: Floats, cosines: Floats, bm25: Floats, signals: Signals
    ) -> None:
        self._sections, self._scores, self._cosines, self._bm25 = sections, scores, cosines, bm25
        self.signals = signals
        self._order = [int(i) for i in np.argsort(-scores, kind="stable") if scores[i] > 0]

    def top(self, k: int, source: Source = "all") -> list[Hit]:
        """The ``k`` best passages; where safety guidance is among them, own material comes after the guides."""
        fitting = [i for i in self._order if source == "all" or self._sections[i].source == source][:k]
        if any(self._sections[i].topic in SAFETY_TOPICS for i in fitting):
            fitting.sort(key=lambda i: self._sections[i].source != "guides")  # stable: keeps the order within each
        return [self._hit(i) for i in fitting]

    def in_language(self, language: Language, k: int) -> list[Hit]:
        """The ``k`` best passages to answer from in this language: its guides, and own material in any language."""
        fitting = [
            i for i in self._order if self._sections[i].language == language or self._sections[i].source == "mine"
        ][:k]
        return [self._hit(i) for i in fitting]

    def best_of_topic(self, topic: str, language: Language) -> Hit | None:
        """The passage of a topic's guides that fits the query best."""
        found = (
            i
            for i in range(len(self._sections))
            if self._sections[i].topic == topic
            and self._sections[i].language == language
            and self._sections[i].source == "guides"
            and self._sections[i].industry is None
        )
        best = max(found, key=lambda i: (self._scores[i], -i), default=None)
        return None if best is None else self._hit(best)

    def _hit(self, i: int) -> Hit:
        score = max(0.0, min(1.0, float(self._scores[i])))
        return Hit(self._sections[i], score, float(self._cosines[i]), float(self._bm25[i]))


class Searcher:
    """Searches one snapshot; safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, dense: Dense, weights: Weights | None = None) -> None:
        self.snapshot, self.dense, self._weights = snapshot, dense, weights or Weights()
        sections = snapshot.sections
        self._languages = {
            language: np.array([section.language == language for section in sections], dtype=np.float32)
            for language in ("ja", "en")
        }

    def rank(self, query: str, vector: Vectors | None, *, language: Language | None = None) -> Ranking:
        """Score every passage for a query and its vector (None: word search only).

        ``language`` gives passages in the asker's language a small head start.
        """
        sections, weights = self.snapshot.sections, self._weights
        if not sections:
            nothing = np.zeros(0, dtype=np.float32)
            return Ranking([], nothing, nothing, nothing, Signals(0, 0, 0, 0, 0))
        passages = self._column("passages", vector, lambda row: row)
        questions = self._column("questions", vector, lambda row: int(self.snapshot.owners[row]))
        words, grams = self.snapshot.lexical.scores(query)
        fused = weights.words * _minmax(words) + weights.grams * _minmax(grams)
        total = weights.words + weights.grams
        if vector is not None:
            fused = fused + weights.passage * _minmax(passages) + weights.question * _minmax(questions)
            total += weights.passage + weights.question
        fused = fused / total
        if language is not None:
            fused = fused + weights.same_language * self._languages[language] * (fused > 0)
        signals = Signals(
            best_passage=float(passages.max()),
            best_question=float(questions.max()),
            passage_margin=_margin(passages),
            question_margin=_margin(questions),
            word_share=self._word_share(query, words),
        )
        return Ranking(sections, fused.astype(np.float32), passages, words, signals)

    def industry(self, industry: str, language: Language) -> list[Section]:
        """The sections of an industry's guide in one language, in reading order."""
        return [
            section
            for section in self.snapshot.sections
            if section.industry == industry and section.language == language and section.source == "guides"
        ]

    def passage(self, passage_id: str) -> Section | None:
        """The passage with this id."""
        return next((section for section in self.snapshot.sections if section.passage_id == passage_id), None)

    def _column(self, name: str, vector: Vectors | None, owner: Callable[[int], int]) -> Floats:
        """Best cosine for every passage; zero where it is not among the candidates."""
        column = np.zeros(len(self.snapshot.sections), dtype=np.float32)
        if vector is not None:
            for row, cosine in self.dense.nearest(name, vector, _CANDIDATES):
                index = owner(row)
                column[index] = max(column[index], cosine)
        return column

    def _word_share(self, query: str, words: Floats) -> float:
        """Which part of the query's content words, weighted by rarity, the best passage holds (0..1)."""
        self_score = self.snapshot.lexical.self_score(query)
        return float(min(1.0, words.max() / self_score)) if self_score > 0 else 0.0


def _minmax(column: Floats) -> Floats:
    """Scale the non-zero entries to 0..1 with the lowest at 0.1, so that a candidate stays above a non-candidate."""
    present = column > 0
    if not present.any():
        return column
    low, high = float(column[present].min()), float(column[present].max())
    scaled = np.zeros_like(column)
    scaled[present] = 0.1 + 0.9 * (column[present] - low) / max(high - low, 1e-6)
    return scaled


def _margin(column: Floats) -> float:
    """How far the best candidate stands above the mean of the candidates."""
    present = column[column > 0]
    return float(present.max() - present.mean()) if present.size else 0.0
