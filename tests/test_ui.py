"""The pages, run without a browser on a coach that hands out answers made by hand."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from page_samples import DRAFT, HOSTILE, PASSAGE, SampleCoach, answer, everything, message, review
from streamlit.testing.v1 import AppTest

from coach.answer import IngestFailure, IngestReport
from coach.errors import InputError, StoreError
from ui import engine, launch, uploads

_APP = Path(launch.__file__).with_name("app.py")


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SampleCoach:
    """The coach behind the page."""
    made = SampleCoach(tmp_path, [answer()])
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    monkeypatch.setattr(engine, "coach", lambda: made)
    monkeypatch.setattr(engine, "warm", lambda: None)
    return made


def _page(name: str) -> AppTest:
    script = f"from ui import page_{name}\npage_{name}.page()\n"
    return AppTest.from_string(script, default_timeout=20)


def _app() -> AppTest:
    return AppTest.from_file(str(_APP), default_timeout=20)


def _html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def _drafts(page: AppTest) -> list[dict[str, Any]]:
    """What the copy component was given, row by row."""
    found = []
    for element in page.get("bidi_component"):
        data = json.loads(element.proto.json) if element.proto.json else {}
        found += data.get("rows", [])
    return found


def _ask(page: AppTest, text: str) -> AppTest:
    page.run()
    page.chat_input[0].set_value(text).run()
    assert not page.exception
    return page


def test_the_whole_app_opens_on_the_chat_in_japanese(sample: SampleCoach) -> None:
    page = _app().run()
    assert not page.exception
    assert "人脈のこと、どこからでも" in _html(page)
    assert "オフラインで動作中" in _html(page)
    assert [button.label for button in page.button if "計画を立てる" in button.label]


def test_the_language_switch_turns_every_word(sample: SampleCoach) -> None:
    page = _app().run()
    page.segmented_control(key="lang").set_value("en").run()
    assert "Ask anything about your network" in _html(page)
    assert "Working offline" in _html(page)
    assert page.chat_input[0].placeholder == "Your question, or a draft to check"


def test_the_setting_names_the_first_language(sample: SampleCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_LANG", "en")
    assert "Ask anything about your network" in _html(_app().run())


def test_a_wrong_setting_is_said_in_one_sentence(sample: SampleCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_TIMEOUT", "soon")
    page = _app().run()
    assert not page.exception
    assert "COACH_TIMEOUT" in _html(page)


def test_a_connected_model_is_named(sample: SampleCoach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")
    monkeypatch.setenv("COACH_MODEL", "qwen3:8b")
    html = _html(_app().run())
    assert "qwen3:8b に接続" in html
    assert "外へは送りません" in html


def test_an_example_is_asked_with_one_tap(sample: SampleCoach) -> None:
    page = _page("chat").run()
    page.button(key="start-0").click().run()
    assert sample.asked == ["物流業界でITコンサルとして独立しました。週2時間で人脈づくりを何から始めればいいですか？"]
    assert len(page.chat_message) == 2
    assert "お礼は当日に送ります。" in _html(page)


def test_an_answer_shows_text_citation_source_and_writer(sample: SampleCoach) -> None:
    html = _html(_ask(_page("chat"), "お礼はいつ？"))
    assert '<a class="cite" href="#src-1-1">1</a>' in html
    assert "印[7]は" in html
    assert "<mark>お礼は当日か翌営業日に送ります。</mark>" in html
    assert 'id="src-1-1"' in html
    assert "話したことを一つ書く。" in html
    assert "オフラインで作成" in html
    assert "0.4秒" in html


def test_a_follow_up_goes_into_the_same_conversation(sample: SampleCoach) -> None:
    sample.answers = [answer(kind="outreach", message=message())]
    page = _ask(_page("chat"), "お礼を書いて")
    page.button(key="revise-1-0").click().run()
    assert sample.asked == ["お礼を書いて", "もう少し短く"]
    assert len(set(sample.conversations)) == 1
    assert len(page.chat_message) == 4
    assert not [button for button in page.button if button.key == "revise-1-0"]


def test_starting_over_forgets_the_conversation(sample: SampleCoach) -> None:
    page = _app().run()
    page.chat_input[0].set_value("お礼はいつ？").run()
    page.button(key="new").click().run()
    assert not page.chat_message
    page.chat_input[0].set_value("次の相談").run()
    assert len(set(sample.conversations)) == 2


def test_every_part_of_an_answer_is_drawn(sample: SampleCoach) -> None:
    sample.answers = [everything()]
    page = _ask(_page("chat"), "今日だけの誘い")
    html = _html(page)
    for words in (
        *("顧客を増やす", "12月までに3人と話す", "一人を選ぶ", "国際物流総合展", "2026年12月21日（月）", "120分"),
        *("記事を一つ送る", "手間は小さい", "この文面だけでは分かりません", "急がせる", "主催者の名前"),
        *("どこで会いましたか", "確認で通らなかった点", "長すぎます。", "質問として答えました。"),
        *("文面 1", "文面 2", "メール", "LINE", "qwen3:8b が作成・コーチが確認"),
    ):
        assert words in html, words
    assert '<span class="nc-sign nc-sign-sign">1</span>今日だけ</span>' in html
    assert [row["copy"] for row in _drafts(page)] == [
        "お礼（【自分の名前】）",
        "田中様\n【自分の名前】です。ありがとうございました。",
        "二通目です。",
    ]
    assert ["slot", "【自分の名前】"] in _drafts(page)[1]["pieces"]
    assert [code.value for code in page.code] == ["送った文 <b>そのまま</b>"]


def test_what_is_filled_in_goes_into_the_message(sample: SampleCoach) -> None:
    sample.answers = [answer(kind="outreach", message=message())]
    page = _ask(_page("chat"), "お礼を書いて")
    page.text_input[0].set_value("佐藤").run()
    assert [row["copy"] for row in _drafts(page)] == ["お礼（佐藤）", "田中様\n佐藤です。ありがとうございました。"]
    assert all(kind == "same" for row in _drafts(page) for kind, _ in row["pieces"])


def test_a_note_over_the_limit_is_said(sample: SampleCoach) -> None:
    long = message(channel="linkedin", subject=None, body="あ" * 230, placeholders=[])
    sample.answers = [answer(kind="outreach", message=long)]
    html = _html(_ask(_page("chat"), "LinkedInで"))
    assert "230字（上限200字）" in html
    assert "上限を超えています" in html


def test_a_self_check_in_the_chat_marks_the_draft(sample: SampleCoach) -> None:
    sample.answers = [answer(kind="self_check", review=review())]
    page = _ask(_page("chat"), f"どう？\n{DRAFT}")
    html = _html(page)
    assert "頼みすぎになりそうです" in html
    assert "紹介・大" in html
    assert "断れる一言を添える。" in html
    added = [text for kind, text in _drafts(page)[0]["pieces"] if kind == "added"]
    assert added == ["難しいようでしたらご放念ください。"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_shows_as_text_wherever_it_comes_from(sample: SampleCoach, hostile: str) -> None:
    bad = everything()
    spoilt = {
        "text": f"{hostile} です。[1]",
        "questions": [hostile],
        "notices": [hostile],
        "problems": [problem.model_copy(update={"detail": hostile}) for problem in bad.problems],
        "plan": bad.plan.model_copy(update={"goal": hostile, "targets": [hostile]}) if bad.plan else None,
        "message": message(subject=hostile, body=hostile, placeholders=[hostile]),
        "written_by": hostile,
    }
    sample.answers = [bad.model_copy(update=spoilt)]
    sample.passages = [
        PASSAGE.model_copy(update={"heading": hostile, "text": f"お礼は当日か翌営業日に送ります。{hostile}"})
    ]
    sample.pieces = (hostile[:5], hostile[5:])
    page = _ask(_page("chat"), hostile)
    html = _html(page)
    for tag in ("<img", "<script", "<a href=//", '<a href="javascript', "onerror=alert(1)>"):
        assert tag not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") > 5 or hostile != HOSTILE[0]
    assert _drafts(page)[1]["copy"] == hostile
    for element in page.get("markdown"):
        assert not element.proto.allow_html


def test_an_error_raised_on_purpose_is_shown_as_its_sentence(sample: SampleCoach) -> None:
    sample.error = InputError("文章が長すぎます。10万字までにしてください。")
    page = _ask(_page("chat"), "長い文")
    assert "文章が長すぎます。10万字までにしてください。" in _html(page)
    assert not page.exception


def test_a_defect_is_shown_as_one_plain_sentence(sample: SampleCoach) -> None:
    sample.error = RuntimeError("secret detail")
    page = _ask(_page("chat"), "何か")
    assert "思わぬ不具合で答えられませんでした。" in _html(page)
    assert "secret detail" not in _html(page)
    assert not page.exception


def test_a_pasted_document_is_folded(sample: SampleCoach) -> None:
    html = _html(_ask(_page("chat"), "あ" * 100_000))
    assert "続きを表示（全100,000字）" in html


def test_the_check_marks_weighs_and_rewrites(sample: SampleCoach) -> None:
    page = _page("check").run()
    page.text_area[0].set_value(DRAFT)
    page.button[0].click().run()
    assert not page.exception
    html = _html(page)
    assert sample.given == {"stage": None, "history": None, "language": "auto"}
    assert "頼みごとの重さ" in html
    assert "63 / 100" in html
    for part in ("紹介", "+45", "一度会った相手", "+20", "−2"):
        assert part in html, part
    assert "間柄は本文から「一度会った」と読みました。" in html
    assert "紹介・大" in html
    assert "宛名の形です。" in html
    assert "参考：頼み方" in html
    assert "根拠：敬語の指針" in html
    assert _drafts(page)[0]["copy"] == DRAFT + "難しいようでしたらご放念ください。"


def test_the_check_takes_stage_and_history(sample: SampleCoach) -> None:
    page = _page("check").run()
    page.text_area[0].set_value(DRAFT)
    page.pills[0].set_value("close")
    page.text_input[0].set_value("先月も頼んだ")
    page.button[0].click().run()
    assert sample.given == {"stage": "close", "history": "先月も頼んだ", "language": "auto"}


def test_the_rewrite_can_be_checked_again(sample: SampleCoach) -> None:
    page = _page("check").run()
    page.text_area[0].set_value(DRAFT)
    page.button[0].click().run()
    page.button[-1].click().run()
    assert sample.asked == [DRAFT, DRAFT + "難しいようでしたらご放念ください。"]
    assert page.text_area[0].value == DRAFT + "難しいようでしたらご放念ください。"


@pytest.mark.parametrize("nothing", ["", "  \n "])
def test_an_empty_draft_is_a_sentence_not_a_check(sample: SampleCoach, nothing: str) -> None:
    page = _page("check").run()
    page.text_area[0].set_value(nothing)
    page.button[0].click().run()
    assert "確かめる文面がありません。" in _html(page)
    assert not sample.asked


def test_a_good_draft_is_told_so(sample: SampleCoach) -> None:
    sample.reviewed = review(verdict="ok", load=0, asks=[], gives=[], findings=[], parts=[], rewrite=None)
    page = _page("check").run()
    page.text_area[0].set_value(DRAFT)
    page.button[0].click().run()
    html = _html(page)
    assert "このままで大丈夫です" in html
    assert "直すところはありませんでした。このまま送れます。" in html


def test_hostile_drafts_show_as_text_in_the_check(sample: SampleCoach) -> None:
    draft = " ".join(HOSTILE)
    sample.reviewed = review(asks=[], gives=[], findings=[], rewrite=draft + "。")
    page = _page("check").run()
    page.text_area[0].set_value(draft)
    page.button[0].click().run()
    html = _html(page)
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_material_is_searched_and_read(sample: SampleCoach) -> None:
    page = _page("material").run()
    page.text_input[0].set_value("お礼はいつ").run()
    html = _html(page)
    assert sample.given == {"k": 8, "source": "all"}
    assert "名刺交換のあと、いつ、何を書く？" in html
    assert "<li>話したことを一つ書く。（5分）</li>" in html
    page.segmented_control[0].set_value("mine").run()
    assert sample.given["source"] == "mine"


def test_nothing_found_is_said(sample: SampleCoach) -> None:
    sample.passages = []
    page = _page("material").run()
    page.text_input[0].set_value("カレー").run()
    assert "当てはまる資料が見つかりませんでした。" in _html(page)


def test_files_are_kept_taken_in_and_listed(sample: SampleCoach) -> None:
    page = _page("material").run()
    page.file_uploader[0].set_value([("メモ.md", b"# memo", "text/markdown")])
    page.button[0].click().run()
    assert not page.exception
    assert sample.ingested == [["メモ.md"]]
    assert "追加1・更新0・変更なし0・削除0（自分の資料は3か所）" in _html(page)
    assert "メモ.md" in _html(page)
    page.button(key="remove-メモ.md").click().run()
    assert not page.exception
    assert sample.ingested[-1] == []
    assert uploads.names(sample.home) == []


def test_a_file_that_cannot_be_read_is_named_and_not_kept(sample: SampleCoach) -> None:
    bad = uploads.folder(sample.home) / "壊れ.pdf"
    failed = [IngestFailure(path=str(bad), why="not a PDF")]
    sample.report = IngestReport(added=0, changed=0, unchanged=0, removed=0, failed=failed, passages=0, seconds=0.1)
    page = _page("material").run()
    page.file_uploader[0].set_value([("壊れ.pdf", b"x", "application/pdf")])
    page.button[0].click().run()
    assert "壊れ.pdf: not a PDF" in _html(page)
    assert uploads.names(sample.home) == []


def test_a_report_stays_until_the_next_one(sample: SampleCoach) -> None:
    page = _page("material").run()
    page.file_uploader[0].set_value([("a.md", b"# memo", "text/markdown")])
    page.button[0].click().run()
    page.text_input[0].set_value("お礼").run()
    assert "追加1" in _html(page)


def test_the_settings_say_what_is_at_work(sample: SampleCoach) -> None:
    page = _page("settings").run()
    assert not page.exception
    html = _html(page)
    for words in (
        "オフラインの組み立て",
        "なし（何も送信していません）",
        "223か所",
        str(sample.home),
        "索引は読み取り専用です。",
    ):
        assert words in html, words
    shown = "\n".join(code.value for code in page.code)
    assert 'export OPENAI_BASE_URL="http://localhost:11434/v1"' in shown
    assert "$env:OPENAI_API_KEY" in shown


def test_a_coach_that_cannot_open_is_said_on_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> None:
        raise StoreError("データの場所が使えません。")

    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    monkeypatch.setattr(engine, "coach", closed)
    settings = _page("settings").run()
    assert "データの場所が使えません。" in _html(settings)
    assert "OpenAI" in [tab.label for tab in settings.tabs]
    assert "データの場所が使えません。" in _html(_ask(_page("chat"), "お礼はいつ？"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\メモ.md", "メモ.md"),
        ("..", "file"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b|c?.md", "a_b_c_.md"),
        ("", "file"),
    ],
)
def test_a_file_name_cannot_leave_the_folder(given: str, kept: str) -> None:
    assert uploads.safe_name(given) == kept


def test_a_long_file_name_keeps_its_ending() -> None:
    name = uploads.safe_name("議" * 300 + ".docx")
    assert name.endswith("議.docx")
    assert len(name.encode()) <= 200


def test_the_page_is_served_on_this_machine_only() -> None:
    command = launch.command(8123)
    flags = dict(zip(command[5::2], command[6::2], strict=True))
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]) == _APP
    assert flags["--server.port"] == "8123"
    assert flags["--server.address"] == "127.0.0.1"
    assert flags["--browser.gatherUsageStats"] == "false"
    assert flags["--server.enableCORS"] == "true"
    assert flags["--server.enableXsrfProtection"] == "true"


@pytest.mark.parametrize("arguments", [[], ["x"], ["1", "2"]])
def test_a_wrong_launch_is_wrong_usage(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["launch", *arguments])
    assert launch.main() == 2
