"""Values about people and what passed between them; frozen, without any storage."""

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["History"]


class History(BaseModel):
    """What passed between the user and one person, as far as it bears on asking again.

    Counts are of the last 90 days. ``None`` and 0 mean "nothing known": an empty History changes no verdict.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asks: int = Field(default=0, ge=0, description="requests made of the person")
    gives: int = Field(default=0, ge=0, description="things done for the person, thanks and reports not counted")
    unanswered: int = Field(default=0, ge=0, description="messages in a row without an answer")
    said_no: bool = Field(default=False, description="the person declined, or said not now")
    thanks_owed: int = Field(default=0, ge=0, description="help received, neither thanked for nor reported back")
    days_since_contact: int | None = Field(default=None, ge=0, description="days since the last contact, either way")

    def join(self, other: "History") -> "History":
        """Put two accounts of the same relation together; the larger count of each wins."""
        days = [one for one in (self.days_since_contact, other.days_since_contact) if one is not None]
        return History(
            asks=max(self.asks, other.asks),
            gives=max(self.gives, other.gives),
            unanswered=max(self.unanswered, other.unanswered),
            said_no=self.said_no or other.said_no,
            thanks_owed=max(self.thanks_owed, other.thanks_owed),
            days_since_contact=max(days) if days else None,
        )
