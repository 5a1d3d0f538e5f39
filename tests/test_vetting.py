from functools import cache
from pathlib import Path

import pytest

from coach import vetting
from coach.resources import load_yaml

DATA = load_yaml(Path(vetting.__file__).with_name("vetting.yaml"))


@cache
def rules_in(text: str) -> frozenset[str | None]:
    return frozenset(sign.rule for sign in vetting.vet(text, "ja").signs)


@pytest.mark.parametrize(("rule", "text"), [(s["id"], t) for s in DATA["signs"] for t in s["fires"]])
def test_each_sign_fires_on_its_examples(rule, text):
    assert rule in rules_in(text)


@pytest.mark.parametrize(("rule", "text"), [(s["id"], t) for s in DATA["signs"] for t in s["silent"]])
def test_each_sign_is_silent_where_it_must_be(rule, text):
    assert rule not in rules_in(text)


@pytest.mark.parametrize("sign", DATA["signs"], ids=lambda sign: sign["id"])
def test_what_to_check_is_known(sign):
    assert set(sign["check"]) <= set(DATA["checks"])


def test_evidence_is_the_exact_words():
    text = "大丈夫?😀 「すごい人がいるからお茶しよう。不労所得の話、家族には言わないで」"
    found = vetting.vet(text, "ja")
    assert found.risk == "high"
    assert {"third_person", "easy_income", "secrecy"} <= {sign.rule for sign in found.signs}
    assert all(text[sign.start : sign.end] == sign.evidence for sign in found.signs)


def test_an_ordinary_event_is_low():
    text = "12月10日18時、大阪商工会議所主催の名刺交換会。会場は本町の会館、参加費3,000円(ドリンク代込み)。"
    found = vetting.vet(text, "ja")
    assert (found.risk, found.signs) == ("low", [])
    assert found.to_check


def test_nothing_said_is_unclear_not_low():
    assert vetting.vet("こんなイベントに誘われたけど大丈夫?", "ja").risk == "unclear"


def test_names_follow_the_language():
    found = vetting.vet("He promised passive income", "en")
    assert found.signs[0].sign == "Easy income"
    assert "188" in " ".join(found.to_check)
