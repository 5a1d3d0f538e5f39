"""The over-asking check: finds what a message asks, weighs it against the relation, and says it better."""

from coach.asking.checking import check
from coach.people.network import History

__all__ = ["History", "check"]
