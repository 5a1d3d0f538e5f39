"""What a person would add: thanks at the beginning, a reason before the request, a way out and a return behind it."""

from collections.abc import Iterator

from coach.answer import Rule
from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.asking.rewriting.edits import Edit, place, put_after
from coach.asking.rewriting.fewer import standing
from coach.asking.rewriting.wording import Wording

__all__ = ["adding"]


def adding(judged: Judged, words: Wording, named: set[Rule], *, shrunk: bool = False) -> list[Edit]:
    """The additions a message still needs.

    ``named`` are the findings of the draft as it was given; they count while the request that
    was made smaller (``shrunk``) is still the one that stands.
    """
    now = {one.rule for one in judged.raised}
    named = named if shrunk else set()
    edits = list(_thanks(judged, words, now))
    own = standing(judged.draft, words) or list(judged.draft.found)
    if own:
        kept = max(own, key=lambda one: one.points)
        edits += _before(judged, kept, words, now, named)
        edits += _behind(judged, own, words, now, named)
    return edits


def _before(judged: Judged, kept: Found, words: Wording, now: set[Rule], named: set[Rule]) -> Iterator[Edit]:
    """A slot for the reason or the topic."""
    draft, sentence = judged.draft, judged.draft.sentences[kept.sentence]
    slots = [name for name, rule in (("reason", "no-reason"), ("topic", "vague-ask")) if rule in now]
    if "no-reason" in named and not draft.has_reason and "reason" not in slots:
        slots.insert(0, "reason")
    if not slots:
        return
    if words.language == "ja":
        start = kept.start
        for name in ("additive", "follows"):
            lead = words.pattern(name).match(sentence.folded[start:])
            start += lead.end() if lead and lead.end() < len(sentence.text) - start else 0
        at = place(sentence, start, start)[0]
        yield Edit(at, at, "".join(str(words.raw(name)[words.register]) for name in slots[:1]))
        return
    for name in slots:
        if name == "topic":
            yield put_after(draft, sentence, words.said(name), words, 0)
        else:
            yield Edit(sentence.start, sentence.start, words.said(name) + " ")


def _behind(judged: Judged, own: list[Found], words: Wording, now: set[Rule], named: set[Rule]) -> Iterator[Edit]:
    added = [words.said(name) for name in _wanted(judged, now, named)]
    if added:
        gap = "\n" if words.flat else str(words.raw("gap"))
        yield put_after(judged.draft, _last(judged.draft, own, words), gap.join(added), words, 5)


def _wanted(judged: Judged, now: set[Rule], named: set[Rule]) -> Iterator[str]:
    """A way out, and something in return for a large request."""
    draft = judged.draft
    heavy = judged.verdict != "ok" and draft.at_least("medium")
    if not draft.signal("way_out") and (heavy or {"no-way-out", "large-ask-weak-tie"} & (now | named)):
        yield "way_out"
    large = draft.at_least("medium") and {"nothing-offered", "large-ask-weak-tie"} & now
    if not draft.offers and (large or (heavy and draft.size == "large")):
        yield "offer"


def _last(draft: Draft, own: list[Found], words: Wording) -> Sentence:
    """The sentence of the last request, with what only says when it is wanted."""
    number = max(one.sentence for one in own)
    bare = {one.sentence for one in draft.found}
    unhurried = words.said("unhurried").rstrip("。")
    while number + 1 < len(draft.sentences) and (
        number + 1 in bare or draft.sentences[number + 1].text.rstrip("。") == unhurried
    ):
        number += 1
    return draft.sentences[number]


def _thanks(judged: Judged, words: Wording, now: set[Rule]) -> Iterator[Edit]:
    """A word of thanks and of what came of the last help."""
    draft = judged.draft
    if not ({"no-thanks", "repeat-ask"} & now) or draft.thanks or not draft.sentences:
        return
    own_words = next(_in_own_words(judged, words), None)
    if own_words:
        yield own_words
        return
    first = 0
    while first < len(draft.sentences) and words.pattern("opener").search(draft.sentences[first].folded):
        first += 1
    said = words.said("declined" if draft.history.said_no else "thanks")
    if first == 0:
        at = draft.sentences[0].start
        after = draft.text[draft.sentences[0].end : draft.sentences[0].end + 1]
        yield Edit(at, at, said + ("\n" if after == "\n" or words.flat else words.raw("gap")), -1)
        return
    opener = draft.sentences[first - 1]
    gap = "\n" if draft.text[opener.end : opener.end + 1] == "\n" else str(words.raw("gap"))
    yield Edit(opener.end, opener.end, gap + said, -1)


def _in_own_words(judged: Judged, words: Wording) -> Iterator[Edit]:
    """「先月ご紹介いただいた件ですが、」 → 「先月ご紹介いただき、ありがとうございました。」"""
    draft = judged.draft
    for number, sentence in enumerate(draft.sentences):
        source = data(sentence.language)["rules"]["no-thanks"]["pattern"]
        match = compiled(source, sentence.language).search(sentence.folded)
        if match is None or words.language != "ja":
            continue
        asks = [one.start for one in draft.found if one.sentence == number]
        start = max(sentence.folded.rfind("、", 0, match.start()) + 1, 0)
        joins = compiled(words.raw("help_joins"), "ja").match(sentence.folded, match.end())
        help_ = words.changed("help_ends", sentence.text[start : match.end()])
        if help_ is None or any(one < match.end() for one in asks):
            continue
        whole = not asks and sentence.folded[match.end() :].strip("。") in ("", "ました", "ます", "た")
        if joins or whole:
            end = joins.end() if joins else len(sentence.text)
            yield Edit(*place(sentence, start, end), words.said("thanks_for", help=help_))
