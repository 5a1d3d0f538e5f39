"""What a person would add: thanks at the beginning, a reason before the request, a way out and a return behind it."""

from collections.abc import Iterator

from coach.answer import Rule
from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.asking.rewriting.edits import Edit, begun, greeted, place, put_after, without
from coach.asking.rewriting.fewer import standing
from coach.asking.rewriting.wording import Wording

__all__ = ["adding", "taking_back"]

_LEAST_REPORT = 6  # characters behind the help that tell what came of it


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
    if named and "topic" in slots:  # the smaller request has its own topic
        slots.remove("topic")
    if kept.what in ("other", "time", "feedback"):
        slots = ["topic_other" if name == "topic" else name for name in slots]
    if "no-reason" in named and not draft.has_reason and "reason" not in slots:
        slots.insert(0, "reason")
    if not slots:
        return
    vague = words.changed("vague_in_place", sentence.text[kept.start : kept.end]) if "topic" in slots else None
    if vague:
        yield Edit(*place(sentence, kept.start, kept.end), vague)
        slots.remove("topic")
    if words.language == "ja":
        chained = sentence.text[: kept.start].endswith(("て、", "で、"))
        start = greeted(sentence) if chained else kept.start
        for name in ("additive", "follows"):
            lead = words.pattern(name).match(sentence.folded[start:])
            start += lead.end() if lead and lead.end() < len(sentence.text) - start else 0
        at = place(sentence, start, start)[0]
        if slots:
            yield Edit(at, at, str(words.raw(slots[0])[words.register]))
        return
    for name in slots:
        if name.startswith("topic"):
            yield put_after(draft, sentence, words.said(name), words, 0)
        else:
            start = greeted(sentence)
            at = sentence.at[start]
            letter = "" if vague else sentence.text[start].upper()  # it begins the next sentence now
            yield Edit(at, at + len(letter), begun(sentence, words.said(name), start) + " " + letter)


def _behind(judged: Judged, own: list[Found], words: Wording, now: set[Rule], named: set[Rule]) -> Iterator[Edit]:
    added = [words.said(name) for name in _wanted(judged, now, named)]
    if added:
        gap = "\n" if words.flat else str(words.raw("gap"))
        yield put_after(judged.draft, _last(judged.draft, own, words), gap.join(added), words, 5)


def _wanted(judged: Judged, now: set[Rule], named: set[Rule]) -> Iterator[str]:
    """A way out, and something in return for a large request."""
    draft = judged.draft
    heavy = judged.verdict != "ok" and draft.at_least("medium")
    if not draft.shows("way_out") and (heavy or {"no-way-out", "large-ask-weak-tie"} & (now | named)):
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
    told = draft.sentences[number + 1] if number + 1 < len(draft.sentences) else None
    if told and told.paragraph == draft.sentences[number].paragraph and words.pattern("because").search(told.folded):
        return told
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
    said = words.said("thanks")
    if first == 0:
        at = draft.sentences[0].at[greeted(draft.sentences[0])]
        said = begun(draft.sentences[0], said, greeted(draft.sentences[0]))
        after = draft.text[draft.sentences[0].end : draft.sentences[0].end + 1]
        alone = (after == "\n" and at == draft.sentences[0].start) or words.flat
        yield Edit(at, at, said + ("\n" if alone else words.raw("gap")), -1)
        return
    opener = draft.sentences[first - 1]
    gap = "\n" if draft.text[opener.end : opener.end + 1] == "\n" else str(words.raw("gap"))
    yield Edit(opener.end, opener.end, gap + said, -1)


def taking_back(draft: Draft, words: Wording) -> Iterator[Edit]:
    """A request that was refused before is left out; thanks for having considered it stay."""
    asking = {one.sentence for one in draft.found}
    said = words.said("declined") in draft.text
    for number, sentence in enumerate(draft.sentences):
        goes = any(words.pattern(name).search(sentence.folded) for name in ("refused", "closing", "date_of_need"))
        eases = compiled(data(sentence.language)["signals"]["way_out"], sentence.language).search(sentence.folded)
        if number not in asking and not goes and not eases:
            continue
        if said or draft.thanks:
            yield without(draft.text, sentence)
        else:
            said = True
            start = greeted(sentence)
            yield Edit(sentence.at[start], sentence.end, begun(sentence, words.said("declined"), start))


def _in_own_words(judged: Judged, words: Wording) -> Iterator[Edit]:
    """「先月ご紹介いただいた件ですが、」 → 「先月ご紹介いただき、ありがとうございました。」"""
    draft = judged.draft
    for number, sentence in enumerate(draft.sentences):
        if sentence.language != words.language:
            continue
        asks = [one.start for one in draft.found if one.sentence == number]
        helped = words.pattern("helped")
        find = helped.match if words.language == "en" else helped.search  # in English only a whole clause
        match = find(sentence.folded, greeted(sentence))
        if match is None or any(one < match.end() for one in asks):
            continue
        help_ = words.changed("help_ends", sentence.text[match.start(1) : match.end(1)])
        if help_:
            reported = not asks and len(sentence.text) - match.end() > _LEAST_REPORT
            thanks = words.said("thanks_only" if reported else "thanks_for", help=help_)
            said = begun(sentence, thanks, match.start())
            start, end = place(sentence, match.start(), match.end())
            yield Edit(start, end, said.rstrip() if draft.text[end : end + 1].isspace() else said)
            return
