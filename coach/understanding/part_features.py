"""What the tagger of requests sees of each token: its form, its class, and the same of its neighbours."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.answer import Language
from coach.morphology import tokens_of_line

__all__ = ["Token", "features_of", "tokens_in"]

_LATIN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_SCRIPTS = (
    ("k", re.compile(r"[\u4e00-\u9fff々〆]")),
    ("H", re.compile(r"[\u3041-\u309f]")),
    ("K", re.compile(r"[\u30a0-\u30ff]")),
    ("9", re.compile(r"\d")),
    ("A", re.compile(r"[A-Z]")),
    ("a", re.compile(r"[a-z]")),
)
_HONORIFIC = re.compile(
    r"(?:さん|様|さま|氏|君|くん|ちゃん|先生|殿|先輩|はん|やん|部長|課長|社長|会長|係長|主任|店長|教授|御中|ご担当)"
)
_ADDRESS = re.compile(
    r"(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|madam|auntie|uncle|coach|father|sister|rev)\.?", re.I
)
_REACH = 3  # tokens on each side
_SOON = 5  # tokens ahead in which an honorific tells that a name comes
_LONGEST_LINE = 400


@dataclass(frozen=True)
class Token:
    """A token with its place in the text; ``base`` and ``kind`` are dictionary form and part of speech (ja)."""

    text: str
    start: int
    end: int
    base: str = ""
    kind: str = ""
    detail: str = ""


def tokens_in(text: str, language: Language) -> list[Token]:
    """The tokens of a text: morphemes (ja) or words and marks (en); offsets count code points of ``text``."""
    return list(_morphemes(text) if language == "ja" else _words(text))


def _words(text: str) -> Iterator[Token]:
    for match in _LATIN.finditer(text):
        yield Token(match[0], match.start(), match.end(), match[0].lower())


def _morphemes(text: str) -> Iterator[Token]:
    place = 0
    for line in text.splitlines(keepends=True):
        for begin in range(0, len(line), _LONGEST_LINE):
            for one in tokens_of_line(line[begin : begin + _LONGEST_LINE]):
                if one.surface().strip():
                    kind = one.part_of_speech()
                    start = place + begin + one.begin()
                    end = place + begin + one.end()
                    yield Token(one.surface(), start, end, one.dictionary_form(), kind[0], "/".join(kind[1:4]))
        place += len(line)


def features_of(tokens: Sequence[Token], language: Language) -> list[list[str]]:
    """One list of features a token, in CRFsuite's form ``name=value``."""
    own = [_own(token) for token in tokens]
    line = _lines(tokens)
    clause = _clauses(tokens, own)
    soon = [_honorific_ahead(tokens, place, language) for place in range(len(tokens))]
    rows = []
    for place in range(len(tokens)):
        row = [f"{name}={value}" for name, value in own[place].items()]
        for step in range(-_REACH, _REACH + 1):
            other = place + step
            if step == 0:
                continue
            if not 0 <= other < len(tokens):
                row.append(f"{step}:edge")
                continue
            row += [f"{step}:b={own[other]['b']}", f"{step}:k={own[other]['k']}"]
            if abs(step) == 1:
                row += [f"{step}:s={own[other]['s']}", f"{step}:d={own[other]['d']}"]
        row += _pairs(own, place)
        row += [f"soon={soon[place]}", f"line={line[place]}", f"left={min(len(tokens) - 1 - place, 6)}"]
        row.append(f"at={min(place, 4)}")
        row.append(f"b+soon={own[place]['s']}{soon[place]}")
        row += clause[place]
        rows.append(row)
    return rows


def _pairs(own: Sequence[dict[str, str]], place: int) -> Iterator[str]:
    """Neighbours taken together."""
    around = [own[other]["b"] if 0 <= other < len(own) else "|" for other in range(place - 2, place + 3)]
    kinds = [own[other]["k"] if 0 <= other < len(own) else "|" for other in range(place - 2, place + 3)]
    yield f"-1+0={around[1]}+{around[2]}"
    yield f"0+1={around[2]}+{around[3]}"
    yield f"-2+-1={around[0]}+{around[1]}"
    yield f"1+2={around[3]}+{around[4]}"
    yield "kinds=" + "+".join(kinds[1:4])
    yield "kinds5=" + "+".join(kinds)


def _own(token: Token) -> dict[str, str]:
    shape = _shape(token.text)
    lower = token.text.lower()
    return {
        "b": (token.base or lower)[:20],
        "k": token.kind or _class(lower),
        "d": token.detail,
        "s": shape,
        "t1": lower[-1:],
        "t2": lower[-2:],
        "t3": lower[-3:],
        "h1": lower[:1],
        "h2": lower[:2],
        "n": str(min(len(token.text), 8)),
        "hon": str(bool(_HONORIFIC.fullmatch(token.text) or _ADDRESS.fullmatch(token.text))),
    }


_CLOSED = {
    "i": "I", "me": "I", "my": "I", "we": "I", "us": "I", "our": "I", "i'm": "I", "i'd": "I", "i've": "I",
    "he": "he", "she": "he", "him": "he", "her": "he", "his": "he", "they": "he", "them": "he", "their": "he",
    "to": "to", "for": "to", "from": "from", "at": "at", "of": "of", "with": "with", "and": "and", "that": "that",
    "who": "who", "which": "who", "by": "by", "in": "at", "on": "at", "about": "about", "the": "the", "a": "the",
}  # fmt: skip


def _class(lower: str) -> str:
    """A rough class of an English word; there is no tagger for it."""
    return _CLOSED.get(lower, lower[-3:] if lower.isalpha() else lower[:1])


def _shape(text: str) -> str:
    """The scripts of a token, runs counted once: 北村 → k, Aoki → Aa, 30分 → 9k."""
    shape = ""
    for char in text:
        found = next((name for name, script in _SCRIPTS if script.match(char)), char if not char.isalnum() else "x")
        if not shape.endswith(found):
            shape += found
    return shape[:5]


_CLOSES = re.compile(
    r"[、。,.!?！？;:：・/／|\\n()（）「」\[\]…—–-]|けど|けれど|ので|から|のに|んで|し|and|but|so|because"
)
_MOST_IN_CLAUSE = 14


def _clauses(tokens: Sequence[Token], own: Sequence[dict[str, str]]) -> list[list[str]]:
    """For each token its clause: the words, how it begins and ends, how its neighbours end: verbs tell its task."""
    spans = list(_clause_spans(tokens))
    told = [_clause(tokens[start:end], own[start:end]) for start, end in spans]
    found: list[list[str]] = []
    for place, (start, end) in enumerate(spans):
        before = told[place - 1] if place else ["|"] * 3
        after = told[place + 1] if place + 1 < len(spans) else ["|"] * 3
        row = [*told[place], f"before:{before[0]}", f"before:{before[1]}", f"after:{after[0]}", f"after:{after[1]}"]
        found += [row] * (end - start)
    return found


def _clause_spans(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for end, token in enumerate(tokens):
        last = end == len(tokens) - 1
        if last or _CLOSES.fullmatch(token.text) or tokens[end + 1].start > token.end + 1:
            yield start, end + 1
            start = end + 1


def _clause(tokens: Sequence[Token], own: Sequence[dict[str, str]]) -> list[str]:
    """Its ending first: the last word but the mark, its tail; then the words in it."""
    words = [one["b"] for one in own]
    tail = "".join(token.text for token in tokens[-4:]).lower()
    told = [f"ends={words[-2] if len(words) > 1 else words[-1]}", f"tail={tail[-4:]}", f"opens={words[0]}"]
    told += [f"opens2={'+'.join(words[:2])}", f"ends2={'+'.join(words[-3:-1])}", f"ends3={'+'.join(words[-4:-1])}"]
    told += [f"in:{word}" for word in dict.fromkeys(words[-_MOST_IN_CLAUSE:])]
    told += [f"named={any(one['hon'] == 'True' for one in own)}", f"long={min(len(words) // 4, 4)}"]
    return told


def _lines(tokens: Sequence[Token]) -> list[str]:
    """Whether a token stands behind a gap: a line break, or more than one blank."""
    found = []
    for place, token in enumerate(tokens):
        opens = place == 0 or token.start > tokens[place - 1].end + 1
        found.append("opens" if opens else "in")
    return found


def _honorific_ahead(tokens: Sequence[Token], place: int, language: Language) -> str:
    """How many tokens ahead an honorific stands (ja); behind in English, where it comes first."""
    pattern = _HONORIFIC if language == "ja" else _ADDRESS
    reach = range(1, _SOON) if language == "ja" else range(-1, -3, -1)
    for step in reach:
        other = place + step
        if 0 <= other < len(tokens) and pattern.fullmatch(tokens[other].text):
            return str(step)
    return "-"
