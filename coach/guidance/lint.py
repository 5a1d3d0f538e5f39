"""The guides' linter: ``python -m coach.guidance.lint`` names every flaw and exits 1 when there is one.

Its lists (topics, forbidden phrases, lengths) are data in ``knowledge/lint.yaml`` and ``knowledge/topics.yaml``.
"""

import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from coach.answer import Language
from coach.errors import StoreError
from coach.guidance.embedding import LocalE5
from coach.guidance.guide import read_guide, split_guide
from coach.resources import load_yaml, resource
from coach.section import LABELS, Section

__all__ = ["lint", "main"]

_TOKENS = 512  # the window of multilingual-e5-small
_BOLD_LINE = re.compile(r"^\*\*([^*\n]+)\*\*(?=[ \u3000:：\n]|$)", re.MULTILINE)
_HALF_KANA = re.compile(r"[\uff66-\uff9f]")
_HALF_MARK = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])[,.!?;](?=[\s\u3040-\u30ff\u3400-\u9fff]|$)")
_FOREIGN_MARK = re.compile(r"[，．]")
_WORD = re.compile(r"[A-Za-z0-9][\w'’.-]*|[\u3040-\u30ff\u3400-\u9fff]")


def lint(folder: Path) -> list[str]:
    """All flaws of the guides below ``folder``, one sentence each; empty when there is none."""
    rules, model = load_yaml(resource("knowledge", "lint.yaml")), LocalE5()
    topics = {topic["id"] for topic in load_yaml(resource("knowledge", "topics.yaml"))}
    flaws: list[str] = []
    covered: dict[str, set[str]] = {"ja": set(), "en": set()}
    every: list[Section] = []
    languages: tuple[Language, ...] = ("ja", "en")
    for language in languages:
        twin = folder / ("en" if language == "ja" else "ja")
        for path in sorted((folder / language).glob("*.md")):
            name = f"{language}/{path.name}"
            if not (twin / path.name).is_file():
                flaws.append(f"{name}: there is no twin in the other language")
            try:
                head, body = split_guide(path.read_text(encoding="utf-8"))
                sections = read_guide(path, language)
            except (StoreError, ValueError) as error:
                flaws.append(f"{name}: {error}")
                continue
            covered[language].add(head.topic)
            every += sections
            flaws += [
                f"{name}: unknown topic {topic!r}" for topic in [head.topic, *head.related] if topic not in topics
            ]
            flaws += [f"{name}: {flaw}" for flaw in _guide_flaws(sections, language, rules, model)]
            if "[[" in body:
                flaws.append(f"{name}: a cross-reference that is not resolved")
    for language in languages:
        flaws += [f"{language}: no guide on {topic}" for topic in sorted(topics - covered[language])]
    return flaws + list(_ask_flaws(every))


def _guide_flaws(sections: list[Section], language: Language, rules: dict[str, Any], model: LocalE5) -> Iterator[str]:
    low, high = rules["length"][language]
    length = sum(_length(section.heading + section.text, language) for section in sections)
    if not low <= length <= high:
        yield f"{length} {'characters' if language == 'ja' else 'words'}, expected {low} to {high}"
    if len({section.heading for section in sections}) < len(sections):
        yield "two sections have the same heading"
    yield from chain.from_iterable(_section_flaws(section, language, rules, model) for section in sections)


def _section_flaws(section: Section, language: Language, rules: dict[str, Any], model: LocalE5) -> Iterator[str]:
    where = f"「{section.heading}」"
    if not section.text:
        yield f"{where}: a heading without text"
        return
    if (tokens := model.token_count(section.indexed_text)) > _TOKENS:
        yield f"{where}: {tokens} tokens do not fit the embedding's window of {_TOKENS}"
    if len(section.asks) < rules["asks"]:
        yield f"{where}: fewer than {rules['asks']} asks"
    if section.parts[0].role != "answer":
        yield f"{where}: it does not begin with its answer"
    for label in _BOLD_LINE.findall(section.text):
        if label not in LABELS:
            yield f"{where}: the label {label!r} is not one of the list"
    if len(section.people) == 1 and not _is_named(section, rules["named"].get(section.people[0], [])):
        yield f"{where}: for {section.people[0]} alone, whom neither heading nor answer names"
    unknown = {*section.people} - {*rules["people"]} | {*section.kinds} - {*rules["kinds"]}
    if unknown:
        yield f"{where}: unknown tags {sorted(unknown)}"
    whole = f"{section.heading}\n{section.text}"
    for phrase in rules["forbidden"][language]:
        if phrase.lower() in whole.lower():
            yield f"{where}: the phrase {phrase!r}"
    if language == "ja":
        if found := _HALF_KANA.search(whole):
            yield f"{where}: half-width kana {found.group()!r}"
        if found := _HALF_MARK.search(whole):
            yield f"{where}: half-width {found.group()!r} in Japanese text"
        if found := _FOREIGN_MARK.search(whole):
            yield f"{where}: {found.group()!r} beside 、 and 。"


def _is_named(section: Section, words: list[str]) -> bool:
    """Whether a section for one kind of person says so; else it is kept from everybody else for no reason."""
    told = f"{section.heading}\n{section.answer}".lower()
    return any(word in told for word in words)


def _ask_flaws(sections: list[Section]) -> Iterator[str]:
    """A question that two guides claim finds neither of them."""
    claimed: dict[str, str] = {}
    for section in sections:
        for ask in section.asks:
            if claimed.setdefault(ask.lower(), section.guide) != section.guide:
                yield f"{section.guide}: {claimed[ask.lower()]} claims the question {ask!r} too"


def _length(text: str, language: Language) -> int:
    """Characters without blanks and Markdown marks (ja), or words (en)."""
    return len(re.sub(r"[\s*>#-]", "", text)) if language == "ja" else len(_WORD.findall(text))


def main() -> int:
    """Print the flaws; the exit code is 1 when there are any."""
    flaws = lint(resource("knowledge", "guides"))
    for flaw in flaws:
        print(flaw)  # noqa: T201
    print(f"guides: {len(flaws)} flaws", file=sys.stderr)  # noqa: T201
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
