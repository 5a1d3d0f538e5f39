"""Japanese requests by their tagged parts: facts are told, instructions and what stays out are not."""

from datetime import date

import pytest

from coach.dialect import standard
from coach.understanding.kept_out_ja import without_kept_out
from coach.understanding.tagged_ja import with_parts_ja

TODAY = date(2026, 11, 25)


def _read(text: str, occasion: str) -> dict[str, object]:
    return with_parts_ja({"told": (), "topics": ()}, text, occasion, TODAY)


def test_facts_are_told_and_instructions_are_not() -> None:
    told = _read(
        "昨日の陶芸教室でお世話になった沼尻先生にお礼のメールを書いていただけますか。湯呑みの口が薄く挽けました。短めで",
        "thanks_meeting",
    )["told"]
    assert "湯呑みの口が薄く挽けました" in told
    assert not any("メール" in each or "短め" in each for each in told)  # type: ignore[attr-defined]


def test_names_fill_what_the_rules_left_open() -> None:
    read = _read("宮前さんにお礼のメール。桃が甘かった。私は果樹園の手伝いの根津です", "thanks_meeting")
    assert read["recipient"].name == "宮前"  # type: ignore[attr-defined]
    assert read["sender"].name == "根津"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "told", "kept"),
    [
        ("入院のことは触れないで", ("入院で休んでいた", "畑は順調"), ("畑は順調",)),
        ("借金の話は書かないで", ("借金があるけど店は続ける",), ("店は続ける",)),
        ("返事は書かなくていい", ("返事が遅れた",), ("返事が遅れた",)),
    ],
)
def test_what_shall_stay_out_stays_out(text: str, told: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert without_kept_out({"told": told}, text)["told"] == kept


def test_what_is_said_instead_is_the_reason() -> None:
    found = without_kept_out({"told": ("通院がある",)}, "通院のことは「私用」とだけ書いて")
    assert (found["told"], found["reason"]) == ((), "私用")


@pytest.mark.parametrize(
    ("dialect", "said"),
    [
        ("行かれへんかった", "行けなかった"),
        ("待っとったけん、よかった", "待っていたから、よかった"),
        ("見てけろ", "見てください"),
        ("雪やから来られへん", "雪なので来られない"),
        ("だいすけと呼ばれた", "だいすけと呼ばれた"),
    ],
)
def test_dialects_become_the_standard_language(dialect: str, said: str) -> None:
    assert standard(dialect) == said
