"""What to ask back and what to mind before a draft is sent, in the language of the request."""

from collections.abc import Set
from datetime import date

from coach.answer import Message
from coach.brief import Brief
from coach.writing.phrases import deck

__all__ = ["notes", "questions"]

_MOST_QUESTIONS = 2


def questions(brief: Brief, known: Set[str]) -> tuple[str, ...]:
    """At most two short questions about what would make the draft better."""
    wanted = deck(brief.language, brief.occasion or "first_contact").wanted
    return tuple(each["ask"] for each in wanted if each["without"] not in known)[:_MOST_QUESTIONS]


def notes(brief: Brief, message: Message, today: date, linkedin_limit: int) -> tuple[str, ...]:
    """Warnings and hints."""
    return ()
