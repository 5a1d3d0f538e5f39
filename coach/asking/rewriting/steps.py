"""The way from a draft to its rewrite: pressure out, one fair request, what was missing added, each judged again.

Versions are tried from the gentlest to the boldest; the first that is fine is taken, else the best that improves on
the draft. Where no wording can save a request there is no rewrite.
"""

from collections.abc import Iterator

from coach.asking.draft import Draft
from coach.asking.judging import Judged, judge
from coach.asking.rewriting.added import adding, taking_back
from coach.asking.rewriting.edits import Edit, applied, asking, without
from coach.asking.rewriting.fewer import counted_out, fitting, heavier, removing, renamed
from coach.asking.rewriting.pressure import calming
from coach.asking.rewriting.smaller import fewer_minutes, shrinking
from coach.asking.rewriting.wording import Wording, wording_of

__all__ = ["rewrite"]

# A rewrite of something longer than this helps nobody, and judging it again would take too long.
_LONGEST = 8_000
_MOST_REMOVED = 6  # requests; whoever asks for more than seven things is told so by the finding
_STEPS = (1, 2)
_ORDER = {"ok": 0, "caution": 1, "over_asking": 2}


def rewrite(judged: Judged) -> str | None:
    """The whole message, eased; None when nothing needs to change or no wording helps."""
    draft = judged.draft
    if not judged.raised or len(draft.text) > _LONGEST:
        return None
    best: tuple[tuple[int, int], str] | None = None
    for version in _versions(judged):
        text = version.draft.text
        rank = (_ORDER[version.verdict], version.load)
        if text == draft.text or not text.strip() or rank > (_ORDER[judged.verdict], judged.load):
            continue
        if version.verdict == "ok":
            return text
        if best is None or rank[0] < best[0][0]:
            best = rank, text
    return best[1] if best and best[0][0] < _ORDER[judged.verdict] else None


def _versions(judged: Judged) -> Iterator[Judged]:
    """The gentlest first."""
    words = _words(judged)
    named = {one.rule for one in judged.raised}

    def eased(one: Judged, *, shrunk: bool = False) -> Judged:
        return _again(one, adding(one, words, named, shrunk=shrunk))

    calm = judged
    for _ in range(2):  # what one cut uncovers, the second takes
        calm = _again(calm, calming(calm, words))
    fewer = _fewer(calm, words)
    if fewer.draft.is_weak_tie:
        fewer = _again(fewer, fewer_minutes(fewer.draft, words, "hours"))
    yield eased(fewer)
    if judged.verdict == "ok":
        return
    if judged.draft.refused:
        for _ in range(2):  # a hint may show only when the request is gone
            fewer = _again(fewer, list(taking_back(fewer.draft, words)))
        yield fewer
        return
    if "chasing" in named and fewer.verdict != "ok":  # the reminder is enough
        yield _again(fewer, [without(fewer.draft.text, one) for one in asking(fewer.draft)])
    for step in _STEPS:
        smaller = _again(fewer, shrinking(fewer, words, step))
        smaller = _again(smaller, list(renamed(fewer.draft, smaller.draft, words)))
        if smaller is not fewer:
            yield eased(smaller, shrunk=True)


def _words(judged: Judged) -> Wording:
    draft = judged.draft
    heaviest = draft.heaviest
    return wording_of(draft, draft.sentences[heaviest.sentence].language if heaviest else draft.language)


def _fewer(judged: Judged, words: Wording) -> Judged:
    result = judged
    for _ in range(_MOST_REMOVED):
        gone = heavier(result, words)
        if gone is None:
            break
        result = _again(result, list(removing(result.draft, gone, words)))
    if result is judged:
        counted = any(one.rule == "multiple-asks" for one in judged.raised)
        return _again(judged, list(counted_out(judged.draft, words))) if counted else judged
    result = _again(result, list(fitting(result.draft, words)))
    return _again(result, list(renamed(judged.draft, result.draft, words)))


def _again(judged: Judged, edits: list[Edit]) -> Judged:
    """The draft with the edits carried out, judged for the same reader and history."""
    draft = judged.draft
    text = applied(draft.text, edits)
    if text == draft.text:
        return judged
    return judge(Draft.read(text, draft.language, draft.stage, draft.history))
