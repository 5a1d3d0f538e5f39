"""The over-asking check: every example of its data files, the spans, the sum, the relation."""

from typing import Any, get_args

import pytest

from coach.answer import Language, Review, Rule
from coach.asking import History, check
from coach.asking.asks import find_asks
from coach.asking.judging import verdict_of
from coach.asking.layout import language_of, lines_of, sentences_of
from coach.asking.manner import RULES
from coach.asking.patterns import compiled, data, fold
from coach.asking.relation import read_history, read_stage
from coach.resources import load_yaml, resource

LANGUAGES: tuple[Language, ...] = ("ja", "en")


def _examples(group: str, kind: str) -> list[tuple[Language, dict[str, Any], str]]:
    return [(one, entry, example) for one in LANGUAGES for entry in data(one)[group] for example in entry[kind]]


def _rule_examples(kind: str) -> list[tuple[Language, str, dict[str, Any]]]:
    return [
        (one, rule, example)
        for one in LANGUAGES
        for rule, entry in data(one)["rules"].items()
        for example in entry[kind]
    ]


def _name(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("id") or value.get("text"))[:40]
    return str(value)[:40]


def _asks(text: str) -> list[str]:
    sentences = sentences_of(text)
    return [sentences[one.sentence].text[one.start : one.end] for one in find_asks(sentences)]


@pytest.mark.parametrize(("language", "entry", "text"), _examples("asks", "fires"), ids=_name)
def test_a_request_is_found(language: Language, entry: dict[str, Any], text: str) -> None:
    pattern = compiled(entry["pattern"], language)
    assert any(pattern.search(sentence.folded) for sentence in sentences_of(text))
    assert _asks(text)


@pytest.mark.parametrize(("language", "entry", "text"), _examples("asks", "silent"), ids=_name)
def test_what_only_looks_like_a_request_is_none(language: Language, entry: dict[str, Any], text: str) -> None:
    assert _asks(text) == []


@pytest.mark.parametrize(("language", "entry", "text"), _examples("not_asks", "fires"), ids=_name)
def test_courtesies_and_offers_are_no_requests(language: Language, entry: dict[str, Any], text: str) -> None:
    assert _asks(text) == []


@pytest.mark.parametrize(("language", "entry", "text"), _examples("not_asks", "silent"), ids=_name)
def test_a_request_near_a_courtesy_stays_one(language: Language, entry: dict[str, Any], text: str) -> None:
    assert _asks(text)


@pytest.mark.parametrize(("language", "rule", "example"), _rule_examples("fires"), ids=_name)
def test_a_rule_fires(language: Language, rule: str, example: dict[str, Any]) -> None:
    review = check(example["text"], stage=example.get("stage"), history=example.get("history"))
    assert rule in [finding.rule for finding in review.findings]


@pytest.mark.parametrize(("language", "rule", "example"), _rule_examples("silent"), ids=_name)
def test_a_rule_stays_silent(language: Language, rule: str, example: dict[str, Any]) -> None:
    review = check(example["text"], stage=example.get("stage"), history=example.get("history"))
    assert rule not in [finding.rule for finding in review.findings]


def test_the_rules_are_those_of_the_contract() -> None:
    assert set(RULES) == set(get_args(Rule))
    topics = {one["id"] for one in load_yaml(resource("knowledge", "topics.yaml"))}
    for language in LANGUAGES:
        rules = data(language)["rules"]
        assert set(rules) == set(get_args(Rule))
        assert {rule["topic"] for rule in rules.values()} <= topics
        assert all(rule["source"] and rule["why"] and rule["suggestion"] for rule in rules.values())


MAIL = """件名:ご紹介のお願い

みなと物流株式会社
営業部 田中様

お世話になっております。青葉システムの佐藤です。
> 資料を送っていただけますか。
このたび物流の新事業を準備しておりまして、人事部の方をご紹介いた
だけないでしょうか。難しければご放念ください。

--
佐藤 健
青葉システム株式会社
sato@example.jp
"""


def test_one_request_in_a_whole_mail() -> None:
    review = check(MAIL)
    assert [ask.text for ask in review.asks] == ["人事部の方をご紹介いた\nだけないでしょうか"]
    assert review.asks[0].what == "introduction"
    assert review.stage == "acquaintance"


def test_offsets_count_code_points_of_the_text_as_given() -> None:
    text = "😀😀 山田さん、\n資料を送ってもらえますか?👍 それと、社長を紹介してください。"
    review = check(text)
    assert len(review.asks) == 2
    for span in [*review.asks, *review.gives]:
        assert span.text == text[span.start : span.end]


@pytest.mark.parametrize("text", ["御社の人事部長を紹介してください。", "Could you introduce me to your CFO?"])
def test_the_same_words_weigh_less_the_closer_the_two_are(text: str) -> None:
    loads = [check(text, stage=stage).load for stage in ("stranger", "met_once", "acquaintance", "close")]
    assert loads == sorted(loads, reverse=True)
    assert loads[0] > loads[-1]
    assert check(text, stage="stranger").verdict == "over_asking"
    assert check(text, stage="close").verdict == "ok"


def test_minimizers_do_not_shrink_a_request() -> None:
    plain = check("社長を紹介してください。", stage="met_once")
    small = check("ちょっと軽く社長を紹介してください。", stage="met_once")
    assert small.asks[0].size == plain.asks[0].size == "large"
    assert small.verdict == plain.verdict


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ("先月も紹介を頼んだ", History(asks=1)),
        ("3回お願いしたが断られた", History(asks=3, said_no=True)),
        ("二回メールしたけど返信がない", History(unanswered=2)),
        ("お礼はまだ言っていない", History(thanks_owed=1)),
        ("5年ぶりの連絡", History(days_since_contact=1100)),
        ("I emailed her twice with no reply", History(unanswered=2)),
        ("He declined", History(said_no=True)),
        ("特に何もない", History()),
    ],
)
def test_history_is_read_from_an_account(history: str, expected: History) -> None:
    assert read_history(history) == expected


def test_history_as_value_and_as_text_weigh_the_same() -> None:
    text = "採用を始めますので、人事の方をご紹介いただけますか。"
    told = check(text, stage="acquaintance", history="先月も紹介を頼んだ")
    given = check(text, stage="acquaintance", history=History(asks=1))
    assert told == given
    assert given.load > check(text, stage="acquaintance").load


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("突然のご連絡失礼いたします。", "stranger"),
        ("昨日名刺交換させていただいた佐藤です。", "met_once"),
        ("いつもお世話になっております。", "acquaintance"),
        ("ご無沙汰しております。", "acquaintance"),
        ("親友に頼みたい", "close"),
        ("I came across your profile.", "stranger"),
        ("Great to meet you at the fair.", "met_once"),
        ("資料ありますか", None),
    ],
)
def test_stage_is_read_from_the_text(text: str, stage: str | None) -> None:
    assert read_stage(text) == stage


def test_the_load_is_the_clipped_sum_of_its_parts() -> None:
    for case in load_yaml(resource("evals", "cases", "asking_dev.yaml")):
        if case.get("mode") != "situation":
            review = check(case["text"], stage=case.get("stage"), history=case.get("history"))
            _assert_sound(review, case["text"])


def _assert_sound(review: Review, text: str) -> None:
    assert review.load == max(0, min(100, sum(part.points for part in review.parts)))
    assert all(part.label and part.points for part in review.parts)
    assert len(review.findings) <= 5
    assert review.summary
    if review.verdict != "ok":
        assert review.findings
        assert review.verdict == verdict_of(review.load)
    for span in [*review.asks, *review.gives]:
        assert span.text == text[span.start : span.end]
    for finding in review.findings:
        if finding.start is not None:
            assert finding.end is not None
            assert 0 <= finding.start < finding.end <= len(text)


def test_the_language_of_the_findings_can_be_chosen() -> None:
    review = check("社長を紹介してください。", stage="stranger", language="en")
    assert review.language == "en"
    assert language_of(review.findings[0].why) == "en"
    assert review.asks


def test_lines_of_a_mail_are_told_apart() -> None:
    kinds = [line.kind for line in lines_of(MAIL)]
    assert kinds[0] == "header"
    assert "quote" in kinds
    assert kinds[-1] == "signature"


def test_folding_keeps_every_offset() -> None:
    assert fold("ＡＢＣ！Ｉ１２İẞ’") == "abc!i12İß'"
    assert all(len(fold(chr(code))) == 1 for code in range(0x3000))
