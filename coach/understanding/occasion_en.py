"""Which occasion an English order names by itself: "say no to" is a refusal, "nudge" a reminder, whatever else is told.

Only what leaves no doubt is decided here; everything else is weighed by the learnt head. The expressions, in the order
they are tried, are ``occasion_en.yaml``.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml
from coach.understanding.pieces_en import clauses
from coach.understanding.sender_en import sender_spans
from coach.understanding.spelled_en import spelled

__all__ = ["ordered_occasion", "orders_message"]


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("occasion_en.yaml"))
    return found


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (
            rule["occasion"],
            re.compile(rule["order"], re.IGNORECASE),
            re.compile(rule["and"], re.IGNORECASE) if "and" in rule else None,
            re.compile(rule["not"], re.IGNORECASE) if "not" in rule else None,
        )
        for rule in _data()["rules"]
    )


def _orders(request: str) -> str:
    """The parts of the request that are said to the coach, one a line."""
    text = spelled(request)
    said = [piece.words for piece in clauses(text, sender_spans(text)) if piece.part in ("order", "manner", "about")]
    return "\n".join(said)


def ordered_occasion(request: str) -> str | None:
    """The occasion that the orders of an English request name; nothing for other languages and in doubt."""
    if re.search(r"[\u3041-\u30ff]", request):
        return None
    ordered, whole = _orders(request), request.replace("\n", " ")
    for occasion, order, also, barred in _rules():
        named = order.pattern == "." or order.search(ordered)
        if named and (also is None or also.search(whole)) and not (barred and barred.search(whole)):
            return occasion
    return None


def orders_message(request: str) -> bool:
    """Whether an English request orders a message: it names somebody to write to, or a message to be written."""
    if re.search(r"[\u3041-\u30ff]", request) or re.search(_data()["judging"], request, re.IGNORECASE):
        return False
    return bool(re.search(_data()["message"], _orders(request), re.IGNORECASE | re.MULTILINE))
