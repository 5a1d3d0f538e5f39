"""A wish in the user's words as a polite English question."""

import re
from functools import cache

from coach.brief import Tone
from coach.writing.english import ENDS, listed, lists, plain, to_you

__all__ = ["request"]


@cache
def _leads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each["lead"], re.IGNORECASE), each["who"]) for each in lists()["leads"])


def request(words: str, tone: Tone, kind: str, minutes: int | None) -> str:
    """A wish as a polite question without its mark: "visit her warehouse next month" → "would it be possible …"."""
    text, who = plain(words), "unknown"
    text = re.sub(r"^(?:if possible,?|ideally,?|maybe|perhaps|and|also|possibly)\s", "", text, flags=re.IGNORECASE)
    for pattern, actor in _leads():
        match = pattern.match(text)
        if match:
            text, who = text[match.end() :].strip(ENDS), actor
            break
    if not text:
        known = lists()["ask_by_kind"].get(kind, {"who": "thing", "words": "a few minutes of your time"})
        text, who = known["words"], known["who"]
    text = to_you(re.sub(r"^please\s|,?\s*(?:if possible|please)$", "", text, flags=re.IGNORECASE))
    if who == "introduction":
        text, who = f"introduce me to {text}", "other"
    if who == "unknown":
        who = _actor(text)
    text = _timed(text, minutes) if who != "other" else text
    return _asked(text, who, tone)


def _starts(name: str, text: str) -> bool:
    return any(text.lower().startswith(word) for word in lists()[name])


def _actor(text: str) -> str:
    if re.match(r"(?:an?|the|some|any|your|\d+|\w+-minute|fifteen|thirty|twenty|half)\b", text, re.IGNORECASE):
        return "thing"
    if _starts("their_acts", text):
        return "other"
    words = text.split()
    noun_like = any(
        text.lower().split(" ")[0].startswith(word) for word in ("advice", "feedback", "introduction", "intro")
    )
    return "thing" if noun_like or not words else "self"


def _timed(text: str, minutes: int | None) -> str:
    if not minutes or re.search(r"\b(?:minute|hour|min)", text):
        return text
    timed = re.sub(
        r"\ba (?=(?:short |quick |brief )?(?:call|chat|meeting|conversation|coffee|video call|zoom))",
        f"a {minutes}-minute ",
        text,
    )
    return timed if timed != text else f"{text} for {minutes} minutes" if _starts("together", text) else text


def _asked(text: str, who: str, tone: Tone) -> str:
    if who == "other":
        return {"close": "could you ", "polite": "would you be willing to ", "formal": "would you be willing to "}[
            tone
        ] + text
    learn = re.match(
        r"(?:hear|learn|know|find out|understand) (?:from you )?(?:more )?(?:about )?(how|what|why|which|where|when) ",
        text,
    )
    if who == "self" and learn:
        return _asked("share " + text[learn.start(1) :], "other", tone)
    if who == "self" and _starts("together", text):
        text = re.sub(r"^(talk|speak|chat|meet|catch up|discuss) (?:to|with) you\b", r"\1", text)
        text = re.sub(r"^meet you\b", "meet", text)
    if who == "self":
        if _starts("together", text):
            return {"close": "could we ", "polite": "would you have time to ", "formal": "would you have time to "}[
                tone
            ] + text
        return {
            "close": "could I ",
            "polite": "would it be possible for me to ",
            "formal": "would it be possible for me to ",
        }[tone] + text
    if listed("introductions", text):
        return f"would you be willing to make {text if text.split()[0] in ('an', 'a', 'the') else 'an ' + text}"
    spare = re.fullmatch(
        r"((?:about |some )?(?:\d+|fifteen|twenty|thirty)[ -]min(?:ute)?s?)(?: of (?:your )?time)?"
        r"( (?:by|on the|over the) phone)?",
        text,
    )
    if spare:
        talking = "for a phone call" if spare.group(2) else "to talk"
        return f"would you have {spare.group(1).replace('-minute', ' minutes')} {talking}"
    if listed("meetings", text):
        text = re.sub(r"^(?=\d+-min|short |quick |brief |call|chat|coffee chat|meeting|video call)", "a ", text)
        return {"close": "would you be up for ", "polite": "would you be open to ", "formal": "would you be open to "}[
            tone
        ] + text
    return f"could I ask for {'your ' + text if text.split()[0] in lists()['opinions'] else text}"
