"""Japanese requests typed as notes, filled in like a form, or spoken without punctuation, in sentences.

「今日 食品展 河合さん(三河製粉)/検査キットの話/お礼メール」 becomes lines and clauses that the readers know. Marks are
only put where the morphemes show that a clause ends; the words stay the user's. Lists: ``telegram_ja.yaml``.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from coach.dialect import standard
from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.understanding.chain_ja import is_organisation
from coach.understanding.lexicon_ja import is_role, lexicon
from coach.understanding.phrases import slot_pattern

__all__ = ["in_sentences", "is_form"]

_KANA = re.compile(r"[\u3041-\u30ff]")
_JAPANESE = r"[\u3041-\u30ff\u4e00-\u9fff々〇）)」』ー〜~]"
_SLASH = re.compile(r"[ 　]*[/／|｜][ 　]*(?![/／])")
_LINKS = re.compile(r"https?://\S+")
_FINITE = ("終止形", "命令形", "意志推量形")
_MOST = 4_000  # characters of a line that are read
_HONOURED = re.compile(r"^[^ 　。、]{1,16}?(?:さん|様|さま|先生|氏|くん|ちゃん|君|殿|部長|課長|社長|会長|店長|教授)")
_CHANNEL = re.compile(r"(?:^|[。、\s])(?:LINE|Slack|slack|DM|メール|LinkedIn|Eight)$")
_LATIN = re.compile(r"[A-Za-z#@&]")
_CALLED = re.compile(r"(?:名前|ペンネーム|屋号|名義)(?:は|を|が)$")  # what follows is a name, perhaps with a space
_NEAR = 30  # characters before a correction in which what it corrects is looked for
_FEW = 2  # spaces between nouns that make a line a list of notes


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("telegram_ja.yaml"))
    return found


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    lead = r"^[\s・\-*●■◆□○◎【\[]*"
    return tuple(
        (re.compile(rf"{lead}(?P<label>{words})[\]】]?[ 　]*(?:[:：]|→|⇒|->)[ 　]*(?P<rest>.+)$"), said)
        for words, said in _data()["labels"]
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name])


def is_form(request: str) -> bool:
    """Whether the request is filled in like a form, with whom it is for (「宛先:…」) or from whom (「差出人:…」)."""
    lines = [line for part in request.splitlines() for line in _SLASH.split(part)]
    return any(pattern.match(line) for line in lines for pattern, _ in _labels()[:2])


def in_sentences(request: str) -> str:
    """The request in sentences; one that is in sentences already, or in English, stays as it is."""
    if not _KANA.search(request):
        return request
    lines = [
        said for line in _inner_label().sub("\n", standard(_corrected(request))).splitlines() for said in _lines(line)
    ]
    return "\n".join(lines)


@cache
def _inner_label() -> re.Pattern[str]:
    """A label within a line: 「お礼メール。宛先→森先生。内容→…」."""
    words = "|".join(words for words, _ in _data()["labels"])
    return re.compile(rf"(?<=。)[ 　]*(?=(?:{words})[ 　]*(?:[:：]|→|⇒|->))")


def _corrected(request: str) -> str:
    """The request without what is taken back in it: 「木曜、じゃなくて金曜に」 → 「金曜に」."""
    start = 0
    while match := _pattern("correction").search(request, start):
        begin = next((found for kind in _kinds() if (found := _taken_back(request, match, kind)) is not None), None)
        if begin is None:
            start = match.end()
            continue
        request = request[:begin] + request[match.end() :]
        start = begin
    return request


@cache
def _kinds() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(words) for words in _data()["kinds"])


def _taken_back(request: str, match: re.Match[str], kind: re.Pattern[str]) -> int | None:
    """Where the expression begins that is put right by one of the same kind directly behind the marker."""
    right = kind.match(request, match.end())
    if right is None:
        return None
    before = list(kind.finditer(request, max(0, match.start() - _NEAR), match.start()))
    if not before or before[-1][0] == right[0]:
        return None
    old, between = before[-1], request[before[-1].end() : match.start()]
    if not re.fullmatch(r"[^。\n]{0,12}", between):
        return None
    kept = old[0].rfind("の") + 1 if "の" not in right[0] else 0  # 「先週の水曜、じゃなくて木曜」 keeps its week
    return old.start() + kept


def _lines(line: str) -> list[str]:
    """The notes of one line, each as a line of its own."""
    line = _pattern("softeners").sub("", _pattern("fillers").sub("", line))
    if line.lstrip().startswith((">", "＞")) or _LINKS.search(line):
        return [line]
    slashes = [m for m in _SLASH.finditer(line) if _between_words(line, m.start(), m.end())]
    cut = [m for m in slashes if len(slashes) > 1 or m[0] != m[0].strip()]
    pieces, last = [], 0
    for match in cut:
        pieces.append(line[last : match.start()])
        last = match.end()
    pieces.append(line[last:])
    return [_ended(_spaced(_labelled(piece))) for piece in pieces]


def _between_words(line: str, start: int, end: int) -> bool:
    """Whether a slash divides notes: not a fraction, a date or a pair of short words."""
    before, after = line[:start], line[end:]
    return bool(before and after) and not (before[-1].isdigit() and after[0].isdigit())


def _labelled(line: str) -> str:
    for pattern, said in _labels():
        match = pattern.match(line)
        if match is None:
            continue
        rest = match["rest"].strip()
        clause = said.endswith(("会った", "で")) and _ends(rest)
        return rest if clause else said.replace("{label}", match["label"]).replace("{}", rest)
    return line


def _ends(text: str) -> bool:
    """Whether the words end as a sentence does."""
    found = tokens_of_line(text[-80:])
    return bool(found) and _is_finite(found[-1])


def _is_finite(token: Any) -> bool:
    kind = token.part_of_speech()
    if kind[0] == "助詞":
        return bool(kind[1] == "終助詞")
    return kind[0] in ("動詞", "助動詞", "形容詞") and any(form in kind[5] for form in _FINITE)


def _spaced(line: str) -> str:
    """The line with marks in place of the spaces that end a clause."""
    if not re.search(rf"{_JAPANESE}[ 　]+\S", line):
        return line
    tokens = tokens_of_line(line[:_MOST])
    marks = []
    for match in re.finditer(r"(?<=\S)[ 　]+(?=\S)", line[:_MOST]):
        left = next((t for t in reversed(tokens) if t.end() <= match.start() and t.surface().strip()), None)
        right = next((t for t in tokens if t.begin() >= match.end()), None)
        mark = _mark(line, match, left, right) if left and right else None
        marks.append((match, mark))
    nouns = sum(1 for _, mark in marks if mark == "?")
    listed = nouns >= _FEW or any(mark in ("。", "で、") for _, mark in marks)
    listed = listed or any(mark == "、" and line[match.start() - 1] in "日時分月年" for match, mark in marks)
    for match, mark in reversed(marks):
        said = ("。" if listed else None) if mark == "?" else mark
        if said is not None:
            line = line[: match.start()] + said + line[match.end() :]
    return line


def _mark(line: str, space: re.Match[str], left: Any, right: Any) -> str | None:
    """What stands for a space: a mark, "?" where the other spaces of the line decide, None where it stays."""
    before, after = line[: space.start()], line[space.end() :]
    kind = left.part_of_speech()
    if _CHANNEL.search(before) and not _LATIN.match(after):
        return "。"
    if not re.search(rf"{_JAPANESE}$|\d$", before) or _in_brackets(before) or before.endswith(("」", "』")):
        return None
    if _LATIN.match(after):
        return None
    named = _person(right) or _HONOURED.match(after)
    if _is_finite(left) or ("連体形" in kind[5] and not named) or re.search(r"(?:おめでと|ありがと)$", before):
        return "。"
    if kind[0] == "助詞":
        return None if left.surface() == "の" or _CALLED.search(before) else "、"
    if kind[0] not in ("名詞", "接尾辞", "形状詞", "補助記号", "代名詞", "動詞"):
        return None
    if _pattern("orders").match(re.split(r"[ 　。]", after)[0]):
        return "。"
    return _between_nouns(before, after, left, right)


def _in_brackets(before: str) -> bool:
    return any(before.rfind(a) > before.rfind(b) for a, b in (("(", ")"), ("（", "）"), ("「", "」"), ("『", "』")))


def _between_nouns(before: str, after: str, left: Any, right: Any) -> str | None:
    piece = re.split(r"[ 　。、\n]", before)[-1]
    if re.search(r"(?:さん|様|さま|先生|氏|くん|ちゃん)$", piece):
        return "。"
    if _person(left) and _person(right):
        return None
    venue = [m for m in slot_pattern("ja", "venues").finditer(piece) if m.end() == len(piece)]
    if venue and _HONOURED.match(after):
        return "で、"
    unit = is_role(piece) or is_organisation(piece) or lexicon().unit.fullmatch(piece) or lexicon().mark.search(piece)
    if unit:
        return None if _HONOURED.match(after) or _person(right) else "?"
    if _CALLED.search(re.sub(r"、?[^、。]*$", "", before)):
        return None
    if (left.part_of_speech()[2] == "副詞可能" and not piece.endswith("人")) or re.search(
        r"\d[日時分月年][〜~)）]*$|[〜~)）]$", piece
    ):
        return "、"
    return "?"


def _person(token: Any) -> bool:
    return bool(token.part_of_speech()[2] == "人名")


def _ended(line: str) -> str:
    """The line with full stops where a sentence ends without one, as in dictated text."""
    tokens = tokens_of_line(line[:_MOST])
    places = [right.begin() for left, right in pairwise(tokens) if _sentence_ends(line, left, right)]
    quoted = _quotation(line, tokens)
    for place in sorted(places, reverse=True):
        line = f"{line[:place]}。{line[place:]}"
    return line if places or quoted is None else f"{line[:quoted]}、{line[quoted:]}"


def _sentence_ends(line: str, left: Any, right: Any) -> bool:
    """Whether a new sentence begins at ``right``: behind a polite form, or with a word that begins one."""
    polite = left.dictionary_form() in ("です", "ます", "下さい", "ください") or left.surface() == "ください"
    polite = polite or re.search(r"(?:でし|まし)た$|ません$", line[: left.end()]) is not None
    if not (polite or _is_finite(left)) or left.end() != right.begin():
        return False
    kind, word = right.part_of_speech(), right.surface()
    if kind[0] in ("接続詞", "感動詞"):
        return left.surface() not in ("な",)
    if word in _data()["begins"].split() and re.match(r"は|も|が", line[right.end() :]):
        return True
    starts = kind[0] in ("名詞", "代名詞", "連体詞", "副詞", "接頭辞", "形状詞") and kind[1] != "助動詞語幹"
    return polite and starts and word not in _data()["attributive"].split()


def _quotation(line: str, tokens: Sequence[Any]) -> int | None:
    """Behind the って of what shall be said, when the one it is said to follows: 「通りましたって|担当の森さんに…」."""
    for left, right in pairwise(tokens):
        if left.surface() != "って" or right.part_of_speech()[0] not in ("名詞", "接頭辞", "連体詞"):
            continue
        rest = line[right.begin() :]
        if re.match(r"[^。、]{1,24}?(?:さん|様|さま|先生|氏|くん|ちゃん|部長|課長|社長|会長|店長)(?:に|へ|宛)", rest):
            return int(right.begin())
    return None
