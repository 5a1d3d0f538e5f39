"""Takes a chat request apart: the draft with its place, what the user says about the relation, and the history."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from coach.answer import Language, Stage
from coach.asking.asks import find_asks
from coach.asking.layout import language_of, sentences_of
from coach.asking.patterns import compiled, data, fold
from coach.asking.relation import read_history, read_stage
from coach.people.network import History

__all__ = ["SelfCheckInput", "read_self_check"]

_MOST = 100_000
_FENCE = re.compile(r"```[a-z]{0,10}\n?(?P<a>[^`]{4,})```|<{3}(?P<b>[^<>]{4,})>{3}|\"{3}(?P<c>[^\"]{4,})\"{3}")
_BRACKETS = {"「": "」", "『": "』", "“": "”", "«": "»"}
_PLAIN_QUOTE = re.compile(r"(?<![A-Za-z0-9])\"([^\"]{12,})\"|(?<![A-Za-z0-9])'([^'\n]{30,})'(?![A-Za-z])")
_EDGES = re.compile(r"^[\s「」『』\"'`“”]+|[\s「」『』\"'`“”]+$")
_LONGEST_ACCOUNT = 300  # characters
_ENDS_OF_A_QUESTION = ("?", "か", "かな", "か。", "かな。", "いい", "どう")
_LEAST = {"ja": 10, "en": 20}  # characters; what is quoted below that is a word, not a message


class SelfCheckInput(BaseModel):
    """What a request for a self-check holds; ``draft == text[draft_start:draft_start + len(draft)]``.

    ``draft`` is None when the user only describes what they are about to do. ``stage`` and ``history`` come from what
    the user says outside the draft; ``None`` means they don't say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    draft: str | None
    draft_start: int | None
    situation: str
    stage: Stage | None
    history: History | None


def read_self_check(text: str, language: Language | None = None) -> SelfCheckInput:
    """Separate the draft from the question around it; a text without any question around it is the draft."""
    spoken = language or language_of(text)
    place = _draft_place(text[:_MOST], spoken)
    around = text if place is None else f"{text[: place[0]]}\n{text[place[1] :]}"
    situation = around if place is None else _EDGES.sub("", around)
    history = read_history(situation, language_of(situation) if situation else spoken)
    return SelfCheckInput(
        draft=text[place[0] : place[1]] if place else None,
        draft_start=place[0] if place else None,
        situation=situation,
        stage=read_stage(situation, language_of(situation)) if situation else None,
        history=history if history != History() else None,
    )


def _draft_place(text: str, language: Language) -> tuple[int, int] | None:
    """Where the draft is: fenced, quoted, below a label or a blank line, or all of it."""
    fenced = _FENCE.search(text)
    if fenced:
        name = str(fenced.lastgroup)
        return _trimmed(text, fenced.start(name), fenced.end(name))
    meta = compiled(data(language)["self_check"]["meta"], language)
    if not meta.search(fold(text)):
        return _whole(text, language)
    quoted = [place for place in _quoted(text) if place[1] - place[0] >= _LEAST[language_of(text[place[0] : place[1]])]]
    if quoted:
        return _trimmed(text, *max(quoted, key=lambda place: place[1] - place[0]))
    return _below(text, language)


def _whole(text: str, language: Language) -> tuple[int, int] | None:
    """Without a question to the coach, the text itself is the message, unless it only tells of one."""
    folded = fold(text)
    if len(text) <= _LONGEST_ACCOUNT and folded.rstrip().endswith(_ENDS_OF_A_QUESTION):
        third = compiled(data(language)["self_check"]["situation"]["third"], language)
        if third.search(folded) or read_history(text, language) != History():
            return None
    return _trimmed(text, 0, len(text)) if text.strip() else None


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Texts in brackets, outermost only; an unclosed bracket reaches to the end."""
    position = 0
    while position < len(text):
        closing = _BRACKETS.get(text[position])
        if closing is None:
            position += 1
            continue
        depth, end = 1, position + 1
        while end < len(text) and depth:
            depth += (text[end] == text[position]) - (text[end] == closing)
            end += 1
        yield position + 1, end - 1 if depth == 0 else end
        position = end
    for match in _PLAIN_QUOTE.finditer(text):
        group = 1 if match.group(1) else 2
        yield match.start(group), match.end(group)


def _below(text: str, language: Language) -> tuple[int, int] | None:
    """The draft below a label line, or the longer side of a blank line; the question stands on the other side."""
    cues = data(language)["self_check"]
    label, meta = compiled(cues["label"], language), compiled(cues["meta"], language)
    position = 0
    for line in text.splitlines(keepends=True):
        after = position + len(line)
        if label.search(fold(line.rstrip("\n"))) and len(text) - after >= _LEAST[language]:
            return _trimmed(text, after, _before_question(text, after, meta))
        position = after
    head = re.match(r"[^\n]{0,160}?[:：]\s*(?=\S)", text)
    if head and meta.search(fold(head.group())) and len(text) - head.end() >= _LEAST[language]:
        return _trimmed(text, head.end(), _before_question(text, head.end(), meta))
    lines = list(_lines(text))
    if len(lines) < 2:
        return _after_first_question(text, meta, language)
    asked = [place for place in lines if meta.search(fold(text[place[0] : place[1]]))]
    if asked and asked[0] == lines[0]:
        last = next((one for one, other in pairwise(lines) if other not in asked), lines[0])
        start, end = last[1], _before_question(text, last[1], meta)
    elif asked and asked[-1] == lines[-1]:
        start, end = 0, asked[-1][0]
    else:
        return None
    return _trimmed(text, start, end) if len(text[start:end].strip()) >= _LEAST[language] else None


def _before_question(text: str, start: int, meta: re.Pattern[str]) -> int:
    """Leave a closing question to the coach out of the draft."""
    last = text.rstrip().rfind("\n", start)
    tail = text[last + 1 :] if last >= start else ""
    return last if tail and len(tail) < 80 and meta.search(fold(tail)) else len(text)


def _after_first_question(text: str, meta: re.Pattern[str], language: Language) -> tuple[int, int] | None:
    """One line: a question to the coach, then the draft ("am I over-asking? Hi Ken, could you …")."""
    match = re.search(r"[??！!。.]\s*", text[:200])
    if match is None or not meta.search(fold(text[: match.end()])):
        return None
    rest = text[match.end() :]
    told = compiled(data(language)["self_check"]["situation"]["past"], language).search(fold(rest))
    if len(rest) < _LEAST[language] or told or not find_asks(sentences_of(rest)):
        return None
    return _trimmed(text, match.end(), len(text))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield position, position + len(line.rstrip("\r\n"))
        position += len(line)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
