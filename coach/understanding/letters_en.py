"""What an English request for a message says for its occasion, and its statements that no slot holds."""

import re
from datetime import date
from typing import Any

from coach.brief import Ask
from coach.understanding.ask import kind_of_ask, minutes_in
from coach.understanding.cast import Cast
from coach.understanding.letter_patterns import group, one, pattern
from coach.understanding.moments import find_moments
from coach.understanding.people_ja import Mention
from coach.understanding.said_en import pattern as pattern_of
from coach.understanding.statements_en import Said, said_en

__all__ = ["fill_en", "merged", "with_statements"]

_MOST_TOLD = 8  # statements; a message that says more is one the user writes
# Occasions whose wish may stand in words that no clause shows as one.
_ASKING = ("ask_introduction", "ask_meeting", "first_after_introduction")
_NO_ASK = re.compile(
    r"\b(?:no (?:\w+ )?(?:ask|asks|asking|requests?|favou?rs?|pitch)|not (?:asking|expecting)|nothing to ask|"
    r"don't ask|without asking)\b",
    re.IGNORECASE,
)
# Words of the message itself, which is nothing to offer.
_MESSAGE = re.compile(
    r"\b(?:thank[- ]?you|thanks|note of|apolog\w+|reply|reminder|greetings?|goodbye|congratulations)\b", re.IGNORECASE
)
_WITH_MATTER = ("reminder", "accept_no", "decline", "apologise_late")


def fill_en(
    values: dict[str, Any], request: str, occasion: str, mentions: list[Mention], today: date
) -> dict[str, Any]:
    """The slots of this occasion, read from the words that belong to it."""

    def first(name: str) -> str | None:
        return group(pattern("en", name).search(request))

    match occasion:
        case "decline":
            asked = first("asked_for_by_them") or first("invitation")
            return {"topics": one(_asked_en(asked)), "reason": _why_not(first("why_not"))}
        case "accept_no":
            return {"topics": one(_asked_en(first("refused_me")))}
        case "reminder" | "apologise_late":
            about = first("remind_about") or first("wrote_about")
            return {"topics": one(about) if occasion == "reminder" else ()}
        case "congratulate":
            return {"event": first("feat") or first("feat_noun")}
        case "report_back":
            return {"history": first("colon_news")}
        case "farewell":
            return {
                "deadline": _leaving_en(first("leaving") or first("last_day_is"), today),
                "given": first("thanks_for"),
            }
        case "reconnect":
            return {"met_where": first("worked_at")}
        case "first_contact":
            return {"met_where": first("seen")}
        case "ask_meeting":
            heard = pattern("en", "attended").search(request)
            return {"told": (f"I {heard[2]} your {heard[1]}{heard[3]}",) if heard else ()}
        case "give":
            return {"offered": first("promised")}
        case "make_introduction":
            does = pattern("en", "who_does").search(request)
            return {"told": (f"{does[1]} {does[2].removeprefix('who ')}",) if does else ()}
        case "thanks_meeting" | "thanks_meal" | "season_greeting" | "report_back":
            given = first("thanks_for")
            if given and pattern("en", "the_talk").search(given):  # that is the meeting itself
                given = None
            return {"given": given or _told_how(first("told_how"))}
    return {}


def _told_how(words: str | None) -> str | None:
    return f"telling me {words}" if words else None


def _asked_en(words: str | None) -> str | None:
    """The matter somebody asked about: "to test his beta app" → "testing his beta app" stays a phrase after "about"."""
    if words is None:
        return None
    if words.startswith("for "):
        return words.removeprefix("for ")
    if words.startswith("as "):
        return f"serving {words}"
    if words.startswith(("on ", "in ")):
        return f"being {words}"
    if words.startswith("to "):
        verb, _, rest = words.removeprefix("to ").partition(" ")
        return f"{_gerund(verb)} {rest}".strip()
    return words


def _why_not(words: str | None) -> str | None:
    """The reason behind "I can't": "I can't, I'm nursing my father" → "I'm nursing my father"."""
    if words is None:
        return None
    why = re.sub(
        r"^(?:I|we) (?:can't|cannot|can’t|won't|am not able to|don't want to)(?:,| -| because| as| since)+ ", "", words
    )
    return None if re.fullmatch(r"(?:I|we) (?:can['’]t|cannot|won['’]t)", why) else why


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb):
        return verb + verb[-1] + "ing"
    return verb + "ing"


def _leaving_en(words: str | None, today: date) -> Any:
    if not words:
        return None
    moments = find_moments(words, "en", today)
    return moments[0].moment(future=True) if moments else None


def _plausible(ask: Ask | None) -> bool:
    """Whether the general reading found a wish and not the addressee or a remark."""
    return ask is not None and bool(
        re.match(r"(?:an?|the|some|his|her|their|\d+|to|if|whether|visit|meet|see|hear|talk|learn|introduc)", ask.words)
    )


def with_statements(values: dict[str, Any], request: str, occasion: str, cast: Cast) -> dict[str, Any]:
    """The values with what the clauses of the request say: better slots, and everything else to be told."""
    return merged(values, said_en(request, occasion, cast), request, occasion)


def merged(values: dict[str, Any], said: Said, request: str, occasion: str) -> dict[str, Any]:
    """The values with what was read of the request."""
    filled, told, slots = dict(values), list(said.told), said.slots
    for name in ("given", "offered", "event", "reason"):
        if slots.get(name):
            filled[name] = slots[name]
    if filled.get("offered") and _MESSAGE.search(filled["offered"]):
        filled["offered"] = None
    if _NO_ASK.search(request) or occasion not in _ASKING or not _plausible(filled.get("ask")):
        filled["ask"] = None
    if slots.get("met_where") and not filled.get("met_where"):
        filled["met_where"] = slots["met_where"]
    if slots.get("ask"):
        words = slots["ask"]
        minutes = minutes_in(words) or minutes_in(request)
        filled["ask"] = Ask(words=words, what=kind_of_ask(words, "en"), minutes=minutes)
    if occasion in _WITH_MATTER and slots.get("matter"):
        filled["topics"] = one(_asked_en(slots["matter"]))
    if slots.get("fault"):
        told.insert(0, f"I'm sorry for {slots['fault']}")
    if told:
        filled["history"] = None
    told = [each for each in told if not pattern_of("coaching").search(each)]
    spare = [each for each in said.spare if not pattern_of("coaching").search(each)]
    filled |= {"told": tuple(told[:_MOST_TOLD]), "spare": tuple(spare), "loose": tuple(said.loose)}
    return filled
