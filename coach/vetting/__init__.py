"""Warning signs of events, invitations, offers and people: told by combinations of concepts and by examples."""

from coach.vetting.learned import LOCAL, Embed
from coach.vetting.verdict import vet

__all__ = ["LOCAL", "Embed", "vet"]
