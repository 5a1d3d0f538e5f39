"""A clause in the user's own words as a sentence of the message: 「餃子おいしかった」 → 「餃子が大変おいしかったです」.

Casual words, dialect and left-out particles become written Japanese; what the reader did becomes thanks; the writer's
own acts are said humbly, those of others are raised; nothing is added to what was said. What cannot be taken apart is
said as it stands with its polite ending. All lists are data (``prompts/messages/ja/register.yaml``).
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from coach.brief import Tone
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource
from coach.writing.predicate_ja import Predicate, parse, polite_end
from coach.writing.telling import polite, thanks_for
from coach.writing.verbs import honoured_past, te
from coach.writing.wording import END, is_nominal, lists, plain

__all__ = ["say", "written"]

_BENEFIT = re.compile(
    r"^(?P<act>.+?[てで])(?:くれ|もらっ|もらい|くださ(?:っ|い)|いただい|いただき|頂い|頂き)(?P<end>た|ました|て|まして)"
    r"(?:、?(?:本当に|ほんとに|どうも)?(?P<thanks>ありがと\w*|感謝\w*|助か(?:った|りました)))?$"
)
_TREAT = re.compile(
    r"(?P<what>.*?)(?P<of>を|に|で)?(?:お?ごちそう|ご馳走|奢っ|おごっ|ごちっ?)(?:に)?(?:し|になっ|なり)?(?:て|で)?$"
)
_OKAY = re.compile(r"^(?P<what>.{2,20}?)(?:で|を|に)?お願い(?:し(?:ます|たい)(?:です)?|いたします)$")
_HEARSAY = re.compile(r"^(?P<told>.+?)(?:そう(?:です|だ)?|らしい(?:です)?|とのこと(?:です)?)$")
_COUNTERS = ("分", "中", "後", "前", "目", "間", "ごろ", "頃", "的")
# Verbs that make one word with the noun before them, or stand behind a て.
_LIGHT = ("なさる", "する", "できる", "いる", "なる", "いたす", "くださる", "おく", "しまう", "すぎる")
# Adverbs that may stand between a thing and its verb: 「シフト何度も代わって」.
_BETWEEN = re.compile(r"(?<=[一-龯ァ-ヴー])(?=(?:何度も|何回も|ずっと|たくさん|全部|一緒に)[^、がをには]{1,8})")
_OCCUPATION = re.compile(r"(?<=[一-龯])(?<=家|師|士|者|員|工|手)さん(?!に紹介)")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "messages", "ja", "register.yaml"))
    return data


@cache
def _casual() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in _data()["casual"])


@cache
def _inside() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in _data()["inside"])


def say(words: str, tone: Tone) -> str:
    """The clause as a polite sentence of a message, without its full stop."""
    text = written(words, tone)
    for left, token in pairwise(tokens_of_line(text)):
        joint = token.part_of_speech()[1] == "接続助詞" and token.surface() in ("し", "けど")
        first, second = text[: token.begin()], text[token.end() :].lstrip("、")
        if joint and left.part_of_speech()[0] in ("動詞", "形容詞", "助動詞") and min(len(first), len(second)) > 3:
            return _joined(first, token.surface(), second, tone)
    return _sentence(text, tone)


def _joined(first: str, joint: str, second: str, tone: Tone) -> str:
    if joint == "し":
        head = parse(first)
        if head is not None and head.kind == "adjective" and not head.negative:
            return f"{head.before}{head.word}うえに{_sentence(second, tone)}"
        return f"{_sentence(first, tone)}。{_sentence(second, tone)}"
    said = _sentence(first, tone)
    return f"{said}{'のですが' if said.endswith('かったです') else 'が'}、{_sentence(second, tone)}".replace(
        "ですのですが", "のですが"
    )


def written(words: str, tone: Tone) -> str:
    """Casual words as written ones, still plain: 「餃子おいしかったねん」 → 「餃子がおいしかった」."""
    text = re.sub(r"\s+", " ", words).strip(END)
    text = _OCCUPATION.sub("の方", text)
    text = re.sub(r"(?<=[A-Za-z])さん", "様", text) if tone != "close" else text
    for pattern, instead in _casual():
        text = pattern.sub(instead, text)
    text = _expanded(text)
    if tone != "close":
        for own, said in _data()["words"]["polite"].items():
            text = text.replace(own, said)
        for own, said in _data()["theirs"].items():
            text = text.replace(own, said)
        for own, said in _data()["mine"].items():
            if text.startswith(own) and not text.startswith(tuple(_data()["words"]["polite"])):
                text = said + text[len(own) :]
    else:
        for own, said in _data()["words"]["close"].items():
            text = text.replace(own, said)
    text = plain(text, tone)
    text = _particles(text, tone)
    if tone != "close":
        text = re.sub(r"^([^、はがも]{2,12}は[^、はがもで]{1,8})、(?=[^、]{6,}[すたるい]$)", r"\1で、", text)
        for said, humble in lists()["humble_news"]:
            text = re.sub(said, humble, text)
        text = re.sub(r"(?<=[^おご一-龯])話(?=(?:が|は|も|で|を聞け))(?!し)", "お話", text)
        text = re.sub(r"たら(?=.{4,}(?:た|ました)$)", "たところ、", text).replace("ところ、、", "ところ、")
        text = _because_of(text)
        for pattern, instead in _inside():
            text = pattern.sub(instead, text)
    return text


def _because_of(text: str) -> str:
    """A reason's から as ため (迷ったから遅れた); から after a noun stays (皿洗いから教えて)."""
    for before, token in pairwise(tokens_of_line(text)):
        joins = token.surface() == "から" and token.part_of_speech()[1] == "接続助詞"
        if (
            joins
            and before.part_of_speech()[0] in ("動詞", "形容詞", "助動詞")
            and before.surface() not in ("て", "です", "ます")
        ):
            rest = text[token.end() :]
            return f"{text[: token.begin()]}ため{rest}" if len(rest) > 2 and not rest.startswith(("の", "は")) else text
    return text


def _expanded(text: str) -> str:
    """Spoken short forms in full: してる → している, しちゃった → してしまった, しとく → しておく."""
    out, place = [], 0
    for token in tokens_of_line(text):
        form, surface = token.dictionary_form(), token.surface()
        if token.part_of_speech()[0] == "助動詞" and form in ("てる", "でる", "ちゃう", "じゃう", "とく", "どく"):
            full = {"て": "てい", "で": "でい", "ちゃ": "てしま", "じゃ": "でしま", "と": "てお", "ど": "でお"}
            head = surface[:2] if surface[:2] in full else surface[:1]
            out.append(text[place : token.begin()] + full[head] + surface[len(head) :])
            place = token.end()
    return "".join(out) + text[place:]


def _particles(text: str, tone: Tone) -> str:
    """Particles that speech leaves out: 「餃子おいしかった」 → 「餃子が…」, 「試験受かった」 → 「試験に…」."""
    tokens = tokens_of_line(text)
    out, place = [], 0
    for (left, right), following in zip(pairwise(tokens), [*tokens[2:], None], strict=False):
        particle = _left_out(left, right, following)
        counted = re.search(r"[0-9０-９一二三四五六七八九十何数]$", text[: left.begin()])
        if particle and not counted:
            if tone == "close" and right.part_of_speech()[0] == "形容詞":
                particle = "、"
            out.append(text[place : left.end()] + particle)
            place = left.end()
    return _BETWEEN.sub("を", "".join(out) + text[place:])


def _left_out(left: Any, right: Any, following: Any) -> str | None:
    kind, next_kind, word = left.part_of_speech(), right.part_of_speech(), right.dictionary_form()
    if kind[0] not in ("名詞", "接尾辞") or kind[2] == "副詞可能" or kind[1] in ("数詞", "助動詞語幹"):
        return None
    if kind[0] == "接尾辞" and (kind[1] != "名詞的" or left.surface() in _COUNTERS):
        return None
    if next_kind[0] == "形容詞" and next_kind[1] == "一般":
        return "が"
    if next_kind[0] == "動詞" and word not in _LIGHT:
        return "に" if word in _data()["takes_ni"] else "が" if word in _data()["takes_ga"] else "を"
    does = following is not None and following.dictionary_form() in ("する", "いただく", "くれる", "もらう")
    person = kind[0] == "接尾辞" and left.surface() in ("さん", "様", "先生", "くん", "ちゃん")
    if person and next_kind[2] == "サ変可能" and does:
        return "に" if right.surface() in _data()["takes_ni"] else "を"
    return None


def _sentence(text: str, tone: Tone) -> str:
    ends = _data()["endings"]["polite"]
    for word, said in ends.items():
        if text.endswith(word):
            return f"{text.removesuffix(word)}{said}"
    for form in (_too, _because, _wish, _thanks, _felt, _heard):
        said = form(text, tone)
        if said is not None:
            return said
    found = parse(text)
    if found is None or (found.kind == "noun" and not found.before and not is_nominal(text)):
        return polite(text, tone)
    return _predicated(found, text, tone)


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
    match = re.fullmatch(r"(?P<why>.+?(?:た|る|い|う|く|す|つ|ぬ|む|ぐ|ぶ))(?:から|せい|ため|ので)(?:です|だ)?", text)
    if match is None:
        return None
    return f"{match['why']}から{'です'}" if tone == "close" else f"{match['why']}ためです"


def _wish(text: str, tone: Tone) -> str | None:
    """A choice between what was offered: 「A案でお願いします」 → 「A案を希望いたします」."""
    match = _OKAY.match(text)
    if match and tone != "close" and is_nominal(match["what"]):
        return f"{match['what']}を希望いたします"
    return None


def _thanks(text: str, tone: Tone) -> str | None:
    """What somebody did for the writer: thanks when it was the reader, else said of who did it."""
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
    return tuple((re.compile(each["find"]), each) for each in _data()["feelings"])


def _felt(text: str, tone: Tone) -> str | None:
    for pattern, said in _feelings():
        match = pattern.match(text)
        if match:
            return _tidy(match.expand(said[tone]))
    return None


def _tidy(text: str) -> str:
    text = re.sub(r"の(?:の|お話のお話)", "の", text)
    text = re.sub(r"(?:て|で)(?=うれしく|本当にうれしく)", lambda m: "、" if m[0] == "て" else "で、", text)
    return re.sub(r"(?<=けて|れて)(?=ありがたく)", "、", re.sub(r"のお話のお話", "のお話", text)).lstrip("、")


def _heard(text: str, tone: Tone) -> str | None:
    """What was heard of somebody: 「ラマさんは教えてみたいそう」 → 「ラマ様は教えてみたいとおっしゃっています」."""
    match = _HEARSAY.match(text)
    if match is None:
        return None
    told = match["told"]
    if told.endswith("たい") and tone != "close":
        return f"{told}とおっしゃっています"
    if re.search(r"(?:い|る|た|だ)$", told) and not re.search(r"られ?$", told):
        return f"{told}そうです"
    return f"{told}そうです"


def _subject(text: str) -> tuple[str, str]:
    """Who acts in the clause (empty: the writer), and how they are to be treated: own, honoured, thing."""
    if re.match(_data()["own_subject"], text):
        return "", "own"
    for match in re.finditer(_data()["subject"], text):
        who = match["who"]
        if re.search(_data()["honoured"], who) and not re.match(_data()["humbled_subject"], who):
            return who, "honoured"
        if re.match(_data()["humbled_subject"], who):
            return who, "own"
        if match["of"] == "が":
            return who, "thing"
    return "", "own"


def _predicated(found: Predicate, text: str, tone: Tone) -> str:
    """The clause with its predicate in the register of the message."""
    who, side = _subject(found.before)
    if found.kind == "noun":
        return _noun(text, found, tone)
    if found.kind == "adjective":
        return _adjective(found)
    if side == "honoured" and tone != "close":
        return _honoured(found)
    word, conjugation, before = found.word, found.conjugation, found.before
    if tone != "close" and side == "own":
        humble = _humble(found, topic=not who)
        if humble is not None:
            return humble
    if found.kind == "suru":
        word = f"{found.word}する"
    said = polite_end(word, conjugation, found)
    if tone == "close":
        said = (
            said.replace("ております", "ています")
            .replace("でおります", "でいます")
            .replace("ておりま", "ていま")
            .replace("でおりま", "でいま")
        )
    elif found.desire and not found.past and not found.negative:
        said = said.removesuffix("です") + "と存じます"
    return _friendly(before + said, found, tone)


def _friendly(said: str, found: Predicate, tone: Tone) -> str:
    gives = found.word in ("送る", "渡す", "届ける", "持つ", "あげる")
    return f"{said}ね" if tone == "close" and gives and not found.past else said


def _humble(found: Predicate, *, topic: bool) -> str | None:
    """The writer's own act, said humbly: 退職する → 退職いたします, 送る → お送りいたします."""
    data = _data()
    rule, noun, before = data["humble"].get(found.word), found.word, found.before
    if rule is None and found.kind == "verb":
        return None
    if rule is not None:
        if ("with" in rule and not re.search(rule["with"], before)) or (rule.get("negative") and not found.negative):
            return None
        before = re.sub(rule["drop"], "", before) if "drop" in rule else before
        if not rule.get("noun"):
            word = rule["say"]
            return before + polite_end(
                word, "下一段" if word.endswith(("ける", "できる", "える", "じる")) else "五段", found
            )
        noun = rule["say"]
    if found.kind == "suru" and noun in data["humble_nouns"]:
        noun = f"ご{noun}"
    if re.search(r"[ァ-ヴー]$", noun) or (
        not rule and re.search(r"[ぁ-ん]$", noun) and not noun.startswith(("お", "ごち"))
    ):
        return before + polite_end(f"{noun}する", "サ行変格", found)
    if found.proposal:
        return before + noun + "しましょう"
    if found.desire:
        return f"{before}{noun}したいと存じます" if not found.past and not found.negative else None
    if found.progress:
        return before + polite_end(f"{noun}する", "サ行変格", found)
    return before + polite_end(f"{noun}いたす", "五段-サ行", found)


def _honoured(found: Predicate) -> str:
    """The act of somebody who is raised: 探している → 探していらっしゃいます, 始めた → 始められました."""
    word = f"{found.word}する" if found.kind == "suru" else found.word
    if found.progress:
        return f"{found.before}{te(word, found.conjugation)}いらっしゃいま" + ("した" if found.past else "す")
    if found.negative or found.desire or found.proposal or word in ("なる", "ある", "できる"):
        return found.before + polite_end(word, found.conjugation, found)
    stem = honoured_past(word, found.conjugation).removesuffix("た")
    return f"{found.before}{stem}" + ("ました" if found.past else "ます")


def _adjective(found: Predicate) -> str:
    stem = found.word.removesuffix("い")
    if found.word == "ない":
        if found.before.endswith("く"):
            return f"{found.before}ありません" + ("でした" if found.past else "")
        return f"{found.before}ありません" + ("でした" if found.past else "")
    if found.negative:
        return f"{found.before}{stem}くありません" + ("でした" if found.past else "")
    return f"{found.before}{stem}かったです" if found.past else f"{found.before}{found.word}です"


def _noun(text: str, found: Predicate, tone: Tone) -> str:
    whole = found.before + found.word
    whole = (
        re.sub(r"^(?P<what>[^、はがも]{2,16})は(?P<who>[^、]{1,8})、(?=.{6,})", r"\g<what>は\g<who>で、", whole)
        if "、" in whole and not is_nominal(whole)
        else whole
    )
    if found.negative:
        return f"{whole}ではありません" + ("でした" if found.past else "")
    if found.past:
        return f"{whole}でした"
    person = tone == "formal" and re.search(r"^(?:後任|担当)", whole)
    return f"{whole}でございます" if person else f"{whole}です"
