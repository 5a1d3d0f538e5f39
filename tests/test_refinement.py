"""Follow-ups that add to the last request, through the whole coach."""

from collections.abc import Callable

import pytest

from coach.answer import Answer
from coach.conversation import Conversation

Say = Callable[..., Answer]


@pytest.fixture
def say(coach) -> Say:
    conversation = Conversation()
    return lambda text: coach.ask(text, conversation=conversation)


def test_a_fact_goes_into_the_last_draft_and_what_was_settled_stays(say: Say) -> None:
    say("先週の勉強会で会った青葉システムの佐藤さんにお礼メールを書いて。在庫管理の話が面白かった")
    say("LINE用にして")
    answer = say("あと、私の名前は山本です")
    assert answer.message is not None
    assert answer.message.channel == "line"
    assert "山本" in answer.message.body
    assert "在庫管理" in answer.message.body


def test_an_ask_is_added_to_the_last_draft(say: Say) -> None:
    say("先週の勉強会で会った青葉システムの佐藤さんにお礼メールを書いて。在庫管理の話が面白かった")
    answer = say("お願いを一つ足して、15分ほど話を聞かせてほしい")
    assert answer.message is not None
    assert "佐藤様" in answer.message.body
    assert "15分" in answer.message.body


def test_english_drafts_take_more_facts(say: Say) -> None:
    say("Draft a thank-you email to Sarah Miller at Northwind, we met at DevDay last Friday")
    answer = say("my name is Ken Mori")
    assert answer.message is not None
    assert "Ken Mori" in answer.message.body
    assert "Sarah" in answer.message.body


def test_a_plan_is_fitted_to_the_time_and_the_field(say: Say) -> None:
    first = say("物流業界の人とどうつながればいい？")
    shorter = say("週30分しかない")
    other = say("介護業界なら？")
    assert (first.kind, shorter.kind, other.kind) == ("approach",) * 3
    assert shorter.plan is not None
    assert shorter.plan.minutes_per_week == 30
    assert shorter.citations[0].guide == "ja/industry-logistics"
    assert other.citations[0].guide == "ja/industry-medical"
    assert other.plan is not None
    assert other.plan.minutes_per_week == 30


@pytest.mark.parametrize("text", ["交流会で名刺を切らしたらどうする？", "人脈って何ですか？"])
def test_a_request_of_its_own_is_not_taken_for_an_addition(say: Say, text: str) -> None:
    say("先週の勉強会で会った青葉システムの佐藤さんにお礼メールを書いて")
    assert say(text).message is None


def test_the_same_answer_in_english_stays_on_its_subject(say: Say) -> None:
    say("人見知りでも交流会で話せる？")
    english = say("それを英語で")
    assert english.language == "en"
    assert english.citations[0].heading in (
        "I stand by the wall at events. What can I do instead?",
        "I am shy. How do I get through a mixer?",
    )
