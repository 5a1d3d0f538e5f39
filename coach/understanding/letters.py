"""What a request for a message says beyond the general slots: what was asked, achieved, left, read, or is to be told.

It only fills what the general reading left empty. Statements that fit no slot are kept as they are (``told``), so that
the writer can say them; sentences for the coach, and what the user wants left out, are kept away.
"""

import re
from datetime import date
from typing import Any

from coach.understanding.letter_patterns import letter_data, pattern
from coach.understanding.letters_en import fill_en, told_en
from coach.understanding.letters_ja import better_ja, fill_ja, told_ja
from coach.understanding.people_ja import Mention

__all__ = ["complete", "sayable", "wants_message"]


def wants_message(request: str) -> bool:
    """Whether the user wants a message written, as against advice about one."""
    language = "ja" if re.search(r"[\u3041-\u30ff]", request) else "en"
    return bool(pattern("wants", language).search(request)) and not pattern("wants", f"not_{language}").search(request)


def sayable(request: str) -> str:
    """The request with everything the user wants left out blanked, so that offsets stay."""
    for language in ("ja", "en"):
        request = pattern("unsaid", language).sub(lambda match: "。" * len(match[0]), request)
    return request


def complete(
    values: dict[str, Any], request: str, occasion: str | None, mentions: list[Mention], today: date
) -> dict[str, Any]:
    """The values with the slots of this occasion filled and everything else to be told."""
    japanese = bool(re.search(r"[\u3041-\u30ff]", request))
    filled = dict(values)
    fill = fill_ja if japanese else fill_en
    for name, value in fill(filled, request, occasion or "", mentions, today).items():
        if value and not filled.get(name):
            filled[name] = value
    if japanese:
        better = better_ja(occasion or "", request, mentions, today)
        filled |= {name: value for name, value in better.items() if value and (name == "event" or not filled.get(name))}
    if occasion in letter_data()["told_in"]:
        told = (told_ja if japanese else told_en)(filled, request, mentions)
        filled["told"] = (*filled.get("told", ()), *told)[:3]
    return filled
