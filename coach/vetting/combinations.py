"""Combinations of concepts: which of a text's hits stand together as a rule of ``vetting.yaml`` asks.

A rule is a line such as ``2: turned sales+ ^warn``: within two sentences that follow each other both concepts stand,
the second affirmed, and the sentence of the first says nothing of a warning.
``12c: again contact``: with twelve code points between them at most.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coach.vetting.words import Hit, Hits

__all__ = ["Combination", "matches", "parse"]

_MOST_SENTENCES = 3
_JAPANESE_REACH = 60  # the reach a rule's own is stated for; other scripts need more letters
_MOST = 12  # places of one rule that are looked at further


@dataclass(frozen=True)
class Combination:
    """A parsed rule: each term is any of its concepts with the mark of their polarity."""

    sentences: int
    reach: int | None  # code points that may lie between two concepts, when the rule itself says it
    terms: tuple[tuple[tuple[str, str], ...], ...]
    barred: tuple[str, ...]


@cache
def parse(line: str) -> Combination:
    """Read a rule line.

    Raises:
        ValueError: for more sentences than a combination may span.
    """
    found = re.match(r"(?:(\d):\s*|(\d+)c:\s*)?(.*)", line)
    assert found is not None  # noqa: S101 - the pattern matches any line
    count = int(found[1] or 1)
    if count > _MOST_SENTENCES:
        raise ValueError(f"at most {_MOST_SENTENCES} sentences: {line}")
    words = found[3].split()
    terms = tuple(tuple(_named(each) for each in word.split("|")) for word in words if word[0] != "^")
    return Combination(
        count, int(found[2]) if found[2] else None, terms, tuple(word[1:] for word in words if word[0] == "^")
    )


def _named(word: str) -> tuple[str, str]:
    return (word[:-1], word[-1]) if word[-1] in "+-!" else (word, "")


def matches(rule: Combination, hits: Hits, reach: int) -> Iterator[tuple[Hit, ...]]:
    """Groups of hits that fulfil the rule, in order of its first concept.

    Args:
        hits: concepts of the text, each list in order.
        reach: code points that may lie between the first concept and another one of the same sentence.
    """
    pools = [_pool(term, hits) for term in rule.terms]
    if not all(pools):
        return
    barred = {hit.sentence for name in rule.barred for hit in hits.get(name, ()) if hit.polarity == "affirmed"}
    starts = [[hit.start for hit in pool] for pool in pools]
    far = reach * rule.sentences if rule.reach is None else rule.reach * reach // _JAPANESE_REACH
    found = 0
    for head in pools[0]:
        if head.sentence in barred:
            continue
        group = _group(head, pools, starts, rule.sentences, far)
        if group:
            yield group
            found += 1
            if found == _MOST:
                return


def _pool(term: tuple[tuple[str, str], ...], hits: Hits) -> list[Hit]:
    found = [hit for name, mark in term for hit in hits.get(name, ()) if _fits(hit, mark)]
    return sorted(found, key=lambda hit: (hit.start, -hit.end)) if len(term) > 1 else found


def _fits(hit: Hit, mark: str) -> bool:
    if mark == "+":
        return hit.polarity == "affirmed"
    if mark == "!":
        return hit.polarity == "forbidden"
    return mark == "" or hit.polarity != "affirmed"


def _group(
    head: Hit, pools: list[list[Hit]], starts: list[list[int]], count: int, reach: int
) -> tuple[Hit, ...] | None:
    chosen = [head]
    for pool, places in zip(pools[1:], starts[1:], strict=True):
        best = _nearest(pool, places, chosen, count, reach)
        if best is None:
            return None
        chosen.append(best)
    return tuple(chosen)


def _nearest(pool: list[Hit], places: list[int], chosen: list[Hit], count: int, reach: int) -> Hit | None:
    """The hit of another concept that is nearest to the first one and stands on words of its own."""
    head, best = chosen[0], None
    middle = bisect_left(places, head.start)
    for step in (range(middle, len(pool)), range(middle - 1, -1, -1)):
        for place in step:
            hit = pool[place]
            if _gap(head, hit) > reach or abs(hit.sentence - head.sentence) >= count:
                break
            if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
                best = hit if best is None or _gap(head, hit) < _gap(head, best) else best
                break
    return best


def _gap(one: Hit, other: Hit) -> int:
    return max(other.start - one.end, one.start - other.end)
