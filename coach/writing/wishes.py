"""A wish in the user's words as a proper Japanese request: 「来月見学させてもらいたい」 → 「来月、見学の機会を…」."""

import re
from dataclasses import replace
from functools import cache

from coach.brief import Tone
from coach.morphology import tokens_of_line
from coach.writing.verbs import Act, last_act, te
from coach.writing.wording import END, Pick, is_nominal, lists, plain, raised

__all__ = ["matter_of", "other_stem", "request"]

_TIME_TAKEN = r"(?:お)?時間を?(?:とって|取って|割いて|作って|つくって)(?=もら|いただ|ほし|欲し|くれ)"
_QUESTIONS = ("聞く", "きく", "伺う", "うかがう", "質問", "尋ねる")
# Kinds of ask whose length in minutes belongs into the request.
_TIMED = ("meeting", "advice", "time", "information", "feedback", "other")


@cache
def _heads() -> re.Pattern[str]:
    words = lists()
    return re.compile(f"(?P<time>{'|'.join(words['time_heads'])})|(?P<length>{words['length_head']})")


@cache
def _ends() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(each["end"] + "$"), each["actor"], each["form"]) for each in lists()["ask_ends"])


def _split_heads(text: str) -> tuple[list[str], str]:
    """Take the time and the length from the front: they stand first in a request."""
    heads: list[str] = []
    dropped = sorted(lists()["dropped"], key=len, reverse=True)
    while text:
        for word in dropped:
            if text.startswith(word) and len(text) > len(word):
                text = text[len(word) :].lstrip(END)
        match = _heads().match(text)
        if not match or not match.group() or match.end() == len(text):
            return heads, text
        found = match.group()
        if match.lastgroup == "length" or match.group("length"):
            found = re.sub(r"(ほど|くらい|ぐらい|程度|だけ|でいいから|でも|で)?(いいので)?$", "ほど", found, count=1)
        elif text[match.end() :].startswith("の") and not found.endswith(("に", "の", "で", "か")):
            return heads, text  # 「来月の勉強会」: the month belongs to the noun
        text = text[match.end() :].lstrip(END)
        if match.group("length") and text.startswith("の"):
            text = text.removeprefix("の")  # 「15分のオンライン面談」
        if heads and match.group("time") and heads[-1] in ("来年", "今年", "来月", "今月", "来週", "今週"):
            heads[-1] += found  # 「来年1月に」 is one time
        else:
            heads.append(found.removesuffix("の"))
    return heads, text


def request(words: str, tone: Tone, kind: str, minutes: int | None, pick: Pick) -> str:
    """A wish in the user's words as a proper request, without its full stop.

    「来月見学させてもらいたい」 → 「来月、見学の機会をいただけないでしょうか」.
    """
    said = re.sub(_TIME_TAKEN, "お時間を", plain(words, tone))
    heads, rest = _split_heads(said)
    if minutes and kind in _TIMED and not re.search(r"[\d一二三半]\s*(?:分|時間)", words):
        heads.append(f"{minutes}分ほど")
    core, mode = _core(rest, tone, kind)
    ending = pick(lists()["ask_forms"][mode][tone], f"ask-{mode}")
    return "".join(f"{head}、" for head in heads) + core + ending


def _core(text: str, tone: Tone, kind: str) -> tuple[str, str]:
    for pattern, actor, form in _ends():
        match = pattern.search(text)
        if match is None:
            continue
        head = text[: match.start()].rstrip(END)
        if not head:
            break
        if actor == "noun" or form == "noun_or_masu":
            return _noun_request(head)
        act = _act(head, form)
        if act is None:
            return _noun_request(head)
        if form == "able":
            verb = _able_to(act.verb)
            if verb == act.verb and verb not in lists()["self_acts"] and "ないか" not in text:
                return f"{re.sub(r'(?<=て)る(?=か)', 'いる', text.removesuffix('どうか'))}、お教え", "receive"
            act = replace(act, verb=verb)
        return _self_request(act, tone) if actor == "self" else _other_request(act, tone)
    if text and is_nominal(text):
        return _noun_request(text)
    act = _act(text, "")
    if act is not None:
        return _other_request(act, tone) if kind in ("introduction", "referral") else _self_request(act, tone)
    return str(lists()["ask_by_kind"].get(kind, "お時間を")).removesuffix("いただく"), "receive"


def _able_to(verb: str) -> str:
    """The verb of "be able to": うかがえる → うかがう, 聞ける → 聞く; other verbs stay."""
    row = dict(zip("えけげせてねべめれ", "うくぐすつぬぶむる", strict=True))
    if verb in lists()["not_able"] or len(verb) < len("行ける") or not verb.endswith("る") or verb[-2] not in row:
        return verb
    base = verb[:-2] + row[verb[-2]]
    found = tokens_of_line(base)
    return base if len(found) == 1 and found[0].part_of_speech()[4].startswith("五段") else verb


def _act(head: str, form: str) -> Act | None:
    suffix = {"te": "て", "de": "で", "masu": "たい", "causative": "せる", "able": "る"}.get(form, "")
    found = tokens_of_line(head + suffix)
    act = last_act(found)
    if form == "causative":
        act = last_act(tokens_of_line(head))
    return act


def _self_request(act: Act, tone: Tone) -> tuple[str, str]:
    data = lists()
    before = raised(act.before)
    if act.verb in _QUESTIONS and re.search(r"(?:一|ひと|1|１)(?:つ|点|件)(?:だけ|ほど)?$", before):
        return f"{before}お伺いしても", "permit"
    if tone == "close":
        easy = _among_friends(act, before)
        if easy is not None:
            return easy
    if act.verb == "する" and before.removesuffix("を") in data["together"]:
        return f"{before}ご一緒する機会を", "receive"
    known = data["self_acts"].get(act.verb)
    if known is None and act.is_noun:
        if not before.endswith("を") and act.verb.endswith(tuple(data["opportunity_nouns"])):
            return f"{before}{act.verb}の機会を", "receive"
        return f"{before}{act.verb}する機会を", "receive"
    if known is None:
        return f"{before}{act.verb}機会を", "receive"
    said = known.get("alone", known["act"]) if not before else known["act"]
    match known["pattern"]:
        case "able":
            return f"{before}{said}", "able"
        case "let":
            return f"{before}{said}", "let"
        case "let_do":
            return f"{before}{said}させて", "let"
        case "time":
            return f"{before}{said}お時間を", "receive"
    if act.verb in ("訪問", "訪ねる") and before.endswith("を"):
        said = "訪問する" if act.verb == "訪問" else "お訪ねする"
    if act.verb == "行く" and before.removesuffix("に") in data["together"]:
        before, said = before.removesuffix("に") + "を", "ご一緒する"
    if said == "伺う" and not before.endswith("を"):
        before = before.removesuffix("に") + ("に" if before.endswith("に") else "") + "お話を"
    return f"{before}{said}機会を", "receive"


def _among_friends(act: Act, before: str) -> tuple[str, str] | None:
    """A wish of one's own among friends: 「ごはんに行きたい」 → 「ごはんをご一緒」 + できませんか."""
    data = lists()
    thing = before.removesuffix("に").removesuffix("を")
    if act.verb in ("行く", "する", "食べる", "飲む") and thing.endswith(tuple(data["together"])):
        return f"{thing}をご一緒", "able"
    if act.verb not in data["close_acts"]:
        return None
    said, mode = data["close_acts"][act.verb]
    if act.verb in ("聞く", "聞ける", "伺う") and not before.endswith("を"):
        before += "お話を"
    return f"{before}{said}", mode


def _other_request(act: Act, tone: Tone) -> tuple[str, str]:
    return act.before + other_stem(act, tone), "receive"


def other_stem(act: Act, tone: Tone) -> str:
    """What stands before いただく for an act of the other person: ご紹介, お送り, 教えて."""
    data = lists()
    if tone == "close" and not act.is_noun:
        return te(act.verb, act.conjugation)
    known = data["other_acts"].get(act.verb)
    if isinstance(known, dict):
        known = known[tone]
    if known is not None:
        return str(known)
    if act.is_noun:
        if act.verb.endswith(tuple(data["o_nouns"])):
            return f"お{act.verb}"
        return f"ご{act.verb}" if act.verb in data["go_nouns"] else f"{act.verb}して"
    return te(act.verb, act.conjugation)


def _noun_request(text: str) -> tuple[str, str]:
    """A wish that is a thing: 「採用担当の方の紹介」 → 「採用担当の方をご紹介」, 「面談」 → 「面談の機会を」."""
    data = lists()
    text = re.split(r"(?:ので|んで|から|ため)、?", text)[-1].removesuffix("を").removesuffix("が")
    if text.endswith(tuple(data["together"])):
        return f"{text}をご一緒する機会を", "receive"
    if re.search(r"を[^、を]*\d[\d,]*[^\d、を]{1,3}$", text):  # 「小鉢を80個」
        return f"{text}お願い", "able"
    for noun in ("紹介", "ご紹介", "推薦"):
        before = text.removesuffix("の" + noun)
        if text.endswith(noun):
            return (f"{before}をご{noun.removeprefix('ご')}" if before != text else f"ご{noun.removeprefix('ご')}"), (
                "receive"
            )
    text = re.sub(r"^相談(?=の)", "ご相談", raised(text + "を").removesuffix("を"))
    if text.endswith(tuple(data["opportunity_nouns"])):
        return f"{text}の機会を", "receive"
    return f"{text}を", "receive"


def matter_of(words: str, tone: Tone) -> str | None:
    """What a wish was about, as a noun phrase: 「来月見学させてもらいたい」 → 「見学」; nothing when it is no noun."""
    core, _ = _core(_split_heads(plain(words, tone))[1], tone, "")
    for tail, instead in (("の機会を", ""), ("をご紹介", "のご紹介"), ("する機会を", ""), ("するお時間を", "")):
        if core.endswith(tail):
            found = core.removesuffix(tail) + instead
            return found if is_nominal(found) and "を" not in found else None
    return core if core in ("ご紹介", "お食事") else None
