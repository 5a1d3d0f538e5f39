"""What a request says, as it is gathered: slots by name, and sentences to be told; the expressions it is read by."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml

__all__ = ["Said", "matters", "pattern"]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One expression of ``statements_en.yaml``."""
    flags = 0 if name == "finite" else re.IGNORECASE
    return re.compile(load_yaml(Path(__file__).with_name("statements_en.yaml"))[name], flags)


@cache
def matters() -> dict[str, re.Pattern[str]]:
    """Where a statement behind the message names its matter, by occasion."""
    data: dict[str, str] = load_yaml(Path(__file__).with_name("statements_en.yaml"))["matters"]
    return {occasion: re.compile(words, re.IGNORECASE) for occasion, words in data.items()}


@dataclass
class Said:
    """Slots by name, and the statements in their order as sentences to the reader, without full stops."""

    slots: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    spare: list[str] = field(default_factory=list)  # every statement, also where a slot holds it
    loose: list[str] = field(default_factory=list)  # words of orders and descriptions that name something

    def tell(self, sentence: str) -> None:
        """Add a sentence once."""
        sentence = pattern("trailing").sub("", re.sub(r"\s+", " ", sentence).strip(" ,;:.-"))
        if not pattern("nothing").fullmatch(sentence) and sentence not in self.told:
            self.told.append(sentence[0].upper() + sentence[1:])

    def keep(self, name: str, value: Any) -> None:
        """Fill a slot that nothing has filled yet."""
        if value:
            self.slots.setdefault(name, value)
