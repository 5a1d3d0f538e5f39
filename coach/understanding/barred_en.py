"""Words of an English request that are only said to the coach, or shall stay out of the message."""

import re
from functools import lru_cache

from coach.understanding.kept_en import is_sentence
from coach.understanding.parts import Part, Parts
from coach.understanding.said_en import pattern
from coach.understanding.spelled_en import tidy

__all__ = ["Barred", "naming"]

_SURER = 0.75  # of a part whose words are barred
_MOST_BARRED = 0.25  # of a statement's words
_MOSTLY = 0.75  # of a clause's words that are only said to the coach
_NEAR = 25  # characters between a fact and the words that keep it out
# An order to the coach in the form of a statement; what is said so to a reader is kindness ("don't worry").
_ORDER = re.compile(
    r"(?:please |just )?(?:don['’]?t|do not|never|no need to|keep|avoid|leave out|skip)\b"
    r"(?! (?:worry|rush|hurry|feel|bother|apologi[sz]e|be|reply|answer|forget|hesitate|let))",
    re.IGNORECASE,
)
# "Don't bring him up", "leave it out": the fact before it is what shall stay out.
_KEEPS_OUT = re.compile(
    r"\b(?:don['’]?t|do not|never|without|not to|leave|keep|skip|avoid)\b.{0,30}"
    r"\b(?:bring|mention\w*|say|tell\w*|talk\w*|refer\w*|touch\w*|raise|include|out)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:it|that|this|him|her|them|any of it)\b", re.IGNORECASE)
# How a statement or a thanks begins; an order has no subject.
_STATES = re.compile(
    r"(?:I|you|we|they|he|she|it|the|my|your|our|this|that|there|an?|for|thank|"
    r"\w+ (?:\w+ed|has|have|is|was|will|can))\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:[,;:]\s+(?:(?:so|and|but|or)\s+)?|\s+(?:and|but)\s+|\s*[.!?]\s+)", re.IGNORECASE)


class Barred:
    """Words that stand only in orders, in what shall stay out, in pasted mails or in talk."""

    def __init__(self, parts: Parts, text: str) -> None:
        orders = [part for part in parts.of("fact") if _ORDER.match(part.text)]
        sure = [part for part in parts.of("do", "no", "old", "fill") if part.sure >= _SURER] + orders
        sure = [part for part in sure if part.role != "old" or pattern("letter").search(part.text)]
        shut = frozenset().union(*(naming(part.text) for part in sure))
        told = [part for part in parts.parts if part not in sure]
        unsaid = [part for part in told if part.role == "fact" and _stays_out(part, parts)]
        open_ = frozenset().union(*(naming(part.text) for part in told if part not in unsaid))
        self.people = frozenset().union(*(naming(part.text) for part in parts.of("who", "who3", "me")))
        begin, gaps = 0, []
        for part in sorted(parts.parts, key=lambda each: each.start):
            gaps.append(text[begin : part.start])
            begin = max(begin, part.end)
        self.orders = [naming(part.text) for part in orders]
        self.words = shut - open_ - naming(" ".join([*gaps, text[begin:]]))
        never = [part for part in sure if part.role in ("no", "old")]
        self.never = self.words & frozenset().union(*(naming(part.text) for part in never))
        self.never |= frozenset().union(*(naming(part.text) for part in unsaid)) - open_

    def holds(self, words: str) -> bool:
        """Whether too much of the words is barred for them to be said."""
        said = naming(words)
        hit = said & self.words
        too_much = len(hit) > max(1, _MOST_BARRED * len(said))
        ordered = not is_sentence(words) and (too_much or (bool(hit) and len(hit) == len(said)))
        return (ordered and pattern("instructs").search(words) is not None) or self.never_said(words)

    def freed(self, words: str) -> str:
        """A statement without the clauses that are only said to the coach; empty when nothing is left."""
        pieces = _JOINS.split(words)
        kept = [piece for piece in pieces if not self._ordered(piece)]
        if len(kept) == len(pieces):
            return words
        whole = ", and ".join(kept)
        return whole if len(whole.split()) > 1 else ""

    def _ordered(self, piece: str) -> bool:
        said = naming(piece)
        if _STATES.match(piece):
            return len(said) > 1 and any(said <= order for order in self.orders)
        return len(said) > 1 and len(said & self.words) >= _MOSTLY * len(said)

    def never_said(self, words: str) -> bool:
        """Whether the words come from what shall stay out of the message, or from somebody's pasted mail."""
        said = naming(words)
        hit = said & self.never
        return len(hit) > 1 or (bool(hit) and len(hit) == len(said))

    def of_people(self, words: str) -> bool:
        """Whether words without a verb only say who somebody is."""
        return not is_sentence(words) and bool(naming(words)) and naming(words) <= self.people

    def free(self, words: str) -> bool:
        """Whether none of the words is barred."""
        return not naming(words) & self.words


def _stays_out(fact: Part, parts: Parts) -> bool:
    """Whether the words behind a fact say to leave it out."""
    behind = (part for part in parts.of("do", "no") if 0 <= part.start - fact.end <= _NEAR)
    return any(_KEEPS_OUT.search(part.text) and _POINTS_BACK.search(part.text) for part in behind)


@lru_cache(maxsize=1024)
def naming(text: str) -> frozenset[str]:
    """The words of a text that name something, without their endings."""
    found = re.findall(r"[a-z0-9][\w'’-]+", re.sub(r"\S*@\S+|https?://\S+", " ", tidy(text).lower()))
    return frozenset(
        re.sub(r"(?<=\w{4})(?:ing|ed|es|s)$", "", word) for word in found if len(word) > 3 or word.isdigit()
    )
