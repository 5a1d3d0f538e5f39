"""The edits that leave something out of a message: words that press, requests that can wait, deadlines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coach.asking.asks import Found
from coach.asking.choosing import PRESSING, Choice, words_of
from coach.asking.draft import Place
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data

__all__ = ["Edit", "left_out"]

_BULLET = re.compile(r"[\s\u3000\-*•・●\d.)．)]+")


@dataclass(frozen=True)
class Edit:
    """Put ``words`` in place of the characters from ``start`` to ``end`` of the text as given."""

    start: int
    end: int
    words: str
    rank: int = 0  # of edits at one place, the lower comes first


def left_out(choice: Choice, remind: str, chained: str) -> Iterator[Edit]:
    """What goes; ``remind`` stands in for the reminding, ``chained`` ends a Japanese verb that lost its auxiliary."""
    yield from _dropped(choice, remind)
    yield from _cut(choice)
    if "multiple-asks" in choice.rules:
        yield from _alone(choice, chained)
    yield from _softened(choice)


def _dropped(choice: Choice, remind: str) -> Iterator[Edit]:
    """Sentences that only press, and the requests that can wait."""
    asking = {one.sentence for one in choice.draft.found}
    reminds = "chasing" in choice.rules and choice.boldness > 1 and not (asking - choice.gone)
    for number in sorted(choice.gone):
        sentence = choice.draft.sentences[number]
        if reminds:
            reminds = False
            yield Edit(sentence.start, sentence.end, remind)
        else:
            yield _without(choice, sentence)


def _without(choice: Choice, sentence: Sentence) -> Edit:
    """Leave a sentence out, with its line break when it fills the line."""
    text, start, end = choice.draft.text, sentence.start, sentence.end
    before = text.rfind("\n", 0, start) + 1
    if not _BULLET.sub("", text[before:start]) and text[end : end + 1] in ("\n", ""):
        start, end = before, min(end + 1, len(text))
    elif text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, "")


def _cut(choice: Choice) -> Iterator[Edit]:
    """Clauses that press, cut off the front of a sentence that goes on."""
    for number in choice.hits(*PRESSING):
        sentence, place = choice.draft.sentences[number], choice.leading(number)
        if place is None or number in choice.gone:
            continue
        first = sentence.text[place]
        capital = first.upper() if sentence.text[:1].isupper() else first
        yield Edit(sentence.start, sentence.at[place] + 1, capital, rank=-1)


def _alone(choice: Choice, chained: str) -> Iterator[Edit]:
    """Other requests beside the kept one, and the word of how many there are, are cut out."""
    kept = choice.kept
    for number, sentence in enumerate(choice.draft.sentences):
        announced = compiled(words_of(sentence.language)["announced"], sentence.language)
        for match in announced.finditer(sentence.folded) if number not in choice.gone else ():
            yield Edit(*_raw(sentence, match.start(), match.end()), "")
    yield from _untied(choice)
    for other in choice.draft.found if kept else ():
        if kept and other.sentence == kept.sentence and other is not kept:
            yield _parted(choice, kept, other, chained)


def _untied(choice: Choice) -> Iterator[Edit]:
    """「また、」 or "Also," before a request that now stands alone."""
    if choice.kept is None or choice.replaces:
        return
    sentence = choice.draft.sentences[choice.kept.sentence]
    tie = compiled(words_of(choice.language)["tie"], choice.language).match(sentence.folded)
    if tie and tie.end() < len(sentence.text):
        if choice.language == "ja":
            yield Edit(sentence.start, sentence.at[tie.end()], "")
        else:
            yield Edit(sentence.start, sentence.at[tie.end()] + 1, sentence.text[tie.end()].upper(), rank=-1)


def _parted(choice: Choice, kept: Found, other: Found, chained_end: str) -> Edit:
    """Take another request out of the kept one's sentence, without taking its auxiliary verb along."""
    (start, end), (kept_start, kept_end) = choice.draft.place(other), choice.draft.place(kept)
    chained = kept.form == "chained"
    if start > kept_start:
        return Edit(kept_end, end, chained_end if chained and choice.language == "ja" else "")
    verb = compiled(words_of(choice.language)["auxiliary"], choice.language).match(
        choice.draft.text[start:kept_start].lower()
    )
    lead = choice.draft.text[start : start + verb.end()] if verb and chained else ""
    return Edit(start, kept_start, lead)


def _softened(choice: Choice) -> Iterator[Edit]:
    """Deadlines, and minutes in a request for time."""
    kept = choice.kept
    if kept is None:
        return
    sentence = choice.draft.sentences[kept.sentence]
    if "deadline-pressure" in choice.rules and not choice.replaces:
        strip = compiled(data(sentence.language)["rules"]["deadline-pressure"]["strip"], sentence.language)
        for match in strip.finditer(sentence.folded):
            yield Edit(*_raw(sentence, match.start(), match.end()), "")
    fewer = choice.draft.is_weak_tie or kept.size == "large"
    if choice.boldness == 1 and kept.what == "meeting" and kept.size != "small" and fewer:
        for match in compiled(words_of(choice.language)["minutes"], choice.language).finditer(
            sentence.folded, kept.start, kept.end
        ):
            adjective = match.group().endswith("minute")  # "a 30-minute call"
            fewer_words = words_of(choice.language)["fifteen_adjective" if adjective else "fifteen"]
            yield Edit(*_raw(sentence, match.start(), match.end()), fewer_words)


def _raw(sentence: Sentence, start: int, end: int) -> Place:
    return sentence.at[start], sentence.at[end - 1] + 1
