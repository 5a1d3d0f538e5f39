"""The user's own words as written Japanese: spoken words replaced, topics and talks as noun phrases.

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

__all__ = [
    "END",
    "Pick",
    "is_nominal",
    "listed",
    "lists",
    "named_season",
    "plain",
    "raised",
    "talk",
    "topic",
    "without_event_tail",
]

Pick = Callable[[Sequence[str], str], str]
END = " 　、。,.!?！？，…"
# Full-width digits and Latin letters, as they come from a Japanese keyboard.
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LONGEST = 300  # characters of one slot that are looked at; a phrase is never longer


@cache
def lists() -> dict[str, Any]:
    """The lists of ``wording.yaml``."""
    found: dict[str, Any] = load_yaml(resource("prompts", "messages", "ja", "wording.yaml"))
    return found


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, lists()["spoken"]), key=len, reverse=True)))


def plain(words: str, tone: Tone = "polite", *, keep_time: bool = False) -> str:
    """One line in written words: no line breaks, no brackets of ours, spoken words replaced unless among friends."""
    text = (
        re.sub(r"\s+", " ", words.translate(_WIDE))
        .strip(END + "「」")[:_LONGEST]
        .replace("【", "「")
        .replace("】", "」")
    )
    data = lists()
    kept = set(data["spoken_kept_close"]) if keep_time or tone == "close" else set()
    text = _spoken().sub(lambda match: match.group() if match.group() in kept else data["spoken"][match.group()], text)
    for own, written in data["oneself"].items():
        if tone != "close" and re.match(f"{own}(?:の|が|は|も)", text):
            text = written + text[len(own) :]
    if tone != "close":
        text = re.sub(r"(?<=[一-龯々ァ-ヶー])さん(?![一-龯])", "様", text)
    return text


def topic(words: str, tone: Tone = "polite") -> str:
    """A topic as a noun phrase without its empty tail: 「倉庫の自動化の話」 → 「倉庫の自動化」."""
    text = plain(words, tone)
    for tail in sorted(lists()["topic_tails"], key=len, reverse=True):
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


def listed(name: str, text: str) -> bool:
    """Whether the text holds one of the words of a list of the data."""
    return any(word in text for word in lists()[name])


def named_season(text: str) -> str | None:
    """The season a request names itself (年末, 年賀, 暑中, 残暑)."""
    for name, signs in lists()["seasons"].items():
        if any(sign in text for sign in signs):
            return str(name)
    return None


def without_event_tail(text: str) -> str:
    """An event as a noun phrase: 「採用勉強会を開く」 → 「採用勉強会」."""
    return re.sub(lists()["event_tails"], "", text).rstrip(END) or text


def raised(before: str) -> str:
    """Things and acts of the other person in honorific form: 「話を」 → 「お話を」."""
    data = lists()
    for way, humble in data["on_the_way"].items():
        before = before.replace(way, humble)
    for noun, raised in data["raise_objects"].items():
        before = re.sub(f"(?<![お御ご一-龯ァ-ヶ]){noun}(?=[をのがも]$|を)", raised, before)
    return before
