"""What an English request says beside its people. The patterns are the ``en`` part of ``slots.yaml``."""

import re
from datetime import date
from functools import cache

from coach.brief import Ask, Moment
from coach.understanding.moments import find_moments
from coach.understanding.slots_ja import minutes_in, slot_data, slot_pattern

__all__ = ["ask_en", "event_en", "given_en", "history_en", "met_when_en", "met_where_en", "news_en", "offered_en", "reason_en", "topics_en"]  # fmt: skip

_MEETING = re.compile(r"\b(?:met|meeting|saw|spoke|talked|chatted|connected|introduced myself|exchanged|swapped|sat next|ran into|bumped|lunch|dinner|coffee|tour|thank)", re.I)  # fmt: skip
_AHEAD = re.compile(r"^(?:next|this (?!morning)|coming|tomorrow|end of|day after)|from now$", re.I)
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|our|my|yesterday['’]s|last \w+['’]s)\s+", re.I)


def _en(name: str) -> re.Pattern[str]:
    return slot_pattern("en", name)


def met_where_en(request: str) -> str | None:
    """Where they met: "I met Sarah at the Tokyo supply chain forum last Friday"."""
    match = _en("met_where").search(request)
    if match:
        place = _ARTICLE.sub("", match[1].strip())
        if place and (_en("venues").search(place) or re.match(r"[A-Z]", place)):
            return place
    for venue in _en("venues").finditer(request):
        lead = _en("from_where").search(request[: venue.start()])
        if lead:
            return _ARTICLE.sub("", (lead[1] + venue[0]).strip()) if _real_venue(venue[0]) else None
    return None


def _real_venue(word: str) -> bool:
    """A meal, a tour or a talk one thanks for is what was given, not where one met."""
    return word.lower() not in ("dinner", "lunch", "breakfast", "tour", "plant tour", "talk", "meeting", "course", "class", "show", "session", "panel", "lecture")  # fmt: skip


def met_when_en(request: str, today: date, *, thanks: bool) -> Moment | None:
    """When they met: the first time behind us in a sentence about meeting."""
    for sentence in re.finditer(r"[^.!?\n]+", request):
        if not (thanks or _MEETING.search(sentence[0])):
            continue
        for found in find_moments(sentence[0], "en", today):
            ahead = _AHEAD.search(found.words) or re.search(
                r"\b(?:by|before|until|for)\s*$", sentence[0][: found.start]
            )
            bare_future = (
                not thanks
                and found.past != found.future
                and re.search(r"\b(?:on|this)\s*$", sentence[0][: found.start])
                and not _MEETING.search(sentence[0])
            )
            if not ahead and not bare_future and (found.past is None or found.past <= today):
                return found.moment(future=False)
    return None


def topics_en(request: str, names: set[str]) -> tuple[str, ...]:
    """What was talked about: "We talked about cold storage" → "cold storage"."""
    found: list[str] = []
    for pattern in _topic_patterns():
        for match in pattern.finditer(request):
            for piece in re.split(r",? and |, ", match[1].strip()):
                topic = re.sub(
                    r"\s+(?:in (?:english|japanese)|please|yesterday|last \w+)$", "", piece.strip(" ."), flags=re.I
                )
                topic = re.sub(r"^(?:the|our|his|her|their|my)\s+(?=\w)", "", topic)
                if topic and topic not in found and topic not in names and len(topic) < 60:
                    found.append(topic)
    return tuple(found[:3])


@cache
def _topic_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in slot_data()["en"]["topics"])


@cache
def _ask_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in slot_data()["en"]["ask"])


def ask_en(request: str) -> Ask | None:
    """What the user wants from the other person; what they want from the coach does not count."""
    for pattern in _ask_patterns():
        for match in pattern.finditer(request):
            words = _en("ask_ends").split(match[1])[0].strip(" ,")
            if len(words) < 4 or _en("ask_to_coach").search(words):
                continue
            what = next(
                (kind for kind, signs in slot_data()["en"]["ask_kinds"] if re.search(signs, words, re.I)), "other"
            )
            return Ask(words=words, what=what, minutes=minutes_in(words) or minutes_in(request))
    return None


def reason_en(request: str) -> str | None:
    """Why they ask: the clause behind because, since or as, or what they say they are doing."""
    match = _en("reason").search(request)
    if match:
        return str(match[1]).strip()
    extra = _en("reason_extra").search(request)
    return str(extra[0]).strip() if extra else None


def given_en(request: str) -> str | None:
    """What the other person did: "for showing me around the warehouse"."""
    match = _en("given").search(request) or _en("given_clause").search(request)
    if match is None:
        return None
    words = re.split(
        r"\s+(?:yesterday|last \w+|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|in (?:english|japanese))\b",
        match[1],
        flags=re.I,
    )[0]
    return re.sub(r"^who\s+", "they ", words.strip())


def offered_en(request: str) -> str | None:
    """What the user sends or offers."""
    match = _en("offered").search(request)
    return str(match[1]).strip() if match else None


def event_en(request: str) -> str | None:
    """For invitations: the event with its date and place, as given."""
    match = _en("event").search(request)
    return re.sub(r"^to\s+", "", str(match[1]).strip(" ,"), flags=re.I) if match else None


def news_en(request: str) -> str | None:
    """What came of it, for a report."""
    match = _en("news").search(request) or _en("news_result").search(request)
    return str(match[1]).strip() if match else None


def history_en(request: str) -> str | None:
    """What the user tells of earlier asks, gives and answers, for the check."""
    found = [match[0].strip() for match in _en("past_dealing").finditer(request)]
    return ". ".join(found) if found else None
