"""Who acts in a clause: one's own acts are said humbly, those of others raised, everything else politely."""

import re

from coach.brief import Tone
from coach.writing.predicate_ja import Predicate, polite_end
from coach.writing.spoken_ja import register_data
from coach.writing.verbs import honoured_past, te
from coach.writing.wording import is_nominal

__all__ = ["predicated"]


# What somebody else did is told behind と; who heard, knew or thought it is the writer.
_QUOTED = re.compile(
    r"(?:と|って)[^、]{0,6}(?:聞[いき]?|伺[っいう]?|うかが[っいう]?|思[っいう]?|知[っりる]?|存じ|拝見)$"
)


def _subject(text: str) -> tuple[str, str]:
    """Who acts in the clause (empty: the writer), and how they are to be treated: own, honoured, thing."""
    if re.match(register_data()["own_subject"], text) or _QUOTED.search(text):
        return "", "own"
    for match in re.finditer(register_data()["subject"], text):
        who = match["who"]
        if re.search(register_data()["honoured"], who) and not re.match(register_data()["humbled_subject"], who):
            return who, "honoured"
        if re.match(register_data()["humbled_subject"], who):
            return who, "own"
        if match["of"] == "が":
            return who, "thing"
    return "", "own"


def predicated(found: Predicate, text: str, tone: Tone) -> str:
    """The clause with its predicate in the register of the message."""
    who, side = _subject(found.before)
    if found.kind == "noun":
        return _noun(text, found, tone)
    if found.kind == "adjective":
        return _adjective(found)
    if side == "honoured" and tone != "close" and found.word not in register_data()["unraised"]:
        return _honoured(found)
    theirs = not who or side == "thing"
    if found.word == "言う" and theirs and tone != "close" and not re.match(register_data()["own_subject"], text):
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
        said = said.replace("ておりま", "ていま").replace("でおりま", "でいま")
    elif found.desire and not found.past and not found.negative:
        said = said.removesuffix("です") + "と存じます"
    return _friendly(before + said, found, tone)


def _friendly(said: str, found: Predicate, tone: Tone) -> str:
    gives = found.word in ("送る", "渡す", "届ける", "持つ", "あげる")
    return f"{said}ね" if tone == "close" and gives and not found.past else said


def _humble(found: Predicate, *, topic: bool) -> str | None:
    """The writer's own act, said humbly: 退職する → 退職いたします, 送る → お送りいたします."""
    data = register_data()
    rule, noun, before = data["humble"].get(found.word), found.word, found.before
    if rule is None and found.kind == "verb":
        return None
    if rule is not None:
        if ("with" in rule and not re.search(rule["with"], before)) or (rule.get("negative") and not found.negative):
            return None
        before = re.sub(rule["drop"], "", before) if "drop" in rule else before
        if not rule.get("noun"):
            word = rule.get("past", rule["say"]) if found.past else rule["say"]
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
    if word == "言う":
        return f"{found.before}おっしゃ{'ってい' if found.progress else 'い'}ま" + ("した" if found.past else "す")
    if found.progress:
        return f"{found.before}{te(word, found.conjugation)}いらっしゃいま" + ("した" if found.past else "す")
    if found.negative or found.desire or found.proposal or word in ("なる", "ある", "できる"):
        return found.before + polite_end(word, found.conjugation, found)
    stem = honoured_past(word, found.conjugation).removesuffix("た")
    return f"{found.before}{stem}" + ("ました" if found.past else "ます")


def _adjective(found: Predicate) -> str:
    stem = found.word.removesuffix("い")
    if found.word == "ない":
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
