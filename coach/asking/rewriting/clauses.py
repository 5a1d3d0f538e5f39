"""Where what presses stands in a sentence, and how its clause is cut out."""

import re
from collections.abc import Iterator

from coach.answer import Rule
from coach.asking.asks import Found
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.asking.rewriting.edits import Edit, greeted, place

__all__ = ["clause_out", "hits_of"]

_CLAUSE = {"ja": re.compile(r"[、。!?\n]"), "en": re.compile(r"[,;:—.!?\n]|\s(?=(?:and|but|so|because|or)\s)")}


def hits_of(sentence: Sentence, rule: Rule, key: str = "pattern") -> Iterator[tuple[int, int]]:
    """Where the words of a sentence stand that a rule names."""
    source = data(sentence.language)["rules"][rule].get(key)
    if source:
        for match in compiled(source, sentence.language).finditer(sentence.folded):
            if match.end() > match.start():
                yield match.start(), match.end()


def clause_out(sentence: Sentence, start: int, end: int, asks: list[Found]) -> Edit:
    """Cut the clause that holds the words, not the request beside it."""
    cuts = [match.end() for match in _CLAUSE[sentence.language].finditer(sentence.folded)]
    low = max(
        [greeted(sentence), *(cut for cut in cuts if cut <= start), *(one.end for one in asks if one.end <= start)]
    )
    high = min([len(sentence.text), *(cut for cut in cuts if cut >= end)])
    following = next((one for one in asks if one.start >= end), None)
    if following and _CLAUSE[sentence.language].search(sentence.folded, end, following.start + 1) is None:
        high = following.start
    if following and sentence.language == "en" and not sentence.folded[high : following.start].strip(" ,andsobut"):
        high = following.start
    if not following and high >= len(sentence.text) - 1:  # the mark at the end of the sentence stays
        high = len(sentence.text) - (sentence.text[-1] in "。.?!?!")
        while low and sentence.text[low - 1] in " 、,":
            low -= 1
    first, last = place(sentence, low, high)
    if low == greeted(sentence) and following and sentence.language == "en" and high < len(sentence.text):
        return Edit(first, last + 1, sentence.text[high].upper())
    return Edit(first, last, "")
