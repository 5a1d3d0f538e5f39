"""Follow-ups that add to the last request: a fact for the draft, the time, field or person a plan has to fit."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from coach.answer import MESSAGE_KINDS, Kind
from coach.brief import Brief
from coach.resources import load_yaml
from coach.understanding.language import detect_language
from coach.understanding.text import fold

__all__ = ["refine"]

_PLANS = ("goal", "approach", "give_take")
# What an earlier follow-up settled stays, unless this one says otherwise.
_KEPT = ("length", "warmth", "tone", "channel", "stage", "message_language")
# What a plan or a list of ideas has to fit.
_FITTING = ("industry", "minutes_per_week", "purpose", "situation", "stage")

Read = Callable[[str, Kind], Brief]


def refine(text: str, previous: Brief, read: Read) -> Brief | None:
    """The last request with what ``text`` adds to it; None when ``text`` is a request of its own.

    Args:
        text: the follow-up.
        previous: the last request as it was understood.
        read: reads a text as a request of the given kind (:func:`coach.understanding.understand`).
    """
    language = "ja" if detect_language(text) == "ja" else "en"
    said = fold(text).strip()
    if previous.kind in MESSAGE_KINDS and _adds(said, language):
        return _joined(text, previous, read)
    if previous.kind in _PLANS and len(said) <= _data()["shortest"][language]:
        added = read(text, previous.kind)
        fitting = {name: value for name in _FITTING if (value := getattr(added, name))}
        if fitting and not added.draft:
            return previous.model_copy(update={"text": _both(previous, text), **fitting})
    return None


def _adds(said: str, language: str) -> bool:
    return len(said) <= _data()["longest"][language] and any(p.search(said) for p in _patterns(language))


def _joined(text: str, previous: Brief, read: Read) -> Brief:
    """Both texts read as one request; what was settled in between stays."""
    alone, both = read(text, previous.kind), read(_both(previous, text), previous.kind)
    kept = {
        name: getattr(previous, name)
        for name in _KEPT
        if getattr(alone, name) in (None, type(alone).model_fields[name].default)
    }
    return both.model_copy(
        update={
            **kept,
            "language": previous.language,
            "occasion": both.occasion if previous.occasion is None else previous.occasion,
        }
    )


def _both(previous: Brief, text: str) -> str:
    return f"{previous.text.rstrip()}\n{text}"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("refinements.yaml"))
    return data


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _data()["adds"][language])
