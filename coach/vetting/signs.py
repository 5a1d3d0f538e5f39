"""Which signs a text shows and where: by combinations of concepts, and beside them by what examples taught."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml
from coach.vetting.combinations import matches, parse
from coach.vetting.learned import Embed, learned_signs
from coach.vetting.pieces import clause_around
from coach.vetting.price import dear
from coach.vetting.words import Hit, Hits, Sentence, plain, read, sentences

__all__ = ["GRAVE", "Found", "Reading", "Span", "data", "sign"]

GRAVE = 2.0
_REACH, _REACH_LATIN = 60, 120  # code points between two words of one combination, by script
_MOST_LOOKED_AT = 2000  # code points that tell the script
_PRICE = "high_price"
# Against a body that answers for itself in public a learned sign has to be clearer.
_CLEAR_OF_PUBLIC = 0.45

_KINDS = ("reassuring", "careful")

Group = tuple[Hit, ...]
Span = tuple[int, int]


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
        japanese = any("぀" <= character <= "龥" for character in text[:_MOST_LOOKED_AT])
        self._reach = _REACH if japanese else _REACH_LATIN

    def says(self, line: str) -> bool:
        """Whether one combination of concepts stands somewhere in the text."""
        return any(True for _ in matches(parse(line), self._hits, _REACH_LATIN))

    def trust(self) -> float:
        """How much the text says for it (who runs it, where, with whom), less what makes one careful."""
        good, bad = (sum(each["weight"] for each in data()[kind] if self.says(each["shows"])) for kind in _KINDS)
        return float(good - bad)

    def signs(self, embed: Embed | None, *, public: bool) -> list[Found]:
        """Every sign once, gravest first.

        Args:
            embed: see ``vet``; without it the combinations stand alone.
            public: a known institution runs it, so a learned sign has to be clearer.
        """
        found = {name: self._shown(name, groups) for name, groups in _apart(self._groups())}
        for learned in learned_signs(self._text, embed) if embed else ():
            barred = self._barred(learned.sign, learned.piece.sentence)
            if learned.sign not in found and not barred and not (public and learned.score < _CLEAR_OF_PUBLIC):
                span = (learned.piece.start, learned.piece.end)
                found[learned.sign] = Found(learned.sign, sign(learned.sign)["weight"], (span,))
        return sorted(found.values(), key=lambda each: -each.weight)

    def _groups(self) -> Iterator[tuple[str, list[Group]]]:
        for each in data()["signs"]:
            lines = (*each["shows"], *each.get("grave", ()))
            groups = [group for line in lines for group in matches(parse(line), self._hits, self._reach)]
            if each["id"] == _PRICE:
                groups += dear(self._hits, plain(self._text), data()["price"])
            if groups:
                yield each["id"], groups

    def _shown(self, name: str, groups: list[Group]) -> Found:
        grave = any(self.says(line) for line in sign(name).get("grave", ()))
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
        concepts: Iterable[str] = sign(name).get("bar", ())
        return any(
            place[0] <= hit.start < place[1] and hit.polarity == "affirmed"
            for concept in concepts
            for hit in self._hits.get(concept, ())
        )


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
