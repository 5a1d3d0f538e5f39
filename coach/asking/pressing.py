"""The rules on pressure and on what went before: deadlines, guilt, a yes taken for granted, reminders, asking again."""

from coach.answer import Rule
from coach.asking.draft import Draft, Place
from coach.asking.patterns import compiled, data
from coach.asking.raised import Raised, caution, heaviest_place, over, points_of
from coach.asking.signs import Sign, spans

__all__ = ["bad_mouthing", "chasing", "deadline_pressure", "guilt", "no_thanks", "presumption", "repeat_ask"]


def _pressure(draft: Draft, rule: Rule, place: Place | None) -> Raised:
    """Pressure is at least a caution; with a large request to anybody but a close person it asks too much.

    For a trifle, or among close people, it is no more than a caution.
    """
    mild = draft.stage == "close" or draft.size == "small"
    floor = over() if draft.size == "large" and not mild else caution()
    return Raised(rule, "warn", points_of(rule), place, floor, ceiling=over() - 1 if mild else 100, pressing=True)


def deadline_pressure(draft: Draft) -> Raised | None:
    """The reader shall act within days; a date for the writer's own doing is none."""
    if draft.signal("not_urgent"):
        return None
    asking = {one.sentence for one in draft.found}
    for number, place in draft.shown("deadline"):
        sentence = draft.sentences[number]
        signals = data(sentence.language)["signals"]
        own = [sentence.span(*one) for one in spans(signals["own_action"], sentence.folded, sentence.language)]
        if own and (number not in asking or any(start < place[1] and end > place[0] for start, end in own)):
            continue
        near = number in asking or number - 1 in asking or number + 1 in asking
        if near or compiled(signals["asks_reply"], sentence.language).search(sentence.folded):
            return _pressure(draft, "deadline-pressure", place)
    return None


def guilt(draft: Draft) -> Raised | None:
    """A no is made to feel bad."""
    return _pressing(draft, "guilt", "guilt")


def presumption(draft: Draft) -> Raised | None:
    """The yes is taken for granted; what was settled for the reader need not even be asked, unless it is a gift."""
    return _pressing(draft, "presumption", "presumption") if draft.found or not draft.offers else None


def bad_mouthing(draft: Draft) -> Raised | None:
    """Contempt for somebody who isn't there."""
    return _pressing(draft, "bad-mouthing", "bad_mouth")


def _pressing(draft: Draft, rule: Rule, sign: Sign) -> Raised | None:
    place = draft.shows(sign)
    return _pressure(draft, rule, place) if place else None


def _adds(draft: Draft, number: int) -> bool:
    """Whether a sentence goes on from the one before: 「また、推薦文も」 is a further request, not one made again."""
    sentence = draft.sentences[number]
    return spans(data(sentence.language)["signals"]["goes_on"], sentence.folded, sentence.language) != ()


def repeat_ask(draft: Draft) -> Raised | None:
    """Asked lately, or refused, and asks again."""
    if not draft.found:
        return None
    place = next((place for number, place in draft.shown("asked_before") if not _adds(draft, number)), None)
    points = points_of("repeat-ask")
    if draft.refused:
        floor = over() if draft.at_least("medium") else caution()
        return Raised("repeat-ask", "stop", points, place or heaviest_place(draft), floor, variant="_no")
    if place is None and not draft.history.asks:
        return None
    if draft.size == "small":
        return Raised("repeat-ask", "note", 0, place)
    owed = draft.history.thanks_owed > 0 or (draft.history.asks > 0 and not draft.told)
    owed = owed and not draft.thanks  # what the message makes good is no longer owed
    owed = owed and draft.stage != "close"
    floor = over() if owed else caution()
    return Raised("repeat-ask", "warn", points, place or heaviest_place(draft), floor, step=owed)


def chasing(draft: Draft) -> Raised | None:
    """Reminds of an unanswered message; once, with a way out, is fine."""
    place = draft.shows("chasing")
    if draft.told and not draft.history.unanswered:  # an account only tells of a reminder when it says so
        place = next(iter(draft.places("self_check", "situation", "remind")), None)
    if place is None and not (draft.history.unanswered and (draft.found or draft.told)):
        return None
    reproach = place is not None and draft.shows("chasing_hard")
    again = len(list(draft.places("rules", "chasing", "again"))) >= 2
    if reproach or again or draft.history.unanswered >= 2:
        return _pressure(draft, "chasing", place)
    if draft.shows("way_out") or draft.shows("hedge"):
        return Raised("chasing", "note", points_of("chasing", "gentle"), place)
    return Raised("chasing", "warn", points_of("chasing"), place, 0 if draft.told else caution())


def no_thanks(draft: Draft) -> Raised | None:
    """Earlier help, no thanks, and a new request."""
    if not draft.found:
        return None
    if not (draft.told and draft.history.thanks_owed) and (draft.thanks or draft.shows("thanks")):
        return None
    # Nobody has been helped by a stranger; an introducer's help is thanked where it was given.
    place = draft.shows("helped") if draft.relation != "stranger" else None
    if not draft.history.thanks_owed and (draft.told or place is None):  # an account need not tell of every thanks
        return None
    floor = caution() if draft.at_least("medium") else 0
    return Raised("no-thanks", "warn" if floor else "note", points_of("no-thanks"), place, floor)
