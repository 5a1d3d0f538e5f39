"""Takes the heavier of several requests out, so that one fair request stays in the writer's own words."""

import re
from collections.abc import Iterator

from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence, lines_of
from coach.asking.patterns import compiled, fold
from coach.asking.rewriting.edits import Edit, place, without
from coach.asking.rewriting.wording import Wording
from coach.morphology import tokens_of_line

__all__ = ["capital", "counted_out", "fitting", "heavier", "is_bare", "removing", "renamed", "standing"]

_CAN = re.compile("可能|難し|大丈夫|でき|無理")
_LONGEST_BARE = 60  # characters
_DIGITS, _KANJI = "0123456", "〇一二三四五六"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
_SIZES = {"small": 0, "medium": 1, "large": 2}
_LINKS = re.compile(
    r"[\s,、;]*(?:\b(?:and|or|plus|then)\b(?:\s(?:also|maybe|perhaps|possibly|then|even|if possible))*)?[\s,、]*$"
)
_ASKS = re.compile(
    r"(?:could|can|would|will|do|did|is|are|any|please|may|might|i|i'd|we|let me|what|how|who|when|where)\b"
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
    hangs = words.pattern("points_back").search(clause) or words.pattern("logistics").search(clause)
    return follows and hangs is not None


def standing(draft: Draft, words: Wording) -> list[Found]:
    """The requests with a matter of their own."""
    return [one for one in draft.found if not is_bare(one, draft, words)]


def heavier(judged: Judged, words: Wording) -> Found | None:
    """The request to take out next, when another one can stay."""
    own = standing(judged.draft, words)
    rules = {one.rule for one in judged.raised}
    if len(own) < 2:
        hanging = [one for one in judged.draft.found if one not in own]
        return hanging[-1] if hanging and own and "multiple-asks" in rules else None
    if "money-or-confidential" in rules:
        unfit = [one for one in own if one.what in ("money", "confidential")]
        if unfit and len(unfit) < len(own):
            return unfit[-1]
    if "multiple-asks" not in rules:
        return None
    gone = max(
        own, key=lambda one: (_SIZES[one.size], one.points if one.size == "large" else 0, one.sentence, one.start)
    )
    said_with = [one for one in own if one.size == "small" and one.start > gone.start and one.sentence == gone.sentence]
    return said_with[-1] if said_with and gone.size == "medium" else gone


def removing(draft: Draft, gone: Found, words: Wording) -> Iterator[Edit]:
    """Cut one request out; a clause before it that says something of its own stays."""
    sentence = draft.sentences[gone.sentence]
    others = [one for one in draft.found if one.sentence == gone.sentence and one is not gone]
    before = [one for one in others if one.end <= gone.start]
    after = [one for one in others if one.start >= gone.end]
    if before:
        yield from _cut_behind(draft, before[-1], gone, after)
    elif after:
        yield from _cut_before(draft, gone, after[0])
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


def _cut_before(draft: Draft, gone: Found, kept: Found) -> Iterator[Edit]:
    """The request behind it stays and takes over the auxiliary, when it hung on it."""
    sentence = draft.sentences[gone.sentence]
    head = ""
    if sentence.language == "en" and not _ASKS.match(sentence.folded[kept.start : kept.end]):
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


def counted_out(draft: Draft, words: Wording) -> Iterator[Edit]:
    """Of things asked with one verb (「AとBとCの三つをお願い」) the first stays."""
    for sentence in {one.sentence: draft.sentences[one.sentence] for one in draft.found}.values():
        changed = words.changed("listed", sentence.text)
        if changed and changed != sentence.text:
            yield Edit(sentence.start, sentence.end, changed)


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
    first = next((one for one in own if one.sentence == min(asking)), None)
    if first and words.language == "ja":
        yield from _alone_too(draft.sentences[first.sentence], first)
    items = sum(line.kind == "item" for line in lines_of(draft.text))
    left = items or len({one.sentence for one in own})
    if not left or left >= len(_DIGITS):
        return
    for sentence in draft.sentences:
        for match in words.pattern("counted").finditer(sentence.folded):
            yield from _recounted(sentence, match, left, words)


def _alone_too(sentence: Sentence, ask: Found) -> Iterator[Edit]:
    """「推薦状も」 → 「推薦状を」 once there is nothing before it."""
    words = tokens_of_line(sentence.text[ask.start : ask.end])
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if word.surface() != "も" or word.part_of_speech()[0] != "助詞":
            continue
        at = ask.start + word.begin()
        kind = before.part_of_speech()[0]
        if kind in ("名詞", "接尾辞", "代名詞"):
            yield Edit(*place(sentence, at, at + 1), "は" if _CAN.match(after.surface()) else "を")
        elif kind == "助詞":
            yield Edit(*place(sentence, at, at + 1), "")
        return


def renamed(before: Draft, after: Draft, words: Wording) -> Iterator[Edit]:
    """A subject line that names a request no longer made."""
    gone = {one.what for one in before.found} - {one.what for one in after.found}
    for line in lines_of(after.text):
        if line.kind != "header":
            continue
        for what, source in words.raw("subject").items():
            match = compiled(source, words.language).search(fold(after.text[line.start : line.end]))
            if what in gone and match:
                yield Edit(line.start + match.start(), line.start + match.end(), words.raw("subject_instead"))


def _recounted(sentence: Sentence, match: re.Match[str], left: int, words: Wording) -> Iterator[Edit]:
    following = words.pattern("counted_of").match(sentence.folded[match.end() :])
    if following is None:
        return
    if words.language == "en":
        yield Edit(*place(sentence, match.start(), match.end()), _NUMBERS[left])
        if left == 1:
            if sentence.folded[: match.start()].endswith("there are "):
                yield Edit(*place(sentence, match.start() - 4, match.start() - 1), "is")
            end = match.end() + following.end(1)
            yield Edit(*place(sentence, end - 1, end), "")
        return
    said = match.group()
    number = _KANJI[left] if said[0] in _KANJI else str(left)
    counted = number + said[-1] if said[-1] in "つ点件" else ("一つ" if left == 1 else said)
    yield Edit(*place(sentence, match.start(), match.end()), counted)
