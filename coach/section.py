"""A section of the guidance material and the parts it is made of.

A section answers one question; its first paragraph is the answer and stands alone. Further paragraphs begin with a
bold label from a closed list, so that a writer can pick parts by role instead of pasting text.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from coach.answer import Language, Passage

__all__ = ["LABELS", "Hit", "Part", "Role", "Section"]

Role = Literal[
    "answer", "steps", "this_week", "example", "say", "sample", "caution", "when_not", "research", "gives", "items"
]

LABELS: dict[str, Role] = {
    "手順": "steps",
    "今週やること": "this_week",
    "例": "example",
    "言い方": "say",
    "文例": "sample",
    "注意": "caution",
    "やめどき": "when_not",
    "調べてわかったこと": "research",
    "渡せるもの": "gives",
    "Steps": "steps",
    "This week": "this_week",
    "Example": "example",
    "Say": "say",
    "Sample": "sample",
    "Caution": "caution",
    "When not": "when_not",
    "What research found": "research",
    "What you can give": "gives",
}
_LABEL = re.compile(r"^\*\*([^*\n]{1,40})\*\*[ \u3000:：]*", re.MULTILINE)
_ITEM = re.compile(r"^(?:[-*]|\d+[.)])\s+(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A piece of a section with its role; ``text`` is verbatim in the section's text."""

    role: Role
    text: str

    @property
    def items(self) -> tuple[str, ...]:
        """The list items of the part, without their bullets."""
        return tuple(match.group(1).strip() for match in _ITEM.finditer(self.text))


@dataclass(frozen=True)
class Section:
    """One passage of the material, with what helps to find it and to compose from it.

    ``asks`` are questions in people's own words, indexed with the section and never shown.
    """

    passage_id: str
    guide: str
    source: Literal["guides", "mine"]
    topic: str | None
    language: Language
    title: str
    heading: str
    text: str
    asks: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    role: str | None = None
    industry: str | None = None
    position: int = 0

    @property
    def indexed_text(self) -> str:
        """What is embedded: title and heading put the words of the section into their context."""
        return f"{self.title} {self.heading}\n{self.text}"

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The section's parts in their order; the first is the answer."""
        return tuple(_parts(self.text))

    def part(self, role: Role) -> Part | None:
        """The first part with this role."""
        return next((part for part in self.parts if part.role == role), None)

    @property
    def answer(self) -> str:
        """The sentence or two that answer the heading."""
        return self.parts[0].text if self.parts else self.text

    def passage(self, score: float) -> Passage:
        """The public form of the section in a search result."""
        return Passage(
            passage_id=self.passage_id,
            guide=self.guide,
            source=self.source,
            topic=self.topic,
            language=self.language,
            heading=self.heading,
            text=self.text,
            score=round(score, 4),
            title=self.title,
        )


@dataclass(frozen=True)
class Hit:
    """A section found for a query, with the signals that led to it (each 0..1 except ``cosine`` and ``bm25``)."""

    section: Section
    score: float
    cosine: float = 0.0
    bm25: float = 0.0


def _parts(text: str) -> list[Part]:
    """Split at the bold labels; what stands before the first one is the answer, and a bare list after it the items."""
    starts = [(m.start(), m.end(), LABELS[m.group(1).strip()]) for m in _LABEL.finditer(text) if m.group(1) in LABELS]
    head = text[: starts[0][0]] if starts else text
    parts: list[Part] = []
    lead, _, rest = head.strip().partition("\n\n")
    if lead:
        parts.append(Part("answer", lead.strip()))
    if rest.strip():
        parts.append(Part("items" if _ITEM.search(rest) else "example", rest.strip()))
    for index, (_, end, role) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        body = text[end:stop].strip()
        if body:
            parts.append(Part(role, body))
    return parts
