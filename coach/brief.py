"""The Brief: what the coach understood of a request, before anything is looked up or written.

``None`` means "the user did not say"; a writer turns that into a placeholder or a question, never into a guess.
All names are as the user wrote them, without the honorific (that is a field of its own).
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from coach.answer import Channel, Kind, Language, Stage

__all__ = ["OCCASIONS", "Ask", "Brief", "Moment", "Occasion", "Person", "Revision", "Tone", "Voice"]

Occasion = Literal[
    "thanks_meeting",  # thank-you after meeting someone
    "thanks_meal",  # after a meal or drinks
    "thanks_introduction",  # to the person who introduced us
    "first_after_introduction",  # first message to the person we were introduced to
    "report_back",  # tell someone what came of their help or introduction
    "first_contact",  # stranger
    "ask_introduction",  # with a forwardable blurb
    "make_introduction",  # double opt-in: ask each side first
    "ask_meeting",  # 15 minutes, a call, a visit, advice
    "reconnect",  # after months or years
    "invite",  # to one's own study group or event
    "reminder",  # gentle, once, with a way out
    "accept_no",  # accept a refusal with grace
    "decline",  # decline somebody's request
    "give",  # share something without asking
    "congratulate",
    "apologise_late",  # sorry for a late reply
    "apologise_over_asking",  # sorry for having asked too much
    "season_greeting",
    "farewell",  # leaving a company
]
OCCASIONS: tuple[str, ...] = Occasion.__args__  # type: ignore[attr-defined]
Tone = Literal["close", "polite", "formal"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Value):
    """A person or an organisation as the user named them."""

    name: str | None = None  # 「田中」「田中一郎」"Sarah Miller"
    honorific: str | None = None  # 様 さん 先生 部長 … as the user wrote it
    company: str | None = None  # with its (株) or 株式会社 as written
    department: str | None = None
    role: str | None = None  # 部長, CTO, 採用担当
    is_organisation: bool = False


class Moment(_Value):
    """A point in time: the user's words, and the date if the words settle one."""

    words: str
    day: date | None = None


class Ask(_Value):
    """What the user wants from the other person, as a short phrase that can stand in a message."""

    words: str  # the user's words, such as 「来月見学させてもらいたい」
    what: str = "other"  # an AskKind of the check
    minutes: int | None = None


class Voice(_Value):
    """How the user writes, read from two or three of their own mails."""

    greeting: str | None = None
    closing: str | None = None
    sentence_length: int | None = None  # median characters (ja) or words (en)
    uses_exclamation: bool = False


class Brief(_Value):
    """Everything read from one request; the writers work from this and from the passages alone."""

    text: str
    language: Language
    kind: Kind
    alternative_kind: Kind | None = None  # set when the reading was unsure
    occasion: Occasion | None = None
    recipient: Person = Person()
    sender: Person = Person()
    introducer: Person = Person()
    third: Person = Person()  # the person somebody shall be introduced to
    met_where: str | None = None
    met_when: Moment | None = None
    topics: tuple[str, ...] = ()  # what was talked about, as noun phrases
    given: str | None = None  # what the other person gave or did for the user
    offered: str | None = None  # what the user offers, attaches or promised
    ask: Ask | None = None
    reason: str | None = None
    deadline: Moment | None = None
    event: str | None = None  # for invitations: name, date and place as given
    channel: Channel | None = None
    message_language: Language | None = None  # language of the draft, when it differs from the request's
    tone: Tone | None = None
    stage: Stage | None = None
    length: Literal["short", "normal", "long"] = "normal"
    warmth: Literal["plain", "warm"] = "plain"
    industry: str | None = None  # the one the user wants to reach; id of knowledge/industries.yaml
    own_industry: str | None = None  # the one the user works in
    situation: tuple[str, ...] = ()  # ids such as shy, engineer, freelancer, founder, parent, small_town …
    purpose: str | None = None  # for goal/approach: customers, information, partner, job …
    minutes_per_week: int | None = None
    draft: str | None = None  # a text the user pasted and wants judged or improved
    draft_start: int | None = None  # where it begins in ``text`` (code points)
    told: tuple[str, ...] = ()  # further statements of the user's that the message shall make, in their words
    spare: tuple[str, ...] = ()  # statements that slots hold as well; said when the message turns out to lack them
    loose: tuple[str, ...] = ()  # words that found no place; the user is told when the message lacks them
    history: str | None = None  # what the user says about earlier asks, gives and answers
    voice: Voice | None = None  # how the user writes, when they gave samples of their own mails
    scope: float = 1.0  # how much better a kind of ours fits than "nothing a networking coach covers"; below 0: worse
    refusal: str | None = None  # id of a refusal rule, when the request is one the coach declines

    @property
    def field(self) -> str | None:
        """Id of the industry a plan is about: the one to reach; one's own, unless customers are looked for."""
        return self.industry or (None if self.purpose == "customers" else self.own_industry)


class Revision(_Value):
    """A follow-up that changes the last request ("in English", "shorter", "what if we had never met?")."""

    language: Language | None = None
    length: Literal["short", "normal", "long"] | None = None
    warmth: Literal["plain", "warm"] | None = None
    tone: Tone | None = None
    channel: Channel | None = None
    stage: Stage | None = None
    ask: Ask | None = None
    drop_ask: bool = False
