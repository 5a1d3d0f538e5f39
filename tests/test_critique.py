"""Critique of the user's own draft: what is missing or off, with spans that hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.writing import critique

GOOD = """株式会社みなと物流
営業部 部長 田中様

お世話になっております。
株式会社あおばの佐藤です。

先日の倉庫の自動化のお話、大変興味深く伺いました。
来月、見学の機会をいただけないでしょうか。
難しいようでしたら、どうぞお気になさらないでください。

どうぞよろしくお願いいたします。
"""
GOOD_EN = """Hi Sarah,

It was good to meet you at the Osaka mixer. What you said about automation has stayed with me.

Would you be open to a short call in December? If now isn't a good time, that's completely fine.

Best regards,
Ken
"""


def rules(text, language="ja", **options):
    return [remark.rule for remark in critique.critique(text, language=language, **options)]


def test_good_mails_are_left_alone():
    assert rules(GOOD) == []
    assert rules(GOOD_EN, "en") == []


@pytest.mark.parametrize(
    ("drop", "rule"),
    [
        ("株式会社みなと物流\n営業部 部長 田中様\n", "missing-address"),
        ("株式会社あおばの佐藤です。\n", "missing-naming"),
        ("どうぞよろしくお願いいたします。\n", "missing-closing"),
    ],
)
def test_missing_parts_are_named(drop, rule):
    text = GOOD.replace(drop, "").replace(
        "難しいようでしたら、どうぞお気になさらないでください。", "見学は難しいでしょうか。"
    )
    assert rule in rules(text, channel="email")


def test_a_mail_wants_a_subject():
    assert "missing-subject" in rules(GOOD, channel="email")
    assert "missing-subject" not in rules("件名:見学のお願い\n" + GOOD, channel="email")
    assert "missing-subject" in rules(GOOD_EN, "en", channel="email")


def test_the_greeting_has_to_fit_the_relation():
    assert "osewa-to-stranger" in rules(GOOD, stage="stranger")


def test_vague_words_and_mixed_register_are_marked():
    text = "田中様\n佐藤です。\n近いうちにいろいろ教えてください。\nよろしくお願いします。\nこの前は楽しかったよ。"
    found = critique.critique(text, language="ja")
    assert {"vague", "tone-mix"} <= {remark.rule for remark in found}
    assert any(remark.text == "いろいろ" for remark in found)


def test_chat_needs_no_letter_form():
    assert "letter-form" in rules("田中さん、お世話になっております。佐藤です。", channel="line")
    assert rules("田中さん、昨日はありがとうございました。", channel="line") == []


def test_keigo_is_part_of_it():
    assert "double-honorific" in rules(GOOD.replace("伺いました", "おっしゃられたことを思い出しました"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hi Tom,\n\nI need you to send the list ASAP.\n\nBest,\nKen", "pushy"),
        ("Hi Tom,\n\nI just wanted to reach out about some stuff.\n\nBest,\nKen", "vague"),
        ("Hi Tom,\n\nI just wanted to reach out.\n\nBest,\nKen", "wordy"),
        ("Hi Tom,\n\nGreat!!! So glad!!!\n\nBest,\nKen", "exclaim"),
        ("Dear Mr Reed,\n\nI wanna ask you about ports.\n\nKind regards,\nKen", "tone-mix"),
        ("Tom\n\nSend me the list.\n\nThis is about ports.\n\nKen Sato", "missing-signoff"),
    ],
)
def test_english_remarks(text, rule):
    assert rule in rules(text, "en")


def test_long_messages_and_sentences_are_named():
    assert "too-long" in rules("今日は晴れです。" * 60, channel="line")
    assert "long-sentence" in rules("これは" + "とても" * 40 + "長い文です。")
    assert "long-sentence" in rules("This is " + "very " * 40 + "long.", "en")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["ja", "en"]), st.sampled_from([None, "email", "line"]))
def test_spans_hold_for_any_text(text, language, channel):
    for remark in critique.critique(text, language=language, channel=channel):
        assert remark.text == text[remark.start : remark.end]


def test_nothing_to_say_about_nothing():
    assert critique.critique("  \n", language="ja") == []
