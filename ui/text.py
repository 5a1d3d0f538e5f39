"""Everything the page says, in Japanese and English; the words themselves are in ``words/*.yaml``."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

__all__ = ["LANGUAGES", "Language", "Words", "words"]

Language = Literal["ja", "en"]
LANGUAGES: dict[Language, str] = {"ja": "日本語", "en": "English"}
_FOLDER = Path(__file__).resolve().parent / "words"


class Words:
    """The strings of one language: ``words("ja")("card.took", seconds="0.4")``."""

    def __init__(self, language: Language, data: dict[str, Any]) -> None:
        self.language = language
        self._data = data

    def __call__(self, key: str, **values: object) -> str:
        """The string at ``section.name``, filled; a missing key or value is a defect and raises ``KeyError``."""
        found = self.items(key)
        return str(found).format(**values) if values else str(found)

    def items(self, key: str) -> Any:
        """What stands at ``key`` as it is: a list of examples, for instance."""
        found: Any = self._data
        for part in key.split("."):
            found = found[part]
        return found


@cache
def words(language: Language) -> Words:
    """The strings of a language, read once."""
    with (_FOLDER / f"{language}.yaml").open(encoding="utf-8") as file:
        return Words(language, yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506
