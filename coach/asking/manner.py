"""The rules of the check: each a small named piece that looks at a draft and may raise one finding.

Words, reasons and examples of a rule stand in ``ja.yaml`` and ``en.yaml``, its points in ``weights.yaml``.
"""

from collections.abc import Callable

from coach.answer import Rule, Severity
from coach.asking import pressing
from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.patterns import compiled, data
from coach.asking.raised import Raised, caution, heaviest_place, over, points_of

__all__ = ["RULES", "Raised"]


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
    points = points_of("multiple-asks")
    if draft.size == "small":  # many trifles never ask too much
        return Raised("multiple-asks", "warn", points, place, caution(), ceiling=over() - 1)
    return Raised("multiple-asks", "warn", points, place, step=True)


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
            "large-ask-weak-tie", "warn", points_of("large-ask-weak-tie", "long_meeting"), heaviest_place(draft)
        )
    if not (draft.size == "large" and draft.heaviest and draft.is_weak_tie):
        return None
    severity: Severity = "stop" if draft.relation == "stranger" else "warn"
    return Raised("large-ask-weak-tie", severity, points_of("large-ask-weak-tie"), heaviest_place(draft), caution())


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
            return _vague(draft, one)
        without = compiled(rule["pattern_without_topic"], sentence.language).search(clause)
        if without and not draft.has_reason and not any(topic.search(other.folded) for other in draft.sentences):
            return _vague(draft, one)
    return None


def _vague(draft: Draft, one: Found) -> Raised:
    """Somebody hardly known, told neither what for nor what about, has no way of answering."""
    floor = caution() if draft.is_weak_tie and not draft.has_reason else 0
    return Raised("vague-ask", "note", points_of("vague-ask"), draft.place(one), floor)


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
    return Raised("no-way-out", "note", points_of("no-way-out", key), heaviest_place(draft), variant=variant)


def no_reason(draft: Draft) -> Raised | None:
    """Neither why nor what for is said."""
    if draft.has_reason:
        return None
    if not draft.at_least("large" if draft.stage == "close" else "medium") and not (
        draft.is_weak_tie and vague_ask(draft)
    ):
        return None
    # Company is reason enough among people who know each other, and a piece of work says itself what it is for.
    heaviest = draft.heaviest
    if not draft.is_weak_tie and (draft.is_sociable or (heaviest is not None and heaviest.what == "feedback")):
        return None
    return Raised("no-reason", "note", points_of("no-reason", draft.size), heaviest_place(draft))


def nothing_offered(draft: Draft) -> Raised | None:
    """A large request, and neither thanks nor anything in return."""
    if not draft.at_least("large") or draft.stage == "close" or draft.gives or draft.history.gives:
        return None
    return Raised("nothing-offered", "note", points_of("nothing-offered"), None)


def money_or_confidential(draft: Draft) -> Raised | None:
    """Money, or what isn't the reader's to give."""
    one = next((ask for ask in draft.found if ask.what in ("money", "confidential")), None)
    if one is None:
        return None
    if draft.stage == "close":
        return Raised("money-or-confidential", "warn", 0, draft.place(one), caution())
    return Raised("money-or-confidential", "stop", 0, draft.place(one), over())


def too_long(draft: Draft) -> Raised | None:
    """Much to read before the request can be answered."""
    limits = data(draft.language)["signals"]["body_limit"]
    limit = int(limits["stranger" if draft.relation == "stranger" else "any"])
    if not draft.found or draft.body_length <= limit:
        return None
    return Raised("too-long", "note", points_of("too-long"))


RULES: dict[Rule, Callable[[Draft], Raised | None]] = {
    "money-or-confidential": money_or_confidential,
    "large-ask-weak-tie": large_ask_weak_tie,
    "no-reason": no_reason,
    "no-way-out": no_way_out,
    "nothing-offered": nothing_offered,
    "vague-ask": vague_ask,
    "too-long": too_long,
    "no-thanks": pressing.no_thanks,
    "chasing": pressing.chasing,
    "repeat-ask": pressing.repeat_ask,
    "deadline-pressure": pressing.deadline_pressure,
    "guilt": pressing.guilt,
    "presumption": pressing.presumption,
    "bad-mouthing": pressing.bad_mouthing,
    "multiple-asks": multiple_asks,
}
