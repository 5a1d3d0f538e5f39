"""Names in Japanese script inside an English request for a Japanese message: 大槻さん, "from コリン"."""

import re
from typing import Any

from coach.brief import Person

__all__ = ["with_japanese_names"]

_NAME = r"[一-龯々ァ-ヶー]{1,8}"
_READER = re.compile(
    rf"(?P<name>{_NAME})(?P<title>さん|様|さま|先生|部長|課長|係長|社長|専務|常務|会長|店長|教授|くん|君|ちゃん)"
)
_FIRM = re.compile(
    r"(?:株式会社|有限会社|合同会社|医療法人|学校法人)[一-龯々ァ-ヶーぁ-んA-Za-z]+"
    r"|[一-龯々ァ-ヶー]+(?:株式会社|有限会社|大学|銀行|病院)"
)
_WORD = r"[一-龯々ァ-ヶーぁ-ん]+"
_SENDER = re.compile(
    rf"(?:\bfrom|\bsign(?:ed)?(?: it)?(?: as)?|\bI['’]m|\bI am|\bmy name is|[—–-])\s*:?\s*"
    rf"(?P<me>{_WORD}(?:[ 　・]{_WORD})?)(?![一-龯々ァ-ヶーぁ-ん]*(?:さん|様|先生))",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"(?:堂|社|店|屋|会|園|所|院|庵|局|工房|商店|スクール|カフェ)$")
_RANKS = frozenset(("部長", "課長", "係長", "社長", "専務", "常務", "会長", "店長", "教授"))


def with_japanese_names(values: dict[str, Any], text: str) -> dict[str, Any]:
    """The values with the people that stand in Japanese script; what is written so is no guess."""
    found = dict(values)
    reader = _READER.search(text)
    if reader:
        known: Person = values.get("recipient") or Person()
        firm = _FIRM.search(text)
        found["recipient"] = Person(
            name=reader["name"],
            honorific=reader["title"],
            company=firm[0] if firm else known.company,
            role=reader["title"] if reader["title"] in _RANKS else None,
        )
    sender = next(
        (match for match in _SENDER.finditer(text) if match["me"] != (reader or {"name": None})["name"]), None
    )
    if sender:
        words = re.split(r"[ 　]", sender["me"])
        housed = len(words) == 2 and _HOUSE.search(words[0])
        found["sender"] = Person(name=words[-1] if housed else sender["me"], company=words[0] if housed else None)
    return found
