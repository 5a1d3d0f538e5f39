"""What an English request says, read from its tagged parts: its people, and what the message shall tell and ask.

The tagger (``parts.py``) knows which words are facts, which are wishes, and which are only said to the coach; here they
become the same slots and statements that the rules of ``statements_en.py`` give. Nothing outside the facts and wishes
reaches the message. Where the tagger is unsure the reading of the rules stays.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from coach.brief import Ask, Person
from coach.understanding.ask import kind_of_ask, minutes_in
from coach.understanding.cast import Cast
from coach.understanding.cast_en import addressed
from coach.understanding.kept_en import is_sentence
from coach.understanding.moments import find_moments
from coach.understanding.notes_en import completed, describes_reader
from coach.understanding.order_slots_en import WISHLESS
from coach.understanding.orders_en import read_order
from coach.understanding.parts import Name, NameRole, Part, Parts, read_parts
from coach.understanding.people_en import mentions_en
from coach.understanding.people_ja import Mention
from coach.understanding.pieces_en import Clause, clauses
from coach.understanding.pieces_en import pattern as shut
from coach.understanding.said_en import Said, pattern
from coach.understanding.spelled_en import tidy
from coach.understanding.statements_en import Statements, sentences_of
from coach.understanding.telegram_en import as_sentences

__all__ = ["with_parts"]

_SURE = 0.5  # of a name that fills what the rules left open
_SURE_ENOUGH = 0.9  # of a name against a guess of the rules that no order is addressed to
_SUREST = 0.85  # of a name that takes the place of the rules' guess
_SURER = 0.75  # of a name that stands against another reading
_DOUBTED = 0.65  # below this a part may be something else
_FAR = 160  # characters between an order and what it orders to say
_MOST_BARRED = 0.25  # of a statement's words
_NEAR = 40  # characters in which a word about the fact before stands
_BESIDE = 2  # characters between a title and its name
_WORDS = 2  # the fewest an order says to the reader
_SHORTEST = 4  # words of a statement that is rescued
_STRANGERS = ("first_contact", "first_after_introduction", "ask_introduction", "ask_meeting", "reconnect")
_SLOTS = ("given", "offered", "reason", "event", "history", "met_where")
_PEOPLE: dict[str, tuple[NameRole | None, ...]] = {
    "recipient": ("rn", "rc", "rd", "rr"),
    "sender": ("sn", "sc", None, "sr"),
    "introducer": ("in", None, None, None),
}


def with_parts(values: dict[str, Any], text: str, occasion: str | None, today: date) -> dict[str, Any]:
    """The values of a request for a message, mended by what the tagger read of ``text`` (the user's words as typed).

    What the rules read of words only said to the coach, or to stay out, is taken away; what they left open is filled;
    and every tagged fact is there to be said when the message turns out to lack it.
    """
    text = as_sentences(text)
    parts = read_parts(text, "en")
    if occasion is None or not parts.of("fact", "ask", "do"):
        return values
    found = {**values, **_people(values, parts, text, occasion)}
    said = _Tagged(text, occasion, _cast(found, parts, text), parts).read()
    barred = _Barred(parts, text)
    for name in _SLOTS:
        if found.get(name) and barred.never_said(found[name]):
            found[name] = None
        fuller = bool(found.get(name) and said.slots.get(name)) and _words(found[name]) < _words(said.slots[name])
        if (not found.get(name) or (fuller and name in ("event", "offered", "given"))) and said.slots.get(name):
            found[name] = said.slots[name]
    first = ((found.get("recipient") or Person()).name or "?").split(" ")[0]
    if found.get("offered") and re.fullmatch(r"(?:this|that|it|these|those)(?: \w+)?", found["offered"]):
        found["offered"] = None
    if found.get("offered") and first in found["offered"]:
        found["offered"] = re.sub(rf"^.*\b{re.escape(first)}\b (?=(?:my|our|the|an?|some)\b)", "", found["offered"])
    found["topics"] = tuple(each for each in found.get("topics", ()) if not barred.never_said(each))
    found |= _met(parts, today, found)
    found["ask"] = _asked(found.get("ask"), said, barred, occasion)
    for name in ("told", "spare"):
        found[name] = tuple(each for each in found.get(name, ()) if not barred.holds(each))
    fragments = tuple(each for each in found["told"] if not is_sentence(each) and barred.of_people(each))
    found["told"] = tuple(each for each in found["told"] if each not in fragments)
    tagged = tuple(
        each
        for each in (*said.told, *said.spare)
        if not barred.holds(each) and not pattern("coaching").search(each) and not barred.of_people(each)
    )
    given = f"Thank you for {said.slots['given']}" if said.slots.get("given") else None
    found["spare"] = (*found["spare"], *filter(None, (given,)), *tagged)
    found["loose"] = tuple(each for each in found.get("loose", ()) if barred.free(each))
    return found


def _asked(ask: Ask | None, said: Said, barred: "_Barred", occasion: str) -> Ask | None:
    """The wish of the rules unless it is only said to the coach; else the tagged one."""
    words = said.slots.get("ask")
    of_message = ask is not None and pattern("of_message").search(ask.words) is not None
    told = ask is not None and is_sentence(ask.words) and not pattern("wishful").search(ask.words)
    ask = None if told else ask
    if ask is not None and not barred.never_said(ask.words) and not (words and of_message):
        return ask
    if not words or (occasion in WISHLESS and occasion != "make_introduction"):
        return None
    return Ask(words=words, what=kind_of_ask(words, "en"), minutes=minutes_in(words))


class _Barred:
    """Words that stand only in orders, in what shall stay out, in pasted mails or in talk."""

    def __init__(self, parts: Parts, text: str) -> None:
        sure = [part for part in parts.of("do", "no", "old", "fill") if part.sure >= _SURER]
        sure = [part for part in sure if part.role != "old" or pattern("letter").search(part.text)]
        shut = frozenset().union(*(_words(part.text) for part in sure))
        open_ = frozenset().union(*(_words(part.text) for part in parts.parts if part not in sure))
        self.people = frozenset().union(*(_words(part.text) for part in parts.of("who", "who3", "me")))
        begin, gaps = 0, []
        for part in sorted(parts.parts, key=lambda each: each.start):
            gaps.append(text[begin : part.start])
            begin = max(begin, part.end)
        self.words = shut - open_ - _words(" ".join([*gaps, text[begin:]]))
        self.never = self.words & frozenset().union(*(_words(part.text) for part in sure if part.role in ("no", "old")))

    def holds(self, words: str) -> bool:
        """Whether too much of the words is barred for them to be said."""
        said = _words(words)
        hit = said & self.words
        too_much = len(hit) > max(1, _MOST_BARRED * len(said))
        ordered = not is_sentence(words) and (too_much or (bool(hit) and len(hit) == len(said)))
        return (ordered and pattern("instructs").search(words) is not None) or self.never_said(words)

    def never_said(self, words: str) -> bool:
        """Whether the words come from what shall stay out of the message, or from somebody's pasted mail."""
        said = _words(words)
        hit = said & self.never
        return len(hit) > 1 or (bool(hit) and len(hit) == len(said))

    def of_people(self, words: str) -> bool:
        """Whether words without a verb only say who somebody is."""
        return not is_sentence(words) and bool(_words(words)) and _words(words) <= self.people

    def free(self, words: str) -> bool:
        """Whether none of the words is barred."""
        return not _words(words) & self.words


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    """The words of a text that name something, without their endings."""
    found = re.findall(r"[a-z0-9][\w'’-]+", re.sub(r"\S*@\S+|https?://\S+", " ", tidy(text).lower()))
    return frozenset(
        re.sub(r"(?<=\w{4})(?:ing|ed|es|s)$", "", word) for word in found if len(word) > 3 or word.isdigit()
    )


def _met(parts: Parts, today: date, known: dict[str, Any]) -> dict[str, Any]:
    """Where and when the two met, by the names the tagger is sure of."""
    found: dict[str, Any] = {}
    where, when = parts.best("wh"), parts.best("wn")
    if where is not None and where.sure >= (_SURER if known.get("met_where") else _SURE):
        found["met_where"] = re.sub(r"^(?:the|a|an) ", "", tidy(where.text))
    moments = find_moments(tidy(when.text), "en", today) if when is not None and when.sure >= _SURE else []
    if moments and not known.get("met_when"):
        found["met_when"] = moments[-1].moment(future=False)
    return found


def _people(values: dict[str, Any], parts: Parts, text: str, occasion: str) -> dict[str, Any]:
    """The people of the request, by the names the tagger read; a sure one stands against the rules."""
    found: dict[str, Any] = {}
    for who, roles in _PEOPLE.items():
        best = [parts.best(role) if role else None for role in roles]
        alike = [name.text for name in parts.named("rn", "sn", "tn", "in") if name.role == roles[0]]
        person = _person(who, values.get(who) or Person(), best, alike, text)
        if person is not None:
            found[who] = person
    thirds = [name for name in parts.named("tn") if name.sure >= _SURE]
    if occasion == "make_introduction":  # either side may be taken for the reader
        thirds += [name for name in parts.named("rn") if name.sure >= _SURE]
    if thirds and occasion in ("make_introduction", "ask_introduction", "thanks_introduction", "report_back"):
        inside = [each for each in thirds if any(p.start <= each.start < p.end for p in parts.of("who3"))]
        to = found.get("recipient") or values.get("recipient") or Person()
        rest = [each for each in (*inside, *thirds) if not (to.name and _overlap(to.name, each.text))]
        if rest:
            found["third"] = _third(values.get("third") or Person(), rest[0], text)
    recipient = found.get("recipient") or values.get("recipient") or Person()
    for who in ("sender", "introducer", "third"):
        other = found.get(who) or values.get(who)
        if other and other.name and recipient.name and other.name == recipient.name:
            found[who] = Person()
    writer = found.get("sender") or values.get("sender") or Person()
    third = found.get("third") or values.get("third") or Person()
    if third.name and writer.name and third.name in writer.name:
        read = values.get("sender") or Person()
        found["third" if read.name else "sender"] = Person()
    return found


def _third(known: Person, name: Name, text: str) -> Person:
    if known.name:
        return known
    return Person(name=_capitals(name.text), honorific=_title_before(text, name.start))


def _of(firm: Name, name: str | None, text: str) -> bool:
    """Whether a firm stands with its name, or with nobody: in "Agnes … Wei Zhang at Lotus Bank" it is not hers."""
    if name is None:
        return True
    place = text.lower().rfind(name.lower().split(" ")[0], 0, firm.start)
    between = text[place + len(name) : firm.start] if place >= 0 else None
    if between is None:
        return 0 <= text.lower().find(name.lower(), firm.end) - firm.end <= _NEAR
    return len(between) <= _NEAR and not re.search(r"\bto\b|[.!?]|\b(?:with|me|whether|if)\b", between)


def _is_name(words: str) -> bool:
    return re.match(r"[A-Za-zÀ-ÿ]", words) is not None and len(words.strip(" -")) > 1


def _overlap(name: str, tagged: str) -> bool:
    return bool(set(name.lower().split()) & set(tagged.lower().split()))


def _person(who: str, known: Person, names: list[Name | None], alike: list[str], text: str) -> Person | None:
    """The person with what the tagger read; nothing when it read no more than the rules did."""
    name, firm, unit, role = names
    new = _capitals(tidy(name.text)) if name is not None and name.sure >= _SURE and _is_name(name.text) else None
    same = bool(known.name and new and _overlap(known.name, new))
    stands = known.name is not None and (
        any(addressed(text, each) for each in {known.name, known.name.split(" ")[0]})
        or any(_overlap(known.name, other) for other in alike)
    )
    weak = known.name is not None and not addressed(text, known.name)
    least = _SUREST if not weak else _SURE_ENOUGH
    if new and name is not None and (known.name is None or (not same and not stands and name.sure >= least)):
        known = Person(name=new, honorific=_title_before(text, name.start))
    elif name is None and firm is not None and known.name and known.name in firm.text and who == "recipient":
        known = Person()
    elif new and same and name is not None and name.sure >= _SURER:
        known = known.model_copy(update={"name": new})
    elif name is None and known.name and not same:
        known = known if _stands(known.name, text) else Person()
    taken = firm is not None and known.name is not None and _overlap(known.name, firm.text)
    theirs = firm is not None and firm.sure >= _SURE and _of(firm, known.name, text)
    company = tidy(firm.text) if firm is not None and theirs and not taken and known.company is None else known.company
    own = role is not None and known.name is not None and _overlap(known.name, role.text)
    role = None if own else role
    fields = {
        "company": _capitals(company) if company else None,
        "department": tidy(unit.text) if unit is not None and unit.sure >= _SURE else known.department,
        "role": known.role or (tidy(role.text) if role is not None and role.sure >= _SURE else None),
    }
    honorific = known.honorific
    beside = role is not None and name is not None and 0 <= name.start - role.end <= _BESIDE
    if (
        role is not None
        and beside
        and honorific is None
        and name is not None
        and _titles().fullmatch(role.text.rstrip("."))
    ):
        honorific = _capitals(role.text)
    return known.model_copy(update={**fields, "honorific": honorific})


def _stands(name: str, text: str) -> bool:
    """Whether a name of the rules' is one in the text; a capital of theirs may be a thing's."""
    return name.lower() in text.lower()


def _titles() -> re.Pattern[str]:
    return re.compile(
        r"(?i:mr|mrs|ms|miss|dr|prof|professor|rev|reverend|coach|captain|chef|judge|fr|father|sister|canon|auntie|aunt|uncle)"
    )


def _title_before(text: str, start: int) -> str | None:
    found = re.search(rf"\b({_titles().pattern})\.? $", text[:start])
    return _capitals(found[1]) if found else None


def _capitals(words: str) -> str:
    """A name typed in small letters with its capitals."""
    small = words == words.lower()
    kept = ("of", "the", "and", "de", "van", "von", "der", "da", "la", "di", "bin", "al", "for", "in", "at")
    return " ".join(w if w in kept else w[:1].upper() + w[1:] for w in words.split(" ")) if small else words


def _cast(values: dict[str, Any], parts: Parts, text: str) -> Cast:
    """The people with their places in the text, so that pronouns find whom they mean."""
    reader = values.get("recipient") or Person()
    mentions = []
    for name in parts.named("rn", "tn", "in"):
        full = reader if name.role == "rn" else Person(name=_capitals(name.text))
        mentions.append(Mention(full, name.start, name.end, name.start))
    spans = [(each.start, each.end) for each in mentions]
    mentions += [m for m in mentions_en(text) if not any(m.start < end and start < m.end for start, end in spans)]
    return Cast(
        recipient=reader,
        introducer=values.get("introducer") or Person(),
        third=values.get("third") or Person(),
        mentions=sorted(mentions, key=lambda mention: mention.start),
    )


class _Tagged(Statements):
    """Reads the parts in their order."""

    def __init__(self, request: str, occasion: str, cast: Cast, parts: Parts) -> None:
        super().__init__(request, occasion, cast)
        self.parts = parts
        self.spans = []

    def read(self) -> Said:
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
