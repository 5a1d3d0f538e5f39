"""Follow-ups: a change to the last request ("shorter", 「それを英語で」) or a question that leans on it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.answer import MESSAGE_KINDS
from coach.brief import Brief, Revision
from coach.resources import load_yaml
from coach.understanding.change import LONGEST
from coach.understanding.change import changes as put_like_a_change
from coach.understanding.text import fold

__all__ = ["contextual_query", "leans_on", "merge", "read_revision"]

_CLEAR = 0.05  # how much like a change a text has to be put when more than the change is said
_BARE = -0.4  # and when nothing else is


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("revisions.yaml"))
    return data


@cache
def _rules() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((rule["set"], re.compile(f"{rule['ja']}|{rule['en']}")) for rule in _data()["rules"])


@cache
def _filler(language: str) -> re.Pattern[str]:
    return re.compile(_data()["filler"][language])


def _spoken(text: str) -> str:
    return "ja" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text) else "en"


def read_revision(text: str, previous: Brief | None) -> Revision | None:
    """Read ``text`` as a change to ``previous``; None when it is a request of its own.

    It is a change when a change is named and the whole is put like one, or nothing but the change is said:
    「もう少し短く、英語で」, "what if we'd never met?".
    """
    if previous is None:
        return None
    said = fold(text).strip()
    language = _spoken(said)
    if len(said) > LONGEST[language]:
        return None
    changes: dict[str, Any] = {}
    left = re.sub(_data()["not_this"][language], " ", said)
    for fields, pattern in _rules():
        if pattern.search(left):
            left = pattern.sub(" ", left)
            changes = fields | changes  # the first rule that sets a field wins: more formal before polite
    if not changes:
        return None
    rest = re.sub(r"[\W_]", "", _filler(language).sub("", left))
    put = put_like_a_change(said)
    bare = len(rest) <= _data()["most_left"][language] and put > _BARE
    return Revision(**changes) if bare or put > _CLEAR else None


def merge(previous: Brief, revision: Revision) -> Brief:
    """The last request with the change applied; everything else stays."""
    changes: dict[str, Any] = {
        name: value
        for name in ("length", "warmth", "tone", "channel", "stage", "ask")
        if (value := getattr(revision, name)) is not None
    }
    if revision.language is not None:
        changes["message_language" if previous.kind in MESSAGE_KINDS else "language"] = revision.language
    if revision.drop_ask:
        changes["ask"] = None
    if revision.stage == "stranger":  # nothing was shared with somebody one has never met
        changes |= {"met_where": None, "met_when": None, "given": None}
        if previous.kind in MESSAGE_KINDS:
            changes |= {"kind": "outreach", "occasion": "first_contact"}
    return previous.model_copy(update=changes)


def leans_on(text: str, previous: Brief | None) -> bool:
    """Whether ``text`` can only be understood together with the turn before."""
    if previous is None:
        return False
    said = fold(text).strip()
    language = _spoken(said)
    short = len(said) <= _data()["elliptical_longest"][language]
    return short and bool(re.search(_data()["elliptical"][language], said))


def contextual_query(text: str, previous: Brief | None) -> str:
    """The words to search with: ``text``, after the last request's words when it leans on them."""
    if previous is None or not leans_on(text, previous):
        return text
    return f"{previous.text[:300]}\n{text}"
