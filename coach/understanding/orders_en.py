"""What an order to the coach holds for the reader: "Tell Ines that we signed" holds "we signed"."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml

__all__ = ["Order", "read_order"]


@dataclass(frozen=True)
class Order:
    """``kind`` of what follows, and its words at ``start`` of the piece; no words when the order holds nothing."""

    kind: str
    words: str = ""
    start: int = 0


@cache
def _orders() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("orders_en.yaml"))
    titles = load_yaml(Path(__file__).with_name("people.yaml"))["en"]["titles"].replace(" ", "|")
    who = data["who"].replace("{titles}", titles)
    return tuple((kind, re.compile(words.replace("{who}", who))) for kind, words in data["orders"])


@cache
def _lead() -> re.Pattern[str]:
    """Politeness and wishes before the verb of an order."""
    return re.compile(load_yaml(Path(__file__).with_name("orders_en.yaml"))["lead"], re.IGNORECASE)


def read_order(piece: str) -> Order:
    """Read one order; the words keep their capitals."""
    lead = _lead().match(piece)
    offset = lead.end() if lead else 0
    text = piece[offset:]
    # The first word of an order may begin with a capital.
    low = text[:1].lower() + text[1:]
    for kind, pattern in _orders():
        match = pattern.search(low)
        if match:
            name = "pitch" if "pitch" in match.groupdict() else "rest"
            return Order("pitch" if name == "pitch" else kind, match[name].strip(), offset + match.start(name))
    return Order("none")
