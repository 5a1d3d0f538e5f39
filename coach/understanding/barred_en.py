"""Words of an English request that are only said to the coach, or shall stay out of the message."""

import re
from functools import lru_cache

from coach.understanding.kept_en import is_sentence
from coach.understanding.parts import Parts
from coach.understanding.said_en import pattern
from coach.understanding.spelled_en import tidy

__all__ = ["Barred", "naming"]

_SURER = 0.75  # of a part whose words are barred
_MOST_BARRED = 0.25  # of a statement's words


class Barred:
    """Words that stand only in orders, in what shall stay out, in pasted mails or in talk."""

    def __init__(self, parts: Parts, text: str) -> None:
        sure = [part for part in parts.of("do", "no", "old", "fill") if part.sure >= _SURER]
        sure = [part for part in sure if part.role != "old" or pattern("letter").search(part.text)]
        shut = frozenset().union(*(naming(part.text) for part in sure))
        open_ = frozenset().union(*(naming(part.text) for part in parts.parts if part not in sure))
        self.people = frozenset().union(*(naming(part.text) for part in parts.of("who", "who3", "me")))
        begin, gaps = 0, []
        for part in sorted(parts.parts, key=lambda each: each.start):
            gaps.append(text[begin : part.start])
            begin = max(begin, part.end)
        self.words = shut - open_ - naming(" ".join([*gaps, text[begin:]]))
        self.never = self.words & frozenset().union(*(naming(part.text) for part in sure if part.role in ("no", "old")))

    def holds(self, words: str) -> bool:
        """Whether too much of the words is barred for them to be said."""
        said = naming(words)
        hit = said & self.words
        too_much = len(hit) > max(1, _MOST_BARRED * len(said))
        ordered = not is_sentence(words) and (too_much or (bool(hit) and len(hit) == len(said)))
        return (ordered and pattern("instructs").search(words) is not None) or self.never_said(words)

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


@lru_cache(maxsize=1024)
def naming(text: str) -> frozenset[str]:
    """The words of a text that name something, without their endings."""
    found = re.findall(r"[a-z0-9][\w'’-]+", re.sub(r"\S*@\S+|https?://\S+", " ", tidy(text).lower()))
    return frozenset(
        re.sub(r"(?<=\w{4})(?:ing|ed|es|s)$", "", word) for word in found if len(word) > 3 or word.isdigit()
    )
