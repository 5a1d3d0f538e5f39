"""The rules of the check: each a small named piece that looks at a draft and may raise one finding.

Words, reasons and examples of a rule stand in ``ja.yaml`` and ``en.yaml``, its points in ``weights.yaml``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from coach.answer import Rule, Severity
from coach.asking.draft import Draft, Place
from coach.asking.patterns import compiled, data
from coach.asking.signs import Sign
from coach.asking.weights import weights

__all__ = ["RULES", "Raised"]


@dataclass(frozen=True)
class Raised:
    """A rule that applies: its weight, where it shows, and how far it moves the verdict at least.

    ``floor`` is a load the message can't stay under; ``step`` moves the verdict one step up; ``ceiling`` is a load the
    finding alone can't lift the message over (pressure among close people is no more than a caution). ``pressing``
    tells a reproach from a friendly reminder.
    """

    rule: Rule
    severity: Severity
    points: int = 0
    place: Place | None = None
    floor: int = 0
    step: bool = False
    ceiling: int = 100
    variant: str = ""
    pressing: bool = False


def _points(rule: Rule, key: str = "points") -> int:
    return int(weights()["rules"][rule].get(key, 0))


def _caution() -> int:
    return int(weights()["verdict"]["caution"])


def _over() -> int:
    return int(weights()["verdict"]["over_asking"])


def _pressure(draft: Draft, rule: Rule, place: Place | None) -> Raised:
    """Pressure is at least a caution; with a large request to anybody but a close person it asks too much."""
    close = draft.stage == "close"
    floor = _over() if draft.size == "large" and not close else _caution()
    return Raised(rule, "warn", _points(rule), place, floor, ceiling=_over() - 1 if close else 100, pressing=True)


def _heaviest_place(draft: Draft) -> Place | None:
    return draft.place(draft.heaviest) if draft.heaviest else None


def multiple_asks(draft: Draft) -> Raised | None:
    """Two requests of which one is no trifle, or three of any size; those counted out in one sentence too."""
    count = max(len(draft.weighty), _counted(draft))
    medium = sum(one.size != "small" for one in draft.weighty)
    too_many = medium >= 3 if draft.stage == "close" else count >= 3 or (count == 2 and medium >= 1)
    if not too_many:
        return None
    heaviest = draft.heaviest
    second = next((one for one in draft.distinct if one is not heaviest), heaviest)
    place = draft.place(second) if second else None
    return Raised("multiple-asks", "warn", _points("multiple-asks"), place, step=True)


def _counted(draft: Draft) -> int:
    """How many things the writer counts out: 「見積の確認と資料の送付と会場の手配の三つをお願い」."""
    most = 0
    for number in {one.sentence for one in draft.found}:
        sentence = draft.sentences[number]
        counts = data(sentence.language)["signals"]["counted"]
        held = (int(n) for n, pattern in counts.items() if compiled(pattern, sentence.language).search(sentence.folded))
        most = max(most, *held, 0)
    return most


def large_ask_weak_tie(draft: Draft) -> Raised | None:
    """A large request to somebody hardly known."""
    if draft.relation == "stranger" and draft.is_long_meeting:
        return Raised(
            "large-ask-weak-tie", "warn", _points("large-ask-weak-tie", "long_meeting"), _heaviest_place(draft)
        )
    if not (draft.size == "large" and draft.heaviest and draft.is_weak_tie):
        return None
    severity: Severity = "stop" if draft.relation == "stranger" else "warn"
    return Raised("large-ask-weak-tie", severity, _points("large-ask-weak-tie"), _heaviest_place(draft), _caution())


def vague_ask(draft: Draft) -> Raised | None:
    """The reader can't tell what to do."""
    for one in draft.found:
        sentence = draft.sentences[one.sentence]
        rule = data(sentence.language)["rules"]["vague-ask"]
        topic = compiled(rule["topic_given"], sentence.language)
        vague = compiled(rule["pattern"], sentence.language)
        clause = sentence.folded[one.start : one.end]
        after = draft.sentences[one.sentence + 1].folded if one.sentence + 1 < len(draft.sentences) else ""
        unclear = vague.search(sentence.folded) or vague.search(after)
        if unclear and not topic.search(vague.sub("", clause)):
            return Raised("vague-ask", "note", _points("vague-ask"), draft.place(one))
        without = compiled(rule["pattern_without_topic"], sentence.language).search(clause)
        if without and not draft.has_reason and not any(topic.search(other.folded) for other in draft.sentences):
            return Raised("vague-ask", "note", _points("vague-ask"), draft.place(one))
    return None


def deadline_pressure(draft: Draft) -> Raised | None:
    """The reader shall act within days; a date for the writer's own doing is none."""
    if draft.signal("not_urgent"):
        return None
    asking = {one.sentence for one in draft.found}
    for number, place in draft.shown("deadline"):
        sentence = draft.sentences[number]
        signals = data(sentence.language)["signals"]
        if compiled(signals["own_action"], sentence.language).search(sentence.folded) and number not in asking:
            continue
        near = number in asking or number - 1 in asking or number + 1 in asking
        if near or compiled(signals["asks_reply"], sentence.language).search(sentence.folded):
            return _pressure(draft, "deadline-pressure", place)
    return None


def no_way_out(draft: Draft) -> Raised | None:
    """Nothing makes a no easy."""
    if draft.stage == "close" or draft.shows("way_out") or draft.shows("hedge"):
        return None
    if draft.size == "large" and draft.heaviest:
        key = "large_weak" if draft.is_weak_tie else "large_known"
    elif draft.size == "medium" and draft.is_weak_tie:
        key = "medium_weak"
    else:
        return None
    variant = "_plan" if draft.told else ""  # a plan has no wording yet
    return Raised("no-way-out", "note", _points("no-way-out", key), _heaviest_place(draft), variant=variant)


def no_reason(draft: Draft) -> Raised | None:
    """Neither why nor what for is said."""
    if not draft.at_least("large" if draft.stage == "close" else "medium") or draft.has_reason:
        return None
    # Company is reason enough among people who know each other, and a piece of work says itself what it is for.
    heaviest = draft.heaviest
    if not draft.is_weak_tie and (draft.is_sociable or (heaviest is not None and heaviest.what == "feedback")):
        return None
    return Raised("no-reason", "note", _points("no-reason", draft.size), _heaviest_place(draft))


def nothing_offered(draft: Draft) -> Raised | None:
    """A large request, and neither thanks nor anything in return."""
    if not draft.at_least("large") or draft.stage == "close" or draft.gives or draft.history.gives:
        return None
    return Raised("nothing-offered", "note", _points("nothing-offered"), None)


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


def repeat_ask(draft: Draft) -> Raised | None:
    """Asked lately, or refused, and asks again."""
    if not draft.found:
        return None
    place = draft.shows("asked_before")
    points = _points("repeat-ask")
    if draft.history.said_no or draft.shows("refused"):
        floor = _over() if draft.at_least("medium") else _caution()
        return Raised("repeat-ask", "stop", points, place or _heaviest_place(draft), floor, variant="_no")
    if place is None and not draft.history.asks:
        return None
    if draft.size == "small":
        return Raised("repeat-ask", "note", 0, place)
    owed = draft.history.thanks_owed > 0 or (draft.history.asks > 0 and not draft.thanks and not draft.told)
    owed = owed and draft.stage != "close"
    floor = _over() if owed and draft.size == "large" else _caution()
    return Raised("repeat-ask", "warn", points, place or _heaviest_place(draft), floor, step=owed)


def chasing(draft: Draft) -> Raised | None:
    """Reminds of an unanswered message; once, with a way out, is fine."""
    place = draft.shows("chasing")
    if place is None and not (draft.history.unanswered and (draft.found or draft.told)):
        return None
    reproach = place is not None and draft.shows("chasing_hard")
    again = len(list(draft.places("rules", "chasing", "again"))) >= 2
    if reproach or again or draft.history.unanswered >= 2:
        return _pressure(draft, "chasing", place)
    if draft.shows("way_out") or draft.shows("hedge"):
        return Raised("chasing", "note", _points("chasing", "gentle"), place)
    return Raised("chasing", "warn", _points("chasing"), place, 0 if draft.told else _caution())


def no_thanks(draft: Draft) -> Raised | None:
    """Earlier help, no thanks, and a new request."""
    if not draft.found or draft.thanks or draft.shows("thanks"):
        return None
    place = draft.shows("helped")
    if not draft.history.thanks_owed and (draft.told or place is None):  # an account need not tell of every thanks
        return None
    floor = _caution() if draft.at_least("medium") else 0
    return Raised("no-thanks", "warn" if floor else "note", _points("no-thanks"), place, floor)


def money_or_confidential(draft: Draft) -> Raised | None:
    """Money, or what isn't the reader's to give."""
    one = next((ask for ask in draft.found if ask.what in ("money", "confidential")), None)
    if one is None:
        return None
    if draft.stage == "close":
        return Raised("money-or-confidential", "warn", 0, draft.place(one), _caution())
    return Raised("money-or-confidential", "stop", 0, draft.place(one), _over())


def too_long(draft: Draft) -> Raised | None:
    """Much to read before the request can be answered."""
    limits = data(draft.language)["signals"]["body_limit"]
    limit = int(limits["stranger" if draft.relation == "stranger" else "any"])
    if not draft.found or draft.body_length <= limit:
        return None
    return Raised("too-long", "note", _points("too-long"))


RULES: dict[Rule, Callable[[Draft], Raised | None]] = {
    "money-or-confidential": money_or_confidential,
    "large-ask-weak-tie": large_ask_weak_tie,
    "no-reason": no_reason,
    "no-way-out": no_way_out,
    "nothing-offered": nothing_offered,
    "vague-ask": vague_ask,
    "too-long": too_long,
    "no-thanks": no_thanks,
    "chasing": chasing,
    "repeat-ask": repeat_ask,
    "deadline-pressure": deadline_pressure,
    "guilt": guilt,
    "presumption": presumption,
    "bad-mouthing": bad_mouthing,
    "multiple-asks": multiple_asks,
}
