"""Phrase data: what each part of a message may say, and which of it fits this message.

A phrase is a sentence with slots. ``{topic}`` must be known for the phrase to be used; ``{topic|話題}`` becomes a
placeholder when it is not. Choice: the phrase that says most of what has not been said yet wins; among equals the
seed of the request decides, so the same request always gives the same text.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from coach.answer import Language
from coach.errors import CoachError
from coach.resources import load_yaml, resource
from coach.writing.crossing import CLOSE, OPEN

__all__ = ["TERSE", "Deck", "Phrase", "Said", "Scene", "choose", "deck", "fill", "fresh_pick", "told"]

_SLOT = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")
_REGISTER = {"c": "close", "p": "polite", "f": "formal"}  # r: pf = polite or formal
_KEYS = {"t", "r", "tone", "ch", "stage", "if", "unless", "last"}
# What counts as saying something: repeating one of these reads badly, so it is said once.
FACTS = frozenset(
    "met met_day topic given offered reason event matter feat deadline introducer third news plea".split()
)
# Behind which move further statements stand: the first of these that a message has.
_ANCHORS = tuple(
    "details answer news whom memory short thanks_short found about thanks sorry joy leave ok opening".split()
)
# Slots that say the same thing in another form.
_SAME = {"talk": "topic", "met_on": "met_day", "feat_honoured": "feat", "plea_cap": "plea"}
# Parts that stand by themselves (a note to forward) and may say again what the message said.
_REPEATING = frozenset({"blurb", "blurb_chat", "subject"})
TERSE = 0  # the target of a message that shall be short: the shortest of equally good phrases
_NEW, _AGAIN, _BLANK, _ECHO, _LAST = 4, -6, -3, -3, -20


@dataclass(frozen=True)
class Phrase:
    """One sentence (or a few) with slots and the conditions under which it fits."""

    text: str
    needs: frozenset[str]
    blanks: frozenset[str]
    tones: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    last: bool = False  # used only when nothing else fits


@dataclass(frozen=True)
class Scene:
    """What a phrase is chosen for: the known slots, the flags and the register."""

    slots: Mapping[str, str]
    tone: str
    channel: str
    stage: str
    seed: str
    bracket: str  # "【{}】" or "[{}]"
    echoes: tuple[str, ...] = ()  # expressions that should not come twice in one message


@dataclass
class Said:
    """What the message has said so far."""

    facts: set[str] = field(default_factory=set)
    text: str = ""


@dataclass(frozen=True)
class Deck:
    """The phrases of one occasion in one language, its shape per channel, and what to ask back for."""

    moves: Mapping[str, tuple[Phrase, ...]]
    flow: Mapping[str, tuple[tuple[str, ...], ...]]
    stage: str
    wanted: tuple[Mapping[str, str], ...]
    echoes: tuple[str, ...] = ()
    to_both: bool = False  # addressed to the recipient and the third person together
    target: int | None = None  # sentence length the writer is used to (characters, or words in English)


def _set(value: Any) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) else value or ())


def _phrase(raw: Any, where: str) -> Phrase:
    entry = {"t": raw} if isinstance(raw, str) else dict(raw)
    if set(entry) - _KEYS:
        raise CoachError(f"The phrase data has an unknown key in {where}: {sorted(set(entry) - _KEYS)}.")
    slots = _SLOT.findall(entry["t"])
    return Phrase(
        text=entry["t"].strip(),
        needs=frozenset(name for name, label in slots if not label),
        blanks=frozenset(name for name, label in slots if label),
        tones=_set(entry.get("tone")) | {_REGISTER[letter] for letter in entry.get("r", "")},
        channels=_set(entry.get("ch")),
        stages=_set(entry.get("stage")),
        given=_set(entry.get("if")),
        absent=_set(entry.get("unless")),
        last=bool(entry.get("last")),
    )


@cache
def deck(language: Language, occasion: str) -> Deck:
    """Read the phrases of an occasion; what it does not define comes from ``common``."""
    common = load_yaml(resource("prompts", "messages", language, "common.yaml"))
    own = load_yaml(resource("prompts", "messages", language, f"{occasion}.yaml"))
    raw = {**common["moves"], **own.get("moves", {})}
    moves = {move: tuple(_phrase(each, f"{occasion}/{move}") for each in phrases) for move, phrases in raw.items()}
    flow = {
        channel: _with_told([list(part) for part in parts], firm=language == "en" and channel == "email")
        for channel, parts in {**common["flow"], **own["flow"]}.items()
    }
    return Deck(
        moves=moves,
        flow=flow,
        stage=own["stage"],
        wanted=tuple(own.get("wanted", ())),
        echoes=tuple(common.get("echoes", ())),
        to_both=occasion == "introduction_agreed",
    )


def _with_told(parts: list[list[str]], *, firm: bool) -> tuple[tuple[str, ...], ...]:
    """The same paragraphs with a place for what the user wants told and no phrase holds."""
    for anchor in _ANCHORS:
        for part in parts:
            place = next((index for index, move in enumerate(part) if move.rstrip("~+") == anchor), None)
            if place is not None:
                part[place + 1 : place + 1] = ["told", "firm_new~"] if firm else ["told"]
                parts[-1] += ["firm~"] if firm else []
                return tuple(tuple(each) for each in parts)
    parts[len(parts) // 2 :][0].append("told")  # no anchor: in the middle
    return tuple(tuple(each) for each in parts)


def _fits(phrase: Phrase, scene: Scene) -> bool:
    known = scene.slots
    return (
        all(name in known for name in phrase.needs | phrase.given)
        and not any(name in known for name in phrase.absent)
        and (not phrase.tones or scene.tone in phrase.tones)
        and (not phrase.channels or scene.channel in phrase.channels)
        and (not phrase.stages or scene.stage in phrase.stages)
    )


def told(phrase: Phrase, scene: Scene) -> frozenset[str]:
    """The facts a phrase would tell, under one name each."""
    filled = phrase.needs | {name for name in phrase.blanks if name in scene.slots}
    return frozenset(_SAME.get(name, name) for name in filled) & FACTS


def _only_repeats(phrase: Phrase, scene: Scene, said: Said) -> bool:
    news = told(phrase, scene)
    return bool(news) and news <= said.facts


def _worth(phrase: Phrase, scene: Scene, said: Said) -> int:
    news = told(phrase, scene)
    blank = [name for name in phrase.blanks if name not in scene.slots]
    echo = sum(1 for word in scene.echoes if word in phrase.text and word in said.text)
    return (
        _NEW * len(news - said.facts)
        + _AGAIN * len(news & said.facts)
        + _BLANK * len(blank)
        + _ECHO * echo
        + _LAST * phrase.last
    )


def fresh_pick(options: Sequence[str], seed: str, name: str) -> str:
    """One of several equal options, always the same for the same request."""
    digest = hashlib.blake2b(f"{seed}|{name}".encode(), digest_size=8).digest()
    return options[int.from_bytes(digest, "big") % len(options)]


def choose(phrases: Iterable[Phrase], scene: Scene, said: Said, name: str, target: int | None = None) -> Phrase | None:
    """The best phrase for this place, or nothing when none fits; among equals the one nearest ``target`` in length."""
    fitting = [
        (_worth(phrase, scene, said), phrase)
        for phrase in phrases
        if _fits(phrase, scene) and (name in _REPEATING or not _only_repeats(phrase, scene, said))
    ]
    if not fitting:
        return None
    best = max(worth for worth, _ in fitting)
    equals = {phrase.text: phrase for worth, phrase in fitting if worth == best}
    if target == TERSE:
        return min(equals.values(), key=lambda phrase: len(phrase.text))
    if target:
        return min(equals.values(), key=lambda phrase: abs(_size(phrase.text) - target))
    return equals[fresh_pick(list(equals), scene.seed, name)]


def _size(text: str) -> int:
    """Length of the text's sentences on average: words where it has spaces, characters where it has none."""
    number = max(1, len(re.findall(r"[。.?!！]", text)))
    return (len(text.split()) if " " in text else len(text)) // number


def fill(phrase: Phrase, scene: Scene, said: Said) -> str:
    """The phrase with its slots filled; records what was said."""

    def value(match: re.Match[str]) -> str:
        name, label = match.group(1), match.group(2)
        return scene.slots[name] if name in scene.slots else scene.bracket.format(label)

    text = _SLOT.sub(value, phrase.text)
    said.facts |= told(phrase, scene)
    text = text.replace(OPEN, scene.bracket[0]).replace(CLOSE, scene.bracket[-1]).replace("?.", "?")
    said.text += text + "\n"
    return text
