"""Prompts: one copy each, filled strictly, named with a hash; material is fenced and complete."""

import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from writing_samples import FixedWriter, outreach, question

from coach.answer import Action, Finding, Idea, Kind, Plan, Review, Sign, Vetting
from coach.brief import Brief
from coach.errors import CoachError
from coach.resources import resource
from coach.writing import prompts
from coach.writing.material import numbered, user_message
from coach.writing.problems import data
from coach.writing.prompts import PromptError, fill, prompt_name, system_prompt
from coach.writing.request import Request

KINDS = [kind for kind in get_args(Kind) if kind not in ("refusal", "no_guidance")]
BOTH = pytest.mark.parametrize("language", ["ja", "en"])


def message_for(request: Request, hide: Any = str) -> str:
    base = FixedWriter().write(request, lambda _: None)
    return user_message(request, base, numbered(request, base), hide, None)


@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_prompt_in_both_languages(kind: Any, language: Any) -> None:
    told = system_prompt(kind, language)
    assert str(data()["asked"][language][kind]) in told
    assert "{{" not in told
    assert '"text"' in told
    assert re.fullmatch(rf"{kind}/{language}@[0-9a-f]{{8}}", prompt_name(kind, language))


@BOTH
def test_names_differ_where_the_words_differ(language: Any) -> None:
    hashes = {prompt_name(kind, language).partition("@")[2] for kind in KINDS}
    assert len(hashes) == len(KINDS)


def test_the_name_changes_with_any_word(monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompt_name("question", "ja")
    source = prompts._source
    monkeypatch.setattr(prompts, "_source", lambda *name: source(*name) + ("!" if name[0] == "repair" else ""))
    prompt_name.cache_clear()
    try:
        assert prompt_name("question", "ja") != before
    finally:
        prompt_name.cache_clear()


def test_missing_and_unknown_values_are_listed() -> None:
    with pytest.raises(PromptError, match=r"lacks: longest; does not know: lenght, tone") as caught:
        fill("question", "ja", lenght="600", tone="warm")
    assert isinstance(caught.value, CoachError)
    with pytest.raises(PromptError, match=r"lacks: problems; does not know: nothing"):
        fill("repair", "en")
    with pytest.raises(PromptError, match="no prompt nothing/ja"):
        fill("nothing", "ja")


def test_values_are_never_templates() -> None:
    assert "{{ 7 * 7 }}{% for %}" in fill("repair", "ja", problems="{{ 7 * 7 }}{% for %}")


def test_both_languages_take_the_same_values() -> None:
    for folder in ("common", "material", "repair", *KINDS):
        ja, en = (prompts._template(folder, language)[1] for language in ("ja", "en"))
        assert ja == en, folder


def test_the_japanese_prompts_hold_no_english_sentence_and_the_english_ones_little_japanese() -> None:
    for path in resource("prompts").glob("*/ja.md"):
        assert not re.search(r"(?:[A-Za-z']+ ){4}", re.sub(r"\{%.*?%\}", "", path.read_text(encoding="utf-8"))), path
    for path in resource("prompts").glob("*/en.md"):
        words = re.sub(r"お世話になっております|〔|〕|【…】", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"[\u3041-\u9fff]", words), path


def test_the_passages_the_offline_answer_cites_keep_their_numbers() -> None:
    request = question()
    base = FixedWriter().write(request, lambda _: None)
    moved = replace(request, hits=tuple(reversed(request.hits)))
    sections = numbered(moved, base)
    assert sections[1].passage_id == base.citations[0].passage_id
    assert sorted(sections) == [1, 2, 3]
    assert len({section.passage_id for section in sections.values()}) == 3


def test_a_prompt_holds_a_bounded_number_of_passages() -> None:
    request = question()
    hits = tuple(
        replace(hit, section=replace(hit.section, passage_id=f"q{index}"))
        for index in range(40)
        for hit in request.hits[:1]
    )
    assert len(numbered(replace(request, hits=hits), FixedWriter().write(request, lambda _: None))) == 8


def test_the_message_holds_request_facts_passages_base_and_draft() -> None:
    told = message_for(outreach())
    for words in ("先週の大阪の", '"company": "(株)みなと物流"', "[1] 頼み方 / ", "絞ります。[1]", "subject: 大阪"):
        assert words in told
    assert "2026-11-25" in told


def test_empty_parts_have_no_heading() -> None:
    told = message_for(question())
    assert "土台の下書き" not in told
    assert "決まったこと" not in told.partition("## 依頼")[2]
    assert "前のやり取り" not in told


def test_every_word_of_the_material_is_hidden() -> None:
    request = replace(
        question("en", "please ask mister xavier"), earlier=("earlier xavier",), notes=('a "note" of xavier',)
    )
    told = message_for(request, hide=lambda text: text.replace("xavier", "HIDDEN"))
    assert "xavier" not in told
    assert told.count("HIDDEN") == 3


def test_what_was_decided_is_given() -> None:
    plan = Plan(
        purpose="新しいお客様と出会う",
        goal="3人と話す",
        targets=["製造業の人"],
        places=["商工会議所"],
        actions=[Action(what="名簿を見る", when="11月26日", minutes=20)],
        gives=["記事"],
        minutes_per_week=120,
        review_on="2026-12-23",
    )
    review = Review(
        verdict="caution",
        load=40,
        language="ja",
        asks=[],
        gives=[],
        findings=[
            Finding(
                rule="vague-ask", severity="warn", start=0, end=4, why="曖昧。", suggestion="一つに。", topic="asking"
            )
        ],
        rewrite=None,
        summary="少し重く見えます。",
    )
    vetting = Vetting(
        risk="high",
        signs=[Sign(sign="目的を隠す", evidence="すごい人", start=0, end=4, topic="scams")],
        to_check=["主催者の名前"],
    )
    request = replace(question(), review=review, reviewed_text="一度ご相談を", vetting=vetting)
    base = replace(
        FixedWriter().write(request, lambda _: None),
        plan=plan,
        ideas=(Idea(give="勉強会の席", why="学べる", effort="small"),),
    )
    told = user_message(request, base, numbered(request, base), str, None)
    for words in ("新しいお客様", "11月26日", "2026-12-23", "勉強会の席", "少し重く", "一度ご相", "すごい人", "主催者"):
        assert words in told
    assert "一度ご相談を" in told.split("## 事実")[0]


def test_facts_leave_out_what_was_not_said() -> None:
    request = replace(question(), brief=Brief(text="x", language="ja", kind="question", industry="it"))
    facts = message_for(request).split("## 事実")[1].split("## ")[0]
    assert '"industry": "it"' in facts
    assert "null" not in facts
    assert "recipient" not in facts


def test_the_room_of_the_channel_is_told() -> None:
    request = outreach()
    base = FixedWriter().write(request, lambda _: None)
    assert '"most_characters": 200' in user_message(request, base, numbered(request, base), str, 200)
