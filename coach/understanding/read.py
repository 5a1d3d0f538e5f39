"""From a text to a Brief: the whole reading in order."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from coach.answer import MESSAGE_KINDS, Kind, Language
from coach.brief import Brief
from coach.understanding.cast import Cast, read_cast
from coach.understanding.features import condensed
from coach.understanding.heads import is_local, train
from coach.understanding.kinds import Head, Reading, Vectors, read_kind
from coach.understanding.language import detect_language
from coach.understanding.letters import addressed_ja, judges, wants_message
from coach.understanding.manner import read_manner
from coach.understanding.occasion import Reading as Occasion
from coach.understanding.occasion import read_occasion
from coach.understanding.occasion_en import ordered_occasion
from coach.understanding.pasted import Pasted, split_pasted
from coach.understanding.refusals import read_refusal
from coach.understanding.revision import leans_on
from coach.understanding.slots import read_slots
from coach.understanding.spelled_en import spelled
from coach.understanding.tagged_en import with_parts
from coach.understanding.tagged_ja import names_reader, with_parts_ja
from coach.understanding.telegram_ja import in_sentences
from coach.understanding.text import clean

__all__ = ["understand"]

_MOST_READ = 4_000  # characters; nobody tells a longer story without pasting something
# Below this a request is taken for something no networking coach covers; above it the material decides as well.
_OUT_OF_SCOPE = -0.06
_MESSAGE_IN_SCOPE = 0.3  # a message asked for, for an occasion that is known, is ours whatever it is about
_DRAFT_IN_SCOPE = 0.3  # so is a text to be judged
_CLEARLY_DISHONEST = 0.12
_KANA = re.compile(r"[\u3041-\u30ff]")
# By how much words of an order outweigh another kind that the head prefers to a message; more when the form is one.
# Of 515 requests the head had not seen none was further behind than 0.25.
_ORDERED = 0.3
_ORDERED_BY_FORM = 0.5


def understand(
    text: str,
    *,
    embed: Callable[[list[str]], Vectors] | None,
    kind: Kind | None = None,
    language: str = "auto",
    today: date,
    previous: Brief | None = None,
    head: Head | None = None,
) -> Brief:
    """Read a request. ``embed`` gives unit-norm query vectors (or is None), ``head`` comes from ``train``.

    Args:
        text: the user's words, perhaps with a pasted text, which is data and never changes what is done.
        embed: query embeddings of the model ``head`` was trained with; None for words alone.
        kind: what is asked, when the caller knows.
        language: ``ja``, ``en`` or ``auto``.
        today: the day relative times count from.
        previous: the Brief of the turn before, for questions that lean on it.
        head: the fitted reading of kinds.

    Raises:
        InputError: nothing to read, or too much.
    """
    text = clean(text, language)
    pasted = split_pasted(text)
    request = in_sentences(spelled(_readable(pasted.request or text)))
    spoken = _language(text, language)
    vector = (
        embed([condensed(request)])[0] if embed is not None and head is not None and head.mean is not None else None
    )
    reading = _reading(request, head, vector)
    known = vector if head is not None and is_local(head) else None
    wanted = addressed_ja(request) or _names_reader(pasted.request or text)
    occasion = read_occasion(request, known, wanted=wanted)
    refusal = _refusal(request, reading) if kind in (None, "refusal") else None
    found, other = _kind(request, pasted, reading, refusal, occasion, kind, previous, wanted=wanted)
    values = _values(text, request, pasted, found, occasion, today)
    return Brief(
        text=text,
        language=spoken,
        kind=found,
        alternative_kind=other,
        scope=reading.scope,
        refusal=refusal,
        draft=pasted.draft,
        draft_start=pasted.start,
        **values,
    )


def _reading(request: str, head: Head | None, vector: Vectors | None) -> Reading:
    if vector is None or head is None:
        return read_kind(request, head if head is not None and head.mean is None else train(None))
    return read_kind(request, head, vector)


def _refusal(request: str, reading: Reading) -> str | None:
    """The refusal that fits; an order for a known occasion needs more than a likeness to dishonest ones."""
    refusal = read_refusal(request, reading)
    plain = refusal is not None and read_refusal(request) is None and ordered_occasion(request) is not None
    return None if plain and reading.dishonest < _CLEARLY_DISHONEST else refusal


def _names_reader(text: str) -> bool:
    return bool(_KANA.search(text)) and not judges(text) and names_reader(text)


def _readable(request: str) -> str:
    """The part of a very long request that is read: how it begins and how it ends."""
    return request if len(request) <= _MOST_READ else f"{request[: _MOST_READ * 3 // 4]}\n{request[-_MOST_READ // 4 :]}"


def _language(text: str, language: str) -> Language:
    spoken = language if language in ("ja", "en") else detect_language(text)
    return "ja" if spoken == "ja" else "en"


def _kind(
    request: str,
    pasted: Pasted,
    reading: Reading,
    refusal: str | None,
    occasion: Occasion | None,
    given: Kind | None,
    previous: Brief | None,
    *,
    wanted: bool,
) -> tuple[Kind, Kind | None]:
    """The kind and, when the reading was unsure, the other one."""
    if given is not None:
        return given, None
    if refusal:
        return "refusal", None
    if previous is not None and leans_on(request, previous):
        return ("question" if previous.kind in (*MESSAGE_KINDS, "refusal", "no_guidance") else previous.kind), None
    behind = reading.scores[reading.best] - max(reading.scores[each] for each in MESSAGE_KINDS)
    told = behind < (_ORDERED_BY_FORM if wanted or ordered_occasion(request) else _ORDERED)
    message = occasion if told and (wanted or wants_message(request)) and not pasted.draft else None
    scope = reading.scope + (_MESSAGE_IN_SCOPE if message else _DRAFT_IN_SCOPE if pasted.draft else 0.0)
    if scope < _OUT_OF_SCOPE:
        return "no_guidance", None
    best, other = reading.best, reading.alternative
    if message or best in MESSAGE_KINDS:
        best = occasion.kind if occasion else best
        other = None if other in MESSAGE_KINDS else other
    return best, other if other != best else None  # type: ignore[return-value]


def _values(
    text: str, request: str, pasted: Pasted, kind: Kind, occasion: Occasion | None, today: date
) -> dict[str, Any]:
    """Every field of the Brief that is read from the user's own words."""
    name = occasion.occasion if occasion and kind in MESSAGE_KINDS else None
    cast = Cast() if kind in ("vetting", "refusal", "no_guidance") else read_cast(request, pasted.draft, name)
    slots = read_slots(request, kind, name, cast, today)
    read = {
        "occasion": name,
        "recipient": cast.recipient,
        "sender": cast.sender,
        "introducer": cast.introducer,
        "third": cast.third,
        **slots,
        **read_manner(request, kind, cast, name, met=bool(slots.get("met_where"))),
    }
    if kind not in MESSAGE_KINDS:
        return read
    if detect_language(request) != "ja":
        return with_parts(read, text if pasted.draft else pasted.request or text, name, today)
    return with_parts_ja(read, pasted.request or text, name, today)
