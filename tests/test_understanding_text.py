import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.understanding import clean, detect_language
from coach.understanding.pasted import split_pasted


def test_hidden_characters_go_and_newlines_are_one_kind():
    assert clean("\ufeffa\u200bb\u202ec\x00\r\nか\u3099") == "abc\nが"


@pytest.mark.parametrize("text", ["", "   \n", "😀🎉", "!?…。、", "\u200b\u202e"])
def test_nothing_to_read_is_refused_in_a_sentence(text):
    with pytest.raises(InputError) as error:
        clean(text, "ja")
    assert str(error.value).endswith("。")


def test_too_long_is_refused_in_the_users_language():
    with pytest.raises(InputError, match=r"within 100,000"):
        clean("word " * 20_001)
    with pytest.raises(InputError, match="100,000字以内"):
        clean("あ" * 100_001)
    assert clean("あ" * 100_000)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("人脈って何?", "ja"),
        ("名刺交換", "ja"),
        ("LinkedInのDMって失礼?", "ja"),
        ("jinmyaku wo hirogetai desu", "ja"),
        ("How do I thank 田中さん for lunch?", "en"),
        ("mixer tips", "en"),
        ("Is 「お世話になっております。株式会社青葉の佐藤です。ぜひ一度お会いしたいです。」 polite?", "en"),
        ("このメール、返事どうしよう: Dear Ken, I would like to meet you next week and discuss our plans.", "ja"),
        ("怎么认识更多的人?", "other"),
        ("명함 교환 후에 무엇을 해야 하나요?", "other"),
        ("Comment écrire un message de remerciement pour une rencontre ?", "other"),
        ("Wie schreibe ich eine Nachricht an einen alten Kollegen?", "other"),
        ("¿Cómo puedo pedir una presentación a un amigo?", "other"),
        ("Как написать письмо?", "other"),
    ],
)
def test_language_is_that_of_the_users_own_request(text, language):
    assert detect_language(text) == language


def test_a_pasted_text_is_cut_out_exactly():
    draft = "田中様\nお世話になっております。社長をご紹介いただけませんか。"
    for text in (f"この下書き、頼みすぎ?\n\n{draft}", f"頼みすぎですか「{draft}」", f"{draft}\n\nこの文面でいいか見て"):
        found = split_pasted(text)
        assert found.draft == draft
        assert found.start is not None
        assert text[found.start : found.start + len(draft)] == draft
        assert "社長" not in found.request


def test_a_short_quotation_is_no_draft():
    assert split_pasted("「了解しました」は失礼?").draft is None


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="あ田中様に。、「」\n \"'`:Aa1😀", max_size=120))
def test_the_place_of_a_pasted_text_is_always_right(text):
    found = split_pasted(text)
    if found.draft is not None:
        assert found.start is not None
        assert text[found.start : found.start + len(found.draft)] == found.draft
