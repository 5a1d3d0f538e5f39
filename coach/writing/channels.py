"""Limits and form rules of the channels a message goes through."""

import re
from collections.abc import Iterator
from typing import Any

from coach.answer import Channel, Message, Remark, Stage
from coach.resources import load_yaml, resource

__all__ = ["check", "counted", "limit"]

# Characters beyond which a message is no longer one for that channel (LinkedIn's own limit is a setting).
_ROOM = {"line": 400, "slack": 600, "eight": 500}
_SUBJECT = {"ja": 40, "en": 78}  # characters mail programs show in a list
_LETTER = re.compile(r"拝啓|敬具|謹啓|前略|草々|^[─━―=_-]{8,}$", re.MULTILINE)
_ADDRESS = re.compile(r"(?:様|御中|先生|各位|さん|殿|皆様|部長|課長|社長|先輩|教授|博士|くん|君|ちゃん)$")


def counted(text: str) -> int:
    """Length as LinkedIn counts it: UTF-16 code units, so an emoji counts two (the stricter reading)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def limit(channel: str, linkedin: int) -> int | None:
    """Most characters for a message of this channel, or None where a mail may be as long as it needs."""
    return linkedin if channel == "linkedin" else _ROOM.get(channel)


def check(message: Message, *, linkedin_limit: int = 200, stage: Stage | None = None) -> list[Remark]:
    """Where a message breaks the limits or the form of its channel; spans are in the body."""
    words = load_yaml(resource("prompts", "messages", "channels.yaml"))
    return [_remark(words, message, *found) for found in _found(message, linkedin_limit, stage)]


_Found = tuple[str, int, int, int]


def _found(message: Message, linkedin: int, stage: Stage | None) -> Iterator[_Found]:
    body, channel = message.body, message.channel
    most = limit(channel, linkedin)
    if most is not None and counted(body) > most:
        yield "too-long-for-channel", min(most, len(body)), len(body), most
    if channel == "email":
        yield from _mail(message)
    else:
        for match in _LETTER.finditer(body):
            yield "letter-form", match.start(), match.end(), 0
    if channel == "eight" and stage == "stranger":
        yield "eight-stranger", 0, 0, 0


def _mail(message: Message) -> Iterator[_Found]:
    most = _SUBJECT[message.language]
    if not message.subject:
        yield "no-subject", 0, 0, 0
    elif len(message.subject) > most:
        yield "long-subject", 0, 0, most
    first = [line.strip() for line in message.body.splitlines() if line.strip()][:3]
    if message.language == "ja" and not any(_ADDRESS.search(line) for line in first):
        yield "no-address", 0, 0, 0


def _remark(words: Any, message: Message, rule: str, start: int, end: int, most: int) -> Remark:
    said = words[rule][message.language]
    return Remark(
        rule=rule,
        severity="warn" if rule in ("too-long-for-channel", "eight-stranger") else "note",
        text=message.body[start:end],
        start=start,
        end=end,
        why=said["why"].format(limit=most, channel=_NAMES[message.channel]),
        suggestion=said["suggest"],
    )


_NAMES: dict[Channel, str] = {
    "email": "mail",
    "linkedin": "LinkedIn",
    "line": "LINE",
    "slack": "Slack",
    "eight": "Eight",
}
