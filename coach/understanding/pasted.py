"""What in a message is the user's own request and what is a text they pasted (a draft, an invitation, a mail)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.resources import load_yaml
from coach.understanding.pasted_en import reply_ordered

__all__ = ["Pasted", "split_pasted"]

_SHORTEST_QUOTE = 20  # a shorter quotation is a word or a phrase the user talks about
_SHORTEST_BLOCK = 25
_QUOTES = (
    ('"""', '"""'),
    ("```", "```"),
    ("「", "」"),
    ("『", "』"),
    ("“", "”"),
    ('"', '"'),
    ("<<", ">>"),
    ("---", "---"),
)


@dataclass(frozen=True)
class Pasted:
    """``request`` is the user's own words; ``text[start:start + len(draft)] == draft`` when something was pasted."""

    request: str
    draft: str | None = None
    start: int | None = None


@cache
def _leads() -> re.Pattern[str]:
    data = load_yaml(Path(__file__).with_name("pasted.yaml"))
    return re.compile("|".join(data["lead"]), re.IGNORECASE)


@cache
def _ordered() -> re.Pattern[str]:
    data = load_yaml(Path(__file__).with_name("pasted.yaml"))
    return re.compile("|".join(data["ordered"]), re.IGNORECASE)


@cache
def _letter() -> re.Pattern[str]:
    data = load_yaml(Path(__file__).with_name("pasted.yaml"))
    return re.compile("|".join(data["letter"]), re.IGNORECASE | re.MULTILINE)


def split_pasted(text: str) -> Pasted:
    """Split ``text`` into the user's request and the pasted text, if there is one."""
    found = _above(text) or _quoted(text) or _after_lead(text) or _letter_block(text) or Pasted(text)
    reply = reply_ordered(found.request, found.draft) if found.draft else None
    return Pasted(reply) if reply else found


def _above(text: str) -> Pasted | None:
    """A mail with carets below it that point up: "… Cheers, Noeleen\n\n^^ got that two weeks ago"."""
    mark = re.search(r"\n\s*\^+\s*(?=\w)", text)
    return _cut(text, 0, mark.start(), 0, mark.end()) if mark and mark.start() >= _SHORTEST_BLOCK else None


def _quoted(text: str) -> Pasted | None:
    best: tuple[int, int, int, int] | None = None
    for opening, closing in _QUOTES:
        start = text.find(opening)
        end = text.rfind(closing)
        if start < 0 or end < start + len(opening):
            continue
        inner = start + len(opening)
        if end - inner >= _SHORTEST_QUOTE and (best is None or end - inner > best[2] - best[1]):
            best = (start, inner, end, end + len(closing))
    if best is None:
        return None
    return _cut(text, best[1], best[2], best[0], best[3])


def _after_lead(text: str) -> Pasted | None:
    """A request, then a colon or an empty line, then the text: 「添削して:…」, "Check this: …"."""
    for match in re.finditer(r"[::]\s*\n?|\n\s*\n|\n", text):
        head, tail = text[: match.start()], text[match.end() :]
        told = "\n" not in match[0] and _ordered().search(head)
        if len(tail.strip()) >= _SHORTEST_BLOCK and _leads().search(head) and not told:
            return _cut(text, match.end(), len(text), match.start(), len(text))
    return None


def _letter_block(text: str) -> Pasted | None:
    """A letter with the request before or after it, told by its salutation or its greeting."""
    blocks = [(m.start(), m.end()) for m in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.DOTALL)]
    letters = [(a, b) for a, b in blocks if len(_letter().findall(text[a:b])) > 0 and b - a >= _SHORTEST_BLOCK]
    if len(blocks) < 2 or not letters:
        return None
    start, end = letters[0][0], letters[-1][1]
    if not text[:start].strip():  # the request stands after the letter: everything but the last block
        last = blocks[-1]
        end = end if end < last[0] else last[1]
    else:
        end = blocks[-1][1] if not _leads().search(text[blocks[-1][0] : blocks[-1][1]]) else blocks[-2][1]
    if start == 0 and end == len(text):
        return None
    return _cut(text, start, max(end, letters[0][1]), start, max(end, letters[0][1]))


def _cut(text: str, start: int, end: int, from_: int, to: int) -> Pasted:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    request = (text[:from_].rstrip() + "\n" + text[to:].lstrip()).strip()
    return Pasted(request, text[start:end], start)
