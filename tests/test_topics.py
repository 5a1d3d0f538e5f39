"""The head of the topics: what is shipped is of today's guides, and it knows a guide's subject and what is not ours."""

from pathlib import Path

import numpy as np
import pytest

from coach.guidance import topics
from coach.guidance.embedding import LocalE5
from coach.guidance.guide import read_guides
from coach.resources import resource

_TOLD = [
    *[(f"send thanks after the meeting {n}", "follow-up") for n in range(8)],
    *[(f"名刺交換のお礼を送る {n}", "follow-up") for n in range(8)],
    *[(f"is this invitation a scam {n}", "scams") for n in range(8)],
    *[(f"recipe for pancakes {n}", topics.OUTSIDE) for n in range(8)],
]


@pytest.fixture
def fresh_cache() -> None:
    topics.kept_head.cache_clear()


def test_the_kept_heads_are_of_todays_guides() -> None:
    assert topics.kept_key() == topics.key(read_guides(resource("knowledge", "guides"))), "run `make vectors`"


def test_a_question_belongs_to_the_guide_whose_words_it_shares() -> None:
    head = topics.fit(_TOLD)
    for question, guide in (("How do I thank him after the meeting?", "follow-up"), ("お礼はいつ", "follow-up")):
        found = head.read(question)
        assert max(found.guides, key=lambda name: found.guides[name]) == guide
        assert set(found.guides) == {"follow-up", "scams"} and found.guides[guide] == pytest.approx(1)
    assert head.read("pancake recipe").subject < 0 < head.read("scam invitation?").subject


def test_the_embedding_decides_where_words_are_unknown() -> None:
    axes = {"follow-up": 0, "scams": 1, topics.OUTSIDE: 2}
    rows = np.eye(3, dtype=np.float32)[[axes[label] for _, label in _TOLD]]
    found = topics.fit(_TOLD, rows).read("zzzz qqqq", np.eye(3, dtype=np.float32)[axes["scams"]])
    assert max(found.guides, key=lambda name: found.guides[name]) == "scams"


@pytest.mark.usefixtures("fresh_cache")
def test_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sections = read_guides(resource("knowledge", "guides"))[:6]
    told = topics.utterances(sections)
    rows = np.random.default_rng(0).normal(size=(len(told), 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    path = tmp_path / "topics.npz"
    topics.keep_heads(sections, rows, path)
    monkeypatch.setattr(topics, "resource", lambda *parts: path if parts[-1] == "topics.npz" else resource(*parts))
    assert topics.kept_key() == topics.key(sections)
    kept, made = topics.kept_head(LocalE5.name), topics.fit(told, rows)
    assert kept is not None
    for name, value in made.read("紹介を頼みたい", rows[0]).guides.items():
        assert kept.read("紹介を頼みたい", rows[0]).guides[name] == pytest.approx(value, abs=0.02)
    words = topics.kept_head("openai:some-model")
    assert words is not None and words.mean is None
    path.write_bytes(b"damaged")
    topics.kept_head.cache_clear()
    assert topics.kept_head(LocalE5.name) is None and topics.kept_key() is None
    topics.kept_head.cache_clear()
