"""Days as business Japanese means them: business days, holidays, the words for a day seen from today, the season."""

from datetime import date, timedelta

__all__ = ["business_days_between", "day_words", "is_business_day", "next_business_day", "season", "season_line_key"]

_YEAR_END = ((12, 29), (1, 3))  # when Japanese offices are closed by custom
_WEEKDAYS = "月火水木金土日"
_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_business_day(day: date) -> bool:
    """Whether Japanese offices work on that day (weekends, national holidays and 29 Dec - 3 Jan are off)."""
    import jpholiday

    if day.weekday() >= 5 or jpholiday.is_holiday(day):
        return False
    return _YEAR_END[1] < (day.month, day.day) < _YEAR_END[0]


def next_business_day(day: date) -> date:
    """The first business day after ``day`` (翌営業日)."""
    day += timedelta(days=1)
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def business_days_between(start: date, end: date) -> int:
    """Business days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    count = 0
    while start < end and count < 400:
        start += timedelta(days=1)
        count += is_business_day(start)
    return count


def day_words(day: date, today: date, language: str = "ja") -> str:
    """A past or coming day in the words a writer uses today: 昨日, 先週の水曜日, 来週の月曜日, 12月10日(木)."""
    weeks = (day - timedelta(days=day.weekday()) - (today - timedelta(days=today.weekday()))).days // 7
    away = (day - today).days
    ja, en = _WEEKDAYS[day.weekday()], _EN_WEEKDAYS[day.weekday()]
    near = {-1: ("昨日", "yesterday"), 0: ("本日", "today"), 1: ("明日", "tomorrow")}
    week = {-1: ("先週の", "last "), 0: ("", "on "), 1: ("来週の", "next ")}
    if away in near:
        return near[away][0] if language == "ja" else near[away][1]
    if weeks in week:
        return f"{week[weeks][0]}{ja}曜日" if language == "ja" else f"{week[weeks][1]}{en}"
    year = f"{day.year}年" if day.year != today.year else ""
    if language == "ja":
        return f"{year}{day.month}月{day.day}日" + (f"({ja})" if away > 0 else "")
    return f"{day.day} {day:%B}" + (f" {day.year}" if year else "")


def season(day: date) -> str:
    """The season for a greeting: new_year, winter, spring, rain, summer, late_summer, autumn or year_end."""
    key = (day.month, day.day)
    bounds = (
        ((1, 15), "new_year"),
        ((2, 28), "winter"),
        ((5, 31), "spring"),
        ((7, 10), "rain"),
        ((8, 7), "summer"),
        ((9, 15), "late_summer"),
        ((11, 25), "autumn"),
        ((12, 31), "year_end"),
    )
    return next((name for last, name in bounds if key <= last), "spring")


def season_line_key(day: date) -> str:
    """Name of the month's greeting in the phrase data, such as ``m11``."""
    return f"m{day.month:02d}"
