"""A model's reply as it grows: the readable text so far, and the whole reply at the end."""

import json
import re
import time
from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.writing.citing import renumber

__all__ = ["REPLY_SCHEMA", "GrowingText", "Reply", "read_reply"]

# Between two looks at the growing JSON; each look reads it from the start.
_PAUSE = 0.03
# A bracket this close to the end may still become a mark or a masked name.
_OPEN = re.compile(r"[\[［【〔(（{｛「<＜《][^\]］】〕)）}｝」>＞》]{0,24}\Z")
_HALF = re.compile(r"[\ud800-\udfff]\Z")
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FIELD = re.compile(r'"text"\s*:\s*"')

REPLY_SCHEMA = {
    "name": "reply",
    "schema": {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "subject": {"type": ["string", "null"]},
            "body": {"type": ["string", "null"]},
        },
        "required": ["text", "subject", "body"],
        "additionalProperties": False,
    },
}


class Reply(BaseModel):
    """What a model returns; anything else in it is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    text: str
    subject: str | None = None
    body: str | None = None


class GrowingText:
    """The ``text`` field of a reply while it is written: masked names restored, marks numbered as they will be.

    Args:
        restore: puts back what was masked.
    """

    def __init__(self, restore: Callable[[str], str]) -> None:
        self._restore = restore
        self._raw = ""
        self._shown = ""
        self._looked = 0.0

    @property
    def shown(self) -> str:
        """All that was handed out."""
        return self._shown

    def feed(self, piece: str) -> str:
        """Take the next piece of the reply; returns what can be shown in addition."""
        self._raw += piece
        now = time.monotonic()
        if self._shown and now - self._looked < _PAUSE:
            return ""
        if not self._shown and not _FIELD.search(self._raw):
            return ""
        self._looked = now
        return self._more(_partial(self._raw))

    def _more(self, found: dict[str, object]) -> str:
        text = found.get("text")
        if not isinstance(text, str):
            return ""
        if len(found) == 1:
            text = _OPEN.sub("", _HALF.sub("", text))
        visible = renumber(self._restore(clean(text)))[0]
        if not visible.startswith(self._shown):
            return ""
        more = visible[len(self._shown) :]
        self._shown = visible
        return more


def clean(text: str) -> str:
    """Text without control characters, halves of characters and marks that turn its direction."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def read_reply(raw: str) -> Reply | None:
    """The reply in a model's output, or None; thoughts before it and code fences around it are left out."""
    start = _start(raw)
    if start is None:
        return None
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(raw, start)
        reply = Reply.model_validate(found)
    except (json.JSONDecodeError, RecursionError, ValidationError):
        return None
    cleaned = {name: clean(value).strip() for name, value in reply if value is not None}
    return Reply(**cleaned)


def _start(raw: str) -> int | None:
    thought = _THOUGHT.match(raw)
    start = raw.find("{", thought.end() if thought else 0)
    return None if start < 0 else start


def _partial(raw: str) -> dict[str, object]:
    from langchain_core.utils.json import parse_partial_json

    start = _start(raw)
    if start is None:
        return {}
    try:
        found = parse_partial_json(raw[start:])
    except (json.JSONDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
