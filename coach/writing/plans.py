"""A plan from purpose to review date: the user's words first, then what the guides say for this field."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Any

from coach.answer import Action, Plan
from coach.resources import load_yaml, resource
from coach.writing.calendar import next_business_day
from coach.writing.request import Request
from coach.writing.selection import strip_marks

__all__ = ["anchors", "build_plan", "minutes_of"]

_MINUTES = re.compile(r"[（(]\s*(\d+)\s*(?:分|min|minutes)")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_MOST = 3  # targets, places and gives a plan names; more is a list nobody works through


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "goal", "plan.yaml"))
    return data


def anchors(language: str) -> dict[str, str]:
    """Which passage a plan stands on for a topic, by id, when none was written for people like the user."""
    return {topic: ids[language] for topic, ids in _data()["anchors"].items()}


def build_plan(request: Request) -> Plan:
    """Make the plan for a ``goal`` or ``approach`` request."""
    brief, data = request.brief, _data()
    words = data["purposes"].get(brief.purpose or "general", data["purposes"]["general"])[request.language]
    minutes = brief.minutes_per_week or _situation_minutes(request) or int(data["minutes_per_week"])
    people = next(row["count"] for row in data["people"] if minutes < row["below"])
    review = request.today + timedelta(weeks=data["weeks"])
    field = _field(request)
    target = words["target"].format(industry=field) if field else words["anyone"]
    return Plan(
        purpose=_purpose(words["purpose"], request),
        goal=_goal(words["goal"].format(people=people), review, request),
        targets=[target, *_bold(request, "people")][:_MOST],
        places=_places(request)[:_MOST],
        actions=_actions(request, minutes, target),
        gives=_gives(request)[:_MOST],
        minutes_per_week=minutes,
        review_on=review.isoformat(),
    )


def minutes_of(step: str) -> int | None:
    """The minutes a step names in brackets."""
    match = _MINUTES.search(step)
    return int(match.group(1)) if match else None


def day_words(day: date, language: str) -> str:
    """A day as people write it: 11月24日(火), Tue 24 Nov."""
    if language == "ja":
        return f"{day.month}月{day.day}日({'月火水木金土日'[day.weekday()]})"
    return f"{day:%a} {day.day} {day:%b}"


def _purpose(purpose: str, request: Request) -> str:
    """What the purpose means, with the user's own words for it where they said them in one line."""
    said = _wish(request)
    if said is None:
        return purpose
    return f"{purpose}（「{said}」）" if request.language == "ja" else f'{purpose} ("{said}")'


def _wish(request: Request) -> str | None:
    """The user's own words for what they want, without their order for a plan; None where they say nothing of it."""
    data, language = _data(), request.language
    wish = re.search(data["wish"][language], request.brief.text, re.IGNORECASE)
    if not wish or request.brief.draft:
        return None
    said = re.sub(data["wish_tail"][language], "", wish.group().strip(" 　、,"), flags=re.IGNORECASE).strip(" 　、,")
    return None if re.search(data["wish_empty"][language], said, re.IGNORECASE) else said


def _goal(goal: str, review: date, request: Request) -> str:
    day = day_words(review, request.language)
    return f"{day}までに、{goal}" if request.language == "ja" else f"By {day}, {goal}"


def _field(request: Request) -> str | None:
    if request.brief.field is None:
        return None
    return str(load_yaml(resource("knowledge", "industries.yaml"))[request.brief.field]["names"][request.language])


def _situation_minutes(request: Request) -> int | None:
    people = load_yaml(resource("knowledge", "situations.yaml"))
    found = [people[one].get("minutes_per_week") for one in request.brief.situation if one in people]
    return min((int(minutes) for minutes in found if minutes), default=None)


def _bold(request: Request, role: str) -> list[str]:
    """The bold phrases of the industry guide's section with this role."""
    return [
        match.group(1).strip()
        for section in request.industry
        if section.role == role
        for match in _BOLD.finditer("\n".join(item for part in section.parts for item in part.items))
    ]


def _items(request: Request, role: str) -> list[str]:
    """The list items of the industry guide's section with this role, whole."""
    return [
        strip_marks(item)
        for section in request.industry
        if section.role == role
        for part in section.parts
        if part.role == "items"
        for item in part.items
    ]


def _places(request: Request) -> list[str]:
    return _bold(request, "places") or list(_data()["places"][request.language])


def _gives(request: Request) -> list[str]:
    people = load_yaml(resource("knowledge", "situations.yaml"))
    own = [
        idea["give"]
        for situation in [*request.brief.situation, "anyone"]
        for idea in people.get(situation, {}).get("gives", {}).get(request.language, [])
    ]
    theirs = _items(request, "gives")
    return [*own[:1], *theirs[:2], *own[1:]] if theirs else own


def _actions(request: Request, minutes: int, target: str) -> list[Action]:
    """Three steps on three business days; the first one for an industry is the one its guide gives."""
    opening = _opening(request)
    values = {"target": target, "place": _places(request)[0], "opening": opening}
    steps = _data()["steps"]["approach" if request.kind == "approach" else "goal"][request.language]
    return [
        Action(
            what=strip_marks(step["what"].format(**values)),
            when=day_words(_business_days_after(request.today, wait), request.language),
            minutes=min(minutes, (minutes_of(opening) if step["what"] == "{opening}" else None) or step["minutes"]),
        )
        for step, wait in zip(steps, _data()["days"], strict=True)
    ]


def _opening(request: Request) -> str:
    """The first step of the industry guide's section on how to open."""
    for section in request.industry:
        for part in section.parts if section.role == "opening" else ():
            if part.role in ("this_week", "steps"):
                return (part.items or (part.text,))[0]
    return str(_data()["opening"][request.language])


def _business_days_after(day: date, count: int) -> date:
    for _ in range(count):
        day = next_business_day(day)
    return day
