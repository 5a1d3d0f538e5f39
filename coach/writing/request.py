"""What a writer gets and what it gives back; the model writer and the offline composer share both."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from coach.answer import Citation, Idea, Kind, Language, Message, Plan, Remark, Review, Vetting
from coach.brief import Brief
from coach.section import Hit, Section

__all__ = ["Request", "Sources", "Writer", "Written"]


@dataclass(frozen=True)
class Request:
    """One request with everything that was looked up and computed for it."""

    brief: Brief
    kind: Kind
    language: Language
    hits: tuple[Hit, ...]  # passages of the material in the answer's language, best first
    today: date
    industry: tuple[Section, ...] = ()  # the sections of the industry's guide, by role
    topical: tuple[Section, ...] = ()  # sections on the topics that findings, refusals or occasions stand on
    draft: Message | None = None
    also: tuple[Message, ...] = ()
    remarks: tuple[Remark, ...] = ()
    review: Review | None = None
    reviewed_text: str | None = None
    vetting: Vetting | None = None
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()  # the last turns of the conversation, oldest first
    covered: tuple[str, ...] = ()  # titles of what the material covers


@dataclass(frozen=True)
class Written:
    """What a writer made; ``text`` holds ``[n]`` marks that point into ``citations``."""

    text: str
    citations: tuple[Citation, ...] = ()
    message: Message | None = None
    plan: Plan | None = None
    ideas: tuple[Idea, ...] | None = None
    questions: tuple[str, ...] = ()
    written_by: str = "offline"
    prompt: str | None = None
    sent: str | None = None  # what left this machine, exactly
    notices: tuple[str, ...] = ()

    def with_text(self, text: str, citations: tuple[Citation, ...]) -> "Written":
        """The same with another text and its citations."""
        return replace(self, text=text, citations=citations)


class Writer(Protocol):
    """Writes the answer; ``on_text`` receives pieces of the text as they come."""

    def write(self, request: Request, on_text: Callable[[str], None]) -> Written:
        """Write for this request."""
        ...


@dataclass
class Sources:
    """Numbers the passages an answer stands on in the order they are used."""

    citations: list[Citation] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def cite(self, section: Section, quote: str) -> str:
        """Return the mark for this section, such as ``[1]``; ``quote`` must be verbatim in its text."""
        if quote not in section.text:
            raise ValueError("a quote is verbatim or it is none")
        if section.passage_id not in self._numbers:
            number = len(self.citations) + 1
            self._numbers[section.passage_id] = number
            self.citations.append(
                Citation(
                    n=number,
                    passage_id=section.passage_id,
                    guide=section.guide,
                    topic=section.topic,
                    heading=section.heading,
                    quote=quote,
                )
            )
        return f"[{self._numbers[section.passage_id]}]"
