"""A Brief in one language for a message in the other.

Words of the glossary carry over; names are romanised by their reading; anything else becomes a placeholder that shows
the original words, because a guessed translation would be an invention under the user's name.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from coach.answer import Language
from coach.brief import Ask, Brief, Moment, Person
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource

__all__ = ["crossed", "is_japanese"]

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# A placeholder on its way through the grammar; the composer puts the brackets of the message's language around it.
OPEN, CLOSE = "\ue000", "\ue001"


def _open(label: str) -> str:
    return f"{OPEN}{label}{CLOSE}"


@cache
def _glossary() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml(resource("prompts", "messages", "glossary.yaml"))
    return words


@cache
def _kana() -> tuple[dict[str, str], dict[str, str]]:
    table = _glossary()["kana"]
    return dict(zip(table["pairs"], table["pair_letters"], strict=True)), dict(
        zip(table["single"], table["letters"], strict=True)
    )


@cache
def _back() -> dict[str, str]:
    return {english.lower(): japanese for japanese, english in reversed(_glossary()["words"].items())}


def is_japanese(text: str | None) -> bool:
    """Whether the text has kana or kanji."""
    return bool(text and _JAPANESE.search(text))


def romanised(name: str) -> str:
    """A Japanese name in Latin letters by its usual reading, long vowels as passports write them."""
    found = tokens_of_line(name[:40])
    family = sum(1 for token in found if token.part_of_speech()[3] == "姓")
    if len(found) == 2 and family >= 1:
        return f"{_letters(found[1:])} {_letters(found[:1])}"
    return _letters(found)


def _letters(found: Sequence[Any]) -> str:
    readings = "".join(token.reading_form() or token.surface() for token in found)
    pairs, singles = _kana()
    text = ""
    index = 0
    while index < len(readings):
        pair = readings[index : index + 2]
        if pair in pairs:
            text, index = text + pairs[pair], index + 2
            continue
        letter = readings[index]
        if letter == "ッ":
            text += "\0"
        elif letter != "ー":
            text += singles.get(letter, letter)
        index += 1
    text = re.sub("\0(.)", r"\1\1", text).replace("\0", "").replace("cch", "tch")
    text = re.sub(r"o[uo](?=[^aiueo]|$)", "o", text)
    return re.sub(r"uu", "u", text).title()


def _phrase(words: str) -> str | None:
    """A Japanese noun phrase in English by the glossary (AのB → A B); nothing when a part is unknown."""
    known = _glossary()["words"]
    text = re.sub(r"(?:の話|のお話|のこと|の件|について)$", "", words.strip())
    if not is_japanese(text):
        return text
    if text in known:
        return str(known[text])
    parts = []
    for piece in text.split("の"):
        said = _piece(piece)
        if said is None:
            return None
        parts.append(said)
    return " ".join(parts)


def _piece(piece: str) -> str | None:
    known = _glossary()["words"]
    if piece in known:
        return str(known[piece])
    for cut in range(len(piece) - 1, 0, -1):
        if piece[:cut] in known and piece[cut:] in known:
            return f"{known[piece[:cut]]} {known[piece[cut:]]}"
    found = tokens_of_line(piece[:60])
    if found and all("地名" in token.part_of_speech() for token in found):
        return romanised(piece)
    return None


def _slot(words: str | None, language: Language) -> str | None:
    if words is None:
        return None
    if language == "en":
        return _phrase(words) or _open(f"{words} - in English") if is_japanese(words) else words
    if is_japanese(words):
        return words
    bare = re.sub(r"^(?:the|an?|our|some)\s", "", words.lower())
    parts = [_back().get(part) for part in bare.split()]
    if _back().get(bare):
        return _back()[bare]
    if all(parts):
        return "の".join(filter(None, parts))
    return words if re.fullmatch(r"[\w&+#.-]{1,20}", words) else _open(f"{words}：日本語で")


def _moment(moment: Moment | None, language: Language) -> Moment | None:
    if moment is None:
        return None
    words = moment.words
    if language == "en" and is_japanese(words):
        years = re.fullmatch(r"(\d+)(年|か月|ヶ月|週間|日)前", words)
        units = {"年": "year", "か月": "month", "ヶ月": "month", "週間": "week", "日": "day"}
        if years:
            number = int(years.group(1))
            said: str | None = f"{number} {units[years.group(2)]}{'s' if number > 1 else ''} ago"
        else:
            date = re.fullmatch(r"(\d{1,2})月(\d{1,2})日", words)
            said = _glossary()["times"].get(words) or (
                f"{int(date.group(2))} {_MONTHS[int(date.group(1)) - 1]}" if date else None
            )
        return moment.model_copy(update={"words": said}) if said else None
    if language == "ja" and not is_japanese(words):
        known = _glossary()["en_to_ja_times"].get(words.lower())
        return moment.model_copy(update={"words": known}) if known else None
    return moment


_MONTHS = "January February March April May June July August September October November December".split()


def _person(person: Person, language: Language) -> Person:
    if language == "ja" or not is_japanese(f"{person.name or ''}{person.company or ''}{person.role or ''}"):
        return person
    name = romanised(person.name) if is_japanese(person.name) and person.name else person.name
    company = person.company
    if company and is_japanese(company):
        company = _open(f"{company} - in English")
    honorific = "-san" if is_japanese(person.name) and not person.is_organisation else person.honorific
    return person.model_copy(
        update={"name": name, "company": company, "honorific": honorific, "role": None, "department": None}
    )


def _ask(ask: Ask | None, language: Language) -> Ask | None:
    if ask is None or is_japanese(ask.words) == (language == "ja"):
        return ask
    if language == "en":
        times = sorted(_glossary()["times"], key=len, reverse=True)
        when = next((_glossary()["times"][word] for word in times if word in ask.words), "")
        for verb, known in _glossary()["acts"].items():
            stem = verb if verb in ("見学", "訪問", "相談", "紹介") else verb[:-1]
            if stem in ask.words:
                lead = "I'd like to " if known["who"] == "self" else "could you "
                return ask.model_copy(update={"words": f"{lead}{known['en']} {when}".strip()})
    return ask.model_copy(update={"words": ""})


def _statement(words: str | None, language: Language) -> str | None:
    """Whole sentences can't be carried over by a word list: they stay as a placeholder with their own words."""
    if words is None or is_japanese(words) == (language == "ja"):
        return words
    return _open(f"{words} - in English") if language == "en" else _open(f"{words}：日本語で")


def crossed(brief: Brief, language: Language) -> Brief:
    """The Brief with its slots in ``language``; unchanged where they are already."""
    return brief.model_copy(
        update={
            "recipient": _person(brief.recipient, language),
            "sender": _person(brief.sender, language),
            "introducer": _person(brief.introducer, language),
            "third": _person(brief.third, language),
            "met_where": _slot(brief.met_where, language),
            "met_when": _moment(brief.met_when, language),
            "topics": tuple(filter(None, (_slot(each, language) for each in brief.topics))),
            "event": _slot(brief.event, language),
            "deadline": _moment(brief.deadline, language),
            "given": _slot(brief.given, language),
            "offered": _slot(brief.offered, language),
            "reason": _statement(brief.reason, language),
            "history": _statement(brief.history, language),
            "ask": _ask(brief.ask, language),
        }
    )
