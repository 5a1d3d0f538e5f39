"""What a search found: every passage with its score, and the ways to read off the best of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.answer import Language
from coach.guidance.topics import guide_name
from coach.section import Hit, Section

__all__ = ["SAFETY_TOPICS", "Catalogue", "Ranking", "Signals", "Source"]

# Own material never stands above these: a saved sales brochure must not outrank the warning about it.
SAFETY_TOPICS = frozenset({"scams", "personal-trouble", "law-and-consent", "no-bad-mouthing"})
# Safety guidance is to the point when it is among the best three guide passages; further down it is chance. On a
# subject that is none of ours it has to be worth this part of the best own passage as well.
_TO_THE_POINT = 3
_AT_STAKE = 0.65
# Among the first five, so many passages of the leading guide and of any other: whoever reads five sees several ways on.
_FIRST, _OF_THE_LEADING, _OF_ANOTHER = 5, 2, 1
Floats = NDArray[np.float32]
Source = Literal["guides", "mine", "all"]


@dataclass(frozen=True)
class Signals:
    """What speaks for "the material covers this", over the whole collection, for one query.

    ``best_*`` are cosines, ``*_margin`` the best above the mean of the candidates, ``word_share`` the part of the
    query's content words that the best passage holds (0..1, weighted by rarity), ``word_strength`` log(1 + best BM25),
    ``subject`` how far the best guide stands above "none of ours" for the head of the topics, ``own`` whether the
    user's own material plainly speaks of it, whatever its subject.
    """

    best_passage: float = 0.0
    best_question: float = 0.0
    passage_margin: float = 0.0
    question_margin: float = 0.0
    word_share: float = 0.0
    word_strength: float = 0.0
    subject: float = 0.0
    own: bool = False


class Catalogue:
    """The passages of a snapshot by what they are; made once and shared by all rankings."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.japanese = np.array([section.language == "ja" for section in sections], dtype=bool)
        self.mine = np.array([section.source == "mine" for section in sections], dtype=bool)
        self.asked = np.array([bool(section.asks) for section in sections], dtype=bool)
        self.safety = np.array([section.topic in SAFETY_TOPICS for section in sections], dtype=bool) & ~self.mine
        names = [guide_name(section) for section in sections]
        self.names = tuple(dict.fromkeys(names))
        numbers = {name: number for number, name in enumerate(self.names)}
        self.guide = np.array([numbers[name] for name in names], dtype=np.int64)
        self.by_id = {section.passage_id: section for section in sections}
        self._topics: dict[tuple[str, Language], list[int]] = {}
        self._industries: dict[tuple[str, Language], list[Section]] = {}
        for index, section in enumerate(sections):
            if section.source == "guides" and section.industry is not None:
                self._industries.setdefault((section.industry, section.language), []).append(section)
            elif section.source == "guides" and section.topic is not None:
                self._topics.setdefault((section.topic, section.language), []).append(index)

    def of_topic(self, topic: str, language: Language) -> list[int]:
        """Numbers of the passages of a topic's guides; industry guides apart."""
        return self._topics.get((topic, language), [])

    def of_industry(self, industry: str, language: Language) -> list[Section]:
        """The sections of an industry's guide, in reading order."""
        return self._industries.get((industry, language), [])

    def guides(self, language: Language) -> list[Section]:
        """Every section of the guides in one language, guide after guide, each in reading order."""
        written = [each for each in self.sections if each.source == "guides" and each.language == language]
        return sorted(written, key=lambda each: (each.guide, each.position))

    def in_language(self, language: Language) -> NDArray[np.bool_]:
        """Which passages are written in a language."""
        return self.japanese if language == "ja" else ~self.japanese


class Ranking:
    """All passages scored for one query."""

    def __init__(self, catalogue: Catalogue, scores: Floats, cosines: Floats, bm25: Floats, signals: Signals) -> None:
        self._catalogue, self._scores, self._cosines, self._bm25 = catalogue, scores, cosines, bm25
        self.signals = signals
        order = np.argsort(-scores, kind="stable")
        self._order = order[scores[order] > 0]

    def top(self, k: int, source: Source = "all") -> list[Hit]:
        """The ``k`` best passages, of several guides; own material after safety guidance that is to the point.

        A passage that comes later because its guide has spoken already is worth no more than the one before it.
        """
        order = self._order
        if source != "all":
            order = order[self._catalogue.mine[order] == (source == "mine")]
        found: list[Hit] = []
        for hit in map(self._hit, self._varied(self._safety_first(order))[:k]):
            found.append(replace(hit, score=min(hit.score, found[-1].score)) if found else hit)
        return found

    def in_language(self, language: Language, k: int) -> list[Hit]:
        """The ``k`` best passages to answer from in this language: its guides, and own material in any language."""
        fitting = self._catalogue.in_language(language) | self._catalogue.mine
        return [self._hit(i) for i in self._safety_first(self._order[fitting[self._order]])[:k]]

    def best_of_topic(self, topic: str, language: Language) -> Hit | None:
        """The passage of a topic's guides that fits the query best; also one that does not fit at all."""
        best = max(self._catalogue.of_topic(topic, language), key=lambda i: (self._scores[i], -i), default=None)
        return None if best is None else self._hit(best)

    def for_one(self, topic: str, language: Language, people: Collection[str]) -> list[Section]:
        """The passages of a topic's guides that were written for one kind of person alone, and for one of these."""
        found = (self._catalogue.sections[i] for i in self._catalogue.of_topic(topic, language))
        return [section for section in found if len(section.people) == 1 and section.people[0] in people]

    def passage(self, passage_id: str) -> Section | None:
        """The passage with this id, whether the query found it or not."""
        return self._catalogue.by_id.get(passage_id)

    def _safety_first(self, order: NDArray[np.intp]) -> NDArray[np.intp]:
        mine, safety = self._catalogue.mine[order], self._catalogue.safety[order]
        if not mine.any() or mine.all():
            return order
        places = np.flatnonzero(~mine)[:_TO_THE_POINT]
        if self.signals.subject < 0:
            safety &= self._scores[order] >= _AT_STAKE * self._scores[order[mine]].max()
        urgent = places[safety[places]]
        if not urgent.size:
            return order
        cut = int(urgent[-1]) + 1
        head, own = order[:cut], mine[:cut]
        return np.concatenate([head[~own], head[own], order[cut:]])

    def _varied(self, order: NDArray[np.intp]) -> NDArray[np.intp]:
        """Guides take turns in the first five; own material is not held back."""
        first: list[int] = []
        seen: dict[int, int] = {}
        for i in order.tolist():
            guide = int(self._catalogue.guide[i])
            most = _OF_THE_LEADING if guide == int(self._catalogue.guide[order[0]]) else _OF_ANOTHER
            if self._catalogue.mine[i] or seen.get(guide, 0) < most:
                first.append(i)
                seen[guide] = seen.get(guide, 0) + 1
            if len(first) == _FIRST:
                break
        return np.concatenate([np.array(first, dtype=order.dtype), order[~np.isin(order, first)]])

    def _hit(self, i: int | np.intp) -> Hit:
        score = max(0.0, min(1.0, float(self._scores[i])))
        return Hit(self._catalogue.sections[int(i)], score, float(self._cosines[i]), float(self._bm25[i]))
