"""Everything an English request wants said: its slots, and its statements turned to the reader.

Each clause has its place: what an order holds (a thanks, a matter, an offer), a wish, a description of somebody, or a
statement. What no slot of the occasion takes is told as a sentence, never dropped.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml
from coach.understanding.cast import Cast
from coach.understanding.orders_en import Order, read_order
from coach.understanding.people_ja import Mention
from coach.understanding.pieces_en import Clause, clauses
from coach.understanding.reader_en import Reader, behind, completed, describes_reader
from coach.understanding.sender_en import sender_spans

__all__ = ["Said", "said_en"]

_STRANGERS = ("first_contact", "first_after_introduction")
_THANKFUL = ("thanks_meeting", "thanks_meal", "thanks_introduction", "report_back", "season_greeting", "farewell",
             "apologise_over_asking", "accept_no", "congratulate", "reconnect", "first_after_introduction")  # fmt: skip
_WISHLESS = ("decline", "accept_no", "congratulate", "farewell", "season_greeting", "give", "report_back", "thanks_introduction",
             "thanks_meal", "apologise_late", "apologise_over_asking", "reminder", "make_introduction")  # fmt: skip


@cache
def _pattern(name: str) -> re.Pattern[str]:
    flags = 0 if name == "finite" else re.IGNORECASE
    return re.compile(load_yaml(Path(__file__).with_name("statements_en.yaml"))[name], flags)


@cache
def _matters() -> dict[str, re.Pattern[str]]:
    """Where a statement behind the message names its matter, by occasion."""
    data: dict[str, str] = load_yaml(Path(__file__).with_name("statements_en.yaml"))["matters"]
    return {occasion: re.compile(words, re.IGNORECASE) for occasion, words in data.items()}


@dataclass
class Said:
    """Slots by name, and the statements in their order as sentences to the reader, without full stops."""

    slots: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def tell(self, sentence: str) -> None:
        """Add a sentence once."""
        sentence = sentence.strip(" ,;:.-")
        if re.search(r"\w\w", sentence) and sentence not in self.told:
            self.told.append(sentence[0].upper() + sentence[1:])

    def keep(self, name: str, value: Any) -> None:
        """Fill a slot that nothing has filled yet."""
        if value:
            self.slots.setdefault(name, value)


def said_en(request: str, occasion: str, cast: Cast) -> Said:
    """Read the whole request for one occasion."""
    return _Statements(request, occasion, cast).read()


class _Statements:
    def __init__(self, request: str, occasion: str, cast: Cast) -> None:
        self.request, self.occasion, self.cast = request, occasion, cast
        several = (
            cast.recipient.is_organisation
            or " and " in (cast.recipient.name or "")
            or bool(_pattern("group").search(request))
        )
        self.reader = Reader(request, cast.mentions, cast.recipient, several=several)
        self.said = Said()
        self.open: str | None = None  # an order whose matter goes on in the next piece

    def read(self) -> Said:
        pieces = clauses(self.request, sender_spans(self.request))
        for index, piece in enumerate(pieces):
            before = pieces[index - 1] if index else None
            if piece.joint == "":
                self.open = None
            if piece.part == "order":
                self._order(piece)
            elif piece.part == "content":
                self._content(piece, before)
            elif piece.part in ("manner", "standing") and piece.joint == "":
                self.open = None
        return self.said

    def _turned(self, words: str, start: int) -> str:
        return self.reader.turned(words, start)

    # orders

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
            case "sorry":
                self.said.keep("topics", ())
            case "matter" | "declined" | "event" | "feat" | "offered" | "about":
                self._matter(order, turned)

    def _thanks(self, turned: str) -> None:
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
            found = re.search(
                r"\bwho (?:has )?(?:asked|wants|wanted|invited|approached|offered) (?:me|us) (?P<what>.+)|(?:request|invitation|offer|proposal|invite)(?: from .+?)? (?P<for>(?:to|for) .+)",
                turned,
            )
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
            self.said.keep("offered" if self.occasion == "give" else "about", turned)
            if self.occasion != "give":
                self.said.tell(f"Here is {turned}")
        else:
            self.said.keep("matter", words)

    # wishes

    def _wish(self, words: str, start: int) -> None:
        """What the user wants from the reader, with what is said of it in the same sentence."""
        if self.occasion == "make_introduction" or (self.occasion in _WISHLESS and self.occasion != "reminder"):
            return
        turned = self._turned(words, start)
        if "ask" in self.said.slots:
            if not _pattern("finite").search(turned) and not re.match(r"(?:if|whether|for|to)\b", turned):
                self.said.tell(f"{turned} would be fine")
            return
        self.said.keep("ask", turned)

    # statements

    def _content(self, piece: Clause, before: Clause | None) -> None:
        words, start = piece.words, piece.start
        if piece.joint.strip() == "(" and not _pattern("finite").search(words):
            self._bracket(words, before)
            return
        if before is not None and piece.joint and self._goes_on(piece, before):
            return
        if re.match(r"(?:who|whose|whom)\b", words):
            self._who(words, start)
            return
        words, start = self._without_thanks(words, start)
        if words:
            self._statement(words, start)

    def _bracket(self, words: str, before: Clause | None) -> None:
        """A link or a further detail in brackets stays; who somebody is does not."""
        if re.search(r"https?://|\S+@\S+|\.\w{2,}/", words):
            last = "offered" if "offered" in self.said.slots else None
            if last:
                self.said.slots[last] = f"{self.said.slots[last]} ({words})"
            else:
                self.said.tell(words)

    def _goes_on(self, piece: Clause, before: Clause) -> bool:
        """A piece that belongs to the order before it: a description, a place, a date, "for showing me round"."""
        words = piece.words
        comma = piece.joint.strip() in (",", ":", ")", "-", "–", "—", "):", "),")
        if not comma:
            return False
        on = re.match(
            r"(?:[A-Z][\w ]{1,30}, )?(?P<rest>(?:for|thanking (?:him|her|them|you) for|thanks for|because of|to|about|on) .+)",
            words,
        )
        turned = self._turned(words, piece.start)
        if before.part in ("order", "manner", "content") and self._describes(words, before):
            described = self._described_rest(words)
            if described:
                self._statement(described, piece.start + words.find(described))
            return True
        if self.open == "event" or (
            self.occasion == "invite" and "event" in self.said.slots and not _pattern("finite").search(words)
        ):
            if not _pattern("finite").search(words) and not re.match(r"(?:no|free|bring)\b", words):
                self.said.slots["event"] = f"{self.said.slots.get('event', '')}, {turned}".strip(", ")
                return True
        if (
            self.open == "content"
            and self.said.told
            and not _pattern("finite").search(words)
            and piece.joint.strip() == ","
        ):
            self.said.told[-1] += f", {turned}"
            return True
        if self.open == "ask":
            turned = re.sub(r"^(?:his|her|their)\b", "your", turned)
        if (
            self.open == "ask"
            and "ask" in self.said.slots
            and not _pattern("finite").search(re.sub(r"\bwho\b.*", "", words))
        ):
            self.said.slots["ask"] += f", {turned}"
            return True
        if self.open == "offered" and "offered" in self.said.slots and not _pattern("finite").search(words):
            self.said.slots["offered"] += f": {turned}" if ":" in piece.joint else f", {turned}"
            return True
        if before.part == "order" and on and self.open == "none":
            order = read_order("thank her " + on["rest"]) if on["rest"].startswith("for ") else read_order(on["rest"])
            if self.occasion == "invite" and on["rest"].startswith("to "):
                order = Order("event", on["rest"], 0)
            elif self.occasion == "ask_meeting" and on["rest"].startswith("for "):
                order = Order("ask", on["rest"], 0)
            if order.kind != "none":
                self.open = order.kind
                place = piece.start + words.find(order.words)
                self._order_found(order, place)
                return True
        return False

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
            ) and not _pattern("finite").search(words)
        short = re.split(r",", words)[0]
        return (
            bool(re.match(r"(?:an?|the|my|our|his|her|their)\b", short))
            and not _pattern("finite").search(short)
            and len(short.split()) <= 8
        )

    def _described_rest(self, words: str) -> str | None:
        """What follows a description in the same piece: "freight forwarder, thanks for getting …"."""
        rest = words.partition(", ")[2]
        if re.match(r"thank(?:s|ing)\b", rest):
            order = read_order(rest)
            if order.kind == "thanks":
                place = self.request.find(order.words)
                self._thanks(self._turned(order.words, place))
                return None
        return rest if rest and _pattern("finite").search(rest) else None

    def _without_thanks(self, words: str, start: int) -> tuple[str, int]:
        """Thanks in the user's own words become the thanks of the message."""
        lead = re.match(
            r"(?:[A-Z][\w ]+: )?(?:thanks?|thank you|thanking (?:him|her|them)|short gracious answer thanking (?:him|her|them)) for ",
            words,
            re.IGNORECASE,
        )
        if lead is None:
            return words, start
        given, comma, rest = words[lead.end() :].partition(", ")
        self._thanks(self._turned(given, start + lead.end()))
        return rest, start + lead.end() + len(given) + len(comma)

    def _who(self, words: str, start: int) -> None:
        """ "who told me to try …" said of the reader is a statement to them; of a third person one about them."""
        named = self._named_before(start)
        clause = re.sub(r"^who\s+", "", words)
        clause = (
            re.split(r",? (?:to|with) (?:[A-Z]|Mr|Ms|Dr)", clause)[0]
            if self.occasion == "make_introduction"
            else clause
        )
        if words.startswith(("whose", "whom")):
            found = re.match(r"whose (?P<what>.+?) (?P<who>I|we)(?P<rest>(?:'ve|'d)? .+)", words)
            if found and self._is_reader(named):
                self.said.tell(f"{found['who']}{_moved(found['rest'], 'your ' + found['what'])}")
            return
        if self._is_reader(named):
            if behind(self.occasion, clause):
                self._behind(f"she {clause}", start)
                return
            self._fact(self.reader.turned(f"you {clause}", start - 4 + (len(words) - len(clause))))
        elif named is not None:
            first = _called(named)
            if self.occasion in ("make_introduction", "thanks_introduction", "report_back"):
                self.said.tell(f"{first} {self._turned(clause, start)}")
            elif "ask" in self.said.slots and named.person.name and named.person.name in self.said.slots["ask"]:
                self.said.slots["ask"] += f", {words}"

    def _named_before(self, start: int) -> Mention | None:
        return max((m for m in self.cast.mentions if m.start < start), key=lambda m: m.start, default=None)

    def _is_reader(self, mention: Mention | None) -> bool:
        return mention is None or mention in self.reader.mine

    def _statement(self, words: str, start: int) -> None:
        """A statement as a sentence, unless it is a wish or lies behind the message."""
        wish = _pattern("wish").match(words)
        if wish and self.occasion not in _WISHLESS:
            lead, rest = self._before_wish(words)
            self._wish(rest, start + len(words) - len(rest))
            return
        inner = _pattern("inner_wish").search(words)
        if inner and self.occasion not in _WISHLESS and "ask" not in self.said.slots:
            self._wish(words[inner.end("joint") :], start + inner.end("joint"))
            words = words[: inner.start()]
        if behind(self.occasion, words):
            self._behind(words, start)
            return
        for part, at in _sentences_of(words, start):
            whole = completed(part)
            self._fact(self._turned(whole, at - (len(whole) - len(part))))

    def _before_wish(self, words: str) -> tuple[str, str]:
        """A wish, up to where another statement begins."""
        return "", words

    def _fact(self, turned: str) -> None:
        question = re.match(
            r"your (?:q|question)\b(?: (?:from|of) (?P<when>[^:]+?))?: (?:can|could|will|would) (?:I|we) (?P<what>.+)",
            turned,
            re.IGNORECASE,
        )
        if question:
            when = f" {question['when']}" if question["when"] else ""
            turned = f"you asked{when} whether I can {question['what']}"
        who = re.match(r"(?:to |for )?(?:an? )?you,? who (?P<rest>.+)", turned)
        turned = self.reader.turned(f"you {who['rest']}", 0) if who else turned
        if self.occasion == "invite" and "event" not in self.said.slots and not _pattern("finite").search(turned):
            self.said.keep("event", turned)
            return
        if (
            self.occasion.startswith("thanks_")
            and re.match(
                r"you (?:\w+ed|took|bought|gave|paid|made|drove) (?:me|us|the (?:whole )?team)\b", turned, re.IGNORECASE
            )
            and "given" not in self.said.slots
        ):
            self.said.keep("given", turned)
            return
        if self.occasion == "accept_no" and re.match(r"you(?:'re| are| have|'ve)\b", turned, re.IGNORECASE):
            self.said.tell(f"I understand that {turned[0].lower()}{turned[1:]}")
            return
        turned = re.sub(r"^they (?=\w+ (?:me|us)\b)", "you ", turned)
        if describes_reader(turned):
            lead = "I understand" if self.occasion in _STRANGERS else "I know"
            turned = f"{lead} {turned[0].lower()}{turned[1:]}"
        if re.match(r"both \w+", turned) and self.occasion == "make_introduction":
            turned = f"You {turned[0].lower()}{turned[1:]}"
        self.said.tell(turned)

    def _behind(self, words: str, start: int) -> None:
        """How the message came about: its matter fills the slot of the occasion; what else it says is told."""
        turned = self._turned(words, start)
        matter = _matters().get(self.occasion)
        found = matter.search(turned) if matter else None
        if found:
            self.said.keep("matter", next(filter(None, found.groups()), None))
        why = re.search(r"\bbecause (?:of )?(.+)", turned)
        if why and self.occasion in ("accept_no",):
            self.said.keep("why", why[0])
        halves = re.split(
            r", (?=(?:so|but|and) (?:I|we|it)|(?:I|we|it|you|the|my|our|now|there)\b)|(?<=\w) and (?=I (?!never)|we )",
            turned,
        )
        for half in halves[1:]:
            if not behind(self.occasion, half):
                self._fact(re.sub(r"^(?:so|but|and) ", "", half))


def _sentences_of(words: str, start: int) -> list[tuple[str, int]]:
    """A run of statements apart where the next has no subject of its own, or speaks of somebody else."""
    found, begin = [], 0
    for cut in _pattern("apart").finditer(words):
        found.append((words[begin : cut.start()], start + begin))
        begin = cut.end()
    return [*found, (words[begin:], start + begin)]


def _pitched(order: Order) -> str:
    return f"if she could consider {order.words}" if order.kind == "pitch" else order.words


def _called(mention: Mention) -> str:
    """A third person's first name, or title and family name."""
    person = mention.person
    name = person.name or ""
    return f"{person.honorific} {name.split(' ')[-1]}" if person.honorific else name.split(" ")[0]


def _moved(rest: str, what: str) -> str:
    """ " 've listened to three times" + "your podcast" → " 've listened to your podcast three times"."""
    found = re.match(r"(?P<verb>(?:'ve|'d)? ?\w+(?: to| about| on)?)(?P<tail>.*)", rest)
    return f"{found['verb']} {what}{found['tail']}" if found else f"{rest} {what}"
