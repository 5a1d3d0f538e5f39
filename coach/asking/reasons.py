"""Whether a message says why or what for it asks: by a word of reason, or by telling what the matter is about.

That somebody is admired, known or the right person says why *they* are asked, not what for; nor do ceremony, reminders,
pressure and the details of the request itself.
"""

import re
from collections.abc import Sequence

from coach.answer import Language
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.asking.signs import Place, Sign, where

__all__ = ["tells_why", "without_excuses"]

# Names, companies and titles (a signature, an address) tell nothing: a telling sentence has grammar.
_TELLS = {
    "ja": re.compile(r"[ぁ-ん].*[ぁ-ん].*[ぁ-ん].*[ぁ-ん]"),
    "en": re.compile(r"^(?!you\b|your\b|what an?\b)(?:.*?\b[a-z']+\b\W+){3}"),
}
_EDGES = re.compile(r"^[\s、,。.!?!？]+|[\s、,。.!?!？]+$")
_LEAST = {"ja": 8, "en": 18}  # characters; fewer tell no reason
# What presses, reminds or speaks ill is no reason …
_PRESSING: tuple[Sign, ...] = ("guilt", "presumption", "bad_mouth", "chasing", "chasing_hard")
# … and sentences with these tell none unless they say so.
_OTHER: tuple[Sign, ...] = ("deadline", "asked_before", "refused")


def without_excuses(text: str, language: Language) -> str:
    """A sentence without its preambles and without what anybody could write to anybody."""
    for name in ("preamble", "generic"):
        text = compiled(data(language)["signals"][name], language).sub("", text)
    return text


def _relates(sentence: Sentence) -> bool:
    """Whether a sentence only says how little the two know each other."""
    stages = [one for one in data(sentence.language)["stages"] if one["stage"] in ("stranger", "met_once")]
    return any(compiled(one["pattern"], sentence.language).search(sentence.folded) for one in stages)


def _blanked(text: str, places: list[Place]) -> str:
    return "".join(" " if any(start <= at < end for start, end in places) else char for at, char in enumerate(text))


def tells_why(sentence: Sentence, beside: str, predicates: Sequence[Place] = (), *, read: bool | None = None) -> bool:
    """Whether a sentence gives a reason.

    Args:
        sentence: one sentence of a message.
        beside: its words outside requests, gives and ways out.
        predicates: where requests say what is to be done: 「〜してほしいんですが」 sounds like a reason and is none.
        read: whether the learned reader takes the sentence for a reason; None: it may be one.
    """
    signals, language = data(sentence.language)["signals"], sentence.language
    pressing = [place for sign in _PRESSING for place in where(sign, sentence)]
    said = without_excuses(_blanked(sentence.folded, [*pressing, *predicates]), language)
    if compiled(signals["reason"], language).search(said):
        return True
    if pressing or read is False:
        return False
    if compiled(signals["set_phrase"], language).search(sentence.folded) or _relates(sentence):
        return False
    others = [place for sign in _OTHER for place in where(sign, sentence)]
    for start, end in others:
        beside = beside.replace(sentence.text[start:end], "")
    told = _EDGES.sub("", without_excuses(beside.lower(), language))
    least = _LEAST[language] * (2 if others else 1)  # what is left beside a deadline must say something of its own
    return bool(read) or (len(told) >= least and _TELLS[language].search(told) is not None)
