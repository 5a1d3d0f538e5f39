"""The parts of a request for a message: who reads and who writes it, what to tell and ask, what is said to the coach.

People type in telegrams, dictate without a full stop, ramble and correct themselves; rules for names and clauses know
the usual forms only. So a conditional random field (CRFsuite) reads the request token by token, as examples of many
hands taught it (``prompts/examples/requests``; ``python -m coach.understanding.part_examples`` fits it anew). It needs
neither an embedding nor the network and gives the same answer each time.

Sutton and McCallum, An Introduction to Conditional Random Fields, 2012; https://www.chokkan.org/software/crfsuite/.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from coach.answer import Language
from coach.resources import resource
from coach.understanding.part_features import Token, features_of, tokens_in

__all__ = ["LONGEST_TAGGED", "Name", "NameRole", "Part", "PartRole", "Parts", "read_parts"]

PartRole = Literal["who", "who3", "me", "fact", "ask", "do", "no", "old", "fill"]
NameRole = Literal["rn", "rc", "rd", "rr", "sn", "sc", "sr", "in", "tn", "wh", "wn"]
# Characters that are tagged; the model has seen nothing longer, and a request that long is a story around a short one.
LONGEST_TAGGED = 1_500


@dataclass(frozen=True)
class Name:
    """A name or description inside a request, ``start`` to ``end`` in code points of it; ``sure`` from 0 to 1.

    ``rn`` recipient's name, ``rc`` firm, ``rd`` department, ``rr`` title or trade; ``sn``, ``sc``, ``sr`` the sender's;
    ``in`` who introduced the two; ``tn`` any other person; ``wh`` and ``wn`` where and when they met.
    """

    role: NameRole
    start: int
    end: int
    text: str
    sure: float


@dataclass(frozen=True)
class Part:
    """A stretch with one task in the request, in code points of it; ``sure`` from 0 to 1.

    ``who`` tells of the reader, ``who3`` of a third person, ``me`` of the writer; ``fact`` and ``ask`` belong into the
    message; ``do`` is said to the coach, ``no`` must stay out; ``old`` is a pasted message; ``fill`` is talk.
    """

    role: PartRole
    start: int
    end: int
    text: str
    sure: float


@dataclass(frozen=True)
class Parts:
    """What the tagger read, each list in reading order."""

    parts: Sequence[Part]
    names: Sequence[Name]

    def of(self, *roles: PartRole) -> list[Part]:
        """The parts with one of these tasks."""
        return [part for part in self.parts if part.role in roles]

    def named(self, *roles: NameRole) -> list[Name]:
        """The names with one of these roles."""
        return [name for name in self.names if name.role in roles]

    def best(self, role: NameRole) -> Name | None:
        """The surest name of a role."""
        return max(self.named(role), key=lambda name: name.sure, default=None)


@lru_cache(maxsize=256)
def read_parts(text: str, language: Language) -> Parts:
    """Tag a request; ``language`` is the one it is written in.

    Args:
        text: the user's words. What stands behind :data:`LONGEST_TAGGED` characters is not tagged.
        language: ``ja`` or ``en``.
    """
    text = text[:LONGEST_TAGGED]
    tokens = tokens_in(text, language)
    if not tokens:
        return Parts((), ())
    rows = features_of(tokens, language)
    parts = [Part(role, *span) for role, *span in _spans(text, tokens, rows, f"parts_{language}")]  # type: ignore[arg-type]
    places = _part_at(tokens, parts)
    rows = [[*row, f"part={place}"] for row, place in zip(rows, places, strict=True)]
    names = [Name(role, *span) for role, *span in _spans(text, tokens, rows, f"names_{language}")]  # type: ignore[arg-type]
    return Parts(parts, names)


def _part_at(tokens: Sequence[Token], parts: Sequence[Part]) -> list[str]:
    """The task of the part each token stands in."""
    return [next((part.role for part in parts if part.start <= token.start < part.end), "-") for token in tokens]


def _spans(
    text: str, tokens: Sequence[Token], rows: Sequence[Sequence[str]], model: str
) -> Iterator[tuple[str, int, int, str, float]]:
    """Runs of tokens under one label, with the mean probability of the label."""
    tagger = _tagger(model)
    tagger.set(rows)
    labels = tagger.tag()
    start = 0
    while start < len(labels):
        if labels[start] == "O":
            start += 1
            continue
        role, end = labels[start][2:], start + 1
        while end < len(labels) and labels[end] == f"I-{role}":
            end += 1
        sure = sum(tagger.marginal(labels[place], place) for place in range(start, end)) / (end - start)
        first, last = tokens[start].start, tokens[end - 1].end
        yield role, first, last, text[first:last], sure
        start = end


@cache
def _tagger(model: str) -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(resource("prompts", "examples", "requests", f"{model}.crfsuite")))
    return tagger
