"""What an English message may say: the slots, filled from the Brief alone."""

import re
from datetime import date

from coach.brief import Brief, Person, Tone
from coach.resources import load_yaml, resource
from coach.writing import english, register_en
from coach.writing.calendar import business_days_between, season, season_line_key
from coach.writing.crossing import CLOSE, OPEN
from coach.writing.english_wishes import request

__all__ = ["called", "facts_en", "spoken"]

MY_NAME = "[your name]"
_LATE_DAYS = 3  # a thank-you note reads late after about half a week
_SHORT = 28  # a place that still fits into a subject line
# Words on how long two have not been in touch: what an opening of a reconnecting message says.
_APART = re.compile(
    r"\b(?:[Ii]t's been|haven't|lost touch|out of touch|been (?:ages|years|\w+ years)|together (?:at|in)|shared a)\b"
)
# The user's own words that they leave.
_LEAVING = re.compile(
    r"\b(?:I'm|I am|I'll be|we're) (?:leaving|retiring|moving|off)\b|\bmy last (?:day|shift|week)\b|"
    r"\bI (?:leave|retire|finish)\b",
    re.IGNORECASE,
)
# The user's word that nothing shall be asked for.
_ASKLESS = re.compile(
    r"\b(?:not asking for|no ask|nothing to ask|no requests?|don't ask|no strings|nothing wanted|"
    r"(?:just|only) want(?:ed)? (?:to say|(?:her|him|them) to know)|wanted (?:her|him|them) to know)\b",
    re.IGNORECASE,
)
# Wishes that ask for time themselves.
_OPEN_PLEA = re.compile(r"would you (?:have|be (?:free|up|open))|could (?:I buy|we)\b|are you free")
# Occasions in which what the reader did for the writer is thanked for.
_THANKING = ("report_back", "farewell", "accept_no", "season_greeting", "apologise_over_asking")
_TELLING = frozenset(
    "report_back thanks_introduction reconnect season_greeting farewell apologise_late apologise_over_asking".split()
)


def facts_en(brief: Brief, today: date, tone: Tone) -> dict[str, str]:
    """Slots and flags for the phrases; what the user did not say is absent."""
    slots = {
        **_people(brief, tone),
        **_meeting(brief, today),
        **_matter(brief, tone),
        **_season(brief, today),
    }
    found = {name: value for name, value in slots.items() if value}
    firm = english.plain(brief.recipient.company) if brief.recipient.company else ""
    if (
        firm
        and not brief.recipient.is_organisation
        and not any(firm in value for name, value in found.items() if name != "to_presented")
    ):
        found["to_firm"] = firm
    return found


def _is_title(words: str) -> bool:
    known = english.lists()["titles"].split()
    return bool(words) and all(word.lower().rstrip(".") in known for word in words.split())


# What somebody said to a whole room is no conversation with them.
_HEARD = re.compile(
    r"\b(?:talk|lecture|keynote|speech|presentation|workshop|session|webinar|panel)\b.*\b(?:on|about)\b"
)
# A question by its first word; a told sentence with a question mark is none.
_ASKED = re.compile(
    r"(?i)(?:did|do|does|have|has|is|are|was|were|who|when|what|which|how|where|why|could|can|would|will|should|may)\b"
    r"|.*\b(?:would|could|do|are) you\b"
)
# What a guest is asked to do at an event.
_EVENT_ACTS = (
    "judge|speak|join|host|open|give|attend|come|cut|launch|present|chair|lead|perform|play|sing|read|taste|see|celebrate|"
    "help|meet|talk|visit|try|watch|hear|bless"
)
# Words before a first name that belong to it: "Big Steve".
_NICK = ("Big", "Little", "Old", "Young", "Auld", "Wee", "Tall")


def called(person: Person, tone: Tone) -> str | None:
    """How an English message calls a person: Sarah, Ms Miller, Tanaka-san, Dr Ito."""
    name = english.plain(person.name) if person.name else None
    if not name:
        return None
    if person.is_organisation:
        return f"{name} team"
    honorific = (person.honorific or "").strip()
    if honorific in ("-san", "san", "さん", "様") or name.endswith("-san"):
        return f"{name.removesuffix('-san').split()[-1]}-san"
    if honorific in ("-sensei", "sensei", "先生"):
        return f"{name.split()[-1]}-sensei"
    if honorific.lower() in ("sir", "dame", "lord", "lady"):
        return f"{honorific} {name.split()[0]}"
    if " and " in name or name.endswith((" family", " household", " twins")):
        return name
    if honorific in english.lists()["titles_behind"].split():
        return f"{name.split()[0]} {honorific}"
    if _is_title(honorific):
        return (
            f"{honorific.split()[-1]} {name.split()[-1]}"
            if honorific.split()[-1].lower() != "emeritus"
            else f"Professor {name.split()[-1]}"
        )
    first, *rest = name.split()
    if _is_title(first) and rest:
        return name
    return name if tone == "formal" or first in _NICK else first


def _titled(person: Person) -> str:
    """A name with the title that stands with it: "Mrs Pereira"."""
    name = english.plain(person.name or "")
    return f"{person.honorific} {name}" if _is_title(person.honorific or "") else name


def _full(person: Person) -> str | None:
    """A third person with firm or role: "Anna Berg of Nordlog"."""
    if not person.name:
        return None
    name = _titled(person)
    return f"{name} of {english.plain(person.company)}" if person.company else name


def _people(brief: Brief, tone: Tone) -> dict[str, str | None]:
    sender = brief.sender
    name = english.plain(sender.name) if sender.name else MY_NAME
    firm = re.sub(r"\s+", " ", sender.company).strip() if sender.company else None
    return {
        "to": called(brief.recipient, tone) or ("all" if english.to_many(brief.text) else None),
        "to_presented": _full(brief.recipient),
        "to_name": brief.recipient.name,
        "me": f"{name} from {firm}" if firm else name,
        "me_full": f"{name} ({firm})" if firm else name,
        "me_name": name,
        "named": "1" if sender.name else None,
        "own_firm": firm,
        "signature": "\n".join(filter(None, (name, firm))).replace(OPEN, "[").replace(CLOSE, "]"),
        "introducer": _titled(brief.introducer) if brief.introducer.name else None,
        "third": _full(brief.third),
        "third_name": _titled(brief.third) if brief.third.name else None,
        "third_called": called(brief.third, tone),
        "work": english.plain(sender.role) if sender.role and " " in sender.role else None,
    }


def _meeting(brief: Brief, today: date) -> dict[str, str | None]:
    when = english.plain(brief.met_when.words) if brief.met_when else ""
    when = f"on {when}" if re.match(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{1,2} [A-Z]", when) else when
    when = re.sub(r"^(?:Yesterday|Last|This|Earlier)\b", lambda first: first[0].lower(), when)
    where = english.place(brief.met_where) if brief.met_where else ""
    late = bool(brief.met_when and brief.met_when.day and business_days_between(brief.met_when.day, today) > _LATE_DAYS)
    met = " ".join(filter(None, (where, when if when and when not in where else ""))) if where else ""
    bare = re.sub(r"^(?:at|in|on|through|via|over|during)\s", "", where)
    return {
        "met": met or None,
        "met_event": english.to_you(bare) or None,
        "met_day": when
        if when and not where and when.removeprefix("on ").lower() not in (brief.given or "").lower()
        else None,
        "met_any": "1" if when or where else None,
        "short_met": "1" if met and len(met) <= _SHORT else None,
        "seen": "1" if where and english.listed("seen", where) else None,
        "worked": "1" if re.search(r"\b(?:work|project|job|company|office|team)", where) else None,
        "late": "1" if late else None,
    }


def _matter(brief: Brief, tone: Tone) -> dict[str, str | None]:
    spoken_of = [
        each for each in brief.topics if not (_HEARD.search(brief.given or "") and each in (brief.given or ""))
    ]
    topics = [_with_article(english.topic(each), brief.text) for each in spoken_of[:2]]
    topic = " and ".join(topics) or None
    event = _event(brief.event) if brief.event else None
    given = english.thanks_for(brief.given) if brief.given else None
    if given and brief.occasion == "thanks_meeting" and brief.channel in (None, "email"):
        given = _elsewhere_told(given, brief.met_where)
    asks_for_another = brief.occasion == "ask_introduction"  # "they" are the ones to be met, not the reader
    why = english.reason(brief.reason, alone=not asks_for_another) if brief.reason else None
    meal = given if given and brief.occasion == "thanks_meal" and not re.match(r"\w+ing\b", given) else None
    congratulating = brief.occasion == "congratulate"
    feat = brief.event or (brief.topics[0] if brief.topics else None)
    whole = any(feat and english.plain(feat).lower() in each.lower() and each[:4] == "Your" for each in brief.told)
    honoured = english.congratulated(feat) if feat and congratulating and not whole else None
    return {
        "topic": topic,
        "topic_bare": "1" if topic and not re.match(r"(?:your|the|an?|our|how|why|what)\b", topic) else None,
        "given": given,
        "meal": meal,
        "treated": "1" if meal else None,
        "no_ask": "1" if _ASKLESS.search(brief.text) else None,
        "told": _told(brief),
        "forward": _forward(brief),
        "leaving_told": "1" if any(_LEAVING.search(each) for each in brief.told) else None,
        "apart": "1" if any(_APART.search(each) for each in brief.told) else None,
        "reason": why,
        "reason_to_third": english.reason(brief.reason) if brief.reason else None,
        "reason_writing": "1" if why and "writing" in why else None,
        "reason_clause": "1" if why and not why.startswith(("of ", "due ")) else None,
        "event": event,
        "event_short": re.split(r",| on | at | from |\s\d", event)[0] if event else None,
        "event_act": "1" if event and re.match(rf"(?:{_EVENT_ACTS})\b", event) else None,
        "event_dated": "1" if event and re.search(r"\d|day\b", event) else None,
        "matter": event or topic or _wish_matter(brief),
        "feat": None if whole else feat,
        "feat_told": "1" if whole or (congratulating and brief.told and not feat) else None,
        "feat_honoured": honoured,
        "feat_gerund": "1" if honoured and re.match(r"\w+ing\b", honoured) else None,
        "deadline": english.plain(re.sub(r"^(?:on|by|until)\s", "", brief.deadline.words)) if brief.deadline else None,
        **_wish(brief, tone),
        **_news(brief),
        **_offer(brief),
    }


def _elsewhere_told(given: str, where: str | None) -> str:
    """Thanks without the place of the meeting at their end: the greeting names it."""
    if not where or not given.endswith(where):
        return given
    shorter = re.sub(r"\s+(?:at|in|on|during)\s+(?:[\w'’]+\s+){0,2}$", "", given.removesuffix(where))
    return shorter if shorter != given.removesuffix(where) else given


def _with_article(topic: str, text: str) -> str:
    """The topic with the article the user gave it."""
    return f"the {topic}" if topic[:1].islower() and re.search(rf"\bthe {re.escape(topic)}\b", text) else topic


def _event(words: str) -> str:
    """The event with its article: "ribbon cutting at the terminal" → "the ribbon cutting …"."""
    text = english.plain(words)
    bare = re.match(
        rf"(?!(?:an?|the|my|our|your|this|\d+|lunch|dinner|{_EVENT_ACTS})\b)"
        r"[a-z][\w-]* \w",
        text,
    )
    return f"the {text}" if bare else text


def spoken(brief: Brief, statement: str) -> str:
    """A statement as the message tells it, a sentence without its full stop."""
    sorry = brief.occasion == "apologise_over_asking"
    thanking = (brief.occasion or "").startswith("thanks_") or brief.occasion in _THANKING
    return register_en.say(statement, thanking=thanking, sorry=sorry, invite=brief.occasion == "invite")


def _told(brief: Brief) -> str | None:
    """The statements that no slot holds, as sentences without the last full stop."""
    told = [f"{spoken(brief, each)}{'?' if each.endswith('?') and _ASKED.match(each) else '.'}" for each in brief.told]
    return re.sub(r"\.$", "", " ".join(told)) or None


def _forward(brief: Brief) -> str | None:
    """What a note to pass on may tell: the statements about the user, said to the one to be met."""
    own = [each for each in brief.told if not re.search(r"\byou(?:r|'\w+)?\b|^(?:He|She|They)\b", each)]
    turned = [english.to_you(spoken(brief, each)) if brief.third.name else spoken(brief, each) for each in own]
    return ". ".join(turned) or None


def _wish_matter(brief: Brief) -> str | None:
    if not brief.ask or not brief.ask.words:
        return None
    text = english.plain(brief.ask.words)
    text = re.sub(r"^an?\s", "the ", text)
    return english.to_you(text) if re.match(r"(?:an?|the|\d|your|advice|feedback)\b", text) else None


def _wish(brief: Brief, tone: Tone) -> dict[str, str | None]:
    words = english.plain(brief.ask.words) if brief.ask else ""
    kind = brief.ask.what if brief.ask else "meeting"
    minutes = brief.ask.minutes if brief.ask else None
    person = brief.third
    at = f" at {english.plain(person.company)}" if person.company else ""
    role = f"{english.plain(person.role)}{at}" if person.role else (f"someone{at}" if at else None)
    found = re.search(r"(?:introduc\w+ (?:me )?to|introduction to|intro to|connect me (?:with|to)) (.+)", words)
    whom = _full(person) or (found.group(1) if found else role)
    if words in ("", "an introduction") and brief.occasion == "ask_introduction":
        words = f"introduce me to {whom or OPEN + 'whom you would like to meet' + CLOSE}"
    asking = bool(words or brief.ask or brief.occasion == "ask_meeting")
    plea = request(words, tone, kind, minutes) if asking else None
    return {
        "plea": plea,
        "plea_cap": plea[0].upper() + plea[1:] if plea else None,
        "plea_time": "1" if plea and ("time" in plea.split(" to ")[0] or _OPEN_PLEA.match(plea)) else None,
        "plea_about": "1"
        if re.search(
            r"\b(?:about|regarding|how|why|on|for|before|to (?:go|discuss|talk|look|plan|prepare|sort|fix|review))\b",
            words,
        )
        else None,
        "minutes": str(minutes) if minutes else None,
        "third_any": whom,
        "third_kind": "1" if not person.name else None,
        "third_label": whom if whom and len(whom) <= _SHORT + 12 else None,
    }


def _news(brief: Brief) -> dict[str, str | None]:
    if brief.occasion not in _TELLING or not brief.history:
        return {}
    return {"news": english.clause(brief.history)}


def _offer(brief: Brief) -> dict[str, str | None]:
    if not brief.offered:
        return {}
    kind, said = english.offer(brief.offered)
    plural = re.match(r"(?:(?:the|my|our|some|two|three|a few) )?(?:[\w-]+ ){0,2}?[\w-]+[^s]s\b(?! [a-z]+s\b)", said)
    own = re.match(r"(?:the|my|our)\b", said)
    flags = {"offer_plural": "1" if plural else None, "offer_own": "1" if own else None}
    return {"offered": said, f"offer_{kind}": "1", **flags}


def _season(brief: Brief, today: date) -> dict[str, str | None]:
    lines = load_yaml(resource("prompts", "messages", "en", "season.yaml"))[season_line_key(today)]
    now = english.named_season(brief.text) or season(today)
    feast = english.festival(brief.text) if brief.occasion == "season_greeting" else None
    if feast:
        return {"festival": feast}
    return {"season_care": lines["care"], now: "1", "set_year": "1" if now in ("year_end", "new_year") else None}
