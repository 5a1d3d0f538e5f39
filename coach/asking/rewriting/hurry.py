"""Takes deadlines out: one becomes "whenever suits you", the others go."""

import re
from collections.abc import Iterator

from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.layout import Sentence, lines_of
from coach.asking.patterns import compiled, data, fold
from coach.asking.rewriting.clauses import clause_out, hits_of
from coach.asking.rewriting.edits import Edit, place, without
from coach.asking.rewriting.fewer import capital, standing
from coach.asking.rewriting.wording import Wording

__all__ = ["calm_subject", "unhurried"]

_LEAST_SAID = {"ja": 10, "en": 20}  # characters beside a deadline


def unhurried(draft: Draft, words: Wording) -> Iterator[Edit]:
    """One deadline becomes "whenever suits you", best where an answer is asked for; the others go."""
    asking = {one.sentence for one in draft.found}
    pressed = [number for number, sentence in enumerate(draft.sentences) if _hurries(sentence, number in asking)]
    matters = {one.sentence for one in standing(draft, words)}
    says = next((number for number in pressed if number not in matters), pressed[0] if pressed else -1)
    for number, sentence in enumerate(draft.sentences):
        if number not in asking and number not in pressed and words.pattern("hard_deadline").search(sentence.folded):
            yield without(draft.text, sentence)
    for number in pressed:
        sentence = draft.sentences[number]
        if number in asking or _says_more(sentence, words):
            asks = [one for one in draft.found if one.sentence == number]
            yield from _softened(sentence, asks, words, says=number == says)
        elif number == says:
            yield Edit(sentence.start, sentence.end, words.said("unhurried"))
        else:
            yield without(draft.text, sentence)


def calm_subject(draft: Draft, words: Wording) -> Iterator[Edit]:
    """「【至急】」 in the subject line goes too."""
    for line in lines_of(draft.text):
        if line.kind == "header":
            for match in words.pattern("hurry_subject").finditer(fold(draft.text[line.start : line.end])):
                yield Edit(line.start + match.start(), line.start + match.end(), "")


def _says_more(sentence: Sentence, words: Wording) -> bool:
    """Whether a sentence has something to say besides its deadline."""
    rest, count = words.pattern("deadline").subn("", sentence.folded)
    return count > 0 and len(rest) >= _LEAST_SAID[sentence.language]


def _hurries(sentence: Sentence, asks: bool) -> bool:
    if next(hits_of(sentence, "deadline-pressure"), None) is None:
        return False
    own = compiled(data(sentence.language)["signals"]["own_action"], sentence.language)
    return asks or own.search(sentence.folded) is None


def _softened(sentence: Sentence, asks: list[Found], words: Wording, *, says: bool) -> Iterator[Edit]:
    hits = list(hits_of(sentence, "deadline-pressure"))
    covered = False
    for match in words.pattern("deadline").finditer(sentence.folded):
        if any(start < match.end() and end > match.start() for start, end in hits):
            yield Edit(*place(sentence, match.start(), match.end()), _when(words, sentence, match) if says else "")
            says, covered = False, True
    for start, end in hits if not covered else ():
        if not any(start < one.end and end > one.start for one in asks):
            yield clause_out(sentence, start, end, asks)
    for match in words.pattern("hurry_clause").finditer(sentence.folded):
        yield Edit(*place(sentence, match.start(), match.end()), "")


def _when(words: Wording, sentence: Sentence, match: re.Match[str]) -> str:
    when = str(words.raw("when")[words.register])
    if words.language == "ja":
        return when.removesuffix("に") if sentence.text[match.end() : match.end() + 1] in tuple("のだ") else when
    return f" {when}" if match.start() else capital(when)
