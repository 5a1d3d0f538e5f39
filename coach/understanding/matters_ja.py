"""What a Japanese message is about, read for its occasion: the thing asked for or late, the invitation, the feat."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.understanding.moments import find_moments
from coach.understanding.people_ja import Mention

__all__ = ["feat_ja", "invitation_ja", "matter_ja"]

_EMPTY = re.compile(
    r"^(?:それ|これ|あれ|件|こと|もの|お願い|依頼|返事|返信|メール|連絡|お礼|仕事|昨日|今日|先日|理由|感じ|何|前|今|ほう|とき|話)$"
)
_LEAD = re.compile(
    r"^(?:毎(?:週|日|晩|回)のように|(?:先日|この前|前に|以前|今回|急|急な|[0-9０-９]+月に)(?:の|に|、)?|うちの|私の|僕の|あの|その|例の|前の|お?願い(?:した|の)|今スプリントで|年内は?)+"
)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("matters.yaml"))
    return data


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(each.replace("{N}", _data()["noun"])) for each in _data()[name])


def matter_ja(occasion: str, request: str, mentions: list[Mention], today: date) -> str | None:
    """The thing that was asked for, refused or late, as a noun phrase: 「給湯器の修理」."""
    if occasion not in ("reminder", "decline", "accept_no", "apologise_late", "apologise_over_asking"):
        return None
    for pattern in _patterns(occasion):
        for match in pattern.finditer(request):
            start = max([match.start("n"), *_behind_people(match.start("n"), match.end("n"), request, mentions)])
            words = _without_time(request[start : match.end("n")], today)
            if _is_noun_phrase(words):
                return words
    return None


def _behind_people(start: int, end: int, request: str, mentions: list[Mention]) -> list[int]:
    found = []
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            particle = re.match(r"(?:から|より|に|と|が|は|の|へ|を|、)*", request[mention.end :])
            found.append(mention.end + (particle.end() if particle else 0))
    return found


def _without_time(words: str, today: date) -> str:
    words = words.strip(" 、")
    times = [found for found in find_moments(words, "ja", today) if found.start == 0]
    if times and not words[times[0].end :].startswith("の"):  # 「土曜の交流会」 keeps its day
        words = re.sub(r"^(?:に|も|だけで|、)+", "", words[times[0].end :])
    return _LEAD.sub("", words).strip(" 、")


def _is_noun_phrase(words: str) -> bool:
    if re.match(r"[^\w『「]", words):
        return False
    if not 2 <= len(words) <= 26 or _EMPTY.match(words) or re.search(r"(?:って|と|が|は|を|に)$", words):
        return False
    tokens = tokens_of_line(words)
    kind = tokens[-1].part_of_speech()
    return kind[0] in ("名詞", "接尾辞", "記号") or (kind[0] == "動詞" and "連用形-一般" in kind[5])


def feat_ja(request: str, mentions: list[Mention]) -> str | None:
    """What is congratulated on: 「中小企業診断士の試験に合格」, 「創業50周年」, 「独立してネイルサロンを開いた」."""
    found = re.search(rf"[^、。！!？?\n]*(?:{_data()['feats']})", request)
    if found is None:
        return None
    start = max([found.start(), *_behind_people(found.start(), found.end(), request, mentions)])
    words = re.sub(r"^.*(?:さん|様|氏|先生|くん|ちゃん|君)(?:が|は|の|、)", "", request[start : found.end()])
    words = re.sub(r"^(?:さん|様|が|は|の|、|このたび|今度|今年|ついに|無事)+", "", words)
    return words if len(words) >= 2 and not re.match(r"お祝い|祝い", words) else None


def invitation_ja(request: str, name: str | None) -> str | None:
    """An invitation as name, time and place joined by commas, as far as they are told."""
    quoted = re.search(r"[「『]([^」』]{2,30})[」』](?=(?:に|へ|の(?:お|ご)?(?:誘|招|案内))|を)", request)
    called = quoted[1] if quoted else name
    when = next(
        (
            m[0]
            for m in re.finditer(_data()["when"], request)
            if not re.match(r"(?:まで|中に|に返)", request[m.end() :])
        ),
        None,
    )
    hour = re.search(_data()["hour"], request) if when and not re.search(r"時|:", when) else None
    where = next((m["n"] for p in _patterns("where") for m in p.finditer(request) if _is_place(m["n"])), None)
    when = f"{when} {re.sub(r'(?:集合|に)$', '', hour[0])}" if when and hour else when
    if where and when:
        where = where.removeprefix(when).removeprefix("に").removeprefix("、")
    if called and when:
        called = re.sub(rf"^{re.escape(when)}(?:に|の|で)?", "", called)
        called = re.sub(_data()["when"] + r"(?:の|に|、)?", "", called) if re.search(r"\d", called) else called
    if called and where:
        called = re.sub(rf"^{re.escape(where)}(?:で|にて)(?:の|やる|開く|開催する|行う)?", "", called)
    pieces = [piece.strip(" 、の") for piece in (called, when, where) if piece]
    return "、".join(dict.fromkeys(pieces)) if pieces else None


def _is_place(words: str) -> bool:
    return not re.search(
        r"(?:さん|様|くん|ちゃん|メール|LINE|Slack|英語|日本語|感じ|みんな|テーマ|定員|会費)|^(?:それ|これ|今|一緒)",
        words,
    )
