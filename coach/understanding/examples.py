"""The labelled example utterances: data from ``prompts/examples``, one file a kind and one a group of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml, resource

__all__ = ["KINDS", "MESSAGES", "OUT_OF_SCOPE", "REFUSAL", "Example", "examples"]

OUT_OF_SCOPE = "out_of_scope"
KINDS = ("question", "goal", "approach", "outreach", "follow_up", "give_take", "self_check", "vetting")
REFUSAL = "refusal"
MESSAGES = "requests"  # the voice of the tagged requests for a message


@dataclass(frozen=True)
class Example:
    """One utterance; ``label`` is a kind, ``out_of_scope``, or ``refusal``, with its ``rule`` for the latter.

    ``voice`` names the people it was written after, so that a reading can be tested on people left out.
    """

    text: str
    label: str
    language: str
    rule: str | None = None
    voice: str = "first"


@cache
def examples() -> tuple[Example, ...]:
    """All examples, always in the same order, so that a caller can keep their vectors beside them."""
    folder = resource("prompts", "examples")
    found = [
        each
        for label in (*KINDS, OUT_OF_SCOPE, REFUSAL)
        for each in _of(label, load_yaml(folder / f"{label}.yaml"), "first")
    ]
    for path in sorted((folder / "voices").glob("*.yaml")):
        for label, spoken in load_yaml(path).items():
            found += _of(label, spoken, path.stem)
    return (*found, *_messages())


def _messages() -> Iterator[Example]:
    """Every second of the requests that teach their parts; the others show how well the kinds are read."""
    from coach.understanding.part_examples import examples as tagged  # for fitting alone

    kinds = {rule["id"]: rule["kind"] for rule in load_yaml(Path(__file__).with_name("occasions.yaml"))}
    for language in ("ja", "en"):
        for place, each in enumerate(tagged(language)):
            if place % 2 == 0:
                yield Example(each.text, kinds[each.occasion], language, None, MESSAGES)


def _of(label: str, spoken: dict[str, Any], voice: str) -> Iterator[Example]:
    """The examples of one label: texts by language, for a refusal by rule and then by language."""
    if label == REFUSAL:
        for rule, by_language in spoken.items():
            yield from (Example(t, label, language, rule, voice) for language, ts in by_language.items() for t in ts)
    else:
        yield from (Example(t, label, language, None, voice) for language, ts in spoken.items() for t in ts)
