"""Pieces of an English request that go on with what stands before them: a date, a description, "for showing me"."""

import re

from coach.understanding.order_slots_en import OrderSlots
from coach.understanding.orders_en import Order, read_order
from coach.understanding.pieces_en import Clause
from coach.understanding.said_en import pattern

__all__ = ["Continuations"]

# The slot that a further phrase belongs to, by the order that is open.
_LENGTHENED = {
    "event": "event",
    "ask": "ask",
    "offered": "offered",
    "thanks": "given",
    "content": "told",
    "feat": "event",
}


class Continuations(OrderSlots):
    """Reads a piece by the one before it."""

    def _goes_on(self, piece: Clause, before: Clause) -> bool:
        """A piece that belongs to what stands before it: a further detail, a description, "for showing me round"."""
        words, joint = piece.words, piece.joint.strip()
        if joint not in (",", ":", ")", "-", "–", "—", "):", "),"):
            return False
        phrase = not pattern("finite").search(re.sub(r"\bwho\b.*", "", words))
        if phrase and self._lengthens(words, piece.start, joint):
            return True
        if before.part in ("order", "manner", "content") and self._describes(words, before):
            self._known_from(words, piece.start)
            described = self._described_rest(words)
            if described:
                self._statement(described, piece.start + words.find(described))
            return True
        return before.part == "order" and self.open == "none" and self._order_behind(words, piece.start)

    def _lengthens(self, words: str, start: int, joint: str) -> bool:
        """Add a phrase to what it follows: the date to an event, a name to a thanks."""
        turned = self._turned(words, start)
        slot = _LENGTHENED.get(self.open or "")
        between = ": " if ":" in joint else ", "
        if slot == "event" and (self.occasion != "invite" or pattern("extra").match(words)):
            slot = None if self.occasion != "congratulate" else slot
        if slot == "told" and self.said.told and joint == ",":
            self.said.told[-1] += f", {turned}"
            return True
        if slot in self.said.slots and slot is not None:
            own = re.sub(r"^(?:his|her|their)\b", "your", turned) if slot == "ask" else turned
            self.said.slots[slot] += f"{between}{own}"
            return True
        return False

    def _order_behind(self, words: str, start: int) -> bool:
        """What an order goes on with behind a description: "thanks to the founders, Ines and Bo, for showing me"."""
        on = pattern("goes_on").match(words)
        if on is None:
            return False
        rest = on["rest"]
        if self.occasion == "invite" and rest.startswith(("to ", "for ")):
            order = Order("event", rest, 0)
        elif self.occasion == "ask_meeting" and rest.startswith("for "):
            order = Order("ask", rest, 0)
        else:
            order = read_order(f"thank her {rest}") if rest.startswith("for ") else read_order(rest)
        if order.kind == "none":
            return False
        self.open = order.kind
        self._order_found(order, start + words.find(order.words))
        return True

    def _order_found(self, order: Order, start: int) -> None:
        turned = self._turned(order.words, start)
        if order.kind == "thanks":
            self._thanks(turned)
        elif order.kind == "ask":
            self._wish(order.words, start)
        else:
            self._matter(order, turned)

    def _describes(self, words: str, before: Clause) -> bool:
        """Whether the piece only says who somebody just named is: "my old team lead", "a partner at Amadi & Roe"."""
        if re.match(r"(?:who|whose|whom)\b", words):
            return False
        end = before.start + len(before.words)
        named = next((m for m in self.cast.mentions if abs(m.end - end) <= 2), None)
        person = self.cast.recipient
        role = (named.person.role if named else None) or person.role
        if role and words.lower().removeprefix("a ").removeprefix("the ").removeprefix("my ").removeprefix(
            "our "
        ).startswith(role.lower()):
            return True
        if named is None:
            return any(
                m.start - 2 <= self.request.find(words, end) <= m.end for m in self.cast.mentions
            ) and not pattern("finite").search(words)
        short = re.split(r",", words)[0]
        return (
            bool(re.match(r"(?:an?|the|my|our|his|her|their)\b", short))
            and not pattern("finite").search(short)
            and len(short.split()) <= 8
        )

    def _known_from(self, words: str, start: int) -> None:
        """Where two who lost touch knew each other: "my first manager at Beacon Insurance"."""
        known = re.match(r"(?:my|our) (?P<who>[\w -]+?) (?:at|in|from|during) (?P<where>.+)", words)
        if self.occasion == "reconnect" and known:
            who = re.sub(r"^(?:former|old|ex-) ?", "", known["who"])
            self.said.tell(f"You may remember me from {self._turned(known['where'], start)}, where you were my {who}")

    def _described_rest(self, words: str) -> str | None:
        """What follows a description in the same piece: "freight forwarder, thanks for getting …"."""
        rest = words.partition(", ")[2]
        if re.match(r"thank(?:s|ing)\b", rest):
            order = read_order(rest)
            if order.kind == "thanks":
                place = self.request.find(order.words)
                self._thanks(self._turned(order.words, place))
                return None
        return rest if rest and pattern("finite").search(rest) else None
