"""What a Japanese request for a message says for its occasion, and its statements that no slot holds."""

import re
from datetime import date
from typing import Any

from coach.brief import Ask
from coach.morphology import tokens_of_line
from coach.understanding.letter_patterns import group, one, pattern
from coach.understanding.matters_ja import feat_ja, invitation_ja, matter_ja
from coach.understanding.moments import find_moments
from coach.understanding.people_ja import Mention

__all__ = ["better_ja", "fill_ja"]


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
    for match in pattern("ja", name).finditer(request):
        group = next((index for index in range(1, len(match.groups()) + 1) if match[index]), None)
        if group is None:
            continue
        words = _without_people(match[group], mentions, request, match.start(group))
        if len(words) >= 2:
            return words
    return None


def fill_ja(
    values: dict[str, Any], request: str, occasion: str, mentions: list[Mention], today: date
) -> dict[str, Any]:
    """The slots of this occasion, read from the words that belong to it."""
    named = re.search(r"(?:用件|件名|テーマ|名目|題)は、?[『「]([^』」]{2,30})[』」]", request)
    if named and not values.get("topics"):
        return {"topics": one(re.sub(r"の(?:ご)?(?:相談|お願い|件)$", "", named[1]))}
    match occasion:
        case "decline":
            asked = _nominal(_found("asked_for_by_them", request, mentions))
            return {
                "topics": one(matter_ja(occasion, request, mentions, today) or asked),
                "reason": _found("cannot", request, mentions),
            }
        case "reminder" | "accept_no":
            asked = _nominal(_found("asked_for_by_me", request, mentions))
            return {"topics": one(matter_ja(occasion, request, mentions, today) or asked)}
        case "congratulate":
            noun = _nominal(_found("feat_noun", request, mentions))
            return {"event": _found("feat", request, mentions) or noun or feat_ja(request, mentions)}
        case "apologise_late":
            return {
                "topics": one(_found("mail_of", request, mentions) or matter_ja(occasion, request, mentions, today)),
                "history": group(pattern("ja", "answer").search(request)),
            }
        case "farewell":
            return {"deadline": _leaving_ja(request, today)}
        case "reconnect":
            return {"met_where": _found("stayed", request, mentions) or _found("worked_on", request, mentions)}
        case "first_contact":
            book = group(pattern("ja", "book").search(request))
            return {
                "met_where": f"ご著書『{book}』"
                if book
                else _found("seen", request, mentions) or _found("read_of", request, mentions)
            }
        case "give":
            thing = _found("found_thing", request, mentions) or _found("thing_to_give", request, mentions)
            return {
                "topics": one(_nominal(_found("need", request, mentions))),
                "offered": f"{thing}を送る" if thing else None,
            }
        case "report_back":
            news = group(pattern("ja", "result").search(request)) or _found("news_told", request, mentions)
            return {"history": news, "given": _favour(request, mentions)}
        case "thanks_meal":
            dish = _found("meal", request, mentions)
            return {"given": f"{dish}をごちそうになった" if dish else _favour(request, mentions)}
        case "thanks_meeting" | "thanks_introduction":
            return {"given": _favour(request, mentions)}
        case "apologise_over_asking":
            often = _nominal(_untimed(_found("asked_often", request, mentions), today))
            return {"topics": one(often or matter_ja(occasion, request, mentions, today))}
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
    return re.sub(r"^(?:に|の|も|だけで|、|何度も|何回も|たびたび|毎回|立て続けに)+", "", words)


def better_ja(values: dict[str, Any], occasion: str, request: str, mentions: list[Mention]) -> dict[str, Any]:
    """What is read better here than in general, because the occasion is known."""
    match occasion:
        case "invite":
            named = _nominal(_found("invited_to", request, mentions)) or values.get("event")
            return {"event": invitation_ja(request, named)}
        case "reconnect":
            outing = _found("outing", request, mentions)
            return {"ask": Ask(words=f"{outing}に行きたい", what="meeting") if outing else None}
        case "ask_introduction" | "ask_meeting" | "first_contact" | "first_after_introduction":
            found = next(iter(pattern("ja", "because_after").finditer(request)), None)
            return {"reason": re.sub(r"^[。!!\s]+|[。!!\s]+$", "", found[0]) if found else None}
    return {}


def _nominal(words: str | None) -> str | None:
    """The words if they end as a noun phrase does."""
    tokens = tokens_of_line(words) if words else []
    return words if tokens and tokens[-1].part_of_speech()[0] in ("名詞", "接尾辞", "記号") else None


def _leaving_ja(request: str, today: date) -> Any:
    leaving = pattern("ja", "leaving")
    for found in find_moments(request, "ja", today):
        if leaving.match(request[found.end :]):
            return found.moment(future=True)
    return None
