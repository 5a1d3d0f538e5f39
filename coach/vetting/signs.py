"""Which signs a text shows and where: by combinations of concepts, and beside them by what examples taught."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml
from coach.vetting.combinations import matches, parse
from coach.vetting.elsewhere import Span, elsewhere, meets
from coach.vetting.learned import Embed, learned_signs
from coach.vetting.pieces import clause_around
from coach.vetting.price import dear
from coach.vetting.words import Hit, Hits, Sentence, plain, read, sentences

__all__ = ["GRAVE", "Found", "Reading", "Span", "data", "sign"]

GRAVE = 2.0
_LESSER = 1.0
_REACH, _REACH_LATIN = 60, 120  # code points between two words of one combination, by script
_MOST_LOOKED_AT = 2000  # code points that tell the script
_PRICE = "high_price"
# The more speaks for an event, the clearer a learned sign has to be.
_CLEAR, _CLEARER, _MOST_TRUST = 0.05, 0.11, 2.0
_SURE = 0.15  # below, what was only learned is a lesser sign

Group = tuple[Hit, ...]


@cache
def data() -> dict[str, Any]:
    """All of ``vetting.yaml``."""
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name("vetting.yaml"))
    return loaded


@cache
def sign(name: str) -> dict[str, Any]:
    """One sign of ``vetting.yaml``."""
    return next(each for each in data()["signs"] if each["id"] == name)


@dataclass(frozen=True)
class Found:
    """A sign with its weight and the places that may be shown for it, best first."""

    name: str
    weight: float
    spans: tuple[Span, ...]


class Reading:
    """A text read for its concepts once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[Sentence] = sentences(text)
        self._hits: Hits = read(text, self._parts)
        # Signs stand on what is told of this event; what is denied or happened elsewhere may still speak for it.
        self._aside = elsewhere(plain(text), self._parts)
        self._about_this = _without(plain(text), self._aside)
        self._told: Hits = {name: self._of_this(hits) for name, hits in self._hits.items()}
        japanese = any("぀" <= character <= "龥" for character in text[:_MOST_LOOKED_AT])
        self._reach = _REACH if japanese else _REACH_LATIN

    def says(self, line: str, *, of_this: bool = False) -> bool:
        """Whether one combination of concepts stands somewhere in the text, or in what is told of this event."""
        return any(True for _ in matches(parse(line), self._told if of_this else self._hits, _REACH_LATIN))

    def trust(self, *, personal: bool = True) -> float:
        """How much the text says for it (who runs it, where, with whom), less what makes one careful."""
        counted = [each for each in data()["reassuring"] if personal or not each.get("personal")]
        good = sum(each["weight"] for each in counted if self.says(each["shows"]))
        bad = sum(each["weight"] for each in data()["careful"] if self.says(each["shows"], of_this=True))
        return float(good - bad)

    def signs(self, embed: Embed | None) -> list[Found]:
        """Every sign once, gravest first; without an embedding (see ``vet``) the combinations stand alone."""
        found = {name: self._shown(name, groups) for name, groups in _apart(self._groups())}
        for each in self._learned(embed, dict(found)) if embed else ():
            found[each.name] = each
        return sorted(found.values(), key=lambda each: -each.weight)

    def _learned(self, embed: Embed, by_rule: dict[str, Found]) -> Iterator[Found]:
        """What examples taught, clearest first; words that show a sign already are no second lesser one."""
        trust = self.trust(personal=False)
        least = _CLEAR + _CLEARER * min(max(trust, 0), _MOST_TRUST)
        read = [span for each in by_rule.values() for span in each.spans]
        used: list[Span] = []
        known = set(by_rule)
        for each in learned_signs(self._text, embed, self._aside):
            span, weight = (each.piece.start, each.piece.end), sign(each.sign)["weight"]
            if each.sign in known or each.score < least or self._barred(each.sign, each.piece.sentence):
                continue
            if not re.search(sign(each.sign).get("needs", ""), self._about_this):
                continue
            weight = min(weight, _LESSER) if each.score < _SURE else weight
            if weight < GRAVE and any(a < span[1] and span[0] < b for a, b in [*read, *used]):
                continue
            used.append(span)
            known.add(each.sign)
            yield Found(each.sign, weight, (span,))

    def _of_this(self, hits: list[Hit]) -> list[Hit]:
        return [hit for hit in hits if not meets(self._aside, hit.start, hit.end)]

    def _groups(self) -> Iterator[tuple[str, list[Group]]]:
        for each in data()["signs"]:
            lines = (*each["shows"], *each.get("grave", ()))
            groups = [group for line in lines for group in matches(parse(line), self._told, self._reach)]
            if each["id"] == _PRICE:
                groups += dear(self._told, plain(self._text), data()["price"])
            if groups:
                yield each["id"], groups

    def _shown(self, name: str, groups: list[Group]) -> Found:
        grave = any(self.says(line, of_this=True) for line in sign(name).get("grave", ()))
        spans = dict.fromkeys(self._evidence(group) for group in groups)
        return Found(name, GRAVE if grave else sign(name)["weight"], tuple(spans))

    def _evidence(self, group: Group) -> Span:
        """The clauses around those concepts of a group that stand in the sentence of the first."""
        near = [hit for hit in group if hit.sentence == group[0].sentence]
        part = self._parts[group[0].sentence]
        start, end = min(hit.start for hit in near), max(hit.end for hit in near)
        return clause_around(self._text, start, end, (part.start, part.end))

    def _barred(self, name: str, place: Span) -> bool:
        """Whether the sentence at a place excuses the sign: it warns of it, forbids it, names a small price."""
        lines: Iterable[str] = sign(name).get("bar", ())
        return any(
            place[0] <= group[0].start < place[1] and group[0].polarity == "affirmed"
            for line in lines
            for group in matches(parse(line), self._hits, self._reach)
        )


def _without(text: str, spans: Iterable[Span]) -> str:
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = max(last, end)
    return "".join([*kept, text[last:]])


def _apart(found: Iterable[tuple[str, list[Group]]]) -> Iterator[tuple[str, list[Group]]]:
    """The same words do not count as two lesser signs; what is grave stays."""
    used: list[Hit] = []
    for name, groups in found:
        if sign(name)["weight"] >= GRAVE:
            yield name, groups
            continue
        own = [group for group in groups if not any(_overlap(group[0], hit) for hit in used)]
        if own:
            used += [hit for group in own for hit in group]
            yield name, own


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
