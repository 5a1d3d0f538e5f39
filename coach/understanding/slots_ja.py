"""What a Japanese request says of topics, gifts and favours, events, news and earlier dealings.

Each reader takes the user's own words and returns the words as written, or nothing. The patterns are ``slots.yaml``.
"""

import re
from datetime import date

from coach.morphology import tokens_of_line
from coach.understanding.moments import find_moments
from coach.understanding.people_ja import Mention
from coach.understanding.phrases import (
    clause_start,
    nouns_before,
    phrase_before,
    slot_data,
    slot_pattern,
    stripped,
    without_time,
)

__all__ = ["event_ja", "given_ja", "history_ja", "news_ja", "offered_ja", "topics_ja"]

_MOST_TOPICS = 3
_AND = re.compile(r"(?<=[^\s])[とや](?=[^\s])|、")
_TALK_TAIL = re.compile(r"の(?:話題?|こと|件)$")
_AT_EVENT = re.compile(r"^[^\s]{2,20}?(?:会|展|セミナー|イベント)(?:で|にて)")
_PERSON_TO = re.compile(r"(?:さん|様|先生|氏|部長|社長|課長|先輩)(?:に|へ|、)+")


# 「手伝ってくれた」 was given to the user, 「送って1週間返事がない」 was sent long ago: neither is an offer.
_RECEIVED = re.compile(r"[てで](?:くれ|もら|いただ|頂|くださ|下さ)")
_UNANSWERED = re.compile(r"[^、。]{0,20}(?:返(?:事|信|答)|回答|音沙汰|反応)[^、。]{0,6}(?:な|来|いただけ|もらえ)")


def topics_ja(request: str, mentions: list[Mention], today: date) -> tuple[str, ...]:
    """What was talked about, as noun phrases: 「倉庫の自動化の話が面白かった」 → 「倉庫の自動化」."""
    found: list[str] = []
    names = {mention.person.name for mention in mentions if mention.person.name}
    for line in request.splitlines():
        for match in slot_pattern("ja", "talk").finditer(line):
            phrase = phrase_before(line, match.start(), today, joints=("の", "と", "や"))
            topics = [_TALK_TAIL.sub("", piece.strip(" の")) for piece in _AND.split(phrase)]
            found += [topic for topic in topics if _is_topic(topic, names)]
    return tuple(dict.fromkeys(found))[:_MOST_TOPICS]


def _is_topic(topic: str, names: set[str]) -> bool:
    return bool(topic) and not any(name in topic for name in names) and not slot_pattern("ja", "not_topic").match(topic)


def given_ja(request: str, mentions: list[Mention], today: date) -> str | None:
    """What the other person did: 「おすすめの本を教えてくれた」."""
    for match in slot_pattern("ja", "given").finditer(request):
        begin = max(match.start(1), clause_start(request, match.end(1), mentions))
        words = _AT_EVENT.sub("", stripped(without_time(request[begin : match.end(1)], today)))
        if len(words) >= 5 and not slot_pattern("ja", "not_given").search(words):
            return re.sub(r"(もらっ|いただい|くれ|くださっ)て$", r"\1た", words)
    return None


def offered_ja(request: str) -> str | None:
    """What the user gives or promised: 「約束した資料を送る」."""
    promised = slot_pattern("ja", "help").search(request)
    if promised:
        return str(promised[1]).strip()
    for match in reversed(list(slot_pattern("ja", "gift").finditer(request))):
        thing = match[1].strip()
        if _RECEIVED.search(match[2]) or _UNANSWERED.match(request[match.start(2) :]):
            continue
        if not slot_pattern("ja", "not_gift").search(thing):
            when = re.match(
                r"[^、。をに]{0,3}(?:[0-9０-９]+(?:月[0-9０-９]+)?日|[月火水木金土日]曜日?|明日|来週|今週|月末)(?:に|中に|までに)?",
                request[match.end(1) + 1 :],
            )
            return f"{thing}を{when[0] if when else ''}{_plain_verb(match[2])}"
    return None


def _plain_verb(words: str) -> str:
    """The dictionary form of a verb of giving: 送りたい → 送る, 共有したい → 共有する, お渡しします → 渡す."""
    honoured = next((plain for stem, plain in slot_data()["ja"]["gift_verbs"].items() if words.startswith(stem)), None)
    if honoured:
        return str(honoured)
    first = tokens_of_line(words)[0]
    if first.part_of_speech()[0] == "動詞":
        return str(first.dictionary_form())
    return f"{first.surface()}する"


def event_ja(request: str, today: date) -> str | None:
    """For invitations: the event with the date and place before it, as given."""
    match = slot_pattern("ja", "event_head").search(request)
    if match is None:
        return None
    begin = nouns_before(request, match.end())
    clause = max((m.end() for m in re.finditer(r"[。!?\n]", request[: match.start()])), default=0)
    times = [found for found in find_moments(request[clause : match.start()], "ja", today) if _ahead(found.words)]
    if times:
        begin = min(begin, clause + times[0].start)
    tail = re.match(r"「[^」]{1,40}」", request[match.end() :])
    return request[begin : match.end() + (tail.end() if tail else 0)].strip(" 、")


def _ahead(words: str) -> bool:
    return re.search(r"前$|^先|^昨", words) is None


def news_ja(request: str) -> str | None:
    """What came of it, for a report: 「面接に受かったことを報告したい」 → 「面接に受かった」."""
    for name in ("news", "news_result"):
        for match in slot_pattern("ja", name).finditer(request):
            told = next(group for group in match.groups() if group)
            words = _PERSON_TO.split(told)[-1].strip(" 、")
            if len(words) >= 3 and not slot_pattern("ja", "not_news").search(words):
                return slot_pattern("ja", "thanks_to_you").sub("", words)
    return None


def history_ja(request: str) -> str | None:
    """What the user tells of earlier asks, gives and answers, for the check."""
    found = [match[0].strip() for match in slot_pattern("ja", "past_dealing").finditer(request)]
    return "。".join(found) if found else None
