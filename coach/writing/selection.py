"""Which sections and which of their parts answer this question for this person."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from coach.answer import Language
from coach.brief import Brief
from coach.resources import load_yaml, resource
from coach.section import Hit, Part, Role, Section

__all__ = ["Chosen", "choose_parts", "choose_sections", "facets", "first_sentences", "strip_marks"]

# A second section is worth a place when its score comes this close to the first one's. From another guide it has to
# come closer: on the development questions a fifth of those at 0.72 answered the question, a third of those at 0.95.
_NEAR_ENOUGH = 0.75
_NEAR_ENOUGH_ELSEWHERE = 0.95
# What it is worth that a section was written for people like the asker.
_FOR_YOU = 0.08
# And what it costs that it was written for one kind of person alone (parents, say) whom the asker is not known to be.
_FOR_OTHERS = 0.12
_SENTENCE_END = re.compile(r"(?<=[。！？!?])(?![」）)』])|(?<=[.!?])\s+")


@dataclass(frozen=True)
class Chosen:
    """A part of a section that goes into the answer."""

    section: Section
    part: Part


@cache
def _facet_data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "question", "facets.yaml"))
    return data


def facets(text: str, language: Language) -> list[str]:
    """What the question is after (how, words to say, when, why, limits …), in the order of the data file."""
    found = [
        name
        for name, facet in _facet_data()["facets"].items()
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in facet[language])
    ]
    return found or ["general"]


def choose_sections(hits: tuple[Hit, ...], brief: Brief, most: int = 3) -> list[Section]:
    """The sections to answer from: the best one for this person, then others that stay on its subject."""
    if not hits:
        return []
    ranked = sorted(hits, key=lambda hit: -_worth(hit, brief))
    first, best = ranked[0].section, _worth(ranked[0], brief)
    chosen = [first]
    for hit in ranked[1:]:
        near = _NEAR_ENOUGH if hit.section.guide == first.guide else _NEAR_ENOUGH_ELSEWHERE
        known = any(hit.section.passage_id == other.passage_id for other in chosen)
        if not known and not _for_others(hit, brief) and _worth(hit, brief) >= best * near:
            chosen.append(hit.section)
    return chosen[:most]


def _worth(hit: Hit, brief: Brief) -> float:
    for_you = len(set(hit.section.people) & set(brief.situation))
    return hit.score + _FOR_YOU * min(for_you, 2) - _FOR_OTHERS * _for_others(hit, brief)


def _for_others(hit: Hit, brief: Brief) -> bool:
    """Whether the section speaks to one kind of person alone whom the asker is not known to be."""
    people = hit.section.people
    return len(people) == 1 and people[0] not in brief.situation


def choose_parts(section: Section, wanted: list[str], most: int) -> list[Part]:
    """The parts of a section that fit the question's facets, in the section's own order."""
    order: list[Role] = []
    for facet in wanted:
        for role in _facet_data()["facets"].get(facet, {}).get("roles", []):
            if role not in order:
                order.append(role)
    for role in _facet_data()["default_roles"]:
        if role not in order:
            order.append(role)
    ranked = sorted((part for part in section.parts if part.role in order), key=lambda part: order.index(part.role))[
        :most
    ]
    return [part for part in section.parts if part in ranked]


def first_sentences(text: str, most: int) -> str:
    """The first sentences of a text, at most ``most`` characters; always at least one whole sentence."""
    sentences = [piece for piece in _SENTENCE_END.split(text.strip()) if piece]
    kept = sentences[0] if sentences else text.strip()
    position = text.find(kept) + len(kept)
    for sentence in sentences[1:]:
        end = text.find(sentence, position) + len(sentence)
        if end > most:
            break
        position = end
    return text[text.find(sentences[0]) : position].strip() if sentences else kept


def strip_marks(text: str) -> str:
    """A list item without its bold marks and minutes, to stand in a plan."""
    return re.sub(r"\s*[（(]\s*\d+\s*(?:分|min|minutes)\s*[)）]\s*[。.]?\s*$", "", text.replace("**", "")).strip()
