"""A message with everything the rules look at: its requests, gives, signals, the relation and the history."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coach.answer import Ask, AskKind, Give, Language, Size, Stage
from coach.asking.asks import Found, find_asks
from coach.asking.gives import gives_of
from coach.asking.layout import Sentence, sentences_of
from coach.asking.patterns import compiled, data
from coach.asking.reasons import tells_why
from coach.asking.signs import Chances, Place, Sign, chances_of, opinions, shown, spans, where
from coach.asking.weights import weights
from coach.people.network import History

__all__ = ["Draft", "Place"]

_ORDER: dict[Size, int] = {"small": 0, "medium": 1, "large": 2}
# Forms that often stand beside the real request, and what goes with what.
_LIGHT = ("hint", "invite", "plain", "promised")
_SIDE: dict[AskKind, tuple[AskKind, ...]] = {"information": ("meeting", "introduction")}
_WORD = re.compile(r"[A-Za-z0-9][\w'’-]*")


@dataclass(frozen=True)
class Draft:
    """The text as given with its reading; every :data:`Place` counts in the text as given."""

    text: str
    language: Language
    stage: Stage | None
    history: History
    sentences: Sequence[Sentence] = field(repr=False)
    found: Sequence[Found]
    told: bool = False  # an account of what is planned, not the message itself

    @classmethod
    def read(cls, text: str, language: Language, stage: Stage | None, history: History) -> "Draft":
        """Cut the text into sentences and find its requests."""
        sentences = sentences_of(text)
        return cls(text, language, stage, history, sentences, find_asks(sentences))

    @cached_property
    def asks(self) -> list[Ask]:
        """The requests as the review shows them."""
        return [self._ask(one) for one in self.found]

    def _ask(self, one: Found) -> Ask:
        start, end = self.place(one)
        return Ask(text=self.text[start:end], start=start, end=end, what=one.what, size=one.size, softened=one.softened)

    def place(self, one: Found) -> Place:
        """Where a request stands in the text as given."""
        return self.sentences[one.sentence].span(one.start, one.end)

    @cached_property
    def heaviest(self) -> Found | None:
        """The request that costs most; of equals the first."""
        return max(self.found, key=lambda one: one.points, default=None)

    @cached_property
    def distinct(self) -> list[Found]:
        """The requests that don't just say another one again: "are you free?" beside "could we meet?"."""
        kept: list[Found] = []
        seen: set[AskKind] = set()
        light: set[AskKind] = set()
        for one in sorted(self.found, key=lambda each: -each.points):
            # Two questions for facts are two, but "are you free?" only says "could we meet?" again.
            is_light = one.form in _LIGHT and not (one.form == "plain" and one.what in ("information", "advice"))
            again = one.what in seen and (one.what == "meeting" or is_light or one.what in light)
            side = one.form == "plain" and any(other in seen for other in _SIDE.get(one.what, ()))
            if not again and not side:
                kept.append(one)
                seen.add(one.what)
                light |= {one.what} if is_light else set()
        return kept

    @cached_property
    def weighty(self) -> list[Found]:
        """The distinct requests that count as more than a question in passing."""
        if self.size == "small":
            return self.distinct
        passing = [one for one in self.distinct if one.form == "plain" or one.what == "other"]
        return [one for one in self.distinct if one is self.heaviest or one not in passing]

    @property
    def is_long_meeting(self) -> bool:
        """Whether an hour or so of the reader's time is asked."""
        one = self.heaviest
        if one is None or one.what != "meeting":
            return False
        sentence = self.sentences[one.sentence]
        longer = compiled(data(sentence.language)["size"]["long_meeting"], sentence.language)
        return longer.search(sentence.folded[one.start : one.end]) is not None

    @property
    def is_sociable(self) -> bool:
        """Whether the heaviest request is to eat or drink together: company is reason enough."""
        one = self.heaviest
        if one is None or one.what != "meeting" or one.size == "large":
            return False
        sentence = self.sentences[one.sentence]
        sociable = compiled(data(sentence.language)["signals"]["sociable"], sentence.language)
        return sociable.search(sentence.folded[one.start : one.end]) is not None

    @cached_property
    def has_reason(self) -> bool:
        """Whether the text says why or what for."""
        read = [None] * len(self.sentences) if self.told else opinions("reason", self.sentences, self.chances)
        asking = {one.sentence for one in self.found}
        # What is told right before a request is told for its sake, whatever the reader makes of it.
        read = [None if told is False and number + 1 in asking else told for number, told in enumerate(read)]
        return any(
            tells_why(sentence, self._beside(number), self._predicates.get(number, ()), read=read[number])
            for number, sentence in enumerate(self.sentences)
        )

    @cached_property
    def _predicates(self) -> dict[int, list[Place]]:
        """Where Japanese requests have their predicate, by sentence; in English a reason may follow it."""
        places: dict[int, list[Place]] = {}
        for one in self.found:
            if self.sentences[one.sentence].language == "ja":
                places.setdefault(one.sentence, []).append((one.core, one.end))
        return places

    @cached_property
    def _taken(self) -> dict[int, list[Place]]:
        """Where the requests stand, by sentence."""
        taken: dict[int, list[Place]] = {}
        for one in self.found:
            taken.setdefault(one.sentence, []).append((one.start, one.end))
        return taken

    @cached_property
    def _giving(self) -> set[int]:
        """Starts of the sentences that give something."""
        starts = [sentence.start for sentence in self.sentences]
        return {starts[bisect_right(starts, give.start) - 1] for give in self.gives}

    def _beside(self, number: int) -> str:
        """The words of a sentence outside requests, gives and ways out."""
        sentence = self.sentences[number]
        if sentence.start in self._giving:
            return ""
        taken = list(self._taken.get(number, ()))
        eased = [*where("way_out", sentence), *where("hedge", sentence)]
        if eased and not taken:
            return ""
        taken += eased
        return "".join(char for place, char in enumerate(sentence.text) if not any(a <= place < b for a, b in taken))

    @property
    def size(self) -> Size:
        """Size of the heaviest request; small when there is none."""
        return self.heaviest.size if self.heaviest else "small"

    def at_least(self, size: Size) -> bool:
        """Whether the heaviest request is of this size or larger."""
        return self.heaviest is not None and _ORDER[self.size] >= _ORDER[size]

    @property
    def dormant(self) -> bool:
        """Whether the two have been out of touch so long that they weigh like people who met once."""
        days = self.history.days_since_contact
        return days is not None and days >= int(weights()["dormant_days"]) and self.stage != "close"

    @property
    def refused(self) -> bool:
        """Whether the reader has said no before."""
        return self.history.said_no or self.shows("refused") is not None

    @property
    def relation(self) -> str:
        """The row of the relation table that counts: the stage, or "unknown"."""
        if self.dormant and self.size == "large" and self.stage in (None, "acquaintance"):
            return "met_once"
        return self.stage or "unknown"

    @property
    def is_weak_tie(self) -> bool:
        """Strangers and people met once; also those out of touch for years."""
        return self.relation in ("stranger", "met_once")

    @cached_property
    def gives(self) -> list[Give]:
        """Offers, thanks, reports: what the text gives, outside the words of its requests."""
        return gives_of(self.text, self.sentences, self._taken, self.chances)

    @property
    def offers(self) -> bool:
        """Whether something beyond thanks is given."""
        return any(give.what not in ("thanks", "report", "open door") for give in self.gives)

    @property
    def thanks(self) -> bool:
        """Whether there is a word of thanks or of what came of earlier help."""
        return any(give.what in ("thanks", "report") for give in self.gives)

    @cached_property
    def body_length(self) -> int:
        """Characters (Japanese) or words (English) of the body."""
        if self.language == "ja":
            return sum(len(sentence.text) for sentence in self.sentences)
        return sum(len(_WORD.findall(sentence.text)) for sentence in self.sentences)

    def shows(self, sign: Sign) -> Place | None:
        """The first place where a sign of manner shows; in an account of a plan only its wordings count."""
        return next((place for _, place in self.shown(sign)), None)

    def shown(self, sign: Sign) -> list[tuple[int, Place]]:
        """All places where a sign of manner shows, each with the number of its sentence."""
        if sign not in self._shown:
            if self.told:
                each = enumerate(self.sentences)
                self._shown[sign] = [(number, one.span(*place)) for number, one in each for place in where(sign, one)]
            else:
                self._shown[sign] = list(shown(sign, self.sentences, self.chances))
        return self._shown[sign]

    @cached_property
    def chances(self) -> Chances:
        """What the learned reader makes of each sentence."""
        return chances_of(self.sentences)

    @cached_property
    def _shown(self) -> dict[Sign, list[tuple[int, Place]]]:
        return {}

    def signal(self, name: str) -> Place | None:
        """The first place where a word list of the data file (``signals``) is met."""
        return next(iter(self.places("signals", name)), None)

    def places(self, group: str, name: str, key: str | None = None) -> Iterator[Place]:
        """All places where a pattern of the data file stands."""
        for _, place in self.hits(group, name, key):
            yield place

    def hits(self, group: str, name: str, key: str | None = None) -> Iterator[tuple[int, Place]]:
        """The same, each with the number of its sentence."""
        for number, sentence in enumerate(self.sentences):
            entry = data(sentence.language)[group].get(name)
            source = entry.get(key) if isinstance(entry, dict) and key else entry
            if isinstance(source, str):
                for start, end in spans(source, sentence.folded, sentence.language):
                    yield number, sentence.span(start, end)
