"""The core of the guidance material: every point a networking primer has to teach is in both languages' guides."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from coach.answer import Language
from coach.guidance.guide import read_guides
from coach.resources import load_yaml, resource
from coach.section import Section

LANGUAGES: tuple[Language, ...] = ("ja", "en")
POINTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "core_points.yaml").read_text(encoding="utf-8")
)
MOST_SECTIONS = 5  # a pattern that fits more sections than this says nothing about any of them


@cache
def sections() -> tuple[Section, ...]:
    return tuple(read_guides(resource("knowledge", "guides")))


def finds(pattern: str, section: Section) -> bool:
    return re.search(pattern, section.text, re.IGNORECASE) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("point", POINTS, ids=lambda point: point["id"])
def test_a_guide_of_the_topic_makes_the_point(point: dict[str, Any], language: Language) -> None:
    of_topic = [one for one in sections() if one.language == language and one.topic == point["topic"]]
    assert any(finds(pattern, section) for pattern in point[language] for section in of_topic), (
        f"no {language} guide on {point['topic']} says {point['id']}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_is_about_its_point(language: Language) -> None:
    for point in POINTS:
        for pattern in point[language]:
            found = [one.passage_id for one in sections() if one.language == language and finds(pattern, one)]
            assert len(found) <= MOST_SECTIONS, (point["id"], pattern, found)


def test_every_core_topic_has_points() -> None:
    core = {topic["id"] for topic in load_yaml(resource("knowledge", "topics.yaml")) if topic["core"]}
    assert {point["topic"] for point in POINTS} == core


def test_points_are_told_apart_by_their_ids() -> None:
    names = [point["id"] for point in POINTS]
    assert len(set(names)) == len(names)
    assert all(set(point) == {"id", "topic", "ja", "en"} and point["ja"] and point["en"] for point in POINTS)
