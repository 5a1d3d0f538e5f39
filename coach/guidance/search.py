"""Hybrid search: vectors of passages, vectors of the questions people ask, and BM25 on two kinds of tokens, fused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from coach.answer import Language
from coach.guidance.embedding import Vectors
from coach.guidance.ranking import SAFETY_TOPICS, Catalogue, Floats, Ranking, Signals, Source
from coach.guidance.snapshot import Snapshot
from coach.guidance.topics import Belonging, TopicHead
from coach.section import Section

__all__ = ["SAFETY_TOPICS", "Dense", "Matrix", "Name", "Ranking", "Searcher", "Signals", "Source", "Weights"]

# How many neighbours are asked of the vector store; more changes nothing in the first ten on our cases.
_CANDIDATES = 60
# What a passage without indexed questions (the user's own) gets in their place: this part of its passage score.
_UNASKED = 0.7
# Own material plainly speaks of a question when its best passage is nearer than the guides' by this much (cosine), or
# holds this part of the question's words and is hardly less near; tried with notes on other subjects than ours.
_NEARER, _HARDLY_LESS, _OWN_WORDS = 0.02, 0.005, 0.6
# How much nearer a passage counts as the counterpart of another when it stands in the same guide (a cosine).
_SAME_GUIDE = 0.01
Name = Literal["passages", "questions"]


@dataclass(frozen=True)
class Weights:
    """How much each signal counts after min-max over the candidates; chosen on the development cases (evals/LOG.md).

    ``twin`` and ``guide``: which part of the best score in the same guide's other language, and in the same guide, is
    added, since a guide that fits in one language fits in the other. ``topic``: what the head of the topics says of the
    guide, beside the rest together. ``same_language`` breaks ties for the asker.
    """

    passage: float = 0.15
    question: float = 0.40
    words: float = 0.30
    grams: float = 0.15
    twin: float = 0.2
    guide: float = 0.05
    topic: float = 0.3
    same_language: float = 0.05


class Dense(Protocol):
    """Nearest rows of ``passages`` or ``questions`` for a query vector, as (row, cosine), best first."""

    def nearest(self, name: Name, vector: Vectors, n: int) -> list[tuple[int, float]]:
        """The ``n`` nearest rows."""
        ...


class Matrix:
    """The same neighbours computed from the snapshot's vectors; for one-off commands and second processes."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._rows: dict[Name, Vectors] = {"passages": snapshot.passages, "questions": snapshot.questions}

    def nearest(self, name: Name, vector: Vectors, n: int) -> list[tuple[int, float]]:
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

    def __init__(
        self, snapshot: Snapshot, dense: Dense, weights: Weights | None = None, head: TopicHead | None = None
    ) -> None:
        self.snapshot, self.dense, self._weights, self._head = snapshot, dense, weights or Weights(), head
        self._catalogue = Catalogue(snapshot.sections)

    def rank(self, query: str, vector: Vectors | None, *, language: Language | None = None) -> Ranking:
        """Score every passage for a query and its unit-norm vector (None: word search only).

        ``language`` gives passages in the asker's language a small head start.
        """
        if not self.snapshot.sections:
            nothing = np.zeros(0, dtype=np.float32)
            return Ranking(self._catalogue, nothing, nothing, nothing, Signals())
        passages = self._column("passages", vector, lambda row: row)
        questions = self._column("questions", vector, lambda row: int(self.snapshot.owners[row]))
        words, grams = self.snapshot.lexical.scores(query)
        belonging = self._head.read(query, vector) if self._head else Belonging({}, 0.0)
        fused = self._lifted(self._fused(passages, questions, words, grams, dense=vector is not None))
        fused = self._of_topic(fused, belonging)
        if language is not None:
            fused = fused + self._weights.same_language * self._catalogue.in_language(language) * (fused > 0)
        share = self._word_share(query, words)
        signals = Signals(
            best_passage=float(passages.max()),
            best_question=float(questions.max()),
            passage_margin=_margin(passages),
            question_margin=_margin(questions),
            word_share=share,
            own=self._own(passages, words, share),
            word_strength=float(np.log1p(words.max())),
            subject=belonging.subject,
        )
        return Ranking(self._catalogue, fused.astype(np.float32), passages, words, signals)

    def industry(self, industry: str, language: Language) -> list[Section]:
        """The sections of an industry's guide in one language, in reading order."""
        return list(self._catalogue.of_industry(industry, language))

    def counterpart(self, passage_id: str, language: Language) -> Section | None:
        """The passage in another language that answers the same question, by the questions people ask it."""
        number = {section.passage_id: n for n, section in enumerate(self.snapshot.sections)}.get(passage_id)
        if number is None:
            return None
        name = self.snapshot.sections[number].guide.partition("/")[2]
        others = [n for n, each in enumerate(self.snapshot.sections) if each.language == language and each.asks]
        same = [n for n in others if self.snapshot.sections[n].guide == f"{language}/{name}"]
        own = self._questions_of(number)
        if not len(own):  # without vectors: the guide's twin, from its beginning
            return self.snapshot.sections[same[0]] if same else None
        likeness = {n: self._likeness(own, n) + _SAME_GUIDE * (n in same) for n in others}
        return self.snapshot.sections[max(likeness, key=likeness.__getitem__)] if likeness else None

    def _questions_of(self, number: int) -> Vectors:
        rows: Vectors = self.snapshot.questions[np.asarray(self.snapshot.owners) == number]
        return rows

    def _likeness(self, own: Vectors, number: int) -> float:
        """How near each of one passage's questions comes to one of another's, on average (a cosine)."""
        theirs = self._questions_of(number)
        return float((own @ theirs.T).max(axis=1).mean()) if len(theirs) else 0.0

    def guides(self, language: Language) -> list[Section]:
        """Every section of the guides in one language, guide after guide, each in reading order."""
        return self._catalogue.guides(language)

    def passage(self, passage_id: str) -> Section | None:
        """The passage with this id."""
        return self._catalogue.by_id.get(passage_id)

    def _fused(self, passages: Floats, questions: Floats, words: Floats, grams: Floats, *, dense: bool) -> Floats:
        """One score from 0 to 1 a passage."""
        weights = self._weights
        fused = weights.words * _minmax(words) + weights.grams * _minmax(grams)
        total = weights.words + weights.grams
        if dense:
            near = _minmax(passages)
            asked = np.where(self._catalogue.asked, _minmax(questions), _UNASKED * near)
            fused = fused + weights.passage * near + weights.question * asked
            total += weights.passage + weights.question
        return np.asarray(fused / total, dtype=np.float32)

    def _lifted(self, fused: Floats) -> Floats:
        """Let a guide's best passage lift its neighbours, and those of its twin in the other language."""
        kinds, weights = self._catalogue, self._weights
        language = kinds.japanese.astype(np.int64)
        best = np.zeros((2, int(kinds.guide.max()) + 1), dtype=np.float32)
        np.maximum.at(best, (language, kinds.guide), fused)
        twin = np.where(kinds.mine, fused, best[1 - language, kinds.guide])  # own material has no twin to miss
        lifted = fused + weights.twin * twin + weights.guide * best[language, kinds.guide]
        return np.asarray(lifted / (1 + weights.twin + weights.guide) * (fused > 0), dtype=np.float32)

    def _of_topic(self, fused: Floats, belonging: Belonging) -> Floats:
        """Blend in how well each passage's guide fits; what the head does not know stays as it is."""
        if not belonging.guides:
            return fused
        kinds, weight = self._catalogue, self._weights.topic
        fits = np.array([belonging.guides.get(name, np.nan) for name in kinds.names], dtype=np.float32)[kinds.guide]
        fits = np.where(kinds.mine | np.isnan(fits), fused, fits)
        return np.asarray((fused + weight * fits) / (1 + weight) * (fused > 0), dtype=np.float32)

    def _column(self, name: Name, vector: Vectors | None, owner: Callable[[int], int]) -> Floats:
        """Best cosine for every passage; zero where it is not among the candidates."""
        column = np.zeros(len(self.snapshot.sections), dtype=np.float32)
        if vector is not None:
            for row, cosine in self.dense.nearest(name, vector, _CANDIDATES):
                index = owner(row)
                column[index] = max(column[index], cosine)
        return column

    def _own(self, passages: Floats, words: Floats, share: float) -> bool:
        """Whether the user's own material plainly speaks of the query."""
        mine = self._catalogue.mine
        if not mine.any():
            return False
        held = share * float(words[mine].max()) / max(float(words.max()), 1e-9)
        if not passages.any():
            return held >= _OWN_WORDS
        # Guides that are not among the candidates are no nearer than the farthest of these.
        guides = max(float(passages[~mine].max(initial=0)), float(passages[passages > 0].min()))
        lead = float(passages[mine].max()) - guides
        return lead >= _NEARER or (held >= _OWN_WORDS and lead >= -_HARDLY_LESS)

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
    if high - low < 1e-6:  # the only one that matches, or all alike: found is found
        scaled[present] = 1.0
    else:
        scaled[present] = 0.1 + 0.9 * (column[present] - low) / (high - low)
    return scaled


def _margin(column: Floats) -> float:
    """How far the best candidate stands above the mean of the candidates."""
    present = column[column > 0]
    return float(present.max() - present.mean()) if present.size else 0.0
