"""Drafts: every occasion in both languages, from full, poor and hostile Briefs."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.brief import OCCASIONS, Ask, Brief, Moment, Person
from coach.understanding import understand
from coach.writing import channels, critique, keigo
from coach.writing.drafting import draft

TODAY = date(2026, 11, 25)
CHANNELS = ["email", "linkedin", "line", "slack", "eight"]


def brief(**fields):
    return Brief(**{"text": "依頼", "language": "ja", "kind": "outreach", **fields})


MINATO = Person(name="田中", role="部長", department="営業部", company="(株)みなと物流")
ASK = Ask(words="来月見学させてもらいたい", what="meeting")
THANKS = brief(
    occasion="thanks_meeting",
    recipient=MINATO,
    sender=Person(name="佐藤", company="(株)あおば"),
    met_where="大阪の交流会",
    met_when=Moment(words="先週", day=date(2026, 11, 24)),
    topics=("倉庫の自動化の話",),
    ask=ASK,
)


def test_a_thank_you_mail_has_its_form_and_its_facts():
    drafted = draft(THANKS, today=TODAY)
    message = drafted.message
    lines = message.body.splitlines()
    assert lines[:2] == ["株式会社みなと物流", "営業部 部長 田中様"]
    assert "倉庫の自動化" in message.subject and len(message.subject) <= 40
    assert "先週の大阪の交流会" in message.body
    assert "来月、見学の機会を" in message.body.replace("\n", "")
    assert "株式会社あおばの佐藤" in message.body
    assert "お世話になっております" not in message.body
    assert message.placeholders == []
    assert lines[-3:-1] == ["株式会社あおば", "佐藤"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("occasion", OCCASIONS)
def test_every_occasion_can_be_drafted_from_nothing_but_its_name(occasion, channel, language):
    drafted = draft(brief(occasion=occasion, channel=channel, language=language), today=TODAY)
    message = drafted.message
    assert message.body.strip()
    assert len(drafted.questions) <= 2
    assert (message.subject is not None) == (channel == "email")
    found = re.findall(r"【([^】]+)】" if language == "ja" else r"\[([^\]]+)\]", f"{message.subject}\n{message.body}")
    assert list(dict.fromkeys(found)) == message.placeholders
    assert "{" not in message.body and "None" not in message.body
    assert channels.check(message, linkedin_limit=200) == []


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_japanese_drafts_hold_register_and_keigo(occasion):
    for tone in ("close", "polite", "formal"):
        for stage in ("stranger", "met_once", "acquaintance", "close"):
            asked = brief(
                occasion=occasion,
                tone=tone,
                stage=stage,
                recipient=MINATO,
                sender=Person(name="佐藤"),
                topics=("採用",),
            )
            body = draft(asked, today=TODAY).message.body
            assert [each for each in keigo.check(body) if each.severity != "variation"] == []
            rules = {each.rule for each in critique.critique(body, language="ja", channel="email", stage=stage)}
            assert rules.isdisjoint({"tone-mix", "osewa-to-stranger", "missing-address", "missing-naming"})


def test_the_same_request_gives_the_same_text_and_another_one_another():
    assert draft(THANKS, today=TODAY) == draft(THANKS, today=TODAY)
    bodies = {draft(THANKS.model_copy(update={"text": f"依頼{n}"}), today=TODAY).message.body for n in range(8)}
    assert len(bodies) >= 5


def test_five_requests_of_one_occasion_do_not_read_like_one_template():
    people = ["田中", "鈴木", "高橋", "伊藤", "渡辺"]
    topics = ["倉庫の自動化", "若手の採用", "古民家の再生", "海外展開", "副業"]
    drafts = [
        draft(
            brief(text=f"{name}さんにお礼", occasion="report_back", recipient=Person(name=name), topics=(topic,)),
            today=TODAY,
        )
        for name, topic in zip(people, topics, strict=True)
    ]
    bodies = [re.sub("|".join([*people, *topics]), "○", drafted.message.body) for drafted in drafts]
    said = [set(re.findall(r"[^\n。]+。", body)) for body in bodies]
    assert len(set(bodies)) >= 4
    assert len(set.intersection(*said)) < min(map(len, said)) / 2


@pytest.mark.parametrize(
    ("change", "holds", "without"),
    [
        ({"channel": "line"}, "田中部長", "株式会社みなと物流"),
        ({"message_language": "en"}, "Tanaka-san", "田中"),
        ({"tone": "close"}, "田中さん", "いたします"),
        ({"tone": "formal"}, "でございます", "です。\n"),
        ({"warmth": "warm"}, "ご自愛", "!"),
    ],
)
def test_a_revision_changes_the_text(change, holds, without):
    body = draft(THANKS.model_copy(update=change), today=TODAY).message.body
    assert holds in body
    assert without not in body


def test_shorter_is_shorter_and_longer_is_longer():
    sizes = [
        len(draft(THANKS.model_copy(update={"length": length, "occasion": "ask_meeting"}), today=TODAY).message.body)
        for length in ("short", "normal", "long")
    ]
    assert sizes[0] < sizes[1] <= sizes[2]


def test_dropping_the_ask_drops_the_request_and_the_way_out():
    body = draft(THANKS.model_copy(update={"ask": None}), today=TODAY).message.body
    assert "見学" not in body and "お気になさらないで" not in body


def test_a_stranger_is_never_greeted_as_a_client():
    for n in range(10):
        asked = brief(text=str(n), occasion="first_contact", recipient=MINATO, ask=ASK)
        assert "お世話になっております" not in draft(asked, today=TODAY).message.body


def test_an_organisation_gets_onchu_and_a_role_gotantosha():
    firm = brief(occasion="first_contact", recipient=Person(name="(株)青空", is_organisation=True))
    role = brief(occasion="first_contact", recipient=Person(company="(株)青空", role="採用担当"))
    assert draft(firm, today=TODAY).message.body.startswith("株式会社青空 御中")
    assert "採用ご担当者様" in draft(role, today=TODAY).message.body


def test_own_people_are_not_raised():
    asked = brief(
        occasion="first_after_introduction",
        sender=Person(name="佐藤", company="株式会社あおば"),
        introducer=Person(name="鈴木", honorific="部長", company="(株)あおば"),
        recipient=MINATO,
    )
    body = draft(asked, today=TODAY).message.body
    assert "弊社の鈴木" in body
    assert "鈴木様" not in body and "鈴木部長" not in body


def test_an_introduction_asks_both_sides_and_hands_over_nothing():
    asked = brief(
        occasion="make_introduction", recipient=MINATO, third=Person(name="鈴木", company="ひかり"), topics=("採用",)
    )
    drafted = draft(asked, today=TODAY)
    assert len(drafted.also) == 1
    assert drafted.also[0].recipient == "鈴木"
    assert "ご意向" in drafted.message.body or "伺ってから" in drafted.message.body
    assert any("双方" in note for note in drafted.notes)


def test_once_both_have_agreed_one_message_goes_to_both():
    asked = brief(
        text="両方から了解をもらいました。二人を引き合わせるメールを書いて",
        occasion="make_introduction",
        recipient=Person(name="森下"),
        third=Person(name="ワン", role="通訳"),
    )
    drafted = draft(asked, today=TODAY)
    assert drafted.message.body.startswith("森下様\n通訳 ワン様\n")
    assert "よろしいでしょうか" not in drafted.message.body
    assert drafted.also == ()


def test_a_request_for_an_introduction_brings_a_note_to_forward():
    asked = brief(
        occasion="ask_introduction",
        recipient=MINATO,
        ask=Ask(words="採用担当の方を紹介してほしい", what="introduction"),
    )
    body = draft(asked, today=TODAY).message.body
    assert "紹介文" in body and "自分の仕事を一言で" in body


@pytest.mark.parametrize("occasion", ["accept_no", "apologise_over_asking"])
def test_after_a_no_or_too_many_asks_nothing_is_asked(occasion):
    body = draft(brief(occasion=occasion, recipient=MINATO, ask=ASK), today=TODAY).message.body
    assert "いただけないでしょうか" not in body and "いただけますと幸い" not in body


def test_a_late_thank_you_says_so():
    late = THANKS.model_copy(update={"met_when": Moment(words="11月10日", day=date(2026, 11, 10))})
    drafted = draft(late, today=TODAY)
    assert "遅くなり" in drafted.message.body
    assert any("翌営業日" in note for note in drafted.notes)


def test_settings_sign_the_draft_when_the_brief_does_not():
    asked = THANKS.model_copy(update={"sender": Person()})
    drafted = draft(asked, today=TODAY, sender_name="原田", sender_company="(株)原田")
    assert "株式会社原田の原田" in drafted.message.body
    assert drafted.message.placeholders == []


def test_notes_warn_of_eight_and_of_advertising():
    eight = draft(brief(occasion="first_contact", channel="eight", recipient=MINATO), today=TODAY)
    bulk = draft(brief(text="キャンペーンの宣伝メールを書いて", occasion="invite", recipient=MINATO), today=TODAY)
    assert any("Eight" in note for note in eight.notes)
    assert any("特定電子メール法" in note for note in bulk.notes)


def test_notes_speak_the_language_of_the_request():
    drafted = draft(
        brief(language="en", message_language="ja", occasion="thanks_meeting", recipient=MINATO), today=TODAY
    )
    assert drafted.message.language == "ja"
    assert all(re.search("[a-z]", question) for question in drafted.questions)


def test_words_that_cannot_be_carried_over_stay_open_with_their_original():
    asked = THANKS.model_copy(update={"message_language": "en", "topics": ("冷凍マグロの解体",)})
    message = draft(asked, today=TODAY).message
    assert any("冷凍マグロの解体" in label for label in message.placeholders)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_linkedin_notes_keep_a_short_limit_with_long_facts(language):
    asked = brief(
        language=language,
        occasion="thanks_meeting",
        channel="linkedin",
        recipient=Person(name="Alexandra Konstantinopoulou"),
        met_where="the International Forum on Cold-Chain Logistics and Warehouse Automation",
        topics=("the regulation of autonomous forklifts in refrigerated storage",),
        ask=Ask(words="a call", what="meeting", minutes=15),
    )
    for limit in (120, 200, 300):
        assert channels.counted(draft(asked, today=TODAY, linkedin_limit=limit).message.body) <= limit


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(OCCASIONS),
    st.sampled_from(CHANNELS),
    st.sampled_from(["ja", "en"]),
    st.lists(st.text(min_size=1, max_size=40), min_size=8, max_size=8),
)
def test_any_words_give_a_draft_whose_placeholders_are_listed(occasion, channel, language, words):
    asked = brief(
        text=words[0],
        language=language,
        occasion=occasion,
        channel=channel,
        recipient=Person(name=words[1], company=words[2]),
        topics=(words[3],),
        given=words[4],
        offered=words[5],
        ask=Ask(words=words[6]),
        reason=words[7],
        history=words[3],
        event=words[2],
        met_where=words[1],
        met_when=Moment(words=words[7]),
    )
    message = draft(asked, today=TODAY).message
    assert message.body.strip()


def test_braces_in_the_users_words_are_only_words():
    body = draft(brief(occasion="thanks_meeting", topics=("{me} と {x|y} の扱い",)), today=TODAY).message.body
    assert "{me}" in body


def test_an_article_read_is_no_meeting() -> None:
    text = "田中商事の鈴木部長に初めてメール。記事を読んで共感した。15分オンラインで話を聞きたい"
    brief = understand(text, embed=None, kind="outreach", today=TODAY)
    body = draft(brief, today=TODAY).message.body
    assert "お目にかかれて" not in body
    assert "ご挨拶いたしました" not in body
    assert "記事を拝" in body


def test_what_they_told_is_thanked_for_once() -> None:
    text = (
        "Thank Priya Nair from Northgate Health; we met at yesterday's product meetup "
        "and she told me how they cut onboarding to two weeks."
    )
    brief = understand(text, embed=None, kind="follow_up", today=TODAY)
    assert draft(brief, today=TODAY).message.body.count("how you cut onboarding") == 1


def test_a_former_manager_is_not_told_that_they_were_one() -> None:
    text = "Write to Kenji Mori, my former manager at Fujita Systems. We haven't spoken for years. I now run a bakery."
    brief = understand(text, embed=None, kind="outreach", today=TODAY)
    body = draft(brief, today=TODAY).message.body
    assert "You were my former" not in body
    assert "Fujita Systems" in body


def test_what_is_hoped_for_from_the_third_is_the_reason_and_each_reader_is_spoken_to_rightly() -> None:
    text = (
        "Ask Dana Cole for an introduction to Luis Ortega at Harbor Foods. I want to learn how they choose suppliers."
    )
    brief = understand(text, embed=None, kind="outreach", today=TODAY)
    letter, _, blurb = draft(brief, today=TODAY).message.body.partition(">")
    assert "how they choose suppliers" in letter
    assert "how you choose suppliers" in blurb


def test_help_received_is_no_wish() -> None:
    text = "昨日ランチをごちそうになった木村さんに、LINEで軽くお礼を送りたい。転職の話を聞いてもらえて気が楽になった"
    brief = understand(text, embed=None, kind="follow_up", today=TODAY)
    message = draft(brief, today=TODAY).message
    assert "転職の話" in message.body
    assert brief.ask is None


@pytest.mark.parametrize(
    ("text", "absent", "present"),
    [
        ("転職を手伝ってくれた先輩の木村さんに、内定が出たとLINEで報告したい", "手伝いいたします", "内定が出"),
        (
            "見積もりを送って1週間返事がない林部長にやんわりリマインドのメール",
            "返事がありません",
            "見積もりの件",
        ),
        (
            "高橋課長からゴルフに誘われたが、その日は子の運動会なので断りたい。メールで",
            "運動会なため",
            "運動会のため",
        ),
        ("Turn down Janet's offer to join the school board, I start a night course in January.", "send you", "course"),
        (
            "LinkedIn note to Marco Rossi, who gave the talk on rust at the Turin conference. I used his trick. Hana",
            "talking with me",
            "giving the talk on rust",
        ),
        (
            "Email to Priya: thank her for explaining their rota at yesterday's meetup. I'm Tom, a nurse in Leeds.",
            "rota at",
            "meetup yesterday. I'm a nurse in Leeds.",
        ),
    ],
)
def test_what_was_received_heard_or_left_unanswered_is_not_offered_or_reproached(text, absent, present) -> None:
    read = understand(text, embed=None, kind="follow_up", today=TODAY)
    body = draft(read, today=TODAY).message.body.replace("\n", "")
    assert absent not in body
    assert present in body


def test_a_question_is_not_asked_about_what_was_told() -> None:
    told = understand(
        "I got the job! tell my professor Dr Ekström who wrote the reference, email", embed=None, today=TODAY
    )
    assert not any("turn out" in each for each in draft(told, today=TODAY).questions)
    open_ = understand("Report back to Dr Ekström by email", embed=None, kind="follow_up", today=TODAY)
    assert any("turn out" in each for each in draft(open_, today=TODAY).questions)


def test_ten_in_words_is_ten_in_figures() -> None:
    from coach.writing.coverage_en import lost

    assert lost(("ten chairs",), "I can lend you 10 chairs.") == ()
    assert lost(("ten chairs",), "I can lend you 1 chair.") == ("ten chairs",)
