"""What a message may say, in its own language: the slots for the phrases."""

from datetime import date

from coach.answer import Language
from coach.brief import Brief, Tone
from coach.writing.facts_en import facts_en
from coach.writing.facts_ja import facts_ja
from coach.writing.wording import Pick

__all__ = ["facts"]


def facts(brief: Brief, language: Language, today: date, tone: Tone, channel: str, pick: Pick) -> dict[str, str]:
    """Slots and flags from the Brief; what is absent was not said."""
    if language == "en":
        return facts_en(brief, today, tone)
    return facts_ja(brief, today, tone, channel, pick)
