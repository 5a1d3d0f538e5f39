"""The offline composer: answers made of the guides' own sentences, chosen and ordered for this question and person.

It renders one template a kind and language (``prompts/<kind>/<language>.offline.md.j2``). Whatever a template shows of
the material comes through ``Cited``, so a sentence and its mark cannot come apart.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from coach.answer import Idea, Language, Plan
from coach.resources import load_yaml, resource
from coach.section import Part, Role, Section
from coach.writing.calendar import next_business_day
from coach.writing.ideas import give_ideas
from coach.writing.plans import anchors, build_plan, day_words, minutes_of
from coach.writing.request import Request, Sources, Written
from coach.writing.selection import (
    choose_parts,
    choose_sections,
    facets,
    first_sentences,
    strip_marks,
)

__all__ = ["Composer"]

# How many parts of the first section, and how many sections, an answer shows at each length.
_PARTS = {"short": 1, "normal": 2, "long": 4}
_SECTIONS = {"short": 1, "normal": 2, "long": 4}
_LEAD = 160  # characters of a second section's answer
_PIECE = re.compile(r"[^\n]*\n*")


@dataclass(frozen=True)
class Cited:
    """Words of the material with their mark; ``str()`` puts the mark where a reader expects it."""

    text: str
    mark: str
    role: Role = "answer"

    def __str__(self) -> str:
        if "\n" not in self.text:
            return f"{self.text}{self.mark}"
        first, _, rest = self.text.partition("\n")
        block = first.lstrip().startswith((">", "-", "1.", "*"))
        return f"{self.mark}\n\n{self.text}" if block else f"{first}{self.mark}\n{rest}"

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a quotation that needs a line of its own."""
        return self.text.lstrip().startswith((">", "-", "1.", "*"))


class Composer:
    """Writes without a model; the same request always gives the same text."""

    def write(self, request: Request, on_text: Callable[[str], None]) -> Written:
        """Compose the answer; hands it out line by line."""
        sources = Sources()
        plan = build_plan(request) if request.kind in ("goal", "approach") else None
        ideas = give_ideas(request) if request.kind == "give_take" else None
        view = _View(request, sources, plan, ideas)
        text = _tidy(_template(request.kind, request.language).render(view=view, request=request, brief=request.brief))
        for piece in _PIECE.findall(text):
            if piece:
                on_text(piece)
        return Written(
            text=text,
            citations=tuple(sources.citations),
            message=request.draft,
            plan=plan,
            ideas=ideas,
            questions=(*request.questions, *view.questions())[:2],
        )


class _View:
    """What a template may ask for; every method returns words with their mark, or nothing."""

    def __init__(self, request: Request, sources: Sources, plan: Plan | None, ideas: tuple[Idea, ...] | None) -> None:
        self.request, self.plan, self.ideas = request, plan, ideas
        self._sources = sources
        self.sections = choose_sections(request.hits, request.brief, _SECTIONS[request.brief.length])
        self._shown: set[str] = set()
        self._cautioned = False
        self.wanted = facets(request.brief.text, request.language)

    def answer(self, section: Section, most: int = 400) -> Cited:
        """The section's own answer."""
        return self._cite(section, first_sentences(section.answer, most), "answer")

    def parts(self, section: Section, most: int | None = None) -> list[Cited]:
        """The parts of a section that fit the question."""
        count = most or _PARTS[self.request.brief.length]
        return [self._cite(section, part.text, part.role) for part in choose_parts(section, self.wanted, count)]

    def second(self) -> list[Section]:
        """The further sections worth a paragraph."""
        return self.sections[1:]

    def first_step(self) -> tuple[str, Cited] | None:
        """One small action with a day, from the section that answers first; another one's would come from nowhere."""
        for section in self.sections[:1]:
            for role in ("this_week", "steps"):
                part = section.part(role)
                if part is None or self._is_shown(part):
                    continue
                step = next((item for item in part.items if minutes_of(item)), part.text.partition("\n")[0])
                step = step if part.items else part.text
                day = day_words(next_business_day(self.request.today), self.request.language)
                return day, self._cite(section, step, part.role)
        return None

    def caution(self) -> Cited | None:
        """One caution, if none has been shown yet."""
        if self._cautioned:
            return None
        for section in self.sections:
            part = section.part("caution") or section.part("when_not")
            if part and not self._is_shown(part):
                return self._cite(section, part.text, part.role)
        return None

    def topic(self, *topics: str) -> Section | None:
        """The best section on one of these topics for this request."""
        for topic in topics:
            for section in [*self.sections, *[hit.section for hit in self.request.hits], *self.request.topical]:
                if section.topic == topic and section.industry is None:
                    return section
        return None

    def grounds(self, most: int = 2) -> list[Section]:
        """The passages that the first findings of a review stand on."""
        return list(self.request.topical[:most])

    def anchored(self, name: str) -> Section | None:
        """The passage a plan stands on: one on the topic written for this kind of person alone, else the usual one."""
        usual = anchors(self.request.language).get(name)
        topic = name.partition("-known")[0]
        mine = self.request.brief.situation
        own = [each for each in self.request.topical if each.topic == topic and len(each.people) == 1]
        fitting = next((each for each in own if each.people[0] in mine), None)
        return fitting or next((each for each in self.request.topical if each.passage_id == usual), None)

    def of_industry(self, role: str) -> Section | None:
        """The industry guide's section with this role."""
        return next((section for section in self.request.industry if section.role == role), None)

    def part(self, section: Section | None, *roles: Role) -> Cited | None:
        """The first part of a section with one of these roles."""
        for role in roles:
            found = section.part(role) if section else None
            if section and found and not self._is_shown(found):
                return self._cite(section, found.text, found.role)
        return None

    def items(self, section: Section | None, most: int = 4) -> list[str]:
        """The items of a section's list, each with the mark."""
        if section is None:
            return []
        mark = self._sources.cite(section, section.answer)
        found = [item for part in section.parts if part.role in ("items", "steps") for item in part.items]
        return [f"{item}{mark}" for item in found[:most]]

    def label(self, role: str) -> str:
        """The name a part carries in the answer."""
        return str(_labels()[self.request.language].get(role, ""))

    def questions(self) -> list[str]:
        """What the coach would still like to know, for this kind."""
        brief = self.request.brief
        known = {
            "industry": brief.industry,
            "purpose": brief.purpose,
            "situation": brief.situation or brief.own_industry,
            "stage": brief.stage,
            "recipient": brief.recipient.name or brief.recipient.role,
            "minutes": brief.minutes_per_week,
        }
        rows = _labels()["questions"].get(self.request.kind, {}).get(self.request.language, [])
        return [row["ask"] for row in rows if not known.get(row["without"])]

    def plain(self, text: str) -> str:
        """A list item without its marks."""
        return strip_marks(text)

    def _cite(self, section: Section, text: str, role: Role) -> Cited:
        self._cautioned = self._cautioned or role in ("caution", "when_not")
        self._shown.add(text)
        return Cited(text, self._sources.cite(section, section.answer if role != "answer" else text), role)

    def _is_shown(self, part: Part) -> bool:
        return any(part.text in shown or shown in part.text for shown in self._shown)


@cache
def _labels() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "common", "offline.yaml"))
    return data


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("prompts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - Markdown, not HTML; the page escapes what it shows
    )


@cache
def _template(kind: str, language: Language) -> Any:
    return _environment().get_template(f"{kind}/{language}.offline.md.j2")


def _tidy(text: str) -> str:
    """At most one empty line between paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", text).strip()
