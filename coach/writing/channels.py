"""Limits and form rules of the channels a message goes through."""

__all__ = ["counted", "limit"]

# Characters beyond which a message is no longer one for that channel (LinkedIn's own limit is a setting).
_ROOM = {"line": 400, "slack": 600, "eight": 500}


def counted(text: str) -> int:
    """Length as LinkedIn counts it: UTF-16 code units, so an emoji counts two (the stricter reading)."""
    return len(text.encode("utf-16-le")) // 2


def limit(channel: str, linkedin: int) -> int | None:
    """Most characters for a message of this channel, or None where a mail may be as long as it needs."""
    return linkedin if channel == "linkedin" else _ROOM.get(channel)
