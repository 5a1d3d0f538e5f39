"""What people do on the page, in a real browser."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from browsing import ask, faint_texts, served, settle, sticking_out
from page_samples import HOSTILE
from scripted_endpoint import Says, ScriptedEndpoint

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Look = Callable[..., "Page"]
_PAGES = ("", "check", "material", "settings")
_DRAFT = (
    "山田様\n先日は名刺交換をありがとうございました。つきましては御社の社長をご紹介いただけないでしょうか。"
    "また、推薦文もお願いします。今週中にお返事ください。"
)
_THANKS = "先週の大阪の勉強会で名刺交換したみなと物流の田中部長に、お礼のメールを書いてください"


def test_nothing_is_asked_of_any_other_machine(site: str, browser: "Browser") -> None:
    context = browser.new_context(locale="ja-JP")
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(request.url))
    page = context.new_page()
    for name in _PAGES:
        page.goto(site + name)
        page.wait_for_selector("h1")
        settle(page)
    page.goto(site)
    page.wait_for_selector("h1")
    settle(page)
    ask(page, "お礼のメールはいつ送ればいいですか？")
    page.wait_for_selector(".nc-source")
    context.close()
    assert {urlsplit(url).hostname for url in asked if url.startswith(("http", "ws"))} == {"localhost"}


def test_a_question_is_answered_with_sources_that_open(site: str, look: Look) -> None:
    page = look(site)
    ask(page, "名刺交換のお礼のメールはいつ送ればいいですか？")
    mark = page.locator("a.cite").first
    target = mark.get_attribute("href") or ""
    passage = page.locator(target)
    assert not passage.is_visible()
    mark.click()
    passage.wait_for(state="visible")
    assert passage.locator("mark").count() >= 1
    assert "オフラインで作成" in page.locator("[data-testid=stChatMessage]").last.inner_text()


def test_a_new_question_stands_at_the_top_of_the_view(site: str, look: Look) -> None:
    page = look(site)
    ask(page, "物流業界で独立しました。週2時間で人脈づくりを何から始めればいいですか？")
    ask(page, "いつも助けてくれる先輩に、私から渡せるものは？")
    page.wait_for_timeout(900)
    top = page.locator(".nc-said").last.bounding_box()
    assert top is not None
    assert 0 < top["y"] < 200


def test_a_message_is_copied_with_one_tap_and_revised_with_one(site: str, look: Look) -> None:
    page = look(site)
    ask(page, _THANKS)
    draft = page.locator(".draft").last
    assert draft.locator(".slot").count() >= 1
    body = draft.locator(".row-body .body").inner_text()
    draft.locator(".row-body .copy").click()
    draft.get_by_text("コピーしました").first.wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()").strip() == body.strip()
    page.get_by_role("button", name="英語で").click()
    settle(page)
    page.locator(".draft").nth(1).wait_for()
    assert re.search("[A-Za-z]{4}", page.locator(".draft").last.inner_text())
    assert page.locator("[data-testid=stChatMessage]").count() == 4


def test_a_blank_that_is_filled_goes_into_the_message(site: str, look: Look) -> None:
    page = look(site)
    ask(page, _THANKS)
    page.get_by_text("空欄を埋める").last.click()
    field = page.get_by_label("自分の名前").last
    field.fill("佐藤")
    field.press("Enter")
    page.locator(".draft .row-body", has_text="佐藤").first.wait_for()
    assert "【自分の名前】" not in page.locator(".draft").last.inner_text()


def test_the_check_marks_the_draft_and_the_rewrite_can_be_copied(site: str, look: Look) -> None:
    page = look(site + "check")
    page.get_by_label("送るつもりの文面").fill(_DRAFT)
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_selector(".nc-verdict")
    settle(page)
    assert page.locator(".nc-m-ask").count() >= 2
    assert page.locator(".nc-m-finding").count() >= 1
    assert page.locator(".nc-parts li").count() >= 3
    assert page.locator(".nc-bar").get_attribute("aria-label")
    draft = page.locator(".draft")
    assert draft.locator("ins").count() + draft.locator("del").count() >= 1
    draft.locator(".copy").click()
    draft.get_by_text("コピーしました").first.wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "山田様" in copied
    assert "推薦文もお願いします" not in copied


def test_a_finding_opens_the_passage_it_stands_on(site: str, look: Look) -> None:
    page = look(site + "check")
    page.get_by_label("送るつもりの文面").fill(_DRAFT)
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_selector(".nc-verdict")
    settle(page)
    ground = page.locator(".nc-ground").first
    assert not ground.locator(".nc-passage").is_visible()
    ground.locator("summary").click()
    ground.locator(".nc-passage").wait_for(state="visible")
    assert len(ground.locator(".nc-passage").inner_text()) > 50


def test_a_guide_is_read_through(site: str, look: Look) -> None:
    page = look(site + "material")
    page.get_by_role("combobox").first.click()
    page.keyboard.type("頼みすぎ")
    page.keyboard.press("Enter")
    page.wait_for_selector(".nc-guide .nc-source")
    settle(page)
    sections = page.locator(".nc-guide .nc-source")
    assert sections.count() >= 4
    assert sections.first.locator(".nc-passage").is_visible()
    assert "頼み" in page.locator(".nc-guide").inner_text()


def test_a_draft_is_still_there_after_a_look_at_another_page(site: str, look: Look) -> None:
    page = look(site + "check")
    page.get_by_label("送るつもりの文面").fill(_DRAFT)
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_selector(".nc-verdict")
    page.get_by_test_id("stSidebarNavLink").nth(3).click()
    page.get_by_role("heading", name="設定・接続").wait_for()
    page.get_by_test_id("stSidebarNavLink").nth(1).click()
    page.wait_for_selector(".nc-verdict")
    assert page.get_by_label("送るつもりの文面").input_value() == _DRAFT


def test_the_language_is_the_browsers_and_a_choice_survives_a_reload(site: str, look: Look) -> None:
    page = look(site, language="en")
    assert page.locator("h1").inner_text() == "Ask anything about your network"
    assert page.evaluate("() => document.documentElement.lang") == "en"
    page.get_by_text("日本語", exact=True).click()
    page.get_by_role("heading", name="人脈のこと、どこからでも").wait_for()
    page.reload()
    page.get_by_role("heading", name="人脈のこと、どこからでも").wait_for()
    settle(page)
    assert page.evaluate("() => document.documentElement.lang") == "ja"


def test_the_settings_say_what_is_at_work_and_where_data_lives(site: str, look: Look, page_home: Path) -> None:
    page = look(site + "settings")
    page.wait_for_selector(".nc-facts")
    facts = page.locator(".nc-facts").inner_text()
    assert "オフラインの組み立て" in facts
    assert str(page_home) in facts
    assert page.locator(".nc-note-failed").count() == 0


def _reply(text: str) -> str:
    return json.dumps({"text": text, "subject": None, "body": None}, ensure_ascii=False)


def _watched(page: "Page") -> list[str]:
    """What must never happen: a dialog, or a request to the address in the hostile texts."""
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append("dialog"), dialog.dismiss()))
    page.on("request", lambda request: seen.append(request.url) if "evil" in request.url else None)
    return seen


def _markup_from_text(page: "Page") -> int:
    return page.locator("[src*=evil], [href*=evil], [href^=javascript], [onerror], [data-testid=stMain] script").count()


def test_hostile_text_in_question_and_draft_shows_as_text(site: str, look: Look) -> None:
    page = look(site)
    seen = _watched(page)
    ask(page, "お礼のメールを書いて " + " ".join(HOSTILE))
    said = page.locator(".nc-said").inner_text()
    page.goto(site + "check")
    page.wait_for_selector("h1")
    settle(page)
    page.get_by_label("送るつもりの文面").fill("社長をご紹介ください。" + " ".join(HOSTILE))
    page.get_by_role("button", name="確かめる").click()
    page.wait_for_selector(".nc-verdict")
    settle(page)
    page.locator(".nc-marked .nc-sign").evaluate_all("signs => signs.forEach(sign => sign.remove())")
    marked = page.locator(".nc-marked").inner_text()
    for hostile in HOSTILE:
        assert hostile in said
        assert hostile in marked
    assert _markup_from_text(page) == 0
    assert seen == []


def test_hostile_text_in_the_users_own_file_shows_as_text(look: Look, tmp_path: Path, browser: "Browser") -> None:
    hostile = "# 蛸壺メモ\n\n蛸壺の集まりの記録です。" + " ".join(HOSTILE)
    with served(tmp_path) as address:
        page = look(address + "material")
        seen = _watched(page)
        files = {"name": "蛸壺.md", "mimeType": "text/markdown", "buffer": hostile.encode()}
        page.locator("input[type=file]").set_input_files(files=[files])  # type: ignore[list-item]
        page.get_by_text("蛸壺.md").first.wait_for()
        page.get_by_role("button", name="資料に加える").click()
        page.wait_for_selector(".nc-note-done")
        page.get_by_text("自分の資料", exact=True).first.click()
        page.get_by_label("言葉や質問で探す").fill("蛸壺の集まり")
        page.get_by_label("言葉や質問で探す").press("Enter")
        page.locator(".nc-passage", has_text="蛸壺の集まりの記録").first.wait_for()
        shown = page.locator(".nc-passage", has_text="蛸壺の集まりの記録").first.inner_text()
        for text in HOSTILE:
            assert text in shown
        assert _markup_from_text(page) == 0
        assert seen == []
        page.get_by_role("button", name="削除").click()
        page.get_by_text("まだ自分の資料はありません。").wait_for()


def test_hostile_text_in_a_models_stream_shows_as_text(look: Look, tmp_path: Path) -> None:
    reply = json.dumps(
        {"text": "お礼は当日に。" + " ".join(HOSTILE), "subject": None, "body": None}, ensure_ascii=False
    )
    with (
        ScriptedEndpoint(Says(reply, size=7, delay=0.03)) as endpoint,
        served(tmp_path, OPENAI_BASE_URL=endpoint.url) as at,
    ):
        page = look(at)
        seen = _watched(page)
        field = page.get_by_test_id("stChatInputTextArea")
        field.fill("名刺交換のお礼はいつ送る？")
        field.press("Enter")
        page.locator(".nc-text", has_text="onerror").first.wait_for()
        assert _markup_from_text(page) == 0
        settle(page)
        assert _markup_from_text(page) == 0
        assert seen == []


def test_a_stopped_answer_keeps_what_had_come(look: Look, tmp_path: Path) -> None:
    reply = json.dumps(
        {"text": "最初の文です。" + "続きの文です。" * 200, "subject": None, "body": None}, ensure_ascii=False
    )
    with (
        ScriptedEndpoint(Says(reply, size=4, delay=0.1)) as endpoint,
        served(tmp_path, OPENAI_BASE_URL=endpoint.url) as at,
    ):
        page = look(at)
        field = page.get_by_test_id("stChatInputTextArea")
        field.fill("名刺交換のお礼はいつ送る？")
        field.press("Enter")
        page.locator(".nc-text", has_text="最初の文です。").first.wait_for()
        page.get_by_test_id("stChatInputStopButton").click()
        settle(page)
        page.get_by_text("English", exact=True).click()
        settle(page)
        talk = page.locator("[data-testid=stChatMessage]").last.inner_text()
        assert "最初の文です。" in talk
        assert "Stopped here." in talk


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_fits_a_phone(site: str, look: Look, language: str) -> None:
    page = look(site, language=language, width=390)
    assert sticking_out(page) == [0]
    ask(page, _THANKS if language == "ja" else "Write a thank-you email to Sarah Miller, whom I met at a meetup.")
    assert sticking_out(page) == [0]
    for name in _PAGES[1:]:
        page.goto(site + name)
        page.wait_for_selector("h1")
        settle(page)
        assert sticking_out(page) == [0], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(site: str, look: Look, scheme: str) -> None:
    page = look(site, scheme=scheme)
    assert faint_texts(page) == []
    ask(page, _THANKS)
    assert faint_texts(page) == []
    for name in _PAGES[1:]:
        page.goto(site + name)
        page.wait_for_selector("h1")
        settle(page)
        if name == "check":
            page.get_by_label("送るつもりの文面").fill(_DRAFT)
            page.get_by_role("button", name="確かめる").click()
            page.wait_for_selector(".nc-verdict")
            settle(page)
            page.mouse.move(0, 0)
            page.wait_for_timeout(300)
        assert faint_texts(page) == [], name


def test_the_page_works_from_the_keyboard(site: str, look: Look) -> None:
    page = look(site)
    page.get_by_role("button", name="計画を立てる").focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("() => document.activeElement.innerText")
    assert "文面をつくる" in focused
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-testid=stChatMessage]")
    settle(page)
    assert page.locator("[data-testid=stChatMessage]").count() == 2
