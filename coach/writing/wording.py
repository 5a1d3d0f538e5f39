"""The user's own words turned into written business Japanese: topics, wishes, thanks, offers, reasons.

The words stay the user's; what changes is grammar and register. All lists are data
(``prompts/messages/ja/wording.yaml``).
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from coach.brief import Tone
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource
from coach.writing.verbs import Act, honoured_past, last_act, masu, te

__all__ = [
    "Pick",
    "congratulated",
    "is_nominal",
    "listed",
    "matter_of",
    "named_season",
    "offer",
    "plain",
    "polite",
    "polite_reason",
    "request",
    "talk",
    "thanks_for",
    "topic",
    "without_event_tail",
]

Pick = Callable[[Sequence[str], str], str]
_END = " 　、。,.!?！？，…"
# Kinds of ask whose length in minutes belongs into the request.
_TIMED = ("meeting", "advice", "time", "information", "feedback", "other")
# Full-width digits and Latin letters, as they come from a Japanese keyboard.
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LONGEST = 300  # characters of one slot that are looked at; a phrase is never longer


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml(resource("prompts", "messages", "ja", "wording.yaml"))
    return words


@cache
def _heads() -> re.Pattern[str]:
    words = _words()
    return re.compile(f"(?P<time>{'|'.join(words['time_heads'])})|(?P<length>{words['length_head']})")


@cache
def _ends() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(each["end"] + "$"), each["actor"], each["form"]) for each in _words()["ask_ends"])


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _words()["spoken"]), key=len, reverse=True)))


def plain(words: str, tone: Tone = "polite", *, keep_time: bool = False) -> str:
    """One line in written words: no line breaks, no brackets of ours, spoken words replaced unless among friends."""
    text = (
        re.sub(r"\s+", " ", words.translate(_WIDE))
        .strip(_END + "「」")[:_LONGEST]
        .replace("【", "「")
        .replace("】", "」")
    )
    data = _words()
    kept = set(data["spoken_kept_close"]) if keep_time or tone == "close" else set()
    text = _spoken().sub(lambda match: match.group() if match.group() in kept else data["spoken"][match.group()], text)
    for own, written in data["oneself"].items():
        if re.match(f"{own}(?:の|が|は|も)", text):
            text = written + text[len(own) :]
    if tone != "close":
        text = re.sub(r"(?<=[一-龯々ァ-ヶー])さん(?![一-龯])", "様", text)
    return text


def topic(words: str, tone: Tone = "polite") -> str:
    """A topic as a noun phrase without its empty tail: 「倉庫の自動化の話」 → 「倉庫の自動化」."""
    text = plain(words, tone)
    for tail in sorted(_words()["topic_tails"], key=len, reverse=True):
        if text.endswith(tail) and len(text) > len(tail) + 1:
            return text.removesuffix(tail)
    return text


def is_nominal(text: str) -> bool:
    """Whether the phrase ends in a noun, so that の or を may follow."""
    found = tokens_of_line(text[-60:])
    if not found:
        return False
    kind = found[-1].part_of_speech()
    if kind[0] == "動詞" and kind[5].startswith("連用形-一般"):
        return True  # 「新製品の立ち上げ」
    return kind[0] in ("名詞", "接尾辞", "代名詞", "補助記号", "記号")


def talk(words: str, tone: Tone = "polite") -> str:
    """The talk about a topic: 「倉庫の自動化のお話」, 「来年倉庫を建てるというお話」."""
    text = topic(words, tone)
    if text.endswith("話"):
        return text if text.endswith("お話") else text[:-1] + "お話"
    return f"{text}のお話" if is_nominal(text) else f"{text}というお話"


def _split_heads(text: str) -> tuple[list[str], str]:
    """Take the time and the length from the front: they stand first in a request."""
    heads: list[str] = []
    dropped = sorted(_words()["dropped"], key=len, reverse=True)
    while text:
        for word in dropped:
            if text.startswith(word) and len(text) > len(word):
                text = text[len(word) :].lstrip(_END)
        match = _heads().match(text)
        if not match or not match.group() or match.end() == len(text):
            return heads, text
        found = match.group()
        if match.lastgroup == "length" or match.group("length"):
            found = re.sub(r"(ほど|くらい|ぐらい|程度|だけ|でいいから|でも|で)?(いいので)?$", "ほど", found, count=1)
        elif text[match.end() :].startswith("の") and not found.endswith(("に", "の", "で", "か")):
            return heads, text  # 「来月の勉強会」: the month belongs to the noun
        text = text[match.end() :].lstrip(_END)
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
    heads, rest = _split_heads(plain(words, tone))
    if minutes and kind in _TIMED and not re.search(r"[\d一二三半]\s*(?:分|時間)", words):
        heads.append(f"{minutes}分ほど")
    core, mode = _core(rest, tone, kind)
    ending = pick(_words()["ask_forms"][mode][tone], f"ask-{mode}")
    return "".join(f"{head}、" for head in heads) + core + ending


def _core(text: str, tone: Tone, kind: str) -> tuple[str, str]:
    for pattern, actor, form in _ends():
        match = pattern.search(text)
        if match is None:
            continue
        head = text[: match.start()].rstrip(_END)
        if not head:
            break
        if actor == "noun" or form == "noun_or_masu":
            return _noun_request(head)
        act = _act(head, form)
        if act is None:
            return _noun_request(head)
        return _self_request(act, tone) if actor == "self" else _other_request(act, tone)
    if text and is_nominal(text):
        return _noun_request(text)
    act = _act(text, "")
    if act is not None:
        return _other_request(act, tone) if kind in ("introduction", "referral") else _self_request(act, tone)
    return str(_words()["ask_by_kind"].get(kind, "お時間を")).removesuffix("いただく"), "receive"


def _act(head: str, form: str) -> Act | None:
    suffix = {"te": "て", "de": "で", "masu": "たい", "causative": "せる"}.get(form, "")
    found = tokens_of_line(head + suffix)
    act = last_act(found)
    if form == "causative":
        act = last_act(tokens_of_line(head))
    return act


def _raised(before: str) -> str:
    data = _words()
    for way, humble in data["on_the_way"].items():
        before = before.replace(way, humble)
    for noun, raised in data["raise_objects"].items():
        before = re.sub(f"(?<![お御ご一-龯ァ-ヶ]){noun}(?=[をのがも]$|を)", raised, before)
    return before


def _self_request(act: Act, tone: Tone) -> tuple[str, str]:
    data = _words()
    before = _raised(act.before)
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
        said = "訪問する"
    if act.verb == "行く" and before.removesuffix("に") in data["together"]:
        before, said = before.removesuffix("に") + "を", "ご一緒する"
    if said == "伺う" and not before.endswith("を"):
        before = before.removesuffix("に") + ("に" if before.endswith("に") else "") + "お話を"
    return f"{before}{said}機会を", "receive"


def _among_friends(act: Act, before: str) -> tuple[str, str] | None:
    """A wish of one's own among friends: 「ごはんに行きたい」 → 「ごはんをご一緒」 + できませんか."""
    data = _words()
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
    return act.before + _other_stem(act, tone), "receive"


def _other_stem(act: Act, tone: Tone) -> str:
    """What stands before いただく for an act of the other person: ご紹介, お送り, 教えて."""
    data = _words()
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
    data = _words()
    text = text.removesuffix("を").removesuffix("が")
    for noun in ("紹介", "ご紹介", "推薦"):
        before = text.removesuffix("の" + noun)
        if text.endswith(noun):
            return (f"{before}をご{noun.removeprefix('ご')}" if before != text else f"ご{noun.removeprefix('ご')}"), (
                "receive"
            )
    text = re.sub(r"^相談(?=の)", "ご相談", _raised(text + "を").removesuffix("を"))
    if text.endswith(tuple(data["opportunity_nouns"])):
        return f"{text}の機会を", "receive"
    return f"{text}を", "receive"


def thanks_for(words: str, tone: Tone) -> str:
    """What the other person did, up to いただき: 「採用資料を送ってくれた」 → 「採用資料をお送りいただき」."""
    data = _words()
    text = re.sub(r"(?:こと|の|件)$", "", plain(words, tone)).rstrip(_END)
    text = re.sub(r"(?:くれ|もらっ|もらえ|いただい|いただけ|頂い|くださっ|下さっ)(?:た|て)(?:ん?です)?$", "", text)
    text = re.sub(r"(?:くれました|もらいました|いただきました|くださいました)$", "", text)
    treat = re.match(r"(.+?)を(?:お?ごちそう|ご馳走|ごち|奢|おご)", text)
    if treat:
        return f"{treat.group(1)}をごちそうになり"
    for noun in sorted(data["given_nouns"], key=len, reverse=True):
        if re.fullmatch(f"(?:.*の)?[おご]?{noun}(?:に(?:なった|なり)|を|してい?)?", text):
            before = text[: text.rfind(noun)].removesuffix("の").removesuffix("ご").removesuffix("お")
            said = data["given_nouns"][noun]
            return f"{before}の{said}" if before and "を" in said else (f"{before}を{said}" if before else said)
    if text.endswith(("て", "で")) or not is_nominal(text):
        act = last_act(tokens_of_line(text))
        if act is not None:
            stem = _other_stem(act, tone)
            return f"{_raised(act.before)}{stem}" + ("なり" if stem.endswith("ごちそうに") else "いただき")
    return f"{text.removesuffix('を')}をいただき"


def offer(words: str, tone: Tone) -> str:
    """What the user gives, said humbly as a sentence: 「展示会の資料を送る」 → 「展示会の資料をお送りいたします」."""
    data = _words()
    text = re.sub(r"(?:と約束した|する約束|と言った|と伝えた|つもり|予定|こと|約束)$", "", plain(words, tone)).rstrip(
        _END
    )
    text = re.sub(r"(?:してあげる|してあげたい)$", "する", text)
    text = re.sub(r"(?:てあげる|てあげたい|たいです|たいと思います|たい|ます|ました|できます|できる|られる)$", "", text)
    if text.endswith(tuple(data["sendable"])):
        return f"{text}をお送り{'します' if tone == 'close' else 'いたします'}"
    act = last_act(tokens_of_line(text))
    if act is None:
        return f"{text}をご用意いたします"
    before = act.before
    known = data["offered_acts"].get(act.verb)
    if known:
        said = str(known)
    elif act.is_noun and not is_nominal(text):
        said = f"{act.verb}いたします"
    elif act.is_noun:
        return f"{text}でお役に立てれば"
    else:
        said = f"{masu(act.verb, act.conjugation)}ます"
    if tone == "close":
        said = said.replace("いたします", "します")
    return before + said


def polite_reason(words: str, tone: Tone) -> str:
    """The user's reason as a clause that a request can follow: 「倉庫の建て替えを検討しており」, 「…ため」."""
    text = plain(words, tone)
    for tail in _words()["reason_tails"]:
        text = re.sub(f"{tail}$", "", text).rstrip(_END)
    text = re.sub(r"(?:です|ます)$", lambda match: "" if match.group() == "です" else "ます", text)
    text = re.sub(r"(?<!お)役に立", "お役に立", text)
    for said, humble in _words()["humble_reason"].items():
        text = text.replace(said, humble)
    if text.endswith(("たくて", "たく")):
        return re.sub(r"くて?$", "いと考えており", text)
    if re.search(r"[てで](?:い)?て$", text):
        return re.sub(r"(?:い)?て$", "おり", text)
    if re.search(r"[てで]$", text) and not is_nominal(text):
        act = last_act(tokens_of_line(text))
        if act is not None:
            done = f"{act.verb}し" if act.is_noun else masu(act.verb, act.conjugation)
            return f"{act.before}{done}まして"
    if re.search(r"て(?:いる|います|いまして|る)$", text):
        return re.sub(r"て(?:いる|います|いまして|る)$", "ており", text)
    if re.search(r"で(?:いる|います)$", text):
        return re.sub(r"で(?:いる|います)$", "でおり", text)
    if re.search(r"(?:予定|考え|最中|ところ|状況|段階)(?:だ|です)?$", text):
        return re.sub(r"(?:だ|です)?$", "で", text, count=1)
    if text.endswith("たい"):
        return f"{text}と考えており"
    if text.endswith("ます"):
        return f"{text}ので"
    if re.search(r"(?:そう|よう|みたい)だ?$", text):
        return f"{text.removesuffix('だ')}ですので"
    if is_nominal(text.removesuffix("だ")):
        return f"{text.removesuffix('だ')}のため"
    return f"{text}ため"


def listed(name: str, text: str) -> bool:
    """Whether the text holds one of the words of a list of the data."""
    return any(word in text for word in _words()[name])


def matter_of(words: str, tone: Tone) -> str | None:
    """What a wish was about, as a noun phrase: 「来月見学させてもらいたい」 → 「見学」; nothing when it is no noun."""
    core, _ = _core(_split_heads(plain(words, tone))[1], tone, "")
    for tail, instead in (("の機会を", ""), ("をご紹介", "のご紹介"), ("する機会を", ""), ("するお時間を", "")):
        if core.endswith(tail):
            found = core.removesuffix(tail) + instead
            return found if is_nominal(found) and "を" not in found else None
    return core if core in ("ご紹介", "お食事") else None


def polite(words: str, tone: Tone) -> str:
    """A plain statement with its polite ending, without full stop: 「契約できた」 → 「契約できました」."""
    text = re.sub(r"^(?:おかげさまで|お陰様で|おかげで|お陰で|無事に?、?(?=無事))、?", "", plain(words, tone))
    if re.search(r"(?:ます|ました|です|でした|ません|ございます)$", text):
        return text
    text = re.sub(r"(?:んだ|のだ|だ|よ|ね|こと)$", "", text) or text
    for said, humble in _words()["humble_news"]:
        text = re.sub(said, humble, text)
    found = tokens_of_line(text[-120:])
    head = text[: max(0, len(text) - 120)]
    if not found:
        return text
    last = found[-1]
    if is_nominal(text):
        return f"{text}です"
    if last.surface() in ("た", "だ") and len(found) > 1:
        return head + _past(found)
    if last.part_of_speech()[0] == "動詞":
        before = "".join(each.surface() for each in found[:-1])
        humble = _words()["offered_acts"].get(last.dictionary_form())
        if humble:
            return f"{head}{before}{humble if tone != 'close' else humble.replace('いたします', 'します')}"
        return f"{head}{before}{masu(last.dictionary_form(), last.part_of_speech()[4])}ます"
    return f"{text}です"


def _past(found: Sequence[Any]) -> str:
    """Polite past: 決まった → 決まりました, 良かった → 良かったです, 部長だった → 部長でした."""
    verb, before = found[-2], "".join(each.surface() for each in found[:-2])
    kind = verb.part_of_speech()
    if verb.surface() == "だっ":
        return f"{before}でした"
    if kind[0] == "動詞" or (kind[0] == "助動詞" and verb.dictionary_form() in ("れる", "られる", "せる", "させる")):
        return f"{before}{masu(verb.dictionary_form(), kind[4])}ました"
    if verb.surface() == "なかっ":
        return _denied(found[:-2]) or f"{before}なかったです"
    return f"{before}{verb.surface()}{found[-1].surface()}です"


def _denied(found: Sequence[Any]) -> str | None:
    """「うまくいか」 (なかった) → 「うまくいきませんでした」; nothing when no verb stands before."""
    if not found or found[-1].part_of_speech()[0] != "動詞":
        return None
    before = "".join(each.surface() for each in found[:-1])
    return f"{before}{masu(found[-1].dictionary_form(), found[-1].part_of_speech()[4])}ませんでした"


def congratulated(words: str, tone: Tone) -> str:
    """An achievement, raised: 「部長に昇進した」 → 「部長へのご昇進」, 「本を出した」 → 「本を出されたとのこと」."""
    text = re.sub(r"(?:こと|の件|お祝い|のお祝い|という知らせ|の知らせ)$", "", plain(words, tone))
    whole, text = text, re.sub(r"(?:した|しました|された|されました|する|なさった)$", "", text)
    for feat in _words()["feats"]:
        if text.endswith(feat):
            before = text.removesuffix(feat).removesuffix("ご")
            before = re.sub(r"に$", "への", before)
            before = re.sub(r"を$", "の", before)
            if before and before[-1] not in "のへ" and feat in _words()["moves_of_place"]:
                before += "への"
            return f"{before}ご{feat}"
    if is_nominal(whole):
        return whole
    act = last_act(tokens_of_line(whole))
    if act is None:
        return whole
    if act.verb == "なる":
        return f"{act.before}なられたとのこと"
    return f"{act.before}{honoured_past(act.verb, act.conjugation)}とのこと"


def named_season(text: str) -> str | None:
    """The season a request names itself (年末, 年賀, 暑中, 残暑)."""
    for name, signs in _words()["seasons"].items():
        if any(sign in text for sign in signs):
            return str(name)
    return None


def without_event_tail(text: str) -> str:
    """An event as a noun phrase: 「採用勉強会を開く」 → 「採用勉強会」."""
    return re.sub(_words()["event_tails"], "", text).rstrip(_END) or text
