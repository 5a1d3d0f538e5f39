"""Remarks on the user's own draft: form, honorifics, vagueness, length, mixed register."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from coach.answer import Channel, Language, Remark, Stage
from coach.resources import load_yaml, resource
from coach.writing import keigo

__all__ = ["critique"]

_CHAT = ("line", "slack", "eight")
_HEAD_LINES = 4  # lines in which the addressee stands
_NAMING_LINES = 10  # lines in which the writer gives their name
_MAIL_LINES = 4  # a text of this many lines is taken for a mail when no channel is given
_MOST = 40  # remarks; more would bury what matters
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_EN_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_RULE_LINE = re.compile(r"^[\s─━―ー=_*\-]{4,}$")
_SUBJECT = re.compile(r"^(?:件名|標題|subject)\s*[::]", re.IGNORECASE | re.MULTILINE)


@cache
def _data(language: Language) -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "messages", language, "critique.yaml"))
    return data


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def critique(
    text: str, *, language: Language, channel: Channel | None = None, stage: Stage | None = None
) -> list[Remark]:
    """Name what to change in a draft, in the order of the text; spans count code points of ``text``.

    Remarks about something missing point at the place where it belongs (an empty span).
    """
    if not text.strip():
        return []
    mail = channel == "email" or (channel is None and text.strip().count("\n") >= _MAIL_LINES)
    find = _japanese if language == "ja" else _english
    found = list(find(text, channel, stage, mail))
    if language == "ja":
        found += [remark for remark in keigo.check(text) if not _told(remark, found)]
    found.sort(key=lambda remark: (remark.start, remark.end))
    return found[:_MOST]


def _told(remark: Remark, found: list[Remark]) -> bool:
    return any(remark.start < other.end and other.start < remark.end for other in found)


def _say(
    language: Language, rule: str, text: str, start: int, end: int, severity: Any = "note", own: Any = None
) -> Remark:
    words = own or _data(language)["whys"][rule]
    return Remark(
        rule=rule,
        severity=severity,
        text=text[start:end],
        start=start,
        end=end,
        why=words["why"],
        suggestion=words["suggest"],
    )


def _listed(text: str, language: Language, name: str, rule: str) -> Iterator[Remark]:
    for entry in _data(language)[name]:
        for match in _compiled(entry["find"]).finditer(text):
            yield _say(language, rule, text, match.start(), match.end(), own=entry)


def _japanese(text: str, channel: Channel | None, stage: Stage | None, mail: bool) -> Iterator[Remark]:
    data = _data("ja")
    if mail:
        yield from _japanese_form(text, channel)
    if stage == "stranger":
        for match in re.finditer("(?:いつも(?:大変)?)?お世話になっております", text):
            yield _say("ja", "osewa-to-stranger", text, match.start(), match.end(), "warn")
    if stage in ("stranger", "met_once"):
        for match in _compiled(data["emoji"]).finditer(text):
            yield _say("ja", "emoji", text, match.start(), match.end())
    if channel in _CHAT:
        yield from _listed(text, "ja", "letter_form", "letter-form")
    yield from _listed(text, "ja", "vague", "vague")
    for match in _compiled(data["exclaim"]).finditer(text):
        yield _say("ja", "exclaim", text, match.start(), match.end())
    yield from _long("ja", text, channel, _SENTENCE, len)
    yield from _mixed(text)


def _japanese_form(text: str, channel: Channel | None) -> Iterator[Remark]:
    data = _data("ja")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not _SUBJECT.match(line.strip())]
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if channel == "email" and not _SUBJECT.search(text):
        yield _say("ja", "missing-subject", text, start, start)
    if not any(re.search(data["address"], line) for line in lines[:_HEAD_LINES]):
        yield _say("ja", "missing-address", text, start, start, "warn")
    if not re.search(data["opening"], text):
        yield _say("ja", "missing-opening", text, start, start)
    if not any(re.search(data["naming"], line) for line in lines[:_NAMING_LINES]):
        yield _say("ja", "missing-naming", text, start, start, "warn")
    if not re.search(data["closing"], "\n".join(lines[len(lines) // 2 :])):
        yield _say("ja", "missing-closing", text, end, end)
    for match in re.finditer(r"^\s*([(（][株有][)）]|㈱|㈲)", text[:200], re.MULTILINE):
        yield _say("ja", "short-company", text, match.start(1), match.end(1))


def _long(
    language: Language, text: str, channel: Channel | None, pattern: re.Pattern[str], size: Any
) -> Iterator[Remark]:
    limits = _data(language)["limits"]
    for match in pattern.finditer(text):
        if size(match.group().strip()) > limits["sentence"]:
            yield _say(language, "long-sentence", text, match.start(), match.end())
    if size(text.strip()) > limits[channel or "email"]:
        yield _say(language, "too-long", text, len(text.rstrip()), len(text.rstrip()))


def _mixed(text: str) -> Iterator[Remark]:
    """Sentences in the register that the draft uses less; nothing when the draft holds one register."""
    data = _data("ja")
    polite, plain = [], []
    for match in _SENTENCE.finditer(text):
        said = re.sub(r"[\s。！？!?]+$", "", match.group()).lstrip()
        if _RULE_LINE.match(said) or re.search(data["address"], said):
            continue
        if re.search(data["polite_end"], said):
            polite.append(match)
        elif re.search(data["plain_end"], said) and match.group().rstrip().endswith(tuple("。！？!?")):
            plain.append(match)
    if polite and plain:
        for match in min((plain, polite), key=len):
            yield _say("ja", "tone-mix", text, match.start(), match.end())


def _english(text: str, channel: Channel | None, stage: Stage | None, mail: bool) -> Iterator[Remark]:
    data = _data("en")
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    body = _SUBJECT.sub("", text)
    if channel == "email" and not _SUBJECT.search(text):
        yield _say("en", "missing-subject", text, start, start)
    if mail and not re.search(data["greeting"], body, re.MULTILINE):
        yield _say("en", "missing-greeting", text, start, start, "warn")
    if mail and not any(re.search(data["signoff"], line.strip()) for line in text.splitlines()[-6:]):
        yield _say("en", "missing-signoff", text, end, end)
    for name in ("wordy", "pushy", "vague"):
        yield from _listed(text, "en", name, name)
    for name in ("exclaim", "caps"):
        for match in _compiled(data[name]).finditer(text):
            yield _say("en", name, text, match.start(), match.end())
    yield from _long("en", text, channel, _EN_SENTENCE, lambda part: len(part.split()))
    casual = re.search(data["casual_words"], text, re.IGNORECASE)
    if casual and re.search(data["formal_words"], text):
        yield _say("en", "tone-mix", text, casual.start(), casual.end())
