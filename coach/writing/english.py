"""The user's own words fitted into English sentences: thanks, offers, reasons, places and times.

The words stay the user's; what changes is grammar and whom they speak to. All lists are data
(``prompts/messages/en/wording.yaml``).
"""

import re
from functools import cache
from typing import Any

from coach.resources import load_yaml, resource

__all__ = [
    "ENDS",
    "clause",
    "congratulated",
    "festival",
    "listed",
    "lists",
    "named_season",
    "offer",
    "place",
    "plain",
    "reason",
    "thanks_for",
    "to_many",
    "to_you",
    "topic",
]

_LONGEST = 300  # characters of one slot that are looked at; a phrase is never longer
# Words after which "her" is the person, not something of hers.
_AFTER_HER = "to|if|whether|about|for|and|or|at|in|on|next|this|over|again|by|with|some|soon|last|when|a|an|the"
ENDS = " \t.,;:!?"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_BARE_DAY = re.compile(
    r"(?P<before>\b(?!(?:on|last|next|this|by|until|till|since|before|after|from|every|each|for|to|and|or|the|of|a|an|my|our|your|"
    rf"his|her|their|good|one|whole|any|but|either|full|first|second|third|busy|not|no|only|like|said|called|even|"
    rf"that|some|per|between|Easter|Palm|Black|early|late|is|was|{_DAYS})\b)[a-z][\w'’]*) "
    rf"(?=(?:{_DAYS})\b(?!'s))"
)


@cache
def lists() -> dict[str, Any]:
    """The lists of ``wording.yaml``."""
    found: dict[str, Any] = load_yaml(resource("prompts", "messages", "en", "wording.yaml"))
    return found


def plain(words: str) -> str:
    """One line without brackets of ours and without a closing mark."""
    text = re.sub(r"\s+", " ", words).strip(ENDS).replace("[", "(").replace("]", ")")
    return dated(text[:_LONGEST].replace("\u2019", "'"))


def dated(text: str) -> str:
    """A bare weekday with its preposition: "the breakfast Sunday" → "the breakfast on Sunday"."""
    return _BARE_DAY.sub(r"\g<before> on ", text)


def to_you(text: str, *, alone: bool = True) -> str:
    """Turn talk about the person into talk to them: "his team" → "your team", "meet her" → "meet you".

    ``alone``: nobody else is spoken of, so that "they" are the reader's people; else "they" stay.
    """
    if re.search(r"\b(?:you|your)\b", text, re.IGNORECASE):  # turned to the reader already; others stay others
        return text
    data = lists()
    kept = frozenset() if alone else frozenset({"they", "them", "their", "theirs"})
    third = re.search(r"\b(?:he|she)\b", text, re.IGNORECASE)
    text = re.sub(rf"\bher(?= (?!(?:{_AFTER_HER})\b)[A-Za-z])", "your", text)

    def swap(match: re.Match[str]) -> str:
        word = match.group().lower()
        if word in kept:
            return match.group()
        return str(data["possessives"].get(word) or data["pronouns"][word])

    either = "|".join([*data["possessives"], *data["pronouns"]])
    text = re.sub(rf"\b(?:{either})\b", swap, text, flags=re.IGNORECASE)
    text = re.sub(r"\byou's (?=(?:got|been|had|done|made)\b)", "you've ", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou's\b", "you're", text, flags=re.IGNORECASE)
    text = re.sub(r"\byou (is|was|has|does)\b", lambda match: "you " + _AGREED[match.group(1)], text)
    return _THEY_DO.sub(_second_person, text) if third else text


# A verb in -s behind "you" at the start of a clause.
_BEHIND = "|".join(f"(?<= {joint} )" for joint in "if whether that how what when where why because and".split())
_THEY_DO = re.compile(rf"(?:(?<!\w )|{_BEHIND})\b[Yy]ou (\w{{2,}}?)s\b(?!')")


def _second_person(match: re.Match[str]) -> str:
    """ "you wants" → "you want", "you tries" → "you try"; words such as "always" and "discuss" stay."""
    verb = match.group(1)
    if verb.endswith("s") or match.group().split(" ")[1] in ("always", "sometimes", "afterwards"):
        return match.group()
    stem = verb[:-2] + "y" if verb.endswith("ie") else (verb[:-1] if re.search(r"(?:sh|ch|x|z|o)e$", verb) else verb)
    return f"{match.group()[:3]} {stem}"


_AGREED = {"is": "are", "was": "were", "has": "have", "does": "do"}


def listed(name: str, text: str) -> bool:
    """Whether the text holds one of the words of a list of the data."""
    return any(re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE) for word in lists()[name])


def topic(words: str) -> str:
    """A topic as a noun phrase: "our chat about warehouse automation" → "warehouse automation"."""
    text = re.sub(
        r"^(?:(?:the|our|a|his|her|their)\s)?(?:chat|talk|conversation|discussion|story|topic)s?\s(?:about|on|of)\s",
        "",
        plain(words),
        flags=re.IGNORECASE,
    )
    return to_you(re.sub(r"^(?:about|on|regarding)\s", "", text, flags=re.IGNORECASE))


def place(words: str) -> str:
    """Where, with its preposition: "Osaka logistics mixer" → "at the Osaka logistics mixer"."""
    text = plain(words)
    if re.match(r"(?:at|in|on|through|via|over|during)\s", text, re.IGNORECASE):
        return text
    if text.lower() in lists()["online_places"]:
        return f"on {text}"
    if re.search(r"\bprojects?\b", text):
        return f"on {text if text.startswith('the ') else 'the ' + text}"
    if re.match(r"(?:(?:the|a|an|your|my|our|his|her|their)|\w+'s)\s", text, re.IGNORECASE) or not listed(
        "event_words", text
    ):
        return f"at the {text}" if re.match(r"[a-z]+ [a-z]+$|[a-z]+ [a-z]+ [a-z]+$", text) else f"at {text}"
    return f"at the {text}" if not re.search(r"\d", text) else f"at {text}"


def thanks_for(words: str) -> str:
    """What they did, after "for": "she sent me the report" → "sending me the report"; a thing stays a thing."""
    words = re.sub(
        r"^(?:with )?(?:many |much |our |my )?thanks? (?:you )?for (?=\w)", "", plain(words), flags=re.IGNORECASE
    )
    turned = re.match(r"(?:that )?you\b", words, re.IGNORECASE) is not None
    text = re.sub(
        r"^(?:for|he|she|they|you|having|that he|that she|that they)\s+", "", plain(words), flags=re.IGNORECASE
    )
    text = re.sub(r"^(?:had|has|have)\s+", "", text, flags=re.IGNORECASE)
    first, _, rest = text.partition(" ")
    low = first.lower()
    gerund = lists()["gerunds"].get(low)
    if gerund is None and low.endswith("ied"):
        gerund = low[:-3] + "ying"
    elif gerund is None and low.endswith("ed") and len(low) > 4:
        gerund = low[:-2] + "ing"
    done = f"{gerund} {rest}".strip() if gerund else text
    if done.split(" ")[0].endswith("ing"):
        done = re.sub(r"\band (\w+)(?= (?:me|us|my|our|how|what|that)\b)", _also_done, done)
    return done if turned else to_you(done)


def _also_done(match: re.Match[str]) -> str:
    """The further act of a run in the same form: "letting me see it and told me" → "… and telling me"."""
    verb = match[1].lower()
    gerund = lists()["gerunds"].get(verb) or (verb[:-2] + "ing" if verb.endswith("ed") and len(verb) > 4 else None)
    return f"and {gerund}" if gerund else match[0]


def reason(words: str, *, alone: bool = True) -> str:
    """Why, as a clause after "because": "planning a new warehouse" → "I'm planning a new warehouse".

    ``alone``: as in :func:`to_you`.
    """
    text = re.sub(r"^(?:because|since|as|so that|so|due to the fact that)\s+", "", plain(words), flags=re.IGNORECASE)
    first = text.split(" ")[0]
    if first in lists()["own"] or first.lower() in lists()["own"]:
        return to_you(_small(text), alone=alone)
    if first.lower() == "to":
        return f"I'd like {to_you(text, alone=alone)}"
    if first.lower().endswith("ing"):
        return f"I'm {to_you(_small(text), alone=alone)}"
    if re.match(r"(?:both|you|he|she|they|someone|nobody|there)\b", text) or re.search(
        r"\b(?:is|are|was|were|has|have|falls|fall|need|needs|don't|can't|will|could)\b", text
    ):
        return to_you(text, alone=alone)
    if re.match(r"(?:of|due to)\s", text):
        return to_you(text, alone=alone)
    return f"of {to_you(text, alone=alone)}"


def _small(text: str) -> str:
    """Lower the first letter of an ordinary word (I, acronyms and names keep theirs)."""
    first = text.split(" ")[0]
    own = first == "I" or first.startswith("I'")
    return text if own or not first[:1].isupper() or first.lower() not in lists()["own"] else text[0].lower() + text[1:]


def clause(words: str) -> str:
    """A statement about oneself: "signed the contract" → "I signed the contract"."""
    text = re.sub(r"^(?:that|and|to say that|to tell \w+ that)\s+", "", plain(words), flags=re.IGNORECASE)
    first = text.split(" ")[0]
    low = first.lower()
    if low in lists()["own"]:
        return to_you(_small(text))
    if (
        low.endswith("ed")
        or low in lists()["gerunds"]
        or low in ("got", "won", "began", "started", "am", "will", "had")
    ):
        return f"I {to_you(text[0].lower() + text[1:])}"
    if low.endswith("ing"):
        return f"I'm {to_you(text)}"
    return to_you(text)


def offer(words: str) -> tuple[str, str]:
    """What the user gives: ("thing", "a case study"), ("act", "translate your leaflet") or ("clause", "I'll …")."""
    text = re.sub(
        r"^(?:i|we)\s+(?:promised|offered|said i'd|said i would|can|could|want|would like|'d like)\s+"
        r"(?:him |her |them |you )?(?:to\s+)?",
        "",
        plain(words),
        flags=re.IGNORECASE,
    )
    text = to_you(re.sub(r"^(?:to|can|could)\s+", "", text, flags=re.IGNORECASE))
    first = text.split(" ")[0].lower()
    if first in ("i", "i'll", "i'd", "i've", "we", "we'll", "we'd", "i'm"):
        return "clause", text
    if first in ("a", "an", "the", "some", "my", "our", "this", "two", "three", "notes", "feedback"):
        return "thing", text
    if first.endswith("ing"):
        return "thing", text
    if first in (
        "send",
        "introduce",
        "share",
        "help",
        "translate",
        "review",
        "show",
        "write",
        "give",
        "test",
        "host",
        "lend",
        "bring",
        "put",
        "connect",
        "forward",
        "invite",
        "look",
        "read",
        "proofread",
        "cover",
        "return",
        "post",
        "make",
        "prepare",
        "organise",
        "organize",
        "swap",
        "teach",
        "tell",
        "explain",
        "offer",
        "pay",
        "buy",
        "take",
    ):
        return "act", text
    return "thing", text


def congratulated(words: str) -> str:
    """An achievement after "on": "she was promoted to director" → "your promotion to director" stays simple."""
    text = re.sub(r"^(?:for|on|about|that)\s+", "", plain(words), flags=re.IGNORECASE)
    text = re.sub(
        r"^(?:(?:he|she|they|you)\s+)?(?:was|were|has been|got|being|is|were)\s+promoted",
        "your promotion",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^(?:he|she|they|you)\s+(?=\w)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^(?:(?:has|have|just|recently|finally|only|now)\s+)+(?=\w)", "", text, flags=re.IGNORECASE)
    first = text.split(" ")[0].lower()
    if text.startswith("your") or first in ("the", "a", "an"):
        return to_you(re.sub(r"^(?:a|an|the)\s", "your ", text))
    done = thanks_for(text)
    if done.split(" ")[0].endswith("ing"):
        return done
    return to_you(text) if first in ("his", "her", "their") else f"your {to_you(text)}"


def festival(text: str) -> str | None:
    """How one greets on the feast that a request names: "Diwali wishes to …" → "Happy Diwali"."""
    for name, said in lists()["festivals"].items():
        if re.search(rf"\b{name}\b", text, re.IGNORECASE):
            return str(said)
    return None


def to_many(text: str) -> bool:
    """Whether a request without a name asks for a message to many."""
    return bool(re.search(lists()["many"], text, re.IGNORECASE))


def named_season(text: str) -> str | None:
    """The season a request names itself."""
    for name, signs in lists()["seasons"].items():
        if any(sign in text.lower() for sign in signs):
            return str(name)
    return None
