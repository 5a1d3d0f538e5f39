"""Points in time: the user's words, and the day they mean when they settle one, relative to today.

A bare weekday is the last one in a sentence about the past and the next one in a sentence about a deadline.
A bare date without a year is the nearest one on that side.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Moment
from coach.resources import load_yaml

__all__ = ["Found", "find_moments"]

_WEEKS = {"先々週": -2, "先週": -1, "今週": 0, "来週": 1, "再来週": 2}
_MONTHS = {"先月": -1, "今月": 0, "来月": 1, "再来月": 2}
_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS_EN = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DIGITS_JA = {c: n for n, c in enumerate("一二三四五六七八九十", start=1)}
_DIGITS_EN = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), start=1)}
_FRIDAY = 4


@dataclass(frozen=True)
class Found:
    """An expression of time at ``start:end`` of the text; ``past`` and ``future`` are the days it may mean."""

    words: str
    start: int
    end: int
    past: date | None
    future: date | None

    def moment(self, *, future: bool) -> Moment:
        """As a value, read as something behind us or ahead of us."""
        return Moment(words=self.words, day=self.future if future else self.past)


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    data = load_yaml(Path(__file__).with_name("moments.yaml"))[language]
    return [(re.compile(entry["pattern"], re.IGNORECASE), entry) for entry in data]


def find_moments(text: str, language: str, today: date) -> list[Found]:
    """All expressions of time, in order, none overlapping; both languages' words, those of the given one first."""
    found: list[Found] = []
    for spoken in (language, "en" if language == "ja" else "ja"):
        for pattern, entry in _patterns(spoken):
            for match in pattern.finditer(text):
                if not any(match.start() < other.end and other.start < match.end() for other in found):
                    found.append(_found(match, entry, today))
    return sorted(found, key=lambda item: item.start)


def _found(match: re.Match[str], entry: dict[str, Any], today: date) -> Found:
    start, end = match.span()
    if "group" in entry:
        start, end = match.span(entry["group"])
    words = match.string[start:end]
    if "strip" in entry:
        shorter = re.sub(rf"^(?:{entry['strip']})", "", words, flags=re.IGNORECASE)
        start, words = start + len(words) - len(shorter), shorter
    if "strip_end" in entry and words.endswith(entry["strip_end"]):
        words = words.removesuffix(entry["strip_end"])
        end = start + len(words)
    try:
        past, future = _days({k: v for k, v in match.groupdict().items() if v}, entry, today)
    except ValueError:  # 2月30日 and the like: the words stay, no day
        past = future = None
    return Found(words, start, end, past, future)


def _days(part: dict[str, str], entry: dict[str, Any], today: date) -> tuple[date | None, date | None]:
    if "days" in entry:
        day = today + timedelta(days=entry["days"])
        return day, day
    if "friday" in entry:
        day = _monday(today) + timedelta(days=_FRIDAY + (7 * entry["friday"] if entry["friday"] is not True else 0))
        return day, day
    if "unit" in entry:
        return _counted(part, entry["unit"], today)
    if "weekday" in part or "weekdayname" in part:
        return _weekday(part, today)
    if "day" in part:
        return _dated(part, today)
    if "end" in part or "eom" in part:
        return _month_end(part.get("end", "今月"), today)
    return None, None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _counted(part: dict[str, str], unit: str, today: date) -> tuple[date | None, date | None]:
    word = part["n"].lower()
    count = (
        int(word)
        if word.isdigit()
        else _DIGITS_JA.get(word) or _DIGITS_EN.get(word) or (1 if word in ("a", "an") else 0)
    )
    if not count or unit != "day":
        return None, None  # "some days ago", "two weeks ago" do not settle a day
    day = today + timedelta(days=count if part["dir"] in ("後", "from now") else -count)
    return day, day


def _weekday(part: dict[str, str], today: date) -> tuple[date, date]:
    name = part.get("weekday")
    index = _DAYS_JA.index(name) if name else _DAYS_EN.index(part["weekdayname"].lower())
    if "weeks" in part:
        day = _monday(today) + timedelta(days=7 * _WEEKS[part["weeks"]] + index)
        return day, day
    behind = today - timedelta(days=(today.weekday() - index) % 7 or 7)
    ahead = today + timedelta(days=(index - today.weekday()) % 7)
    if "past" in part or "back" in part:
        return behind, behind
    if "future" in part or "next" in part:
        ahead = ahead if ahead > today else ahead + timedelta(days=7)
        return ahead, ahead
    return behind, ahead


def _dated(part: dict[str, str], today: date) -> tuple[date, date]:
    number = int(part["day"])
    if "months" in part:
        whole = today.month - 1 + _MONTHS[part["months"]]
        day = date(today.year + whole // 12, whole % 12 + 1, number)
        return day, day
    month = int(part["month"]) if "month" in part else _MONTHS_EN.index(part["monthname"][:3].lower()) + 1
    if "year" in part:
        day = date(int(part["year"]), month, number)
        return day, day
    this = date(today.year, month, number)
    past = this if this <= today else date(today.year - 1, month, number)
    future = this if this >= today else date(today.year + 1, month, number)
    return past, future


def _month_end(word: str, today: date) -> tuple[date, date]:
    whole = today.month - 1 + _MONTHS.get(word, 0)
    year, month = today.year + whole // 12, whole % 12 + 1
    if word[:-1].isdigit():
        month = int(word[:-1])
        year = today.year if month >= today.month else today.year + 1
    day = date(year, month, calendar.monthrange(year, month)[1])
    return day, day
