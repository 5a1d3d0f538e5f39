"""The relation behind a message: how well the two know each other and what passed between them."""

import re
from functools import lru_cache

from coach.answer import Language, Stage
from coach.asking.layout import language_of
from coach.asking.patterns import compiled, data, fold
from coach.people.network import History

__all__ = ["read_history", "read_stage", "to_history"]

_MOST = 20_000  # characters of an account that are read; nobody describes a relation at greater length
_COUNTS = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNTS |= {"two": 2, "twice": 2, "three": 3, "four": 4, "five": 5}


def read_stage(text: str, language: Language | None = None) -> Stage | None:
    """How well the writer and the reader know each other, as far as the words say it; ``None`` when they don't."""
    folded = fold(text[:_MOST])
    for one in data(language or language_of(text))["stages"]:
        if compiled(one["pattern"], language or language_of(text)).search(folded):
            stage: Stage = one["stage"]
            return stage
    return None


def read_history(text: str, language: Language | None = None) -> History:
    """What passed between the two, from a user's account such as 「先月も紹介を頼んだ。お礼はまだ」."""
    return _read(fold(text[:_MOST]), language or language_of(text))


def to_history(history: str | History | None, language: Language | None = None) -> History:
    """The value itself, or the account read into it; nothing known gives an empty History.

    Thanks are owed for help the account tells of without a word of thanks.
    """
    if isinstance(history, History):
        return history
    if not history:
        return History()
    spoken = language or language_of(history)
    known = read_history(history, spoken)
    folded, cues = fold(history[:_MOST]), data(spoken)["history"]
    helped, thanked = (compiled(cues[name], spoken).search(folded) is not None for name in ("helped", "thanked"))
    lately = helped and compiled(cues["long_ago"], spoken).search(folded) is None
    return known.model_copy(
        update={
            "asks": max(known.asks, int(lately)),
            "thanks_owed": max(known.thanks_owed, int(helped and not thanked)),
        }
    )


@lru_cache(maxsize=256)
def _read(folded: str, language: Language) -> History:
    cues = data(language)["history"]

    def holds(name: str) -> bool:
        return compiled(cues[name], language).search(folded) is not None

    silence = [int(one["days"]) for one in cues["silence"] if compiled(one["pattern"], language).search(folded)]
    lately = holds("asked") and not holds("long_ago")
    return History(
        asks=max(_count(cues["count"], folded, language), 1) if lately else 0,
        gives=1 if holds("gave") else 0,
        unanswered=max(_count(cues["unanswered_count"], folded, language), 1) if holds("unanswered") else 0,
        said_no=holds("said_no"),
        thanks_owed=1 if holds("thanks_owed") else 0,
        days_since_contact=max(silence) if silence else None,
    )


def _count(source: str, folded: str, language: Language) -> int:
    match = compiled(source, language).search(folded)
    if match is None:
        return 0
    word = next((group for group in match.groups() if group), "")
    return int(word) if re.fullmatch(r"[0-9]", word) else _COUNTS.get(word, 0)
