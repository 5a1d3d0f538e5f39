"""Warning signs of events, invitations and people: told by rules and by examples, judged without a model."""

from coach.vetting.learned import LOCAL, Embed
from coach.vetting.verdict import vet

__all__ = ["LOCAL", "Embed", "vet"]
