"""What an English request wants said to the reader: every statement of it, freed from what is said to the coach.

"Tell her that …" is unwrapped, fragments get their subject ("loved her talk" → "I loved her talk"), the reader's name
becomes a pronoun that the writer turns into "you". A "she" that means somebody else is named.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from coach.brief import Person
from coach.resources import load_yaml
from coach.understanding.people_ja import Mention

__all__ = ["content_en"]

_SENTENCE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|e\.g|i\.e|a\.m|p\.m|vs|Co|Inc|Ltd)\.|\d\.\d|[^.!?\n;])+\??")
_LONGEST, _SHORTEST, _MOST = 220, 10, 5
_PIECE = re.compile(
    r",\s+(?=(?:and |but |so )?(?:i|we|she|he|they|it|my|our|her|his|their|now it|loved|enjoyed|liked|learned|thank|ask|"
    r"(?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:'s| is))\b)",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r",?\s+(?:and|but|so)\s+(?=(?:i|we|she|he|they|it|her|his|their|my|our)(?:'\w+)?\s)", re.IGNORECASE
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|did|does|do|may|might|must)\b|'(?:s|re|m|ve|ll|d)\b"
    r"|\b\w{2,}(?:ed|es|s)\b|\b(?:won|got|made|gave|told|sent|took|came|went|found|read|led|began|kept|felt|left|met|knew|learnt|taught|spoke|"
    r"wrote|held|paid|ran|saw|said|stood|thought|spent|built|bought|brought|chose|grew|lost|sold|put|let|set|cut|like|love|need|want|"
    r"make|keep|run|sell|live|work|plan|hope|know)\b"
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data: dict[str, str] = load_yaml(Path(__file__).with_name("clauses_en.yaml"))
    return re.compile(data[name], re.IGNORECASE)


def content_en(
    request: str, mentions: list[Mention], recipient: Person, occasion: str | None = None
) -> tuple[str, ...]:
    """The statements of ``request`` that are meant for the reader, in the user's words and in their order.

    What lies behind an apology is told in an apology alone (``occasion``).
    """
    request = request.replace("’", "'")
    found: list[str] = []
    for match in _SENTENCE.finditer(request):
        if match[0].rstrip().endswith("?"):
            continue
        spoken_of = _last_named(mentions, match.start())
        for whole in _clauses(match[0].strip()):
            clauses = [_to_reader(whole, spoken_of, recipient)]
            if not _is_content(clauses[0], occasion):
                clauses = [_own(half) for half in _HALVES.split(clauses[0])]
            found += [each for each in clauses if _is_content(each, occasion) and each not in found]
    return tuple(found[:_MOST])


def _last_named(mentions: list[Mention], before: int) -> Person | None:
    """Whom "she" means at the start of a sentence: the person named last."""
    named = [mention.person for mention in mentions if mention.start < before]
    return named[-1] if named else None


def _clauses(sentence: str) -> Iterator[str]:
    wrapped = _pattern("wrapper").match(sentence)
    if wrapped and _FINITE.search(sentence[wrapped.end() :]):
        for piece in _PIECE.split(_pattern("after").sub("", sentence[wrapped.end() :])):
            yield _own(piece)
        return
    inner = _pattern("inner").search(sentence)
    if inner:
        for piece in _PIECE.split(_pattern("after").sub("", sentence[inner.end() :])):
            yield _own(piece)
        sentence = sentence[: inner.start()]
    for piece in _PIECE.split(sentence):
        if not _pattern("order").match(piece):
            yield _own(_pattern("after").sub("", piece))


def _own(piece: str) -> str:
    """The clause with its subject: "loved her talk" → "I loved her talk"."""
    piece = re.sub(
        r"^(?:and|but|so|also|because|since|that|now)\s+(?=\w)", "", piece.strip(" ,:;-"), flags=re.IGNORECASE
    )
    if _pattern("mine").match(piece):
        piece = f"I {piece[0].lower()}{piece[1:]}"
    return re.sub(r"^i\b", "I", re.sub(r"\bi('\w+)?\b", lambda found: f"I{found[1] or ''}", piece))


def _to_reader(clause: str, spoken_of: Person | None, recipient: Person) -> str:
    """The reader's name as a pronoun; a pronoun that means another person as their name."""
    first = (recipient.name or "").split(" ")[0]
    clause = re.sub(
        rf"^(?i:our|my) (?:[a-z]+ ){{0,3}}(?=(?:[A-Z][a-z]+\.? )?{re.escape(recipient.name or '-')}\b)", "", clause
    )
    for name in filter(None, (recipient.name, first)):
        title = rf"(?:{re.escape(recipient.honorific)}\.?\s+)?" if recipient.honorific else ""
        clause = re.sub(rf"\b{title}{re.escape(name)}'s\b", "her", clause)
        clause = re.sub(rf"^{title}{re.escape(name)}\b(?=\s+[a-z])", "she", clause)
        clause = re.sub(rf"\b{title}{re.escape(name)}\b", "her", clause)
    other = spoken_of.name if spoken_of and spoken_of.name and not _same(spoken_of, recipient) else None
    if other:
        clause = re.sub(r"^(?:she|he)\b", other.split(" ")[0], clause, flags=re.IGNORECASE)
    return clause


def _same(one: Person, other: Person) -> bool:
    return bool(one.name and other.name and one.name.split(" ")[0] == other.name.split(" ")[0])


def _is_content(clause: str, occasion: str | None) -> bool:
    if (occasion or "").startswith("apologise") and _pattern("fault").search(clause) and _FINITE.search(clause):
        return not _pattern("order").match(clause) and len(clause) >= _SHORTEST
    if _pattern("fault").search(clause) and _pattern("background").search(clause):
        return False
    if not _SHORTEST <= len(clause) <= _LONGEST or len(clause.split()) < len("it works well".split()):
        return False
    if any(_pattern(name).search(clause) for name in ("background", "who", "ask")) or _pattern("order").match(clause):
        return False
    return bool(_FINITE.search(clause)) and bool(
        re.match(
            r"(?:I|we|my|our|it|there|the|this|these|that|she|he|they|her|his|their|here|you|all|both|everyone|two|three|[A-Z])",
            clause,
        )
    )
