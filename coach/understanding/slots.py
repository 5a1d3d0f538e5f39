"""The contents of a request: met, topics, given, offered, ask, reason, deadline, event, history, time, purpose."""

import re
from datetime import date
from typing import Any

from coach.answer import MESSAGE_KINDS, Kind
from coach.brief import Ask, Moment
from coach.understanding import slots_en as en
from coach.understanding import slots_ja as ja
from coach.understanding.ask import ask_ja, reason_ja
from coach.understanding.cast import Cast
from coach.understanding.letters import complete, sayable
from coach.understanding.met_ja import met_when_ja, met_where_ja
from coach.understanding.moments import find_moments
from coach.understanding.phrases import slot_data

__all__ = ["read_slots"]

_ABOUT_SOMEBODY = {"give_take": ("met_where", "met_when", "topics", "given"), "self_check": ("met_where",)}
_THANKS = ("thanks_meeting", "thanks_meal", "thanks_introduction", "report_back")
_TELLING = ("report_back", "thanks_introduction")
# Messages that ask for nothing: an ask in their words is what somebody else asked, or what lies behind.
_NO_ASK = (
    "decline",
    "accept_no",
    "apologise_over_asking",
    "apologise_late",
    "congratulate",
    "farewell",
    "season_greeting",
    "give",
    "report_back",
    "thanks_introduction",
    "thanks_meal",
    "reminder",
    "make_introduction",
    "invite",
)
# A proposal among thanks: 「お礼と、横浜の中華どうですかって誘いたい」.
_PROPOSES = re.compile(
    r"(?<!その後)(?:どう|いかが)(?:ですか|っすか|かな|か)?(?:って|と|、と)[^。]{0,6}(?:誘|聞|添え|伝え)"
)
_AN_INTRODUCTION = "an introduction"
_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_UNTIL_AFTER = re.compile(r"(?:まで(?:に)?|以内|中に|ごろまで|の?うちに)")
_UNTIL_BEFORE = re.compile(r"\b(?:by|before|until|no later than)\s+(?:the )?$", re.IGNORECASE)


def read_slots(request: str, kind: Kind, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    """The fields of the Brief that are neither people nor manner."""
    japanese = bool(_JAPANESE.search(request))
    values: dict[str, Any] = {"minutes_per_week": _weekly(request), "purpose": _purpose(request, kind, japanese)}
    if kind == "self_check":
        values["history"] = (ja.history_ja if japanese else en.history_en)(request)
    if kind in _ABOUT_SOMEBODY:
        told = _japanese(request, None, cast, today) if japanese else _english(request, None, cast, today)
        values |= {name: told[name] for name in _ABOUT_SOMEBODY[kind]}
    if kind not in MESSAGE_KINDS:
        return values
    request = sayable(request)
    values |= _japanese(request, occasion, cast, today) if japanese else _english(request, occasion, cast, today)
    if occasion == "invite":
        values |= {"met_where": None, "met_when": None}
    values |= {"deadline": _deadline(request, "ja" if japanese else "en", today)}
    return complete(values, request, occasion, cast, today)


def _japanese(request: str, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    mentions = cast.mentions
    ask = ask_ja(request, mentions) if occasion not in _NO_ASK or _PROPOSES.search(request) else None
    values: dict[str, Any] = {
        "met_where": met_where_ja(request, today),
        "met_when": met_when_ja(request, today, thanks=occasion in _THANKS),
        "topics": ja.topics_ja(request, mentions, today),
        "given": ja.given_ja(request, mentions, today),
        "offered": ja.offered_ja(request),
        "ask": ask,
        "reason": reason_ja(request, mentions) if ask or occasion in ("decline", "invite") else None,
        "event": ja.event_ja(request, today) if occasion == "invite" else None,
    }
    return values | ({"history": ja.news_ja(request)} if occasion in _TELLING else {})


def _english(request: str, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    names = {mention.person.name or "" for mention in cast.mentions}
    ask = None if occasion in _NO_ASK else en.ask_en(request)
    if ask is None and occasion == "ask_introduction":
        ask = Ask(words=_AN_INTRODUCTION, what="introduction")
    values: dict[str, Any] = {
        "met_where": en.met_where_en(request, {mention.person.company or "" for mention in cast.mentions}),
        "met_when": en.met_when_en(request, today, thanks=occasion in _THANKS),
        "topics": en.topics_en(request, names),
        "given": en.given_en(request),
        "offered": en.offered_en(request),
        "ask": ask,
        "reason": en.reason_en(request) if ask or occasion == "decline" else None,
        "event": en.event_en(request) if occasion == "invite" else None,
    }
    return values | ({"history": en.news_en(request)} if occasion in _TELLING else {})


def _deadline(request: str, language: str, today: date) -> Moment | None:
    """Until when the message shall go out or the answer is needed: 「金曜までに」, "by Friday"."""
    for found in find_moments(request, language, today):
        until = _UNTIL_AFTER.match(request[found.end :]) or _UNTIL_BEFORE.search(request[: found.start])
        if until or found.words.endswith("中"):
            return found.moment(future=True)
    return None


def _weekly(request: str) -> int | None:
    """Minutes a week the user has for it."""
    for language in ("ja", "en"):
        for pattern, each in slot_data()[language]["weekly"]:
            match = re.search(pattern, request, re.IGNORECASE)
            if match:
                number = match[1].lower()
                half = bool(match.re.groups > 1 and match[2]) or "and a half" in match[0]
                return round(((slot_data()["numbers"].get(number) or float(number)) + (0.5 if half else 0)) * int(each))
    return None


def _purpose(request: str, kind: Kind, japanese: bool) -> str | None:
    if kind not in ("goal", "approach", "question"):
        return None
    purposes = slot_data()["ja" if japanese else "en"]["purposes"]
    return next((str(name) for name, signs in purposes if re.search(signs, request, re.IGNORECASE)), None)
