"""Names for what the coach identifies by id: topics, dates, sources, seconds."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from coach.resources import load_yaml, resource
from ui.text import Language, Words

if TYPE_CHECKING:
    from coach.answer import Citation, Passage

__all__ = ["day", "seconds", "topic", "where"]


def topic(topic_id: str | None, language: Language) -> str:
    """The topic's name in a language; an unknown id names itself."""
    return _topics().get(topic_id or "", {}).get(language, topic_id or "")


def where(found: "Citation | Passage", words: Words) -> str:
    """Which guide or file a passage stands in."""
    if getattr(found, "source", "guides") == "mine":
        return f"{words('card.own_material')}・{found.guide}"
    return f"{words('card.guide')}・{topic(found.topic, words.language) or found.guide}"


def day(iso: str, words: Words) -> str:
    """An ISO date as people write it; anything else as it is."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    if words.language == "ja":
        return f"{when.year}年{when.month}月{when.day}日（{'月火水木金土日'[when.weekday()]}）"
    return f"{when:%a} {when.day} {when:%b %Y}"


def seconds(milliseconds: float) -> str:
    """A duration with one figure after the point, two when it is very short."""
    value = milliseconds / 1000
    return f"{value:.1f}" if value >= 0.1 else f"{value:.2f}"


@cache
def _topics() -> dict[str, dict[str, str]]:
    return {entry["id"]: entry for entry in load_yaml(resource("knowledge", "topics.yaml"))}
