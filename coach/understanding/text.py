"""The text as it came in: made safe to work with, or refused in one clear sentence."""

import re
import unicodedata

from coach.errors import InputError

__all__ = ["MOST_CHARACTERS", "clean", "fold"]

MOST_CHARACTERS = 100_000
# Zero-width, bidirectional and other format characters carry no meaning here and can hide words from a reader.
# U+200D and U+FE0F stay: emoji are built with them.
_KEPT_FORMAT = {"\u200d"}
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_WORD = re.compile(r"[^\W_]")

_EMPTY = {
    "ja": "相談したいことを文章で入力してください(文字が見つかりませんでした)。",
    "en": "Please write what you would like help with; there were no words in the text.",
}
_TOO_LONG = {
    "ja": "文章が長すぎます({n:,}字)。{most:,}字以内にしてください。",
    "en": "The text is too long ({n:,} characters); please keep it within {most:,}.",
}


def clean(text: str, language: str = "auto") -> str:
    """Return ``text`` in NFC, without control, bidi and zero-width characters, with ``\\n`` as the only newline.

    Args:
        text: what the user sent.
        language: language of the sentence in an error; ``auto`` reads it from the text (both languages if unsure).

    Raises:
        InputError: nothing but blanks, emoji or punctuation, or more than 100,000 characters.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(_say(_TOO_LONG, text[:2000], language).format(n=len(text), most=MOST_CHARACTERS))
    text = _NEWLINES.sub("\n", unicodedata.normalize("NFC", text))
    text = "".join(
        c for c in text if c in "\n\t" or c in _KEPT_FORMAT or unicodedata.category(c) not in _UNSEEN
    ).strip()
    if not _WORD.search(text):
        raise InputError(_say(_EMPTY, text, language))
    return text


_UNSEEN = {"Cc", "Cf", "Cs", "Co"}


def fold(text: str) -> str:
    """NFKC and lower case, for comparing (never for offsets: the length may change)."""
    return unicodedata.normalize("NFKC", text).lower()


def _say(sentences: dict[str, str], text: str, language: str) -> str:
    if language in sentences:
        return sentences[language]
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return sentences["ja"]
    if re.search(r"[A-Za-z]", text):
        return sentences["en"]
    return f"{sentences['ja']} / {sentences['en']}"
