"""Which request of a message stays, which words press, and which sentences can go when it is made lighter."""

from functools import cache
from pathlib import Path
from typing import Any

from coach.answer import Language, Rule
from coach.asking.asks import Found
from coach.asking.draft import Draft, Place
from coach.asking.patterns import compiled
from coach.resources import load_yaml

__all__ = ["BOLDEST", "PRESSING", "Choice", "words_of"]

BOLDEST = 4
_SMALLER = 3
PRESSING: tuple[Rule, ...] = ("guilt", "presumption", "bad-mouthing")
_LEAST_LEFT: dict[Language, int] = {"ja": 8, "en": 12}  # characters; less is no sentence


@cache
def words_of(language: Language) -> dict[str, Any]:
    """What a rewrite puts in and takes out (``rewrite_ja.yaml``, ``rewrite_en.yaml``)."""
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name(f"rewrite_{language}.yaml"))
    return loaded


class Choice:
    """What one boldness keeps and drops.

    1 adds and softens, 2 also leaves out what reminds, 3 makes the largest request smaller, 4 keeps only the smallest.
    """

    def __init__(self, draft: Draft, rules: set[Rule], boldness: int) -> None:
        self.draft, self.rules, self.boldness = draft, rules, boldness
        self.kept = self._choose()
        self.language: Language = draft.sentences[self.kept.sentence].language if self.kept else draft.language
        self.gone = self._gone()

    def _choose(self) -> Found | None:
        found = self.draft.found
        if self.boldness < BOLDEST or not found:
            return self.draft.heaviest
        return min(found, key=lambda one: one.points)

    def hits(self, *rules: Rule) -> dict[int, list[Place]]:
        """Where raised rules stand, by sentence, as offsets in the text."""
        found: dict[int, list[Place]] = {}
        for rule in rules:
            for number, place in self.draft.hits("rules", rule, "pattern") if rule in self.rules else ():
                found.setdefault(number, []).append(place)
        return found

    def _gone(self) -> set[int]:
        asking = {one.sentence for one in self.draft.found}
        kept = self.kept.sentence if self.kept else -1
        gone = {number for number in self.hits(*PRESSING) if self.leading(number) is None}
        if "multiple-asks" in self.rules:
            gone |= asking
        if "deadline-pressure" in self.rules:
            gone |= set(self.hits("deadline-pressure")) - asking
        if self.boldness > 1:
            gone |= set(self.hits("chasing", "repeat-ask"))
            if "chasing" in self.rules:
                gone |= {number for number, _ in self.draft.hits("rules", "chasing", "reproach")}
                gone |= {kept} if self._only_a_reply else set()
        if self.kept and self.replaces:  # what only puts the same request in other words goes with it
            gone |= {one.sentence for one in self.draft.found if one.what == self.kept.what}
            gone |= set(self.hits("vague-ask"))
        return gone if self._only_a_reply and self.boldness > 1 else gone - {kept}

    @property
    def _only_a_reply(self) -> bool:
        """Whether all that is wanted is an answer to an earlier message."""
        small = all(one.what in ("other", "information") for one in self.draft.found)
        return "chasing" in self.rules and small and self.pressed

    def leading(self, number: int) -> int | None:
        """Where a sentence goes on behind the clause that presses; None when nothing worth keeping follows."""
        sentence = self.draft.sentences[number]
        last = max(end for _, end in self.hits(*PRESSING)[number])
        goes_on = compiled(words_of(sentence.language)["goes_on"], sentence.language)
        for match in goes_on.finditer(sentence.folded):
            rest = len(sentence.text) - match.end()
            if sentence.at[match.end() - 1] >= last - 1 and rest >= _LEAST_LEFT[sentence.language]:
                return match.end()
        return None

    @property
    def pressed(self) -> bool:
        """Whether the kept request's own words press, beyond a clause that can be cut off."""
        if self.kept is None:
            return False
        number = self.kept.sentence
        inside = number in self.hits(*PRESSING) and self.leading(number) is None
        return inside or number in self.hits("deadline-pressure", "chasing", "repeat-ask")

    @property
    def replaces(self) -> bool:
        """Whether the kept request is said in other words."""
        return self.boldness >= _SMALLER and self.kept is not None and (self.kept.size != "small" or self.pressed)
