"""The contents of a request: met, topics, given, offered, ask, reason, deadline, event, history, time budget, purpose."""

import re
from datetime import date
from typing import Any

from coach.answer import Kind
from coach.brief import Ask, Moment
from coach.understanding import slots_en as en
from coach.understanding import slots_ja as ja
from coach.understanding.cast import Cast
from coach.understanding.moments import find_moments

__all__ = ["read_slots"]

_MESSAGES = ("outreach", "follow_up")
_THANKS = ("thanks_meeting", "thanks_meal", "thanks_introduction", "report_back")
# Messages that ask for nothing: an ask in their words is what somebody else asked, or what lies behind.
_NO_ASK = ("decline", "accept_no", "apologise_over_asking", "apologise_late", "congratulate", "farewell", "season_greeting", "give", "report_back", "thanks_introduction", "thanks_meal", "reminder", "make_introduction", "invite")  # fmt: skip
_INTRODUCE = {"ja": "紹介", "en": "an introduction"}
_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_NUMBERS = {c: n for n, c in enumerate("一二三四五六七八九十", start=1)} | {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "": 1,
}  # fmt: skip


def read_slots(request: str, kind: Kind, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    """The fields of the Brief that are neither people nor manner."""
    japanese = bool(_JAPANESE.search(request))
    values: dict[str, Any] = {"minutes_per_week": _weekly(request), "purpose": _purpose(request, kind, japanese)}
    if kind == "self_check":
        values["history"] = (ja.history_ja if japanese else en.history_en)(request)
    if kind not in _MESSAGES:
        return values
    values |= _japanese(request, occasion, cast, today) if japanese else _english(request, occasion, cast, today)
    values["deadline"] = _deadline(request, "ja" if japanese else "en", today)
    return values


def _japanese(request: str, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    mentions = cast.mentions
    ask = None if occasion in _NO_ASK else ja.ask_ja(request, mentions, today)
    inviting = occasion == "invite"
    values: dict[str, Any] = {
        "met_where": None if inviting else ja.met_where_ja(request, today),
        "met_when": None if inviting else ja.met_when_ja(request, today, thanks=occasion in _THANKS),
        "topics": ja.topics_ja(request, mentions, today),
        "given": ja.given_ja(request, mentions, today),
        "offered": ja.offered_ja(request),
        "ask": ask,
        "reason": ja.reason_ja(request, mentions, today) if ask or occasion in ("decline", "invite") else None,
        "event": ja.event_ja(request, today) if inviting else None,
    }
    if occasion in ("report_back", "thanks_introduction"):
        values["history"] = ja.news_ja(request)
    return values


def _english(request: str, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    names = {mention.person.name or "" for mention in cast.mentions}
    ask = None if occasion in _NO_ASK else en.ask_en(request)
    if ask is None and occasion == "ask_introduction":
        ask = Ask(words=_INTRODUCE["en"], what="introduction")
    inviting = occasion == "invite"
    values: dict[str, Any] = {
        "met_where": None if inviting else en.met_where_en(request),
        "met_when": None if inviting else en.met_when_en(request, today, thanks=occasion in _THANKS),
        "topics": en.topics_en(request, names),
        "given": en.given_en(request),
        "offered": en.offered_en(request),
        "ask": ask,
        "reason": en.reason_en(request) if ask or occasion == "decline" else None,
        "event": en.event_en(request) if inviting else None,
    }
    if occasion in ("report_back", "thanks_introduction"):
        values["history"] = en.news_en(request)
    return values


def _deadline(request: str, language: str, today: date) -> Moment | None:
    """Until when the message shall go out or the answer is needed: 「金曜までに」, "by Friday"."""
    for found in find_moments(request, language, today):
        after, before = request[found.end :], request[: found.start]
        until = re.match(r"(?:まで(?:に)?|以内|中に|ごろまで|の?うちに)", after) or re.search(
            r"\b(?:by|before|until|no later than)\s+(?:the )?$", before, re.I
        )
        if until or re.search(r"中$", found.words):
            return found.moment(future=True)
    return None


def _weekly(request: str) -> int | None:
    """Minutes a week the user has for it."""
    for language in ("ja", "en"):
        for pattern, each in ja.slot_data()[language]["weekly"]:
            match = re.search(pattern, request, re.I)
            if match:
                number = match[1].lower()
                count = _NUMBERS.get(number) or float(number)
                half = bool(match.re.groups > 1 and match[2]) or "and a half" in match[0]
                return round((count + (0.5 if half else 0)) * each)
    return None


def _purpose(request: str, kind: Kind, japanese: bool) -> str | None:
    if kind not in ("goal", "approach", "question"):
        return None
    for name, pattern in ja.slot_data()["ja" if japanese else "en"]["purposes"]:
        if re.search(pattern, request, re.I):
            return str(name)
    return None
