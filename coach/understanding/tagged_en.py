"""What an English request says, read from its tagged parts: its people, and what the message shall tell and ask.

The tagger (``parts.py``) knows which words are facts, which are wishes, and which are only said to the coach; here they
become the same slots and statements that the rules of ``statements_en.py`` give. Nothing outside the facts and wishes
reaches the message. Where the tagger is unsure the reading of the rules stays.
"""

import re
from datetime import date
from typing import Any

from coach.brief import Ask, Person
from coach.understanding.ask import kind_of_ask, minutes_in
from coach.understanding.barred_en import Barred, naming
from coach.understanding.japanese_names_en import with_japanese_names
from coach.understanding.kept_en import is_sentence
from coach.understanding.moments import find_moments
from coach.understanding.order_slots_en import WISHLESS
from coach.understanding.parts import Parts, read_parts
from coach.understanding.said_en import Said, pattern
from coach.understanding.spelled_en import tidy
from coach.understanding.tagged_facts_en import TaggedStatements
from coach.understanding.tagged_people_en import SURE, cast_of, people_of
from coach.understanding.telegram_en import as_sentences

__all__ = ["with_parts"]

_SURER = 0.75  # of a place that takes the place of another reading
_SLOTS = ("given", "offered", "reason", "event", "history", "met_where")


def with_parts(values: dict[str, Any], text: str, occasion: str | None, today: date) -> dict[str, Any]:
    """The values of a request for a message, mended by what the tagger read of ``text`` (the user's words as typed).

    What the rules read of words only said to the coach, or to stay out, is taken away; what they left open is filled;
    and every tagged fact is there to be said when the message turns out to lack it.
    """
    text = as_sentences(text)
    parts = read_parts(text, "en")
    if occasion is None or not parts.of("fact", "ask", "do"):
        return values
    found = {**values, **people_of(values, parts, text, occasion)}
    said = TaggedStatements(text, occasion, cast_of(found, parts, text), parts).read()
    barred = Barred(parts, text)
    for name in _SLOTS:
        if found.get(name) and barred.never_said(found[name]):
            found[name] = None
        fuller = bool(found.get(name) and said.slots.get(name)) and naming(found[name]) < naming(said.slots[name])
        if (not found.get(name) or (fuller and name in ("event", "offered", "given"))) and said.slots.get(name):
            found[name] = said.slots[name]
    first = ((found.get("recipient") or Person()).name or "?").split(" ")[0]
    if found.get("offered") and re.fullmatch(r"(?:this|that|it|these|those)(?: \w+)?", found["offered"]):
        found["offered"] = None
    if found.get("offered") and first in found["offered"]:
        found["offered"] = re.sub(rf"^.*\b{re.escape(first)}\b (?=(?:my|our|the|an?|some)\b)", "", found["offered"])
    found["topics"] = tuple(each for each in found.get("topics", ()) if not barred.never_said(each))
    found |= _met(parts, today, found)
    found["ask"] = _asked(found.get("ask"), said, barred, occasion)
    for name in ("told", "spare"):
        freed = (barred.freed(each) for each in found.get(name, ()))
        found[name] = tuple(each for each in freed if each and not barred.holds(each))
    fragments = tuple(each for each in found["told"] if not is_sentence(each) and barred.of_people(each))
    found["told"] = tuple(each for each in found["told"] if each not in fragments)
    tagged = tuple(
        each
        for each in map(barred.freed, (*said.told, *said.spare))
        if each and not barred.holds(each) and not pattern("coaching").search(each) and not barred.of_people(each)
    )
    given = f"Thank you for {said.slots['given']}" if said.slots.get("given") else None
    found["spare"] = (*found["spare"], *filter(None, (given,)), *tagged)
    found["loose"] = tuple(each for each in found.get("loose", ()) if barred.free(each))
    return with_japanese_names(found, text) if found.get("message_language") == "ja" else found


def _asked(ask: Ask | None, said: Said, barred: Barred, occasion: str) -> Ask | None:
    """The wish of the rules unless it is only said to the coach; else the tagged one."""
    words = said.slots.get("ask")
    of_message = ask is not None and pattern("of_message").search(ask.words) is not None
    told = ask is not None and is_sentence(ask.words) and not pattern("wishful").search(ask.words)
    ask = None if told else ask
    if ask is not None and not barred.never_said(ask.words) and not (words and of_message):
        return ask
    if not words or (occasion in WISHLESS and occasion != "make_introduction"):
        return None
    return Ask(words=words, what=kind_of_ask(words, "en"), minutes=minutes_in(words))


def _met(parts: Parts, today: date, known: dict[str, Any]) -> dict[str, Any]:
    """Where and when the two met, by the names the tagger is sure of."""
    found: dict[str, Any] = {}
    where, when = parts.best("wh"), parts.best("wn")
    if where is not None and where.sure >= (_SURER if known.get("met_where") else SURE):
        found["met_where"] = re.sub(r"^(?:the|a|an) ", "", tidy(where.text))
    moments = find_moments(tidy(when.text), "en", today) if when is not None and when.sure >= SURE else []
    if moments and not known.get("met_when"):
        found["met_when"] = moments[-1].moment(future=False)
    return found
