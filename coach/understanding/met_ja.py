"""Where and when two people met, in Japanese."""

import re
from datetime import date

from coach.brief import Moment
from coach.understanding.moments import Found, find_moments
from coach.understanding.phrases import phrase_before, slot_pattern

__all__ = ["met_when_ja", "met_where_ja"]

_MEETING_WITHIN = 28  # characters behind the place in which the verb of meeting is looked for


def met_where_ja(request: str, today: date) -> str | None:
    """The occasion or place where they met: 「先週の大阪の交流会で名刺交換した」 → 「大阪の交流会」."""
    for line in request.splitlines():
        for match in slot_pattern("ja", "venues").finditer(line):
            place = phrase_before(line, match.end(), today) if _met_there(line[match.end() :]) else ""
            if place and not slot_pattern("ja", "own_event").match(place):
                return place
        plain = slot_pattern("ja", "plain_where").search(line)
        if plain:
            place = phrase_before(line, plain.end(1), today)
            if place and not slot_pattern("ja", "not_where").match(place):
                return place
    return None


def _met_there(after: str) -> bool:
    """Whether what follows a venue says that they met there, or that one thanks for it."""
    joint = slot_pattern("ja", "met_after").match(after)
    if joint is None or slot_pattern("ja", "held_there").match(after):
        return False
    verb = slot_pattern("ja", "met_verbs").search(after, joint.end(), joint.end() + _MEETING_WITHIN)
    return joint[0].startswith("の") or verb is not None


def met_when_ja(request: str, today: date, *, thanks: bool) -> Moment | None:
    """When they met: the first time behind us, in a sentence about meeting (or anywhere in a thank-you)."""
    for sentence in re.finditer(r"[^。!?\n]+", request):
        if not (thanks or slot_pattern("ja", "met_verbs").search(sentence[0])):
            continue
        for found in find_moments(sentence[0], "ja", today):
            if _is_past(found, sentence[0][found.end :], today):
                return found.moment(future=False)
    return None


def _is_past(found: Found, after: str, today: date) -> bool:
    if slot_pattern("ja", "future_words").search(found.words) or slot_pattern("ja", "future_after").match(after):
        return False
    if found.past is None:
        return True
    settled = found.future == found.past
    return found.past <= today if settled else not slot_pattern("ja", "planned_after").match(after)
