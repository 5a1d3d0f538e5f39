"""What a request for a message says beside the general slots, and that it reaches the draft."""

from datetime import date

import pytest

from coach.brief import Brief
from coach.understanding import understand
from coach.writing.drafting import draft

# ruff: noqa: E501 - a request is one line, as a user types it

TODAY = date(2026, 11, 25)


def _read(text: str) -> Brief:
    brief = understand(text, embed=None, today=TODAY)
    assert isinstance(brief, Brief)
    return brief


def _written(text: str) -> str:
    message = draft(_read(text), today=TODAY).message
    return f"{message.subject or ''}\n{message.body}".replace("\n", " " if message.language == "en" else "")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("昨日、伊藤先輩に焼肉をごちそうになった。LINEでお礼。仕事の悩みを聞いてもらってすっきりした", ["焼肉をごちそうになり", "すっきりしました"]),
        ("同僚の吉田さんから週末のゴルフに誘われたが、子どもの運動会があるので断りたい", ["週末のゴルフ", "子どもの運動会"]),
        ("田村部長が支社長に昇進されたと聞いた。お祝いのメールを送りたい", ["支社長へのご昇進"]),
        ("小川さんが探していた補助金の資料を見つけたので送りたい。返事は不要", ["補助金の資料をお送り"]),
        ("平田様に講演をお願いしたら、日程が合わないと断られた。丁寧に引き下がるメール", ["講演の件"]),
        ("島田さんのおかげで展示会の出展が決まった。報告とお礼のメールを書いて", ["展示会の出展が決まりました"]),
        ("Decline an invitation from Paul to speak at his fintech panel in March, I'm on parental leave then.", ["speaking at your fintech panel", "parental leave"]),
        ("Goodbye note to my colleague Owen on Slack, Friday is my last day.", ["Friday is my last day"]),
        ("Thank Dr Chen for reviewing my grant proposal. It got funded!", ["reviewing my grant proposal", "It got funded."]),
    ],
)  # fmt: skip
def test_what_is_said_reaches_the_draft(text: str, held: list[str]) -> None:
    written = _written(text)
    assert all(each in written for each in held), written


def test_what_shall_be_left_out_is_left_out() -> None:
    written = _written(
        "昨夜、大西社長に天ぷらをご馳走になりました。お礼のメールをお願いします。息子さんの受験の話は書かないでください"
    )
    assert "天ぷら" in written
    assert "受験" not in written


def test_a_transfer_is_no_resignation() -> None:
    written = _written("3月末で異動します。取引先の青山様に挨拶メール。後任は佐々木です")
    assert "異動することとなりました" in written
    assert "退職" not in written
    assert "後任は佐々木です" in written


def test_orders_to_the_coach_are_not_told() -> None:
    brief = _read("昨日の勉強会で会った佐藤さんにお礼メール。短めで、丁寧に。LINEではなくメールで")
    assert brief.told == ()


def test_theirs_becomes_yours() -> None:
    written = _written(
        "Thank Sarah Miller for the chat at DevDay last Friday. We talked about her team's move to Rust."
    )
    assert "your team's move to Rust" in written
    assert "her team" not in written


@pytest.mark.parametrize(
    "text",
    [
        "昨日の勉強会で会った青葉システムの佐藤さんにお礼メールを書いて",
        "昨日の勉強会で会った佐藤さんにお礼メールを書いて。在庫管理の話が面白かった。来月倉庫を見学させてほしい",
        "Thank Sarah Miller of Northwind, we met at DevDay last Friday. I'd like a 20 minute call.",
    ],
)
def test_a_shorter_message_is_shorter(text: str) -> None:
    brief = _read(text)
    long = draft(brief, today=TODAY).message
    short = draft(brief.model_copy(update={"length": "short"}), today=TODAY).message
    assert len(short.body) < len(long.body)
