"""The guides' linter: ours are clean, and each kind of flaw is named."""

import shutil
from pathlib import Path

import pytest

from coach.guidance.guide import read_guides
from coach.guidance.lint import lint
from coach.resources import load_yaml, resource


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    """One topic in both languages; the linter misses the others, which is no matter here."""
    for language in ("ja", "en"):
        (tmp_path / language).mkdir()
        shutil.copy(resource("knowledge", "guides", language, "follow-up.md"), tmp_path / language)
    return tmp_path


def told(guides: Path) -> list[str]:
    return [flaw for flaw in lint(guides) if "no guide on" not in flaw]


def test_our_guides_are_clean() -> None:
    assert lint(resource("knowledge", "guides")) == []


def test_a_missing_twin_and_a_missing_topic_are_named(guides: Path) -> None:
    (guides / "en" / "follow-up.md").unlink()
    found = lint(guides)
    assert "ja/follow-up.md: there is no twin in the other language" in found
    assert {"ja: no guide on scams", "en: no guide on follow-up"} <= set(found)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("topic: follow-up", "topic: chatting", "unknown topic 'chatting'"),
        ("related: [", "related: [chatting, ", "unknown topic 'chatting'"),
        ("sources:\n", "origins:\n", "follow-up.md"),
        ("**手順**", "**やり方**", "the label 'やり方'"),
        ("お礼が遅れても、", "必ず成功します。", "the phrase '必ず成功'"),
        ("お礼が遅れても、", "お礼が遅れても，", "'，' beside"),
        ("お礼が遅れても、", "お礼が遅れても,", "half-width ','"),
        ("お礼が遅れても、", "ｵ礼が遅れても、", "half-width kana"),
        ("お礼が遅れても、", "[[report-back]]お礼が遅れても、", "a cross-reference that is not resolved"),
        ("for: [parent, shy]", "for: [shy]", "for shy alone"),
        ("for: [parent, shy]", "for: [poet, shy]", "unknown tags ['poet']"),
        ("お礼が遅れても、", "お礼が遅れても、" + "季節の挨拶を長々と書き連ねる人もいますが、" * 40, "do not fit"),
        ("## 登壇者や講師へのお礼は、どう書く？", "## 名刺交換のあと、いつ、何を書く？", "the same heading"),
    ],
)
def test_a_flaw_is_named(guides: Path, old: str, new: str, words: str) -> None:
    assert told(guides) == []
    path = guides / "ja" / "follow-up.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(words in flaw for flaw in told(guides)), told(guides)


def test_a_heading_without_text_and_too_little_text_are_named(guides: Path) -> None:
    path = guides / "en" / "follow-up.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("## ")] + "## When?\n\n## Why?\n\nSoon.\n", encoding="utf-8")
    found = told(guides)
    assert any("「When?」: a heading without text" in flaw for flaw in found)
    assert any("expected 350 to 900" in flaw for flaw in found)


def test_a_question_that_two_guides_claim_is_named(guides: Path) -> None:
    for language in ("ja", "en"):
        text = (guides / language / "follow-up.md").read_text(encoding="utf-8")
        (guides / language / "other.md").write_text(text, encoding="utf-8")
    assert any("claims the question" in flaw for flaw in told(guides))


def test_no_question_of_the_guides_is_a_development_case() -> None:
    """Else the figures on development cases would lie."""
    asks = {
        ask.strip("？?").lower() for section in read_guides(resource("knowledge", "guides")) for ask in section.asks
    }
    outside = {
        text.strip("？?").lower()
        for texts in load_yaml(resource("knowledge", "outside.yaml")).values()
        for text in texts
    }
    cases = load_yaml(resource("evals", "cases", "retrieval_dev.yaml"))
    assert not {case["text"].strip("？?").lower() for case in cases} & (asks | outside)
