"""Facts a text states, and whether anyone gave them: numbers, dates, people, companies, addresses.

It errs on the side of asking the model again: a fact that is only a derivation of a given one may be named too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from coach.answer import Language
from coach.morphology import tokens
from coach.writing.problems import data

__all__ = ["Known", "invented", "invented_names", "strings"]

_NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:,\d{3})*(?:\.\d+)?(?![\dA-Z])")
_KANJI_NUMBER = "[一二三四五六七八九十百千〇零]"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_DAY_JA = re.compile(r"(\d{1,2})月\s?(\d{1,2})日")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|https?://[^\s<>()\[\]「」、。]{1,300}|www\.[\w./-]{3,200}"
    r"|(?<!\d)(?:\+\d{1,3}[ -]?)?\(?0\d{1,4}\)?[ -]?\d{1,4}[ -]?\d{3,4}(?!\d)"
)
_LIST_NUMBER = re.compile(r"^(\s*)\d{1,2}[.)．]", re.MULTILINE)
_MARKS = re.compile(r"\[\d{1,3}\]")
_BLANKS = re.compile(r"【[^】\n]*】|\[[^\]\n]*\]")


def squeezed(text: str) -> str:
    """Text for comparing: one width, one case, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def strings(value: Any) -> Iterator[str]:
    """Every string inside a dumped model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, date | int | float) and not isinstance(value, bool):
        yield str(value)


class Known:
    """What was given: the texts a writer may take facts from."""

    def __init__(self, texts: Iterable[str], today: date) -> None:
        self.plain = unicodedata.normalize("NFKC", "\n".join([*texts, today.isoformat()]))
        self.squeezed = squeezed(self.plain)
        self.days = set(_days(self.plain))
        self.numbers = set(_numbers(self.plain)) | set(map(str, _spelled(self.plain))) | set(data()["free_numbers"])
        self.numbers |= {str(part) for day in self.days for part in day}
        full = (_date(match) for match in _ISO.finditer(self.plain))
        self.weekdays = {day for day, _ in _weekdays(self.plain)} | {each.weekday() for each in full if each}

    def has(self, words: str) -> bool:
        """Whether these words stand somewhere in what was given."""
        return squeezed(words) in self.squeezed


def invented(text: str, known: Known) -> list[str]:
    """Facts in the text that nobody gave, as they stand there."""
    text = _MARKS.sub(" ", unicodedata.normalize("NFKC", text))
    text = _LIST_NUMBER.sub(r"\1", text)
    found = [match[0] for match in _CONTACT.finditer(text) if not known.has(match[0].rstrip(".,"))]
    text = _CONTACT.sub(" ", text)
    bare = _BLANKS.sub(" ", text)
    found += _unknown_days(bare, known) + _unknown_numbers(bare, known)
    found += [name for name in (*_named(bare), *_companies(bare)) if not _is_given(name, known)]
    return list(dict.fromkeys(found))


def invented_names(text: str, language: Language, known: Known) -> list[str]:
    """Names of people and places in a message that nobody gave, also where no honorific follows."""
    bare = _BLANKS.sub(" ", _CONTACT.sub(" ", unicodedata.normalize("NFKC", text)))
    found = _japanese_names(bare) if language == "ja" else _capitalised(bare)
    return [name for name in dict.fromkeys(found) if not known.has(name)]


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _days(text: str) -> Iterator[tuple[int, int]]:
    yield from ((int(m[2]), int(m[3])) for m in _ISO.finditer(text))
    yield from ((int(m[1]), int(m[2])) for m in _DAY_JA.finditer(text))
    yield from ((int(m[1]), int(m[2])) for m in _SLASHED.finditer(text))
    months = data()["months"]
    for match in _english_days().finditer(text):
        word = (match["first"] or match["second"]).casefold()[:3]
        month = next(i for i, name in enumerate(months, 1) if name.startswith(word))
        yield month, int(match["day"] or match["later"])


@cache
def _english_days() -> re.Pattern[str]:
    names = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in data()["months"])
    return re.compile(
        rf"\b(?P<first>{names})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
        rf"|\b(?P<later>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<second>{names})\b",
        re.IGNORECASE,
    )


def _weekdays(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"([月火水木金土日])曜|[(（]([月火水木金土日])[)）]", text):
        yield data()["weekdays"]["ja"].index(match[1] or match[2]), match[0]
    names = data()["weekdays"]["en"]
    for match in re.finditer(rf"\b({'|'.join(names)})s?\b", text, re.IGNORECASE):
        yield names.index(match[1].casefold()), match[0]


def _numbers(text: str) -> Iterator[str]:
    yield from (_plain_number(match[0]) for match in _NUMBER.finditer(text))


def _plain_number(number: str) -> str:
    return number.replace(",", "").lstrip("0") or "0"


def _spelled(text: str) -> Iterator[int]:
    """Numbers written as words: 三つ, 十五分, twenty."""
    yield from (_kanji_value(match[0]) for match in re.finditer(f"{_KANJI_NUMBER}+", text))
    words = data()["number_words"] | data()["small_words"]
    yield from (words[word] for word in re.findall(r"[a-z]+", text.casefold()) if word in words)


def _kanji_value(numeral: str) -> int:
    total = digit = 0
    for sign in numeral:
        scale = {"十": 10, "百": 100, "千": 1000}.get(sign)
        if scale:
            total, digit = total + (digit or 1) * scale, 0
        else:
            digit = digit * 10 + data()["numerals"][sign]
    return total + digit


def _unknown_numbers(text: str, known: Known) -> list[str]:
    text = _english_days().sub(" ", _DAY_JA.sub(" ", _ISO.sub(" ", text)))
    found = [match[0] for match in _NUMBER.finditer(text) if _plain_number(match[0]) not in known.numbers]
    found += [match[0] for match in _counted().finditer(text) if _counted_value(match) not in (None, *known.numbers)]
    return found


def _counted_value(match: re.Match[str]) -> str | None:
    if match["kanji"]:
        return str(_kanji_value(match["kanji"]))
    return str(data()["number_words"][match["word"].casefold()]) if match["word"] else None


@cache
def _counted() -> re.Pattern[str]:
    """Numbers in words that count something; idioms are consumed first and bring no number."""
    idioms = "|".join(data()["not_numbers"])
    counters = "|".join(sorted(data()["counters"], key=len, reverse=True))
    words = "|".join(data()["number_words"])
    return re.compile(
        rf"(?:{idioms})|(?P<kanji>{_KANJI_NUMBER}+)(?:{counters})|\b(?P<word>{words})\b(?= \w)", re.IGNORECASE
    )


def _unknown_days(text: str, known: Known) -> list[str]:
    found = [match[0] for match in _DAY_JA.finditer(text) if (int(match[1]), int(match[2])) not in known.days]
    found += [match[0] for match in _english_days().finditer(text) if not set(_days(match[0])) <= known.days]
    return found + [words for day, words in _weekdays(text) if day not in known.weekdays]


def _named(text: str) -> Iterator[str]:
    """Names with an honorific, without it."""
    for match in _name_pattern().finditer(text):
        if match["latin"]:
            if match["latin"] not in data()["not_names"]:
                yield match["latin"]
        elif not any(words.endswith(tuple(data()["nobody"])) for words in (match["run"], match[0])):
            yield match["run"]


@cache
def _name_pattern() -> re.Pattern[str]:
    honorifics, titles = "|".join(data()["honorifics"]), "|".join(data()["english_titles"])
    return re.compile(
        rf"(?P<run>[\u3400-\u4dbf\u4e00-\u9fff々ヶ]{{1,8}}|[\u30a1-\u30fa\u30fc・]{{2,16}})(?:{honorifics})(?![子式々])"
        rf"|(?:\b(?:{titles})\b\.?|\bDear|\bHi|\bHello) (?P<latin>[A-Z][\w'-]{{1,30}})"
    )


def _companies(text: str) -> Iterator[str]:
    for match in _company_pattern().finditer(text):
        yield next(group for group in match.groups() if group)


@cache
def _company_pattern() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, sorted(data()["company_before"], key=len, reverse=True)))
    english = "|".join(data()["company_english"])
    core = r"[\u4e00-\u9fff々\u30a1-\u30fa\u30fcA-Za-z0-9&]"
    return re.compile(
        rf"(?:{forms})[ ]?([ぁ-ん]{{0,6}}{core}+|[ぁ-ん]{{2,10}})|({core}{{2,20}})(?:{forms})"
        rf"|\b([A-Z][\w&.-]*(?: [A-Z&][\w&.-]*){{0,3}}),? (?:{english})\b"
    )


def _is_given(name: str, known: Known) -> bool:
    """Whether the name, or the end of it where other words run into it, was given."""
    if known.has(name):
        return True
    if name.isascii():
        words = name.split()
        return any(known.has(" ".join(words[start:])) for start in range(1, len(words)))
    return any(known.has(name[start:]) for start in range(1, len(name) - 1))


def _japanese_names(text: str) -> list[str]:
    common = data()["common_names"]
    return [
        token.surface()
        for token in tokens(text)
        if token.part_of_speech()[2] in ("人名", "地名") and len(token.surface()) > 1 and token.surface() not in common
    ]


def _capitalised(text: str) -> list[str]:
    """Capitalised words inside sentences; the first word of a line or sentence says nothing."""
    words = re.findall(r"(?<=[a-z,;:] )[A-Z][a-z][\w'-]*", text)
    return [word for word in words if word.removesuffix("'s") not in data()["capitals"]]
