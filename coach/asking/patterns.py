"""The word lists and patterns of the check, read once a language from ``ja.yaml`` and ``en.yaml``."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from coach.answer import AskKind, Language
from coach.resources import load_yaml

__all__ = [
    "AskPattern",
    "NotAsk",
    "compiled",
    "data",
    "fold",
    "kind_named",
    "kinds",
    "patterns_of_asks",
    "patterns_of_not_asks",
]

_FRAGMENT = re.compile(r"<([a-z_]+)>")
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")  # but not the classes \S \W \D \B
_BEGINS = ("^", "\\b", "(?<")
# Full-width Latin letters, digits and punctuation to half width, one to one, so that offsets stay.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("’"): "'", ord("‘"): "'", ord("\u3000"): " "}


def fold(text: str) -> str:
    """Lower case and half width without changing the length; unlike NFKC, every offset stays true."""
    lowered = text.translate(_WIDTH)
    folded = lowered.lower()
    return folded if len(folded) == len(text) else "".join(_lower(char) for char in lowered)


def _lower(char: str) -> str:
    return char.lower() if len(char.lower()) == 1 else char


@dataclass(frozen=True)
class AskPattern:
    """One way to word a request; ``form`` is question, hope, wish, direct, imperative …

    A ``weak`` one (a need told, a yes taken for granted) counts only when the text holds no full request.
    """

    id: str
    form: str
    regex: re.Pattern[str]
    weak: bool = False


@dataclass(frozen=True)
class NotAsk:
    """What looks like a request and is none; ``scope`` says which words it is looked for in."""

    id: str
    scope: str
    regex: re.Pattern[str]


@cache
def data(language: Language) -> dict[str, Any]:
    """The whole data file of a language, with the signs of manner (``signs_<language>.yaml``) joined into it."""
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name(f"{language}.yaml"))
    signs = load_yaml(Path(__file__).with_name(f"signs_{language}.yaml"))
    said = {name: _joined(families, language) for name, families in signs["signals"].items()}
    rules = {
        rule: {**entry, **{key: _joined(families, language) for key, families in signs["rules"].get(rule, {}).items()}}
        for rule, entry in loaded["rules"].items()
    }
    return {**loaded, "signals": {**loaded["signals"], **said}, "rules": rules}


def _joined(families: list[str], language: Language) -> str:
    """One pattern of all families; an English one stands for whole words unless it says itself where it begins."""
    if language == "ja":
        return "|".join(families)
    alone = [one for one in families if one.startswith(_BEGINS)]
    words = [one for one in families if not one.startswith(_BEGINS)]
    return "|".join([*alone, *([rf"\b(?:{'|'.join(words)})\b"] if words else [])])


@cache
def kinds(language: Language) -> tuple[tuple[AskKind, re.Pattern[str]], ...]:
    """What may be asked and the words that tell it, the most particular kind first (``kinds_<language>.yaml``)."""
    loaded = load_yaml(Path(__file__).with_name(f"kinds_{language}.yaml"))
    around = r"(?<!\w)(?:{})(?!\w)" if language == "en" else "(?:{})"
    return tuple((one["what"], compiled(around.format("|".join(one["words"])), language)) for one in loaded)


@lru_cache(maxsize=8192)
def kind_named(text: str, language: Language) -> AskKind:
    """The most particular kind whose words stand in the text; "other" when there are none."""
    return next((kind for kind, regex in kinds(language) if regex.search(text)), "other")


@cache
def _fragments(language: Language) -> dict[str, str]:
    """Fragments with their own fragments put in; a fragment may use those above it."""
    filled: dict[str, str] = {}
    for name, source in data(language)["fragments"].items():
        filled[name] = _FRAGMENT.sub(lambda match: filled[match.group(1)], source)
    return filled


@cache
def compiled(source: str, language: Language) -> re.Pattern[str]:
    """Compile a pattern of the data file, its fragments filled in; it will meet folded text, so it is folded too."""
    fragments = _fragments(language)
    filled = _FRAGMENT.sub(lambda match: f"(?:{fragments[match.group(1)]})", source)
    return re.compile(_CAPITAL.sub(lambda match: match.group().lower(), filled))


@cache
def patterns_of_asks(language: Language) -> tuple[AskPattern, ...]:
    """All ways to word a request, in the order of the file: the surer one comes first."""
    return tuple(
        AskPattern(one["id"], one["form"], compiled(one["pattern"], language), bool(one.get("weak")))
        for one in data(language)["asks"]
    )


@cache
def patterns_of_not_asks(language: Language) -> tuple[NotAsk, ...]:
    """All courtesies, offers and quotations that look like requests."""
    return tuple(
        NotAsk(one["id"], one["scope"], compiled(one["pattern"], language)) for one in data(language)["not_asks"]
    )
