"""A price that is unusual for an evening or a month among business people."""

import re
from bisect import bisect_left
from typing import Any

from coach.vetting.words import Hit, Hits

__all__ = ["dear"]

_MAN = 10_000
_NEAR = 24  # code points between the word for the fee and the amount
_YEN = re.compile(r"(?P<man>[0-9,.]+)万(?:円)?|(?P<yen>[0-9,]+)\s?(?:円|yen|jpy)|¥ ?(?P<sign>[0-9,]+)")
_MONEY = re.compile(r"[$€£] ?(?P<a>\d[\d,]*)(?P<k>k?)|(?P<b>\d[\d,]*) ?(?:dollars|usd|euros?|eur|pounds|gbp|bucks)")


def dear(hits: Hits, plain: str, limits: dict[str, Any]) -> list[tuple[Hit, ...]]:
    """Amounts beside a word for a fee that reach the limit; a yearly fee may be several times as high."""
    fees = hits.get("fee_word", [])
    ends = [fee.end for fee in fees]
    yearly = {hit.sentence for hit in hits.get("yearly", ())}
    found: list[tuple[Hit, ...]] = []
    for amount in hits.get("money", []):
        place = bisect_left(ends, amount.start - _NEAR)
        near = next((fee for fee in fees[place : place + 8] if abs(fee.start - amount.start) <= _NEAR), None)
        times = limits["yearly"] if amount.sentence in yearly else 1
        if near and near.sentence == amount.sentence and _reaches(plain[amount.start : amount.end + 8], limits, times):
            found.append((amount, near))
    return found


def _reaches(words: str, limits: dict[str, Any], times: int) -> bool:
    if match := _YEN.match(words):
        yen = _number(match["man"]) * _MAN if match["man"] else _number(match["yen"] or match["sign"])
        return bool(yen >= limits["yen"] * times)
    if match := _MONEY.match(words):
        return bool(_number(match["a"] or match["b"]) * (1000 if match["k"] else 1) >= limits["money"] * times)
    return False


def _number(digits: str) -> float:
    return float(re.sub(r"[^\d.]", "", digits).strip(".") or 0)
