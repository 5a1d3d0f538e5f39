"""Whether a message says already what the user wants said: by the content words of each statement."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from coach.answer import Language
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource

__all__ = ["STOP", "unsaid"]

# Words that any message may do without: they name the talk, the message or the people, not what happened.
_GENERIC = frozenset(
    "こと の もの 方 人 話 お話 件 とき 時 ため よう そう はず 私 弊社 当社 当方 こちら うち 皆さま 皆様 御礼 お礼 礼 "
    "メール 連絡 報告 返事 今日 本日 昨日 先日 先週 今週 来週 今回 前 後 中 的 さん 様 先生 氏 お ご 大変 本当 今 まま "
    "おかげ お陰 感じ 気 一言".split()
)
_LIGHT = frozenset(
    "為る 居る 有る 成る 呉れる 貰う 頂く 下さる 致す 仕舞う 置く 行く 来る 見る 言う 思う 出来る".split()
)
# English words without a meaning of their own.
STOP = frozenset(
    "a an the i we you he she they it me us him her them my our your his their its and or but so that this these those "
    "to of in on at for with from by about as is are was were be been am do does did have has had will would can could "
    "not no just also very really too there here who which what when where why how if then than again once more her's "
    "i'm i've it's".split()
)


@cache
def _same() -> dict[str, frozenset[str]]:
    """Each word of a family to all of it: 紹介 is said when つなぐ is."""
    families: list[list[str]] = load_yaml(resource("prompts", "messages", "ja", "same.yaml"))["families"]
    return {word: frozenset(family) for family in families for word in family}


def unsaid(statements: tuple[str, ...], text: str, language: Language) -> tuple[str, ...]:
    """The statements of which ``text`` lacks a content word."""
    flat, lemmas = _flat(text), _words(text, language)
    words = _japanese if language == "ja" else _english
    return tuple(each for each in statements if not all(word in flat or word in lemmas for word in words(_plain(each))))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", _plain(text))


def _japanese(statement: str) -> Iterator[str]:
    """Nouns as they stand and the dictionary forms of verbs and adjectives that carry meaning."""
    for token in tokens_of_line(statement):
        kind = token.part_of_speech()
        if kind[0] in ("名詞", "形状詞") and kind[1] != "助動詞語幹" and token.surface() not in _GENERIC:
            yield token.surface()
        elif kind[0] in ("動詞", "形容詞") and token.normalized_form() not in _LIGHT:
            yield token.normalized_form()


@lru_cache(maxsize=64)
def _words(text: str, language: Language) -> frozenset[str]:
    """The words of a message and others of the same meaning; it is asked about once for every statement."""
    if language == "en":
        return frozenset(_english(text))
    lemmas = set(_lemmas(text))
    return frozenset(lemmas | {other for word in lemmas for other in _same().get(word, ())})


def _lemmas(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (token.normalized_form() for token in tokens_of_line(line[:2_000]))


def _english(statement: str) -> Iterator[str]:
    for word in re.findall(r"[a-z0-9][\w'-]*", _plain(statement)):
        if word not in STOP:
            yield word.removesuffix("'s")
