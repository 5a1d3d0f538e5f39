"""What a Japanese request wants kept out of the message, and what shall be said in its place.

「産休のことは触れないで」 keeps 産休 out wherever it stands; 「介護のことは『家庭の事情』とだけ」 has that said.
"""

import re
from typing import Any

from coach.understanding.orders_ja import joined_clauses

__all__ = ["without_kept_out"]

_NOT_SAID = (
    r"(?:触れ(?:ない|ず|なくて)|書か(?:ない|ず|なくて)|言わ(?:ない|ず|なくて)|出さ(?:ない|ず|なくて)|"
    r"入れ(?:ない|ず|なくて)|伏せ|ぼかし|内緒|省い|抜き|NG|なし)"
)
_KEPT_OUT = re.compile(
    rf"(?P<what>[一-龯々ァ-ヴーA-Za-z]{{2,10}})(?:のこと|の件|の話|の事|とか)?(?:は|も|に(?:は)?|を)(?:一切|絶対|特に)?{_NOT_SAID}"
)
_INSTEAD = re.compile(
    r"(?P<what>[一-龯々ァ-ヴー]{2,10})(?:のこと|の件|の話|の事)?(?:は|も)[「『](?P<said>[^」』]{2,20})[」』]と(?:だけ|のみ)"
)
# Names of the message itself, which are not what stays out of it.
_OF_MESSAGE = re.compile(
    r"^(?:お?願い|頼み|返事|返信|お礼|件名|署名|連絡|文句|営業|催促|質問|予約|挨拶|依頼|雑談|余計|言葉)"
)
_SLOTS = ("given", "offered", "reason", "history", "event")
_JOINT = re.compile(r"(?:のに|ので|んで|から|けど|けれど|けれども|が|し|て|で)?、?$")


def without_kept_out(values: dict[str, Any], text: str) -> dict[str, Any]:
    """The values without what shall stay out, and with what shall be said instead as the reason."""
    words = {found["what"] for found in _KEPT_OUT.finditer(text) if not _OF_MESSAGE.match(found["what"])}
    instead = _INSTEAD.search(text)
    if instead:
        words.add(instead["what"])
    if not words:
        return values
    told = tuple(kept for each in values.get("told", ()) if (kept := _freed(each, words)))
    found = {**values, "told": told}
    for slot in _SLOTS:
        if found.get(slot) and any(word in found[slot] for word in words):
            found[slot] = None
    found["topics"] = tuple(each for each in found.get("topics", ()) if not any(word in each for word in words))
    if instead:
        found["reason"] = instead["said"]
        found["told"] = tuple(each for each in told if instead["said"] not in each)
    return found


def _freed(clause: str, words: set[str]) -> str | None:
    """The clause without the parts of it that hold a word; nothing when nothing is left."""
    if not any(word in clause for word in words):
        return clause
    parts = joined_clauses(clause)
    kept = [part for part in parts if not any(word in part for word in words)]
    return _JOINT.sub("", "".join(kept)) or None if len(parts) > 1 and kept else None
