"""Prompts from ``prompts/<name>/<language>.md``: one copy each, filled strictly, named with a hash of their words."""

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from coach.answer import Kind, Language
from coach.errors import CoachError
from coach.resources import resource
from coach.writing.problems import data

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["PromptError", "fill", "prompt_name", "system_prompt"]

_HASH_LENGTH = 8


class PromptError(CoachError):
    """A prompt does not exist, or was filled with too few or unknown values."""


def fill(name: str, language: Language, **values: str) -> str:
    """Fill a prompt of our own; values are data and never templates.

    Raises:
        PromptError: there is no such prompt, or values are missing or unknown; the sentence lists them.
    """
    template, wanted = _template(name, language)
    missing, unknown = ", ".join(sorted(wanted - values.keys())), ", ".join(sorted(values.keys() - wanted))
    if missing or unknown:
        listed = f"lacks: {missing or 'nothing'}; does not know: {unknown or 'nothing'}"
        raise PromptError(f"The prompt {name}/{language} cannot be filled ({listed}).")
    return str(template.render(values)).strip()


@cache
def system_prompt(kind: Kind, language: Language) -> str:
    """The instructions for a kind: the same for every request, so that endpoints can cache them."""
    longest = str(data()["asked"][language][kind])
    return f"{fill('common', language)}\n\n{fill(kind, language, longest=longest)}"


@cache
def prompt_name(kind: Kind, language: Language) -> str:
    """``<kind>/<language>@<hash>``; the hash changes with every word that a model of this kind is told."""
    told = [system_prompt(kind, language), _source("material", language), _source("repair", language)]
    digest = hashlib.sha256("\0".join(told).encode()).hexdigest()
    return f"{kind}/{language}@{digest[:_HASH_LENGTH]}"


def _source(name: str, language: Language) -> str:
    try:
        return resource("prompts", name, f"{language}.md").read_text(encoding="utf-8")
    except OSError:
        raise PromptError(f"There is no prompt {name}/{language}.") from None


@cache
def _template(name: str, language: Language) -> "tuple[Template, frozenset[str]]":
    from jinja2 import meta

    source = _source(name, language)
    environment = _environment()
    return environment.from_string(source), frozenset(meta.find_undeclared_variables(environment.parse(source)))


@cache
def _environment() -> Any:
    from jinja2 import Environment, StrictUndefined

    # Prompts are plain text; nothing of them reaches a page.
    return Environment(undefined=StrictUndefined, trim_blocks=True, autoescape=False)  # noqa: S701
