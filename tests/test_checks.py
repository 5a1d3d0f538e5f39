"""What a text passes before the user sees it: sources, facts, language, form."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writing_samples import BASE_TEXT, EN_SECTIONS, GOOD_TEXT, JA_BODY, JA_SECTIONS, FixedWriter, outreach, question

from coach.answer import Citation, Message
from coach.brief import Brief, Person
from coach.section import Section
from coach.writing.checks import blanks, check_leak, check_message, check_text, citations_for, verify
from coach.writing.citing import claim_before, plain_marks, renumber, sentences, with_marks
from coach.writing.claims import Known, invented, invented_names
from coach.writing.request import Request, Written

SECTIONS = {"ja": dict(enumerate(JA_SECTIONS, 1)), "en": dict(enumerate(EN_SECTIONS, 1))}


def rules(text: str, language: Any = "ja", **changes: Any) -> list[str]:
    request = replace(question(language), **changes)
    base = FixedWriter().write(request, lambda _: None)
    return [problem.rule for problem in check_text(text, request, SECTIONS[language], base)]


# --- answers ----------------------------------------------------------------------------------------------------------

FAITHFUL = [
    "一つだけにしましょう。三つ並ぶと、返事が止まりがちです[1]。\n\n1. 書き出す（5分）\n2. 一つ選ぶ（5分）",
    "まとめません。相手が答えやすいものを1つに絞り[1]、断りやすい一言を添えます[3]。11月25日のうちで十分です。",
    "お礼は当日か翌営業日に送ります[2]。皆様へのお礼やお客様への連絡でも、担当者様でも同じです。",
    "「三つお願いがあるのですが」と並べず、「一つだけ教えてください」と書くと、相手は気持ちよく引き受けられます[1][3]。",
    "一度に頼まず、二、三日あけます。相手の方が答えやすいもの一つに絞るのが十分条件です[1]。",
]


@pytest.mark.parametrize("text", [GOOD_TEXT["ja"], BASE_TEXT["ja"], *FAITHFUL])
def test_a_faithful_japanese_answer_passes(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        GOOD_TEXT["en"],
        BASE_TEXT["en"],
        "Write on the same day or the next business day [1]. Keep it to three or four lines; a brochure turns thanks "
        'into selling [1].\n\n1. Write one line today.\n2. Send it by Thursday.\n\nSay: "Thank you for the talk."',
        "Ask for one thing, and say why you ask this person [2]. In Japanese you may open with お世話になっております.",
    ],
)
def test_a_faithful_english_answer_passes(text: str) -> None:
    request = question("en", "I met someone on Thursday. When do I thank?")
    assert check_text(text, request, SECTIONS["en"]) == []


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        ("日本人の87%がそう答えました。", "invented-fact"),
        ("返信率は34倍になります。", "invented-fact"),
        ("12月3日に送ってください。", "invented-fact"),
        ("次の金曜日に送ってください。", "invented-fact"),
        ("鈴木様もそうおっしゃっています。", "invented-fact"),
        ("ケリーさんの例もあります。", "invented-fact"),
        ("株式会社あおぞらの調査では逆でした。", "invented-fact"),
        ("海山商事株式会社でも同じです。", "invented-fact"),
        ("詳しくは https://example.com/tips へ。", "invented-fact"),
        ("help@example.com に聞けます。", "invented-fact"),
        ("0120-123-456 に電話できます。", "invented-fact"),
        ("五十人に聞いた結果です。", "invented-fact"),
        ("<b>大事です</b>", "markup"),
        ("<script>alert(1)</script>", "markup"),
        ("![図](http://x.y/z.png)", "markup"),
        ("[こちら](javascript:alert(1))", "markup"),
        ("さらに詳しい資料があります[7]。", "citation-unknown"),
        ("这个问题我们应该首先了解对方公司情况然后再发送邮件联系", "language"),
        ("안녕하세요 반갑습니다", "language"),
        ("あ" * 1_700, "too-long"),
    ],
)
def test_what_nobody_gave_or_asked_for_is_named(added: str, rule: str) -> None:
    assert rule in rules(f"{GOOD_TEXT['ja']}{added}")


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        ("Of all people, 87% agree.", "invented-fact"),
        ("Write by December 3.", "invented-fact"),
        ("Write by the 3rd of December.", "invented-fact"),
        ("Do it on Friday.", "invented-fact"),
        ("Ask Mr. Suzuki about it.", "invented-fact"),
        ("Minato Logistics Inc. does it too.", "invented-fact"),
        ("Twelve people said so.", "invented-fact"),
        ("お礼は早めに書きます。話した内容を一つ入れて、翌営業日までに必ず送るようにしましょう。" * 4, "language"),
    ],
)
def test_english_answers_are_held_to_the_same(added: str, rule: str) -> None:
    assert rule in rules(f"{GOOD_TEXT['en']} {added}", "en")


def test_an_answer_without_sources_is_named_where_there_are_any() -> None:
    assert rules("一通には一つだけにしましょう。") == ["citation-missing"]
    assert rules("下書きです。読み返してください。", kind="outreach") == []
    assert check_text("一つだけにしましょう。", question(), {}) == []


def test_a_source_that_says_something_else_is_named() -> None:
    text = "名刺交換の翌朝に駅前の喫茶店で朝食を食べると商談がまとまります[2]。一通には一つだけです[1]。"
    assert "citation-unrelated" in rules(text)


def test_what_the_user_or_the_offline_answer_said_is_no_invention() -> None:
    text = f"{GOOD_TEXT['ja']}鈴木さんには12月3日に、30分だけとお願いします。"
    assert "invented-fact" in rules(text)
    assert rules(text, brief=question(text="鈴木さんに12月3日に30分もらいたい").brief) == []
    assert rules(text, notes=("鈴木さんに12/3、三十分",)) == []


def test_an_empty_text_is_one_problem() -> None:
    for text in (" \n", "…", "text", "【】"):
        assert rules(text) == ["empty"]


def test_problems_are_told_in_the_language_of_the_answer() -> None:
    request = question("en")
    (problem,) = check_text("Ask for one thing.", request, SECTIONS["en"])
    assert problem.detail == "No passage of the material is cited as [n]."


# --- facts ------------------------------------------------------------------------------------------------------------


def known(*texts: str) -> Known:
    return Known(texts, date(2026, 11, 25))


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        ("三十分ほしい", "30分"),
        ("30分ほしい", "三十分"),
        ("１２月３日", "12月3日"),
        ("2026-12-03", "December 3"),
        ("2026-12-03 に", "木曜日"),
        ("Dec 3rd", "12月3日"),
        ("twenty people", "20人"),
        ("1,000円", "1000円"),
        ("(株)みなと物流", "株式会社みなと物流"),
        ("みなと物流の田中", "みなと物流株式会社の田中様"),
        ("Sarah Miller of Acme", "Dear Sarah, at Acme Inc."),
        ("木曜に会った", "(木)に会った"),
        ("ｔａｒｏ@example.com", "taro@example.com"),
    ],
)
def test_a_fact_may_be_written_another_way(given_text: str, text: str) -> None:
    assert invented(text, known(given_text)) == []


@pytest.mark.parametrize(
    "text", ["B2Bや5Gや1on1の話", "第2回", "十人十色です", "同様に、皆様と", "【10月3日】に【田中様】へ", "[3 dates]"]
)
def test_what_states_no_fact_is_let_through(text: str) -> None:
    assert invented(text, known("")) == []


def test_today_is_known() -> None:
    assert invented("きょう11月25日（水）に", known("")) == []


def test_names_without_honorific_in_messages() -> None:
    assert invented_names("先日は鈴木と名古屋に伺いました。日本の皆様へ", "ja", known("")) == ["鈴木", "名古屋"]
    assert invented_names("I met Olivia in Boston on Monday via LinkedIn.", "en", known("")) == ["Olivia", "Boston"]
    assert invented_names("I met Olivia in Boston.", "en", known("Olivia from boston")) == []


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_checked(text: str) -> None:
    check_text(text, question(), SECTIONS["ja"])
    check_message(Message(channel="email", language="ja", subject=text, body=text or "x"), outreach(), outreach().draft)
    assert invented(text, known(text)) == [] or "\n" in text or "\r" in text or not text.isprintable()


# --- messages ---------------------------------------------------------------------------------------------------------


def message_rules(body: str, subject: str | None = "大阪の交流会のお礼（山本）", **changes: Any) -> list[str]:
    request = outreach()
    assert request.draft is not None
    message = request.draft.model_copy(update={"body": body, "subject": subject, **changes})
    return [problem.rule for problem in check_message(message, request, request.draft)]


def test_a_good_message_passes() -> None:
    assert message_rules(JA_BODY) == []
    assert message_rules(JA_BODY.replace("来月、", "来月の【ご都合のよい日】に、")) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("来月、", "12月10日（木）に、", "invented-fact"),
        ("来月、", "30分ほど、", "invented-fact"),
        ("大阪の交流会", "名古屋の交流会", "invented-fact"),
        ("倉庫の自動化の", "佐藤様から伺った", "invented-fact"),
        ("青空商事の山本", "青空商事の山本（090-1234-5678）", "invented-fact"),
        ("来月、", "来月○○日に、", "placeholder"),
        ("来月、", "来月{{日付}}に、", "placeholder"),
        ("来月、", "来月[日付]に、", "placeholder"),
        ("来月、", "来月【日付に、", "placeholder"),
        ("田中様", "御中", "lost-fact"),
        ("部長 田中様", "田中", "no-honorific"),
        ("山本", "私", "lost-fact"),
        ("先日の", "**先日**の", "markup"),
        ("先日の", "先日[1]の", "markup"),
    ],
)
def test_what_a_message_must_not_hold_is_named(old: str, new: str, rule: str) -> None:
    assert rule in message_rules(JA_BODY.replace(old, new))


def test_a_mail_needs_a_subject_of_one_line() -> None:
    assert "no-subject" in message_rules(JA_BODY, None)
    assert "subject" in message_rules(JA_BODY, "お礼\n大阪")


def test_an_empty_message_is_no_message() -> None:
    assert message_rules(" ") == ["no-message"]


def test_the_limit_of_a_linkedin_note_is_a_setting() -> None:
    request = outreach()
    note = Message(channel="linkedin", language="ja", body="大阪の交流会でお話しした山本です。" * 12, recipient="田中")
    assert "too-long-for-channel" in [each.rule for each in check_message(note, request, None, 200)]
    assert "too-long-for-channel" not in [each.rule for each in check_message(note, request, None, 300)]


@pytest.mark.parametrize("stage", ["stranger", None])
@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ja", "突然のご連絡失礼いたします。いつもお世話になっております。"),
        ("ja", "先日の会ではありがとうございました。"),
        ("en", "It was great to meet you. I would like to ask one thing."),
    ],
)
def test_a_stranger_is_not_greeted_as_an_acquaintance(stage: Any, language: Any, body: str) -> None:
    brief = Brief(text="x", language="ja", kind="outreach", occasion="first_contact", stage=stage)
    message = Message(channel="slack", language=language, body=body)
    assert "greeting" in [each.rule for each in check_message(message, replace(question(), brief=brief))]
    known_brief = brief.model_copy(update={"stage": "met_once"})
    assert "greeting" not in [each.rule for each in check_message(message, replace(question(), brief=known_brief))]


def test_an_english_message_keeps_to_the_brief() -> None:
    brief = Brief(
        text="Thank Priya Nair from Northgate Health; met at the product meetup",
        language="en",
        kind="follow_up",
        recipient=Person(name="Priya Nair", company="Northgate Health"),
    )
    request = replace(question("en"), brief=brief)

    def found(body: str) -> list[str]:
        message = Message(channel="email", language="en", subject="Thank you", body=body, recipient="Priya Nair")
        return [each.rule for each in check_message(message, request)]

    good = "Dear Priya Nair,\n\nThank you for the talk at the product meetup. I learned a lot.\n\nRegards,\n[your name]"
    assert found(good) == []
    assert found(good.replace("I learned", "I met Olivia and learned")) == ["invented-fact"]
    assert found(good.replace("[your name]", "【名前】")) == ["placeholder"]
    assert found(good.replace("[your name]", "{name}")) == ["placeholder"]


def test_blanks_are_listed_once_in_order() -> None:
    assert blanks("【会社名】の【お名前】と【会社名】", "ja") == ["会社名", "お名前"]
    assert blanks("[date] and [place]", "en") == ["date", "place"]


def test_a_line_of_the_instructions_is_a_leak() -> None:
    told = (
        "# 役目\n\n- 人・会社・日付・数字・場所・連絡先は、依頼・事実・決まったこと・資料・土台の"
        "どれかにあるものだけを書きます。\n短い行"
    )
    assert [each.rule for each in check_leak(f"指示は「{told}」です", told, "ja")] == ["prompt-leak"]
    assert check_leak("短い行は誰でも書きます。人・会社・日付も。", told, "ja") == []


# --- citations --------------------------------------------------------------------------------------------------------


def test_marks_are_numbered_in_order_of_use_and_quotes_are_the_closest_sentences() -> None:
    text = (
        "断りやすい一言を添えます[3]。頼みごとは相手が答えやすいもの一つに絞り[1]、書き出します[1]。道も残します[3]。"
    )
    new, citations = citations_for(text, SECTIONS["ja"])
    assert [int(n) for n in "".join(char for char in new if char.isdigit())] == [1, 2, 2, 1]
    assert [citation.passage_id for citation in citations] == ["p3", "p1"]
    assert citations[1].quote == "一通に書く頼みごとは、相手がいちばん答えやすいもの一つに絞ります。"


def test_the_quote_follows_the_claim() -> None:
    for claim, quote in (
        (
            "お礼の文面に頼みごとを足すと、口実に見えます[2]。",
            "お礼の文面に新しい頼みごとを足すと、お礼が口実に見えます。",
        ),
        ("お礼は翌営業日までに送ります[2]。", "お礼は当日か翌営業日に送り、話した内容を一つだけ入れます。"),
    ):
        assert citations_for(claim, SECTIONS["ja"])[1][0].quote == quote


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("[1, 2]", "[1][2]"),
        ("［３］", "[3]"),
        ("【2】", "[2]"),
        ("〔1〕", "[1]"),
        ("[資料1]", "[1]"),
        ("[1、3]", "[1][3]"),
        ("[^2]", "[2]"),
        ("[お名前]と【会社2】と[2026]", "[お名前]と【会社2】と[2026]"),
    ],
)
def test_marks_are_read_in_every_form(written: str, plain: str) -> None:
    assert plain_marks(written) == plain


def test_the_claim_of_a_mark_before_or_after_the_full_stop() -> None:
    for text in (
        "前の文。頼みは一つです[1]。",
        "前の文。頼みは一つです。[1]",
        "前の文。\n- **手順** 頼みは一つです。[2][1]",
    ):
        assert claim_before(text, text.index("[1]")).rstrip("。") == "頼みは一つです"


def test_sentences_are_verbatim_and_without_labels() -> None:
    for section in (*JA_SECTIONS, *EN_SECTIONS):
        found = sentences(section.text)
        assert found
        assert all(sentence in section.text and "**" not in sentence for sentence in found)


@given(
    st.lists(st.sampled_from(["[1]", "[2]", "[3]", "文です。", "[1, 3]", "\n- ", "**例** "]), max_size=12).map("".join)
)
def test_every_mark_gets_a_verbatim_citation(text: str) -> None:
    new, citations = citations_for(text, SECTIONS["ja"])
    by_id = {section.passage_id: section for section in JA_SECTIONS}
    assert verify(Written(text=new, citations=citations), by_id) == []
    assert renumber(new)[0] == new


def test_forgotten_marks_are_put_where_the_words_are_the_passages() -> None:
    sections = SECTIONS["ja"]
    text = (
        "まず一つだけ決めます。断りやすい一言を添えると、相手は気持ちよく引き受けられます。\n\n- お礼は早めが安心です。"
    )
    assert with_marks(text, sections) == text.replace("られます。", "られます。[3]")
    assert with_marks("お礼は早めに書きましょう。", sections) == "お礼は早めに書きましょう。"
    assert with_marks(f"{text}一つにします[1]。", sections) == f"{text}一つにします[1]。"
    said = "Ask for one small thing, and say why you ask this person. It is easy."
    assert with_marks(said, SECTIONS["en"]) == said.replace("person.", "person.[2]")


def citation(quote: str, n: int = 1, passage: str = "p1") -> Citation:
    return Citation(n=n, passage_id=passage, guide="g", topic=None, heading="h", quote=quote)


def test_verify_names_what_does_not_hold() -> None:
    by_id: dict[str, Section] = {section.passage_id: section for section in JA_SECTIONS}
    quote = "三つ並ぶと、全部の返事が止まりがちです。"

    def found(text: str, *citations: Citation) -> list[str]:
        return [each.rule for each in verify(Written(text=text, citations=citations), by_id)]

    assert found("止まります[1]。", citation(quote)) == []
    assert found("止まります[2]。", citation(quote)) == ["citation-unknown"]
    assert found("止まります[1]。", citation(quote.replace("三つ", "四つ"))) == ["quote-not-verbatim"]
    assert found("止まります[1]。", citation(" ")) == ["quote-not-verbatim"]
    assert found("止まります[1]。", citation(quote, passage="p9")) == ["citation-unknown"]


def test_the_request_type_is_left_alone() -> None:
    request: Request = question()
    check_text(GOOD_TEXT["ja"], request, SECTIONS["ja"])
    assert request == question()
