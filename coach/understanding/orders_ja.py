"""What a Japanese request says to the coach: orders to write, and the words that wrap what shall be said to the reader.

「…と伝えて」「…ことも書いて」「…って感じで」 wrap; 「お礼を送りたい」 orders. The expressions are ``clauses.yaml``.
"""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from coach.morphology import tokens_of_line
from coach.resources import load_yaml

__all__ = ["BARE", "before_order", "clause_pattern", "is_order", "joined_clauses", "unwrapped"]

BARE = re.compile(r"[\s、,。・…〜~]+$")
# 「役員会で諮っていただいたことへの感謝を」「推薦状のお礼もあわせて」: what one thanks for.
_TOWARDS = re.compile(
    r"^(?:[^。]{0,40}?、)?(?P<what>[^、。]{3,40}?(?:た|る))(?:こと)?へ?の(?:感謝|お礼|御礼)(?:を|も|だけ|の)?[^。]*$"
)
_SORRY_FOR = re.compile(
    r"^(?:[^。]{0,40}?、)?(?P<what>[^、。]{4,40}?た)(?:こと)?(?:へ)?(?:の)?(?:お詫び|おわび|謝罪)(?:を|も|だけ)?[^。]*$"
)
_FINITE = ("終止形", "連体形", "命令形", "意志推量形")


@cache
def clause_pattern(name: str) -> re.Pattern[str]:
    """One expression of ``clauses.yaml``."""
    data: dict[str, str] = load_yaml(Path(__file__).with_name("clauses.yaml"))
    return re.compile(data[name])


def unwrapped(text: str) -> str | None:
    """The words before 「と伝えて」「ことも書いて」「って感じで」, or nothing when there is no such wrapper."""
    quoted = re.search(r"[「『]([^」』]{2,100})[」』](?:と|って|という|の|で|を|$)", text)
    if quoted and (clause_pattern("wrapper").match(text[quoted.end() :]) or not text[quoted.end() :].strip()):
        return quoted[1]
    sorry = _SORRY_FOR.match(text)
    if sorry:
        return _te(sorry["what"]) + "ごめんなさい"
    grateful = _TOWARDS.match(text)
    if grateful:
        return grateful["what"]
    about = re.search(
        r"、?(?:っていう|という)(?:近況|こと|話|内容|趣旨|気持ち|感じ)(?:だけ|のみ)?(?:を|で)?[^。]{0,14}$", text
    )
    if about:
        return text[: about.start()]
    return _before_word(text) or _before_quotation(text)


def _before_word(text: str) -> str | None:
    """What stands before a set word that shall be put in, the word with it: 「行き違いならごめんなさいも入れて」."""
    words = clause_pattern("set_words").match(text)
    kept = re.match(
        r"^(?P<said>[^。]{2,60}?(?:ます|です|ました|でした))(?:は|も)(?:必ず|ちゃんと)?(?:入れ|添え|書[いく])", text
    )
    found = words or kept
    return found["said"] if found else None


def _before_quotation(text: str) -> str | None:
    spoken = re.search(r"(?<=[たいるすだよねなん])って[、。\s]*$", text)  # たって would be read as one word
    if spoken and not re.search(r"[もら貰言思]って$|行って$", text[: spoken.end()]):
        return text[: spoken.start()]
    tokens = tokens_of_line(text)
    for index in range(len(tokens) - 1, 0, -1):
        token, before = tokens[index], tokens[index - 1]
        if not _is_wrap(token, before):
            continue
        rest = text[token.end() :]
        bare = not BARE.sub("", re.sub(r"^(?:も|を|だけ)", "", rest)) and token.surface() != "という"
        if bare or clause_pattern("wrapper").match(rest):
            return text[: token.begin()]
    return None


def _te(words: str) -> str:
    """The て-form of a clause in the past: 遅刻した → 遅刻して, 忘れていた → 忘れていて, 休んだ → 休んで."""
    for past, joined in (("った", "って"), ("いた", "いて"), ("んだ", "んで"), ("た", "て")):
        if words.endswith(past):
            return words.removesuffix(past) + joined
    return words


def _is_wrap(token: Any, before: Any) -> bool:
    """Whether a quotation or こと / 旨 may end a statement here."""
    kind, surface = before.part_of_speech(), token.surface()
    ends = kind[0] in ("動詞", "助動詞", "形容詞") and any(form in kind[5] for form in _FINITE)
    if surface in ("と", "って", "っていう", "という", "とか"):
        return ends or kind[1] in ("終助詞", "読点", "一般") or kind[0] in ("名詞", "形状詞", "感動詞", "補助記号")
    return ends and surface in ("こと", "旨", "むね", "件")


@cache
def _order_verbs() -> frozenset[str]:
    return frozenset(clause_pattern("order_verbs").pattern.split("|"))


def is_order(text: str) -> bool:
    """Whether the sentence ends in what the coach shall do: an act of writing or dealing, wished or told."""
    text = BARE.sub(
        "", re.sub(r"(?:の(?:ですが|だが|で)|ん(?:ですが|だけど|やけど)|けど|が)?$", "", BARE.sub("", text))
    )
    if clause_pattern("order").search(text):
        return True
    wished = False
    for token in reversed(tokens_of_line(text)):
        kind, form = token.part_of_speech(), token.dictionary_form()
        if form in ("たい", "ほしい", "下さい", "くださる", "もらえる", "いただける", "とく", "ねん"):
            wished = wished or form != "ねん"
        elif form in ("あげる", "おく", "みる", "する", "いただく", "もらう", "致す", "いたす") or kind[0] in (
            "助動詞",
            "助詞",
            "接頭辞",
        ):
            continue
        else:
            return wished and form in _order_verbs()
    return False


def before_order(text: str) -> str | None:
    """The clause before an order: 「話が面白かったのでお礼を送りたい」 → 「話が面白かった」."""
    tokens = tokens_of_line(text)
    for before, token in reversed(list(pairwise(tokens))):
        surface, joins = token.surface(), token.part_of_speech()[1] == "接続助詞"
        if not (joins and surface in ("から", "けど", "けれど", "が", "し")) and surface not in ("ので", "ため"):
            because = surface == "で" and before.surface() in ("の", "ん")
            if not because:
                continue
        if before.part_of_speech()[0] in ("動詞", "助動詞", "形容詞", "形状詞") or before.surface() in (
            "な",
            "の",
            "ん",
        ):
            return re.sub(r"な?(?:の|ん)?$", "", text[: token.begin()])
    comma = text.rfind("、")
    if comma > 0 and not clause_pattern("order").search(text[:comma]):
        head = text[:comma]
        last = tokens_of_line(head)[-1].part_of_speech()
        if last[0] in ("動詞", "助動詞", "形容詞") and any(form in last[5] for form in _FINITE):
            return head
    return None


def joined_clauses(clause: str) -> list[str]:
    """The clauses that けど, ので, から … join, each with its joint."""
    cuts = [0]
    for before, token in pairwise(tokens_of_line(clause)):
        joint = token.part_of_speech()[1] == "接続助詞" and token.surface() in (
            "けど",
            "けれど",
            "が",
            "から",
            "し",
            "のに",
        )
        because = token.surface() in ("ので", "んで") or (token.surface() == "で" and before.surface() in ("の", "ん"))
        if joint or because:
            end = token.end()
            cuts.append(end + len(clause[end:]) - len(clause[end:].lstrip("、")))
    return [clause[a:b] for a, b in zip(cuts, [*cuts[1:], len(clause)], strict=True) if clause[a:b]]
