"""What an English request says beside its people. The patterns are the ``en`` part of ``slots.yaml``."""

import re
from datetime import date

from coach.brief import Ask, Moment
from coach.understanding.ask import kind_of_ask, minutes_in
from coach.understanding.moments import Found, find_moments
from coach.understanding.phrases import slot_data, slot_pattern

__all__ = [
    "ask_en",
    "event_en",
    "given_en",
    "history_en",
    "met_when_en",
    "met_where_en",
    "news_en",
    "offered_en",
    "reason_en",
    "topics_en",
]

_MOST_TOPICS = 3
_LONGEST_TOPIC = 60  # characters; more is a clause, not a topic
_SHORTEST_ASK = 4


# Before the noun "offer"; before the verb stands nothing of the kind.
_WHOSE = re.compile(r"(?:['’]s|s['’]|\b(?:his|her|their|your|the|an?|this|that|job))\s+(?:\w+\s+)?$", re.IGNORECASE)


def _en(name: str, index: int | None = None) -> re.Pattern[str]:
    return slot_pattern("en", name, index)


def met_where_en(request: str, companies: set[str]) -> str | None:
    """Where they met: "I met Sarah at the Tokyo supply chain forum last Friday"."""
    verb = next((each for each in _en("met_verbs").finditer(request) if not _denied(request, each.start())), None)
    end = re.compile(r"[.!?]\s").search(request, verb.end()) if verb else None
    for match in _en("met_place").finditer(request, verb.end(), end.start() if end else len(request)) if verb else ():
        place = _en("article").sub("", match[1].strip())
        if place and place not in companies and (_en("venues").search(place) or place[0].isupper()):
            return place
    for venue in _en("venues").finditer(request):
        lead = _en("from_where").search(request[: venue.start()])
        if lead:
            # "for explaining the rota at yesterday's meetup": the place begins behind the last preposition.
            named = re.split(r"\b(?:at|in|on|during) ", lead[1])[-1] + venue[0]
            return None if _en("no_venue").match(venue[0]) else _en("article").sub("", named.strip())
    return None


def _denied(request: str, start: int) -> bool:
    return bool(
        re.search(r"\b(?:never|not|haven['’]t|have not|hasn['’]t)\s+(?:\w+ )?$", request[:start], re.IGNORECASE)
    )


def met_when_en(request: str, today: date, *, thanks: bool) -> Moment | None:
    """When they met: the first time behind us in a sentence about meeting."""
    for sentence in re.finditer(r"[^.!?\n]+", request):
        meeting = _en("meeting").search(sentence[0])
        for found in find_moments(sentence[0], "en", today) if thanks or meeting else ():
            if _is_past(found, sentence[0][: found.start], today, sure=thanks or meeting is not None):
                return found.moment(future=False)
    return None


def _is_past(found: Found, before: str, today: date, *, sure: bool) -> bool:
    if _en("ahead").search(found.words) or _en("ahead_before").search(before):
        return False
    if not sure and found.past != found.future and _en("planned_before").search(before):
        return False
    return found.past is None or found.past <= today


def topics_en(request: str, names: set[str]) -> tuple[str, ...]:
    """What was talked about: "We talked about cold storage" → "cold storage"."""
    found: list[str] = []
    for index in range(len(slot_data()["en"]["topics"])):
        for match in _en("topics", index).finditer(request):
            for piece in re.split(r",? and |, ", match[1].strip()):
                topic = _en("topic_tail").sub("", piece.strip(" ."))
                found.append(re.sub(r"^(?:the|our)\s+(?=\w)", "", topic))
    topics = [topic for topic in found if topic and topic not in names and len(topic) < _LONGEST_TOPIC]
    return tuple(dict.fromkeys(topics))[:_MOST_TOPICS]


def ask_en(request: str) -> Ask | None:
    """What the user wants from the other person; what they want from the coach does not count."""
    for index in range(len(slot_data()["en"]["ask"])):
        for match in _en("ask", index).finditer(request):
            words = _en("ask_ends").split(match[1])[0].strip(" ,")
            if len(words) >= _SHORTEST_ASK and not _en("ask_to_coach").search(words):
                minutes = minutes_in(words) or minutes_in(request)
                return Ask(words=words, what=kind_of_ask(words, "en"), minutes=minutes)
    return None


def reason_en(request: str) -> str | None:
    """Why they ask: the clause behind because, since or as, or what they say they are doing."""
    match = _en("reason").search(request)
    if match:
        return str(match[1]).strip()
    extra = _en("reason_extra").search(request)
    return str(extra[0]).strip() if extra else None


def given_en(request: str) -> str | None:
    """What the other person did: "showing me around the warehouse"."""
    match = _en("given").search(request) or _en("given_clause").search(request)
    if match is None:
        return None
    words = _en("given_tail").split(match[1])[0].strip()
    return re.sub(r"^who\s+", "they ", words)


def offered_en(request: str) -> str | None:
    """What the user sends or offers; "Janet's offer to …" is somebody else's."""
    for match in _en("offered").finditer(request):
        if not (match[0].lower().startswith("offer") and _WHOSE.search(request[: match.start()])):
            return str(match[1]).strip()
    return None


def event_en(request: str) -> str | None:
    """For invitations: the event with its date and place, as given."""
    match = _en("event").search(request)
    return re.sub(r"^to\s+", "", str(match[1]).strip(" ,"), flags=re.IGNORECASE) if match else None


def news_en(request: str) -> str | None:
    """What came of it, for a report."""
    match = _en("news").search(request) or _en("news_result").search(request)
    return str(match[1]).strip() if match else None


def history_en(request: str) -> str | None:
    """What the user tells of earlier asks, gives and answers, for the check."""
    found = [match[0].strip() for match in _en("past_dealing").finditer(request)]
    return ". ".join(found) if found else None
