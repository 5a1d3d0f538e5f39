"""The predicate that ends a Japanese clause, taken apart, and its polite form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coach.morphology import tokens_of_line
from coach.writing.verbs import masu, te

__all__ = ["Predicate", "parse", "polite_end"]

_PASSIVE = ("れる", "られる", "せる", "させる")
_ASPECT = ("てる", "でる", "ちゃう", "じゃう", "とく", "どく")


@dataclass(frozen=True)
class Predicate:
    """What a clause ends in: the words before, the last verb or word, and what is said of it."""

    before: str  # everything before the last verb, adjective or noun
    word: str  # dictionary form; for a noun with する the noun
    kind: str  # verb, suru, adjective, noun
    conjugation: str = ""
    past: bool = False
    negative: bool = False
    desire: bool = False
    proposal: bool = False  # volitional: 行こう
    progress: bool = False  # ている
    tail: str = ""  # そう, よう, はず … with what it needs, said after the plain form
    plain: str = ""  # the predicate as it stood, up to the tail


def parse(text: str) -> Predicate | None:
    """Take the end of a clause apart; nothing when it ends in no predicate that is understood."""
    tokens = tokens_of_line(text)
    if not tokens:
        return None
    last = _last_word(tokens)
    if last is None:
        return None
    token, after = tokens[last], tokens[last + 1 :]
    kind = token.part_of_speech()
    flags = _flags(token, after)
    if flags is None:
        return None
    copula = all(each.dictionary_form() in ("です", "だ") for each in after)
    noun_like = copula and "連用形-一般" in kind[5]  # お勤め, 済み, お持ちです
    if not noun_like and (kind[0] == "動詞" or (kind[0] == "助動詞" and token.dictionary_form() in _PASSIVE)):
        return _verb(tokens, last, flags, text)
    if kind[0] == "形容詞" or kind[1] == "形容詞的":
        return Predicate(
            text[: token.begin()], token.dictionary_form(), "adjective", **flags, plain=text[token.begin() :]
        )
    return Predicate(text[: token.begin()], text[token.begin() : token.end()], "noun", **flags)


def _last_word(tokens: Sequence[Any]) -> int | None:
    """The index of the last verb, adjective or noun that is not an auxiliary."""
    for index in range(len(tokens) - 1, -1, -1):
        kind = tokens[index].part_of_speech()
        if kind[0] == "動詞" or (kind[0] == "助動詞" and tokens[index].dictionary_form() in _PASSIVE):
            return index
        if kind[0] == "接尾辞" and kind[1] == "形容詞的":
            return index
        if kind[0] in ("名詞", "接尾辞", "形状詞", "代名詞", "副詞", "記号", "補助記号") and kind[1] != "助動詞語幹":
            return index
        if kind[0] == "形容詞":
            return index
    return None


def _flags(token: Any, after: Sequence[Any]) -> dict[str, Any] | None:
    """Past, negative … from the auxiliaries behind the word; nothing when something else follows."""
    found = {"past": False, "negative": False, "desire": False, "proposal": "意志推量形" in token.part_of_speech()[5]}
    progress = False
    for each in after:
        kind, form = each.part_of_speech(), each.dictionary_form()
        if kind[4] == "助動詞-タ":
            found["past"] = True
        elif kind[0] == "助動詞" and form in ("ます", "です", "だ"):
            continue
        elif form in ("ない", "ぬ") and kind[0] in ("助動詞", "形容詞"):
            found["negative"] = True
        elif kind[0] == "助動詞" and form == "たい":
            found["desire"] = True
        elif kind[0] == "助動詞" and form in _ASPECT:
            progress = form in ("てる", "でる")
        elif kind[0] == "助詞" and kind[1] in ("終助詞", "接続助詞") and each is not after[-1]:
            return None
        elif kind[0] == "助詞" and kind[1] == "終助詞":
            continue
        else:
            return None
    return {**found, "progress": progress}


def _verb(tokens: Sequence[Any], last: int, flags: dict[str, Any], text: str) -> Predicate:
    """A verb, seen through its いる (取り組んでいる) and joined with the noun it makes a verb of (情報提供する)."""
    token = tokens[last]
    plain = text[token.begin() :]
    if token.dictionary_form() == "いる" and last > 1 and tokens[last - 1].surface() in ("て", "で"):
        inner = tokens[last - 2]
        if inner.part_of_speech()[0] == "動詞" or inner.dictionary_form() in _PASSIVE:
            token, last, flags = inner, last - 2, {**flags, "progress": True}
    word = token.dictionary_form()
    start = _noun_before(tokens, last) if word == "する" else last
    if start < last:
        stem = text[tokens[start].begin() : token.begin()]
        return Predicate(text[: tokens[start].begin()], stem, "suru", "サ行変格", **flags, plain=plain)
    return Predicate(text[: token.begin()], word, "verb", token.part_of_speech()[4], **flags, plain=plain)


def _noun_before(tokens: Sequence[Any], verb: int) -> int:
    """Where the noun begins that する makes a verb of; ``verb`` itself when there is none."""
    start = verb
    while start and _compounds(tokens[start - 1].part_of_speech(), outermost=start == verb):
        start -= 1
    return start


def _compounds(kind: Sequence[str], *, outermost: bool) -> bool:
    if kind[0] == "接頭辞":
        return not outermost
    if kind[0] == "動詞":
        return outermost and "連用形-一般" in kind[5]  # お会いする, お送りする
    return (
        kind[0] in ("名詞", "接尾辞")
        and kind[2] not in ("副詞可能", "助数詞可能")
        and kind[1] not in ("数詞", "固有名詞")
    )


def polite_end(word: str, conjugation: str, said: Predicate) -> str:
    """The polite form of a verb with what the predicate says of it: past, negative, wish, proposal, going on."""
    stem = masu(word, conjugation)
    if said.progress:
        return f"{te(word, conjugation)}おり" + _ending(said)
    if said.desire:
        base = f"{stem}た"
        if said.negative:
            return f"{base}くありません" + ("でした" if said.past else "")
        return f"{base}かったです" if said.past else f"{base}いです"
    if said.proposal:
        return f"{stem}ましょう"
    return stem + _ending(said)


def _ending(said: Predicate) -> str:
    if said.negative:
        return "ませんでした" if said.past else "ません"
    return "ました" if said.past else "ます"
