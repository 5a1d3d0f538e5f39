"""Puts a card where the text says the same; the text of an answer stands alone and would otherwise say it twice."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach import Answer

__all__ = ["told_by_cards", "weave"]

_BLOCKS = re.compile(r"\n[ \t]*\n")
_CITED = re.compile(r"\[\d{1,3}\]")
# What a list puts around its words: the bullet or number, and a remark in brackets at the end.
_FRAME = re.compile(r"^\s*(?:[-*]|\d+[.)])\s+|\s*[（(][^（）()]*[）)]\s*$")
# A line is told by a card when at least this share of it stands in the card, word for word.
_SHARE = 0.4
# Text between two told blocks that is no longer than this only leads over from one to the other.
_GLUE = 80


def told_by_cards(answer: "Answer") -> list[str]:
    """The phrases that the answer's cards show."""
    phrases: list[str] = []
    if answer.plan:
        phrases += [answer.plan.purpose, answer.plan.goal, *(action.what for action in answer.plan.actions)]
    if answer.ideas:
        phrases += [idea.give + idea.why for idea in answer.ideas] + [idea.give for idea in answer.ideas]
    if answer.vetting:
        phrases += [*(sign.sign for sign in answer.vetting.signs), *answer.vetting.to_check]
    if answer.review and not answer.message:
        phrases += [answer.review.summary, *(finding.why for finding in answer.review.findings)]
    return [phrase for phrase in phrases if phrase.strip()]


def weave(text: str, phrases: Iterable[str]) -> tuple[str, str]:
    """The text before the cards and the text after them; all of it before when the cards repeat nothing.

    A block with a citation is always kept: its mark leads to a source.
    """
    blocks, told = _BLOCKS.split(text.strip()), list(phrases)
    repeats = [_is_told(block, told) for block in blocks]
    if True not in repeats:
        return text, ""
    first = repeats.index(True)
    last = len(repeats) - 1 - repeats[::-1].index(True)
    if first and _is_heading(blocks[first - 1]):
        first -= 1
    between = [block for block in blocks[first : last + 1] if not _goes(block, told)]
    return "\n\n".join(blocks[:first]), "\n\n".join([*between, *blocks[last + 1 :]])


def _goes(block: str, phrases: list[str]) -> bool:
    return _is_told(block, phrases) or (len(block) <= _GLUE and not _CITED.search(block))


def _is_told(block: str, phrases: list[str]) -> bool:
    lines = [_FRAME.sub("", line.replace("**", "")) for line in block.splitlines() if line.strip()]
    if not lines or _CITED.search(block):
        return False
    return all(_covered(line, phrases) >= _SHARE * len(line) for line in lines)


def _covered(line: str, phrases: list[str]) -> int:
    return max((len(phrase) for phrase in phrases if phrase in line), default=0)


def _is_heading(block: str) -> bool:
    """A bold line of its own that announces what follows."""
    return block.startswith("**") and "\n" not in block and len(block) <= _GLUE and not _CITED.search(block)
