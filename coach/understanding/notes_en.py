"""Notes without a subject as sentences ("sold all 90 jars" → "I sold all 90 jars"), and statements by their form."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml
from coach.understanding.said_en import pattern as said_pattern

__all__ = ["behind", "completed", "describes_reader", "note_words"]

_LEADING = re.compile(
    r"^(?:just (?:hello|hi) and (?:that )?|(?:and|also|because(?! of)|that|plus)\s+)(?=\w)", re.IGNORECASE
)
_ANSWER = re.compile(r"^(yes|no)(?: -|,)? (?=(?:I|we|it|that|they|he|she|you|there|the|my|our|\d+)\b)", re.IGNORECASE)
_SHORTEST_PAST = 5  # letters of a past form in -ed


@cache
def note_words() -> dict[str, Any]:
    """The data of ``reader_en.yaml``."""
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("reader_en.yaml"))
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{note_words()[name].removeprefix('^')})", re.IGNORECASE)


@cache
def _verbs(name: str) -> frozenset[str]:
    return frozenset(note_words()[name].split())


def behind(occasion: str, words: str) -> bool:
    """Whether a statement tells how the message came about, which the slots of its occasion hold."""
    said = note_words()["behind"].get(occasion)
    return bool(said and re.search(said, words, re.IGNORECASE))


def describes_reader(turned: str) -> bool:
    """Whether a statement only says who the reader is or what they do."""
    return bool(_pattern("stative").match(turned[:1].lower() + turned[1:]))


def completed(words: str) -> str:
    """A note as a sentence: its subject added, its leading joints taken off."""
    text = _LEADING.sub("", words.strip(" ,;:-"))
    label = re.match(r"([A-Z][\w' ]{2,24}): (?=[a-z])", text)
    if label:
        return f"{label[0]}{completed(text[label.end() :])}"
    text = _ANSWER.sub(r"\1, ", text)
    opener = re.match(r"(?:yes|no|fine|sure|ok|okay), ", text, re.IGNORECASE)
    head, rest = (opener[0], text[opener.end() :]) if opener else ("", text)
    return head + _with_copula(_with_subject(rest))


def _with_copula(text: str) -> str:
    """A noun and its state with the verb between: "takings up 18%" → "takings are up 18%"."""
    if said_pattern("finite").search(text) or re.search(r"\w['’](?:s|re|ve|m|d|ll) \w", text):
        return text
    counted = _pattern("counted").match(text)
    if counted:
        return f"there have been {text}"
    found = _pattern("copula").match(text)
    if found is None or _pattern("no_copula").match(text):
        return text
    who = found["who"].strip()
    plural = who.endswith("s") and not who.endswith(("ss", "us", "is", "news"))
    return f"{who} {'are' if plural or ' and ' in who else 'is'} {text[found.start('state') :]}"


def _with_subject(text: str) -> str:
    text = re.sub(
        r"^(?:I )?sent (?:him |her |them )?(?=(?:on|last|yesterday|in|this|\w+ (?:days|weeks|months) ago|\d)\b)",
        "I sent it ",
        text,
    )
    text = re.sub(r"^last day(?: is|:)? (?=\w)", "my last day is ", text, flags=re.IGNORECASE)
    lead = re.match(rf"(?:(?:{note_words()['before_verb']})\s+)*", text, re.IGNORECASE)
    rest = text[lead.end() if lead else 0 :]
    low = text[:1].lower() + text[1:]
    if _pattern("favour").match(rest):
        return f"they {low}"
    if _is_state(rest):
        return f"I'm {low}"
    if _is_past(rest):
        return f"I {low}"
    if _pattern("to_reader").match(rest):
        return text
    if _pattern("suggest").match(rest):
        return f"I'd {low}"
    if re.match(
        r"(?:would|could|can|will|should|may|might|am|have|do|did) (?:I|we|you|he|she|they)\b", rest, re.IGNORECASE
    ):
        return text
    if re.match(r"\w+ (?:is|are|was|were|has|will)\b", rest):
        return text
    if _first(rest) in _verbs("present"):
        return f"I {low}"
    return f"I'm {low}" if _is_going_on(rest) else text


def _first(text: str) -> str:
    return re.sub(r"[^\w'’-]+$", "", text.split(" ")[0]).lower().replace("’", "'")


def _is_state(text: str) -> bool:
    return bool(_pattern("state").match(text)) and not _pattern("no_state").match(text)


def _is_past(text: str) -> bool:
    first = _first(text)
    regular = first.endswith("ed") and len(first) >= _SHORTEST_PAST and not _pattern("participle").match(text)
    return first in _verbs("past") or regular


def _is_going_on(text: str) -> bool:
    if _pattern("meeting_somebody").match(text):
        return True
    return bool(re.match(r"\w+ing\b", text)) and not _pattern("no_act").match(text)
