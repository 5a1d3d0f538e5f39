"""Honorific usage in a Japanese text: what is named, which class it belongs to, and on what source.

The five classes and the notion of double honorifics follow 敬語の指針 (文化審議会, 2007). Established forms such as
お伺いする are left alone; usage that is judged differently is reported as a variation, never as an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from coach.answer import Remark
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource

__all__ = ["check"]

_PIECE = 2_000  # characters the tokenizer gets at once; a sentence is far shorter
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_TITLES = "部長|課長|係長|社長|専務|常務|次長|室長|所長|支店長|店長|主任|取締役"
_OWN_TITLE = re.compile(
    rf"(?:弊社|当社|小社|私ども)(?:の)?(?:[^\s。、]{{0,8}}?(?:部|課|室|店)の?)?([一-龯々]{{1,5}}?)({_TITLES})(?=が|は|も|を|に|より|から|と|、|です)"
)


@dataclass(frozen=True)
class _Rule:
    name: str
    kind: str
    severity: Any
    pattern: re.Pattern[str]
    beside: re.Pattern[str] | None
    why: str
    suggest: str


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "messages", "ja", "keigo.yaml"))
    return data


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            each["rule"],
            each["class"],
            each["severity"],
            re.compile(each["pattern"]),
            re.compile(each["with"]) if "with" in each else None,
            each["why"],
            each["suggest"],
        )
        for each in _data()["rules"]
    )


def check(text: str) -> list[Remark]:
    """Name what is off in the honorifics of ``text``, in the order of the text; spans count code points."""
    found = [*_by_pattern(text), *_own_titles(text), *_dropped_ra(text)]
    found.sort(key=lambda remark: (remark.start, -remark.end))
    kept: list[Remark] = []
    for remark in found:
        if not kept or remark.start >= kept[-1].end:
            kept.append(remark)
    return kept


def _remark(rule: _Rule, text: str, start: int, end: int, groups: tuple[str, ...]) -> Remark:
    parts = (text[start:end], *groups)
    return Remark(
        rule=rule.name,
        severity=rule.severity,
        text=text[start:end],
        start=start,
        end=end,
        why=f"【{rule.kind}】{rule.why.format(*parts)}",
        suggestion=rule.suggest.format(*parts),
        source=_data()["source"],
    )


def _by_pattern(text: str) -> Iterator[Remark]:
    for rule in _rules():
        if rule.beside is not None and not rule.beside.search(text):
            continue
        for match in rule.pattern.finditer(text):
            yield _remark(rule, text, match.start(), match.end(), tuple(group or "" for group in match.groups()))


def _own_titles(text: str) -> Iterator[Remark]:
    """「弊社の田中部長が」: a name with its title raises one's own side; 「弊社部長の田中」 does not."""
    for match in _OWN_TITLE.finditer(text):
        if any("人名" in token.part_of_speech() for token in tokens_of_line(match.group(1))):
            yield Remark(
                rule="own-side-raised",
                severity="warn",
                text=match.group(),
                start=match.start(),
                end=match.end(),
                why="【尊敬語】社外の人に対しては、自社の人に役職を敬称として付けません。",
                suggestion=f"弊社{match.group(2)}の{match.group(1)}",
                source=_data()["source"],
            )


def _dropped_ra(text: str) -> Iterator[Remark]:
    """ら抜き: 見れる, 食べれない; told from 滑れる by the class of the plain verb."""
    for sentence in _SENTENCE.finditer(text):
        if "れ" not in sentence.group():
            continue
        for begin in range(sentence.start(), sentence.end(), _PIECE):
            piece = text[begin : min(begin + _PIECE, sentence.end())]
            yield from _dropped_ra_in(text, piece, begin)


def _dropped_ra_in(text: str, piece: str, begin: int) -> Iterator[Remark]:
    before: Any = None
    for token in tokens_of_line(piece):
        start, end = token.begin(), token.end()
        if _is_dropped(token):
            yield _ra(text, begin + start, begin + end, token.normalized_form()[:-1] + "られる")
        elif before is not None and token.dictionary_form() == "れる" and token.part_of_speech()[0] == "助動詞":
            kind = before.part_of_speech()
            if kind[0] == "動詞" and kind[4].startswith(("上一段", "下一段", "カ行変格")):
                yield _ra(text, begin + before.begin(), begin + end, f"{before.surface()}られる")
        before = token


def _is_dropped(token: Any) -> bool:
    shape, plain = token.dictionary_form(), token.normalized_form()
    if token.part_of_speech()[0] != "動詞" or not shape.endswith("れる") or shape == plain or not plain.endswith("る"):
        return False
    return bool(shape == plain[:-1] + "れる" and _one_row(plain))


@cache
def _one_row(verb: str) -> bool:
    """Whether the plain verb is 一段 or 来る, so that its potential form needs られる."""
    found = tokens_of_line(verb)
    kind = found[0].part_of_speech()[4] if len(found) == 1 else ""
    return kind.startswith(("上一段", "下一段", "カ行変格"))


def _ra(text: str, start: int, end: int, instead: str) -> Remark:
    return Remark(
        rule="dropped-ra",
        severity="note",
        text=text[start:end],
        start=start,
        end=end,
        why="【語形】「ら」が抜けています(ら抜き言葉)。改まった文章では「られる」を使います。",
        suggestion=instead,
        source=None,
    )
