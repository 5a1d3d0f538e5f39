"""From a draft to a verdict: the load as a sum, the findings in the order that helps, one sentence that sums up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.answer import Finding, Language, LoadPart, Review, Rule, Verdict
from coach.asking.draft import Draft, Place
from coach.asking.evidence import whole_words
from coach.asking.manner import RULES, Raised
from coach.asking.passages import passage_of
from coach.asking.patterns import data
from coach.asking.weights import weights

__all__ = ["Judged", "judge", "verdict_of"]

_MOST_PARTS = 9  # further requests shown in the sum; by then it is full anyway
MOST_FINDINGS = 5  # more than five remarks are a scolding
_SEVERITY = {"stop": 0, "warn": 1, "note": 2}
# Of equal severity, what helps most comes first.
_HELPS: tuple[Rule, ...] = (
    "money-or-confidential", "large-ask-weak-tie", "repeat-ask", "guilt", "presumption", "bad-mouthing",
    "deadline-pressure", "chasing", "multiple-asks", "no-thanks", "vague-ask", "no-reason", "no-way-out",
    "nothing-offered", "too-long",
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A draft with its load and what was raised."""

    draft: Draft
    parts: Sequence[LoadPart]
    raised: Sequence[Raised]

    @property
    def load(self) -> int:
        """The sum of the parts, clipped to 0..100."""
        return max(0, min(100, sum(part.points for part in self.parts)))

    @property
    def verdict(self) -> Verdict:
        """What the load means; without anything to name, the message is fine."""
        return verdict_of(self.load) if self.raised else "ok"

    def review(self, rewrite: str | None = None, language: Language | None = None) -> Review:
        """The public form."""
        language = language or self.draft.language
        findings = [_finding(one, self.draft, language) for one in self.raised[:MOST_FINDINGS]]
        return Review(
            verdict=self.verdict,
            load=self.load,
            language=language,
            asks=self.draft.asks,
            gives=self.draft.gives,
            findings=findings,
            rewrite=rewrite,
            parts=list(self.parts),
            stage=self.draft.stage,
            summary=self._summary(language),
        )

    def _summary(self, language: Language) -> str:
        sentences = data(language)["summary"]
        if self.verdict == "ok":
            if not self.draft.found:
                return str(sentences["ok_no_ask"])
            return str(sentences["ok_note" if self.raised else "ok"])
        where = data(language)["rules"][self.raised[0].rule]["in_summary"]
        return str(sentences[self.verdict]).format(where=where)


def verdict_of(load: int) -> Verdict:
    """Where the verdicts begin is in ``weights.yaml``."""
    limits = weights()["verdict"]
    if load >= limits["over_asking"]:
        return "over_asking"
    return "caution" if load >= limits["caution"] else "ok"


def judge(draft: Draft, rules: Sequence[Rule] | None = None) -> Judged:
    """Weigh the draft; ``rules`` restricts the check to some rules (an account has no wording to judge)."""
    raised = [one for name, rule in RULES.items() if (rules is None or name in rules) and (one := rule(draft))]
    further = list(_further(draft))
    parts = [*_base(draft), *further, *_eased(draft, rules)]
    beside = sum(part.points for part in further)  # further requests move the verdict by their own rule, not twice
    weighed: list[Raised] = []
    # "No thanks" behind "asked again": what both say moves the verdict once.
    for one in sorted(raised, key=lambda each: (each.floor, each.rule == "no-thanks", each.step)):
        points = _weight(one, sum(part.points for part in parts), beside)
        if points:
            parts.append(LoadPart(label=data(draft.language)["rules"][one.rule]["label"], points=points))
        weighed.append(one)
    if not weighed and draft.heaviest and verdict_of(sum(part.points for part in parts)) != "ok":
        # Asked in the best of manners, but large all the same: the size itself is what to name.
        weighed.append(Raised(_plainest(draft), "note", place=draft.place(draft.heaviest)))
    return Judged(draft, parts, sorted(weighed, key=_rank))


def _plainest(draft: Draft) -> Rule:
    """What to name when nothing was raised: the tie, else what is still missing."""
    if draft.is_weak_tie:
        return "large-ask-weak-tie"
    if not draft.shows("way_out"):
        return "no-way-out"
    return "large-ask-weak-tie" if draft.offers else "nothing-offered"


def _rank(one: Raised) -> tuple[int, int]:
    return _SEVERITY[one.severity], _HELPS.index(one.rule)


def _weight(one: Raised, before: int, beside: int) -> int:
    """Points of a finding: its own, and as many as lift the load to its floor or to the next verdict."""
    limits = weights()["verdict"]
    target = one.floor
    if one.step:
        target = max(target, limits["caution"] if before - beside < limits["caution"] else limits["over_asking"])
    return max(min(one.points, one.ceiling - before), target - before, 0)


def _base(draft: Draft) -> Iterator[LoadPart]:
    heaviest = draft.heaviest
    if heaviest is None:
        return
    words = data(draft.language)["words"]
    yield LoadPart(label=words["asks"][heaviest.what], points=heaviest.points)
    points = int(weights()["relation"][draft.relation][heaviest.size])
    if points:
        label = words["dormant"] if draft.relation != (draft.stage or "unknown") else words["stages"][draft.relation]
        yield LoadPart(label=label, points=points)


def _further(draft: Draft) -> Iterator[LoadPart]:
    words = data(draft.language)["words"]
    further = [other for other in draft.distinct if other is not draft.heaviest]
    for other in further[:_MOST_PARTS]:
        points = round(other.points * float(weights()["further_ask"]))
        yield LoadPart(label=f"{words['further']}: {words['asks'][other.what]}", points=points)


def _eased(draft: Draft, rules: Sequence[Rule] | None) -> Iterator[LoadPart]:
    """What makes a request lighter to answer."""
    if not draft.at_least("medium"):
        return
    words, points = data(draft.language)["words"], weights()
    if rules is not None:
        if draft.shows("way_out"):
            yield LoadPart(label=words["way_out"], points=points["way_out"])
    else:
        if draft.shows("way_out"):
            yield LoadPart(label=words["way_out"], points=points["way_out"])
        elif draft.shows("hedge") and not (draft.relation == "stranger" and draft.size == "large"):
            yield LoadPart(label=words["hedge"], points=points["hedge"])
        if draft.offers:
            yield LoadPart(label=words["offer"], points=points["offer"])
        elif draft.thanks:
            yield LoadPart(label=words["thanks"], points=points["thanks"])
    if draft.history.gives:
        yield LoadPart(label=words["history_gives"], points=points["history_gives"])


def _quoted(draft: Draft, place: Place) -> Place:
    """The place in whole words, within its sentence."""
    inside = (one for one in draft.sentences if one.start <= place[0] and place[1] <= one.end)
    sentence = next(inside, None)
    return whole_words(sentence, place) if sentence else place


def _finding(one: Raised, draft: Draft, language: Language) -> Finding:
    rule = data(language)["rules"][one.rule]
    words = data(language)["words"]
    heaviest = draft.heaviest
    why = rule[f"why{one.variant}"].format(
        count=len(draft.distinct),
        what=words["asks"][heaviest.what] if heaviest else "",
        relation=words["relation_from"]["dormant" if draft.dormant else draft.relation],
        length=draft.body_length,
    )
    start, end = _quoted(draft, one.place) if one.place else (None, None)
    return Finding(
        rule=one.rule, severity=one.severity, start=start, end=end,
        why=why, suggestion=rule[f"suggestion{one.variant}"], topic=rule["topic"],
        passage_id=passage_of(one.rule, language),
    )  # fmt: skip
