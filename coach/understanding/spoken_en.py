"""English as it is dictated or typed in one go, with its sentences set apart before it is read.

Two kinds of places are found: an order to the coach in mid-sentence ("… best idea all year, can you write him a thank
you") and a new subject with its verb behind a clause that is complete. All lists are data (``spoken_en.yaml``).
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml

__all__ = ["punctuated"]

_RUN = 14  # words without any mark; a shorter stretch needs no new sentence
_FEWEST = 4  # words of a sentence before the new one
_GREETED = 4  # words; a shorter text may be nothing but its greeting


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("spoken_en.yaml"))
    return found


@cache
def _orders() -> re.Pattern[str]:
    data = _data()
    return re.compile(rf"(?<=[\w'’)\"]){data['lead']} +(?=(?:{'|'.join(data['orders'])}))", re.IGNORECASE)


@cache
def _addressed() -> re.Pattern[str]:
    data = _data()
    return re.compile(rf"(?P<before>\b[\w'’]+)(?P<joint>{data['lead']} +)(?=(?:{data['addressed']}))", re.IGNORECASE)


@cache
def _subjects() -> re.Pattern[str]:
    data = _data()
    return re.compile(
        rf"(?P<before>\b[\w'’]+)(?P<joint> +)(?=(?P<new>{data['subject']}|{data['noun']}))", re.IGNORECASE
    )


def punctuated(request: str) -> str:
    """The request with a full stop where a new sentence begins, and without a greeting to the coach."""
    request = _corrected(request)
    text = re.sub(_data()["greeting"], "", request, count=1) if len(request.split()) > _GREETED else request
    text = _orders().sub(_stop, text)
    text = _addressed().sub(lambda match: _behind(match, text), text)
    return re.sub(r"[^.,;:!?\n]+", _parted, text)


@cache
def _slips() -> tuple[re.Pattern[str], ...]:
    """A word put right: "Thursday, no, Friday", "four no five of", "his nephew, sorry, his cousin"."""
    data = _data()
    return tuple(
        re.compile(rf"(?P<old>(?:{kind})){data['slip']}(?P<new>(?:{kind}))", re.IGNORECASE) for kind in data["kinds"]
    )


def _corrected(request: str) -> str:
    for slip in _slips():
        request = slip.sub(_put_right, request)
    return request


def _put_right(match: re.Match[str]) -> str:
    """The new word with the old one's preposition where it has none of its own."""
    how = re.match(r"(?:on|by|until|from|in|at|since) ", match["old"], re.IGNORECASE)
    own = re.match(r"(?:on|by|until|from|in|at|since|next|this) ", match["new"], re.IGNORECASE)
    return f"{how[0]}{match['new']}" if how and not own else match["new"]


def _stop(match: re.Match[str]) -> str:
    """A full stop, unless the words before still ask for what follows ("to see if … can you")."""
    before = match.string[: match.start()]
    last = re.search(r"[\w'’]+$", before)
    words = re.split(r"[.!?\n]", before)[-1].split()
    open_ = last is not None and last[0].lower() in (*_data()["bound"].split("|"), *_data()["open"].split("|"))
    return match[0] if open_ or len(words) < _FEWEST else ". "


def _behind(match: re.Match[str], text: str) -> str:
    before = re.split(r"[.!?\n]", text[: match.end("before")])[-1]
    bound = match["before"].lower() in (*_data()["bound"].split("|"), *_data()["open"].split("|"))
    listed = re.search(r"\b(?:and|or) *$", match["joint"]) and "," not in match["joint"]
    if bound or len(before.split()) < _FEWEST or listed:
        return match[0]
    return f"{match['before']}. "


def _parted(match: re.Match[str]) -> str:
    """A long stretch without any mark, parted where a subject and its verb follow a complete clause."""
    stretch = match[0]
    if len(stretch.split()) < _RUN:
        return stretch

    def cut(found: re.Match[str]) -> str:
        word, new = found["before"].lower(), found["new"].lower()
        behind = stretch[: found.start("joint")].split()
        complete = (
            word in _data()["closed"].split("|")
            if not re.match(r"(?:the|my|our|his|her|their)\b", new)
            else (word not in _data()["open"].split("|") and not word.endswith("ing"))
        )
        return f"{found['before']}. " if complete and len(behind) >= _FEWEST else found[0]

    return _subjects().sub(cut, stretch)
