"""Clauses with a set form in a letter: thanks for what was done, feelings, apologies, reasons, what was heard."""

import re
from collections.abc import Callable
from functools import cache

from coach.brief import Tone
from coach.writing.predicate_ja import parse
from coach.writing.spoken_ja import register_data, set_words
from coach.writing.telling import thanks_for
from coach.writing.wording import is_nominal

__all__ = ["SET_FORMS", "promised"]

_BENEFIT = re.compile(
    r"^(?P<act>.+?[てで])(?:くれ|もらっ|もらい|くださ(?:っ|い)|いただい|いただき|頂い|頂き)(?P<end>た|ました|て|まして)"
    r"(?:、?(?:本当に|ほんとに|どうも)?(?P<thanks>ありがと\w*|感謝\w*|助か(?:った|りました)))?$"
)
_TREAT = re.compile(
    r"(?P<what>.*?)(?P<of>を|に|で)?(?:お?ごちそう|ご馳走|奢っ|おごっ|ごちっ?)(?:に)?(?:し|になっ|なり)?(?:て|で)?$"
)
_OKAY = re.compile(r"^(?P<what>.{2,20}?)(?:で|を|に)?お願い(?:し(?:ます|たい)(?:です)?|いたします)$")
_HEARSAY = re.compile(r"^(?P<told>.+?)(?:そう(?:です|だ)?|らしい(?:です)?|とのこと(?:です)?)$")


def _too(text: str, tone: Tone) -> str | None:
    """One more thing to thank for: 「推薦状のお礼」."""
    match = re.fullmatch(r"(?P<what>.{2,16})のお礼", text)
    if match is None:
        return None
    return (
        f"{match['what']}も、本当にありがとうございました"
        if tone == "close"
        else f"{match['what']}につきましても、心よりお礼申し上げます"
    )


def _because(text: str, tone: Tone) -> str | None:
    """A reason that stands alone: 「電車が止まってたせい」 → 「電車が止まっていたためです」."""
    match = re.fullmatch(
        r"(?P<why>.+?(?:た|る|い|う|く|す|つ|ぬ|む|ぐ|ぶ))(?P<as>から|せい|ため|ので)(?:です|だ)?", text
    )
    if match is None or promised(text):
        return None
    return f"{match['why']}からです" if tone == "close" else f"{match['why']}ためです"


def promised(text: str) -> bool:
    """Whether a clause that ends in から tells what somebody will do, no reason: 「もう夜はかけないから」."""
    found = parse(text.removesuffix("から")) if text.endswith("から") else None
    lasting = found is not None and (found.progress or found.word in ("ある", "いる", "できる", "多い"))
    return found is not None and found.kind in ("verb", "suru") and not found.past and not lasting


def _wish(text: str, tone: Tone) -> str | None:
    """A choice between what was offered: 「A案でお願いします」 → 「A案を希望いたします」."""
    match = _OKAY.match(text)
    if match and tone != "close" and is_nominal(match["what"]):
        return f"{match['what']}を希望いたします"
    return None


def _thanks(text: str, tone: Tone) -> str | None:
    """What somebody did for the writer: thanks when it was the reader, else said of who did it."""
    text = re.sub(r"(?<=た)こと(?:です)?$", "", text) if _BENEFIT.match(re.sub(r"こと(?:です)?$", "", text)) else text
    match = _BENEFIT.match(text)
    if match is None or (match["end"] in ("て", "まして") and not match["thanks"]):
        return None
    act = match["act"]
    by = re.match(
        r"^(?P<who>[^、をがは]{1,16}?(?:様|さん|先生|教授|氏|会長|社長|部長|先輩|の方))(?:が|は|も|に|から)", act
    )
    if by and not match["thanks"]:
        end = "くださいました" if re.match(r"(?:が|は|も)", act[by.end("who") :]) else "いただきました"
        return f"{act}{end}"
    other = re.match(r"^(?:もう|すでに|先に|今回は|代わりに)?(?P<who>[^、をがは]{1,14})が(?!い)", act)
    if other and not match["thanks"]:
        return f"{act}くれました" if tone == "close" else f"{act}くださいました"
    grateful = {
        "close": "、ありがとうございました",
        "polite": "、ありがとうございました",
        "formal": "、誠にありがとうございました",
    }[tone]
    treat = _TREAT.match(act)
    if treat and treat["what"]:
        what, of = treat["what"], treat["of"] or "を"
        if tone == "close":
            return f"{what}{'、' if of == 'を' else of}ごちそうさまでした"
        return f"{what}{of}ごちそうになり{grateful}"
    if tone == "close":
        return f"{act}くれて{grateful}"
    return thanks_for(f"{act}もらった", tone) + grateful


@cache
def _feelings() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(each["find"]), each) for each in register_data()["feelings"])


def _felt(text: str, tone: Tone) -> str | None:
    for pattern, said in _feelings():
        match = pattern.match(text)
        if match:
            return _tidy(match.expand(said[tone]))
    return None


def _set_word(text: str, tone: Tone) -> str | None:
    """A clause that ends in a set word: 「行き違いならごめん」, 「体に気をつけて」, 「手ぶらOK」."""
    for pattern, said in set_words():
        match = pattern.fullmatch(text)
        if match:
            return re.sub(r"^、", "", match.expand(said[tone])).replace("なら、", "でしたら、")
    return None


def _tidy(text: str) -> str:
    text = re.sub(r"の(?:の|お話のお話)", "の", text)
    text = re.sub(r"(?<=くださっ)て(?=うれしく|本当にうれしく)", "て、", text)
    text = re.sub(
        r"(?<!くださっ)(?:て|で)(?=うれしく|本当にうれしく)", lambda m: "、" if m[0] == "て" else "で、", text
    )
    return re.sub(r"(?<=けて|れて)(?=ありがたく)", "、", re.sub(r"のお話のお話", "のお話", text)).lstrip("、")


def _heard(text: str, tone: Tone) -> str | None:
    """What was heard of somebody: 「ラマさんは教えてみたいそう」 → 「ラマ様は教えてみたいとおっしゃっています」."""
    match = _HEARSAY.match(text)
    if match is None:
        return None
    told = match["told"]
    if told.endswith("たい") and tone != "close":
        raised = re.search(r"(?:様|さん|先生|教授)(?:も|は|が)", told)
        return f"{told}とおっしゃっています" if raised else f"{told}とのことです"
    if is_nominal(told) and not text.endswith(("そう", "そうです", "そうだ")):
        return f"{told}とのことです" if tone != "close" else f"{told}だそうです"
    return f"{told}そうです"


# Each gives the sentence, or nothing when the clause is another; the first that fits is taken.
SET_FORMS: tuple[Callable[[str, Tone], str | None], ...] = (
    _set_word,
    _too,
    _because,
    _wish,
    _thanks,
    _felt,
    _heard,
)
