"""Says the same more lightly: the writer's sentences stay, only what a finding names is changed.

Edits are tried from the gentlest to the boldest and each result is judged again with the same relation and history; the
first that is fine is taken, else the best that is no worse than the draft.
"""

import re

from coach.asking.choosing import BOLDEST
from coach.asking.draft import Draft
from coach.asking.easing import edits_of
from coach.asking.judging import Judged, judge
from coach.asking.leaving import Edit

__all__ = ["rewrite"]

# A rewrite of something longer than this helps nobody, and judging it again would take too long.
_LONGEST = 8_000
_ORDER = {"ok": 0, "caution": 1, "over_asking": 2}


def rewrite(judged: Judged) -> str | None:
    """The whole message, eased; None when nothing needs to change or no wording helps."""
    draft = judged.draft
    if not judged.raised or len(draft.text) > _LONGEST:
        return None
    rules = {one.rule for one in judged.raised}
    best: tuple[tuple[int, int], str] | None = None
    for boldness in range(1, BOLDEST + 1):
        text = _applied(draft.text, edits_of(draft, rules, boldness))
        if text == draft.text or not text.strip():
            continue
        again = judge(Draft.read(text, draft.language, draft.stage, draft.history))
        rank = (_ORDER[again.verdict], again.load)
        if rank <= (_ORDER[judged.verdict], judged.load) and (best is None or rank[0] < best[0][0]):
            best = rank, text
        if again.verdict == "ok" and best is not None:
            break
    return best[1] if best else None


def _applied(text: str, edits: list[Edit]) -> str:
    """Carry the edits out from the end; one that lies inside a larger one is left out."""
    result = text
    taken = len(text) + 1
    for edit in sorted(edits, key=lambda one: (one.start, one.end > one.start, one.rank), reverse=True):
        covers = any(
            other is not edit and other.start <= edit.start and edit.end <= other.end and other.end > other.start
            and (edit.end > edit.start or other.start < edit.start < other.end)
            and (other.end - other.start) > (edit.end - edit.start)
            for other in edits
        )  # fmt: skip
        if covers or edit.end > taken:
            continue
        result = result[: edit.start] + edit.words + result[edit.end :]
        taken = edit.start
    if result == text:
        return text
    return re.sub(r"[ \t]+(?=\n|$)", "", re.sub(r"\n{3,}", "\n\n", result)).strip("\n")
