"""Requests, passages and an offline result to write from, small enough to read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from coach.answer import Citation, Language, Message
from coach.brief import Brief, Moment, Person
from coach.section import Hit, Section
from coach.writing.request import Request, Written

TODAY = date(2026, 11, 25)


def section(number: int, text: str, heading: str, language: Language = "ja") -> Section:
    return Section(
        passage_id=f"p{number}",
        guide=f"{language}/asking",
        source="guides",
        topic="asking",
        language=language,
        title="頼み方" if language == "ja" else "How to ask",
        heading=heading,
        text=text,
    )


JA_SECTIONS = (
    section(
        1,
        "一通に書く頼みごとは、相手がいちばん答えやすいもの一つに絞ります。三つ並ぶと、全部の返事が止まりがちです。\n\n"
        "**手順**\n1. 頼みたいことを全部書き出す。（5分）\n2. 一言で答えられるものを一つ選び、残りは消す。（5分）",
        "お願いがいくつもあるとき、どう絞る？",
    ),
    section(
        2,
        "お礼は当日か翌営業日に送り、話した内容を一つだけ入れます。\n\n"
        "**注意** お礼の文面に新しい頼みごとを足すと、お礼が口実に見えます。",
        "会った後、いつお礼を書く？",
    ),
    section(3, "断りやすい一言を添えると、相手は気持ちよく引き受けられます。", "断れる余地はどう書く？"),
)
EN_SECTIONS = (
    section(
        1,
        "Write on the same day or the next business day, in three or four lines. Thanks come first.\n\n"
        "**Caution** A brochure in the first mail turns thanks into selling.",
        "When do I write?",
        "en",
    ),
    section(2, "Ask for one small thing and say why you ask this person.", "How much may I ask?", "en"),
)

JA_BODY = (
    "株式会社みなと物流\n営業部 部長 田中様\n\nお世話になっております。青空商事の山本でございます。\n"
    "先日の大阪の交流会では、倉庫の自動化のお話をありがとうございました。\n\n"
    "来月、見学させていただけましたら幸いです。難しいようでしたら、どうぞお気になさらないでください。\n\n"
    "──────────────\n青空商事 山本\n──────────────"
)


def question(language: Language = "ja", text: str | None = None) -> Request:
    sections = JA_SECTIONS if language == "ja" else EN_SECTIONS
    asked = text or (
        "お願いが三つあります。一通でまとめて頼んでもいいですか？" if language == "ja" else "When do I thank?"
    )
    return Request(
        brief=Brief(text=asked, language=language, kind="question"),
        kind="question",
        language=language,
        hits=tuple(Hit(each, 0.9) for each in sections),
        today=TODAY,
    )


def outreach() -> Request:
    text = (
        "先週の大阪の交流会で名刺交換した(株)みなと物流の田中部長に、倉庫の自動化の話のお礼を。"
        "来月見学したい。青空商事の山本です"
    )
    brief = Brief(
        text=text,
        language="ja",
        kind="outreach",
        occasion="thanks_meeting",
        recipient=Person(name="田中", honorific="部長", company="(株)みなと物流", department="営業部", role="部長"),
        sender=Person(name="山本", company="青空商事"),
        met_where="大阪の交流会",
        met_when=Moment(words="先週"),
        topics=("倉庫の自動化",),
        channel="email",
        stage="met_once",
    )
    draft = Message(
        channel="email",
        language="ja",
        subject="大阪の交流会のお礼（青空商事 山本）",
        body=JA_BODY,
        recipient="田中",
        company="(株)みなと物流",
        sender="山本",
    )
    return replace(question(), brief=brief, kind="outreach", draft=draft)


BASE_TEXT = {
    "ja": "一通に書く頼みごとは、相手がいちばん答えやすいもの一つに絞ります。[1]",
    "en": "Write on the same day or the next business day, in three or four lines.[1]",
}
GOOD_TEXT = {
    "ja": "一通には一つだけ頼みましょう。三つ並ぶと、全部の返事が止まりがちです[1]。断りやすい一言も添えると、"
    "相手は気持ちよく引き受けられます[3]。",
    "en": "Write on the same day or the next business day, in three or four lines [1]. If you ask, ask for one small "
    "thing and say why you ask this person [2].",
}


@dataclass
class FixedWriter:
    """Stands where the composer stands; gives the same result for every request."""

    calls: int = 0

    def write(self, request: Request, on_text: Callable[[str], None]) -> Written:
        self.calls += 1
        text = BASE_TEXT[request.language]
        first = request.hits[0].section
        on_text(text)
        citation = Citation(
            n=1,
            passage_id=first.passage_id,
            guide=first.guide,
            topic=first.topic,
            heading=first.heading,
            quote=text.removesuffix("[1]"),
        )
        return Written(text=text, citations=(citation,), message=request.draft)
