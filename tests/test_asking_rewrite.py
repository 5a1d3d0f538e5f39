"""The rewrite: keeps the writer's words, names, facts and voice; never makes it worse."""

import difflib
from pathlib import Path

import pytest

from coach.asking import check
from coach.asking.rewriting.wording import rewrite_words
from coach.resources import load_yaml, resource

CASES = [one for one in load_yaml(resource("evals", "cases", "asking_dev.yaml")) if one.get("mode") != "situation"]
DRAFTS = load_yaml(Path(__file__).with_name("asking_rewrites.yaml"))
ORDER = {"ok": 0, "caution": 1, "over_asking": 2}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_rewrite_is_never_worse(case: dict) -> None:
    review = check(case["text"], stage=case.get("stage"), history=case.get("history"))
    if review.rewrite is not None:
        again = check(review.rewrite, stage=review.stage, history=case.get("history"))
        assert ORDER[again.verdict] <= ORDER[review.verdict]
        assert review.rewrite.strip()


def test_what_is_fine_is_left_alone() -> None:
    assert check("昨日はありがとうございました。またお会いできるのを楽しみにしています。").rewrite is None


def test_the_writers_own_sentences_stay() -> None:
    text = (
        "みなと物流 田中様\n\n突然のご連絡失礼いたします。青葉システムの佐藤と申します。\n"
        "倉庫の記事を拝読しました。\n御社の役員の方をご紹介いただけないでしょうか。\nよろしくお願いいたします。"
    )
    rewritten = check(text).rewrite
    assert rewritten is not None
    for kept in (
        "みなと物流 田中様",
        "青葉システムの佐藤と申します。",
        "倉庫の記事を拝読しました。",
        "よろしくお願いいたします。",
    ):
        assert kept in rewritten
    assert "御社の役員の方" in rewritten
    assert "ご紹介いただけないでしょうか" not in rewritten


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("突然失礼いたします。来週一時間ほどお時間をいただけないでしょうか。", "ご放念ください", "断ってね"),
        ("昨日はどうも!社長さん紹介してよ", "断ってね", "ご放念ください"),
        ("Dear Mr. Lopez,\n\nWe have never met. Please introduce me to your board.", "feel free to say no", "!"),
    ],
)
def test_the_register_follows_the_draft(text: str, wanted: str, unwanted: str) -> None:
    rewritten = check(text, stage="stranger").rewrite
    assert rewritten is not None
    assert wanted in rewritten
    assert unwanted not in rewritten


def test_nothing_is_invented() -> None:
    text = "お世話になっております。佐藤です。御社の田中部長をご紹介ください。"
    rewritten = check(text, stage="acquaintance").rewrite
    assert rewritten is not None
    assert "【" in rewritten
    new = [line[2:] for line in difflib.ndiff(list(text), list(rewritten)) if line.startswith("+")]
    assert not set("".join(new)) & set("0123456789")


def test_a_slot_counts_as_what_it_stands_for() -> None:
    review = check("昨日交流会で名刺交換した山本です。30分お時間をください。")
    assert "no-reason" in [finding.rule for finding in review.findings]
    assert review.rewrite is not None
    assert "【お願いする理由】" in review.rewrite
    assert check(review.rewrite, stage=review.stage).verdict == "ok"


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft["text"][:24])
def test_what_stays_and_what_goes(draft: dict) -> None:
    review = check(draft["text"], stage=draft.get("stage"), history=draft.get("history"))
    if draft.get("none"):
        assert review.rewrite is None
        return
    assert review.rewrite is not None
    for kept in draft["stays"]:
        assert kept in review.rewrite
    for gone in draft["gone"]:
        assert gone not in review.rewrite
    assert check(review.rewrite, stage=review.stage, history=draft.get("history")).verdict == "ok"


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft["text"][:24])
def test_no_phrase_is_put_in_twice(draft: dict) -> None:
    review = check(draft["text"], stage=draft.get("stage"), history=draft.get("history"))
    for language in ("ja", "en"):
        words = rewrite_words(language)
        for name in ("reason", "way_out", "offer", "thanks", "no_reply", "remind", "unhurried", "when"):
            for said in words[name].values():
                assert (review.rewrite or "").count(said) <= 1


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("register", ["formal", "polite", "close"])
def test_a_smaller_request_is_small(language: str, register: str) -> None:
    """Every step down is small, whatever stands in it; fifteen minutes and one page are the exceptions."""
    named = {"ja": "北斗の森田さん", "en": "Mr Reed"}[language]
    for what, entries in rewrite_words(language)["smaller"].items():
        for entry in entries:
            text = entry[register].replace("{x}", named)
            sizes = {ask.size for ask in check(text, stage="acquaintance").asks}
            brief = what in ("meeting", "feedback") and entry.get("step", 1) == 1
            assert "large" not in sizes, text
            assert brief or sizes <= {"small"}, text


def test_both_languages_have_the_same_words() -> None:
    ja, en = rewrite_words("ja"), rewrite_words("en")
    assert set(ja) == set(en)
    assert set(ja["smaller"]) == set(en["smaller"])
