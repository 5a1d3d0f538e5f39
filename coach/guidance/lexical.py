"""Word search: BM25 on Sudachi morphemes and on character bigrams.

On whitespace tokens BM25 is useless for Japanese; morphemes find the same word in another form, bigrams survive typos
and words the dictionary does not know. Both are kept, and the search fuses them with the vectors.
"""

import re
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.morphology import tokens

__all__ = ["LexicalIndex", "bigrams", "morphemes"]

_WORD = re.compile(r"[a-z0-9][a-z0-9'’.+#-]*")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々ー]")
_BIGRAM_SOURCE = re.compile(r"[^\w]+")
# Parts of speech that carry meaning; particles, auxiliaries, symbols and blanks do not.
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "代名詞", "連体詞"}
# Verbs and formal nouns that stand in nearly every Japanese sentence.
_STOP_JA = {
    "為る",
    "居る",
    "有る",
    "成る",
    "事",
    "物",
    "言う",
    "様",
    "其れ",
    "此れ",
    "の",
    "為",
    "出来る",
    "御",
    "良い",
    "何",
}
_STOP_EN = frozenset(
    "a an the and or but if of to in on at for with by from as is are was were be been being it its this that these "
    "those i me my you your he she they them we us our do does did how what when where who which why can could should "
    "would will shall may might must have has had not no so too very just about into over up out am i'm it's don't "
    "there their then than any some".split()
)
_SUFFIXES = ("ing", "ies", "ed", "es", "s")


def morphemes(text: str) -> list[str]:
    """Content words: dictionary forms for Japanese, lightly stemmed words for Latin script."""
    text = unicodedata.normalize("NFKC", text)
    words = [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP_EN]
    if not _JAPANESE.search(text):
        return words
    for token in tokens(text):
        if token.part_of_speech()[0] in _CONTENT and _JAPANESE.search(token.surface()):
            word = token.normalized_form()
            if word not in _STOP_JA:
                words.append(word)
    return words


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters within each run of letters, lower case."""
    grams: list[str] = []
    for run in _BIGRAM_SOURCE.sub(" ", unicodedata.normalize("NFKC", text).lower()).split():
        grams += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return grams


def _stem(word: str) -> str:
    """Cut the commonest English endings, so that "emails" meets "email" and "asking" meets "ask"."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)] + ("y" if suffix == "ies" else "")
    return word


class LexicalIndex:
    """BM25 scores of every passage for a query; two indexes, one for each kind of token."""

    def __init__(self, words: Any, grams: Any, size: int) -> None:
        self._words, self._grams, self.size = words, grams, size

    @classmethod
    def build(cls, texts: list[str]) -> "LexicalIndex":
        """Index these texts, in their order."""
        return cls(_bm25([morphemes(text) for text in texts]), _bm25([bigrams(text) for text in texts]), len(texts))

    def scores(self, query: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores of all passages, shape (n,) each: by morphemes, by bigrams. Zero where nothing matches."""
        return _scores(self._words, morphemes(query), self.size), _scores(self._grams, bigrams(query), self.size)

    def self_score(self, query: str) -> float:
        """Roughly the score of a passage that holds every content word of the query, unknown ones included."""
        words = morphemes(query)
        if not words or self._words is None:
            return 0.0
        known = [word for word in words if word in self._words.vocab_dict]
        rare = float(np.log(1 + self.size))
        best = [float(_scores(self._words, [word], self.size).max()) for word in known]
        return sum(best) + rare * (len(words) - len(known))

    def save(self, folder: Path) -> None:
        """Write both indexes below ``folder``."""
        for name, index in (("words", self._words), ("grams", self._grams)):
            if index is not None:
                index.save(str(folder / name), show_progress=False)

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        """Read what ``save`` wrote."""
        from bm25s import BM25

        words, grams = (
            BM25.load(str(folder / name), show_progress=False) if (folder / name).is_dir() else None
            for name in ("words", "grams")
        )
        return cls(words, grams, size)


def _bm25(corpus: list[list[str]]) -> Any:
    from bm25s import BM25

    if not any(corpus):
        return None
    index = BM25(k1=1.2, b=0.6)
    index.index(corpus, show_progress=False)
    return index


def _scores(index: Any, query: list[str], size: int) -> NDArray[np.float32]:
    known = [token for token in query if index is not None and token in index.vocab_dict]
    if not known:
        return np.zeros(size, dtype=np.float32)
    return np.asarray(index.get_scores(known), dtype=np.float32)
