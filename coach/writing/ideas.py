"""Give-and-take ideas that fit the person, the other person's field and how well they know each other."""

import zlib
from collections.abc import Iterator

from coach.answer import Idea
from coach.resources import load_yaml, resource
from coach.writing.request import Request

__all__ = ["give_ideas"]

_MOST = 5
# A large give to a stranger is a burden of its own (they feel they owe something).
_TOO_LARGE = {"stranger": {"large", "medium"}, "met_once": {"large"}}


def give_ideas(request: Request) -> tuple[Idea, ...]:
    """Up to five ideas: from the user's situation, from the other's field, then what anyone can give."""
    barred = _TOO_LARGE.get(request.brief.stage or "", set())
    ideas: list[Idea] = []
    for idea in _candidates(request):
        if idea.effort not in barred and all(idea.give != other.give for other in ideas):
            ideas.append(idea)
    return tuple(ideas[:_MOST])


def _candidates(request: Request) -> Iterator[Idea]:
    people = load_yaml(resource("knowledge", "situations.yaml"))
    groups = [_own(people, situation, request) for situation in request.brief.situation if situation in people]
    theirs = list(_of_industry(request))
    anyone = _own(people, "anyone", request)
    # One from each group in turn, so that the list is a mix; the request's words decide where each group begins.
    queues = [group for group in [*groups, theirs, anyone] if group]
    for row in range(max((len(queue) for queue in queues), default=0)):
        for queue in queues:
            if row < len(queue):
                yield queue[row]


def _own(people: dict[str, dict[str, dict[str, list[dict[str, str]]]]], situation: str, request: Request) -> list[Idea]:
    rows = people[situation]["gives"][request.language]
    start = zlib.crc32(request.brief.text.encode()) % len(rows)
    return [Idea.model_validate(row) for row in [*rows[start:], *rows[:start]]]


def _of_industry(request: Request) -> Iterator[Idea]:
    for section in request.industry:
        if section.role != "gives":
            continue
        for part in section.parts:
            for item in part.items:
                give, _, why = item.replace("**", "").partition("：" if "：" in item else ":")
                if why:
                    yield Idea(give=give.strip(), why=why.strip(), effort="small")
