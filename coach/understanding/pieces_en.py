"""An English request cut into clauses, each with its part: content for the reader, an order to the coach, or neither.

A chat request mixes what shall be said ("we sold all 90 jars") with how it shall be said ("slack msg, no ask") and to
whom. Sentences are cut at their joints; a piece is an order when it begins as one, manner when all its words are words
of manner, and content otherwise. Neighbouring pieces of content stay one sentence. The lists are ``pieces_en.yaml``.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from coach.resources import load_yaml

__all__ = ["Clause", "Part", "clauses", "left_out", "manner_words", "pattern"]

Part = Literal["content", "order", "manner", "left_out", "standing", "about"]
_JOINT = re.compile(
    r"(?P<strong>;\s+|\s[-–—]{1,2}\s|(?<=[\w)'’! ])[:]\s+(?!\d\d\b))|(?P<open>\s*\((?=[^)]{2,}\)))"
    r"|(?P<shut>\)(?:[,:;]\s+|\s+|(?=[.!?]|$)))"
    r"|(?P<comma>,\s+)|(?P<and>\s+(?:and|but)\s+(?=(?:would|want|need|hope|hoping|ask|asking|tell|say|thank|mention|"
    r"wish|apologi[sz]e|keep|make|write|send|wonder|offer|suggest|recommend)\b))"
)
# Who somebody is, in brackets behind their name.
_BEHIND_NAME = re.compile(r"(?P<name>\b[A-ZÀ-Þ][\w'’-]*)(?P<bracket> \([^)]*\))")
_LONGEST_MANNER = 14  # words; a longer clause says something


@dataclass(frozen=True)
class Clause:
    """``words`` of the request at ``start``; ``joint`` is what stands before it in its sentence, empty at its start."""

    words: str
    start: int
    joint: str
    part: Part = "content"


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("pieces_en.yaml"))
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One expression of the data."""
    return re.compile(_data()[name], re.IGNORECASE)


@cache
def manner_words() -> frozenset[str]:
    """Words that say how a message shall be, not what it shall say."""
    return frozenset(word.strip("?") for word in _data()["manner"].split())


@cache
def _sentence_ends() -> re.Pattern[str]:
    """The end of a sentence: not behind a title or an initial, not inside a link or a time."""
    return re.compile(r"(?:\n+|(?<!\b[A-Z])(?<!\b(?:[ap])\.m)[.!?]+[)\"”]*(?:\s+|$))")


def _without_bracket(match: re.Match[str]) -> str:
    return match[0] if _says(match["bracket"]) else match["name"] + " " * len(match["bracket"])


def _says(bracket: str) -> bool:
    """Whether a bracket behind a name says more than who it is."""
    return bool(pattern("bracket_says").search(bracket))


def _sentences(text: str) -> list[tuple[int, int]]:
    found, begin = [], 0
    no_end = re.compile(rf"\b(?:{_data()['no_end']})\.\s*$")
    for end in _sentence_ends().finditer(text):
        firm = (
            re.search(r"\b(?:Co|Inc|Ltd)\.\s*$", text[begin : end.end()]) and text[end.end() : end.end() + 1].isupper()
        )
        if no_end.search(text[begin : end.end()]) and end.end() < len(text) and not firm:
            continue
        found.append((begin, end.start() + len(end[0].rstrip())))
        begin = end.end()
    return [*found, (begin, len(text))] if begin < len(text) else found


def clauses(text: str, spans: list[tuple[int, int]]) -> list[Clause]:
    """Every clause in order with its part; ``spans`` only say who writes and are passed over."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    text = _BEHIND_NAME.sub(_without_bracket, text)
    found: list[Clause] = []
    for begin, end in _sentences(text):
        pieces = [_placed(piece) for piece in _pieces(text, begin, end)]
        found += _left_out([piece for piece in pieces if piece is not None])
    return _joined(found, text)


def left_out(text: str) -> str:
    """The text with what is to be left out blanked, so that offsets stay."""
    for piece in clauses(text, []):
        if piece.part == "left_out":
            text = text[: piece.start] + "." * len(piece.words) + text[piece.start + len(piece.words) :]
    return text


def _pieces(text: str, begin: int, end: int) -> list[Clause]:
    found, start, joint = [], begin, ""
    inside = False
    for match in _JOINT.finditer(text, begin, end):
        if match.end() >= end and not match["shut"]:
            break
        if match["open"]:
            inside = _says(text[match.end() : text.find(")", match.end())])
        if (match["open"] and not inside) or (match["shut"] and not inside):
            continue
        inside = inside and not match["shut"]
        found.append(Clause(text[start : match.start()], start, joint))
        start, joint = match.end(), match[0]
    found.append(Clause(text[start:end], start, joint))
    return found


def _placed(piece: Clause) -> Clause | None:
    """The piece with its part, without blanks at its ends; nothing when it has no words."""
    words = piece.words.replace("\0", " ")
    start = piece.start + len(words) - len(words.lstrip())
    words = words.strip().rstrip(".,;!").strip()
    if not re.search(r"\w", words):
        return None
    return replace(piece, words=words, start=start, part=_part(words, piece.joint))


def _part(words: str, joint: str) -> Part:
    if pattern("exclusion").search(words) or pattern("exclusion_bare").search(words):
        return "left_out"
    if _is_manner(words):
        return "manner"
    if pattern("standing").search(words):
        return "standing"
    if joint.strip() != "(" and (pattern("order").match(words) or _is_heading(words, joint)):
        names = re.search(r"\b(?:to|for)\s+[A-Z]", words)
        return "about" if pattern("about_message").search(words) and not names else "order"
    return "about" if pattern("about_message").search(words) else "content"


def _is_heading(words: str, joint: str) -> bool:
    """ "Goodbye email to Desmond": the message and whom it is for; inside a sentence it has to name whom."""
    if not pattern("heading").match(words):
        return False
    return joint == "" or (joint.strip() == "," and bool(re.search(r"\b(?:to|for) (?:the|my|our|all|[A-Z])", words)))


def _is_manner(words: str) -> bool:
    found = re.findall(r"[a-z][a-z'-]*", words.lower().replace("’", "'"))
    if not found or len(found) > _LONGEST_MANNER or re.search(r"\d", words) or pattern("not_manner").search(words):
        return False
    return all(word in manner_words() for word in found)


def _left_out(pieces: list[Clause]) -> list[Clause]:
    """What is to be left out takes with it what it points at: the piece before, or the bracket behind."""
    found: list[Clause] = []
    for index, piece in enumerate(pieces):
        if piece.part == "left_out" and pattern("exclusion_bare").search(piece.words):
            follows = index + 1 < len(pieces) and pieces[index + 1].joint.strip() in ("(", ":")
            if not follows and found and not pattern("exclusion_open").search(piece.words):
                found[-1] = replace(found[-1], part="left_out")
        elif index and pieces[index - 1].part == "left_out" and piece.joint.strip() in ("(", ":"):
            found.append(replace(piece, part="left_out"))
            continue
        found.append(piece)
    return found


def _joined(pieces: list[Clause], text: str) -> list[Clause]:
    """Neighbouring content of one sentence as it stood, without brackets and dashes between."""
    found: list[Clause] = []
    for piece in pieces:
        last = found[-1] if found else None
        between = text[last.start + len(last.words) : piece.start] if last is not None else ""
        beside = piece.joint and re.fullmatch(r"\s*[,:]\s+|\s+and\s+", between)
        if last is not None and last.part == piece.part == "content" and beside:
            found[-1] = replace(last, words=last.words + between + piece.words)
        else:
            found.append(piece)
    return found
