"""The learned reader of sentences: it was fitted on the examples at hand, and knows requests that no wording knows."""

import numpy as np
import pytest

from coach.answer import Language
from coach.asking import check
from coach.asking.hits import hits_of, mask_quotes
from coach.asking.layout import sentences_of
from coach.asking.learned import ASK, read_clauses, read_sentence, read_sentences
from coach.asking.patterns import fold
from coach.asking.sizing import KINDS
from coach.asking.teaching import SIGNALS, examples, key_of
from coach.resources import resource

LANGUAGES: tuple[Language, ...] = ("ja", "en")

# Written for this test, in nobody's examples; no wording of the data files stands in those of the first list.
ASKS_NO_RULE_KNOWS: dict[Language, list[str]] = {
    "ja": [
        "親方、町会の役員さん方にうちの名を触れ回っといておくんなさい",
        "審査の席でうちの名を出しておいていただけましたら、どんなに心強いか。",
        "残りの三十万、しばらく持っていてもらうわけにはいかんやろか",
    ],
    "en": [
        "A quiet word from you to the jury would tip the scales.",
        "What I'd need is somebody at the harbour office who picks up the phone for you.",
        "Two hundred till payday would see us through.",
    ],
}
NO_ASKS: dict[Language, list[str]] = {
    "ja": [
        "三年前に教わった刃の研ぎ方、今も毎朝そのままやっております。",
        "窓口は二階に移りました。",
        "気が向かなければ、そのまま忘れてやってください。",
        "うちの姪が先生にお目にかかりたいと騒いでおりました。",
        "余った苗は軒先に並べておきますので、ご自由にどうぞ。",
    ],
    "en": [
        "You showed me how to sharpen a plane in 2012 and I still do it that way.",
        "The counter has moved to the second floor.",
        "If it's a nuisance, let it sink without trace.",
        "My niece keeps saying she'd love to meet you.",
        "There's a crate of plums by the gate for anyone who fancies them.",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_was_fitted_on_the_examples_at_hand(language: Language) -> None:
    with np.load(resource("prompts", "examples", "messages", f"{language}.npz")) as kept:
        assert str(kept["key"]) == key_of(language), "run python -m coach.asking.learned"


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_labelled_by_the_book(language: Language) -> None:
    known = examples(language)
    assert len(known) > 3000
    assert {ask.kind for each in known for ask in each.asks} == set(KINDS)
    assert {signal for each in known for signal in each.signals or ()} == set(SIGNALS)
    assert all(ask.words and ask.words in each.text for each in known for ask in each.asks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_requests_from_what_is_none(language: Language) -> None:
    asks, none = ASKS_NO_RULE_KNOWS[language], NO_ASKS[language]
    asking = [read_sentence(fold(one), language)[ASK] for one in asks]
    silent = [read_sentence(fold(one), language)[ASK] for one in none]
    assert min(asking) > max(silent)
    assert sum(chance > 0.5 for chance in asking) >= len(asks) - 1
    assert max(silent) < 0.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_wording_knows_is_found(language: Language) -> None:
    found = 0
    for text in ASKS_NO_RULE_KNOWS[language]:
        (sentence,) = sentences_of(text)
        assert not hits_of(mask_quotes(sentence.folded), language), text
        asks = check(text).asks
        assert all(text[ask.start : ask.end] == ask.text for ask in asks)
        found += bool(asks)
    assert found >= 2
    assert all(check(text).asks == [] for text in NO_ASKS[language])


def test_sentences_read_together_are_read_as_alone() -> None:
    texts = [fold(text) for text in [*ASKS_NO_RULE_KNOWS["en"], *NO_ASKS["en"], ".", "?"]]
    together = read_sentences(texts, "en")
    for text, reading in zip(texts, together, strict=True):
        (alone,) = read_sentences((f"{text} ",), "en")  # another key, so that it is read anew
        assert alone[ASK] == pytest.approx(reading[ASK], abs=0.1)
        assert set(reading) >= {ASK, *KINDS, *SIGNALS}


def test_the_kinds_of_a_request_share_one_chance() -> None:
    clause = "could you introduce me to your cfo"
    (reading,) = read_clauses([(clause, clause, "introduction")], "en")
    assert sum(reading[kind] for kind in KINDS) == pytest.approx(1.0, abs=1e-4)
    assert max(KINDS, key=lambda kind: reading[kind]) == "introduction"
