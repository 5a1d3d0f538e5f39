"""Everything an English request wants said: its slots, and its statements turned to the reader.

Each clause has its place: what an order holds (a thanks, a matter, an offer), a wish, a description of somebody, or a
statement. What no slot of the occasion takes is told as a sentence, never dropped.
"""

import re

from coach.understanding.cast import Cast
from coach.understanding.continuations_en import Continuations
from coach.understanding.kept_en import is_sentence, loose_words, statement_of
from coach.understanding.notes_en import behind, completed, describes_reader
from coach.understanding.order_slots_en import WISHLESS, called
from coach.understanding.people_ja import Mention
from coach.understanding.pieces_en import Clause, clauses
from coach.understanding.said_en import Said, matters, pattern

__all__ = ["Said", "Statements", "said_en", "sentences_of"]

# Occasions whose set phrases say how the message came about.
_TOLD_BY_FORM = "first_after_introduction thanks_introduction ask_introduction make_introduction reconnect".split()

_MET = ("thanks_meeting", "reconnect", "ask_meeting", "give", "thanks_meal")
_STRANGERS = ("first_contact", "first_after_introduction")


def said_en(request: str, occasion: str, cast: Cast) -> Said:
    """Read the whole request for one occasion."""
    return Statements(request, occasion, cast).read()


class Statements(Continuations):
    """Reads the clauses of a request in their order."""

    def read(self) -> Said:
        """Everything the request says."""
        pieces = clauses(self.request, self.spans)
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
            self._keep(piece)
        self._introduced()
        return self.said

    def _keep(self, piece: Clause) -> None:
        """Keep what the piece says, so that the writer can see whether the message says it."""
        found = statement_of(piece)
        if found is not None:
            for part, at in sentences_of(*found):
                if self._known(part):
                    continue
                turned = self._turned(part, at)
                if is_sentence(turned):
                    told = self._as_told(turned)
                    self.said.spare.append(told[0].upper() + told[1:])
        elif piece.part in ("order", "content", "about"):
            self.said.loose += loose_words(piece)

    def _known(self, part: str) -> bool:
        """Whether a statement only tells how the message came about or how the two met."""
        if self.occasion in _MET and pattern("met_there").match(part) and "met_where" in self.said.slots:
            return True
        return self.occasion in _TOLD_BY_FORM and behind(self.occasion, part)

    def _introduced(self) -> None:
        """Who the one to be introduced is, when it stands before the name: "our new vet nurse, Sorcha Daly"."""
        third = next((m for m in self.cast.mentions if m.person == self.cast.third), None)
        if self.occasion != "make_introduction" or third is None or third.person.name is None:
            return
        who = re.search(
            r"\b(?:my|our) (?P<who>(?!colleague|friend|client)[a-z][\w -]*?),? $", self.request[: third.start]
        )
        if who:
            self.said.told.insert(0, f"{called(third)} is {who[0].strip(' ,')}")

    def _content(self, piece: Clause, before: Clause | None) -> None:
        words, start = piece.words, piece.start
        named = next((m for m in self.cast.mentions if m.start <= start <= m.end), None)
        if named is not None and self.request[named.end : named.end + 1] == ":":
            cut = named.end + 1 - start
            words, start = words[cut:].lstrip(), start + len(words) - len(words[cut:].lstrip())
        if piece.joint.strip() == "(" and not pattern("finite").search(words):
            self._bracket(words)
            return
        if start == piece.start and self._of_the_user(words, start):
            return
        if start == piece.start and before is not None and piece.joint and self._goes_on(piece, before):
            return
        if re.match(r"(?:who|whose|whom)\b", words):
            self._who(words, start)
            return
        words, start = self._without_thanks(words, start)
        if words and self._of_the_user(words, start):
            return
        if words:
            self._statement(words, start)

    def _of_the_user(self, words: str, start: int) -> bool:
        """ "I'm Noemi Varga, Zita's mother": what follows the user's name tells who they are."""
        near = next((end for _, end in self.spans if end <= start <= end + 3), None)
        if near is None or pattern("finite").search(words):
            return False
        if "," not in self.request[near:start]:  # the end of a firm's name
            return True
        if not words.startswith("and "):
            article = "" if re.match(r"(?:an?|the|your|his|her|my|our)\b|\w+['’]s\b", words) else "a "
            self.said.tell(f"I'm {article}{self._turned(words, start)}")
        return True

    def _bracket(self, words: str) -> None:
        """A link or a further detail in brackets stays; who somebody is does not."""
        if re.search(r"https?://|\S+@\S+|\.\w{2,}/", words):
            last = "offered" if "offered" in self.said.slots else None
            if last:
                self.said.slots[last] = f"{self.said.slots[last]} ({words})"
            else:
                self.said.tell(words)

    def _without_thanks(self, words: str, start: int) -> tuple[str, int]:
        """Thanks in the user's own words become the thanks of the message."""
        lead = pattern("own_thanks").match(words)
        if lead is None:
            return words, start
        given, comma, rest = words[lead.end() :].partition(", ")
        self._thanks(self._turned(given, start + lead.end()))
        return rest, start + lead.end() + len(given) + len(comma)

    def _who(self, words: str, start: int) -> None:
        """ "who told me to try …" said of the reader is a statement to them; of a third person one about them."""
        words = re.sub(r"^who['’]s (?=(?:\w+ )?(?:been|taken|got|made|had|become|moved|\w+ed)\b)", "who has ", words)
        words = re.sub(r"^who['’]s ", "who is ", words)
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
            first = called(named)
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
        wish = pattern("wish").match(words)
        if wish and (self.occasion not in WISHLESS or self.occasion == "make_introduction"):
            parts = sentences_of(words, start)
            self._wish(parts[0][0], start)
            for part, at in parts[1:]:
                self._statement(part, at)
            return
        inner = pattern("inner_wish").search(words)
        if inner and self.occasion not in WISHLESS and "ask" not in self.said.slots:
            self._wish(words[inner.end("joint") :], start + inner.end("joint"))
            words = words[: inner.start()]
        if behind(self.occasion, words):
            self._behind(words, start)
            return
        if self.occasion == "make_introduction" and re.match(r"in touch with\b", words):
            return
        for part, at in sentences_of(words, start):
            if self.occasion in _MET and self._meeting(part):
                continue
            whole = completed(part)
            self._fact(self._turned(whole, at - (len(whole) - len(part))))

    def _meeting(self, words: str) -> bool:
        """How the two met is for the opening of the message; nothing else is said there."""
        met = pattern("met_there").match(words)
        where = pattern("where_met").search(met["rest"]) if met else None
        if (
            met is not None
            and where is None
            and re.fullmatch(r"(?: (?:you|with|to|into|[A-Z]\w+|this|that|guy|man|woman|lady))*", met["rest"])
        ):
            return True
        if met is None or where is None or re.search(r"\b(?:where|about|and|because) ", met["rest"]):
            return False
        self.said.keep("met_where", where["where"])
        return True

    def _fact(self, turned: str) -> None:
        """Place a statement that is turned to the reader: into a slot of the occasion, else among what is told."""
        question = pattern("question").match(turned)
        if question:
            when = f" {question['when']}" if question["when"] else ""
            turned = f"you asked{when} whether I can {question['what']}"
        who = re.match(r"(?:to |for )?(?:an? )?you,? who (?P<rest>.+)", turned)
        turned = self.reader.turned(f"you {who['rest']}", 0) if who else turned
        if self._fits_slot(turned):
            return
        self.said.tell(self._as_told(turned))

    def _as_told(self, turned: str) -> str:
        """A statement as the message tells it: what the reader is or cannot do needs "I know", "I understand"."""
        small = f"{turned[0].lower()}{turned[1:]}"
        if self.occasion == "accept_no" and re.match(
            r"you(?:'re|'ve| (?:are|have|can't|cannot|won't|couldn't|don't|aren't|had))\b", small
        ):
            turned = f"I understand that {small}"
        elif describes_reader(turned):
            turned = f"I {'understand' if self.occasion in _STRANGERS else 'know'} {small}"
        elif re.match(r"both \w+", small) and self.occasion == "make_introduction":
            turned = f"You {small}"
        return re.sub(r"^they (?=\w+ (?:me|us)\b)", "you ", turned)

    def _fits_slot(self, turned: str) -> bool:
        """Whether a slot takes the statement: an event to an invitation, a favour to thanks, a time to a wish."""
        slots = self.said.slots
        hosted = pattern("hosting").match(turned) if self.occasion == "invite" and "event" not in slots else None
        if pattern("coaching").search(turned):
            return False
        if hosted:
            slots["event"] = hosted["event"]
        elif self.occasion == "invite" and "event" not in slots and not pattern("finite").search(turned):
            slots["event"] = turned
        elif self.occasion.startswith("thanks_") and "given" not in slots and pattern("did_for_us").match(turned):
            slots["given"] = turned
        elif "ask" in slots and pattern("any_time").match(turned):
            slots["ask"] += f" ({turned[0].lower()}{turned[1:]})"
        else:
            return False
        return True

    def _behind(self, words: str, start: int) -> None:
        """How the message came about: its matter fills the slot of the occasion; what else it says is told."""
        turned = self._turned(words, start)
        if self.occasion == "reconnect":
            self.said.tell(_apart(self._turned(completed(words), start - (len(completed(words)) - len(words)))))
            return
        done = pattern("introduced_us").match(turned)
        if self.occasion == "thanks_introduction" and done:
            self.said.keep("given", done[0])
        named = matters().get(self.occasion)
        found = named.search(turned) if named else None
        if found:
            matter = next(filter(None, found.groups()), "")
            base = self.occasion == "accept_no" and not re.match(
                r"(?:my|our|the|an?|your|his|her|this|that|\w+ing)\b", matter
            )
            self.said.keep("matter", f"to {matter}" if base else matter)
        why = re.search(r"\bbecause (?:of )?(.+)", turned)
        if why and self.occasion in ("accept_no",):
            self.said.keep("why", why[0])
        halves = pattern("halves").split(turned)
        for half in halves[1:]:
            if not behind(self.occasion, half):
                self._fact(re.sub(r"^(?:so|but|and) ", "", half))


def sentences_of(words: str, start: int) -> list[tuple[str, int]]:
    """A run of statements apart where the next has no subject of its own, or speaks of somebody else."""
    found, begin = [], 0
    for cut in pattern("apart").finditer(words):
        if not pattern("finite").search(words[begin : cut.start()]):
            continue
        found.append((words[begin : cut.start()], start + begin))
        begin = cut.end()
    return [*found, (words[begin:], start + begin)]


def _apart(turned: str) -> str:
    """How long ago it was, without talk about the reader: "I lost touch with you from the choir 12 years ago"."""
    found = pattern("lost_touch").match(turned)
    if found is None:
        return turned
    when = (found["when"] or "").strip()
    return f"We know each other from {found['where']}, and we lost touch {when}".strip()


def _moved(rest: str, what: str) -> str:
    """ " 've listened to three times" + "your podcast" → " 've listened to your podcast three times"."""
    found = re.match(r"(?P<verb>(?:'ve|'d)? ?\w+(?: to| about| on)?)(?P<tail>.*)", rest)
    return f"{found['verb']} {what}{found['tail']}" if found else f"{rest} {what}"
