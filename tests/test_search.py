"""The fusion, the readings of a ranking, the words, and the decision on what is not covered."""

from dataclasses import replace

import numpy as np
import pytest

from coach.answer import Kind
from coach.guidance.embedding import Vectors
from coach.guidance.lexical import LexicalIndex, bigrams, morphemes
from coach.guidance.scope import covers
from coach.guidance.search import Matrix, Searcher, Signals
from coach.guidance.snapshot import Snapshot
from coach.guidance.topics import OUTSIDE, TopicHead, fit
from coach.section import Section


def section(name: str, text: str, topic: str | None = "asking", source: str = "guides") -> Section:
    language, _, _ = name.partition("/")
    asks = ("…",) if source == "guides" else ()
    guide = name if source == "guides" else name.partition("/")[2]
    return Section(f"{name}#0", guide, source, topic, language, "", "", text, asks)  # type: ignore[arg-type]


def searcher(sections: list[Section], passages: Vectors | None = None, head: TopicHead | None = None) -> Searcher:
    n = len(sections)
    rows = np.zeros((n, 2), dtype=np.float32) if passages is None else np.asarray(passages, dtype=np.float32)
    owners = np.arange(n, dtype=np.int32)
    lexical = LexicalIndex.build([one.text for one in sections])
    snapshot = Snapshot("f", 1, "test", sections, rows, rows, owners, rows[:0], lexical)
    return Searcher(snapshot, Matrix(snapshot), head=head)


def test_words_find_without_vectors_in_both_languages() -> None:
    found = searcher(
        [section("ja/a", "名刺を交換した"), section("en/b", "introductions by email"), section("ja/c", "会食")]
    )
    assert found.rank("名刺交換", None).top(1)[0].section.guide == "ja/a"
    assert found.rank("Email introduction", None).top(1)[0].section.guide == "en/b"
    assert found.rank("zzzz", None).top(3) == []


def test_both_signals_beat_one() -> None:
    unit = [[1, 0], [0.99, 0.141], [0.2, 0.98]]
    found = searcher([section("en/a", "nothing"), section("en/b", "harbour"), section("en/c", "harbour")], unit)
    assert found.rank("harbour", np.array([1, 0], dtype=np.float32)).top(1)[0].section.guide == "en/b"


def test_a_guide_lifts_its_twin() -> None:
    texts = [section("ja/x", "港 見学"), section("en/x", "harbour visit day"), section("en/y", "harbour visit day")]
    ranking = searcher(texts).rank("港 見学 harbour", None, language="en")
    assert [hit.section.guide for hit in ranking.in_language("en", 2)] == ["en/x", "en/y"]


def test_scores_stay_between_0_and_1_and_fall() -> None:
    ranking = searcher([section(f"en/g{i}", "harbour " * (i + 1)) for i in range(9)]).rank(
        "harbour", None, language="en"
    )
    scores = [hit.score for hit in ranking.top(9)]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0 and scores[0] <= 1


@pytest.mark.parametrize("reading", ["top", "in_language"])
def test_own_material_never_stands_above_safety_guidance_to_the_point(reading: str) -> None:
    own = [section(f"en/brochure{i}", "guaranteed passive income mentor club", None, "mine") for i in range(6)]
    texts = [*own, section("en/scams", "passive income mentor warning", "scams"), section("en/x", "other")]
    ranking = searcher(texts).rank("guaranteed passive income mentor club", None)
    hits = ranking.top(3) if reading == "top" else ranking.in_language("en", 3)
    assert hits[0].section.topic == "scams"
    assert {hit.section.source for hit in ranking.top(3, "mine")} == {"mine"}


def test_own_material_leads_where_no_safety_is_at_stake() -> None:
    texts = [section("en/mine", "zebra quay opening hours", None, "mine"), section("en/x", "opening a talk", "asking")]
    assert searcher(texts).rank("zebra quay opening hours", None).top(1)[0].section.source == "mine"


def test_the_first_five_are_of_several_guides_and_scores_still_fall() -> None:
    long = [section("en/long", f"harbour harbour visit {'day ' * i}") for i in range(6)]
    ranking = searcher([*long, *[section(f"en/g{i}", "harbour and hills and towns") for i in range(3)]]).rank(
        "harbour visit", None, language="en"
    )
    hits = ranking.top(9)
    assert [hit.section.guide for hit in hits[:5]] == ["en/long", "en/long", "en/g0", "en/g1", "en/g2"]
    assert [hit.section.guide for hit in hits[5:]] == ["en/long"] * 4
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert {hit.section.guide for hit in ranking.in_language("en", 5)} == {"en/long"}


def test_the_head_of_the_topics_decides_between_guides_alike_and_leaves_own_material_alone() -> None:
    told = [
        ("quay", "a"),
        ("quay trip", "a"),
        ("hill", "b"),
        ("hill walk", "b"),
        ("soup", OUTSIDE),
        ("soup bowl", OUTSIDE),
    ]
    texts = [section("en/a", "harbour"), section("en/b", "harbour"), section("en/own", "harbour", None, "mine")]
    plain, guided = searcher(texts), searcher(texts, head=fit(told * 4))
    found = {hit.section.guide: hit.score for hit in guided.rank("hill harbour", None).top(3)}
    before = {hit.section.guide: hit.score for hit in plain.rank("hill harbour", None).top(3)}
    assert found["en/b"] > found["en/a"] and before["en/b"] == before["en/a"]
    assert found["own"] == pytest.approx(before["own"])
    assert guided.rank("soup harbour", None).signals.subject < guided.rank("hill harbour", None).signals.subject


def test_nothing_to_search() -> None:
    ranking = searcher([]).rank("anything", np.array([1, 0], dtype=np.float32))
    assert ranking.top(5) == [] and ranking.best_of_topic("asking", "ja") is None


def test_tokens() -> None:
    assert morphemes("名刺を交換しました") == morphemes("名刺交換する")
    assert morphemes("ＬｉｎｋｅｄＩｎ") == morphemes("linkedin")
    assert morphemes("asking emails") == morphemes("ask email")
    assert bigrams("人脈作り") == ["人脈", "脈作", "作り"]


@pytest.mark.parametrize("kind", ["question", "outreach"])
def test_what_is_covered(kind: Kind) -> None:
    near = Signals(best_passage=0.91, best_question=0.93, word_share=0.8, word_strength=3.0, subject=0.4)
    far = Signals(best_passage=0.82, best_question=0.84, word_share=0.05, word_strength=0.7, subject=-0.4)
    assert covers(near, 0.6, kind) and not covers(far, -0.6, kind)
    words_only = Signals(word_share=0.7, word_strength=3.0, subject=0.4)
    assert covers(words_only, 0.5, kind) and not covers(Signals(), -0.6, kind)
    assert covers(replace(far, own=True), -0.6, kind)


def test_own_material_on_another_subject_is_known_for_what_it_is() -> None:
    texts = [
        section("en/zebra", "zebra quay opening hours and forklift permits", None, "mine"),
        section("en/scams", "first words of a sales trap", "scams"),
        section("en/asking", "ask with a reason", "asking"),
    ]
    found = searcher(texts)
    assert found.rank("zebra quay opening hours", None).signals.own
    assert not found.rank("how do I ask with a good reason", None).signals.own
    near, far = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    by_vector = searcher(texts, [[0.9, 0.436], [0.5, 0.866], [0.1, 0.995]])
    assert by_vector.rank("anything else", near).signals.own and not by_vector.rank("anything else", far).signals.own
    assert not searcher(texts[1:]).rank("zebra quay opening hours", None).signals.own


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("紹介を頼んでよい相手か、どう見分ける？", "Is this person the right one to ask for an introduction?"),
        ("頼みすぎたと気づいたら、どう立て直す？", "I asked too much. How do I repair it?"),
        ("断られたら、何と返す？", "My request was turned down. What do I answer?"),
    ],
)
def test_a_passage_has_its_counterpart_in_the_other_language(coach, japanese: str, english: str) -> None:
    searcher = coach.library.searcher
    own = next(section for section in searcher.snapshot.sections if section.heading == japanese)
    twin = searcher.counterpart(own.passage_id, "en")
    assert twin is not None
    assert twin.heading == english
