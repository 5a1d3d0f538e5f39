"""What the user wants from the other person, and why, in Japanese; minutes in both languages."""

import re
import unicodedata
from collections.abc import Iterator

from coach.brief import Ask
from coach.understanding.people_ja import Mention
from coach.understanding.phrases import clause_start, slot_data, slot_pattern, stripped

__all__ = ["ask_ja", "kind_of_ask", "minutes_in", "reason_ja"]

_LEAST = 4  # characters of a wish worth the name
_THOUGHT = re.compile(r"(?:です|と(?:思|考え)[^。、]*)$")


_EMBEDDED = re.compile(
    r"(?P<wish>[^。！!？?\n「」]{2,90}?(?:ない|へん|る|える|いい|よい|良い|可能|でしょう|ます|です|ません|どう|いかが|てる|っす)か(?:どうか|な)?)(?=(?:を|と|って|だけ|も|、|\s)*"
    r"(?:軽く|一度|まず|一言|ちょっと|丁寧に)?(?:お|ご)?(?:聞|きい|きく|き(?:き|け)|尋|たずね|伺|うかが|問い合わ|願い|頼|打診|相談|確認|メール|めーる|LINE|ライン|DM|[Ss]lack|送|誘|連絡|最初|添え|書|いう))"
)


# A wish put as a question without a word of asking: 「工房を見学できるか」.
_BARE_QUESTION = re.compile(
    r"(?P<wish>[^。！!？?\n「」]{2,60}?(?:できる|でき(?:ない|へん|ます|ません)|もらえ(?:る|ない|へん|ます|ません)|いただけ(?:る|ない|ます|ません)|"
    r"くれ(?:る|ない|へん)|可能(?:です)?|ても(?:いい|よい)|お願いできる)か(?:どうか|な)?)(?=[。\n]|$)"
)
# A wish that names nothing but the wish; another one of the request says more.
_HOLLOW = re.compile(
    r"^(?:一度|一回|少し|ちょっと|ぜひ|お?時間(?:を|が)?|機会を|お?話(?:を|が)?|ご?相談(?:を)?|お?願い(?:を)?|連絡(?:を)?)*(?:し|いただき|もらい|聞き|伺い|取って)?"
    r"(?:て)?(?:たい|ほしい|もらえ(?:ない|る)か|できないか|もらいたい|いただきたい)(?:です)?$"
)


def _with_lead(request: str, begin: int, end: int, mentions: list[Mention]) -> str:
    """The wish with what is said of it before the addressee: 「来週15分、書式のことで浅田さんに時間をもらえないか」."""
    words = request[begin:end]
    asked = next(
        (
            m
            for m in mentions
            if m.end <= begin and re.fullmatch(r"(?:さん)?(?:に|へ)(?:は)?、?", request[m.end : begin])
        ),
        None,
    )
    if asked is None:
        return words
    sentence = max((m.end() for m in re.finditer(r"[。！!？?\n]", request[:begin])), default=0)
    lead = _CHANNEL.sub("", request[sentence : asked.chain_start])
    kept = re.search(
        r"(?:[^、]{0,24}(?:\d|[一二三]十?分|来週|来月|今週|今月|年内|近いうち|一度)[^、]{0,12}、)?[^、]{0,30}(?:のことで|の件で|について|に関して|に)、?$",
        lead,
    )
    if kept is None or re.search(r"(?:さん|様|先生)", kept[0]):
        return words
    return kept[0] + words


_CHANNEL = re.compile(r"(?:LINE|ライン|[Ss]lack|スラック|メール|LinkedIn|DM)(?:で|にて)、?")


def _embedded(request: str, mentions: list[Mention]) -> str | None:
    """A question the message shall put: 「30分くらい電話で聞いてもいいかLINEしたい」."""
    for match in (*_EMBEDDED.finditer(request), *_BARE_QUESTION.finditer(request)):
        begin = clause_start(request, match.end("wish") - 2, mentions)
        words = stripped(_with_lead(request, max(begin, match.start("wish")), match.end("wish"), mentions))
        words = re.sub(r"(?:どうか|かな)$", lambda found: "か" if found[0] == "かな" else "", words)
        if len(words) >= _LEAST and not _ABOUT_THEM.search(words):
            return words
    return None


# Questions that are no wish: how they are, whether an introduction would suit them.
_ABOUT_THEM = re.compile(
    r"(?:元気|変わりない|どうして(?:い)?る|紹介しても|つないでも|引き合わせても|大丈夫)か?|覚えて|^その後|の件(?:、)?その後|その後どう"
)


def ask_ja(request: str, mentions: list[Mention]) -> Ask | None:
    """What the user wants from the other person; what they want from the coach does not count."""
    question = _embedded(request, mentions)
    if question:
        return Ask(
            words=question, what=kind_of_ask(question, "ja"), minutes=minutes_in(question) or minutes_in(request)
        )
    wishes = list(_wishes(request, mentions))
    words = next((each for each in wishes if not _HOLLOW.match(each)), next(iter(wishes), None))
    if words is None:
        return None
    return Ask(words=words, what=kind_of_ask(words, "ja"), minutes=minutes_in(words) or minutes_in(request))


def _wishes(request: str, mentions: list[Mention]) -> Iterator[str]:
    for index in range(len(slot_data()["ja"]["ask_ends"])):
        for match in slot_pattern("ja", "ask_ends", index).finditer(request):
            begin = clause_start(request, match.start(), mentions)
            words = stripped(_with_lead(request, begin, match.end(), mentions))
            if _is_wish(words, request[match.end() :]):
                yield _THOUGHT.sub("", words)


def _is_wish(words: str, after: str) -> bool:
    told = slot_pattern("ja", "ask_to_coach").search(words) or slot_pattern("ja", "ask_not_after").match(after)
    return told is None and len(words) >= _LEAST


def kind_of_ask(words: str, language: str) -> str:
    """Which kind of ask the words are, as the over-asking check names them."""
    said = unicodedata.normalize("NFKC", words).lower()
    return next((str(kind) for kind, signs in slot_data()[language]["ask_kinds"] if re.search(signs, said)), "other")


def minutes_in(text: str) -> int | None:
    """Minutes named in the text: 15分, 1時間半, half an hour, "20-minute"."""
    said = unicodedata.normalize("NFKC", text).lower()
    for pattern, each in slot_data()["minutes"]:
        match = re.search(pattern, said)
        if match:
            part = match.groupdict()
            number = part.get("n") or "1"
            count = float(slot_data()["numbers"].get(number) or number) + (0.5 if part.get("half") else 0)
            return round(count * int(each))
    return None


def reason_ja(request: str, mentions: list[Mention]) -> str | None:
    """Why they ask: the clause before ので / ため / から."""
    for match in slot_pattern("ja", "reason").finditer(request):
        part = 1 if match[1] else 2
        begin = max(match.start(part), clause_start(request, match.end(part), mentions))
        words = stripped(request[begin : match.end(part)])
        if len(words) >= _LEAST - 1 and not slot_pattern("ja", "not_reason").search(words):
            return words
    return None
