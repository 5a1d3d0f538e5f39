"""A draft the user may send under their own name, composed from the Brief alone.

Every name, number and date comes from the Brief or is a placeholder; the sentences come from the phrase data.
"""

import re
from datetime import date
from functools import partial
from typing import cast

from pydantic import BaseModel, ConfigDict

from coach.answer import Channel, Language, Message, Stage
from coach.brief import Brief, Person, Tone, Voice
from coach.writing import channels, facts_en, notes, register_ja
from coach.writing.addressing import is_high
from coach.writing.compose import compose, without_moves
from coach.writing.coverage import unsaid
from coach.writing.coverage_en import lacking, lost
from coach.writing.crossing import CLOSE, OPEN, crossed
from coach.writing.facts import facts
from coach.writing.phrases import Deck, Scene, deck, fresh_pick

__all__ = ["Drafted", "draft"]

_DEFAULT_OCCASION = "first_contact"
_OWN_WORDS = frozenset({"memory"})  # moves that say in a set phrase what the user may have said themselves
_APOLOGY = re.compile(r"ごめん|申し訳|すみません|\bsorry\b", re.IGNORECASE)
_FILLERS = frozenset({"why_now", "next", "wish", "close"})  # gives way to the user's words where characters are few
_APOLOGIES = frozenset({"sorry"})  # the user's own apology stands for the set one
_PLACEHOLDER = {"ja": re.compile(r"【([^】]+)】"), "en": re.compile(r"\[([^\]]+)\]")}
_BRACKET = {"ja": "【{}】", "en": "[{}]"}


class Drafted(BaseModel):
    """A draft, what would make it better, and what to mind before it is sent (in the request's language).

    ``also`` holds the second message where an occasion needs one to each side (an introduction).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    message: Message
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    also: tuple[Message, ...] = ()
    stage: Stage = "acquaintance"  # the relation the draft was written for: the Brief's, or the occasion's usual one


def draft(
    brief: Brief,
    *,
    today: date,
    linkedin_limit: int = 200,
    voice: Voice | None = None,
    sender_name: str | None = None,
    sender_company: str | None = None,
) -> Drafted:
    """Write the message a Brief asks for.

    Args:
        brief: what the user said; anything absent becomes a placeholder, a question or is left out.
        today: the day of writing, for time words and the season.
        linkedin_limit: characters a LinkedIn invitation note may have.
        voice: how the user writes, to follow their greeting, closing and sentence length.
        sender_name: the user's name from the settings, when the Brief has none.
        sender_company: the user's firm from the settings, when the Brief has none.
    """
    asked = _signed(brief, sender_name, sender_company)
    brief = crossed(asked, _language(asked))
    message = _message(brief, today, linkedin_limit, voice)
    also: tuple[Message, ...] = ()
    if _occasion(brief) == "make_introduction" and brief.third.name and brief.recipient.name:
        other = brief.model_copy(update={"recipient": brief.third, "third": brief.recipient})
        also = (_message(other, today, linkedin_limit, voice),)
    known = _known(brief, today)
    return Drafted(
        message=message,
        questions=notes.questions(asked, known),
        notes=notes.notes(asked, message, _stage(brief, _cards(brief)), today, linkedin_limit),
        also=also,
        stage=_stage(brief, _cards(brief)),
    )


def _signed(brief: Brief, name: str | None, company: str | None) -> Brief:
    sender = brief.sender
    filled = Person(**{**sender.model_dump(), "name": sender.name or name, "company": sender.company or company})
    return brief.model_copy(update={"sender": filled})


def _language(brief: Brief) -> Language:
    return brief.message_language or brief.language


def _cards(brief: Brief) -> Deck:
    return deck(_language(brief), _occasion(brief))


def _occasion(brief: Brief) -> str:
    """The phrase file to write from; an introduction that both sides agreed to is a message of its own."""
    if brief.occasion == "make_introduction" and notes.both_agreed(brief):
        return "introduction_agreed"
    return brief.occasion or _DEFAULT_OCCASION


def _stage(brief: Brief, cards: Deck) -> Stage:
    return brief.stage or cast(Stage, cards.stage)


def _tone(brief: Brief, stage: str, channel: Channel) -> Tone:
    """The register by relation and channel, unless the user chose one."""
    if brief.tone:
        return brief.tone
    if stage == "close":
        return "polite" if is_high(brief.recipient) else "close"
    if channel == "email" and (is_high(brief.recipient) or brief.recipient.is_organisation):
        return "formal"
    return "polite"


def _scene(brief: Brief, today: date, channel: Channel) -> tuple[Scene, Deck]:
    language = _language(brief)
    cards = _cards(brief)
    stage = _stage(brief, cards)
    tone = _tone(brief, stage, channel)
    seed = f"{brief.text}|{brief.recipient.name}|{brief.warmth}"
    pick = partial(_pick, seed)
    slots = facts(brief, language, today, tone, channel, pick)
    return Scene(slots, tone, channel, stage, seed, _BRACKET[language], cards.echoes), cards


def _pick(seed: str, options: list[str], name: str) -> str:
    return fresh_pick(options, seed, name)


def _known(brief: Brief, today: date) -> frozenset[str]:
    return frozenset(_scene(brief, today, brief.channel or "email")[0].slots)


def _to_tell(brief: Brief, today: date, voice: Voice | None) -> tuple[Brief, frozenset[str]]:
    """The Brief with the statements the message would not say by itself, and the moves they stand in for.

    What the user says of a talk is better than a set phrase about it, so the memory gives way to their words.
    """
    if not brief.told and not brief.spare:
        return brief, frozenset()
    if brief.given and brief.history and brief.given in brief.history:
        brief = brief.model_copy(update={"given": None})
    if (
        brief.given
        and (whole := next((each for each in brief.told if brief.given in each and each != brief.given), None))
        and not re.match(r"(?:I|We|My|Our)\b", whole)
    ):
        brief = brief.model_copy(update={"given": whole})
    language = _language(brief)
    scene, cards = _scene(brief.model_copy(update={"told": ()}), today, brief.channel or "email")
    bare = without_moves(cards, _OWN_WORDS)
    subject, body = compose(brief, scene, bare, language, voice, None)
    text = f"{subject or ''}\n{body}"
    said = {
        each for each in brief.told if each == brief.history and scene.slots.get("news", "?") in text.replace("\n", "")
    }
    told = unsaid(tuple(each for each in brief.told if each not in said), text, language)
    if language == "ja":  # what is said in other words is said
        tone = cast(Tone, scene.tone)
        told = tuple(each for each in told if unsaid((register_ja.say(each, tone),), text, language))
    else:
        told = lacking(tuple(each for each in told if unsaid((facts_en.spoken(brief, each),), text, language)), text)
        told += lost(brief.spare, " ".join((text, *told)))
    skipped = _OWN_WORDS if told else frozenset()
    if told and brief.channel == "linkedin" and language == "en":
        skipped |= _FILLERS
    if _occasion(brief).startswith("apologise") and any(_APOLOGY.search(each) for each in told):
        skipped |= _APOLOGIES
    return brief.model_copy(update={"told": told}), skipped


def _message(brief: Brief, today: date, limit: int, voice: Voice | None) -> Message:
    channel: Channel = brief.channel or "email"
    language, most = _language(brief), channels.limit(channel, limit)
    brief, without = _to_tell(brief, today, voice)
    scene, cards = _scene(brief, today, channel)
    subject, body = compose(brief, scene, without_moves(cards, without), language, voice, most)
    while most is not None and channels.counted(body) > most and brief.told:
        brief = brief.model_copy(update={"told": brief.told[:-1]})
        scene, cards = _scene(brief, today, channel)
        subject, body = compose(brief, scene, without_moves(cards, without), language, voice, most)
    body = body.replace("：日本語で】です", "：日本語で】")  # an open sentence has its end in the user's hands
    text = f"{subject or ''}\n{body}"
    return Message(
        channel=channel,
        language=language,
        subject=subject,
        body=body,
        placeholders=list(dict.fromkeys(_PLACEHOLDER[language].findall(text))),
        recipient=brief.recipient.name,
        company=(brief.recipient.company or "").strip(OPEN + CLOSE).removesuffix(" - in English") or None,
        sender=brief.sender.name,
    )
