"""What the orders of an English request hold, as slots of the message: thanks, matters, offers, wishes."""

import re
from abc import ABC, abstractmethod

from coach.understanding.cast import Cast
from coach.understanding.notes_en import completed
from coach.understanding.orders_en import Order, read_order
from coach.understanding.people_ja import Mention
from coach.understanding.pieces_en import Clause
from coach.understanding.reader_en import Reader
from coach.understanding.said_en import Said, pattern
from coach.understanding.sender_en import sender_spans

__all__ = ["OrderSlots", "called"]

_THANKFUL = (
    "thanks_meeting thanks_meal thanks_introduction report_back season_greeting farewell apologise_over_asking "
    "reconnect"
).split()
# Occasions whose message asks for nothing.
WISHLESS = (
    "decline accept_no congratulate farewell season_greeting give report_back thanks_introduction thanks_meal "
    "apologise_late apologise_over_asking reminder make_introduction"
).split()


class OrderSlots(ABC):
    """Gathers what one request says; the orders fill the slots of the occasion."""

    def __init__(self, request: str, occasion: str, cast: Cast) -> None:
        self.request, self.occasion, self.cast = request, occasion, cast
        several = (
            cast.recipient.is_organisation
            or " and " in (cast.recipient.name or "")
            or bool(pattern("group").search(request))
        )
        both = occasion == "make_introduction" and pattern("both_agreed").search(request) is not None
        self.reader = Reader(
            request, cast.mentions, cast.recipient, introducer=cast.introducer, several=several, apart=both
        )
        self.said = Said()
        self.spans = sender_spans(request)
        self.open: str | None = None  # an order whose matter goes on in the next piece

    def _turned(self, words: str, start: int) -> str:
        return self.reader.turned(words, start)

    @abstractmethod
    def _statement(self, words: str, start: int) -> None:
        """Place a statement that stands at ``start`` of the request."""

    @abstractmethod
    def _who(self, words: str, start: int) -> None:
        """Place a clause with who, whose or whom."""

    def _order(self, piece: Clause) -> None:
        order = read_order(piece.words)
        start = piece.start + order.start
        self.open = order.kind
        turned = self._turned(order.words, start) if order.words else ""
        match order.kind:
            case "content":
                self._statement(order.words, start)
            case "wish":
                self.said.tell(f"I wish you {turned}")
            case "thanks":
                self._thanks(turned)
            case "ask" | "pitch":
                self._wish(_pitched(order), start)
            case "who":
                self._who(order.words, start)
            case "fault":
                self._fault(turned)
            case "will":
                self.said.keep("offered", f"to {turned}")
            case "sorry":
                self.said.keep("topics", ())
            case "matter" | "declined" | "event" | "feat" | "offered" | "about":
                self._matter(order, turned)

    def _thanks(self, turned: str) -> None:
        if pattern("pointing").fullmatch(turned):  # "thank her for that": what was told before
            return
        if self.occasion in _THANKFUL:
            if "given" in self.said.slots:
                self.said.tell(f"Thank you for {turned}")
            self.said.keep("given", turned)
        else:
            self.said.tell(f"Thank you for {turned}")

    def _fault(self, turned: str) -> None:
        words = re.sub(r"^(?:for|about)\s+", "", turned)
        if self.occasion == "apologise_over_asking":
            self.said.keep("fault", words if not words.startswith("that ") else None)
            if words.startswith("that "):
                self.said.tell(words.removeprefix("that "))
        elif words.startswith("that "):
            self.said.tell(words.removeprefix("that "))
        elif self.occasion == "apologise_late":
            self.said.keep("fault", words)
        else:
            self.said.tell(f"I'm sorry for {words}")

    def _matter(self, order: Order, turned: str) -> None:
        words = re.sub(r"^(?:about|of|on|regarding|for)\s+", "", turned)
        kind = order.kind
        if kind == "matter" and words.startswith(("that ", "to ")):
            self.said.tell(
                completed(words.removeprefix("that "))
                if words.startswith("that ")
                else f"This is about your plan {words}"
            )
        elif kind == "declined":
            found = pattern("declined").search(turned)
            self.said.keep("matter", (found["what"] or found["for"]) if found else None)
            if found is None and re.match(r"(?:the|an?|your|his|her)\b", turned):
                self.said.keep("matter_open", turned)
        elif kind == "event" and self.occasion == "invite":
            self.said.keep("event", re.sub(r"^(?:to|for)\s+", "", turned))
        elif kind == "event":
            self.said.keep("matter", re.sub(r"^to\s+", "", turned))
        elif kind == "feat":
            self.said.keep("event" if self.occasion == "congratulate" else "about", turned.removeprefix("who "))
        elif kind == "offered":
            first = (self.cast.recipient.name or "you").split(" ")[0]
            turned = re.sub(
                rf"^.*?\b(?:{re.escape(first)}|you)\b (?=(?:my|our|the|an?|some|this|two|three|\d)\b)", "", turned
            )
            self.said.keep("offered" if self.occasion == "give" else "about", turned)
            if self.occasion != "give":
                self.said.tell(f"Here is {turned}")
        else:
            self.said.keep("matter", words)

    def _wish(self, words: str, start: int) -> None:
        """What the user wants from the reader, with what is said of it in the same sentence."""
        if self.occasion == "make_introduction":
            whom = re.search(r"\bwho .+", words)
            if whom:
                self._who(whom[0].rstrip("?"), start + whom.start())
            elif not pattern("of_introducing").search(words):
                self.said.keep("ask", self._turned(words, start))
            return
        if self.occasion in WISHLESS:
            return
        turned = self._turned(words, start)
        if "ask" in self.said.slots:
            if not pattern("finite").search(turned) and not re.match(r"(?:if|whether|for|to)\b", turned):
                self.said.slots["ask"] += f" ({turned[0].lower()}{turned[1:]})"
            elif self.occasion == "ask_introduction":  # what the user hopes for from the other one is why they ask
                self.said.keep("reason", words)
            return
        self.said.keep("ask", turned)


def _pitched(order: Order) -> str:
    return f"if she could consider {order.words}" if order.kind == "pitch" else order.words


def called(mention: Mention) -> str:
    """A third person's first name, or title and family name."""
    person = mention.person
    name = person.name or ""
    return f"{person.honorific} {name.split(' ')[-1]}" if person.honorific else name.split(" ")[0]
