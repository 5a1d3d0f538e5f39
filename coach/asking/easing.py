"""Makes a message lighter, from its own findings; the words come from ``rewrite_ja.yaml`` and ``rewrite_en.yaml``.

The writer's sentences stay. Changed is what a finding names: words that press are cut out, the largest request gets a
reason, a way out and something in return, or is put one size smaller.
"""

import re
from collections.abc import Iterator
from typing import Literal

from coach.answer import Language, Rule
from coach.asking.asks import Found
from coach.asking.choosing import PRESSING, Choice, words_of
from coach.asking.draft import Draft
from coach.asking.layout import Sentence
from coach.asking.leaving import Edit, left_out
from coach.asking.patterns import compiled

__all__ = ["edits_of"]

Register = Literal["formal", "polite", "close"]
_ENDED = re.compile(r"[。．.!?！？…♪☆★〜～]\s*$|[^\w\s、,;:；：]\s*$")


def edits_of(draft: Draft, rules: set[Rule], boldness: int) -> list[Edit]:
    """The edits of one boldness (see :class:`Choice`), in no order."""
    return list(_Easing(Choice(draft, rules, boldness)).edits())


class _Easing:
    """Says one choice in the register of the draft."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._draft, self._rules, self._language = choice.draft, choice.rules, choice.language
        self._words = words_of(choice.language)
        self._register = _register(choice.draft, choice.language)

    def edits(self) -> Iterator[Edit]:
        """All of them."""
        yield from left_out(self._choice, self._said("remind"), self._said("chained"))
        yield from self._request()
        yield from self._thanks()

    def _said(self, name: str) -> str:
        return str(self._words[name][self._register])

    def _request(self) -> Iterator[Edit]:
        """The request that stays: smaller, or with a reason; with a way out, and something in return."""
        kept = self._choice.kept
        if kept is None or kept.sentence in self._choice.gone:
            return
        sentence = self._draft.sentences[kept.sentence]
        start = self._draft.place(kept)[0]
        if self._choice.replaces:
            yield self._smaller(kept, sentence)
        elif self._language == "ja":
            slots = [name for name, rule in (("reason", "no-reason"), ("topic", "vague-ask")) if rule in self._rules]
            if slots:
                yield Edit(start, start, "".join(self._said(name) for name in slots))
        added = list(self._added())
        if added:
            yield Edit(sentence.end, sentence.end, self._glued(sentence, added), rank=2)

    def _added(self) -> Iterator[str]:
        large = self._draft.size == "large" and not self._choice.replaces
        if self._language == "en" and not self._choice.replaces:
            for name, rule in (("reason", "no-reason"), ("topic", "vague-ask")):
                if rule in self._rules:
                    yield self._said(name)
        eased = self._draft.signal("way_out")
        if not eased and (self._rules - {"too-long", "vague-ask"}) and self._draft.at_least("medium"):
            yield self._said("way_out")
        elif "chasing" in self._rules and not eased:
            yield self._said("no_reply")
        if large and ({"nothing-offered", "large-ask-weak-tie"} & self._rules) and not self._draft.offers:
            yield self._said("offer")

    def _smaller(self, kept: Found, sentence: Sentence) -> Edit:
        """The step down, with the writer's own object where it can be told, in place of the request."""
        entry = self._words["smaller"][kept.what]
        about = self._about(kept, sentence)
        words = str(entry[self._register]) if about or "bare" not in entry else str(entry["bare"][self._register])
        words = words.format(about=about)
        begin, lead = self._joined(kept, sentence)
        words = (words[:1].upper() if lead is None or (lead.endswith(" ") and "." in lead) else words[:1]) + words[1:]
        behind = compiled(self._words["because"], self._language).search(sentence.text[kept.end :])
        because = behind.group(1).strip() if behind else ""
        first = f"{because[:1].upper()}{because[1:]}. " if because and self._language == "en" else ""
        ended = words.endswith(("?", ".", "？", "。"))
        return Edit(begin, sentence.end, f"{lead or ''}{first}{words}" + ("" if ended else self._words["stop"]), rank=1)

    def _joined(self, kept: Found, sentence: Sentence) -> tuple[int, str | None]:
        """Where the new words begin, and how they are joined to what stands before them (None: nothing does)."""
        before = sentence.text[: kept.start]
        linked = compiled(self._words["linked"], self._language).search(before.lower())
        unfit = kept.what in ("money", "confidential") and compiled(self._words["unfit"], self._language).search(
            before.lower()
        )
        leading = self._choice.leading(kept.sentence) if kept.sentence in self._choice.hits(*PRESSING) else None
        if not before.strip() or self._choice.pressed or unfit or leading is not None:
            return sentence.start, None
        if linked:
            place = linked.start()
            return (sentence.at[place], ". ") if place and self._language == "en" else (sentence.start, None)
        if self._language == "en":
            return self._draft.place(kept)[0], ""
        # An excuse or a reason stays; the when and how of the old request goes with it.
        stays = [match.end() for match in compiled(self._words["stays"], "ja").finditer(before)]
        return (sentence.at[stays[-1] - 1] + 1, "") if stays else (sentence.start, None)

    def _about(self, kept: Found, sentence: Sentence) -> str:
        """The person or thing asked for, in the writer's own words, when it fits the new ones."""
        match = compiled(self._words["about"], self._language).search(sentence.folded, kept.start)
        named = sentence.text[match.start(1) : match.end(1)].strip(" .,、") if match else ""
        fits = named and not compiled(self._words["about_unfit"], self._language).search(named.lower())
        return named if fits else ""

    def _glued(self, sentence: Sentence, added: list[str]) -> str:
        """Further sentences behind the request, on its line in a letter, on lines of their own in a chat."""
        gap = " " if self._language == "en" else ""
        if self._choice.replaces or _ENDED.search(self._draft.text[sentence.start : sentence.end]):
            return gap + gap.join(added)
        chat = self._language == "ja" and "。" not in self._draft.text
        return ("\n" if chat else self._words["stop"] + gap) + gap.join(added)

    def _thanks(self) -> Iterator[Edit]:
        """A word of thanks and of what came of the last help, behind the greeting and before everything else."""
        owed = "no-thanks" in self._rules or ("repeat-ask" in self._rules and "chasing" not in self._rules)
        if not owed or self._draft.thanks or not self._draft.sentences:
            return
        opening = compiled(self._words["opening"], self._language)
        sentences = self._draft.sentences
        first = next((one for one in sentences if not opening.search(one.folded)), sentences[0])
        said = self._said("thanks_no" if self._draft.history.said_no else "thanks")
        alone = self._draft.text[first.start - 1 : first.start] == "\n"
        yield Edit(first.start, first.start, said + ("\n" if alone else " " if self._language == "en" else ""), rank=-2)


def _register(draft: Draft, language: Language) -> Register:
    """How the draft speaks: one formal phrase makes it formal; polite when most of its sentences are."""
    words = words_of(language)
    if compiled(words["formal"], language).search(draft.text.lower()):
        return "formal"
    if language == "en":
        shouts = any(char.isupper() for char in draft.text)
        return "polite" if shouts and compiled(words["polite"], language).search(draft.text.lower()) else "close"
    polite = sum(compiled(words["polite"], language).search(one.folded) is not None for one in draft.sentences)
    return "polite" if polite * 2 >= len(draft.sentences) else "close"
