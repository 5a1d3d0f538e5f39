"""Text on its way to the page: nothing that was written by somebody becomes markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from page_samples import HOSTILE

from ui import naming, render, weaving
from ui.marking import Mark, changes, marked, slots
from ui.text import Words, words

_ALLOWED = set("p br h4 h5 h6 ul ol li strong em s blockquote pre code table thead tbody tr th td hr a mark".split())


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert all(name in ("href", "class", "style", "start") for name, _ in attrs), attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def _parsed(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(str.__str__(html))
    parser.close()
    return parser


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markdown_shows_hostile_text_as_the_characters_it_is_made_of(hostile: str) -> None:
    found = _parsed(render.markdown(f"前 {hostile} 後"))
    assert hostile in found.text
    assert found.tags == {"p"}
    assert not found.links


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("around", ["- {}", "> {}", "# {}", "| a |\n|---|\n| {} |", "**{}**", "1. a\n   {}"])
def test_hostile_text_stays_text_inside_every_kind_of_block(hostile: str, around: str) -> None:
    found = _parsed(render.markdown(around.format(hostile)))
    assert found.tags <= _ALLOWED - {"a", "mark"}
    assert not found.links
    assert hostile in found.text


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>!&\"'[](){}`*_~#-+|:/\\ \n\tab1あ漢\u202e\x00\ue000\ue001=.,;", max_size=120))
def test_no_text_at_all_makes_a_tag_or_link_of_its_own(text: str) -> None:
    found = _parsed(render.markdown(text, cites=(1,), anchor="src-1", quote=text[3:20]))
    assert found.tags <= _ALLOWED
    assert all(re.fullmatch(r"#src-1-1", link) for link in found.links)


def test_only_marks_of_known_citations_become_links() -> None:
    html = render.markdown("一つ[1]、ない[2]、`[1]`", cites={1}, anchor="src-4")
    assert html.count("<a ") == 1
    assert 'href="#src-4-1"' in html
    assert "ない[2]" in html
    assert "<code>[1]</code>" in html


def test_the_quote_is_highlighted_where_it_stands() -> None:
    html = render.markdown("前の文。引いた**言葉**です。", quote="引いた**言葉**です。")
    assert "前の文。<mark>引いた<strong>言葉</strong>です。</mark>" in html


def test_a_quote_over_several_lines_is_highlighted_in_each_block() -> None:
    text = "始め\n\n1. 一つ目\n2. 二つ目"
    html = render.markdown(text, quote="始め\n\n1. 一つ目\n2. 二つ目")
    assert re.findall("<mark>(.*?)</mark>", html) == ["始め", "一つ目", "二つ目"]
    assert html.count("<li>") == 2


def test_a_quote_that_is_not_there_changes_nothing() -> None:
    assert "<mark>" not in render.markdown("本文", quote="別の言葉")


def test_templates_escape_what_they_are_given() -> None:
    html = render.html("note.html", kind="failed", title=HOSTILE[0], lines=[HOSTILE[3]], language="ja")
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_no_template_switches_escaping_off() -> None:
    for path in Path(render.__file__).with_name("templates").glob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert "safe" not in re.findall(r"\|\s*(\w+)", source), path
        assert "autoescape" not in source, path


def test_the_page_puts_html_on_the_screen_in_one_place_only() -> None:
    folder = Path(render.__file__).parent
    users = {path.name for path in folder.glob("*.py") if re.search(r"st\.html\(", path.read_text(encoding="utf-8"))}
    assert users == {"render.py", "app.py"}  # app.py hands over the path of the style sheet
    for path in folder.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "unsafe_allow" not in source, path
        assert "st.markdown(" not in source, path
        assert ("session_state[" in source) <= (path.name == "session.py"), path


def test_unshowable_characters_become_visible_ones_of_the_same_length() -> None:
    text = "a\x00b\u202ec\ud800d\r\ne\rf"
    tidy = render.tidy(text)
    assert len(tidy) == len(text)
    assert tidy == "a\ufffdb\ufffdc\ufffdd \ne\nf"
    tidy.encode("utf-8")


def test_a_label_has_no_markdown_left() -> None:
    assert render.label("[a](b) **c** :red[d] `e` $f$") == (r"\[a\]\(b\) \*\*c\*\* \:red\[d\] \`e\` \$f\$")


def test_a_plain_string_is_no_html() -> None:
    assert isinstance(render.plain("<b>"), Markup)
    assert render.plain("<b>") == "&lt;b&gt;"


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70), st.sampled_from(["ask", "finding", "give"]))),
)
def test_marked_pieces_put_together_are_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, end, kind) for start, end, kind in spans]  # type: ignore[arg-type]
    pieces = marked(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    opened = [mark for piece in pieces for mark in piece.opens]
    assert set(opened) == {mark for mark in marks if 0 <= mark.start < mark.end <= len(text)}
    assert len(opened) == len(set(opened))


def test_overlapping_marks_keep_both_kinds() -> None:
    pieces = marked("abcdef", [Mark(0, 4, "ask", "A"), Mark(2, 6, "finding", "1")])
    assert [(piece.text, set(piece.kinds)) for piece in pieces] == [
        ("ab", {"ask"}),
        ("cd", {"ask", "finding"}),
        ("ef", {"finding"}),
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_changes_tell_both_texts(before: str, after: str) -> None:
    steps = changes(before, after)
    assert "".join(text for step, text in steps if step != "added") == before
    assert "".join(text for step, text in steps if step != "removed") == after


def test_a_sentence_that_is_mostly_new_is_shown_whole() -> None:
    before = "".join(f"{n}行目の文です。\n" for n in range(900))
    after = before.replace("450行目の文です。", "直した行です。")
    steps = [step for step in changes(before, after) if step[0] != "same"]
    assert steps == [("removed", "450行目の文です。"), ("added", "直した行です。")]


def test_a_sentence_that_was_touched_shows_the_words() -> None:
    steps = changes("今週中にお返事をいただけますと幸いです。", "お手すきの折にお返事をいただけますと幸いです。")
    assert steps == [
        ("removed", "今週中"),
        ("added", "お手すきの折"),
        ("same", "にお返事をいただけますと幸いです。"),
    ]


def test_placeholders_are_found_in_their_brackets() -> None:
    text = "【名前】です。名前はまだない。【会社】の【名前】"
    assert [text[mark.start : mark.end] for mark in slots(text, ["名前", "会社"], "ja")] == [
        "【名前】",
        "【会社】",
        "【名前】",
    ]
    assert [mark.start for mark in slots("I am [your name].", ["your name"], "en")] == [5]
    assert slots(text, [], "ja") == []


def test_a_card_takes_the_place_of_the_blocks_that_say_the_same() -> None:
    text = "前置き。[1]\n\n目的：顧客を増やす\n\n次のように進めます。\n\n1. 一人を選ぶ（20分）\n\n最後に。[2]"
    before, after = weaving.weave(text, ["顧客を増やす", "一人を選ぶ"])
    assert before == "前置き。[1]"
    assert after == "最後に。[2]"


def test_a_block_with_a_citation_or_with_more_to_say_is_kept() -> None:
    text = "目的：顧客を増やす\n\n長い説明。" + "説明が続きます。" * 20 + "\n\n一人を選ぶ。[1]\n\n一人を選ぶ"
    before, after = weaving.weave(text, ["顧客を増やす", "一人を選ぶ"])
    assert before == ""
    assert after.startswith("長い説明。")
    assert "一人を選ぶ。[1]" in after
    assert not after.endswith("\n\n一人を選ぶ")


def test_without_a_repetition_the_text_stays_whole() -> None:
    assert weaving.weave("一。\n\n二。", ["三"]) == ("一。\n\n二。", "")


def _keys(data: object, at: str = "") -> dict[str, set[str]]:
    if isinstance(data, dict):
        return {key: fields for name, held in data.items() for key, fields in _keys(held, f"{at}.{name}").items()}
    if isinstance(data, list):
        return {at: {str(len(data))}} if at != ".revisions" else {at: set()}
    return {at: set(re.findall(r"\{(\w+)\}", str(data)))}


def test_both_languages_have_the_same_strings_with_the_same_blanks() -> None:
    assert _keys(words("ja")._data) == _keys(words("en")._data)


def test_every_key_the_page_asks_for_exists() -> None:
    folder = Path(render.__file__).parent
    sources = [path.read_text(encoding="utf-8") for path in [*folder.glob("*.py"), *folder.glob("templates/*.html")]]
    asked = {key for source in sources for key in re.findall(r"words\((?:\"|')([a-z_]+\.[a-z_]+)(?:\"|')[,)]", source)}
    assert len(asked) > 60
    for key in asked:
        words("ja").items(key)


def test_a_missing_key_is_a_defect() -> None:
    with pytest.raises(KeyError):
        Words("ja", {"a": {"b": "c"}})("a.x")


def test_days_and_seconds_read_as_people_write_them() -> None:
    assert naming.day("2026-12-21", words("ja")) == "2026年12月21日（月）"
    assert naming.day("2026-12-21", words("en")) == "Mon 21 Dec 2026"
    assert naming.day("来月", words("ja")) == "来月"
    assert naming.seconds(1234.0) == "1.2"
    assert naming.seconds(38.0) == "0.04"
