"""What the tagged parts of an English request say: facts as sentences to the reader, wishes, who somebody is."""

import re

from coach.understanding.cast import Cast
from coach.understanding.kept_en import is_sentence
from coach.understanding.notes_en import completed, describes_reader
from coach.understanding.order_slots_en import WISHLESS
from coach.understanding.orders_en import read_order
from coach.understanding.parts import Part, Parts
from coach.understanding.pieces_en import Clause, clauses
from coach.understanding.pieces_en import pattern as shut
from coach.understanding.said_en import Said, pattern
from coach.understanding.spelled_en import tidy
from coach.understanding.statements_en import Statements, sentences_of

__all__ = ["TaggedStatements"]

_DOUBTED = 0.65  # below this a part may be something else
_FAR = 160  # characters between an order and what it orders to say
_NEAR = 40  # characters in which a word about the fact before stands
_WORDS = 2  # the fewest an order says to the reader
_SHORTEST = 4  # words of a statement that is rescued
_STRANGERS = ("first_contact", "first_after_introduction", "ask_introduction", "ask_meeting", "reconnect")


class TaggedStatements(Statements):
    """Reads the parts in their order."""

    def __init__(self, request: str, occasion: str, cast: Cast, parts: Parts) -> None:
        super().__init__(request, occasion, cast)
        self.parts = parts
        self.spans = []

    def read(self) -> Said:
        """Everything the parts say."""
        before: Part | None = None
        for part in sorted(self.parts.parts, key=lambda each: each.start):
            if part.role == "fact":
                self._fact_part(part, before)
            elif part.role == "ask":
                self._ask_part(part)
            elif part.role == "do":
                self._do_part(part)
            elif part.role in ("me", "who", "who3"):
                self._about_people(part)
            doubted = part.role in ("do", "me", "who", "ask") and part.sure < _DOUBTED
            if doubted or (part.role == "old" and not pattern("letter").search(part.text)):
                self._rescue(part.text, part.start)
            self._rescue(self._gap(part, before), before.end if before else 0)
            before = part
        self._rescue(self.request[before.end if before else 0 :], before.end if before else 0)
        return self.said

    def _rescue(self, words: str, start: int) -> None:
        """Statements in words the tagger took for something else, or for nothing; said when the message lacks them."""
        for piece in clauses(words, []):
            if piece.part == "order":
                self._order_piece(piece, start)
                continue
            plain = tidy(piece.words)
            said = pattern("subject").match(plain) and pattern("finite").search(plain)
            if piece.part != "content" or not said or len(plain.split()) < _SHORTEST:
                continue
            whole = self._turned(completed(tidy(piece.words)), start + piece.start)
            small = whole[:1].lower() + whole[1:]
            if is_sentence(whole) and not describes_reader(small) and not pattern("nobody").match(small):
                self.said.spare += self._sentence(tidy(piece.words), start + piece.start)

    def _gap(self, part: Part, before: Part | None) -> str:
        return self.request[before.end if before else 0 : part.start]

    def _fact_part(self, part: Part, before: Part | None) -> None:
        """A fact as its order has it ("thank her for …"), as a sentence, or joined to what it goes on with."""
        behind = self.request[part.end :]
        if shut("exclusion_bare").match(re.split(r"[.!?;\n]", behind.lstrip(" -–—(,"))[0][:_NEAR]):
            return
        rest = re.match(r"[.@][\w.@-]*\w", behind)  # an address is one word
        words, start = tidy(part.text + (rest[0] if rest else "")), part.start
        gap = self._gap(part, before)
        name = self.cast.recipient.name
        if name:
            named = re.match(rf"(?:[A-Z]\w+\.? )?{re.escape(name)},? (?=(?:on|for|about|to)\b)", words)
            words = words[named.end() :] if named else words
        if self._ordered(part, before) or self._own_order(words, start):
            return
        if self.occasion == "congratulate" and "event" not in self.said.slots and re.match(r"(?:on|for) \w+", words):
            self.said.slots["event"] = self._turned(re.sub(r"^(?:on|for) ", "", words), start)
            return
        if self.occasion.startswith("thanks_") and pattern("favour").match(words):
            self._thanks(self._turned(words, start))
            return
        lead = re.search(r"(?:^|[,.;:!?(\n])?\s*((?:[\w'’]+ ){1,4})$", gap)
        whole = completed(words)
        if not is_sentence(whole) and lead and is_sentence(tidy(lead[1] + part.text)):
            words = tidy(lead[1] + part.text)
        if is_sentence(completed(words)) or not self._joined(words, part, before, gap):
            self.said.spare += self._sentence(words, start)
            self._content(Clause(words, start, ""), None)

    def _own_order(self, words: str, start: int) -> bool:
        """A fact that begins with its order: "wish them a proper rest", "tell her the twins still have …"."""
        order = (
            read_order(words)
            if re.match(r"(?i)(?:please )?(?:thank|tell|wish|congratulat|say|mention|let)\w*\b", words)
            else None
        )
        if order is None or order.kind not in ("thanks", "wish", "content", "feat"):
            return False
        self._order(Clause(words, start, "", "order"))
        return True

    def _sentence(self, words: str, start: int) -> list[str]:
        whole = pattern("trailing").sub("", self._turned(completed(words), start))
        told = self._as_told(whole) if whole else ""
        if shut("exclusion").search(words) or shut("exclusion_bare").search(words) or pattern("coaching").search(told):
            return []
        return [told[0].upper() + told[1:]] if is_sentence(whole) else []

    def _ordered(self, part: Part, before: Part | None) -> bool:
        """A fact behind an order whose words lead to it: "congratulate her on" + "passing first go"."""
        begin = max((each.start for each in self.parts.of("do") if each.end <= part.start), default=None)
        if (
            begin is None
            or before is None
            or before.role == "fact"
            or part.start - begin > _FAR
            or re.search(r"[.!?\n]\s", self.request[begin : part.start])
        ):
            return False
        words = tidy(self.request[begin : part.end])
        order = read_order(words)
        if order.kind == "none" or not tidy(part.text).endswith(order.words[-12:]):
            return False
        if len(order.words) > len(part.text) + 12 or order.kind == "ask":
            return False
        self.open = order.kind
        self._order(Clause(words, begin, "", "order"))
        return True

    def _joined(self, words: str, part: Part, before: Part | None, gap: str) -> bool:
        """A phrase that goes on with the fact before it: a place to an event, a further thing to a thanks."""
        between = pattern("between").fullmatch(gap)
        if self.occasion == "invite" and between is None and len(gap) < 30:
            between = re.search(r"(?P<how>(?:at|on|in|from|by|with)\s+)?$", gap)
        ended = before is not None and before.text.rstrip()[-1:] in ".!?"
        if before is None or before.role != "fact" or between is None or ended:
            return False
        said = f"{between['how'] or ''}{self._turned(words, part.start)}"
        slots = self.said.slots
        slot = {"invite": "event", "give": "offered", "congratulate": "event"}.get(self.occasion)
        if slot in slots and slot is not None:
            slots[slot] += f", {said}"
        elif self.said.told and not re.search(r"[.!?]", gap):
            self.said.told[-1] += f", {said}"
        else:
            return False
        return True

    def _ask_part(self, part: Part) -> None:
        """A wish with whom it is about behind it: "intro to" + "her cousin Tobenna"."""
        end = part.end
        for other in self.parts.of("who3", "fact"):
            if 0 <= other.start - end <= 2 and re.search(r"\b(?:to|with|for|about|of|on)$", part.text.strip()):
                end = other.end
        words = pattern("asking").sub("", tidy(self.request[part.start : end]))
        turned = self._turned(words, part.start)
        if is_sentence(turned) and not pattern("wishful").search(words):
            self.said.spare += self._sentence(words, part.start)
            return
        asked = self.occasion in WISHLESS and pattern("interrogative").match(turned)
        if asked or pattern("offered_question").match(turned):
            self.said.tell(f"{turned}?")
        else:
            (wish, at), *others = sentences_of(words, part.start)
            self._wish(wish, at)
            for further, place in others:
                self.said.spare += self._sentence(further, place)

    def _do_part(self, part: Part) -> None:
        """An order may hold words for the reader: "thank him for answering so fast", "say no hurry"."""
        for piece in clauses(tidy(part.text), []):
            if piece.part == "order":
                self._order_piece(piece, part.start)

    def _order_piece(self, piece: Clause, start: int) -> None:
        order = read_order(piece.words)
        if order.kind not in ("thanks", "wish", "content", "will") or len(order.words.split()) < _WORDS:
            return
        if pattern("to_coach").search(order.words) or pattern("pointing").fullmatch(order.words):
            return
        if order.kind == "content" and not is_sentence(self._turned(completed(order.words), start)):
            return
        self._order(Clause(piece.words, start, "", "order"))

    def _about_people(self, part: Part) -> None:
        """Who somebody is: of the writer to a stranger, of the other to the one who meets them."""
        names = [name for name in self.parts.named("rn", "tn", "sn") if part.start <= name.start < part.end]
        if part.role == "me" and self.occasion in _STRANGERS:
            self._me(tidy(part.text))
        elif part.role != "me" and self.occasion in ("make_introduction", "ask_introduction") and names:
            name = names[-1]
            told = re.match(
                r",?\s*(?:who(?: is|'s|’s)?|is|she|he|they)\s+(?P<rest>.+)", self.request[name.end : part.end]
            )
            if told and (part.role == "who3" or self.reader.apart):
                lead = "is " if re.match(r"(?:an?|the|my|our)\b", told["rest"]) else ""
                self.said.tell(f"{name.text.split(' ')[0]} {lead}{self._turned(tidy(told['rest']), name.end)}")
        elif part.role == "who" and self.occasion == "reconnect":
            known = re.search(r"(?P<both>\band )?\b(?:we|I)\b(?P<rest> \w+.*)", part.text)
            if known:
                both = f"We{known['rest']}" if known["both"] else known[0]
                self.said.tell(self._turned(tidy(both), part.start + known.start()))

    def _me(self, words: str) -> None:
        """What the writer says of themselves beyond the name, as a sentence."""
        rest = re.sub(
            r"^(?:I am|I'm|my name is|this is|myself|from|name's)\s+[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*[,;]?\s*",
            "",
            words,
        )
        rest = re.sub(
            r",?\s*(?:(?:and )?(?:I'm|I am|my name is|this is)\s+)?[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*\.?$", "", rest
        )
        whole = completed(rest)
        if is_sentence(whole) and len(whole.split()) > 3:
            self.said.tell(whole)
