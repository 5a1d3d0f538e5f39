"""Which language the user speaks to us in: Japanese, English, or one the coach does not write.

Scripts decide most; small words decide between languages that share one. A pasted mail does not count:
the language is that of the user's own request (see :mod:`coach.understanding.pasted`).
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from coach.resources import load_yaml
from coach.understanding.pasted import split_pasted

__all__ = ["detect_language"]

_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆]")
_HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏ\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef々〆ー]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*")
# A Japanese sentence with English names in it still shows its grammar in kana: this many kana settle it.
_SETTLING_KANA = 2
_ENGLISH_CLAUSE = 4  # English words in a row that make a request of their own


@cache
def _words() -> dict[str, frozenset[str]]:
    data = load_yaml(Path(__file__).with_name("languages.yaml"))
    found = {name: frozenset(words.split()) for name, words in data["stop_words"].items()}
    return found | {"romaji": frozenset(data["romaji"].split()), "chinese": frozenset(data["chinese"].split())}


def detect_language(text: str) -> Literal["ja", "en", "other"]:
    """Return the language of the user's own request; ``other`` for anything but Japanese and English."""
    own = split_pasted(text).request or text
    kana, han = len(_KANA.findall(own)), len(_HAN.findall(own))
    if len(_HANGUL.findall(own)) > kana + han:
        return "other"
    words = [word.lower().replace("’", "'") for word in _LATIN_WORD.findall(own)]
    if kana >= _SETTLING_KANA or (kana and han):
        return "en" if _english_outweighs(words, kana + han) else "ja"
    if han and len(words) < _ENGLISH_CLAUSE:
        return "other" if any(word in own for word in _words()["chinese"]) else "ja"
    if len(_OTHER.findall(own)) > len(_LATIN.findall(own)):
        return "other"
    return _latin(words)


def _english_outweighs(words: list[str], japanese: int) -> bool:
    """Whether Japanese characters are only quoted words inside an English sentence."""
    small = sum(word in _words()["en"] for word in words)
    return small >= 3 and len(words) * 2 > japanese  # a Japanese word has about two characters


def _latin(words: list[str]) -> Literal["ja", "en", "other"]:
    if not words:
        return "en"
    counts = {name: sum(word in known for word in words) for name, known in _words().items() if name != "chinese"}
    best = max(counts, key=lambda name: (counts[name], name == "en"))
    if best == "romaji" and counts[best] >= 2 and counts[best] > counts["en"]:
        return "ja"
    if best in ("en", "romaji") or counts[best] < 2 or counts[best] <= counts["en"]:
        return "en"
    return "other"
