"""What goes out: the answer and everything it can hold.

These shapes are a public contract (see README, "JSON"): fields may be added, never renamed or removed.
All offsets count Unicode code points of the text as given; ``end`` is exclusive.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "MESSAGE_KINDS",
    "Action",
    "Answer",
    "Ask",
    "AskKind",
    "Channel",
    "Citation",
    "Finding",
    "Give",
    "Idea",
    "IngestFailure",
    "IngestReport",
    "Kind",
    "Language",
    "LoadPart",
    "Message",
    "Passage",
    "Plan",
    "Problem",
    "Remark",
    "Review",
    "Rule",
    "Severity",
    "Sign",
    "Size",
    "Stage",
    "Status",
    "Verdict",
    "Vetting",
]

Language = Literal["ja", "en"]
Kind = Literal[
    "question",
    "goal",
    "approach",
    "outreach",
    "follow_up",
    "give_take",
    "self_check",
    "vetting",
    "refusal",
    "no_guidance",
]
MESSAGE_KINDS: tuple[Kind, ...] = ("outreach", "follow_up")  # answered with a draft
Channel = Literal["email", "linkedin", "line", "slack", "eight"]
Stage = Literal["stranger", "met_once", "acquaintance", "close"]
Size = Literal["small", "medium", "large"]
Severity = Literal["note", "warn", "stop"]
Verdict = Literal["ok", "caution", "over_asking"]
AskKind = Literal[
    "introduction",
    "meeting",
    "advice",
    "information",
    "feedback",
    "referral",
    "job",
    "money",
    "confidential",
    "time",
    "other",
]
Rule = Literal[
    "multiple-asks",
    "large-ask-weak-tie",
    "vague-ask",
    "deadline-pressure",
    "no-way-out",
    "no-reason",
    "nothing-offered",
    "guilt",
    "presumption",
    "repeat-ask",
    "chasing",
    "no-thanks",
    "money-or-confidential",
    "bad-mouthing",
    "too-long",
]


class _Value(BaseModel):
    """A value object: frozen, and nothing unknown slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(_Value):
    """One section of the guidance material as the search returns it; ``score`` is 0..1, best first."""

    passage_id: str
    guide: str
    source: Literal["guides", "mine"]
    topic: str | None
    language: Language
    heading: str
    text: str
    score: float
    title: str = ""  # of the guide or file


class Citation(_Value):
    """A mark ``[n]`` in the answer and the words it stands on; ``quote`` is verbatim in the passage."""

    n: int
    passage_id: str
    guide: str
    topic: str | None
    heading: str
    quote: str


class Message(_Value):
    """A draft the user may send. The coach never sends it."""

    channel: Channel
    language: Language
    subject: str | None = None
    body: str
    placeholders: list[str] = Field(default_factory=list)
    recipient: str | None = None
    company: str | None = None
    sender: str | None = None


class Action(_Value):
    """One step of a plan: what to do, when, and how many minutes it takes."""

    what: str
    when: str
    minutes: int


class Plan(_Value):
    """A networking plan from purpose to review date (ISO date)."""

    purpose: str
    goal: str
    targets: list[str]
    places: list[str]
    actions: list[Action]
    gives: list[str]
    minutes_per_week: int
    review_on: str


class Idea(_Value):
    """Something the user could give, why it helps the other person, and how much work it is."""

    give: str
    why: str
    effort: Size


class Ask(_Value):
    """A request found in the draft."""

    text: str
    start: int
    end: int
    what: AskKind
    size: Size
    softened: bool


class Give(_Value):
    """Something the draft offers, returns or thanks for."""

    text: str
    start: int
    end: int
    what: str


class Finding(_Value):
    """One thing the other person may stumble over; ``topic`` and ``passage_id`` name the guidance it stands on."""

    rule: Rule
    severity: Severity
    start: int | None
    end: int | None
    why: str
    suggestion: str
    topic: str
    passage_id: str | None = None


class LoadPart(_Value):
    """One summand of the load, in words the user can follow ("introduction +45")."""

    label: str
    points: int


class Review(_Value):
    """The over-asking check of one draft; ``load`` is the clipped sum (0..100) of ``parts``."""

    verdict: Verdict
    load: int = Field(ge=0, le=100)
    language: Language
    asks: list[Ask]
    gives: list[Give]
    findings: list[Finding]
    rewrite: str | None
    parts: list[LoadPart] = Field(default_factory=list)
    stage: Stage | None = None
    summary: str = ""
    text: str | None = None  # what the spans count in, when that is not the text as given (a draft of the coach's own)


class Sign(_Value):
    """A warning sign found in an invitation, with the exact words as evidence."""

    sign: str
    evidence: str
    start: int
    end: int
    topic: str
    rule: str | None = None  # id of the sign in vetting.yaml; ``sign`` is its name for the reader


class Vetting(_Value):
    """How an event, an invitation or a person looks from the text alone, and what to check before going."""

    risk: Literal["low", "unclear", "high"]
    signs: list[Sign]
    to_check: list[str]


class Remark(_Value):
    """A remark on the wording of a draft (keigo, form): ``variation`` is never an error."""

    rule: str
    severity: Literal["variation", "note", "warn"]
    text: str
    start: int
    end: int
    why: str
    suggestion: str | None
    source: str | None = None


class Problem(_Value):
    """A check the text did not pass; shown to the user."""

    rule: str
    detail: str


class Answer(_Value):
    """Everything the user gets for one request."""

    kind: Kind
    language: Language
    text: str
    citations: list[Citation] = Field(default_factory=list)
    message: Message | None = None
    plan: Plan | None = None
    ideas: list[Idea] | None = None
    review: Review | None = None
    vetting: Vetting | None = None
    remarks: list[Remark] = Field(default_factory=list)
    questions: list[str] = Field(default_factory=list)
    problems: list[Problem] = Field(default_factory=list)
    written_by: str
    prompt: str | None = None
    notices: list[str] = Field(default_factory=list)
    also: list[Message] = Field(default_factory=list)  # a second message, where both sides are written to
    sent: str | None = None  # exactly what was sent to a model, names masked; null when nothing left this machine
    timings_ms: dict[str, float] = Field(default_factory=dict)


class IngestFailure(_Value):
    """A file that could not be read, and why."""

    path: str
    why: str


class IngestReport(_Value):
    """What an ingest did, in files; ``passages`` is the number of the user's passages now held."""

    added: int
    changed: int
    unchanged: int
    removed: int
    failed: list[IngestFailure]
    passages: int
    seconds: float


class Status(_Value):
    """What is at work: the writer, where data lives, how much material there is."""

    writer: str
    endpoint: str | None
    home: str
    guides: int
    mine: int
    embeddings: str
    store: Literal["chroma", "snapshot"]
    notices: list[str]
