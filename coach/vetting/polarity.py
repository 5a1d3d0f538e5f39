"""Whether words are affirmed, negated ("they won't say") or forbidden ("don't tell"), by what stands around them."""

import re
from typing import Any, Literal, NamedTuple

__all__ = ["Polarity", "Token", "after_japanese", "before_english"]

Polarity = Literal["affirmed", "negated", "forbidden"]
_AHEAD = 8  # morphemes from a word to the negation that still belongs to it
# Spoken forms whose dictionary form differs from the written one.
_WRITTEN = {"てる": "ている", "でる": "でいる", "とく": "ておく", "どく": "でおく", "ちゃう": "てしまう"}
_KEPT = {"たら", "だら", "なら"}  # their dictionary form is that of the past
_NOT = {"ない", "ぬ", "ん", "へん", "えへん", "ひん", "まい", "無い", "ねえ", "ねぇ", "ず"}
_NONE = {"ゼロ", "なし", "無し", "皆無", "不要", "無縁", "無用", "厳禁", "禁止"}
_LIGHT = {"する", "なる", "ある", "出る", "いる", "居る", "要る", "かかる", "いただく", "できる", "いう", "言う"}
_FORMAL = {
    "こと",
    "もの",
    "の",
    "ん",
    "わけ",
    "方",
    "ほう",
    "はず",
    "よう",
    "心配",
    "必要",
    "恐れ",
    "おそれ",
    "一切",
    "絶対",
}
_DUTY = re.compile(r"^(?:と|ば|きゃ|ければ|くては|くちゃ|ちゃ)?(?:いけ|だめ|ダメ|駄目|なら|困|意味|損|もったいな)")
_PAST = {"た", "だ"}
# 「くれませんか」「ないでしょうか」 ask or offer; nothing is negated.
_ASKED = re.compile(r"^(?:です|でしょう|だろう|やろ)?か(?![らけ])|^かな|^[?]")
_GIVES = {"くれる", "もらえる", "もらう", "いただける", "頂ける", "願える", "下さる", "くださる", "ます"}

_NO = re.compile(
    r"(?:\b(?:not|never|no|without|nothing|nobody|none|cannot|zero|refus\w+|hardly|unable|avoid\w*|dodg\w+|declin\w+"
    r"|unwilling|rather than|instead of|free of)\b|n't\b)[^,.;:!?\"“”]{0,28}$"
)
_FORBIDDEN = re.compile(
    r"(?:\b(?:do not|never|not to|should not|must not|better not|best not|no need to|nobody must|nobody should)"
    r"|\b(?:don't|shouldn't|mustn't))\s+(?:\w+\s+){0,2}$"
)


class Token(NamedTuple):
    """A morpheme: where it stands, its dictionary and its normalised form, its class."""

    start: int
    end: int
    surface: str
    lemma: str
    norm: str
    kind: str
    detail: str

    @classmethod
    def of(cls, morpheme: Any) -> "Token":
        """Read a SudachiPy morpheme."""
        surface = morpheme.surface()
        lemma = surface if surface in _KEPT else morpheme.dictionary_form()
        norm = surface if surface in _KEPT else morpheme.normalized_form()
        kind, detail = morpheme.part_of_speech()[:2]
        return cls(morpheme.begin(), morpheme.end(), surface, _WRITTEN.get(lemma, lemma), norm, kind, detail)

    @property
    def helps(self) -> bool:
        """Whether it may be a helping verb: もらう in 紹介してもらう is no gain."""
        return self.detail == "非自立可能"

    @property
    def negates(self) -> bool:
        """Whether it is a word of negation, also of the Kansai dialect."""
        if self.lemma in _NONE:
            return True
        return self.lemma in _NOT and self.kind in ("助動詞", "形容詞", "感動詞", "接尾辞", "名詞")


def after_japanese(tokens: list[Token], last: int) -> Polarity:
    """Polarity of the words that end with the given morpheme: Japanese negates after the word."""
    direct = True
    verb = tokens[last].kind in ("動詞", "助動詞")
    for place in range(last + 1, min(last + _AHEAD, len(tokens))):
        token = tokens[place]
        if token.negates:
            return _negation(tokens, place, direct and verb)
        if verb and place == last + 1 and token.surface == "な" and _closes(tokens, place + 1):
            return "forbidden"
        if _ends_reach(token, verb):
            break
        if token.surface in ("て", "で", "いる", "てる"):
            direct = False
    return "affirmed"


def _negation(tokens: list[Token], place: int, direct: bool) -> Polarity:
    rest = "".join(token.surface for token in tokens[place + 1 : place + 5])
    if _DUTY.search(rest):
        return "affirmed"  # 「買わないといけない」 is a duty, no refusal
    if tokens[place - 1].lemma == "たい":
        return "affirmed"  # 「教えたくない」 is the wish of the one who writes
    if _ASKED.search(rest) and tokens[place - 1].lemma in _GIVES:
        return "affirmed"
    past = place + 1 < len(tokens) and tokens[place + 1].surface in _PAST
    return "forbidden" if direct and not past else "negated"


def _closes(tokens: list[Token], place: int) -> bool:
    return place >= len(tokens) or tokens[place].kind == "補助記号" or tokens[place].surface in ("と", "よ", "って")


def _ends_reach(token: Token, verb: bool) -> bool:
    """Whether a negation after this morpheme no longer belongs to the word before it."""
    if token.kind in ("補助記号", "接続詞", "空白"):
        return True
    if token.kind in ("名詞", "代名詞"):
        return token.surface not in _FORMAL
    if token.kind == "動詞":
        return token.detail == "一般" and (verb or token.lemma not in _LIGHT)
    return token.detail == "接続助詞" and token.surface not in ("て", "で", "ちゃ", "たり")


def before_english(line: str, start: int) -> Polarity | None:
    """Polarity that the words before a place give to what begins there; None when there is nothing of the kind."""
    before = line[max(0, start - 60) : start]
    if _FORBIDDEN.search(before):
        return "forbidden"
    return "negated" if _NO.search(before) else None
