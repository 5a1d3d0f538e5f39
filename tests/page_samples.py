"""Answers made by hand and a coach that hands them out, for tests of the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from coach.answer import (
    Action,
    Answer,
    Ask,
    Citation,
    Finding,
    Give,
    Idea,
    IngestReport,
    LoadPart,
    Message,
    Passage,
    Plan,
    Problem,
    Remark,
    Review,
    Sign,
    Vetting,
)
from coach.coach import Answered, Sources, TextPiece

# What a text may carry in; each must appear on the page as these very characters.
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "[a](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<a href=//evil.example>b</a>",
)

PASSAGE = Passage(
    passage_id="ja/follow-up#1",
    guide="ja/follow-up",
    source="guides",
    topic="follow-up",
    language="ja",
    heading="名刺交換のあと、いつ、何を書く？",
    text="お礼は当日か翌営業日に送ります。\n\n**手順**\n1. 話したことを一つ書く。（5分）\n2. 送る。",
    score=0.9,
)
DRAFT = "山田様\n先日はありがとうございました。社長をご紹介ください。"


def answer(**changes: Any) -> Answer:
    """An answer with one citation; ``changes`` are its fields."""
    fields: dict[str, Any] = {
        "kind": "question",
        "language": "ja",
        "text": "お礼は当日に送ります。[1] 根拠のない印[7]は印のままです。",
        "citations": [
            Citation(
                n=1,
                passage_id=PASSAGE.passage_id,
                guide=PASSAGE.guide,
                topic=PASSAGE.topic,
                heading=PASSAGE.heading,
                quote="お礼は当日か翌営業日に送ります。",
            )
        ],
        "written_by": "offline",
        "timings_ms": {"total": 420.0},
    }
    return Answer(**{**fields, **changes})


def review(**changes: Any) -> Review:
    """A review of ``DRAFT``."""
    ask = DRAFT.index("社長を")
    fields: dict[str, Any] = {
        "verdict": "over_asking",
        "load": 63,
        "language": "ja",
        "asks": [
            Ask(
                text="社長をご紹介ください",
                start=ask,
                end=ask + 10,
                what="introduction",
                size="large",
                softened=False,
            )
        ],
        "gives": [Give(text="ありがとうございました", start=7, end=18, what="thanks")],
        "findings": [
            Finding(
                rule="no-way-out",
                severity="warn",
                start=ask,
                end=ask + 10,
                why="断りにくい。",
                suggestion="断れる一言を添える。",
                topic="asking",
            )
        ],
        "rewrite": DRAFT + "難しいようでしたらご放念ください。",
        "parts": [
            LoadPart(label="紹介", points=45),
            LoadPart(label="一度会った相手", points=20),
            LoadPart(label="お礼", points=-2),
        ],
        "stage": "met_once",
        "summary": "少し重い頼みです。",
        "text": DRAFT,
    }
    return Review(**{**fields, **changes})


def message(**changes: Any) -> Message:
    """A mail with a placeholder in subject and body."""
    fields: dict[str, Any] = {
        "channel": "email",
        "language": "ja",
        "subject": "お礼（【自分の名前】）",
        "body": "田中様\n【自分の名前】です。ありがとうございました。",
        "placeholders": ["自分の名前"],
    }
    return Message(**{**fields, **changes})


def everything() -> Answer:
    """An answer with every part it can have."""
    return answer(
        kind="outreach",
        message=message(),
        also=[message(channel="line", subject=None, body="二通目です。", placeholders=[])],
        plan=Plan(
            purpose="顧客を増やす",
            goal="12月までに3人と話す",
            targets=["物流の担当者"],
            places=["国際物流総合展"],
            actions=[Action(what="一人を選ぶ", when="11月24日", minutes=20)],
            gives=["業界の記事"],
            minutes_per_week=120,
            review_on="2026-12-21",
        ),
        ideas=[Idea(give="記事を一つ送る", why="話を覚えていたことが伝わる", effort="small")],
        review=review(verdict="ok", load=0, asks=[], gives=[], findings=[], parts=[], rewrite=None, text=None),
        vetting=Vetting(
            risk="unclear",
            signs=[Sign(sign="急がせる", evidence="今日だけ", start=0, end=4, topic="scams")],
            to_check=["主催者の名前"],
        ),
        questions=["どこで会いましたか"],
        problems=[Problem(rule="length", detail="長すぎます。")],
        notices=["質問として答えました。"],
        written_by="qwen3:8b",
        sent="送った文 <b>そのまま</b>",
    )


REMARK = Remark(
    rule="onsha",
    severity="note",
    text="山田様",
    start=0,
    end=3,
    why="宛名の形です。",
    suggestion="山田 様",
    source="敬語の指針",
)


REPORT = IngestReport(added=1, changed=0, unchanged=0, removed=0, failed=[], passages=3, seconds=0.1)


@dataclass
class SampleCoach:
    """Hands out what it was given, and remembers what it was asked."""

    home: Path
    answers: list[Answer] = field(default_factory=list)
    pieces: tuple[str, ...] = ("お礼は", "当日に")
    passages: list[Passage] = field(default_factory=lambda: [PASSAGE])
    error: Exception | None = None
    reviewed: Review = field(default_factory=review)
    asked: list[str] = field(default_factory=list)
    conversations: list[int] = field(default_factory=list)
    ingested: list[list[str]] = field(default_factory=list)
    report: IngestReport = field(default_factory=lambda: REPORT)

    @property
    def settings(self) -> Any:
        """Where data lives."""
        return SimpleNamespace(home=self.home)

    def stream(self, text: str, conversation: Any = None, **_: Any) -> Iterator[Any]:
        """The events of the next answer."""
        self.asked.append(text)
        self.conversations.append(id(conversation))
        if self.error:
            raise self.error
        yield Sources(self.passages)
        for piece in self.pieces:
            yield TextPiece(piece)
        yield Answered(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])

    def check(self, text: str, **given: Any) -> Review:
        """The review it was given."""
        self.asked.append(text)
        self.given = given
        if self.error:
            raise self.error
        return self.reviewed.model_copy(update={"text": None})

    def critique(self, text: str, **_: Any) -> list[Remark]:
        """One remark."""
        return [REMARK]

    def search(self, query: str, **given: Any) -> list[Passage]:
        """The passages it was given."""
        self.asked.append(query)
        self.given = given
        return self.passages

    def passage(self, passage_id: str) -> Passage | None:
        """A passage it was given."""
        return next((p for p in self.passages if p.passage_id == passage_id), None)

    def ingest(self, paths: list[Path]) -> IngestReport:
        """The report it was given."""
        self.ingested.append(sorted(file.name for path in paths for file in path.iterdir()))
        return self.report

    def status(self) -> Any:
        """What it would say of itself."""
        return SimpleNamespace(
            writer="offline",
            endpoint=None,
            home=self.home,
            guides=223,
            mine=0,
            embeddings="local",
            store="chroma",
            notices=["索引は読み取り専用です。"],
        )
