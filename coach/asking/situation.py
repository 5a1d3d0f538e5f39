"""Judges what somebody is about to ask when there is no draft yet, and says what to do instead."""

from coach.answer import Finding, Language, Review, Rule, Stage
from coach.asking.draft import Draft
from coach.asking.judging import Judged, judge
from coach.asking.layout import language_of, sentences_of
from coach.asking.patterns import data
from coach.asking.plans import holds, planned
from coach.asking.relation import read_history, read_stage, to_history
from coach.people.network import History

__all__ = ["judge_situation"]

# An account has no wording: only what hangs on the request, the relation and the history can be judged.
_RULES: tuple[Rule, ...] = (
    "money-or-confidential", "large-ask-weak-tie", "repeat-ask", "no-thanks", "chasing", "multiple-asks",
    "deadline-pressure", "bad-mouthing", "guilt", "presumption", "no-way-out",
)  # fmt: skip
_ADVICE: dict[Rule, tuple[str, ...]] = {
    "money-or-confidential": ("other",),
    "large-ask-weak-tie": ("smaller", "give"),
    "repeat-ask": ("thank", "give", "wait"),
    "no-thanks": ("thank",),
    "chasing": ("remind",),
    "multiple-asks": ("one",),
}


def judge_situation(
    text: str,
    *,
    stage: Stage | None = None,
    history: str | History | None = None,
    language: Language | None = None,
) -> Review:
    """Judge a described plan such as 「先月も紹介を頼んだのにまた頼むのは図々しい?」.

    Stage and history are read from the account and joined with what is handed in. The summary answers for this case;
    the suggestions say what to do instead.
    Offsets count code points of ``text``. ``rewrite`` is None: there is nothing to rewrite yet.
    """
    own = language_of(text)
    known = read_history(text, own).join(to_history(history))
    sentences = sentences_of(text)
    wanted = planned(sentences)
    helped = to_history(text, own)
    if helped.asks and any(holds("again", sentences[one.sentence]) for one in wanted):
        known = known.model_copy(update={"asks": max(known.asks, helped.asks)})
    tie = stage or read_stage(text, own)
    if tie is None and any(holds("met_once", sentence) for sentence in sentences):
        tie = "met_once"
    draft = Draft(text, language or own, tie, known, sentences, wanted, told=True)
    result = judge(draft, _RULES)
    review = result.review()
    findings = [_advised(finding, result) for finding in review.findings]
    return review.model_copy(update={"findings": findings, "summary": _answer(result)})


def _answer(result: Judged) -> str:
    """One sentence or two on the user's own case: what they want, of whom, and whether to do it."""
    draft = result.draft
    words, texts = data(draft.language)["words"], data(draft.language)["self_check"]["situation"]["answer"]
    if draft.heaviest is None:
        return str(data(draft.language)["summary"]["situation_no_ask"])
    first = result.raised[0] if result.raised else None
    told = texts[result.verdict]
    key = "plain" if first is None else f"{first.rule}{first.variant}"
    template: str = told.get(key) or told.get(first.rule if first else "plain") or told["any"]
    relation = "dormant" if draft.dormant else draft.relation
    answer = template.format(
        do=words["doing"][draft.heaviest.what],
        whom=words["with_whom"][relation],
        count=len(draft.distinct),
        where=data(draft.language)["rules"][first.rule]["in_summary"] if first else "",
    )
    return answer[:1].upper() + answer[1:]


def _advised(finding: Finding, result: Judged) -> Finding:
    """Put what to do instead in place of advice on wording."""
    draft = result.draft
    texts = data(draft.language)["self_check"]["situation"]["advice"]
    chosen = list(_ADVICE.get(finding.rule, ()))
    if finding.rule == "repeat-ask" and draft.history.said_no:
        chosen = ["declined", "other"]
    elif finding.rule == "repeat-ask" and draft.history.thanks_owed == 0 and (draft.history.gives or draft.thanks):
        chosen = ["thank", "wait"]
    elif finding.rule == "chasing" and draft.history.unanswered >= 2:
        chosen = ["other", "wait"]
    if not chosen:
        return finding
    words = data(draft.language)["words"]["asks"]
    what = words[draft.heaviest.what] if draft.heaviest else ""
    joiner = "" if draft.language == "ja" else " "
    suggestion = joiner.join(texts[name].format(what=what) for name in chosen)
    return finding.model_copy(update={"suggestion": suggestion})
