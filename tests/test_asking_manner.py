"""Manner, reasons, history, plans: mechanisms of the over-asking check on wordings that stand in no data file."""

import pytest

from coach.asking import check, judge_situation
from coach.asking.evidence import whole_words
from coach.asking.layout import language_of, sentences_of
from coach.asking.plans import planned
from coach.asking.relation import to_history


def _rules(text: str, stage: str | None = "acquaintance", history: str | None = None) -> list[str]:
    return [finding.rule for finding in check(text, stage=stage, history=history).findings]


@pytest.mark.parametrize(
    "text",
    [
        "来春に工房を移すことになりました。金物屋の店主の方をご紹介いただけないでしょうか。",
        "夜勤の人手がどうにも足りません。看護師さんをどなたかご紹介いただけますか。",
        "猫カフェを始めようと思っています。獣医さんを紹介してもらえませんか。",
        "We're moving the studio to Hull in May. Could you introduce me to a landlord there?",
        "My apprentice has broken his wrist. Could you introduce me to another joiner?",
    ],
)
def test_a_plan_or_a_trouble_is_a_reason(text: str) -> None:
    assert "no-reason" not in _rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "ご著書を拝読し、感銘を受けました。編集長をご紹介ください。",
        "昨日の展示会でお隣の席でした。社長をご紹介ください。",
        "大変厚かましいお願いとは承知しております。理事長をご紹介ください。",
        "人事部長を紹介してほしいんですが、お願いします。",
        "I admire your work. Please introduce me to your publisher.",
        "We sat at the same table on Friday. Please introduce me to your chairman.",
    ],
)
def test_praise_ceremony_and_acquaintance_are_no_reason(text: str) -> None:
    assert "no-reason" in _rules(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ここで見放されたら、この教室は続けられません。発表会を手伝ってもらえませんか。", "guilt"),
        ("ほかの父母はみんな引き受けてくれたのにな。会計をお願いします。", "guilt"),
        ("もうプログラムにお名前を刷ってしまったので、司会をよろしくお願いします。", "presumption"),
        ("ご紹介いただけるものと信じ、先方には日時をお伝えしました。", "presumption"),
        ("先週お送りした見本、届きましたでしょうか。", "chasing"),
        ("性懲りもなくまたお願いです。もう一軒ご紹介いただけますか。", "repeat-ask"),
        ("前の税理士は本当にボンクラでした。どなたか紹介してもらえませんか。", "bad-mouthing"),
        ("You're the last hope we have left. Could you lend us the hall?", "guilt"),
        ("Every other parent has already chipped in. Could you bake for Saturday?", "guilt"),
        ("I've told the panel you'll chair it. Please keep the 9th.", "presumption"),
        ("I know I can count on you. Could you introduce me to the dean?", "presumption"),
        ("Third time of asking. Please send me the form.", "chasing"),
        ("It's barely a fortnight since I asked you for a contact. Could you give me another?", "repeat-ask"),
        ("Their agent couldn't organise a sandwich. Who does your leases?", "bad-mouthing"),
    ],
)
def test_pressure_and_history_in_other_words(text: str, rule: str) -> None:
    assert rule in _rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "15時までには直るので、そのあと試してもらえますか。",
        "お返事をいただき次第、差し替え版を即日お戻しします。一点だけ教えていただけますか。",
        "年が明けてからで構いませんので、感想を聞かせてもらえますか。",
    ],
)
def test_what_the_writer_does_by_then_presses_nobody(text: str) -> None:
    assert "deadline-pressure" not in _rules(text)


def test_a_consequence_is_no_way_out() -> None:
    assert "no-way-out" in _rules("使ってもらえなかったら、うちはもう終わりです。社長に口添えをお願いします。")
    assert "no-way-out" not in _rules("難しければ、公募で普通に応募します。社長に口添えをお願いできませんか。")


def test_a_bare_reminder_wants_a_way_out() -> None:
    text = "お世話になっております。先日お送りした見積もりですが、まだお返事をいただいておりません。"
    assert check(text, stage="acquaintance").verdict == "caution"
    assert check(text + "ご不要でしたら、どうぞご放念ください。", stage="acquaintance").verdict == "ok"


def test_things_counted_out_are_several_requests_and_one_stays() -> None:
    text = "見積の確認と資料の送付と会場の手配の三つをお願いできますでしょうか。来月の展示会で使います。"
    review = check(text, stage="acquaintance")
    assert "multiple-asks" in [finding.rule for finding in review.findings]
    assert review.rewrite is not None
    assert "見積の確認をお願いできますでしょうか" in review.rewrite
    assert "三つ" not in review.rewrite


def test_many_trifles_never_ask_too_much() -> None:
    text = "駐車場の場所を教えてください。受付の時間も教えてください。持ち物も教えてください。至急お願いします。"
    assert check(text, stage="acquaintance").verdict == "caution"


def test_help_of_late_without_thanks_weighs_more_than_help_long_ago() -> None:
    text = "足場を組み直すので、左官の方もご紹介いただけませんか。"
    late = check(text, stage="acquaintance", history="先月、鳶の方を紹介してもらったが、お礼はまだ")
    early = check(text, stage="acquaintance", history="三年前に鳶の方を紹介してもらったが、お礼はまだ")
    assert (late.verdict, early.verdict) == ("over_asking", "caution")


def test_thanks_in_the_message_settle_what_is_owed() -> None:
    thanked = "先月は鳶の方をご紹介くださり、ありがとうございました。無事に足場が組めました。"
    text = thanked + "難しければ構いませんが、左官の方もご紹介いただけませんか。壁を直すためです。"
    assert check(text, stage="acquaintance", history="先月、鳶の方を紹介してもらった").verdict == "caution"


@pytest.mark.parametrize(
    ("history", "said_no", "owed"),
    [
        ("the answer was a clear No", True, 0),
        ("The neighbour made an introduction last month; she was never thanked.", False, 1),
        ("he gave me a reference two weeks ago; no word since about how it went", False, 1),
        ("返事ははっきりノーだった", True, 0),
        ("先月紹介してもらったが、結果は伝えていない", False, 1),
    ],
)
def test_history_told_in_the_third_person(history: str, *, said_no: bool, owed: int) -> None:
    told = to_history(history)
    assert told.said_no is said_no
    assert told.thanks_owed == owed


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("3回メールしたのに返事がない。", "3回メールし", "3回メールした"),
        ("資料を見てもらいました。", "資料を見", "資料を見てもらいました"),
        ("I asked her yesterday.", "ask", "asked"),
    ],
)
def test_evidence_is_quoted_in_whole_words(text: str, words: str, quoted: str) -> None:
    sentence = sentences_of(text)[0]
    start = text.index(words)
    begin, end = whole_words(sentence, (start, start + len(words)))
    assert text[begin:end] == quoted


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("同僚に企画書を見てもらい、あわせて編集者も紹介してもらおうと思う。", {"feedback", "introduction"}),
        ("I plan to ask her to read my thesis and introduce me to her publisher.", {"feedback", "introduction"}),
        ("先月、二人の社長を紹介してもらいました。三人目をお願いしてもいいですか。", {"introduction"}),
        ("お礼を伝えるだけのつもりです。", set()),
        ("知らない業者にお断りの返事を出そうと思います。", set()),
    ],
)
def test_what_a_plan_asks_for(text: str, kinds: set[str]) -> None:
    assert {one.what for one in planned(sentences_of(text))} == kinds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("一度会っただけの社長に、推薦状を書いてもらうつもりです。", "一度会っただけの人に推薦や口添えを頼むのは"),
        ("断られた人に、もう一度出資を頼んでもいい?", "断られた"),
        ("I met her once. I'd like her to write me a reference.", "With somebody you met once"),
    ],
)
def test_the_answer_speaks_of_the_users_own_case(text: str, said: str) -> None:
    review = judge_situation(text)
    assert (
        said in review.summary.split("。")[0]
        or said in review.summary.split(". ")[0]
        or said in str([finding.why for finding in review.findings])
    )
    assert language_of(review.summary) == language_of(text)
