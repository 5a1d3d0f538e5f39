"""The user's statements turned to the reader: "her flashcards got me through" → "Your flashcards got me through".

Who is meant by he, she and they is the person named last before; the reader becomes "you", everybody else stays as they
are. The words stay the user's.
"""

import re
from functools import lru_cache

from coach.brief import Person
from coach.understanding.cast_en import same
from coach.understanding.notes_en import note_words
from coach.understanding.people_ja import Mention

__all__ = ["Reader"]

_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|theirs)\b", re.IGNORECASE)
# Words after which "her" is the person, not something of hers.
_AFTER_HER = re.compile(
    r"\s+(?:to|if|whether|about|for|and|or|at|in|on|over|again|by|with|some|soon|last|next|this|when|a|an|the|that|as|so|"
    r"but|how|what|why|from|my|our|it|up|too|two|three|four|five|six|seven|eight|nine|ten|twenty|yesterday|today|tomorrow|"
    r"every|once|twice|well|(?!(?:19|20)\d\d\b)\d+)\b|\s*(?:[.,;:!?)]|$)",
    re.IGNORECASE,
)
# Where somebody is, before what they did: "Ferran at the climbing gym told me".
_WHENCE = (
    r"(?:over )?(?:at|from|in|of) (?:the |my |our )?(?:[\w'’]+ ){1,4}?"
    r"(?=(?:\w+ed|told|gave|sent|took|has|had|was|is|said|got|made|lent|let|put|found)\b)"
)
# Participles behind "she's" that make it "she has".
_PERFECT = (
    "been|moved|had|got|made|done|gone|taken|become|agreed|offered|asked|promised|finished|started|published|launched|"
    "opened|joined|retired|sent|written|won|passed|signed|bought|sold|left|changed|helped|shared|accepted|decided|"
    "arranged|found|given|seen|told"
)
_YOU = dict(
    pair.split(":")
    for pair in (
        "he:you she:you him:you his:your hers:yours himself:yourself herself:yourself they:you them:you their:your "
        "theirs:yours"
    ).split()
)
# Words over which "my … Dmitri" is no longer one person.
_JOINING = "(?:to|for|with|at|from|and|name|on|of|in|by)"
_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_AGREED = dict(
    pair.split(":")
    for pair in ("is:are was:were has:have does:do isn't:aren't wasn't:weren't hasn't:haven't doesn't:don't").split()
)
_NO_VERB = frozenset("always sometimes perhaps this its as was besides across towards yours".split())


def _gender(request: str, recipient: Person) -> str | None:
    """ "m" or "f" when an order or a title tells: "thank her", Mr."""
    ordered = re.search(
        r"\b(?:thank|tell|ask|wish|congratulate|remind|invite|write to|e-?mail) (him|her)\b", request, re.IGNORECASE
    )
    title = (recipient.honorific or "").lower().rstrip(".")
    return _GENDER[ordered[1].lower()] if ordered else {"mr": "m", "mrs": "f", "ms": "f", "mme": "f"}.get(title)


class Reader:
    """Turns statements of one request to its reader."""

    def __init__(
        self,
        request: str,
        mentions: list[Mention],
        recipient: Person,
        *,
        introducer: Person,
        several: bool,
        apart: bool = False,
    ) -> None:
        """``several``: the reader is more than one person, so "they" may mean them; ``apart``: nobody is turned to."""
        self.apart = apart
        self.request = request
        self.recipient = recipient
        self.several = several
        self.gender = _gender(request, recipient)
        self.mine = [m for m in mentions if _is(m, recipient)]
        others = [m for m in mentions if m not in self.mine and not _place(request, m)]
        self.others = [m for m in others if introducer.name is None or not _is(m, introducer)]

    def turned(self, words: str, start: int) -> str:
        """``words``, which stand at ``start`` of the request, as they are said to the reader."""
        if self.apart:
            return words
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
        if word == "his" and re.match(
            r"\s*(?:[.,;:!?)]|$)|\s+(?:on|in|at|for|to|and|or|too|as|is|was)\b", text[match.end() :]
        ):
            return "yours"
        if word == "her":
            return "you" if _AFTER_HER.match(text[match.end() :]) else "your"
        return _YOU[word]

    def _is_reader(self, match: re.Match[str], text: str, at: int) -> bool:
        word = match[0].lower()
        if self.gender and _GENDER.get(word) not in (None, self.gender):
            return False
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
            rf"\b(?:{note_words()['own_nouns']}) (?:\w+ )?(?:{note_words()['kin']})\b(?! [A-Z])(?!,? (?:[A-Z]))",
            re.IGNORECASE,
        )

    def _without_name(self, words: str) -> str:
        """The reader's name as "you": "colleague Dmitri's game" → "your game"."""
        name = self.recipient.name or ""
        if not name or not any(part in words for part in name.split(" ")):
            return words
        for each, said in _naming(name, self.recipient.honorific):
            words = each.sub(said, words)
        return words


@lru_cache(maxsize=64)
def _naming(name: str, honorific: str | None) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every way the reader's name stands in a sentence, with what is said to them instead."""
    title = rf"(?:{re.escape(honorific)}\.? )?" if honorific else ""
    found = [(rf"\b{re.escape(name)}-(?:san|sama|sensei|kun|chan)\b", name)]
    for each in filter(None, dict.fromkeys((name, name.split(" ")[0], name.split(" ")[-1]))):
        whose = r"(?:(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]|[Ss]omeone called) )?(?:[a-z-]+,? ){0,3})?"
        plain = re.escape(each)
        lead = f"{whose}{title}{plain}"
        mine = rf"\b(?:[Mm]y|[Oo]ur) (?:(?!{_JOINING}\b)[a-z-]+,? ){{0,4}}"
        found += [
            (rf"^{lead}['’]s\b", "your"),
            (rf"^{lead} {_WHENCE}", "you "),
            (rf"^{lead}(?=,? \w)", "you"),
            (rf"\b{title}{plain}['’]s\b", "your"),
            (rf"{mine}{title}{plain}\b(?!['’]s)", "you"),
            (rf"\b(\w+ed) (out|up|down|off) {title}{plain}\b", r"\1 you \2"),
            (rf"(?<!& )\b{title}{plain}\b(?! [A-Z&])", "you"),
        ]
    return tuple((re.compile(pattern), said) for pattern, said in found)


def _place(request: str, mention: Mention) -> bool:
    """Whether a name stands where places and firms stand."""
    return (
        bool(re.search(r"\b(?:at|in|near|of|from|for|called|named|to)\s+(?:the )?$", request[: mention.start]))
        and not mention.person.honorific
    )


def _is(mention: Mention, person: Person) -> bool:
    return person.name is not None and same(mention, Mention(person, 0, 0, 0))


def _agreed(text: str) -> str:
    """Verbs that fit their "you": "you wants" → "you want", "you's" → "you're"."""
    text = re.sub(rf"\b([Yy]ou)['’]s (?=(?:\w+ )?(?:{_PERFECT})\b)", r"\1've ", text)
    text = re.sub(r"\b([Yy]ou)['’]s\b", r"\1're", text)
    text = re.sub(
        r"\b(does|is|was|has|doesn't|isn't|hasn't) you\b",
        lambda m: f"{_AGREED[m[1].lower()]} you",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\bthe ((?:[\w-]+ ){1,3})of you\b", r"your \1", text).replace("  ", " ")
    adverb = rf"((?:(?:{note_words()['before_verb']}|kindly) )*)"
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
