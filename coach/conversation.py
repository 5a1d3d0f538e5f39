"""What was said before in this session; kept in memory only."""

from dataclasses import dataclass, field

from coach.answer import Answer
from coach.brief import Brief

__all__ = ["Conversation", "Turn"]

_MOST_TURNS = 20


@dataclass(frozen=True)
class Turn:
    """One request as it was understood, and its answer."""

    brief: Brief
    answer: Answer


@dataclass
class Conversation:
    """The turns of one session, oldest first; the oldest are forgotten."""

    turns: list[Turn] = field(default_factory=list)

    @property
    def last(self) -> Turn | None:
        """The turn before this one."""
        return self.turns[-1] if self.turns else None

    def add(self, brief: Brief, answer: Answer) -> None:
        """Remember a turn."""
        self.turns = [*self.turns, Turn(brief, answer)][-_MOST_TURNS:]

    def earlier(self) -> tuple[str, ...]:
        """The last exchanges in short, for a model that has to know what "it" is."""
        return tuple(
            line
            for turn in self.turns[-3:]
            for line in (f"user: {turn.brief.text[:500]}", f"coach: {turn.answer.text[:500]}")
        )
