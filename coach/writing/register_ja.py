"""A clause in the user's own words as a sentence of the message: 「餃子おいしかった」 → 「餃子が大変おいしかったです」.

Casual words become written ones (``spoken_ja``); thanks, feelings and apologies have a set form (``set_forms_ja``); the
writer's own acts are said humbly, those of others are raised (``acts_ja``); nothing is added to what was said. What
cannot be taken apart is said as it stands with its polite ending.
"""

import re
from itertools import pairwise

from coach.brief import Tone
from coach.morphology import tokens_of_line
from coach.writing.acts_ja import predicated
from coach.writing.predicate_ja import parse
from coach.writing.set_forms_ja import SET_FORMS, promised
from coach.writing.spoken_ja import register_data, written
from coach.writing.telling import polite
from coach.writing.wording import is_nominal

__all__ = ["say", "written"]


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


# What is polite and humble enough as it stands.
_SAID_POLITELY = re.compile(
    r"(?:存じ|おり|いただ[きけ]|いたし|(?<!ありがとう)ござい|申し上げ|参り|伺い|うかがい|拝見し|お持ち|お困り|お忙し|なさい)(?:ます|ました|ません|ませんでした)$"
    r"|(?:ください|くださいませ|お持ちです|お困りです|お待ちしています)$"
)


def _sentence(text: str, tone: Tone) -> str:
    if (tone != "close" and _SAID_POLITELY.search(text)) or text.endswith("ください"):
        return text
    text = re.sub(r"(?<=[るうくすつぬむぐぶい])から$", "", text) if promised(text) else text
    ends = register_data()["endings"]["polite"]
    for word, said in ends.items():
        if text.endswith(word):
            return f"{text.removesuffix(word)}{said}"
    for form in SET_FORMS:
        said = form(text, tone)
        if said is not None:
            return said
    found = parse(text)
    if found is None or (found.kind == "noun" and not found.before and not is_nominal(text)):
        return polite(text, tone)
    return predicated(found, text, tone)
