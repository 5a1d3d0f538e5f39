"""The labelled example utterances: data from ``prompts/examples``, one file a kind."""

from dataclasses import dataclass
from functools import cache

from coach.resources import load_yaml, resource

__all__ = ["KINDS", "OUT_OF_SCOPE", "Example", "examples"]

OUT_OF_SCOPE = "out_of_scope"
KINDS = ("question", "goal", "approach", "outreach", "follow_up", "give_take", "self_check", "vetting")


@dataclass(frozen=True)
class Example:
    """One utterance; ``label`` is a kind, ``out_of_scope``, or ``refusal``, with its ``rule`` for the latter."""

    text: str
    label: str
    language: str
    rule: str | None = None


@cache
def examples() -> tuple[Example, ...]:
    """All examples, always in the same order, so that a caller can keep their vectors beside them."""
    found = [
        Example(text, label, language)
        for label in (*KINDS, OUT_OF_SCOPE)
        for language, texts in load_yaml(resource("prompts", "examples", f"{label}.yaml")).items()
        for text in texts
    ]
    rules = load_yaml(resource("prompts", "examples", "refusal.yaml"))
    found += [
        Example(text, "refusal", language, rule)
        for rule, spoken in rules.items()
        for language, texts in spoken.items()
        for text in texts
    ]
    return tuple(found)
