"""The user's own words fitted into English sentences: wishes, thanks, offers, reasons, places and times.

The words stay the user's; what changes is grammar and whom they speak to. All lists are data
(``prompts/messages/en/wording.yaml``).
"""

import re
from functools import cache
from typing import Any

from coach.brief import Tone
from coach.resources import load_yaml, resource

__all__ = [
    "clause",
    "congratulated",
    "listed",
    "named_season",
    "offer",
    "place",
    "plain",
    "reason",
    "request",
    "thanks_for",
    "topic",
]

_LONGEST = 300  # characters of one slot that are looked at; a phrase is never longer
# Words after which "her" is the person, not something of hers.
_AFTER_HER = "to|if|whether|about|for|and|or|at|in|on|next|this|over|again|by|with|some|soon|last|when|a|an|the"
_ENDS = " \t.,;:!?"


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml(resource("prompts", "messages", "en", "wording.yaml"))
    return words


@cache
def _leads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each["lead"], re.IGNORECASE), each["who"]) for each in _words()["leads"])


def plain(words: str) -> str:
    """One line without brackets of ours and without a closing mark."""
    text = re.sub(r"\s+", " ", words).strip(_ENDS).replace("[", "(").replace("]", ")")
    return text[:_LONGEST].replace("\u2019", "'")


def to_you(text: str) -> str:
    """Turn talk about the person into talk to them: "his team" → "your team", "meet her" → "meet you"."""
    data = _words()
    text = re.sub(rf"\bher(?= (?!(?:{_AFTER_HER})\b)[A-Za-z])", "your", text)

    def swap(match: re.Match[str]) -> str:
        word = match.group().lower()
        return str(data["possessives"].get(word) or data["pronouns"][word])

    either = "|".join([*data["possessives"], *data["pronouns"]])
    text = re.sub(rf"\b(?:{either})\b", swap, text, flags=re.IGNORECASE)
    return re.sub(r"\byou (is|was|has|does)\b", lambda match: "you " + _AGREED[match.group(1)], text)


_AGREED = {"is": "are", "was": "were", "has": "have", "does": "do"}


def listed(name: str, text: str) -> bool:
    """Whether the text holds one of the words of a list of the data."""
    return any(re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE) for word in _words()[name])


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
    if text.lower() in _words()["online_places"]:
        return f"on {text}"
    if re.search(r"\bprojects?\b", text):
        return f"on {text if text.startswith('the ') else 'the ' + text}"
    if re.match(r"(?:(?:the|a|an|your|my|our|his|her|their)|\w+'s)\s", text, re.IGNORECASE) or not listed(
        "event_words", text
    ):
        return f"at {text}"
    return f"at the {text}" if not re.search(r"\d", text) else f"at {text}"


def request(words: str, tone: Tone, kind: str, minutes: int | None) -> str:
    """A wish as a polite question without its mark: "visit her warehouse next month" → "would it be possible …"."""
    text, who = plain(words), "unknown"
    text = re.sub(r"^(?:if possible,?|ideally,?|maybe|perhaps|and|also|possibly)\s", "", text, flags=re.IGNORECASE)
    for pattern, actor in _leads():
        match = pattern.match(text)
        if match:
            text, who = text[match.end() :].strip(_ENDS), actor
            break
    if not text:
        known = _words()["ask_by_kind"].get(kind, {"who": "thing", "words": "a few minutes of your time"})
        text, who = known["words"], known["who"]
    text = to_you(re.sub(r"^please\s|,?\s*(?:if possible|please)$", "", text, flags=re.IGNORECASE))
    if who == "introduction":
        text, who = f"introduce me to {text}", "other"
    if who == "unknown":
        who = _actor(text)
    text = _timed(text, minutes) if who != "other" else text
    return _asked(text, who, tone)


def _starts(name: str, text: str) -> bool:
    return any(text.lower().startswith(word) for word in _words()[name])


def _actor(text: str) -> str:
    if re.match(r"(?:an?|the|some|any|your|\d+|\w+-minute|fifteen|thirty|twenty|half)\b", text, re.IGNORECASE):
        return "thing"
    if _starts("their_acts", text):
        return "other"
    words = text.split()
    noun_like = any(
        text.lower().split(" ")[0].startswith(word) for word in ("advice", "feedback", "introduction", "intro")
    )
    return "thing" if noun_like or not words else "self"


def _timed(text: str, minutes: int | None) -> str:
    if not minutes or re.search(r"\b(?:minute|hour|min)", text):
        return text
    timed = re.sub(
        r"\ba (?=(?:short |quick |brief )?(?:call|chat|meeting|conversation|coffee|video call|zoom))",
        f"a {minutes}-minute ",
        text,
    )
    return timed if timed != text else f"{text} for {minutes} minutes" if _starts("together", text) else text


def _asked(text: str, who: str, tone: Tone) -> str:
    if who == "other":
        return {"close": "could you ", "polite": "would you be willing to ", "formal": "would you be willing to "}[
            tone
        ] + text
    learn = re.match(
        r"(?:hear|learn|know|find out|understand) (?:from you )?(?:more )?(?:about )?(how|what|why|which|where|when) ",
        text,
    )
    if who == "self" and learn:
        return _asked("share " + text[learn.start(1) :], "other", tone)
    if who == "self" and _starts("together", text):
        text = re.sub(r"^(talk|speak|chat|meet|catch up|discuss) (?:to|with) you\b", r"\1", text)
        text = re.sub(r"^meet you\b", "meet", text)
    if who == "self":
        if _starts("together", text):
            return {"close": "could we ", "polite": "would you have time to ", "formal": "would you have time to "}[
                tone
            ] + text
        return {
            "close": "could I ",
            "polite": "would it be possible for me to ",
            "formal": "would it be possible for me to ",
        }[tone] + text
    if listed("introductions", text):
        return f"would you be willing to make {text if text.split()[0] in ('an', 'a', 'the') else 'an ' + text}"
    if re.fullmatch(r"(?:about |some )?(?:\d+|fifteen|twenty|thirty)[ -]min(?:ute)?s?(?: of (?:your )?time)?", text):
        return f"would you have {text.replace('-minute', ' minutes')} to talk"
    if listed("meetings", text):
        text = re.sub(r"^(?=\d+-min|short |quick |brief |call|chat|coffee chat|meeting|video call)", "a ", text)
        return {"close": "would you be up for ", "polite": "would you be open to ", "formal": "would you be open to "}[
            tone
        ] + text
    return f"could I ask for {'your ' + text if text.split()[0] in _words()['opinions'] else text}"


def thanks_for(words: str) -> str:
    """What they did, after "for": "she sent me the report" → "sending me the report"; a thing stays a thing."""
    text = re.sub(
        r"^(?:for|he|she|they|you|having|that he|that she|that they)\s+", "", plain(words), flags=re.IGNORECASE
    )
    text = re.sub(r"^(?:had|has|have)\s+", "", text, flags=re.IGNORECASE)
    first, _, rest = text.partition(" ")
    low = first.lower()
    gerund = _words()["gerunds"].get(low)
    if gerund is None and low.endswith("ied"):
        gerund = low[:-3] + "ying"
    elif gerund is None and low.endswith("ed") and len(low) > 4:
        gerund = low[:-2] + "ing"
    return to_you(f"{gerund} {rest}".strip() if gerund else text)


def reason(words: str) -> str:
    """Why, as a clause after "because": "planning a new warehouse" → "I'm planning a new warehouse"."""
    text = re.sub(r"^(?:because|since|as|so that|so|due to the fact that)\s+", "", plain(words), flags=re.IGNORECASE)
    first = text.split(" ")[0]
    if first in _words()["own"] or first.lower() in _words()["own"]:
        return to_you(_small(text))
    if first.lower() == "to":
        return f"I'd like {to_you(text)}"
    if first.lower().endswith("ing"):
        return f"I'm {to_you(_small(text))}"
    if re.match(r"(?:both|you|he|she|they|someone|nobody|there)\b", text) or re.search(
        r"\b(?:is|are|was|were|has|have|falls|fall|need|needs|don't|can't|will|could)\b", text
    ):
        return to_you(text)
    if re.match(r"(?:of|due to)\s", text):
        return to_you(text)
    return f"of {to_you(text)}"


def _small(text: str) -> str:
    """Lower the first letter of an ordinary word (I, acronyms and names keep theirs)."""
    first = text.split(" ")[0]
    own = first == "I" or first.startswith("I'")
    return (
        text if own or not first[:1].isupper() or first.lower() not in _words()["own"] else text[0].lower() + text[1:]
    )


def clause(words: str) -> str:
    """A statement about oneself: "signed the contract" → "I signed the contract"."""
    text = re.sub(r"^(?:that|and|to say that|to tell \w+ that)\s+", "", plain(words), flags=re.IGNORECASE)
    first = text.split(" ")[0]
    low = first.lower()
    if low in _words()["own"]:
        return to_you(_small(text))
    if (
        low.endswith("ed")
        or low in _words()["gerunds"]
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
    text = re.sub(r"^(?:he|she|they|you)\s+(?:has\s+|have\s+|just\s+)*", "", text, flags=re.IGNORECASE)
    first = text.split(" ")[0].lower()
    if text.startswith("your") or first in ("the", "a", "an"):
        return to_you(re.sub(r"^(?:a|an|the)\s", "your ", text))
    done = thanks_for(text)
    if done.split(" ")[0].endswith("ing"):
        return done
    return to_you(text) if first in ("his", "her", "their") else f"your {to_you(text)}"


def named_season(text: str) -> str | None:
    """The season a request names itself."""
    for name, signs in _words()["seasons"].items():
        if any(sign in text.lower() for sign in signs):
            return str(name)
    return None
