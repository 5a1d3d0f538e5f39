"""Limits and form rules of the channels."""

import pytest

from coach.answer import Message
from coach.writing import channels


def message(channel, body, subject=None, language="ja"):
    return Message(channel=channel, language=language, subject=subject, body=body)


def rules(*args, **options):
    return [remark.rule for remark in channels.check(*args, **options)]


def test_linkedin_counts_utf16_units():
    assert channels.counted("abc漢字") == 5
    assert channels.counted("😀") == 2
    assert rules(message("linkedin", "あ" * 200)) == []
    assert rules(message("linkedin", "あ" * 199 + "😀")) == ["too-long-for-channel"]
    assert rules(message("linkedin", "あ" * 250), linkedin_limit=300) == []


def test_the_span_marks_what_is_too_much():
    remark = channels.check(message("linkedin", "x" * 210, language="en"))[0]
    assert (remark.start, remark.end) == (200, 210)
    assert "200" in remark.why


@pytest.mark.parametrize(("channel", "room"), [("line", 400), ("slack", 600), ("eight", 500)])
def test_chat_has_its_room(channel, room):
    assert rules(message(channel, "あ" * room)) == []
    assert rules(message(channel, "あ" * (room + 1))) == ["too-long-for-channel"]


def test_a_mail_needs_subject_and_addressee():
    assert rules(message("email", "本文です。")) == ["no-subject", "no-address"]
    assert rules(message("email", "田中様\n\n本文です。", "見学のお願い(佐藤)")) == []
    assert rules(message("email", "田中様", "見学のお願い" * 8)) == ["long-subject"]
    assert rules(message("email", "Hi Tom,", "A question", "en")) == []


def test_letter_form_has_no_place_in_chat():
    assert rules(message("line", "拝啓 田中さん")) == ["letter-form"]
    assert rules(message("slack", "田中さん\n──────────────")) == ["letter-form"]


def test_eight_is_not_for_strangers():
    assert rules(message("eight", "はじめまして。"), stage="stranger") == ["eight-stranger"]
    assert rules(message("eight", "先日はありがとうございました。"), stage="met_once") == []
