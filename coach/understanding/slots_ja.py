"""What a Japanese request says beside its people: where and when, about what, given, offered, asked, why, until when.

Each reader takes the user's own words and returns the words as written, or nothing. The patterns are ``slots.yaml``.
"""

import re
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Ask, Moment
from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.understanding.moments import Found, find_moments
from coach.understanding.people_ja import Mention

__all__ = ["ask_ja", "event_ja", "given_ja", "history_ja", "met_when_ja", "met_where_ja", "minutes_in", "news_ja", "offered_ja", "reason_ja", "slot_data", "slot_pattern", "topics_ja"]  # fmt: skip

_LEADING_TIME = re.compile(r"^(?:の|、|に|は|\s)+")
_TIME_OF_LIFE = re.compile(
    r"(?:週末|年末|正月|休日|朝|夜)の(?!.{0,12}(?:会|展|セミナー|イベント)$)"
)  # part of a topic: 週末の登山
_CLAUSE_START = re.compile(r"[。、!?!?\n「」]|(?<=[でのにてが])\s")
_FUTURE = re.compile(
    r"^(?:来|再来|明|あさって|あした|あす|年末|年明け|年内|今週中|今週末|今月|月末|今度|次の|今年|週末|\d+月末)|後$|中$|末$"
)


def slot_data() -> dict[str, Any]:
    """The words of ``slots.yaml`` as they are."""
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("slots.yaml"))
    return data


@cache
def slot_pattern(language: str, name: str) -> re.Pattern[str]:
    """One expression of a language's part, compiled when it is first needed."""
    return re.compile(slot_data()[language][name], re.IGNORECASE if language == "en" else 0)


def _ja(name: str) -> re.Pattern[str]:
    return slot_pattern("ja", name)


def _nouns_before(line: str, end: int, *, joints: tuple[str, ...] = ("の",)) -> int:
    """Where the noun phrase begins that ends at ``end`` (nouns, prefixes, signs and の)."""
    begin = end
    for token in reversed(tokens_of_line(line[:10_000])):
        if token.end() > end:
            continue
        pos, surface = token.part_of_speech(), token.surface()
        nominal = pos[0] in ("名詞", "接頭辞", "形状詞", "接尾辞", "記号") or (
            pos[0] == "補助記号" and surface in "・-&ー〜'’."
        )
        joint = pos[0] == "助詞" and surface in joints
        if token.end() != begin or not (
            nominal or joint or (pos[0] == "空白" and re.match(r"[A-Za-z]", line[token.end() :]))
        ):
            break
        begin = token.begin()
    return begin


def _phrase(line: str, end: int, today: date, joints: tuple[str, ...] = ("の",)) -> str:
    """The noun phrase that ends at ``end``, without the date that may stand before it."""
    begin = _nouns_before(line, end, joints=joints)
    for found in find_moments(line[:end], "ja", today):
        if found.start < begin < found.end <= end:
            begin = found.end
    return _without_time(line[begin:end], today)


def _without_time(phrase: str, today: date) -> str:
    """Strip expressions of time, persons' joints and particles from the front."""
    while True:
        found = find_moments(phrase, "ja", today)
        if not found or found[0].start > 0 or _TIME_OF_LIFE.match(phrase):
            return _LEADING_TIME.sub("", phrase)
        phrase = _LEADING_TIME.sub("", phrase[found[0].end :])


def met_where_ja(request: str, today: date) -> str | None:
    """The occasion or place where they met: 「先週の大阪の交流会で名刺交換した」 → 「大阪の交流会」."""
    for line in request.splitlines():
        for match in _ja("venues").finditer(line):
            after = line[match.end() :]
            joint = _ja("met_after").match(after)
            if not joint or not (
                joint[0].startswith("の") or _ja("met_verbs").search(after[joint.end() : joint.end() + 28])
            ):
                continue
            if re.match(r"(?:で|にて)(?:の)?(?:開|行|やる|話すこと)", after):
                continue
            place = _phrase(line, match.end(), today)
            if place and not _ja("own_event").match(place):
                return place
        plain = _ja("plain_where").search(line)
        if plain:
            place = _phrase(line, plain.end(1), today)
            if place and not _ja("not_where").match(place):
                return place
    return None


def met_when_ja(request: str, today: date, *, thanks: bool) -> Moment | None:
    """When they met: the first time behind us, in a sentence about meeting (or anywhere in a thank-you)."""
    for sentence in re.finditer(r"[^。!?\n]+", request):
        if not (thanks or _ja("met_verbs").search(sentence[0])):
            continue
        for found in find_moments(sentence[0], "ja", today):
            if _is_past(found, sentence[0], today):
                return found.moment(future=False)
    return None


def _is_past(found: Found, sentence: str, today: date) -> bool:
    after = sentence[found.end :]
    if _FUTURE.search(found.words) or re.match(
        r"(?:の(?:夜|朝|昼))?(?:まで|以内|中に|ぶり|に(?:開|会い(?:たい|に)|ある|やる|行(?:き|い|う)))", after
    ):
        return False
    if found.past is None:
        return True
    settled = found.future == found.past
    return found.past <= today if settled else not re.match(r"(?:に|の)?[^。]{0,16}(?:開催|開く|ある|やる|予定)", after)


def topics_ja(request: str, mentions: list[Mention], today: date) -> tuple[str, ...]:
    """What was talked about, as noun phrases: 「倉庫の自動化の話が面白かった」 → 「倉庫の自動化」."""
    found: list[str] = []
    names = {mention.person.name for mention in mentions}
    for line in request.splitlines():
        for match in _ja("talk").finditer(line):
            phrase = _phrase(line, match.start(), today, joints=("の", "と", "や"))
            for piece in re.split(r"(?<=[^\s])[とや](?=[^\s])|、", phrase):
                topic = re.sub(r"の(?:話題?|こと|件)$", "", piece.strip(" の"))
                person = any(name and name in topic for name in names)
                if topic and not person and not _ja("not_topic").match(topic) and topic not in found:
                    found.append(topic)
    return tuple(found[:3])


def _clause(request: str, start: int, mentions: list[Mention], today: date) -> int:
    """Where the clause begins that ``start`` lies in: behind the last comma, and behind the person it is said of."""
    begin = max((m.end() for m in _CLAUSE_START.finditer(request, 0, start)), default=0)
    for mention in mentions:
        if begin <= mention.start and mention.end <= start:
            particle = re.match(r"(?:に(?:は)?|へ|から|より|と(?!い)|が|は|宛(?:て)?に?)[、 ]?", request[mention.end :])
            if particle:
                begin = max(begin, mention.end + particle.end())
    return begin


def _stripped(words: str) -> str:
    lead = _ja("ask_lead")
    while True:
        shorter = lead.sub("", words.strip(" 、。"))
        if shorter == words:
            return words
        words = shorter


def ask_ja(request: str, mentions: list[Mention], today: date) -> Ask | None:
    """What the user wants from the other person; what they want from the coach does not count."""
    for pattern in _ask_ends():
        for match in pattern.finditer(request):
            begin = _clause(request, match.start(), mentions, today)
            words = _stripped(request[begin : match.end()])
            after = request[match.end() :]
            if _ja("ask_to_coach").search(words) or _ja("ask_not_after").match(after) or len(words) < 4:
                continue
            words = re.sub(r"(?:です|と(?:思|考え)[^。、]*)$", "", words)
            return Ask(words=words, what=_ask_kind(words), minutes=minutes_in(words) or minutes_in(request))
    return None


@cache
def _ask_ends() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in slot_data()["ja"]["ask_ends"])


def _ask_kind(words: str) -> str:
    said = unicodedata.normalize("NFKC", words).lower()
    return next((kind for kind, pattern in slot_data()["ja"]["ask_kinds"] if re.search(pattern, said)), "other")


_MINUTES = re.compile(
    r"(?P<min>\d{1,3})[ -]?(?:分(?!の)|min(?:ute)?s?\b)|(?P<half>30分|半時間|half an hour)|(?P<hours>\d(?:\.5)?)[ -]?(?:時間|hours?\b)(?P<more>半)?|"
    r"(?P<kanji>十五|二十|三十|四十五|六十|十)分|(?P<hour>\b(?:an|one) hour\b|一時間)|(?P<word>\b(?:fifteen|twenty|thirty|ten))[ -]min",
    re.IGNORECASE,
)
_WORDS = {
    "十": 10,
    "十五": 15,
    "二十": 20,
    "三十": 30,
    "四十五": 45,
    "六十": 60,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}


def minutes_in(text: str) -> int | None:
    """Minutes named in the text: 15分, 1時間半, half an hour, "20-minute"."""
    match = _MINUTES.search(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    if match["min"]:
        return int(match["min"])
    if match["hours"]:
        return round(float(match["hours"]) * 60) + (30 if match["more"] else 0)
    if match["kanji"] or match["word"]:
        return _WORDS[(match["kanji"] or match["word"]).lower()]
    return 30 if match["half"] else 60


def reason_ja(request: str, mentions: list[Mention], today: date) -> str | None:
    """Why they ask: the clause before ので / ため / から."""
    for match in _ja("reason").finditer(request):
        begin = max(match.start(1), _clause(request, match.end(1), mentions, today))
        words = _stripped(request[begin : match.end(1)])
        if len(words) >= 3 and not _ja("not_reason").search(words):
            return words
    return None


def given_ja(request: str, mentions: list[Mention], today: date) -> str | None:
    """What the other person did: 「おすすめの本を教えてくれた」."""
    for match in _ja("given").finditer(request):
        begin = max(match.start(1), _clause(request, match.end(1), mentions, today))
        words = _stripped(_without_time(request[begin : match.end(1)], today))
        words = re.sub(r"^[^\s]{2,20}?(?:会|展|セミナー|イベント)(?:で|にて)", "", words)
        if len(words) >= 5 and not _ja("not_given").search(words):
            return re.sub(r"(もらっ|いただい|くれ|くださっ)て$", r"\1た", words)
    return None


def offered_ja(request: str) -> str | None:
    """What the user gives or promised: 「約束した資料を送る」."""
    promised = _ja("help").search(request)
    if promised:
        return str(promised[1]).strip()
    for match in _ja("gift").finditer(request):
        thing = match[1].strip()
        if re.search(rf"(?:{_ja('not_gift').pattern})$", thing):
            continue
        verb = tokens_of_line(match[2])
        said = verb[0].dictionary_form() if verb else match[2]
        if verb and verb[0].part_of_speech()[0] != "動詞":
            said = (
                re.split(r"し|で|た", match[2])[0] + "する"
                if not match[2].startswith("お")
                else re.match(r"お?[^しり]*[しり]?", match[2])[0]
            )  # type: ignore[index]
        said = {
            "お送り": "送る",
            "お渡し": "渡す",
            "渡し": "渡す",
            "お届け": "届ける",
            "プレゼント": "プレゼントする",
        }.get(said, said)
        return f"{thing}を{said}"
    return None


def event_ja(request: str, today: date) -> str | None:
    """For invitations: the event with the date and place before it, as given."""
    match = _ja("event_head").search(request)
    if match is None:
        return None
    begin = _nouns_before(request, match.end())
    clause = max((m.end() for m in re.finditer(r"[。!?\n]", request[: match.start()])), default=0)
    times = [
        f for f in find_moments(request[clause : match.start()], "ja", today) if not re.search(r"前$|^先|^昨", f.words)
    ]
    if times:
        begin = min(begin, clause + times[0].start)
    tail = re.match(r"「[^」]{1,40}」", request[match.end() :])
    return request[begin : match.end() + (tail.end() if tail else 0)].strip(" 、")


def news_ja(request: str) -> str | None:
    """What came of it, for a report: 「面接に受かったことを報告したい」 → 「面接に受かった」."""
    for name in ("news", "news_result"):
        for match in _ja(name).finditer(request):
            words = re.split(
                r"(?:さん|様|先生|氏|部長|社長|課長|先輩)(?:に|へ|、)+", match[1] or match[match.re.groups]
            )[-1].strip(" 、")
            if len(words) >= 3 and not re.search(r"(?:くれた|もらった|いただいた)$|^その後|^結果$", words):
                return re.sub(r"^(?:おかげ(?:さま|様)?で|お陰(?:さま|様)?で)、?", "", words)
    return None


def history_ja(request: str) -> str | None:
    """What the user tells of earlier asks, gives and answers, for the check."""
    found = [match[0].strip() for match in _ja("past_dealing").finditer(request)]
    return "。".join(found) if found else None
