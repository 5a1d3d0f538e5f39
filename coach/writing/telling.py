"""What happened and what is offered, in the user's words, as polite Japanese: thanks, offers, reasons, news, praise."""

import re
from collections.abc import Sequence
from typing import Any

from coach.brief import Tone
from coach.morphology import tokens_of_line
from coach.writing.verbs import honoured_past, last_act, masu
from coach.writing.wishes import other_stem
from coach.writing.wording import END, is_nominal, lists, plain, raised

__all__ = ["congratulated", "offer", "polite", "polite_reason", "thanks_for"]


def thanks_for(words: str, tone: Tone) -> str:
    """What the other person did, up to いただき: 「採用資料を送ってくれた」 → 「採用資料をお送りいただき」."""
    data = lists()
    text = re.sub(r"(?:こと|の|件)$", "", plain(words, tone)).rstrip(END)
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
            stem = other_stem(act, tone)
            return f"{raised(act.before)}{stem}" + ("なり" if stem.endswith("ごちそうに") else "いただき")
    return f"{text.removesuffix('を')}をいただき"


def offer(words: str, tone: Tone) -> str:
    """What the user gives, said humbly as a sentence: 「展示会の資料を送る」 → 「展示会の資料をお送りいたします」."""
    data = lists()
    text = re.sub(r"(?:と約束した|する約束|と言った|と伝えた|つもり|予定|こと|約束)$", "", plain(words, tone)).rstrip(
        END
    )
    text = re.sub(r"^(?:探して|欲しがって|ほしがって)い?た", "お探しだった", text)
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
    for tail in lists()["reason_tails"]:
        text = re.sub(f"{tail}$", "", text).rstrip(END)
    text = re.sub(r"(?:です|ます)$", lambda match: "" if match.group() == "です" else "ます", text)
    text = re.sub(r"(?<!お)役に立", "お役に立", text)
    for said, humble in lists()["humble_reason"].items():
        text = text.replace(said, humble)
    text = re.sub(r"があって$", "がある", text)
    if re.search(r"(?:にあたり|にあたって|に向けて|に際して?)$", text):
        return text
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
    noun = text.removesuffix("な")
    if noun != text and is_nominal(noun) and tokens_of_line(noun)[-1].part_of_speech()[0] == "名詞":
        text = noun  # 「運動会なので」: 運動会のため, but 「多忙なので」: 多忙なため
    if is_nominal(text.removesuffix("だ")):
        return f"{text.removesuffix('だ')}のため"
    return f"{text}ため"


def polite(words: str, tone: Tone) -> str:
    """A plain statement with its polite ending, without full stop: 「契約できた」 → 「契約できました」."""
    text = re.sub(r"^[^、。]{1,12}(?:様|さん|先生)のお(?:かげ|陰)で、?", "", plain(words, tone))
    text = re.sub(r"^(?:おかげさまで|お陰様で|おかげで|お陰で|無事に?、?(?=無事))、?", "", text)
    if re.search(r"(?:ます|ました|です|でした|ません|ございます)$", text):
        return text
    text = re.sub(r"(?:んだ|のだ|だ|よ|ね|こと)$", "", text) or text
    for said, humble in lists()["humble_news"]:
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
        humble = lists()["offered_acts"].get(last.dictionary_form())
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
    born = re.search(
        r"(?P<who>双子|赤ちゃん|お子さん|子ども|子供|長男|長女|次男|次女|三男|三女|娘|息子|二人目|男の子|女の子|お孫さん|孫)(?:さん)?(?:が|の)?(?:生まれ|誕生)",
        text,
    )
    if born:
        return {"孫": "お孫様のご誕生", "お孫さん": "お孫様のご誕生", "双子": "双子のお子様のご誕生"}.get(
            born["who"], "お子様のご誕生"
        )
    text = re.sub(r"に(?:受かった|受かりました|通った|通りました)$", "に合格した", text)
    whole, text = text, re.sub(r"(?:した|しました|された|されました|する|なさった)$", "", text)
    for feat in lists()["feats"]:
        if text.endswith(feat):
            before = text.removesuffix(feat).removesuffix("ご")
            before = re.sub(r"に$", "への", before)
            before = re.sub(r"を$", "の", before)
            if before and before[-1] not in "のへ" and feat in lists()["moves_of_place"]:
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
