"""Takes the heavier of several requests out, so that one fair request stays in the writer's own words."""

import re
from collections.abc import Iterator

from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence
from coach.asking.rewriting.edits import Edit, place, without
from coach.asking.rewriting.wording import Wording

__all__ = ["capital", "fitting", "heavier", "is_bare", "removing", "standing"]

_LONGEST_BARE = 60  # characters
_SIZES = {"small": 0, "medium": 1, "large": 2}
_LINKS = re.compile(
    r"[\s,、;]*(?:\b(?:and|or|plus|then)\b(?:\s(?:also|maybe|perhaps|possibly|then|even|if possible))*)?[\s,、]*$"
)
_AUXILIARY = re.compile(
    r"^.*?\b(?:could|can|would|will) you(?: (?:please|possibly|kindly|maybe|perhaps|also|just))*\s|^please\s",
    re.IGNORECASE,
)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def is_bare(one: Found, draft: Draft, words: Wording) -> bool:
    """Whether a request has no matter of its own ("please answer by Friday"): it goes with the one it hangs on."""
    clause = draft.sentences[one.sentence].folded[one.start : one.end]
    clause = words.pattern("deadline").sub("", clause).strip()
    if len(clause) < _LONGEST_BARE and words.pattern("bare").fullmatch(clause):
        return True
    follows = any((other.sentence, other.start) < (one.sentence, one.start) for other in draft.found)
    return follows and words.pattern("points_back").search(clause) is not None


def standing(draft: Draft, words: Wording) -> list[Found]:
    """The requests with a matter of their own."""
    return [one for one in draft.found if not is_bare(one, draft, words)]


def heavier(judged: Judged, words: Wording) -> Found | None:
    """The request to take out next, when another one can stay."""
    own = standing(judged.draft, words)
    rules = {one.rule for one in judged.raised}
    if len(own) < 2:
        return None
    if "money-or-confidential" in rules:
        unfit = [one for one in own if one.what in ("money", "confidential")]
        if unfit and len(unfit) < len(own):
            return unfit[-1]
    if "multiple-asks" not in rules:
        return None
    return max(
        own, key=lambda one: (_SIZES[one.size], one.points if one.size == "large" else 0, one.sentence, one.start)
    )


def removing(draft: Draft, gone: Found, words: Wording) -> Iterator[Edit]:
    """Cut one request out; a clause before it that says something of its own stays."""
    sentence = draft.sentences[gone.sentence]
    others = [one for one in draft.found if one.sentence == gone.sentence and one is not gone]
    before = [one for one in others if one.end <= gone.start]
    after = [one for one in others if one.start >= gone.end]
    if before:
        yield from _cut_behind(draft, before[-1], gone, after)
    elif after:
        yield from _cut_before(draft, gone, after[0], words)
    else:
        yield _left(draft, gone, words) or without(draft.text, sentence)


def _cut_behind(draft: Draft, kept: Found, gone: Found, after: list[Found]) -> Iterator[Edit]:
    """The request before it stays, without "and maybe"."""
    sentence = draft.sentences[gone.sentence]
    start = kept.end
    link = _LINKS.search(sentence.folded[kept.start : gone.start])
    if link and sentence.language == "en":
        start = min(start, kept.start + link.start())
    if after:
        yield Edit(*place(sentence, gone.start, after[0].start), "")
    else:
        end = gone.end
        yield Edit(*place(sentence, start, end), "")


def _cut_before(draft: Draft, gone: Found, kept: Found, words: Wording) -> Iterator[Edit]:
    """The request behind it stays and takes over the auxiliary, when it hung on it."""
    sentence = draft.sentences[gone.sentence]
    head = ""
    if kept.form == "chained" and sentence.language == "en":
        auxiliary = _AUXILIARY.match(sentence.text[gone.start : gone.end])
        head = auxiliary.group() if auxiliary else ("Could you " if gone.start == 0 else "could you ")
    start, end = place(sentence, gone.start, kept.start)
    if sentence.language == "en" and gone.start == 0 and not head:
        yield Edit(start, end + 1, sentence.text[kept.start].upper())
    else:
        yield Edit(start, end, head)


def _left(draft: Draft, gone: Found, words: Wording) -> Edit | None:
    """What the sentence says before the request, closed as a sentence."""
    sentence = draft.sentences[gone.sentence]
    head = words.pattern("additive").sub("", sentence.text[: gone.start])
    if len(head.strip()) < (10 if words.language == "ja" else 25):
        return None
    closed = words.changed("stands_alone", head)
    if closed is None:
        return None
    return Edit(sentence.start, sentence.end, closed)


def fitting(draft: Draft, words: Wording) -> Iterator[Edit]:
    """Conjunctions, ordinals and numbers that no longer fit once requests are gone."""
    own = standing(draft, words)
    asking = {one.sentence for one in draft.found}
    for number in sorted(asking)[:1]:
        sentence = draft.sentences[number]
        for name in ("additive", "first_of", *(("follows",) if number == 0 else ())):
            match = words.pattern(name).match(sentence.folded)
            if match and match.end() > 0 and match.end() < len(sentence.text):
                end = sentence.at[match.end()]
                letter = sentence.text[match.end()]
                yield Edit(sentence.start, end + 1, letter.upper() if words.language == "en" else letter)
                break
    if not own or len(own) > 2:
        return
    for sentence in draft.sentences:
        for match in words.pattern("counted").finditer(sentence.folded):
            yield from _recounted(sentence, match, len({one.sentence for one in own}), words)


def _recounted(sentence: Sentence, match: re.Match[str], left: int, words: Wording) -> Iterator[Edit]:
    following = words.pattern("counted_of").match(sentence.folded[match.end() :])
    if following is None:
        return
    counts = words.raw("counts")
    named = next((name for name in counts if match.group().endswith(name)), next(iter(counts)))
    yield Edit(*place(sentence, match.start(), match.end()), counts[named][min(left, 2) - 1])
    if words.language == "en" and left == 1 and following.lastindex:
        end = match.end() + following.end(1)
        yield Edit(*place(sentence, end - 1, end), "")
