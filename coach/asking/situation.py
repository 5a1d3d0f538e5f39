"""Judges what somebody is about to ask when there is no draft yet, and says what to do instead."""

from collections.abc import Iterator

from coach.answer import Finding, Language, Review, Rule, Stage
from coach.asking.asks import Found, find_asks
from coach.asking.draft import Draft
from coach.asking.judging import Judged, judge
from coach.asking.layout import Sentence, language_of, sentences_of
from coach.asking.patterns import compiled, data
from coach.asking.relation import read_history, read_stage, to_history
from coach.asking.sizing import size_of
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

    Stage and history are read from the account and joined with what is handed in. The suggestions say what to do
    instead.
    Offsets count code points of ``text``. ``rewrite`` is None: there is nothing to rewrite yet.
    """
    own = language_of(text)
    known = read_history(text, own).join(to_history(history))
    sentences = sentences_of(text)
    draft = Draft(
        text, language or own, stage or read_stage(text, own), known, sentences, _wanted(sentences), told=True
    )
    result = judge(draft, _RULES)
    review = result.review()
    words = data(draft.language)["summary"]
    key = "situation_no_ask" if not draft.found else f"situation_{review.verdict}"
    if key == "situation_ok" and result.raised:
        key = "situation_ok_note"
    where = data(draft.language)["rules"][result.raised[0].rule]["in_summary"] if result.raised else ""
    findings = [_advised(finding, result) for finding in review.findings]
    return review.model_copy(update={"findings": findings, "summary": str(words[key]).format(where=where)})


def _wanted(sentences: list[Sentence]) -> list[Found]:
    """What the user wants to ask for: the last telling of a wish that isn't about the past, else any request."""
    if any(_cue("none", sentence) for sentence in sentences):
        return []
    told = [one for index, sentence in enumerate(sentences) for one in _told(index, sentence, sentences)]
    known = [one for one in told if one.what != "other"] or told
    if not known:
        return find_asks(sentences)[:1]
    heaviest = max(known, key=lambda one: one.points)
    both = any(_cue("both", sentence) for sentence in sentences)
    others = [one for one in known if both and one.what != heaviest.what]
    return sorted([heaviest, *others[:1]], key=lambda one: (one.sentence, one.start))


def _cue(name: str, sentence: Sentence) -> bool:
    cues = data(sentence.language)["self_check"]["situation"]
    return compiled(cues[name], sentence.language).search(sentence.folded) is not None


def _told(index: int, sentence: Sentence, sentences: list[Sentence]) -> Iterator[Found]:
    cues = data(sentence.language)["self_check"]["situation"]
    request, past = compiled(cues["request"], sentence.language), compiled(cues["past"], sentence.language)
    before = sentences[index - 1].folded if index else ""
    for match in request.finditer(sentence.folded):
        over = past.search(sentence.folded, max(0, match.start() - 4), match.end() + 4)
        if over and over.start() <= match.start() and over.end() >= match.end():
            continue
        start, end = _around(sentence, match.start(), match.end())
        clause = sentence.folded[start:end]
        said = clause.replace(match.group(), " ")
        if index and len(said.split()) < 2 and len(said) < 8:  # "ask again": what is asked was said before
            clause = before
        sized = size_of(clause, sentence.folded, before, sentence.language, max(0, match.start() - start))
        if sized.what == "other" and index and compiled(cues["again"], sentence.language).search(clause):
            sized = size_of(before, before, "", sentence.language)  # "a third": one more of what was named before
        yield Found(index, start, end, match.start(), "told", sized.what, sized.size, sized.points, False, False)


def _around(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause of a told request: Japanese says the object before the verb, English behind it."""
    text = sentence.folded
    if sentence.language == "en":
        stop = min((place for place in (text.find(mark, end) for mark in ".?!;") if place >= 0), default=len(text))
        return start, stop
    contrast = text.rfind("のに", 0, start)
    return max(text.rfind("、", 0, start) + 1, contrast + 2 if contrast >= 0 else 0), end


def _advised(finding: Finding, result: Judged) -> Finding:
    """Put what to do instead in place of advice on wording."""
    draft = result.draft
    texts = data(draft.language)["self_check"]["situation"]["advice"]
    chosen = list(_ADVICE.get(finding.rule, ()))
    if finding.rule == "repeat-ask" and draft.history.said_no:
        chosen = ["declined", "other"]
    elif finding.rule == "repeat-ask" and draft.history.thanks_owed == 0 and draft.history.gives:
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
