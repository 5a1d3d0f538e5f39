"""How the user writes, read from two or three of their own mails: greeting, closing, sentence length, marks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from coach.answer import Language
from coach.brief import Voice
from coach.writing.phrases import Deck, Phrase

__all__ = ["follow", "read", "voiced"]

_JA_GREETING = re.compile(
    r"お世話|こんにちは|こんばんは|おはよう|お疲れ|ご無沙汰|お久しぶり|いつもありがとう|ありがとうございます|はじめまして"
)
_JA_CLOSING = re.compile(r"よろしく|宜しく|お願い|ご自愛|楽しみにして|失礼|それでは|ではまた|取り急ぎ")
_EN_GREETING = re.compile(r"^(hi|hello|dear|hey|good (?:morning|afternoon|evening))\b", re.IGNORECASE)
_EN_CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|many)\s+)?(?:regards|best|cheers|thanks|thank you|sincerely|yours|all the best|take care|"
    r"warmly|best wishes|wishes)\b.{0,20}$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:様|御中|先生|さん|各位|殿)[、,]?$")
_RULE_LINE = re.compile(r"^[\W_ー─━]{4,}$")
_LONGEST = 40  # characters of a greeting or closing; a longer one belongs to one mail alone


def read(samples: Sequence[str], language: Language) -> Voice:
    """What the samples have in common; ``sentence_length`` is the median in characters (ja) or words (en)."""
    bodies = [[line.strip() for line in sample.splitlines() if line.strip()] for sample in samples]
    lines = [_without_frame(body) for body in bodies]
    japanese = language == "ja"
    greeting = _usual(_first(body[:4], _JA_GREETING if japanese else _EN_GREETING, japanese) for body in lines)
    closing = _usual(_last(body[-6:], _JA_CLOSING if japanese else _EN_CLOSING, japanese) for body in bodies)
    sizes = [size for body in lines for size in _sizes(body, japanese)]
    return Voice(
        greeting=greeting,
        closing=closing,
        sentence_length=round(median(sizes)) if sizes else None,
        uses_exclamation=any("!" in sample or "！" in sample for sample in samples),
    )


def _without_frame(body: list[str]) -> list[str]:
    """The lines without addressee and signature rules, so that they count neither as greeting nor as sentence."""
    return [line for line in body if not (_RULE_LINE.match(line) or _ADDRESS.search(line) or line.startswith("件名"))]


def _sentences(line: str) -> list[str]:
    return [part.strip() for part in re.findall(r"[^。！？!?]+[。！？!?]?", line) if part.strip()]


def _first(lines: Iterable[str], pattern: re.Pattern[str], japanese: bool) -> str | None:
    for line in lines:
        for said in _sentences(line) if japanese else [line]:
            match = pattern.search(said)
            if match:
                return said if japanese else match.group(1).capitalize()
    return None


def _last(lines: Sequence[str], pattern: re.Pattern[str], japanese: bool) -> str | None:
    for line in reversed(lines):
        for said in reversed(_sentences(line)) if japanese else [line]:
            if pattern.search(said):
                return said
    return None


def _usual(found: Iterable[str | None]) -> str | None:
    """The one used most often (the first of equals)."""
    counted = Counter(each for each in found if each and len(each) <= _LONGEST)
    return counted.most_common(1)[0][0] if counted else None


def _sizes(lines: Sequence[str], japanese: bool) -> list[int]:
    if japanese:
        return [len(said) for line in lines for said in _sentences(line) if said[-1] in "。！？!?"]
    text = " ".join(lines)
    return [len(said.split()) for said in re.split(r"(?<=[.!?])\s+", text) if said and said[-1] in ".!?"]


def follow(text: str, voice: Voice, language: Language) -> str:
    """The text with the punctuation the writer uses: without exclamation marks when they never use one."""
    if voice.uses_exclamation:
        return text
    return re.sub(r"[!！]+", "。", text) if language == "ja" else re.sub(r"!+", ".", text)


# Greetings that fit only one situation; a draft for another keeps its own.
_OWN_GREETING = ("突然", "初めて", "はじめまして", "ご無沙汰", "お久しぶり", "おめでとう")


def voiced(cards: Deck, voice: Voice, stage: str) -> Deck:
    """The deck with the writer's own greeting and closing, and their usual sentence length for a target.

    A stranger and someone not seen for long are greeted as the occasion needs, whatever the writer's habit is.
    """
    moves = dict(cards.moves)
    own = any(word in phrase.text for phrase in moves.get("greet", ()) for word in _OWN_GREETING if not phrase.stages)
    if voice.greeting and stage != "stranger" and not own and "greet" in moves:
        moves["greet"] = _greetings(voice.greeting, moves["greet"])
    if voice.closing:
        name = "close" if re.search(r"[\u3040-\u9fff]", voice.closing) else "signoff"
        moves[name] = (Phrase(voice.closing, frozenset(), frozenset()),)
    return replace(cards, moves=moves, target=voice.sentence_length)


def _greetings(greeting: str, present: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    if not _EN_GREETING.match(greeting):
        return (Phrase(greeting, frozenset(), frozenset()),)
    return tuple(replace(each, text=_EN_GREETING.sub(greeting, each.text, count=1)) for each in present)
