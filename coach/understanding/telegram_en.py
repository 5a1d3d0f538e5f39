"""Requests typed as notes ("thank-you / Priya / Northgate / their onboarding trick / email") as sentences.

Notes are told by what stands between them (slashes, bars, dashes, lines) and by a heading that names the message. Each
note is put in its place: whom, from whom, how, and what about. The words stay the user's. Lists: ``telegram_en.yaml``.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml

__all__ = ["as_sentences"]

_FEWEST = 3  # notes; two are a sentence with a dash
_LONGEST_NAME = 4  # words
_LONGEST_NOTE = 24  # words of a line that may be a note


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("telegram_en.yaml"))
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    text = str(_data()[name])
    for part in ("artefact", "occasions", "name", "adjectives"):
        text = text.replace("{" + part + "}", str(_data()[part]))
    return re.compile(text)


@dataclass
class _Notes:
    """The notes by what they are; ``head`` is the heading as written, ``matters`` what the message is about."""

    head: str | None = None
    to: str | None = None
    firm: str | None = None
    sender: str | None = None
    manner: list[str] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    last: str = "other"  # what the note before was


def as_sentences(request: str) -> str:
    """The request with its notes as sentences; anything that is no list of notes stays as it is."""
    notes = _split(request)
    if notes is None:
        return _headed(request)
    found = _Notes()
    for note in notes:
        _place(note, found)
    if found.to and found.head is None and len(notes) >= _FEWEST and all(_pattern("label").match(n) for n in notes):
        found.head = "Note"
    return _written(found) if found.head and found.to else request


def _headed(request: str) -> str:
    """ "LinkedIn note - Sadia Rahman, water engineer …": the dash behind the heading as "to"."""
    found = re.match(
        r"\s*(?P<head>[^\n.!?]{3,60}?)(?:\s+[-–—]+\s+|:\s+|\s*[|/]\s+)(?P<rest>(?=[A-ZÀ-Þ]).+)", request, re.DOTALL
    )
    if found is None or not _heading(found["head"]):
        return request
    first = re.split(r"[,.;(]|\s[-–—|/]\s|\s(?=[a-z])", found["rest"])[0]
    if not _pattern("person").fullmatch(first) or first.split(" ")[0] in _data()["no_names"].split():
        return request
    head = re.sub(r" (?:to|for)$", "", found["head"])
    return f"{head} to {found['rest']}"


def _split(request: str) -> list[str] | None:
    text = request.strip()
    lines = [line.strip(" \t-*•·") for line in text.splitlines() if line.strip(" \t-*•·")]
    labelled = sum(bool(_pattern("label").match(line)) for line in lines)
    if len(lines) >= _FEWEST and (labelled * 2 >= len(lines) or _heading(lines[0])):
        return lines if all(len(line.split()) <= _LONGEST_NOTE for line in lines) else None
    for mark in (r"\s+//?\s+", r"\s*\|\s*", r"\s*(?:->|→|>>)\s*", r"\s+[-–—]+\s+", r";\s+", r",\s+"):
        notes = [each.strip(" .") for each in re.split(mark, text) if each.strip(" .")]
        enough = _FEWEST if mark not in (r";\s+", r",\s+") else _FEWEST + 1
        if len(notes) >= enough and "\n" not in text and _is_list(notes):
            return notes
    return None


def _is_list(notes: list[str]) -> bool:
    """Whether a heading of nothing but the message stands among the first notes, and a bare name among all."""
    headed = any(_heading(note) for note in notes[:2])
    named = any(_pattern("person").fullmatch(note) for note in notes[:4])
    return headed and named


def _heading(note: str) -> bool:
    return bool(_pattern("heading").fullmatch(note))


def _place(note: str, found: _Notes) -> None:
    """Put one note where it belongs."""
    label = _pattern("label").match(note)
    if label:
        _labelled(label["label"].lower(), note[label.end() :].strip(), found)
        return
    sender = _pattern("sender").fullmatch(note)
    person = _pattern("person").fullmatch(note)
    beside, found.last = found.last, "to" if person and found.to is None else "other"
    if sender and (found.head or found.to):
        found.sender = sender["who"]
    elif _pattern("manner").fullmatch(note) and (found.head or not _heading(note)):
        found.manner.append(note)
    elif found.head is None and _heading(note):
        found.head = note
    elif person and found.to is None:
        found.to = note
    elif _pattern("firm").fullmatch(note) and beside == "to" and found.firm is None and "(" not in str(found.to):
        found.firm = note
    elif person and found.matters and found.sender is None:
        found.sender = note
    else:
        found.matters.append(note)


def _labelled(label: str, words: str, found: _Notes) -> None:
    kind = next((name for name, labels in _data()["labels"].items() if label in labels.split("|")), "matter")
    if not words:
        return
    if kind == "to":
        found.to = words
    elif kind == "firm":
        found.firm = words
    elif kind == "sender":
        found.sender = words
    elif kind == "head":
        found.head = words
    elif kind == "manner":
        found.manner.append(f"{words} tone" if label == "tone" else words)
    elif kind == "met":
        where = words if re.match(r"(?:at|in|on|last|during|yesterday)\b", words) else f"at {words}"
        found.sentences.append(f"We met {where}")
    elif kind == "ask":
        found.sentences.append("No ask" if re.match(r"(?i)(?:none|no|nothing)\b", words) else f"Ask {_asked(words)}")
    else:
        found.matters.append(words)


def _asked(words: str) -> str:
    return words if re.match(r"(?:if|whether|for|to|about)\b", words) else f"for {words}"


def _definite(matter: str) -> str:
    """A bare noun with its article: "onboarding chat" → "the onboarding chat"."""
    words = re.split(r" (?:at|on|in|from|for|of|to|with)\b|[,(]", matter)[0].split(" ")
    bare = matter[0].islower() and not _pattern("determined").match(matter) and not words[-1].endswith("s")
    return f"the {matter}" if (bare and not words[0].endswith("ing")) or (bare and len(words) > 1) else matter


def _written(found: _Notes) -> str:
    """The sentences: the heading with whom it is for and what it is about, the rest behind it."""
    head = re.sub(r" (?:to|for)$", "", str(found.head))
    head = f"{head} note" if _pattern("bare_head").search(head) else head
    whole = re.fullmatch(r"(?:to |for )?([^,(]+), ([^,(]+), ([A-Z][^,(]+)", str(found.to))
    if whole:
        found.to = f"{whole[1]}, {whole[2].lower()} at {whole[3]}"
    whom = re.sub(r"^(?:(?:to|for) )?([^,(]+), (?=[A-Z])", r"\1 of ", re.sub(r"^(?:to|for) ", "", str(found.to)))
    whom = f"{whom} of {found.firm}" if found.firm else whom
    order, joint = next(
        (each["order"], each["joint"]) for each in _data()["orders"] if re.search(each["head"], head, re.IGNORECASE)
    )
    rest = list(found.matters)
    first = order.format(head=head, whom=whom)
    if rest and re.match(r"(?i)(?:how|why|what|where|when)\b", rest[0]):
        rest[0] = f"We talked about {rest[0][0].lower()}{rest[0][1:]}" if joint == "for" else rest[0]
    if rest and not _pattern("clause").search(rest[0]):
        matter = rest.pop(0)
        first += f" {matter}" if re.match(r"(?:for|about|on|re|to|that)\b", matter) else f" {joint} {_definite(matter)}"
    sentences = [first, *rest, *found.sentences, *found.manner]
    if found.sender:
        sentences.append(f"From {found.sender}")
    return " ".join(f"{each[0].upper()}{each[1:].rstrip('.')}." for each in sentences if each)
