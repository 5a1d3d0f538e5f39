"""Names and addresses are hidden before a remote model and come back exactly."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.brief import Brief, Person
from coach.privacy import Mask, OpenText, is_loopback, make_masks
from coach.settings import Settings

NAMES = ["田中一郎", "佐藤 花子", "Sarah Miller", "林", "高橋様"]
COMPANIES = ["(株)みなと物流", "Minato Logistics Inc.", "海山商事株式会社"]

# Pieces out of which texts are built that are as hard as possible to hide and restore.
PIECES = [
    *["田中一郎", "田中", "田中様", "佐藤　花子", "佐藤花子さん", "林さん", "林", "森林", "Sarah", "MILLER", "Tanaka"],
    *[
        "みなと物流",
        "株式会社みなと物流",
        "Minato Logistics",
        "海山商事",
        "高橋",
        "鈴木様",
        "五十嵐部長",
        "Mr. ",
        "Dear",
    ],
    *["〔人物1〕", "〔人物", "1", "〕", "[Person 2]", "[", "]", "【会社１】", "〔 人物 1 - 2 〕", "記号1", "〔記号1〕"],
    *["〔", "連絡先", "a@b.co", "03-1234-5678", "https://example.com/〔", "@tanaka", "北区梅田1-2-3", "市", " ", "\n"],
    *["さん", "様", "-2", "人物"],
]


def mask() -> Mask:
    return Mask(NAMES, COMPANIES)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_restoring_gives_back_any_text_exactly(text: str) -> None:
    for language in ("ja", "en"):
        one = Mask(NAMES, COMPANIES, language)
        assert one.restore(one.hide(text)) == text


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4))
@settings(max_examples=100, deadline=None)
def test_one_mask_serves_all_texts_of_a_request(texts: list[str]) -> None:
    one = mask()
    hidden = [one.hide(text) for text in texts]
    assert [one.restore(text) for text in hidden] == texts


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("先週、田中一郎様にお会いした", "田中"),
        ("田中　一郎さん", "一郎"),
        ("田中部長から返事がない", "田中"),
        ("佐藤花子にお礼を書きたい", "花子"),
        ("林さんに頼む", "林"),
        ("高橋さんと高橋", "高橋"),
        ("Tanaka-san said yes, TANAKA too", "anaka"),
        ("たなかさんは元気？", "たなか"),
        ("Met Sarah Miller; Sarah is kind", "Sarah"),
        ("㈱みなと物流の展示", "みなと物流"),
        ("Minato Logistics wrote back", "Minato"),
        ("海山商事さん", "海山"),
        ("知らない鈴木様と五十嵐さん", "鈴木"),
        ("Ms. Kate Brown called", "Kate"),
        ("Dear Bob, thank you", "Bob"),
        ("tanaka.ichiro@minato.co.jp まで", "tanaka"),
        ("電話は03-1234-5678です", "1234"),
        ("携帯 ０９０－１２３４－５６７８", "１２３４"),
        ("09012345678に電話", "0901234"),
        ("call +81 90-1234-5678", "1234"),
        ("call (212) 555-0123", "0123"),
        ("大阪市北区梅田1-2-3です", "梅田1-2"),
        ("〒530-0001", "530"),
        ("12 Baker Street", "Baker"),
        ("https://www.linkedin.com/in/tanaka1 を見た", "tanaka1"),
        ("linkedin.com/in/tanaka1", "tanaka1"),
        ("LINEは @ichiro_t です", "ichiro"),
    ],
)
def test_what_could_name_a_person_does_not_leave(text: str, secret: str) -> None:
    one = mask()
    hidden = one.hide(text)
    assert secret not in hidden
    assert one.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "業者さんと担当者様とお客様",
        "森林浴が好き",
        "2026-11-23 の 9:00 から 1,000円",
        "消費者ホットライン188、#9110",
        "Dear Sir",
    ],
)
def test_what_names_nobody_stays_readable(text: str) -> None:
    assert mask().hide(text) == text


def test_honorific_and_legal_form_stay_outside_the_token() -> None:
    assert mask().hide("株式会社みなと物流の田中様") == "株式会社〔会社1〕の〔人物1〕様"


def test_one_person_keeps_one_number_in_every_form() -> None:
    hidden = mask().hide("田中様、田中一郎様、Tanaka、田中様")
    assert hidden == "〔人物1〕様、〔人物1-2〕様、〔人物1-3〕、〔人物1〕様"


@pytest.mark.parametrize(
    "written",
    ["〔人物1〕", "[人物1]", "【人物１】", "〔 人物 1 〕", "(人物1)", "〔Person 1〕", "[person 1]"],
)
def test_a_model_may_change_brackets_spaces_and_digits(written: str) -> None:
    one = mask()
    one.hide("田中様")
    assert one.restore(f"{written}様、") == "田中様、"


def test_what_a_model_invents_or_damages_is_named() -> None:
    one = mask()
    one.hide("田中様")
    restored = one.restore("〔人物1〕様、〔人物7〕様、人物1様")
    assert restored == "田中様、〔人物7〕様、人物1様"
    assert one.leftovers(restored) == ["〔人物7〕", "人物1"]
    assert one.leftovers("登場人物1人") == []


def test_tokens_the_user_wrote_are_no_leftovers() -> None:
    one = mask()
    assert one.leftovers(one.restore(one.hide("表の〔人物3〕とは"))) == []


def test_the_user_can_be_shown_what_was_kept_back() -> None:
    one = mask()
    one.hide("田中様 a@b.co")
    assert one.hidden == (("〔人物1〕", "田中"), ("〔連絡先1〕", "a@b.co"))


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8099/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://localhost:11434/v1", True),
        ("http://[::1]:1234/v1", True),
        ("https://api.openai.com/v1", False),
        ("http://192.168.1.5:11434/v1", False),
        ("http://localhost.example.com/v1", False),
        ("http://127.0.0.1.example.com/v1", False),
        (None, False),
    ],
)
def test_only_this_machine_is_loopback(url: str | None, here: bool) -> None:
    assert is_loopback(url) is here
    made = make_masks(Settings(base_url=url))(_brief())
    assert isinstance(made, OpenText) is here


def _brief() -> Brief:
    return Brief(
        text="山本さんにお礼",
        language="ja",
        kind="outreach",
        recipient=Person(name="山本", honorific="さん", company="株式会社あおば"),
        introducer=Person(name="北川商店", is_organisation=True),
    )


def test_the_names_of_the_brief_the_settings_and_the_book_are_hidden() -> None:
    made = make_masks(Settings(base_url=None, sender_name="岡本太郎"), known=lambda: ["小野寺"])(_brief())
    hidden = made.hide("山本が、あおばの件で、北川商店に、岡本から、小野寺の話を聞いた")
    assert not re.search("山本|あおば|北川|岡本|小野寺", hidden)


def test_the_user_may_force_or_drop_the_mask() -> None:
    assert isinstance(make_masks(Settings(base_url="http://127.0.0.1/v1"), on=True)(_brief()), Mask)
    assert isinstance(make_masks(Settings(base_url=None), on=False)(_brief()), OpenText)


def test_a_hundred_thousand_characters_are_hidden_in_time() -> None:
    text = "先週の会で田中さんに1-2-3と言われ、a.b を見た。" * 4_000
    one = mask()
    started = time.perf_counter()
    hidden = one.hide(text)
    assert time.perf_counter() - started < 3
    assert "田中" not in hidden
    assert one.restore(hidden) == text
