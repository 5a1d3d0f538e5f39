"""What a request for a message says beyond the general slots: what was asked, achieved, left, read, or is to be told.

It only fills what the general reading left empty. Statements that fit no slot are kept as they are (``told``), so that
the writer can say them; sentences for the coach, and what the user wants left out, are kept away.
"""

import re
from datetime import date
from typing import Any

from coach.understanding.cast import Cast
from coach.understanding.clauses_ja import content_ja, gives_order
from coach.understanding.letter_patterns import pattern
from coach.understanding.letters_en import fill_en, with_statements
from coach.understanding.letters_ja import better_ja, fill_ja
from coach.understanding.occasion_en import ordered_occasion, orders_message
from coach.understanding.pieces_en import left_out
from coach.understanding.telegram_ja import is_form

__all__ = ["addressed_ja", "complete", "judges", "sayable", "wants_message"]

# A meal one thanks for is what was given, not where one met.
_MEALS = (
    r"^(?:会食|食事会?|ランチ会?|昼食会?|夕食会?|朝食会?|飲み会|ディナー|宴会|接待|お茶|忘年会|新年会|送別会|歓迎会)$"
)
_ASKING = ("ask_introduction", "ask_meeting", "first_contact", "first_after_introduction")
_WHY = re.compile(
    r"(?:たい|て(?:い)?る|て(?:い)?ます|予定|つもり|ところ|考え)(?:です|だ)?$"
)  # what one wants or is doing
_FEATS = r"生まれ(?:た|まし)|就任(?:した|され|しま)|昇進|昇格"
_MOST_TOLD = 9  # statements; a message that says more is one the user writes


def wants_message(request: str) -> bool:
    """Whether the user wants a message written, as against advice about one."""
    if addressed_ja(request) or orders_message(request) or ordered_occasion(request) in ("reconnect", "ask_meeting"):
        return True
    language = "ja" if re.search(r"[\u3041-\u30ff]", request) else "en"
    spoken = _QUOTED.sub("", request)
    if pattern("wants", f"not_{language}").search(spoken):
        return False
    return bool(pattern("wants", language).search(spoken)) or (language == "ja" and gives_order(spoken))


def judges(request: str) -> bool:
    """Whether a Japanese request wants a judgement or an explanation, whatever words of messages it holds."""
    return pattern("wants", "judging_ja").search(request) is not None


def addressed_ja(request: str) -> bool:
    """Whether a Japanese request shows by its form that it is for a message: 「宛先:…」, 「…さんにLINE」."""
    if not re.search(r"[\u3041-\u30ff]", request) or judges(request):
        return False
    return is_form(request) or pattern("wants", "addressed_ja").search(_QUOTED.sub("", request)) is not None


_QUOTED = re.compile(r"「[^」\n]*」|『[^』\n]*』|\"[^\"\n]*\"|“[^”\n]*”")


def sayable(request: str) -> str:
    """The request with everything the user wants left out blanked, so that offsets stay."""
    if not re.search(r"[\u3041-\u30ff]", request):
        return left_out(request)
    return pattern("unsaid", "ja").sub(lambda match: "。" * len(match[0]), request)


def _account(filled: dict[str, Any], occasion: str | None, cast: Cast) -> dict[str, Any]:
    """What came of it, in words that do not speak of the reader in the third person; nothing the reader did."""
    name, history = cast.recipient.name, filled.get("history")
    if occasion not in ("report_back", "thanks_introduction") or (history and not (name and name in history)):
        return {}
    return {"history": next((each for each in filled.get("told", ()) if not _FAVOUR.search(each)), None)}


_FAVOUR = re.compile(r"(?:くれ|もらっ|もらい|くださ(?:っ|い)|いただい|いただき)(?:た|ました|て)$|お礼$")


def complete(values: dict[str, Any], request: str, occasion: str | None, cast: Cast, today: date) -> dict[str, Any]:
    """The values with the slots of this occasion filled and everything else to be told."""
    japanese = bool(re.search(r"[\u3041-\u30ff]", request))
    filled, mentions = dict(values), cast.mentions
    fill = fill_ja if japanese else fill_en
    for name, value in fill(filled, request, occasion or "", mentions, today).items():
        if value and not filled.get(name):
            filled[name] = value
    if japanese:
        better = better_ja(filled, occasion or "", request, mentions)
        filled |= {name: value for name, value in better.items() if value and (name == "event" or not filled.get(name))}
        told = content_ja(request, mentions, cast.recipient, cast.sender_span)
    else:
        return with_statements(filled, request, occasion or "", cast)
    filled["told"] = (*filled.get("told", ()), *told)[:_MOST_TOLD]
    return _settled(filled, occasion or "", cast)


def _settled(filled: dict[str, Any], occasion: str, cast: Cast) -> dict[str, Any]:
    """The values where each statement stands in one place: as the news, the reason, the feat, or to be told."""
    ask, reason = filled.get("ask"), filled.get("reason")
    if occasion == "thanks_meal" and re.search(_MEALS, filled.get("met_where") or ""):
        filled["met_where"] = None
    if occasion == "congratulate":
        filled["told"] = tuple(each for each in filled["told"] if not re.search(_FEATS, each))
    if ask and reason and (reason in ask.words or ask.words in reason):
        filled["reason"] = None
    filled |= _account(filled, occasion, cast)
    if ask and not filled.get("reason") and occasion in _ASKING:
        why = next((each for each in filled["told"] if _WHY.search(each)), None)
        filled |= {"reason": why, "told": tuple(each for each in filled["told"] if each != why)} if why else {}
    return filled
