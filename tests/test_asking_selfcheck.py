"""Requests for a self-check taken apart, and plans judged before there is a draft."""

import pytest

from coach.asking import History, judge_situation, read_self_check

DRAFTS = [
    (
        "これ送っても大丈夫?相手は一度会っただけ。「社長をご紹介いただけませんか?」",
        "社長をご紹介いただけませんか?",
        "met_once",
    ),
    (
        "am I over-asking? Hi Ken, could you introduce me to your CEO?",
        "Hi Ken, could you introduce me to your CEO?",
        None,
    ),
    (
        "Is this ok to send? We met once.\n\nHi Ken,\n\nCould you refer me?\n\nAmy",
        "Hi Ken,\n\nCould you refer me?\n\nAmy",
        "met_once",
    ),
    ("文面をチェックして。\n\n田中様\n30分お時間ください。\n\n重いかな?", "田中様\n30分お時間ください。", None),
    (
        "田中様\nお世話になっております。ご紹介いただけますか。",
        "田中様\nお世話になっております。ご紹介いただけますか。",
        None,
    ),
    ("check my draft:\n```\nPlease send me the list.\n```", "Please send me the list.", None),
]


@pytest.mark.parametrize(("text", "draft", "stage"), DRAFTS)
def test_the_draft_is_found_where_it_stands(text: str, draft: str, stage: str | None) -> None:
    found = read_self_check(text)
    assert found.draft == draft
    assert found.draft_start is not None
    assert text[found.draft_start : found.draft_start + len(draft)] == draft
    assert found.stage == stage


@pytest.mark.parametrize(
    "text",
    [
        "先月も紹介を頼んだのにまた頼むのは図々しい?",
        "一度会っただけの人に推薦状をお願いしてもいいでしょうか",
        "I asked her for an intro last month. Is it too much to ask again?",
        "Would it be rude to ask my former boss for an opinion?",
    ],
)
def test_a_plan_is_no_draft(text: str) -> None:
    assert read_self_check(text).draft is None


def test_relation_and_history_come_from_around_the_draft() -> None:
    found = read_self_check("これ頼みすぎ?先月も紹介を頼んだ同僚です。「人事の方を紹介してもらえますか」")
    assert found.stage == "acquaintance"
    assert found.history == History(asks=1)
    assert found.draft == "人事の方を紹介してもらえますか"


@pytest.mark.parametrize(
    ("text", "verdict", "rule", "advice"),
    [
        ("先月も紹介を頼んだのにまた頼むのは図々しい?", "caution", "repeat-ask", "お礼"),
        ("一度会っただけの人に推薦状をお願いしてもいい?", "over_asking", "large-ask-weak-tie", "一言の質問"),
        ("先週断られたけど、もう一回紹介をお願いしてもいい?", "over_asking", "repeat-ask", "繰り返しません"),
        ("二回メールしたけど返信がない。もう一度連絡してもいい?", "caution", "chasing", "ほかに"),
        ("Is it ok to ask someone I met once for a referral?", "over_asking", "large-ask-weak-tie", "short question"),
        ("I asked her for an intro last month. Is it too much to ask again?", "caution", "repeat-ask", "thank"),
    ],
)
def test_a_plan_gets_advice_on_what_to_do_instead(text: str, verdict: str, rule: str, advice: str) -> None:
    review = judge_situation(text)
    assert review.verdict == verdict
    finding = next(one for one in review.findings if one.rule == rule)
    assert advice in finding.suggestion
    assert review.rewrite is None
    assert all(ask.text == text[ask.start : ask.end] for ask in review.asks)


def test_a_small_plan_is_fine() -> None:
    assert judge_situation("仲のいい先輩に、おすすめの本を聞こうと思っています。").verdict == "ok"


def test_a_value_and_the_account_are_joined() -> None:
    text = "知り合いに人事の方の紹介を頼もうと思っています。"
    assert judge_situation(text, history=History(asks=2)).load > judge_situation(text).load
