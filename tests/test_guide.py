"""Guides are read whole, and a malformed one is named."""

from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.guidance.guide import read_guide, read_guides
from coach.resources import resource

GUIDE = """---
topic: follow-up
title: After the meeting
sources:
  - Somebody's book
reviewed: 2026-11-23
---

## When do I write?
<!--
asks:
  - how soon is too late
for: [shy]
kinds: [follow_up]
-->

The same day, or the next working day.

**Steps**
1. Open the card. (5 min)
2. Write three lines.

**Caution** Do not sell in the first mail.

## And then?

Wait a week.
"""


def test_a_guide_is_split_by_heading(tmp_path: Path) -> None:
    path = tmp_path / "follow-up.md"
    path.write_text(GUIDE.replace("\n", "\r\n"), encoding="utf-8", newline="")
    first, second = read_guide(path, "en")
    assert (first.guide, first.topic, first.heading) == ("en/follow-up", "follow-up", "When do I write?")
    assert first.asks == ("how soon is too late",) and first.people == ("shy",)
    assert first.answer == "The same day, or the next working day."
    assert [part.role for part in first.parts] == ["answer", "steps", "caution"]
    assert first.parts[1].items == ("Open the card. (5 min)", "Write three lines.")
    assert all(part.text in first.text for part in first.parts)
    assert "asks" not in first.text and first.indexed_text.startswith("After the meeting When do I write?")
    assert second.asks == () and second.position == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("---\ntopic", "topic", "front matter"),
        ("sources:\n  - Somebody's book\n", "", "sources"),
        ("reviewed: 2026-11-23", "reviewed: soon", "reviewed"),
        ("kinds: [follow_up]", "kindz: [follow_up]", "kindz"),
        ("title: After", "title: [After", "while parsing"),
    ],
)
def test_a_malformed_guide_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "bad.md"
    path.write_text(GUIDE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StoreError, match=words) as raised:
        read_guide(path, "en")
    assert str(path) in str(raised.value)


def test_our_guides_have_unique_passages_and_an_answer_each() -> None:
    sections = read_guides(resource("knowledge", "guides"))
    assert len({section.passage_id for section in sections}) == len(sections)
    assert all(section.asks and section.parts and section.parts[0].role == "answer" for section in sections)
