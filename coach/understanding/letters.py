"""What a request for a message says beyond the general slots: what was asked, achieved, left, read, or is to be told.

It only fills what the general reading left empty. Statements that fit no slot are kept as they are (``told``), so that
the writer can say them; sentences for the coach, and what the user wants left out, are kept away.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Ask
from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.understanding.moments import find_moments
from coach.understanding.people_ja import Mention

__all__ = ["complete", "sayable", "wants_message"]

_SENTENCE = re.compile(r"[^。!!??\n]+[??]?")
_SENTENCE_EN = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*\??")
_LONGEST = 90
_SHORTEST = 4


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("letters.yaml"))
    return found


@cache
def _pattern(group: str, name: str) -> re.Pattern[str]:
    flags = re.IGNORECASE if name.endswith("en") or (group == "en" and name not in _NAMED) else 0
    return re.compile(_data()[group][name], flags)


_NAMED = ("worked_at", "takes_over", "who_does")


def wants_message(request: str) -> bool:
    """Whether the user wants a message written, as against advice about one."""
    language = "ja" if re.search(r"[\u3041-\u30ff]", request) else "en"
    return bool(_pattern("wants", language).search(request)) and not _pattern("wants", f"not_{language}").search(
        request
    )


def sayable(request: str) -> str:
    """The request with everything the user wants left out blanked, so that offsets stay."""
    for language in ("ja", "en"):
        request = _pattern("unsaid", language).sub(lambda match: "。" * len(match[0]), request)
    return request


def complete(
    values: dict[str, Any], request: str, occasion: str | None, mentions: list[Mention], today: date
) -> dict[str, Any]:
    """The values with the slots of this occasion filled and everything else to be told."""
    japanese = bool(re.search(r"[\u3041-\u30ff]", request))
    filled = dict(values)
    fill = _japanese if japanese else _english
    for name, value in fill(filled, request, occasion or "", mentions, today).items():
        if value and not filled.get(name):
            filled[name] = value
    if japanese:
        better = _always_ja(occasion or "", request, mentions, today)
        filled |= {name: value for name, value in better.items() if value and (name == "event" or not filled.get(name))}
    if occasion in _data()["told_in"]:
        told = (_told_ja if japanese else _told_en)(filled, request, mentions)
        filled["told"] = (*filled.get("told", ()), *told)[:3]
    return filled


def _group(match: re.Match[str] | None) -> str | None:
    return next((each.strip(" 、,") for each in match.groups() if each), None) if match else None


def _without_people(words: str, mentions: list[Mention], request: str, start: int) -> str:
    """The words behind the last person they name: 「片山さんから知人の推薦状」 → 「知人の推薦状」."""
    end = start + len(words)
    cut = start
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            particle = re.match(r"(?:から|より|に|と|が|は|の|へ|を|、)*", request[mention.end :])
            cut = max(cut, min(end, mention.end + (particle.end() if particle else 0)))
    return request[cut:end].strip(" 、")


def _found(name: str, request: str, mentions: list[Mention]) -> str | None:
    """The first group of a Japanese pattern, without the people before it."""
    for match in _pattern("ja", name).finditer(request):
        group = next((index for index in range(1, len(match.groups()) + 1) if match[index]), None)
        if group is None:
            continue
        words = _without_people(match[group], mentions, request, match.start(group))
        if len(words) >= 2:
            return words
    return None


def _japanese(
    values: dict[str, Any], request: str, occasion: str, mentions: list[Mention], today: date
) -> dict[str, Any]:
    match occasion:
        case "decline":
            return {"topics": _one(_nominal(_found("asked_for_by_them", request, mentions)))}
        case "reminder" | "accept_no":
            return {"topics": _one(_nominal(_found("asked_for_by_me", request, mentions)))}
        case "congratulate":
            return {"event": _found("feat", request, mentions) or _nominal(_found("feat_noun", request, mentions))}
        case "apologise_late":
            return {
                "topics": _one(_found("mail_of", request, mentions)),
                "history": _group(_pattern("ja", "answer").search(request)),
            }
        case "farewell":
            return {"deadline": _leaving_ja(request, today)}
        case "reconnect":
            return {"met_where": _found("stayed", request, mentions) or _found("worked_on", request, mentions)}
        case "first_contact":
            book = _group(_pattern("ja", "book").search(request))
            return {"met_where": f"ご著書『{book}』" if book else _found("seen", request, mentions)}
        case "give":
            return {"topics": _one(_nominal(_found("need", request, mentions)))}
        case "report_back":
            news = _group(_pattern("ja", "result").search(request)) or _found("news_told", request, mentions)
            return {"history": news, "given": _favour(request, mentions)}
        case "thanks_meal":
            dish = _found("meal", request, mentions)
            return {"given": f"{dish}をごちそうになった" if dish else _favour(request, mentions)}
        case "thanks_meeting" | "thanks_introduction":
            return {"given": _favour(request, mentions)}
        case "apologise_over_asking":
            return {"topics": _one(_nominal(_untimed(_found("asked_often", request, mentions), today)))}
    return {}


def _favour(request: str, mentions: list[Mention]) -> str | None:
    done = _found("favour", request, mentions)
    return f"{done}くれた" if done and done.endswith(("て", "で")) else None


def _untimed(words: str | None, today: date) -> str | None:
    """The words without the time before them: 「週末に長い資料のチェック」 → 「長い資料のチェック」."""
    if words is None:
        return None
    times = [found for found in find_moments(words, "ja", today) if found.start == 0]
    words = words[times[0].end :] if times else re.sub(r"^(?:週末|休日|深夜|夜中|夜|休み)(?=に)", "", words)
    return re.sub(r"^(?:に|の|も|だけで|、)+", "", words)


def _always_ja(occasion: str, request: str, mentions: list[Mention], today: date) -> dict[str, Any]:
    """What is read better here than in general, because the occasion is known."""
    match occasion:
        case "invite":
            return {"event": _nominal(_found("invited_to", request, mentions))}
        case "reconnect":
            outing = _found("outing", request, mentions)
            return {"ask": Ask(words=f"{outing}に行きたい", what="meeting") if outing else None}
        case "ask_introduction" | "ask_meeting" | "first_contact" | "first_after_introduction":
            found = next(iter(_pattern("ja", "because_after").finditer(request)), None)
            return {"reason": re.sub(r"^[。!!\s]+|[。!!\s]+$", "", found[0]) if found else None}
    return {}


def _one(words: str | None) -> tuple[str, ...]:
    return (words,) if words else ()


def _nominal(words: str | None) -> str | None:
    """The words if they end as a noun phrase does."""
    tokens = tokens_of_line(words) if words else []
    return words if tokens and tokens[-1].part_of_speech()[0] in ("名詞", "接尾辞", "記号") else None


def _leaving_ja(request: str, today: date) -> Any:
    leaving = _pattern("ja", "leaving")
    for found in find_moments(request, "ja", today):
        if leaving.match(request[found.end :]):
            return found.moment(future=True)
    return None


def _english(
    values: dict[str, Any], request: str, occasion: str, mentions: list[Mention], today: date
) -> dict[str, Any]:
    def first(name: str) -> str | None:
        return _group(_pattern("en", name).search(request))

    match occasion:
        case "decline":
            return {"topics": _one(_asked_en(first("asked_for_by_them")))}
        case "accept_no":
            return {"topics": _one(_asked_en(first("refused_me")))}
        case "reminder" | "apologise_late":
            return {"topics": _one(first("wrote_about")) if occasion == "reminder" else ()}
        case "congratulate":
            return {"event": first("feat") or first("feat_noun")}
        case "report_back":
            return {"history": first("colon_news")}
        case "farewell":
            return {"deadline": _leaving_en(first("leaving"), today), "given": first("thanks_for")}
        case "reconnect":
            return {"met_where": first("worked_at")}
        case "first_contact":
            return {"met_where": first("seen")}
        case "make_introduction":
            does = _pattern("en", "who_does").search(request)
            return {"told": (f"{does[1]} {does[2].removeprefix('who ')}",) if does else ()}
        case "thanks_meeting" | "thanks_meal" | "season_greeting" | "report_back":
            given = first("thanks_for")
            if given and _pattern("en", "the_talk").search(given):  # that is the meeting itself
                given = None
            return {"given": given or _told_how(first("told_how"))}
    return {}


def _told_how(words: str | None) -> str | None:
    return f"telling me {words}" if words else None


def _asked_en(words: str | None) -> str | None:
    """The matter somebody asked about: "to test his beta app" → "testing his beta app" stays a phrase after "about"."""
    if words is None:
        return None
    if words.startswith("for "):
        return words.removeprefix("for ")
    if words.startswith("to "):
        verb, _, rest = words.removeprefix("to ").partition(" ")
        return f"{_gerund(verb)} {rest}".strip()
    return words


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb):
        return verb + verb[-1] + "ing"
    return verb + "ing"


def _leaving_en(words: str | None, today: date) -> Any:
    if not words:
        return None
    moments = find_moments(words, "en", today)
    return moments[0].moment(future=True) if moments else None


def _used(values: dict[str, Any]) -> list[str]:
    """What the slots hold already."""
    ask = values.get("ask")
    pieces = [*values.get("topics", ()), values.get("given"), values.get("offered"), values.get("reason")]
    pieces += [values.get("history"), values.get("event"), ask.words if ask else None, values.get("met_where")]
    return [piece for piece in pieces if piece and len(piece) > 1]


def _told_ja(values: dict[str, Any], request: str, mentions: list[Mention]) -> tuple[str, ...]:
    """Statements that no slot holds, each a sentence that can be made polite."""
    told: list[str] = []
    used = _used(values)
    for match in _SENTENCE.finditer(request):
        whole = match[0]
        if len(whole) > _LONGEST or any(_names(mention, match.start(), match.end()) for mention in mentions):
            continue
        words = _pattern("passed_on", "ja").sub("", whole).strip(" 、,")
        for piece in re.split(r"(?<=[^、])し、(?=.{4})", words):
            clause = re.sub(
                r"^(?:あと|また|それと|そして|ちなみに|なお|こちらは(?=.*(?:です|だ)?$))、?", "", piece.strip(" 、")
            )
            if _statement(clause, used):
                told.append(clause)
    return tuple(told[:3])


def _names(mention: Mention, start: int, end: int) -> bool:
    return bool(mention.person.honorific) and start <= mention.start < end


def _statement(words: str, used: list[str]) -> bool:
    if not _SHORTEST <= len(words) <= 60 or any(each in words or words in each for each in used):
        return False
    if _pattern("orders", "ja").search(words) or _pattern("background", "ja").search(words):
        return False
    tokens = tokens_of_line(words)
    if not tokens:
        return False
    kind = tokens[-1].part_of_speech()
    finite = kind[0] in ("動詞", "助動詞", "形容詞") and "終止形" in kind[5]
    return finite or (
        kind[0] in ("名詞", "形状詞", "接尾辞") and bool(re.search(r"[はもが]", words)) and words[-1] != "に"
    )


def _told_en(values: dict[str, Any], request: str, mentions: list[Mention]) -> tuple[str, ...]:
    told: list[str] = []
    used = [each.lower() for each in _used(values)]
    names = {(mention.person.name or "").split(" ")[0] for mention in mentions}
    for match in _SENTENCE_EN.finditer(request):
        words = match[0].strip(" ,;")
        low = words.lower()
        over = _pattern("en", "takes_over").search(words)
        if over:
            told.append(over[1])
            continue
        if not 8 <= len(words) <= 120 or any(each in low for each in used):
            continue
        if _pattern("orders", "en").search(words) or _pattern("background", "en").search(words):
            continue
        if any(name and re.search(rf"\b{re.escape(name)}\b", words) for name in names):
            continue
        if re.match(
            r"(?:I|We|My|Our|It|There|The|This|She|He|They|Her|His|Their|[A-Z]\w+ (?:people|seats|places))\b", words
        ):
            told.append(words)
    return tuple(told[:3])
