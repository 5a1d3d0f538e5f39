"""What a rule raises: its weight, where it shows, and how far it moves the verdict."""

from dataclasses import dataclass

from coach.answer import Rule, Severity
from coach.asking.draft import Draft, Place
from coach.asking.weights import weights

__all__ = ["Raised", "caution", "heaviest_place", "over", "points_of"]


@dataclass(frozen=True)
class Raised:
    """A rule that applies: its weight, where it shows, and how far it moves the verdict at least.

    ``floor`` is a load the message can't stay under; ``step`` moves the verdict one step up; ``ceiling`` is a load the
    finding alone can't lift the message over (pressure among close people is no more than a caution). ``pressing``
    tells a reproach from a friendly reminder.
    """

    rule: Rule
    severity: Severity
    points: int = 0
    place: Place | None = None
    floor: int = 0
    step: bool = False
    ceiling: int = 100
    variant: str = ""
    pressing: bool = False


def points_of(rule: Rule, key: str = "points") -> int:
    """Points of a rule, from ``weights.yaml``."""
    return int(weights()["rules"][rule].get(key, 0))


def caution() -> int:
    """The load from which a message is a caution."""
    return int(weights()["verdict"]["caution"])


def over() -> int:
    """The load from which it asks too much."""
    return int(weights()["verdict"]["over_asking"])


def heaviest_place(draft: Draft) -> Place | None:
    """Where the heaviest request stands."""
    return draft.place(draft.heaviest) if draft.heaviest else None
