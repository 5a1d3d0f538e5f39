"""Changes to a text by place, and the small surgery around them: line breaks, capitals, conjunctions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coach.asking.draft import Draft
from coach.asking.layout import Sentence
from coach.asking.rewriting.wording import Wording

__all__ = ["Edit", "applied", "asking", "begun", "greeted", "place", "put_after", "without"]

# Marks what was taken out until the line is whole again.
_GONE = "\ue000"
_EMPTIED = re.compile(r"(?m)^[ \u3000]*(?:[-*•・●]|\d{1,2}[.)．)])?[ \u3000]*\ue000[\ue000 \u3000]*(?:\n|\Z)")
_BULLET = re.compile(r"[\s\u3000\-*•・●\d.)．)]+")


_GREETED = {
    "ja": re.compile(r"[^、。!?\s]{1,12}(?:さん|様|先輩|先生|部長|社長|課長|くん|ちゃん)[、,!]\s?"),
    "en": re.compile(r"(?:hi|hello|hey|dear|yo|good (?:morning|afternoon|evening))\b[^,!.?:]{0,30}[,!.:]\s+"),
}


@dataclass(frozen=True)
class Edit:
    """Put ``words`` in place of the characters from ``start`` to ``end`` of the text as given."""

    start: int
    end: int
    words: str
    rank: int = 0  # of edits at one place, the lower comes first


def asking(draft: Draft) -> list[Sentence]:
    """The sentences that ask for something."""
    return [draft.sentences[number] for number in sorted({one.sentence for one in draft.found})]


def place(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Offsets in the text as given of ``sentence.text[start:end]``."""
    if start >= end:
        at = sentence.at[start] if start < len(sentence.at) else sentence.end
        return at, at
    return sentence.at[start], sentence.at[end - 1] + 1


def greeted(sentence: Sentence) -> int:
    """Where a sentence goes on behind a greeting ("Hi Ken, …"); 0 when it has none."""
    match = _GREETED[sentence.language].match(sentence.folded)
    return match.end() if match and match.end() < len(sentence.text) else 0


def begun(sentence: Sentence, words: str, at: int) -> str:
    """``words`` with the first letter that fits their place: small behind "Hi Ken, " and inside a sentence."""
    if sentence.language == "ja" or words.startswith(("I ", "I'")):
        return words
    before = sentence.text[:at].rstrip()
    opens = not before or before[-1] in ".!?"
    return (words[:1].upper() if opens else words[:1].lower()) + words[1:]


def without(text: str, sentence: Sentence) -> Edit:
    """Leave a sentence out, with its bullet and line break when it fills its lines."""
    start, end = sentence.at[greeted(sentence)], sentence.end
    before = text.rfind("\n", 0, start) + 1
    fills = not _BULLET.sub("", text[before:start])
    if fills and text[end : end + 1] in ("\n", ""):
        return Edit(before, end, "")
    while text[end : end + 1] in (" ", "\u3000"):
        end += 1
    if text[end : end + 1] in ("\n", ""):
        while start > before and text[start - 1] in (" ", "\u3000"):
            start -= 1
    return Edit(start, end, "")


def put_after(draft: Draft, sentence: Sentence, words: str, wording: Wording, rank: int = 2) -> Edit:
    """A further sentence behind ``sentence``.

    It stands on the same line in a letter, below the list behind an item, on a line of its own in a chat.
    """
    text, end, gap = draft.text, sentence.end, str(wording.raw("gap"))
    ended = text[end - 1] in "。.!?!?…！？"
    begin = text.rfind("\n", 0, sentence.start) + 1
    if text[begin : sentence.start].strip():
        head = text[begin : sentence.start]
        if _BULLET.fullmatch(head):
            following = text.find("\n", end)
            while (
                following != -1 and _BULLET.match(text, following + 1) and text[following + 1 : following + 2].strip()
            ):
                following = text.find("\n", following + 1)
            at = len(text) if following == -1 else following
            return Edit(at, at, "\n" + words, rank)
    if wording.flat:
        closing = "" if text[end : end + 1] in ("\n", "") else "\n"
        return Edit(end, end, f"\n{words}{closing}", rank)
    if ended:
        return Edit(end, end, gap + words, rank)
    chat = wording.register == "close" and gap == ""
    return Edit(end, end, ("\n" if chat else str(wording.raw("stop")) + gap) + words, rank)


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Carry the edits out from the end; one that lies inside a larger one is left out, a line left empty goes."""
    planned = sorted(set(edits), key=lambda one: (one.start, one.end > one.start, one.rank), reverse=True)
    result, taken = text, len(text) + 1
    for edit in planned:
        end = edit.end if edit.words else min(edit.end, max(taken, edit.start))  # two cuts may share a space
        if end > taken or any(_covers(other, edit) for other in planned):
            continue
        result = result[: edit.start] + (edit.words or _GONE) + result[end:]
        taken = edit.start
    if result == text:
        return text
    result = _EMPTIED.sub("", result).replace(_GONE, "")
    return re.sub(r"\n{3,}", "\n\n", result).strip("\n")


def _covers(other: Edit, edit: Edit) -> bool:
    if other is edit or other.end - other.start <= edit.end - edit.start:
        return False
    inside = other.start <= edit.start and edit.end <= other.end
    return inside and (edit.end > edit.start or other.start < edit.start < other.end)
