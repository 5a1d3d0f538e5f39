"""Spoken Japanese as written Japanese, still plain: 「餃子おいしかったねん」 → 「餃子がおいしかった」.

Casual words, dialect, short forms and left-out particles become written ones; what the reader did is raised inside the
clause. The lists are ``prompts/messages/ja/register.yaml``.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from coach.brief import Tone
from coach.dialect import standard
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource
from coach.writing.wording import END, lists, plain

__all__ = ["register_data", "set_words", "written"]

_COUNTERS = ("分", "中", "後", "前", "目", "間", "ごろ", "頃", "的")
# Verbs that make one word with the noun before them, or stand behind a て.
_LIGHT = ("なさる", "する", "できる", "いる", "なる", "いたす", "くださる", "おく", "しまう", "すぎる")
# Adverbs that may stand between a thing and its verb: 「シフト何度も代わって」.
_BETWEEN = re.compile(r"(?<=[一-龯ァ-ヴー])(?=(?:何度も|何回も|ずっと|たくさん|全部|一緒に)[^、がをには]{1,8})")
_OCCUPATION = re.compile(r"(?<=[一-龯])(?<=家|師|士|者|員|工|手)さん(?!に紹介)")


@cache
def register_data() -> dict[str, Any]:
    """The data of ``register.yaml``."""
    data: dict[str, Any] = load_yaml(resource("prompts", "messages", "ja", "register.yaml"))
    return data


@cache
def set_words() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Clauses that end in a set word, and what they become in each tone."""
    return tuple((re.compile(each["find"]), each) for each in register_data()["set_words"])


@cache
def _casual() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in register_data()["casual"])


@cache
def _inside() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in register_data()["inside"])


def written(words: str, tone: Tone) -> str:
    """Casual words as written ones, still plain: 「餃子おいしかったねん」 → 「餃子がおいしかった」."""
    text = re.sub(r"\s+", " ", words).strip(END)
    text = _OCCUPATION.sub("の方", text)
    text = re.sub(r"(?<=[A-Za-z])さん", "様", text) if tone != "close" else text
    text = standard(text)
    for pattern, instead in _casual():
        text = pattern.sub(instead, text)
    text = _finite(_expanded(text))
    for own, said in register_data()["kin"].items():
        text = text.replace(own, said)
    if tone != "close":
        text = re.sub(r"(家族|社員|スタッフ|チーム|店|夫婦|うち|クラス)(の?)みんな", r"\1\2皆", text)
        text = re.sub(r"(?<![月週年日手精力目])いっぱい", "たくさん", text)
        for own, said in register_data()["words"]["polite"].items():
            text = text.replace(own, said)
        for own, said in register_data()["theirs"].items():
            text = text.replace(own, said)
        for own, said in register_data()["mine"].items():
            if text.startswith(own) and not text.startswith(tuple(register_data()["words"]["polite"])):
                text = said + text[len(own) :]
    else:
        for own, said in register_data()["words"]["close"].items():
            text = text.replace(own, said)
    text = plain(text, tone)
    text = _particles(text, tone)
    if tone != "close":
        text = re.sub(r"^([^、はがも]{2,12}は[^、はがもで]{1,8})、(?=[^、]{6,}[すたるい]$)", r"\1で、", text)
        for said, humble in lists()["humble_news"]:
            text = re.sub(said, humble, text)
        text = re.sub(r"(?<=[^おご一-龯])話(?=(?:が|は|も|で|を聞け))(?!し)", "お話", text)
        text = re.sub(r"たら(?=.{4,}(?:た|ました)$)", "たところ、", text).replace("ところ、、", "ところ、")
        text = _because_of(text)
        for pattern, instead in _inside():
            text = pattern.sub(instead, text)
    return text


# Behind one of these a て asks for something: 「困ったらいつでも呼んで」.
_INVITES = re.compile(r"(?:たら|なら|れば|ときは|時は|いつでも|ぜひ|是非|どうぞ|遠慮なく|気軽に)")
_TO_PAST = (
    ("まして", "ました"),
    ("くて", "かった"),
    ("って", "った"),
    ("いて", "いた"),
    ("んで", "んだ"),
    ("いで", "いだ"),
    ("て", "た"),
)


def _finite(text: str) -> str:
    """A clause cut off at its て as a sentence of its own: 「写真が出てきて」 → 「…出てきた」."""
    tokens = tokens_of_line(text[-80:])
    if len(tokens) < 2 or tokens[-1].surface() not in ("て", "で") or tokens[-1].part_of_speech()[1] != "接続助詞":
        return text
    if tokens[-2].part_of_speech()[0] not in ("動詞", "助動詞", "形容詞") or text.endswith("ないで"):
        return text
    if any(pattern.fullmatch(text) for pattern, _ in set_words()):
        return text
    if _INVITES.search(text):
        return f"{text}ください"
    if text.endswith(("ていて", "でいて")):
        return f"{text[:-1]}る"
    return next(text.removesuffix(joint) + past for joint, past in (*_TO_PAST, ("で", "だ")) if text.endswith(joint))


def _because_of(text: str) -> str:
    """A reason's から as ため (迷ったから遅れた); から after a noun stays (皿洗いから教えて)."""
    for before, token in pairwise(tokens_of_line(text)):
        joins = token.surface() == "から" and token.part_of_speech()[1] == "接続助詞"
        if (
            joins
            and before.part_of_speech()[0] in ("動詞", "形容詞", "助動詞")
            and before.surface() not in ("て", "です", "ます")
        ):
            rest = text[token.end() :]
            if re.search(r"(?:て|で|ください|ように)$", rest):
                return f"{text[: token.begin()]}ので{rest}"
            return f"{text[: token.begin()]}ため{rest}" if len(rest) > 2 and not rest.startswith(("の", "は")) else text
    return text


def _expanded(text: str) -> str:
    """Spoken short forms in full: してる → している, しちゃった → してしまった, しとく → しておく."""
    out, place = [], 0
    for token in tokens_of_line(text):
        form, surface = token.dictionary_form(), token.surface()
        if token.part_of_speech()[0] == "助動詞" and form in ("てる", "でる", "ちゃう", "じゃう", "とく", "どく"):
            full = {"て": "てい", "で": "でい", "ちゃ": "てしま", "じゃ": "でしま", "と": "てお", "ど": "でお"}
            head = surface[:2] if surface[:2] in full else surface[:1]
            out.append(text[place : token.begin()] + full[head] + surface[len(head) :])
            place = token.end()
    return "".join(out) + text[place:]


def _particles(text: str, tone: Tone) -> str:
    """Particles that speech leaves out: 「餃子おいしかった」 → 「餃子が…」, 「試験受かった」 → 「試験に…」."""
    tokens = tokens_of_line(text)
    out, place = [], 0
    for (left, right), following in zip(pairwise(tokens), [*tokens[2:], None], strict=False):
        particle = _left_out(left, right, following)
        if particle == "を" and "を" in text[text.rfind("、", 0, left.begin()) + 1 : left.begin()]:
            particle = None
        counted = re.search(r"[0-9０-９一二三四五六七八九十何数]$", text[: left.begin()])
        if particle and not counted:
            if tone == "close" and right.part_of_speech()[0] == "形容詞":
                particle = "、"
            out.append(text[place : left.end()] + particle)
            place = left.end()
    return _BETWEEN.sub("を", "".join(out) + text[place:])


def _left_out(left: Any, right: Any, following: Any) -> str | None:
    kind, next_kind, word = left.part_of_speech(), right.part_of_speech(), right.dictionary_form()
    if left.surface() + word in register_data()["compounds"]:
        return None
    if kind[2] == "サ変可能" and word in ("いただく", "頂く", "くださる", "下さる", "いたす", "致す", "なさる"):
        return None
    if kind[0] not in ("名詞", "接尾辞") or kind[2] == "副詞可能" or kind[1] in ("数詞", "助動詞語幹"):
        return None
    if kind[0] == "接尾辞" and (kind[1] != "名詞的" or left.surface() in _COUNTERS):
        return None
    degree = next_kind[0] == "副詞" or right.surface() in ("大変", "本当")
    if degree and following is not None and following.part_of_speech()[0] == "形容詞" and kind[1] != "固有名詞":
        return "が"
    if next_kind[0] == "形容詞" and next_kind[1] == "一般":
        return "が"
    if next_kind[0] == "動詞" and word not in _LIGHT:
        return "に" if word in register_data()["takes_ni"] else "が" if word in register_data()["takes_ga"] else "を"
    does = following is not None and following.dictionary_form() in ("する", "いただく", "くれる", "もらう")
    person = kind[0] == "接尾辞" and left.surface() in ("さん", "様", "先生", "くん", "ちゃん")
    if person and next_kind[2] == "サ変可能" and does:
        return "に" if right.surface() in register_data()["takes_ni"] else "を"
    return None
