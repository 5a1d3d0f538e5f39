"""Notes, forms and dictated text become sentences; what is in sentences stays as it is."""

import pytest

from coach.understanding.letters import addressed_ja
from coach.understanding.telegram_ja import in_sentences, is_form


@pytest.mark.parametrize(
    ("notes", "sentences"),
    [
        ("昨日 機器展 高井さん(スロープ屋)/段差の話/お礼", "昨日、機器展で、高井さん(スロープ屋)\n段差の話\nお礼"),
        ("宛先:森 先生\n内容:本が届いた\n媒体:LINE", "相手:森 先生\n本が届いた\nLINEで"),
        ("試験受かりました先生のおかげです", "試験受かりました。先生のおかげです"),
        ("桃をくれた お礼 LINEで", "桃をくれた。お礼 LINEで"),
        ("3月2日 13時 集会所 ぬか床の会", "3月2日、13時、集会所。ぬか床の会"),
        ("えーっと、町内の人にね、回覧板を渡したい", "町内の人に、回覧板を渡したい"),
        ("受かりましたって担任の谷先生にメール", "受かりましたって、担任の谷先生にメール"),
    ],
)
def test_notes_become_sentences(notes: str, sentences: str) -> None:
    assert in_sentences(notes) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "A社/B社の両方に声をかけた沢田さんへお礼を",
        "先週お会いした 草野 誠さんにお礼のメールを送りたい",
        "見学させてくださったことを感謝しますと伝えて",
        "(株)ナギ 営業2課 保科",
        "12/3の会でお会いした方へ",
        "Thanks / Priya / the onboarding trick",
    ],
)
def test_sentences_stay(text: str) -> None:
    assert in_sentences(text) == text


@pytest.mark.parametrize(
    ("request_", "ordered"),
    [
        ("相手:佐竹さん\n用件:見学の御礼", True),
        ("まことにLINE、花見どう?って", True),
        ("助かりましたって、隣の谷口さんにメール", True),
        ("お礼のメールはいつまでに送るべきですか", False),
        ("この返事は失礼だと思う?", False),
        ("交流会で名刺を何枚くらい配ればいい", False),
    ],
)
def test_the_form_of_a_request_shows_that_a_message_is_wanted(request_: str, *, ordered: bool) -> None:
    assert addressed_ja(request_) is ordered


def test_a_form_names_who_it_is_for() -> None:
    assert is_form("差出人:三好")
    assert not is_form("場所:公民館")
