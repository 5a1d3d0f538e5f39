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
_MOST_OPEN = 4  # statements left open in a Japanese message
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


def _glossed(words: str, text: str) -> str:
    """The user's own English in brackets behind a word stands for it: 「試飲会(tasting)」 → "tasting"."""
    words = re.sub(
        r"(\d{4})年(\d{1,2})月(\d{1,2})日", lambda day: f"{int(day[3])} {_MONTHS[int(day[2]) - 1]} {day[1]}", words
    )
    for said in _GLOSS.finditer(text):
        words = re.sub(rf"{re.escape(said['ja'])}(?:\s?[(（]{re.escape(said['en'])}[)）])?", said["en"], words)
    return words


# A word with its English behind it in brackets.
_GLOSS = re.compile(r"(?P<ja>[一-龯々ァ-ヴー]{2,20})\s?[(（](?P<en>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9 .,'’&-]{1,48})[)）]")


def _phrase(words: str) -> str | None:
    """A Japanese noun phrase in English by the glossary (AのB → A B); nothing when a part is unknown."""
    known = _glossary()["words"]
    place = re.fullmatch(r"(?P<where>[^の]+)の(?:うちの)?(?P<what>.+)", words.strip())
    where = _place(place["where"]) if place else None
    what = _glossary()["gatherings"].get(place["what"]) if place else None
    if where and what:
        return f"the {what} in {where}"
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
    if not is_japanese(piece):
        return piece
    return _place(piece)


def _place(piece: str) -> str | None:
    """A place by the list of places, else by its reading; nothing when it is none."""
    if piece in _glossary()["places"]:
        return str(_glossary()["places"][piece])
    if piece in _glossary()["gatherings"]:
        return f"the {_glossary()['gatherings'][piece]}"
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
    if words is None or _mostly_japanese(words) == (language == "ja"):
        return words
    hints = _hints(words) if language == "en" else ""
    return _open(f"{words} - in English{hints}") if language == "en" else _open(f"{words}：日本語で")


def _mostly_japanese(words: str) -> bool:
    """A sentence in English stays one with a 鍋 in it, and a Japanese one with an NPO."""
    return 2 * len(_JAPANESE.findall(words)) > len(re.findall(r"[A-Za-z]", words))


def _hints(words: str) -> str:
    """What of a sentence has a sure English: months, dates and places."""
    months = [_MONTHS[int(month) - 1] for month in re.findall(r"(?<!\d)(1[0-2]|[1-9])月", words)]
    places = [said for place, said in _glossary()["places"].items() if re.search(rf"{place}(?![ァ-ヴー])", words)]
    found = list(dict.fromkeys([*months, *places]))
    return f": {', '.join(found)}" if found else ""


def _with_glosses(brief: Brief) -> Brief:
    """The Brief with the user's own English in place of the words it stands behind."""

    def said(words: str | None) -> str | None:
        return _glossed(words, brief.text) if words else words

    people = {
        each: getattr(brief, each).model_copy(
            update={part: said(getattr(getattr(brief, each), part)) for part in ("name", "company", "role")}
        )
        for each in ("recipient", "sender", "introducer", "third")
    }
    slots = {
        each: said(getattr(brief, each)) for each in ("met_where", "event", "given", "offered", "reason", "history")
    }
    topics = tuple(_glossed(each, brief.text) for each in brief.topics)
    return brief.model_copy(update={**people, **slots, "topics": topics})


def crossed(brief: Brief, language: Language) -> Brief:
    """The Brief with its slots in ``language``; unchanged where they are already."""
    if language == "en" and is_japanese(brief.text):
        brief = _with_glosses(brief)
    foreign = brief.language != language
    # What was not sure to be said is open in the other language, so that nothing told is lost.
    whole = dict.fromkeys(each for each in brief.spare if not re.match(r"(?i)(?:you )?(?:who|whose|which)\b", each))
    told = brief.told or (tuple(whole)[:_MOST_OPEN] if foreign and language == "ja" else ())
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
            "told": tuple(filter(None, (_statement(each, language) for each in told))),
            "spare": () if foreign else brief.spare,
            "loose": () if foreign else brief.loose,
        }
    )
