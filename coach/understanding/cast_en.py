"""Who plays which part in an English request: the one written to, the introducer, the one to be introduced.

Read from how each name is spoken of: what an order is addressed to ("thank Bogdan for", "write to her"), who introduced
whom, whom the user wants to meet. The expressions are the ``en`` part of ``cast.yaml``.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from coach.brief import Person
from coach.resources import load_yaml
from coach.understanding.people_ja import Mention

__all__ = ["PartsEn", "addressed", "parts_en"]

_ADDRESSED, _SPOKEN_OF = 3.0, 2.0


@dataclass
class PartsEn:
    """The mentions that play a part; what nobody plays is None."""

    recipient: Mention | None = None
    introducer: Mention | None = None
    third: Mention | None = None
    others: list[Mention] = field(default_factory=list)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_yaml(Path(__file__).with_name("cast.yaml"))["en"][name], re.IGNORECASE)


def same(one: Mention, other: Mention) -> bool:
    """Whether two mentions name one person: the same name, or one name alone is a part of the other."""
    first, second = (one.person.name or "").split(), (other.person.name or "").split()
    return bool(first and second) and (first[0] == second[0] or first[-1] == second[-1] or first == second[:1])


def addressed(request: str, name: str) -> bool:
    """Whether an order of the request is addressed to the name: "thank Anjali for", "write to Anjali"."""
    places = (match.start() for match in re.finditer(rf"\b{re.escape(name)}\b", request))
    return any(
        _pattern("addressed").search(request[max(0, place - 90) : place])
        and not _pattern("not_addressed").search(request[max(0, place - 90) : place])
        for place in places
    )


def parts_en(request: str, mentions: list[Mention]) -> PartsEn:
    """The parts of a request; ``mentions`` are its people in order, without the user."""
    return _Reading(request, mentions).parts()


class _Reading:
    def __init__(self, request: str, mentions: list[Mention]) -> None:
        self.request = request
        self.mentions = mentions

    def before(self, mention: Mention) -> str:
        return self.request[: mention.start][-90:]

    def after(self, mention: Mention) -> str:
        return self.request[mention.end :][:160]

    def parts(self) -> PartsEn:
        found = PartsEn()
        found.introducer = next((m for m in self.mentions if self._introduced(m)), None)
        found.third = self._third(found.introducer)
        first = self._asked_first()
        if first is not None:
            found.recipient = first
            if found.third is None or same(found.third, first):
                found.third = self._other_than(first, found.introducer)
        else:
            self._addressee(found)
        if found.introducer is not None and found.recipient is not None and same(found.introducer, found.recipient):
            found.introducer = None
        if found.third is not None and found.recipient is not None and same(found.third, found.recipient):
            found.third = None
        if found.third is None and found.recipient is not None and _pattern("introducing").search(self.request):
            found.third = self._other_than(found.recipient, found.introducer)
        taken = [m for m in (found.recipient, found.introducer, found.third) if m is not None]
        found.others = [m for m in self.mentions if not any(same(m, each) for each in taken)]
        return found

    def _addressee(self, found: PartsEn) -> None:
        """The recipient: the one addressed; of introducer and introduced the one thanked or written to."""
        barred, third = found.introducer, found.third
        taken = [each for each in (barred, third) if each is not None]
        candidates = [m for m in self.mentions if not any(same(m, each) for each in taken)]
        candidates = [m for m in candidates if self.weight(m) > 0]
        best = max(candidates, key=lambda m: (self.weight(m), -m.start), default=None)
        if best is not None and self.weight(best) < _ADDRESSED and _pattern("to_group").search(self.request):
            best = None
        if best is not None and (barred is None or self.weight(best) >= _ADDRESSED):
            found.recipient = best
        elif barred is not None and self._thanked(barred):
            found.recipient, found.third = barred, third or best
        elif third is not None and (barred is not None or best is None):
            found.recipient, found.third = third, None
        else:
            found.recipient = best or barred

    def _thanked(self, mention: Mention) -> bool:
        """Whether the introducer is the one the message goes to."""
        if any(same(m, mention) and self.weight(m) >= _ADDRESSED for m in self.mentions):
            return True
        told_first = _pattern("introduced_by").search(self.request)
        return told_first is None and bool(_pattern("to_introducer").search(self.request))

    def _introduced(self, mention: Mention) -> bool:
        after, before = self.after(mention), self.before(mention)
        return bool(_pattern("introducer_after").match(after) or _pattern("introducer_before").search(before))

    def _third(self, introducer: Mention | None) -> Mention | None:
        for mention in self.mentions:
            if introducer is not None and same(mention, introducer):
                continue
            unnamed = _pattern("third_unnamed").search(self.before(mention))
            if unnamed and not mention.person.honorific:
                person = Person(role=unnamed["role"].strip(), company=mention.person.name)
                return Mention(person, mention.start, mention.end, mention.chain_start)
            if _pattern("third_before").search(self.before(mention)):
                return mention
        return self._third_of_pair()

    def _third_of_pair(self) -> Mention | None:
        """ "Introduce A to B": B is asked unless the request says that A is."""
        for mention, following in zip(self.mentions, self.mentions[1:], strict=False):
            between = self.request[mention.end : following.start]
            if same(mention, following) or not _pattern("pair_joint").match(between):
                continue
            if _pattern("pair_first").search(self.before(mention)):
                return mention
        return None

    def _asked_first(self) -> Mention | None:
        """Whom the request says to ask or write to first."""
        match = _pattern("first").search(self.request)
        if match is None:
            return None
        named = next(filter(None, match.groups()), "")
        place = self.request.find(named, match.start())
        return next((m for m in self.mentions if m.start <= place < m.end), None)

    def _other_than(self, first: Mention, introducer: Mention | None) -> Mention | None:
        return next(
            (
                m
                for m in self.mentions
                if not same(m, first) and not (introducer is not None and same(m, introducer)) and self.weight(m) > 0
            ),
            None,
        )

    def weight(self, mention: Mention) -> float:
        """How surely the message goes to this person."""
        before, after = self.before(mention), self.after(mention)
        if not mention.person.honorific and _pattern("place_before").search(before):
            return 0.0
        if _pattern("attention").search(before):
            return 6
        if _pattern("addressed").search(before) and not _pattern("not_addressed").search(before):
            return 5
        if _pattern("to").search(before) and not _pattern("not_addressed").search(before):
            return _ADDRESSED
        if _pattern("said").match(after):
            return _SPOKEN_OF + 0.5
        if _pattern("spoken_of").search(before):
            return _SPOKEN_OF
        return 1.0
