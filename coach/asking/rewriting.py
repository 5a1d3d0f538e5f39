"""Says the same more lightly: the writer's sentences stay, only what a finding names is changed.

Edits are tried from the gentlest to the boldest and each result is judged again with the same relation and history; the
first that is fine is taken, else the best that is no worse than the draft.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from coach.answer import AskKind, Language, Rule
from coach.asking.asks import Found
from coach.asking.draft import Draft, Place
from coach.asking.judging import Judged, judge
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.resources import load_yaml

__all__ = ["rewrite"]

Register = Literal["formal", "polite", "close"]
# A rewrite of something longer than this helps nobody, and judging it again would take too long.
_LONGEST = 8_000
_BOLDEST = 3
_SMALLER_AS: dict[AskKind, AskKind] = {"referral": "introduction", "information": "other", "advice": "other"}
_BULLET = re.compile(r"[\s\u3000\-*•・●\d.)．)]+")
_ORDER = {"ok": 0, "caution": 1, "over_asking": 2}


@cache
def _words(language: Language) -> dict[str, Any]:
    """What the rewrite puts in, from ``rewrite_ja.yaml`` and ``rewrite_en.yaml``."""
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name(f"rewrite_{language}.yaml"))
    return loaded


@dataclass(frozen=True)
class _Edit:
    """Put ``words`` in place of the characters from ``start`` to ``end`` of the text as given."""

    start: int
    end: int
    words: str
    rank: int = 0  # of edits at one place, the lower comes first


def rewrite(judged: Judged) -> str | None:
    """The whole message, eased; None when nothing needs to change or no wording helps."""
    draft = judged.draft
    if not judged.raised or len(draft.text) > _LONGEST:
        return None
    best: tuple[tuple[int, int], str] | None = None
    for boldness in range(1, _BOLDEST + 1):
        text = _applied(draft.text, list(_edits(judged, boldness)))
        if text == draft.text or not text.strip():
            continue
        again = judge(Draft.read(text, draft.language, draft.stage, draft.history))
        rank = (_ORDER[again.verdict], again.load)
        if rank <= (_ORDER[judged.verdict], judged.load) and (best is None or rank[0] < best[0][0]):
            best = rank, text
        if again.verdict == "ok" and best is not None:
            break
    return best[1] if best else None


def _edits(judged: Judged, boldness: int) -> Iterator[_Edit]:
    """The edits of one boldness: 1 adds and softens, 2 makes the largest request smaller, 3 leaves only that one."""
    rules = {one.rule for one in judged.raised}
    maker = _Maker(judged.draft, rules, boldness)
    yield from maker.dropped()
    yield from maker.softened()
    yield from maker.kept_request()
    yield from maker.thanks()


class _Maker:
    """Makes the edits for one draft."""

    def __init__(self, draft: Draft, rules: set[Rule], boldness: int) -> None:
        self._draft, self._rules, self._boldness = draft, rules, boldness
        self._kept = self._choose()
        self._language: Language = draft.sentences[self._kept.sentence].language if self._kept else draft.language
        self._words = _words(self._language)
        self._register = _register(draft, self._language)

    def _choose(self) -> Found | None:
        found = self._draft.found
        if self._boldness < _BOLDEST or not found:
            return self._draft.heaviest
        return min(found, key=lambda one: one.points)

    def _said(self, name: str) -> str:
        return str(self._words[name][self._register])

    def dropped(self) -> Iterator[_Edit]:
        """Sentences that only press, and the requests that can wait."""
        asking = {one.sentence for one in self._draft.found}
        gone: set[int] = set()
        for rule in ("guilt", "presumption", "bad-mouthing", "chasing", "repeat-ask"):
            if rule not in self._rules or (rule in ("chasing", "repeat-ask") and self._boldness == 1):
                continue
            gone |= {number for number, _ in self._draft.hits("rules", rule, "pattern")}
            if rule == "chasing":
                gone |= {number for number, _ in self._draft.hits("rules", rule, "reproach")}
        if "deadline-pressure" in self._rules:
            gone |= {number for number, _ in self._draft.hits("rules", "deadline-pressure", "pattern")} - asking
        kept = self._kept.sentence if self._kept else -1
        if "multiple-asks" in self._rules:
            gone |= asking
        if self._kept and self._replaces:  # what only puts the same request in other words goes with it
            gone |= {one.sentence for one in self._draft.found if one.what == self._kept.what}
        reminded = False
        for number in sorted(gone - {kept}):
            sentence = self._draft.sentences[number]
            if "chasing" in self._rules and not reminded and not (asking - gone):
                reminded = True
                yield _Edit(sentence.start, sentence.end, self._said("remind"))
            else:
                yield self._without(sentence)
        if self._kept and "multiple-asks" in self._rules:
            yield from self._alone(self._kept)

    def _without(self, sentence: Sentence) -> _Edit:
        """Leave a sentence out, with its line break when it fills the line."""
        text, start, end = self._draft.text, sentence.start, sentence.end
        before = text.rfind("\n", 0, start) + 1
        bullet = text[before:start]
        if not _BULLET.sub("", bullet) and text[end : end + 1] in ("\n", ""):
            start, end = before, min(end + 1, len(text))
        elif text[end : end + 1] == " ":
            end += 1
        return _Edit(start, end, "")

    def _alone(self, kept: Found) -> Iterator[_Edit]:
        """Other requests in the sentence of the kept one are cut out of it."""
        for other in self._draft.found:
            if other.sentence != kept.sentence or other is kept:
                continue
            start, end = self._draft.place(other)
            kept_start, kept_end = self._draft.place(kept)
            yield _Edit(start, kept_start, "") if start < kept_start else _Edit(kept_end, end, "")

    def softened(self) -> Iterator[_Edit]:
        """Deadlines and phrases of pressure inside the kept request's sentence."""
        kept = self._kept
        if kept is None:
            return
        sentence = self._draft.sentences[kept.sentence]
        if "deadline-pressure" in self._rules and not self._replaces:
            strip = compiled(data(sentence.language)["rules"]["deadline-pressure"]["strip"], sentence.language)
            for match in strip.finditer(sentence.folded):
                yield _Edit(*_raw(sentence, match.start(), match.end()), "")
        if self._boldness == 1 and kept.what == "meeting" and kept.size != "small":
            minutes = compiled(self._words["minutes"], self._language)
            if self._draft.is_weak_tie or kept.size == "large":
                for match in minutes.finditer(sentence.folded, kept.start, kept.end):
                    yield _Edit(*_raw(sentence, match.start(), match.end()), self._words["fifteen"])

    @property
    def _replaces(self) -> bool:
        """Whether the kept request is said in other words."""
        if self._kept is None:
            return False
        pressed = self._pressed(self._kept.sentence)
        return self._boldness >= 2 and (self._kept.size != "small" or pressed)

    def _pressed(self, number: int) -> bool:
        rules: tuple[Rule, ...] = ("guilt", "presumption", "bad-mouthing", "deadline-pressure", "chasing", "repeat-ask")
        raised = [rule for rule in rules if rule in self._rules]
        return any(number == hit for rule in raised for hit, _ in self._draft.hits("rules", rule, "pattern"))

    def kept_request(self) -> Iterator[_Edit]:
        """The request that stays: smaller, with a reason, a way out, and something in return."""
        kept = self._kept
        if kept is None:
            return
        sentence = self._draft.sentences[kept.sentence]
        start = self._draft.place(kept)[0]
        if self._replaces:
            begin = sentence.start if self._pressed(kept.sentence) else start
            yield _Edit(begin, sentence.end, self._smaller(kept, sentence), rank=1)
        elif self._language == "ja":
            slots = [name for name, rule in (("reason", "no-reason"), ("topic", "vague-ask")) if rule in self._rules]
            if slots:
                yield _Edit(start, start, "".join(self._said(name) for name in slots))
        added = list(self._added())
        if added:
            yield _Edit(sentence.end, sentence.end, self._glued(sentence, added), rank=2)

    def _added(self) -> Iterator[str]:
        if "no-reason" in self._rules and self._language == "en" and not self._replaces:
            yield self._said("reason")
        if "vague-ask" in self._rules and self._language == "en" and not self._replaces:
            yield self._said("topic")
        eased = self._draft.signal("way_out")
        if not eased and (self._rules - {"too-long", "vague-ask"}) and self._draft.at_least("medium"):
            yield self._said("way_out")
        elif "chasing" in self._rules and not eased:
            yield self._said("no_reply")
        if "nothing-offered" in self._rules or ("large-ask-weak-tie" in self._rules and not self._draft.offers):
            yield self._said("offer")

    def _smaller(self, kept: Found, sentence: Sentence) -> str:
        """The step down, with the writer's own object where it can be told."""
        what = _SMALLER_AS.get(kept.what, kept.what)
        words = str(self._words["smaller"][what][self._register])
        if "{about}" in words:
            match = compiled(self._words["about"], self._language).search(sentence.folded, kept.start)
            named = sentence.text[match.start(1) : match.end(1)].strip() if match else ""
            words = words.format(about=self._words["about_words"].format(about=named) if named else "")
        words = words[:1].upper() + words[1:] if self._language == "en" else words
        ended = words.endswith(("?", ".", "?", "。"))
        return words if ended else words + self._words["stop"]

    def _glued(self, sentence: Sentence, added: list[str]) -> str:
        """Further sentences behind the request, on its line in a letter, on lines of their own in a chat."""
        gap = " " if self._language == "en" else ""
        ended = self._replaces or self._draft.text[sentence.end - 1] in "。.!?!?…"
        if ended:
            return gap + gap.join(added)
        chat = self._register == "close" and self._language == "ja"
        return ("\n" if chat else self._words["stop"] + gap) + gap.join(added)

    def thanks(self) -> Iterator[_Edit]:
        """A word of thanks and of what came of the last help, before everything else."""
        owed = {"no-thanks", "repeat-ask"} & self._rules and not self._draft.thanks and self._draft.sentences
        if owed:
            first = self._draft.sentences[0]
            gap = "\n" if self._draft.text[first.end : first.end + 1] == "\n" else " " if self._language == "en" else ""
            yield _Edit(first.start, first.start, self._said("thanks") + gap, rank=-1)


def _raw(sentence: Sentence, start: int, end: int) -> Place:
    return sentence.at[start], sentence.at[end - 1] + 1


def _register(draft: Draft, language: Language) -> Register:
    """How the draft speaks, read from its body and its greeting."""
    words = _words(language)
    text = draft.text.lower()
    if compiled(words["formal"], language).search(text):
        return "formal"
    return "polite" if compiled(words["polite"], language).search(text) else "close"


def _applied(text: str, edits: list[_Edit]) -> str:
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
    return re.sub(r"\n{3,}", "\n\n", result).strip("\n") if result != text else text
