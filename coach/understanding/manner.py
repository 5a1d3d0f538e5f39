"""How a message shall be: channel, language, tone, length; how close the two are; industry and situation."""

import re
from typing import Any

from coach.answer import Kind
from coach.understanding.cast import Cast
from coach.understanding.fields import read_fields, situations_in
from coach.understanding.language import detect_language
from coach.understanding.phrases import slot_data

__all__ = ["read_manner"]

_NOT_THIS = re.compile(r"(?:じゃなく|ではなく|じゃない|以外|は(?:使わ|やめ))")  # 「Slackじゃなくてメールで」
_ABOUT_A_MESSAGE = ("outreach", "follow_up", "self_check", "give_take")


def read_manner(request: str, kind: Kind, cast: Cast, occasion: str | None, *, met: bool) -> dict[str, Any]:
    """The fields of the Brief that say how, not what."""
    japanese = bool(re.search(r"[\u3041-\u30ff]", request))
    fields = read_fields(request)
    values: dict[str, Any] = {
        "industry": fields.target,
        "own_industry": fields.own,
        "situation": situations_in(request),
        "stage": _first("stage", request) or _stage_of(cast, occasion, met=met),
    }
    if kind in _ABOUT_A_MESSAGE:
        values |= {
            "channel": _channel(request),
            "message_language": _message_language(request, japanese),
            "tone": _first("tone", request),
            "length": _first("length", request) or "normal",
            "warmth": "warm" if re.search(slot_data()["warm"], request, re.I) else "plain",
        }
    return values


def _on_first_names(cast: Cast) -> bool:
    """Whether the user calls the recipient by a Japanese name without honorific, or with ちゃん."""
    to = cast.recipient
    if to.name is None or to.is_organisation or to.company or to.role:
        return False
    bare = not to.honorific and re.fullmatch(r"[ぁ-んァ-ヴー一-龯々]{1,5}", to.name) is not None
    return bare or to.honorific in ("ちゃん", "くん", "君")


def _first(name: str, request: str) -> str | None:
    return next((str(value) for value, pattern in slot_data()[name] if re.search(pattern, request, re.I)), None)


def _channel(request: str) -> str | None:
    """The channel named for the message; one that only says where the person was found gives way to another."""
    data = slot_data()
    source = re.compile(data["channel_is_source"], re.I)
    hits = [
        (bool(source.match(request[match.end() :])), name == "email", name)
        for name, pattern in data["channel"]
        for match in re.finditer(pattern, request, 0 if name in ("line", "eight") else re.I)
        if not _NOT_THIS.match(request[match.end() :])
    ]
    return str(min(hits)[2]) if hits else None


def _message_language(request: str, japanese: bool) -> str | None:
    data = slot_data()["message_language"]
    if japanese and detect_language(request) == "en":  # an English request with names in Japanese script
        return "ja" if re.search(f"{data['en']}|{data['same_ja']}", request, re.I) else None
    if re.search(data["ja"] if japanese else data["same_en"], request, re.I):
        return "en"
    return "ja" if re.search(data["same_ja"] if japanese else data["en"], request, re.I) else None


def _stage_of(cast: Cast, occasion: str | None, *, met: bool) -> str | None:
    """What the relation named before the recipient, or the occasion itself, says about how close they are."""
    if occasion == "first_contact":  # an article read or a talk heard is no meeting
        return "stranger"
    relations = " ".join(cast.relations)
    data = slot_data()
    if relations and re.search(data["close_relations"], relations):
        return "close"
    if relations and re.search(data["acquainted_relations"], relations):
        return "acquaintance"
    if _on_first_names(cast):
        return "close"
    if met or occasion == "thanks_meeting":
        return "met_once"
    return "stranger" if occasion == "first_contact" else None
