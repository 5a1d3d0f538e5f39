"""Does a question find the right guidance, and is a question that is not ours recognised?

``python -m evals.retrieval [dev|heldout] [--plain] [--json]``. How it is scored:

* A passage answers a case when its topic is one of the case's topics, in whatever language it is written. A passage of
  an industry guide answers only cases of that industry (topic ``target`` alone would count logistics for a cook).
* recall@5: at least one of the first five passages answers.
* nDCG@10: the first ten passages, collapsed to topics in the order in which they first appear; gain 2 for the case's
  first topic (or its industry), 1 for the others it lists, against the best possible order. Ten passages of one topic
  are one answer, so piling up neighbours gains nothing. nDCG@10 by passage (binary, each counts) stands beside it.
* In the asker's language: the same recall over ``Ranking.in_language``, which answers are composed from.
* Outside: the real decision, ``coach.guidance.scope.covers``, with the scope that is read of the text; once taken for a
  question, once with the kind as read, where a refusal counts as refused.
"""

import argparse
import json
import math
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before the embedding library loads

from coach import understanding
from coach.answer import Kind, Language
from coach.guidance.embedding import Vectors, make_embedder
from coach.guidance.library import Library
from coach.guidance.scope import covers
from coach.guidance.search import Matrix, Ranking, Searcher, Weights
from coach.guidance.topics import kept_head
from coach.resources import load_yaml, resource
from coach.section import Section
from coach.settings import Settings
from evals.table import Report, Row

__all__ = ["METHODS", "Case", "Scores", "answers", "library", "load_cases", "read_scope", "report", "score"]

_TODAY = date(2026, 11, 25)

# The same index searched in other ways. "dense" has both kinds of vectors, "bm25" both kinds of tokens: the strongest
# form of either, so that the comparison with the hybrid is not flattering.
METHODS: dict[str, Weights] = {
    "hybrid": Weights(),
    "dense": Weights(words=0, grams=0, topic=0),
    "dense, passages only": Weights(question=0, words=0, grams=0, topic=0),
    "bm25": Weights(passage=0, question=0, topic=0),
}


@dataclass(frozen=True)
class Case:
    """One question with the topics that answer it; none: the material does not cover it."""

    text: str
    language: Language
    topics: tuple[str, ...]
    industry: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scores:
    """What one ranking is worth for one case."""

    recall: float
    ndcg: float
    ndcg_passages: float
    first: str  # topic of the best passage


def load_cases(part: str, suite: str = "retrieval") -> list[Case]:
    """The cases of ``dev`` or ``heldout``."""
    rows = load_yaml(resource("evals", "cases", f"{suite}_{part}.yaml"))
    return [
        Case(row["text"], row["language"], tuple(row["topics"]), row.get("industry"), tuple(row.get("tags", ())))
        for row in rows
    ]


@contextmanager
def library(**settings: Any) -> Iterator[Library]:
    """The library in a folder of its own (``COACH_HOME`` when set), opened on its snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Settings(home=Path(os.environ.get("COACH_HOME") or folder), **settings)
        embedder = make_embedder(chosen)
        opened = Library(chosen, embedder, understanding.reference_texts(embedder.name if embedder else None))
        opened.open(own=False)
        try:
            yield opened
        finally:
            opened.close()


def answers(section: Section, case: Case) -> int:
    """The gain of a passage for a case: 2 for the best topic, 1 for another that answers, 0 for none."""
    if section.industry is not None:
        return 2 * (section.industry == case.industry)
    if section.topic not in case.topics:
        return 0
    return 2 if section.topic == case.topics[0] and case.industry is None else 1


def score(sections: Sequence[Section], case: Case, everything: Sequence[Section]) -> Scores:
    """Score a ranking (best first) of at least ten passages; ``everything`` is the material."""
    found: dict[str, int] = {}
    for section in sections[:10]:
        found.setdefault(section.industry or str(section.topic), answers(section, case))
    best = sorted((1 if case.industry else 2 if topic == case.topics[0] else 1 for topic in case.topics), reverse=True)
    best = [2, *best] if case.industry else best
    single = [float(answers(section, case) > 0) for section in sections[:10]]
    relevant = sum(answers(section, case) > 0 for section in everything)
    return Scores(
        recall=float(any(single[:5])),
        ndcg=_dcg(list(found.values())) / _dcg(best),
        ndcg_passages=_dcg(single) / _dcg([1.0] * min(10, relevant)) if relevant else 0.0,
        first=next(iter(found), "nothing"),
    )


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(2 + place) for place, gain in enumerate(gains))


def read_scope(opened: Library, texts: Sequence[str]) -> list[tuple[float, Kind]]:
    """Scope score and kind of each text, as the coach reads them; what is read as none of ours counts as a question."""
    examples = opened.searcher.snapshot.examples
    embed = opened.embedder.queries if opened.embedder else None
    head = understanding.train(examples if len(examples) else None)
    briefs = [understanding.understand(text, embed=embed, today=_TODAY, head=head) for text in texts]
    return [(brief.scope, "question" if brief.kind == "no_guidance" else brief.kind) for brief in briefs]


def report(part: str, *, plain: bool = False) -> Report:
    """Score every method on the ``dev`` or ``heldout`` cases; ``plain`` adds the baseline, which embeds for minutes."""
    cases = load_cases(part)
    ours = [case for case in cases if case.topics]
    with library() as opened:
        snapshot = opened.searcher.snapshot
        assert opened.embedder is not None
        vectors = opened.embedder.queries([case.text for case in cases])
        head = kept_head(opened.embedder.name)
        table: dict[str, list[Scores]] = {}
        for name, weights in METHODS.items():
            ranks = _rankings(Searcher(snapshot, Matrix(snapshot), weights, head), cases, vectors)
            table[name] = [
                score([hit.section for hit in ranking.top(10)], case, snapshot.sections)
                for case, ranking in zip(cases, ranks, strict=True)
                if case.topics
            ]
            if name == "hybrid":
                rankings = ranks
        if plain:
            table["langchain + chroma"] = _plain(opened, ours, snapshot.sections)
        scope = read_scope(opened, [case.text for case in cases])
    return Report(
        "retrieval", part, [*_quality(cases, table, rankings), *_outside(cases, rankings, scope)],
        [*_by_group(ours, table["hybrid"]), *_confusions(ours, table["hybrid"])],
    )  # fmt: skip


def _rankings(searcher: Searcher, cases: Sequence[Case], vectors: Vectors) -> list[Ranking]:
    return [
        searcher.rank(case.text, vector, language=case.language) for case, vector in zip(cases, vectors, strict=True)
    ]


def _plain(opened: Library, cases: Sequence[Case], everything: Sequence[Section]) -> list[Scores]:
    from evals.plain import PlainSearch

    with PlainSearch(opened) as plain:
        return [score(plain.search(case.text, 10), case, everything) for case in cases]


def _quality(cases: list[Case], table: dict[str, list[Scores]], rankings: list[Ranking]) -> list[Row]:
    n = len(table["hybrid"])
    others = [mean(s.ndcg for s in scores) for name, scores in table.items() if name != "hybrid"]
    rows = [
        Row("recall@5", mean(s.recall for s in table["hybrid"]), 0.95, n=n),
        Row("nDCG@10", mean(s.ndcg for s in table["hybrid"]), max(others), n=n),
        Row("nDCG@10 by passage", mean(s.ndcg_passages for s in table["hybrid"]), n=n),
        Row("recall@5 in the asker's language", mean(_own_language(cases, rankings)), n=n),
        Row("best passage right", mean(_first_right(cases, rankings)), n=n),
    ]
    guided = [
        float(any(hit.section.industry == case.industry for hit in ranking.in_language(case.language, 5)))
        for case, ranking in zip(cases, rankings, strict=True)
        if case.industry
    ]
    if guided:
        rows.append(Row("industry guide in the first five", mean(guided), n=len(guided)))
    for name, scores in table.items():
        if name != "hybrid":
            rows.append(Row(f"{name}: recall@5", mean(s.recall for s in scores), n=n))
            rows.append(Row(f"{name}: nDCG@10", mean(s.ndcg for s in scores), n=n))
            rows.append(Row(f"{name}: nDCG@10 by passage", mean(s.ndcg_passages for s in scores), n=n))
    return rows


def _own_language(cases: list[Case], rankings: list[Ranking]) -> list[float]:
    return [
        float(any(answers(hit.section, case) for hit in ranking.in_language(case.language, 5)))
        for case, ranking in zip(cases, rankings, strict=True)
        if case.topics
    ]


def _first_right(cases: list[Case], rankings: list[Ranking]) -> list[float]:
    return [
        float(any(answers(hit.section, case) for hit in ranking.in_language(case.language, 1)))
        for case, ranking in zip(cases, rankings, strict=True)
        if case.topics
    ]


def _outside(cases: list[Case], rankings: list[Ranking], scope: list[tuple[float, Kind]]) -> list[Row]:
    def rate(inside: bool, kind: Callable[[Kind], Kind]) -> tuple[float, int]:
        taken = [
            kind(read) == "refusal" or not covers(ranking.signals, value, kind(read))
            for case, ranking, (value, read) in zip(cases, rankings, scope, strict=True)
            if bool(case.topics) == inside
        ]
        return mean(taken), len(taken)

    outside, n = rate(False, lambda _: "question")
    refused, m = rate(True, lambda _: "question")
    return [
        Row("outside recognised", outside, 0.90, n=n),
        Row("inside refused", refused, 0.03, at_most=True, n=m),
        Row("outside recognised, with the kind as read", rate(False, lambda kind: kind)[0], n=n),
        Row("inside refused, with the kind as read", rate(True, lambda kind: kind)[0], n=m),
    ]


def _by_group(cases: list[Case], scores: list[Scores]) -> list[str]:
    groups: dict[str, list[Scores]] = defaultdict(list)
    for case, got in zip(cases, scores, strict=True):
        groups[f"language {case.language}"].append(got)
        groups[f"industry {case.industry}" if case.industry else f"topic {case.topics[0]}"].append(got)
    lines = ["| group | recall@5 | nDCG@10 | n |", "|---|---|---|---|"]
    for name, found in sorted(groups.items()):
        lines.append(
            f"| {name} | {mean(s.recall for s in found):.2f} | {mean(s.ndcg for s in found):.2f} | {len(found)} |"
        )
    return lines


def _confusions(cases: list[Case], scores: list[Scores]) -> list[str]:
    pairs = Counter(
        (case.industry or case.topics[0], got.first)
        for case, got in zip(cases, scores, strict=True)
        if got.first not in case.topics and got.first != case.industry
    )
    listed = [f"{wanted} → {got} ×{n}" for (wanted, got), n in pairs.most_common()]
    return ["", "Best passage from another topic: " + ("; ".join(listed) or "none")]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval")
    parser.add_argument("part", nargs="?", choices=["dev", "heldout"], default="dev")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plain", action="store_true", help="compare with plain LangChain + Chroma too (minutes)")
    options = parser.parse_args()
    found = report(options.part, plain=options.plain)
    print(json.dumps(asdict(found), ensure_ascii=False) if options.json else found.as_text())
    return 0 if all(row.reached is not False for row in found.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
