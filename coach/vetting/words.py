"""Where a text speaks of a concept: wide word lists on dictionary forms, each hit affirmed, negated or forbidden.

A concept (``concepts.yaml``) is one component of a warning sign, such as money, ease or secrecy. Japanese words are
found on the surface and in the dictionary and normalised forms of the morphemes, English ones by word or stem
(``earn*``). Offsets count code points of the text as given.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.vetting.polarity import Polarity, Token, after_japanese, before_english

__all__ = ["Hit", "Hits", "Sentence", "plain", "read", "sentences"]

_MOST = 240  # a sentence without a full stop is cut here, so that reading stays linear
_SENTENCE = re.compile(rf"(?:[^。!?\n.]|\.(?!\s|$)){{1,{_MOST}}}(?:[。!?\n.]+[」』\"”)]*)?|[。!?\n.]+")
_JAPANESE = re.compile(r"[぀-ヿ一-龥々]")
_WORD = re.compile(r"[a-z0-9éèüöäñ]+")
_END = ""  # the key of a trie node under which the concepts that end there stand
_KANA = "ゟ"  # the last hiragana; kanji and katakana come after it
_Trie = dict[str, Any]
_Span = tuple[str, int, int]  # concept, start, end


class Sentence(NamedTuple):
    """One sentence of a text, with its place in it."""

    number: int
    start: int
    end: int


class Hit(NamedTuple):
    """Words that speak of a concept; ``polarity`` says whether they are affirmed, negated or forbidden."""

    concept: str
    start: int
    end: int
    sentence: int
    polarity: Polarity


Hits = dict[str, list[Hit]]


def sentences(text: str) -> list[Sentence]:
    """Sentences of a text (plain or with full-width marks), none longer than a fixed length."""
    return [Sentence(n, found.start(), found.end()) for n, found in enumerate(_SENTENCE.finditer(plain(text)))]


def read(text: str, parts: list[Sentence]) -> Hits:
    """Every concept of the text with its hits in order."""
    folded = plain(text)
    matched = _matched(folded, parts)
    found: Hits = {}
    for part in parts:
        for hit in _hits(folded[part.start : part.end], part, matched.get(part.number, [])):
            found.setdefault(hit.concept, []).append(hit)
    for hits in found.values():
        hits.sort(key=lambda hit: (hit.start, -hit.end))
    return found


@cache
def _same_length(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def plain(text: str) -> str:
    """The text in lower case and half width, character for character, so that offsets stay."""
    return "".join(map(_same_length, text)).replace("’", "'")


def _matched(folded: str, parts: list[Sentence]) -> dict[int, list[_Span]]:
    """What the patterns find, by sentence, with places in it; what runs over its end does not count."""
    starts = [part.start for part in parts]
    found: dict[int, list[_Span]] = {}
    for concept, pattern in _patterns():
        for match in pattern.finditer(folded):
            part = parts[bisect_right(starts, match.start()) - 1]
            if match.end() <= part.end:
                place = (concept, match.start() - part.start, match.end() - part.start)
                found.setdefault(part.number, []).append(place)
    return found


def _hits(line: str, part: Sentence, matched: list[_Span]) -> Iterator[Hit]:
    tokens = [Token.of(each) for each in tokens_of_line(line)] if _JAPANESE.search(line) else []
    starts = [token.start for token in tokens]
    negations: dict[int, Polarity] = {}
    seen: set[_Span] = set()
    for found in chain(matched, _spans(line, tokens)):
        concept, start, end = found
        if found in seen:
            continue
        seen.add(found)
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        if tokens and _helps(tokens, first, end) and not _concepts()[concept].get("helper"):
            continue
        if tokens and _concepts()[concept].get("active") and _is_passive(tokens, last):
            continue
        polarity = before_english(line, start) if not _JAPANESE.search(line, start, end) else None
        if tokens and polarity is None:
            if last not in negations:
                negations[last] = after_japanese(tokens, last)
            polarity = negations[last]
        yield Hit(concept, start + part.start, end + part.start, part.number, polarity or "affirmed")


def _helps(tokens: list[Token], place: int, end: int) -> bool:
    """Whether the words are nothing but a helping verb after て."""
    token = tokens[place]
    return token.helps and place > 0 and tokens[place - 1].surface in ("て", "で") and end <= token.end


def _is_passive(tokens: list[Token], last: int) -> bool:
    """Whether it happened to the teller: 「誘われた」 is no inviting of others."""
    return last + 1 < len(tokens) and tokens[last + 1].lemma in ("れる", "られる")


def _spans(line: str, tokens: list[Token]) -> Iterator[_Span]:
    """Concepts with their places in the line: words on the surface, then dictionary and normalised forms."""
    japanese, english = _tries()
    yield from _walk_english(line, english)
    if tokens:
        yield from _walk_japanese(line, japanese, {edge for token in tokens for edge in (token.start, token.end)})
        for forms in ([token.lemma for token in tokens], [token.norm for token in tokens]):
            yield from _walk_forms(forms, tokens, japanese)


def _walk_forms(forms: list[str], tokens: list[Token], trie: _Trie) -> Iterator[_Span]:
    """The same in a row of dictionary or normalised forms; the places are those of the morphemes."""
    places: list[Token] = []
    edges = {0}
    for form, token in zip(forms, tokens, strict=True):
        places += [token] * len(form)
        edges.add(len(places))
    for concept, start, end in _walk_japanese("".join(forms), trie, edges):
        yield concept, places[start].start, places[end - 1].end


def _walk_japanese(line: str, trie: _Trie, borders: set[int]) -> Iterator[_Span]:
    """Words begin and end with a morpheme, but kanji and katakana of two and more may stand inside a compound."""
    for start in range(len(line)):
        node: _Trie | None = trie.get(line[start])
        end = start + 1
        while node is not None:
            if _END in node and _may_stand(line, start, end, borders):
                for concept in node[_END]:
                    yield concept, start, end
            node = node.get(line[end]) if end < len(line) else None
            end += 1


def _may_stand(line: str, start: int, end: int, borders: set[int]) -> bool:
    if end - start == 1:
        return start in borders and end in borders
    return (start in borders or line[start] > _KANA) and (end in borders or line[end - 1] > _KANA)


def _walk_english(line: str, trie: _Trie) -> Iterator[_Span]:
    """Words begin at a word; they end with it unless the entry is a stem, which takes the whole word."""
    for found in _WORD.finditer(line):
        node: _Trie | None = trie
        end = found.start()
        while node is not None and end < len(line):
            node = node.get(line[end])
            end += 1
            if node is None or _END not in node:
                continue
            rest = _WORD.match(line, end)
            for concept, stem in node[_END]:
                if not rest or stem:
                    yield concept, found.start(), rest.end() if rest else end


@cache
def _concepts() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("concepts.yaml"))
    return data


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(line, re.MULTILINE))
        for name, concept in _concepts().items()
        for line in str(concept.get("patterns", "")).splitlines()
    )


@cache
def _tries() -> tuple[_Trie, _Trie]:
    japanese: _Trie = {}
    english: _Trie = {}
    for name, concept in _concepts().items():
        for word in str(concept.get("ja", "")).split():
            read = [Token.of(each) for each in tokens_of_line(word)]
            for form in {word, "".join(each.lemma for each in read), "".join(each.norm for each in read)}:
                _plant(japanese, form, name)
        for phrase in re.split(r"[,\n]", str(concept.get("en", ""))):
            if phrase.strip():
                _plant(english, phrase.strip().rstrip("*"), (name, phrase.strip().endswith("*")))
    return japanese, english


def _plant(trie: _Trie, word: str, value: Any) -> None:
    for character in word:
        trie = trie.setdefault(character, {})
    if value not in trie.setdefault(_END, []):
        trie[_END].append(value)
