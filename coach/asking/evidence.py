"""The words of a finding as a reader would quote them: whole words, with the endings that belong to them."""

from coach.asking.layout import Sentence
from coach.asking.signs import Place
from coach.morphology import tokens_of_line

__all__ = ["whole_words"]

_PREFIX, _ENDINGS = "接頭辞", ("助動詞", "接尾辞")
_AUXILIARY = "非自立可能"  # 〜て|いる, 〜て|もらう
_LINKS = ("て", "で")
_HANGING = ("て", "で", "な")


def whole_words(sentence: Sentence, place: Place) -> Place:
    """Widen a place in the text as given to whole words: 「3回メールし」 → 「3回メールした」."""
    inside = [number for number, at in enumerate(sentence.at) if place[0] <= at < place[1]]
    if not inside:
        return place
    start, end = inside[0], inside[-1] + 1
    start, end = _japanese(sentence, start, end) if sentence.language == "ja" else _english(sentence.text, start, end)
    return sentence.span(start, end)


def _japanese(sentence: Sentence, start: int, end: int) -> Place:
    tokens = tokens_of_line(sentence.folded)
    first = next((n for n, token in enumerate(tokens) if token.end() > start), 0)
    last = next((n for n, token in enumerate(tokens) if token.end() >= end), len(tokens) - 1)
    if first and tokens[first - 1].part_of_speech()[0] == _PREFIX:
        first -= 1
    while last + 1 < len(tokens) and _belongs(tokens[last + 1].part_of_speech(), tokens[last + 1].surface()):
        last += 1
    if last > first and tokens[last].surface() in _HANGING and tokens[last].end() > end:
        last -= 1  # nothing followed that it could link to
    return min(start, tokens[first].begin()), max(end, tokens[last].end())


def _belongs(kind: tuple[str, ...], surface: str) -> bool:
    if kind[0] in _ENDINGS:
        return True
    return (kind[0] == "動詞" and kind[1] == _AUXILIARY) or (kind[1] == "接続助詞" and surface in _LINKS)


def _english(text: str, start: int, end: int) -> Place:
    while start and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "'’-"
