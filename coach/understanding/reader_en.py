"""The user's statements turned to the reader: "her flashcards got me through" → "Your flashcards got me through".

Who is meant by he, she and they is the person named last before; the reader becomes "you", everybody else stays who they
are. A note without a subject gets one ("sold all 90 jars" → "I sold all 90 jars"). The words stay the user's.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Person
from coach.resources import load_yaml
from coach.understanding.cast_en import same
from coach.understanding.people_ja import Mention

__all__ = ["Reader", "behind", "completed", "describes_reader"]

_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|theirs)\b", re.IGNORECASE)
# Words after which "her" is the person, not something of hers.
_AFTER_HER = re.compile(
    r"\s+(?:to|if|whether|about|for|and|or|at|in|on|over|again|by|with|some|soon|last|next|this|when|a|an|the|that|as|so|but|how|"
    r"what|why|from|my|our|it|up|too|yesterday|today|tomorrow|every|once|twice|well|\d+)\b|\s*(?:[.,;:!?)]|$)",
    re.IGNORECASE,
)
_YOU = {"he": "you", "she": "you", "him": "you", "his": "your", "hers": "yours", "himself": "yourself", "herself": "yourself",
        "they": "you", "them": "you", "their": "your", "theirs": "yours"}  # fmt: skip
_AGREED = {"is": "are", "was": "were", "has": "have", "does": "do", "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't",
           "doesn't": "don't"}  # fmt: skip
_NO_VERB = frozenset("always sometimes perhaps this its as was besides across towards yours".split())


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("reader_en.yaml"))
    return found


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{_data()[name].removeprefix('^')})\b", re.IGNORECASE)


@cache
def _verbs(name: str) -> frozenset[str]:
    return frozenset(_data()[name].split())


def behind(occasion: str, words: str) -> bool:
    """Whether a statement tells how the message came about, which the slots of its occasion hold."""
    said = _data()["behind"].get(occasion)
    return bool(said and re.search(said, words, re.IGNORECASE))


def describes_reader(turned: str) -> bool:
    """Whether a statement only says who the reader is or what they do."""
    return bool(_pattern("stative").match(turned[:1].lower() + turned[1:]))


def completed(words: str, *, subject: str = "I") -> str:
    """A note as a sentence: its subject added, its leading joints taken off."""
    text = re.sub(r"^(?:and|also|because|that|plus)\s+(?=\w)", "", words.strip(" ,;:-"), flags=re.IGNORECASE)
    label = re.match(r"([A-Z][\w' ]{2,24}): (?=[a-z])", text)
    if label:
        return f"{label[0]}{completed(text[label.end() :], subject=subject)}"
    text = re.sub(
        r"^(yes|no)(?: -|,)? (?=(?:I|we|it|that|they|he|she|you|there|the|my|our|\d+)\b)",
        r"\1, ",
        text,
        flags=re.IGNORECASE,
    )
    opener = re.match(r"(?:yes|no|fine|sure|ok|okay), ", text, re.IGNORECASE)
    head, rest = (opener[0], text[opener.end() :]) if opener else ("", text)
    return head + _with_subject(rest, subject)


def _with_subject(text: str, subject: str) -> str:
    text = re.sub(r"^last day(?: is|:)? (?=\w)", "my last day is ", text, flags=re.IGNORECASE)
    lead = re.match(rf"(?:(?:{_data()['before_verb']})\s+)*", text, re.IGNORECASE)
    rest = text[lead.end() if lead else 0 :]
    first = re.sub(r"[^\w'’-]+$", "", rest.split(" ")[0]).lower().replace("’", "'")
    low = text[0].lower() + text[1:] if text else text
    if re.match(
        r"(?:told|gave|sent|showed|asked|taught|lent|offered|helped|invited|bought|promised|let|wished) (?:me|us)\b",
        rest,
        re.IGNORECASE,
    ):
        return f"they {low}"
    if (
        _pattern("states").match(rest)
        and not re.match(r"(?:in|on|at|out|off|back) (?:the|my|our|your|her|his) \w+ (?:is|was|are)\b", rest)
        and (
            re.match(r"\w+(?:,| (?:for|to|that|about|in|at|on|by|with|until|from|but|and|abroad|up|of)\b)", rest)
            or " " not in rest
        )
    ):
        return f"I'm {low}"
    if first in _verbs("past") or (
        first.endswith("ed")
        and len(first) > 4
        and not re.match(
            r"\w+ed (?:by|lease|up)\b|attached\b|provided\b|included\b|invited\b|signed [a-z]+ for\b", rest
        )
    ):
        return f"{subject} {low}"
    if _pattern("suggest").match(rest):
        return f"I'd {low}"
    if first in _verbs("present") and not _pattern("to_reader").match(text):
        return f"{subject} {low}"
    if re.match(r"meeting (?:him|her|them|you|up|[A-Z])", rest, re.IGNORECASE) and not re.match(
        r"meeting (?:room|notes)", rest
    ):
        return f"I'm {low}"
    if (
        re.match(r"\w+ing\b", rest)
        and not re.match(
            r"(?:thing|nothing|something|anything|everything|morning|evening|king|spring|string|ring|wedding|building|meeting|painting|ceiling|during|according|regarding)\b",
            rest,
            re.IGNORECASE,
        )
        and not re.match(r"\w+ing\b[^,]{0,50}\b(?:is|was|are|were|has|helped|made|will|works?)\b", rest)
    ):
        return f"I'm {low}"
    return text


class Reader:
    """Turns statements of one request to its reader."""

    def __init__(self, request: str, mentions: list[Mention], recipient: Person, *, several: bool) -> None:
        """``several``: the reader is more than one person, so "they" may mean them."""
        self.request = request
        self.recipient = recipient
        self.several = several
        self.mine = [m for m in mentions if _is(m, recipient)]
        self.others = [m for m in mentions if m not in self.mine and not _place(request, m)]

    def turned(self, words: str, start: int) -> str:
        """``words``, which stand at ``start`` of the request, as they are said to the reader."""
        text = self._without_name(words)
        shift = len(words) - len(text)
        pieces, last = [], 0
        for match in _PRONOUN.finditer(text):
            at = start + match.start() + shift
            if not self._is_reader(match, text, at):
                continue
            pieces += [text[last : match.start()], self._said(match, text)]
            last = match.end()
        return _agreed("".join([*pieces, text[last:]]))

    def _said(self, match: re.Match[str], text: str) -> str:
        word = match[0].lower()
        if word == "her":
            return "you" if _AFTER_HER.match(text[match.end() :]) else "your"
        return _YOU[word]

    def _is_reader(self, match: re.Match[str], text: str, at: int) -> bool:
        word = match[0].lower()
        if word.startswith("the"):
            return self.several or bool(re.search(r"\b(?:how|what|where|why) $", text[: match.start()]))
        other = max((m.end for m in self.others if m.end <= at), default=-1)
        kin = max((m.end() for m in self._kin().finditer(self.request, 0, max(at, 0))), default=-1)
        own = max((m.end for m in self.mine if m.end <= at), default=-1)
        ordered = max(
            (
                m.end()
                for m in re.finditer(
                    r"\b(?:thank|tell|ask|wish|to|congratulate|let|invite) (?:him|her)\b",
                    self.request[: max(at, 0)],
                    re.IGNORECASE,
                )
            ),
            default=-1,
        )
        subject = re.match(r"(?:[A-Z]\w+|my \w+|our \w+) \w+", text)
        if word in ("him", "her") and subject and own >= 0 and other >= at - match.start() >= 0:
            return True  # the object of a sentence about somebody else
        return max(own, ordered) >= max(other, kin) or max(other, kin) < 0

    def _kin(self) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?:{_data()['own_nouns']}) (?:\w+ )?(?:{_data()['kin']})\b(?! [A-Z])(?!,? (?:[A-Z]))", re.IGNORECASE
        )

    def _without_name(self, words: str) -> str:
        """The reader's name as "you": "colleague Dmitri's game" → "your game"."""
        name = self.recipient.name or ""
        title = rf"(?:{re.escape(self.recipient.honorific)}\.? )?" if self.recipient.honorific else ""
        for each in filter(None, dict.fromkeys((name, name.split(" ")[0], name.split(" ")[-1]))):
            lead = rf"(?:(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]|[Ss]omeone called) )?(?:[a-z-]+,? ){{0,3}})?{title}{re.escape(each)}"
            words = re.sub(rf"^{lead}['’]s\b", "your", words)
            words = re.sub(rf"^{lead}(?=,? \w)", "you", words)
            words = re.sub(rf"\b{title}{re.escape(each)}['’]s\b", "your", words)
            words = re.sub(rf"\b(\w+ed) (out|up|down|off) {title}{re.escape(each)}\b", r"\1 you \2", words)
            words = re.sub(rf"\b{title}{re.escape(each)}\b", "you", words)
        return words


def _place(request: str, mention: Mention) -> bool:
    """Whether a name stands where places and firms stand."""
    return (
        bool(re.search(r"\b(?:at|in|near|of|from|for)\s+(?:the )?$", request[: mention.start]))
        and not mention.person.honorific
    )


def _is(mention: Mention, person: Person) -> bool:
    return person.name is not None and same(mention, Mention(person, 0, 0, 0))


def _agreed(text: str) -> str:
    """Verbs that fit their "you": "you wants" → "you want", "you's" → "you're"."""
    text = re.sub(
        r"\b([Yy]ou)['’]s (?=(?:\w+ )?(?:been|moved|had|got|made|done|gone|taken|become|\w+ed)\b)", r"\1've ", text
    )
    text = re.sub(r"\b([Yy]ou)['’]s\b", r"\1're", text)
    adverb = rf"((?:(?:{_data()['before_verb']}|kindly) )*)"
    return re.sub(rf"\b([Yy]ou) {adverb}([a-z][\w']*s|isn't|wasn't|hasn't|doesn't)\b(?! (?:and|or) you)", _fitted, text)


def _fitted(match: re.Match[str]) -> str:
    you, adverb, verb = match.groups()
    if verb in _AGREED:
        return f"{you} {adverb}{_AGREED[verb]}"
    if verb in _NO_VERB or verb.endswith("ss") or "'" in verb or len(verb) < 4:
        return match[0]
    stem = (
        verb[:-3] + "y"
        if verb.endswith("ies")
        else verb[:-2]
        if re.search(r"(?:sh|ch|x|z|ss|o)es$", verb)
        else verb[:-1]
    )
    return f"{you} {adverb}{stem}"
