"""Japanese verb forms: from the dictionary form to the stems that polite phrases are built on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Act", "honoured_past", "last_act", "masu", "te"]

_I_ROW = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_TE = dict(
    zip("うくぐすつぬぶむる", ("って", "いて", "いで", "して", "って", "んで", "んで", "んで", "って"), strict=True)
)
_A_ROW = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))
_IRREGULAR_MASU = {
    "する": "し",
    "来る": "来",
    "くる": "き",
    "くださる": "ください",
    "おっしゃる": "おっしゃい",
    "ござる": "ござい",
    "御座る": "ござい",
    "いらっしゃる": "いらっしゃい",
    "いらしゃる": "いらっしゃい",
    "なさる": "なさい",
}
_IRREGULAR_TE = {"する": "して", "来る": "来て", "くる": "きて", "行く": "行って", "いく": "いって"}


_MADE = ("せる", "させる", "れる", "られる")


@dataclass(frozen=True)
class Act:
    """The last act of a phrase: what stands before it, its verb, and whether the verb is a noun with する."""

    before: str
    verb: str  # dictionary form, or the noun that takes する
    conjugation: str  # Sudachi's class such as 五段-カ行
    is_noun: bool


def _is_noun(token: Any) -> bool:
    kind = token.part_of_speech()
    return bool((kind[0] in ("名詞", "接尾辞") and kind[1] != "助数詞可能") or kind[0] == "接頭辞")


def last_act(tokens: Sequence[Any]) -> Act | None:
    """Find the last verb, or the last noun that can take する, and the words before it.

    「採用資料を送っ」 gives 送る after 「採用資料を」; 「来月見学」 gives 見学 after 「来月」.
    """
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        kind = token.part_of_speech()
        if kind[0] == "動詞" and token.dictionary_form() not in ("いる", "おる", "しまう", "ある"):
            if token.dictionary_form() in ("する", "できる", "いたす") and index and _is_noun(tokens[index - 1]):
                return _noun_act(tokens, index - 1)
            before = "".join(each.surface() for each in tokens[:index])
            made = tokens[index + 1] if index + 1 < len(tokens) else None
            if made is not None and made.part_of_speech()[0] == "助動詞" and made.dictionary_form() in _MADE:
                verb = token.surface() + made.dictionary_form()  # 会わせる, 褒められる
                return Act(before, verb, "下一段-サ行", is_noun=False)
            return Act(before, token.dictionary_form(), kind[4], is_noun=False)
        if index == len(tokens) - 1 and _is_noun(token):
            return _noun_act(tokens, index)
    return None


def _noun_act(tokens: Sequence[Any], end: int) -> Act:
    """The noun that ends at ``end`` with its own prefix, such as 意見交換 or 打ち合わせ (compounds stay whole)."""
    start = end
    while start and _joins(tokens[start - 1], tokens[start]):
        start -= 1
    noun = "".join(each.surface() for each in tokens[start : end + 1])
    before = "".join(each.surface() for each in tokens[:start])
    return Act(before, noun.removeprefix("ご").removeprefix("お") or noun, "サ行変格", is_noun=True)


def _joins(left: Any, right: Any) -> bool:
    kind = left.part_of_speech()
    if kind[0] == "接頭辞":
        return True
    if right.part_of_speech()[0] == "接尾辞":
        return kind[0] in ("名詞", "接尾辞")
    return bool(kind[0] == "名詞" and kind[1] == "普通名詞" and kind[2] not in ("副詞可能", "助数詞可能"))


def masu(verb: str, conjugation: str) -> str:
    """Stem before ます: 送る → 送り, 見る → 見, 紹介する → 紹介し."""
    for ending, stem in _IRREGULAR_MASU.items():
        if verb == ending or (ending == "する" and verb.endswith("する")):
            return verb.removesuffix(ending) + stem
    if conjugation.startswith("五段"):
        return verb[:-1] + _I_ROW.get(verb[-1], "")
    return verb[:-1]


def te(verb: str, conjugation: str) -> str:
    """The て-form: 送る → 送って, 読む → 読んで, 見る → 見て."""
    for ending, form in _IRREGULAR_TE.items():
        if verb == ending or (ending == "する" and verb.endswith("する")):
            return verb.removesuffix(ending) + form
    if conjugation.startswith("五段"):
        return verb[:-1] + _TE.get(verb[-1], "て")
    return verb[:-1] + "て"


def honoured_past(verb: str, conjugation: str) -> str:
    """Past form that raises the one who acts: 出す → 出された, 始める → 始められた."""
    if verb.endswith("する"):
        return verb.removesuffix("する") + "された"
    if verb in ("来る", "くる"):
        return "来られた"
    if conjugation.startswith("五段"):
        return f"{verb[:-1]}{_A_ROW.get(verb[-1], '')}れた"
    return f"{verb[:-1]}られた"
