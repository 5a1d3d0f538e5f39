"""A wish in the user's words as a polite English question."""

import re
from functools import cache

from coach.brief import Tone
from coach.writing.english import ENDS, listed, lists, plain, to_you

__all__ = ["request"]


@cache
def _leads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(each["lead"], re.IGNORECASE), each["who"]) for each in lists()["leads"])


@cache
def _wished(name: str) -> re.Pattern[str]:
    return re.compile(lists()[name], re.IGNORECASE)


def request(words: str, tone: Tone, kind: str, minutes: int | None) -> str:
    """A wish as a polite question without its mark: "visit her warehouse next month" → "would it be possible …"."""
    words = re.sub(
        r"^(?=(?:need|want|hoping|would (?:like|love|value)|looking for)\b)", "I ", plain(words), flags=re.IGNORECASE
    )
    words = _if_you(words)
    if re.match(
        r"(?:Half|An?|The|Twenty|Thirty|Fifteen|Ten|Any|Some|If|Whether|Could|Would|Can|May|To|Your|Advice|Feedback|Help)\b",
        words,
    ):
        words = words[0].lower() + words[1:]
    direct = _question(words)
    if direct is not None:
        return direct
    text, who = (
        re.sub(r"^(?:i )?would (?=(?:value|like|love|appreciate))", "I'd ", plain(words), flags=re.IGNORECASE),
        "unknown",
    )
    text = re.sub(
        r"^(?:can|could|may) (?:we|i) (?:have|get|grab|take|steal|borrow) (?=an?\b|\d|half|some)",
        "I'd like ",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^for (?=an?\b|some\b|half\b|\d|your\b|one\b|the\b|advice|feedback|help)", "I'd like ", text)
    text = re.sub(r"^(?:if possible,?|ideally,?|maybe|perhaps|and|also|possibly)\s", "", text, flags=re.IGNORECASE)
    for pattern, actor in _leads():
        match = pattern.match(text)
        if match:
            text, who = text[match.end() :].strip(ENDS), actor
            if " that " in match[0]:  # "I want that she introduces me"
                text = re.sub(r"^([a-z]{2,}[^s\W])s\b", r"\1", text)
            break
    if not text:
        known = lists()["ask_by_kind"].get(kind, {"who": "thing", "words": "a few minutes of your time"})
        text, who = known["words"], known["who"]
    text = to_you(re.sub(r"^please\s|,?\s*(?:if possible|please)$", "", text, flags=re.IGNORECASE))
    if who == "introduction":
        text, who = f"introduce me to {text}", "other"
    if who == "unknown":
        who = _actor(text)
    text = _timed(text, minutes) if who != "other" else text
    return _asked(text, who, tone)


def _question(text: str) -> str | None:
    """A question in the user's words as one to the reader: "whether you buy hops" → "could you tell me whether …"."""
    text = to_you(_wished("to_know").sub("", text))
    text = re.sub(r"^to see (?=if|whether)", "", text)
    time = re.match(
        r"(?:if|whether) you(?:'ve| have| had|'d have)(?: got)? (?P<time>(?:an?|some|half|\d+|\w+ min)\b.+)",
        text,
        re.IGNORECASE,
    )
    if time and listed("spare_time", time["time"]):
        return f"would you have {_minutes(time['time'])}"
    found = re.match(r"(?:if|whether) (?P<who>you|i|we)(?P<rest>(?:'d|'re)?\b.*)$", text, re.IGNORECASE)
    if found and found["who"].lower() == "you":
        rest = found["rest"].strip()
        act = re.match(
            r"(?:'d|would|could|can|might)(?: also| please| kindly)?(?: be (?:willing|able) to)? (?P<act>.+)", rest
        )
        if act:
            open_to = re.match(r"(?:be (?:up|open|free|ok|happy|interested)|have|like|know|prefer|mind)\b", act["act"])
            return (
                f"{'would' if open_to else 'would you be willing to'} {'you ' if open_to else ''}{act['act']}".replace(
                    "  ", " "
                )
            )
        if rest.startswith("'re "):
            return (
                f"would you be {rest.removeprefix(chr(39) + 're ')}"
                if rest.startswith("'re free")
                else f"are you {rest.removeprefix(chr(39) + 're ')}"
            )
    if found and (act := re.match(r"(?:could|can|may|might) (?P<act>.+)", found["rest"].strip())):
        return f"would it be all right if {'I' if found['who'].lower() == 'i' else 'we'} {_past(act['act'])}"
    if re.match(r"(?:if|whether|which|what|how|when|where|who|why)\b", text, re.IGNORECASE):
        return f"could you tell me {re.sub('^if ', 'whether ', text)}"
    if re.match(r"(?:do|are|have|would|could|can|will) you\b", text, re.IGNORECASE):
        return text[0].lower() + text[1:]
    if re.match(r"to (?:set up|arrange|book|schedule|fix|find)\b", text):
        return f"could we {text.removeprefix('to ')}"
    return None


def _if_you(words: str) -> str:
    """ "I'd be grateful if she introduced me to Sam" → "if you could introduce me to Sam"."""
    found = _wished("grateful").match(words)
    if found is None:
        return words
    verb, _, rest = found["act"].partition(" ")
    bases = {past: base for base, past in lists()["past"].items()}
    if verb in bases:
        verb = bases[verb]
    elif verb.endswith("ed"):
        verb = (
            verb[:-1]
            if verb[:-2].endswith(("uc", "ar", "at", "is", "iz", "as", "us", "iv", "ov", "ag", "rg", "nc", "rs"))
            else verb[:-2]
        )
    return f"if you could {verb} {rest}".strip()


def _minutes(text: str) -> str:
    return re.sub(r"\b(\d+) ?mins?\b", r"\1 minutes", text)


def _past(act: str) -> str:
    """The act in the past behind "would it be all right if we": drop by → dropped by."""
    verb, _, rest = act.partition(" ")
    known = lists()["past"].get(verb)
    if known:
        return f"{known} {rest}".strip()
    doubled = verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", verb) else verb
    return f"{doubled}{'d' if verb.endswith('e') else 'ed'} {rest}".strip()


def _starts(name: str, text: str) -> bool:
    return any(text.lower().startswith(word) for word in lists()[name])


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
    treat = re.match(r"(?:buy|treat|take|invite|show|bring|give|cook) (?:you\b|your\b)", text)
    if who == "self" and treat:
        return f"would you let me {text}" if text.startswith(("buy", "treat", "take")) else f"could I {text}"
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
    if listed("introductions", text) and not re.match(r"(?:an?|one|some) (?!letter)\w+ recommendation", text):
        return f"would you be willing to make {text if text.split()[0] in ('an', 'a', 'the') else 'an ' + text}"
    spare = re.fullmatch(
        r"((?:about |some )?(?:(?:\d+|fifteen|twenty|thirty)[ -]min(?:ute)?s?|half an hour|an hour|"
        r"a quarter of an hour)\b)"
        r"(?: of (?:your )?time)?( (?:by|on the|over the) phone)?((?: with you)?(?P<rest> .+)?)",
        text,
    )
    if spare and not re.match(
        r" (?:call|chat|meeting|conversation|coffee|visit|zoom|video|talk)\b", spare["rest"] or ""
    ):
        talking = " for a phone call" if spare.group(2) else ""
        rest = (spare["rest"] or "").replace(" with you", "")
        timed = re.sub(r"(\d+|fifteen|twenty|thirty)[ -]min(?:ute)?s?", r"\1 minutes", spare.group(1))
        how = " to talk" if not talking and (not rest or re.match(r" (?:about|on|regarding)\b", rest)) else ""
        return f"would you have {timed}{talking}{how}{rest}"
    if listed("meetings", text):
        text = re.sub(r"^(?=\d+-min|short |quick |brief |call|chat|coffee chat|meeting|video call)", "a ", text)
        return {"close": "would you be up for ", "polite": "would you be open to ", "formal": "would you be open to "}[
            tone
        ] + text
    asked_for = (
        any(re.search(rf"\b{word}", text) for word in lists()["asked_for"]) or text.split()[0] in lists()["opinions"]
    )
    if not asked_for and re.match(r"(?:an?|some|one)\b", text):
        up = "up for" if tone == "close" else "open to"
        return f"would you be {up} {text}"
    return f"could I ask for {'your ' + text if text.split()[0] in lists()['opinions'] else text}"
