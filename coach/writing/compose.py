"""From chosen phrases to a message: the moves in their order, the form of the channel, the length asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from coach.answer import Language
from coach.brief import Brief, Tone, Voice
from coach.writing.addressing import address_lines
from coach.writing.channels import counted
from coach.writing.layout import paragraphs
from coach.writing.phrases import TERSE, Deck, Phrase, Said, Scene, choose, fill, told
from coach.writing.voice import follow, voiced

__all__ = ["compose", "without_moves"]

_CHAT = ("line", "slack", "eight")
# Moves that say what this message is about; they are the last to be worded shorter.
_TELLING = ("short", "thanks_short", "thanks", "found", "about", "opening", "joy")
# What a short message does without; what the user said and what its form needs stays.
_SPARED = frozenset({"next", "wish", "season", "practical", "promise", "no_reply", "why_now", "handover"})
_SUBJECT_LENGTH = {"ja": 32, "en": 60}
_RULE = "─" * 14


def compose(
    brief: Brief, scene: Scene, cards: Deck, language: Language, voice: Voice | None, limit: int | None
) -> tuple[str | None, str]:
    """Subject (mail only) and body; the body keeps the limit when any choice of phrases can."""
    if scene.channel == "email":
        body = _mail(brief, scene, cards, language, voice)
        return _subject(scene, cards, language), body
    if brief.length == "short":
        body = min((_note(brief, scene, each, language, _SPARED) for each in _terse(cards)), key=counted)
    else:
        body = _note(brief, scene, cards, language)
    if voice:
        body = follow(body, voice, language)
    if limit is not None and counted(body) > limit:
        body = _shortened(brief, scene, cards, language, limit)
    return None, body


def without_moves(cards: Deck, moves: frozenset[str]) -> Deck:
    """The same deck without some of its moves."""
    return replace(cards, moves={name: phrases for name, phrases in cards.moves.items() if name not in moves})


def _subject(scene: Scene, cards: Deck, language: Language) -> str:
    """The fullest subject that is short enough to be read in a list of mails."""
    options = list(cards.moves.get("subject", ()))
    filled = ""
    while options:
        phrase = choose(options, scene, Said(), "subject")
        if phrase is None:
            break
        text = fill(phrase, scene, Said())
        filled = min(filter(None, (filled, text)), key=len)
        if len(text) <= _SUBJECT_LENGTH[language]:
            return text
        options.remove(phrase)
    return filled


def _wanted(move: str, brief: Brief) -> str | None:
    """The move's name when this length and warmth call for it."""
    if move.endswith("~"):
        return None if brief.length == "short" else move[:-1]
    if move.endswith("+"):
        return move[:-1] if brief.length == "long" or (brief.warmth == "warm" and brief.length != "short") else None
    return move


def _parts(
    brief: Brief, scene: Scene, cards: Deck, said: Said, language: Language, skip: frozenset[str] = frozenset()
) -> Iterator[list[str]]:
    """The sentences of each paragraph, in order; paragraphs that have nothing to say are left out."""
    channel = scene.channel if scene.channel in cards.flow else "chat"
    for paragraph in cards.flow[channel]:
        texts: list[str] = []
        for marked in paragraph:
            move = _wanted(marked, brief)
            if move is None or move in skip:
                continue
            phrase = choose(cards.moves.get(move, ()), scene, said, move, cards.target)
            if phrase is not None:
                text = fill(phrase, scene, said)
                texts.append(_capital(text) if language == "en" else text)
        if texts:
            yield texts


def _capital(text: str) -> str:
    """A capital at the start of a sentence."""
    return re.sub(r"^[\"(]?[a-z]", lambda match: match.group().upper(), text)


def _mail(brief: Brief, scene: Scene, cards: Deck, language: Language, voice: Voice | None) -> str:
    said = Said()
    if voice:
        cards = voiced(cards, voice, scene.stage)
    if brief.length == "short":
        drafts = [list(_parts(brief, scene, each, Said(), language, _SPARED)) for each in _terse(cards)]
        parts = min(drafts, key=lambda paragraphs: sum(len(text) for part in paragraphs for text in part))
    else:
        parts = list(_parts(brief, scene, cards, said, language))
    if voice:
        parts = [[follow(text, voice, language) for text in part] for part in parts]
    if language == "en":
        return _english_mail(parts, scene, cards, said)
    people = [brief.recipient, *([brief.third] if cards.to_both else [])]
    unknown = scene.bracket.format("お名前")
    head = "\n".join(line for each in people for line in address_lines(each, cast(Tone, scene.tone), unknown))
    return f"{head}\n\n{paragraphs(parts)}\n\n{_signature(scene)}"


def _terse(cards: Deck) -> tuple[Deck, ...]:
    """Ways to say it in fewer words: the shortest of equal sentences, and a name without where they met."""
    shortest = replace(cards, target=TERSE)
    bare = tuple(each for each in cards.moves.get("identify", ()) if each.needs == {"me"})
    return shortest, replace(shortest, moves={**cards.moves, "identify": bare}) if bare else shortest


def _english_mail(parts: list[list[str]], scene: Scene, cards: Deck, said: Said) -> str:
    signoff = choose(cards.moves["signoff"], scene, said, "signoff")
    closing = fill(signoff, scene, said) if signoff else "Best regards,"
    blocks = [" ".join(part) for part in parts]
    return "\n\n".join([*blocks, f"{closing}\n{scene.slots['signature']}"])


def _signature(scene: Scene) -> str:
    lines = [line for line in scene.slots["signature"].split("\n") if line]
    return "\n".join([_RULE, *lines, _RULE])


def _note(brief: Brief, scene: Scene, cards: Deck, language: Language, skip: frozenset[str] = frozenset()) -> str:
    parts = list(_parts(brief, scene, cards, Said(), language, skip))
    text = _joined(parts, scene, language)
    name = brief.sender.name
    return text if not name or name in text else f"{text}\n{name}"


def _joined(parts: Sequence[Sequence[str]], scene: Scene, language: Language) -> str:
    space = " " if language == "en" else ""
    between = "\n" if scene.channel in _CHAT else ("\n" if language == "ja" else " ")
    text = between.join(space.join(part) for part in parts)
    return re.sub(r"^((?:Hi|Dear|Hello|Hey)[^\n,]{0,60},) ", r"\1\n", text) if language == "en" else text


def _shortened(brief: Brief, scene: Scene, cards: Deck, language: Language, limit: int) -> str:
    """Leave out what can be missed first, then take the shortest wording of each move."""
    brief = brief.model_copy(update={"length": "short"})
    around = replace(
        cards,
        moves={
            **_plainest(scene, cards).moves,
            **{name: cards.moves[name] for name in _TELLING if name in cards.moves},
        },
    )
    best = ""
    for deckish in (cards, around, _plainest(scene, cards, telling=True), _plainest(scene, cards)):
        for skip in (
            frozenset[str](),
            frozenset({"close"}),
            frozenset({"close", "offer"}),
            frozenset({"close", "offer", "memory"}),
        ):
            body = _note(brief, scene, deckish, language, skip)
            if counted(body) <= limit:
                return body
            best = min(filter(None, (best, body)), key=counted)
    return best


def _plainest(scene: Scene, cards: Deck, *, telling: bool = False) -> Deck:
    """The same deck with the shortest fitting phrase of each move alone; ``telling``: the shortest that tells most."""

    def shortest(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        fitting = [
            each
            for each in phrases
            if choose((each,), scene, Said(), "") is not None and not each.blanks - set(scene.slots)
        ]
        if not fitting:
            return phrases
        most = max(len(told(each, scene)) for each in fitting) if telling else 0
        full = [each for each in fitting if len(told(each, scene)) >= most]
        return (min(full, key=lambda each: len(fill(each, scene, Said()))),)

    return replace(cards, moves={move: shortest(phrases) for move, phrases in cards.moves.items()})
