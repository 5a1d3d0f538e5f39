"""The forms under which one name turns up in a text: whole, family name, reading in kana, Latin letters."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from coach.morphology import tokens_of_line
from coach.resources import load_yaml

__all__ = ["company_forms", "data", "followers", "person_forms"]

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff々ヶ]")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+")
_TO_HIRAGANA = 0x60  # distance between ァ and ぁ
_SPACE = "[ \u3000]?"
# A name of fewer letters is masked only where an honorific shows that it is one.
_FREE_JAPANESE, _FREE_LATIN, _FREE_KANA = 2, 3, 4
_LONGEST_NAME = 60


@cache
def data() -> dict[str, Any]:
    """The word lists and patterns of the mask."""
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("privacy.yaml"))
    return found


@cache
def followers() -> str:
    """Pattern of what shows that a short word before it is a name."""
    known = data()
    words = [*known["honorifics"], *known["titles"], *known["after_own_name"]]
    return "(?=[ \u3000]?(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + "))"


def person_forms(name: str) -> Iterator[str]:
    """Patterns that find a person's name, with or without what the user told us of its parts."""
    name = _without_honorific(name.strip())[:_LONGEST_NAME]
    if not name:
        return
    if not _JAPANESE.search(name):
        yield from _latin_forms(name)
        return
    yield rf"\A{re.escape(name)}\Z"
    parts = [(part, _reading(part)) for part in re.split(r"[ \u3000・]+", name)]
    if len(parts) == 1:
        parts = _family_and_given(name)
    if len(parts) > 1:
        yield _SPACE.join(re.escape(part) for part, _ in parts)
    for index, (part, reading) in enumerate(parts):
        free = len(part) >= _FREE_JAPANESE and (index == 0 or bool(_KATAKANA.fullmatch(part)))
        yield re.escape(part) + ("" if free else followers())
        yield from _reading_forms(reading)


def company_forms(name: str) -> Iterator[str]:
    """Patterns that find a company's name; its legal form stays outside, so that the name keeps its place in a text."""
    name = name.strip()[:_LONGEST_NAME]
    core = name
    for form in data()["company_forms"]:
        core = core.replace(form, " ")
    endings = "|".join(map(re.escape, data()["english_company_forms"]))
    core = re.sub(rf",?\s+(?:{endings})\b\.?\s*$", "", core).strip(" \u3000,")
    core = core if len(core) >= _FREE_JAPANESE else name
    if not core:
        return
    yield _bounded(re.escape(core)) if core.isascii() else re.escape(core)
    if core.isascii() and core.upper() != core:
        yield _bounded(re.escape(core.upper()))


def _without_honorific(name: str) -> str:
    endings = "|".join(map(re.escape, data()["honorifics"]))
    return re.sub(rf"(?<=.)[ \u3000]?(?:{endings})$", "", name)


def _bounded(pattern: str) -> str:
    return rf"(?<![A-Za-z]){pattern}(?![A-Za-z])"


def _latin_forms(name: str) -> Iterator[str]:
    yield rf"\A{re.escape(name)}\Z"
    words = [word for word in re.split(r"[\s,]+", name) if word.strip(".")]
    if len(words) > 1:
        yield _bounded(r"[ ,]{1,2}".join(map(re.escape, words)))
    for word in words:
        if len(word.strip(".")) >= _FREE_LATIN:
            yield _bounded(re.escape(word))
            yield _bounded(re.escape(word.upper()))


def _family_and_given(name: str) -> list[tuple[str, str]]:
    """Split 田中一郎 where the dictionary does; a name it does not know stays whole."""
    morphemes = [(m.surface(), m.reading_form(), m.part_of_speech()[3]) for m in tokens_of_line(name)]
    if len(morphemes) < 2 or morphemes[0][2] != "姓":
        return [(name, "".join(reading for _, reading, _ in morphemes))]
    given = "".join(surface for surface, _, _ in morphemes[1:]), "".join(reading for _, reading, _ in morphemes[1:])
    return [morphemes[0][:2], given]


def _reading(part: str) -> str:
    return "".join(morpheme.reading_form() for morpheme in tokens_of_line(part))


def _reading_forms(kana: str) -> Iterator[str]:
    if not _KATAKANA.fullmatch(kana):
        return
    hiragana = "".join(chr(ord(sign) - _TO_HIRAGANA) if sign != "ー" else sign for sign in kana)
    guard = "" if len(kana) >= _FREE_KANA else followers()
    yield from (kana + guard, hiragana + followers())
    letters = _romaji(kana)
    if len(letters) >= _FREE_LATIN:
        yield _bounded(_long_vowels(letters.capitalize()))
        yield _bounded(_long_vowels(letters.upper()))


def _romaji(kana: str) -> str:
    letters = kana.replace("ー", "")
    for pair in data()["romaji"].split():
        sign, latin = pair.split(":")
        letters = letters.replace(sign, latin)
    letters = re.sub(r"ッ(c?)(\w)", lambda m: ("t" if m[1] else m[2]) + m[1] + m[2], letters)
    return letters if letters.isascii() else ""


def _long_vowels(letters: str) -> str:
    """Sato, Satou, Satoh and Satō are one name."""
    pattern = re.sub(r"(o)[ou]", r"\1[ouh]?", letters, flags=re.IGNORECASE)
    pattern = re.sub(r"uu", "uu?", pattern)
    pattern = pattern.replace("UU", "UU?").replace("O[ouh]?", "[OŌ][OUHouh]?").replace("o[ouh]?", "[oō][ouh]?")
    return re.sub(r"n(?=[bmp])", "[nm]", pattern)
