"""The words a rewrite puts in, in the register of the writer."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from coach.answer import Language
from coach.asking.draft import Draft
from coach.asking.patterns import compiled
from coach.resources import load_yaml

__all__ = ["Register", "Wording", "rewrite_words", "wording_of"]

Register = Literal["formal", "polite", "close"]


@cache
def rewrite_words(language: Language) -> dict[str, Any]:
    """What is put in and taken out, from ``rewrite_ja.yaml`` and ``rewrite_en.yaml``."""
    loaded: dict[str, Any] = load_yaml(Path(__file__).parent.with_name(f"rewrite_{language}.yaml"))
    return loaded


@dataclass(frozen=True)
class Wording:
    """The words of one language in one register."""

    language: Language
    register: Register
    flat: bool = False  # a chat without full stops

    def raw(self, name: str) -> Any:
        """An entry of the file as it stands."""
        return rewrite_words(self.language)[name]

    def said(self, name: str, **filled: str) -> str:
        """A sentence to put in; ``filled`` are the writer's own words in it."""
        words = str(self.raw(name)[self.register])
        words = words.format(**filled) if filled else words
        return words.removesuffix("。").replace("。", "\n") if self.flat else words

    def pattern(self, name: str) -> re.Pattern[str]:
        """An entry as a pattern over folded text."""
        return compiled(str(self.raw(name)), self.language)

    def changed(self, name: str, text: str) -> str | None:
        """``text`` after the first pair (pattern, words) of the list that fits; None when none does."""
        for source, words in self.raw(name):
            either_case = re.compile(compiled(source, self.language).pattern, re.IGNORECASE)
            result, count = either_case.subn(words, text)
            if count:
                return result
        return None


def wording_of(draft: Draft, language: Language) -> Wording:
    """How the draft speaks, read from its body and its greeting."""
    words, text = rewrite_words(language), draft.text.lower()
    register: Register = "close"
    if compiled(words["polite"], language).search(text):
        register = "polite"
    if compiled(words["formal"], language).search(text):
        register = "formal"
    return Wording(language, register, flat=language == "ja" and register != "formal" and "。" not in draft.text)
