"""The tagger of requests: what it was taught with, what it reads in requests it has not seen, and that offsets hold."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.resources import resource
from coach.understanding.part_examples import NAMES, PARTS, examples, examples_key, parse
from coach.understanding.parts import LONGEST_TAGGED, read_parts


def test_the_models_were_fitted_on_the_examples() -> None:
    kept = resource("prompts", "examples", "requests", "key.txt").read_text(encoding="utf-8").strip()
    assert kept == examples_key(), "run python -m coach.understanding.part_examples"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_example_is_well_tagged(language: str) -> None:
    for each in examples(language):  # type: ignore[arg-type]
        assert each.occasion and each.text.strip()
        for tag, start, end in each.spans:
            assert tag in (*PARTS, *NAMES) and each.text[start:end].strip(), each.text


@pytest.mark.parametrize(
    "item",
    [
        "# occasion=give channel=none to=en\n<fact>a book",
        "# occasion=give channel=none to=en\na book</fact>",
        "# occasion=give channel=none to=en\n<do>send <fact>a book</fact></do>",
    ],
)
def test_a_wrongly_tagged_example_is_refused_by_name(item: str) -> None:
    with pytest.raises(InputError, match="<"):
        parse(item, "en")


@pytest.mark.parametrize(
    ("language", "text", "names", "parts"),
    [
        (
            "ja",
            "おとといの商店会の寄り合いで席が隣だった畳店の草薙さんにお礼のメールを書いて。い草の産地の話がためになった。乾物屋の真砂より",
            {"rn": "草薙", "sn": "真砂"},
            {"do": "お礼のメール", "fact": "い草の産地の話"},
        ),
        (
            "en",
            "Thank-you email to Odile Marchetti from Fernhill Press, we met at the book fair on Friday. She told me "
            "how they price translations. Keep it short. I'm Rufus Penhale.",
            {"rn": "Odile Marchetti", "sn": "Rufus Penhale"},
            {"do": "Keep it short", "fact": "how they price translations"},
        ),
    ],
)
def test_names_and_parts_of_requests_it_has_not_seen(
    language: str, text: str, names: dict[str, str], parts: dict[str, str]
) -> None:
    assert all(text != each.text for each in examples(language))  # type: ignore[arg-type]
    read = read_parts(text, language)  # type: ignore[arg-type]
    for role, name in names.items():
        best = read.best(role)  # type: ignore[arg-type]
        assert best and best.text == name and best.sure > 0.5
    for part, words in parts.items():
        assert any(words in each.text for each in read.of(part)), (part, read.parts)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["ja", "en"]))
def test_any_text_gives_parts_whose_offsets_hold(text: str, language: str) -> None:
    read = read_parts(text, language)  # type: ignore[arg-type]
    for found in (read.parts, read.names):
        for each in found:
            assert text[each.start : each.end] == each.text and 0 <= each.sure <= 1.001
        assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_long_text_is_tagged_to_a_limit_and_the_same_each_time() -> None:
    text = "田中さんにお礼のメールを書いて。" * 2_000
    read = read_parts(text, "ja")
    assert read.parts and max(part.end for part in read.parts) <= LONGEST_TAGGED
    read_parts.cache_clear()
    assert read_parts(text, "ja") == read
