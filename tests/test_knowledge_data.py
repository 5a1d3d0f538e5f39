"""The industries and situations: both files hold what their readers rely on, in both languages."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from coach.guidance.guide import read_guide
from coach.resources import load_yaml, resource

LANGUAGES = ("ja", "en")
WITH_GUIDE = {
    "it",
    "manufacturing",
    "finance",
    "medical",
    "construction",
    "food_retail",
    "public_npo",
    "media",
    "logistics",
    "education",
}
SITUATIONS = {
    "shy",
    "newcomer",
    "engineer",
    "freelancer",
    "founder",
    "small_town",
    "parent",
    "foreigner",
    "career_change",
    "student",
    "manager",
    "remote",
    "job_seeker",
    "sales",
    "senior",
}
EFFORTS = {"small", "medium", "large"}
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
HALF_WIDTH_MARKS = re.compile(r"[()?!,:;~\uff61-\uff9f]")


def industries() -> dict[str, Any]:
    return load_yaml(resource("knowledge", "industries.yaml"))


def situations() -> dict[str, Any]:
    return load_yaml(resource("knowledge", "situations.yaml"))


def people() -> dict[str, Any]:
    return {name: entry for name, entry in situations().items() if name != "anyone"}


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def contains(text: str, alias: str, language: str) -> bool:
    """Whether the alias occurs in the text: English as whole words, Japanese anywhere."""
    pattern = rf"(?<![a-z0-9]){re.escape(alias)}(?![a-z0-9])" if language == "en" else re.escape(alias)
    return re.search(pattern, text) is not None


def every_idea() -> Iterator[tuple[str, str, dict[str, str]]]:
    for name, entry in situations().items():
        for language in LANGUAGES:
            for idea in entry["gives"][language]:
                yield name, language, idea


def test_the_ten_industries_have_their_own_guide_and_the_others_name_the_nearest() -> None:
    assert industries().keys() >= WITH_GUIDE
    for name, entry in industries().items():
        assert entry["guide"] == name if name in WITH_GUIDE else entry["guide"] in WITH_GUIDE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("industry", sorted(WITH_GUIDE))
def test_an_industry_guide_has_the_parts_a_plan_is_made_of(industry: str, language: str) -> None:
    sections = read_guide(resource("knowledge", "guides", language, f"industry-{industry}.md"), language)  # type: ignore[arg-type]
    assert [section.role for section in sections] == ["places", "values", "gives", "opening"]
    assert {(section.topic, section.industry) for section in sections} == {("target", industry)}
    for section in sections[:3]:
        items = section.part("items")
        assert items is not None and 3 <= len(items.items) <= 6, section.heading
        for item in items.items:
            assert re.fullmatch(r"\*\*[^*]{2,40}\*\*(?:：| ?: ).{8,}[。.]", item), item
    steps = sections[3].part("steps")
    assert steps is not None and all(re.search(r"\d+(?:分| min)", step) for step in steps.items)


def test_situations_are_those_the_guides_name() -> None:
    assert people().keys() == SITUATIONS


@pytest.mark.parametrize("read", [industries, people])
def test_every_entry_speaks_both_languages(read: Any) -> None:
    for name, entry in read().items():
        assert set(entry["names"]) == set(LANGUAGES), name
        assert JAPANESE.search(entry["names"]["ja"]) and not JAPANESE.search(entry["names"]["en"])
        for language in LANGUAGES:
            aliases = entry["aliases"][language]
            assert len(aliases) >= 6, (name, language)
            assert all(isinstance(alias, str) and alias == alias.strip() for alias in aliases)
            assert len({fold(alias) for alias in aliases}) == len(aliases), (name, language)
        assert not any(JAPANESE.search(alias) for alias in entry["aliases"]["en"]), name


@pytest.mark.parametrize("read", [industries, people])
def test_an_alias_belongs_to_one_entry_only(read: Any) -> None:
    owner: dict[str, str] = {}
    for name, entry in read().items():
        for language in LANGUAGES:
            for alias in entry["aliases"][language]:
                assert owner.setdefault(fold(alias), name) == name, f"{alias} is in {owner[fold(alias)]} and {name}"


@pytest.mark.parametrize("read", [industries, people])
def test_an_exception_contains_an_alias_and_is_none(read: Any) -> None:
    for name, entry in read().items():
        for language, phrases in entry.get("except", {}).items():
            aliases = [fold(alias) for alias in entry["aliases"][language]]
            for phrase in map(fold, phrases):
                assert phrase not in aliases, (name, phrase)
                assert any(contains(phrase, alias, language) for alias in aliases), (name, phrase)


@pytest.mark.parametrize("pronoun", ["it", "media", "school", "shop", "カフェ", "学校", "店", "保険"])
def test_words_said_in_passing_are_no_industry(pronoun: str) -> None:
    for name, entry in industries().items():
        for language in LANGUAGES:
            assert pronoun not in map(fold, entry["aliases"][language]), name


def test_ideas_are_complete_and_enough() -> None:
    for name, entry in situations().items():
        wanted = range(10, 13) if name == "anyone" else range(6, 9)
        for language in LANGUAGES:
            ideas = entry["gives"][language]
            assert len(ideas) in wanted, (name, language)
            assert all(set(idea) == {"give", "why", "effort"} and idea["effort"] in EFFORTS for idea in ideas), name
            assert any(idea["effort"] == "small" for idea in ideas), name
        efforts = [[idea["effort"] for idea in entry["gives"][language]] for language in LANGUAGES]
        assert efforts[0] == efforts[1], f"{name}: the two languages disagree on effort"


def test_ideas_are_written_in_their_language() -> None:
    for name, language, idea in every_idea():
        text = idea["give"] + idea["why"]
        assert bool(JAPANESE.search(text)) == (language == "ja"), (name, idea["give"])
        assert idea["why"].endswith("。" if language == "ja" else "."), (name, idea["why"])
        assert not idea["give"].endswith(("。", ".")), (name, idea["give"])
        if language == "ja":
            assert not HALF_WIDTH_MARKS.search(text), (name, text)


def test_no_two_ideas_are_the_same() -> None:
    gives = [fold(idea["give"]) for _, _, idea in every_idea()]
    assert len(set(gives)) == len(gives)


def test_a_situation_has_a_time_budget_and_one_sentence_of_advice() -> None:
    for name, entry in people().items():
        assert 15 <= entry["minutes_per_week"] <= 180, name
        assert set(entry["advice"]) == set(LANGUAGES)
        assert entry["advice"]["ja"].count("。") == 1 and entry["advice"]["ja"].endswith("。"), name
        assert entry["advice"]["en"].count(".") == 1 and entry["advice"]["en"].endswith("."), name
    assert people()["parent"]["minutes_per_week"] == min(entry["minutes_per_week"] for entry in people().values())
