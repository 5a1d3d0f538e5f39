from pathlib import Path

import numpy as np
import pytest

from coach.resources import load_yaml
from coach.understanding import examples, read_kind, train
from coach.understanding.features import carrier, condensed
from coach.understanding.heads import examples_key, reference_texts
from coach.understanding.kinds import KINDS, OUT_OF_SCOPE, RULES, fit
from coach.understanding.occasion import read_occasion
from coach.understanding.refusals import read_refusal

CASES = load_yaml(Path(__file__).parent.parent / "evals" / "cases" / "kinds_dev.yaml")


def test_every_kind_has_several_dozen_examples_in_both_languages():
    for language in ("ja", "en"):
        for kind in (*KINDS, OUT_OF_SCOPE):
            assert sum(e.label == kind and e.language == language for e in examples()) >= 24, (kind, language)


def test_no_case_is_an_example():
    told = {example.text.strip().lower() for example in examples()}
    assert not [case["text"] for case in CASES if case["text"].strip().lower() in told]


def test_the_kept_head_fits_the_examples():
    from coach.understanding.heads import _stored

    assert str(_stored()["key"]) == examples_key(), "run python -m coach.understanding.heads"


def test_a_head_is_fitted_when_the_embedding_is_another_one():
    vectors = np.random.default_rng(1).normal(size=(len(examples()), 16)).astype(np.float32)
    head = train(vectors)
    assert head.mean is not None
    assert head.mean.shape == (16,)
    assert read_kind("人脈って何?", head, vectors[0]).scores


def test_a_kept_head_reads_as_a_fitted_one():
    kept, fitted = train(None), fit(None)
    for case in CASES[:40]:
        one, other = read_kind(case["text"], kept), read_kind(case["text"], fitted)
        assert one.best == other.best
        assert one.scope == pytest.approx(other.scope, abs=0.02)


def test_a_few_vectors_do_where_the_kept_head_fits():
    assert 0 < len(reference_texts("e5-small-q4")) < len(examples()) / 50
    assert len(reference_texts("another")) == len(examples())
    assert reference_texts(None) == []


@pytest.mark.parametrize("rule", RULES)
def test_nearly_every_example_of_a_refusal_is_told_by_its_rule(rule):
    head = train(None)
    told = [read_refusal(e.text, read_kind(e.text, head)) for e in examples() if e.rule == rule]
    assert len(told) >= 20
    assert told.count(rule) / len(told) >= 0.9


def test_hardly_any_honest_example_is_refused():
    head = train(None)
    honest = [e for e in examples() if e.label != "refusal"]
    refused = [e.text for e in honest if read_refusal(e.text, read_kind(e.text, head))]
    assert len(refused) / len(honest) < 0.01, refused


@pytest.mark.parametrize(
    "text",
    [
        "マルチの勧誘を見分けるには?",
        "友達にネットワークビジネスに誘われた。断りのLINEを書いて",
        "営業目的だと正直に書いてアポを頼むメールを",
        "断られたあと、しつこくしないで関係を続けるには?",
        "悪口を広めようとする同僚への対応は?",
        "名刺交換した相手に営業メールを送るのは違法ですか",
        "How do I spot a pyramid scheme?",
        "She said no. Help me accept it gracefully",
        "A competitor is spreading rumours about me, how should I react?",
        "Write a sales email that says openly what I sell",
    ],
)
def test_avoiding_or_declining_is_no_refusal(text):
    assert read_refusal(text, read_kind(text, train(None))) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("展示会で会いました。お礼のメールを書いてください。よろしく", "お礼のメールを書いてください。"),
        ("I met him in May. How do I thank him? He likes tea.", "how do i thank him?"),
        ("お礼メール", "お礼メール"),
    ],
)
def test_the_sentence_that_asks_carries_the_request(text, told):
    assert carrier(text) == told


def test_a_long_story_is_condensed_to_what_is_asked():
    story = "転職して三年になります。" * 40 + "誰に相談すればいいでしょうか。"
    assert condensed(story).endswith("誰に相談すればいいでしょうか。")
    assert len(condensed(story)) <= 160
    assert condensed("短い") == "短い"


@pytest.mark.parametrize(
    ("text", "occasion", "kind"),
    [
        ("昇進した知人にお祝いを送りたい", "congratulate", "follow_up"),
        ("返信が遅れたお詫びを書いて", "apologise_late", "follow_up"),
        ("後輩の森を取引先の林さんに紹介したい", "make_introduction", "outreach"),
        ("林さんに弁護士を紹介してほしい", "ask_introduction", "outreach"),
        ("invite him to our workshop", "invite", "outreach"),
        ("Thank her for dinner", "thanks_meal", "follow_up"),
    ],
)
def test_occasions(text, occasion, kind):
    found = read_occasion(text)
    assert found is not None
    assert (found.occasion, found.kind) == (occasion, kind)
