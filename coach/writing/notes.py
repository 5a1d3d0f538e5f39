"""What to ask back and what to mind before a draft is sent, in the language of the request."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import Any

from coach.answer import Message
from coach.brief import Brief
from coach.resources import load_yaml, resource
from coach.writing import register_ja
from coach.writing.calendar import business_days_between, day_words, is_business_day, next_business_day
from coach.writing.channels import counted, limit
from coach.writing.coverage import unsaid
from coach.writing.coverage_en import lost, unplaced
from coach.writing.crossing import is_japanese
from coach.writing.phrases import deck

__all__ = ["both_agreed", "notes", "questions"]

_MOST_QUESTIONS = 2
_WAIT = 5  # business days before a reminder is due
_OPEN = ("【", "[")


def both_agreed(brief: Brief) -> bool:
    """Whether the user says that both sides of an introduction have agreed to it."""
    signs = load_yaml(resource("prompts", "messages", "notes.yaml"))["agreed_signs"]
    said = f"{brief.text} {brief.history or ''}".lower()
    return any(sign.lower() in said for sign in signs)


def _told(slots: str | Sequence[str], known: Set[str]) -> bool:
    """Whether the user gave one of the things a question asks for."""
    return not known.isdisjoint((slots,) if isinstance(slots, str) else slots)


def questions(brief: Brief, known: Set[str]) -> tuple[str, ...]:
    """At most two short questions about what would make the draft better."""
    wanted = deck(brief.language, brief.occasion or "first_contact").wanted
    return tuple(each["ask"] for each in wanted if not _told(each["without"], known))[:_MOST_QUESTIONS]


def notes(brief: Brief, message: Message, stage: str, today: date, linkedin_limit: int) -> tuple[str, ...]:
    """Warnings and hints, the one that matters most first."""
    data = load_yaml(resource("prompts", "messages", "notes.yaml"))
    found = (
        *_rules(brief, message, stage, linkedin_limit, data),
        *_timing(brief, message, today),
        *_names(brief, message),
        *_left_out(brief, message),
    )
    return tuple(data[name][brief.language].format(**values) for name, values in found)


_Found = Iterator[tuple[str, dict[str, Any]]]


def _rules(brief: Brief, message: Message, stage: str, linkedin: int, data: dict[str, Any]) -> _Found:
    if message.channel == "eight" and stage == "stranger":
        yield "eight_stranger", {}
    if any(sign in brief.text.lower() for sign in data["advertising_signs"]):
        yield "advertising", {}
    most = limit(message.channel, linkedin)
    if most is not None and counted(message.body) > most:
        yield "too_long", {"limit": most, "count": counted(message.body)}
    if brief.occasion == "make_introduction" and not both_agreed(brief):
        yield "both_sides" if brief.third.name and brief.recipient.name else "both_sides_one", {}
    if brief.occasion == "ask_introduction" and stage in ("stranger", "met_once"):
        yield "heavy_introduction", {}


def _timing(brief: Brief, message: Message, today: date) -> _Found:
    met = brief.met_when.day if brief.met_when else None
    passed = business_days_between(met, today) if met else None
    if passed is not None and passed > 2 and brief.occasion in ("thanks_meeting", "thanks_meal"):
        yield "late_thanks", {}
    if passed is not None and passed < _WAIT and brief.occasion == "reminder":
        yield "early_reminder", {"days": passed}
    if message.channel == "email" and message.language == "ja" and not is_business_day(today):
        yield "day_off", {"day": day_words(next_business_day(today), today, brief.language)}


def _left_out(brief: Brief, message: Message) -> _Found:
    """What the user said and the message does not, so that nothing is lost in silence."""
    if message.language == "ja" and brief.language == "ja":
        yield from _left_out_ja(brief, message)
    if message.language == "en" and brief.language == "en":
        missing = unplaced((*brief.loose, *lost(brief.spare, f"{message.subject} {message.body}")), _all_of(message))
        if missing:
            yield "left_out", {"words": "; ".join(f'"{each}"' for each in missing)}


def _left_out_ja(brief: Brief, message: Message) -> _Found:
    """Statements and a wish of which the Japanese message lacks a content word in any wording."""
    text = f"{message.subject or ''}\n{message.body}"
    told = (*brief.told, *((brief.ask.words,) if brief.ask else ()))
    missing = unsaid(told, text, "ja")
    missing = tuple(each for each in missing if unsaid((register_ja.say(each, "polite"),), text, "ja"))
    if missing:
        yield "left_out", {"words": "、".join(f"「{each}」" for each in missing)}


def _all_of(message: Message) -> str:
    return f"{message.subject or ''} {message.body} {message.recipient or ''} {message.company or ''}"


def _names(brief: Brief, message: Message) -> _Found:
    if message.language == "en" and is_japanese(brief.recipient.name) and message.recipient:
        yield "romanised", {"names": message.recipient}
    if brief.message_language not in (None, brief.language) and any(
        is_japanese(each) != (message.language == "ja") for each in message.placeholders
    ):
        yield "untranslated", {}
