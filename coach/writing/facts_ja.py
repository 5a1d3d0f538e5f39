"""What a Japanese message may say: the slots, filled from the Brief alone."""

import re
from datetime import date

from coach.brief import Brief, Person, Tone
from coach.resources import load_yaml, resource
from coach.writing import wording
from coach.writing.addressing import call, company_name, own_name
from coach.writing.calendar import business_days_between, season_line_key

__all__ = ["facts_ja"]

MY_NAME, MY_COMPANY = "【自分の名前】", "【自分の会社名】"
_LATE_DAYS = 2  # thanks are due the same or the next business day
_SHORT_REASON = 18


def facts_ja(brief: Brief, today: date, tone: Tone, channel: str, pick: wording.Pick) -> dict[str, str]:
    """Slots and flags for the phrases; what the user did not say is absent."""
    slots = {
        **_people(brief, tone, channel),
        **_meeting(brief, today, tone),
        **_matter(brief, tone, pick),
        **_season(today),
    }
    return {name: value for name, value in slots.items() if value}


def _people(brief: Brief, tone: Tone, channel: str) -> dict[str, str | None]:
    sender = brief.sender
    named = bool(sender.name)
    company = company_name(sender.company)
    firm = company
    if channel == "email":
        firm = company or (None if "freelancer" in brief.situation else MY_COMPANY)
        me = f"{firm}の{sender.name or MY_NAME}" if firm else (sender.name or MY_NAME)
    else:
        me = f"{company}の{sender.name}" if company and named and channel != "line" else (sender.name or MY_NAME)
    third_firm = company_name(brief.third.company)
    third = own_name(brief.third, sender, tone, channel)
    return {
        "to": call(brief.recipient, tone, channel),
        "to_name": brief.recipient.name,
        "to_firm": company_name(brief.recipient.company) if not brief.recipient.is_organisation else None,
        "organisation": "1" if brief.recipient.is_organisation else None,
        "me": me,
        "signature": "\n".join(filter(None, (firm, sender.department, sender.name or MY_NAME))),
        "me_name": sender.name or MY_NAME,
        "me_short": f"{company} {sender.name}" if company and named else (company or sender.name or MY_NAME),
        "me_firm": company,
        "named": "1" if named else None,
        "introducer": own_name(brief.introducer, sender, tone, channel),
        "third": f"{third_firm}の{third}" if third and third_firm and "弊社" not in third else third,
        "third_name": third,
        "third_role": _role_of(brief.third),
    }


def _role_of(person: Person) -> str | None:
    return wording.plain(person.role) if person.role else None


def _meeting(brief: Brief, today: date, tone: Tone) -> dict[str, str | None]:
    when = wording.plain(brief.met_when.words, tone) if brief.met_when else ""
    when = re.sub(r"(?:に|で|、)?(?:会った|お会いした|あった|会い)?$", "", when).removesuffix("の")
    where = wording.plain(brief.met_where, tone) if brief.met_where else ""
    where = re.sub(r"(?:にて|で)$", "", where)
    late = bool(brief.met_when and brief.met_when.day and business_days_between(brief.met_when.day, today) > _LATE_DAYS)
    met = f"{when}の{where}" if when and where and when not in where else where
    return {
        "met": met or None,
        "met_event": where or None,
        "met_day": when if when and not where else None,
        "met_any": "1" if when or where else None,
        "late": "1" if late else None,
    }


def _matter(brief: Brief, tone: Tone, pick: wording.Pick) -> dict[str, str | None]:
    topics = [wording.topic(each, tone) for each in brief.topics[:2]]
    joined = "と".join(topics) if all(wording.is_nominal(each) for each in topics) else (topics[0] if topics else "")
    reason = wording.polite_reason(brief.reason, tone) if brief.reason else None
    plea = None
    if brief.ask:
        plea = wording.request(brief.ask.words, tone, brief.ask.what, brief.ask.minutes, pick)
    return {
        "topic": joined or None,
        "talk": wording.talk(joined, tone) if joined else None,
        "given": wording.thanks_for(brief.given, tone) if brief.given else None,
        "thing": wording.plain(brief.given, tone) if brief.given and wording.is_nominal(brief.given) else None,
        "plea": plea,
        "reason": reason,
        "reason_short": "1" if reason and len(reason) <= _SHORT_REASON else None,
        "deadline": wording.plain(brief.deadline.words, tone) if brief.deadline else None,
        "event": wording.plain(brief.event, tone) if brief.event else None,
        "purpose": brief.purpose,
        **_offer(brief, tone),
    }


def _offer(brief: Brief, tone: Tone) -> dict[str, str | None]:
    if not brief.offered:
        return {}
    said = wording.offer(brief.offered, tone)
    kind = "offer_promise"
    if said.endswith("役に立てれば"):
        kind = "offer_wish"
    elif re.search(r"お送り(?:いた)?します$", said):
        kind = "offer_thing"
    elif re.search(r"(?:手伝|用意)", said):
        kind = "offer_help"
    return {"offered": said, kind: "1"}


def _season(today: date) -> dict[str, str | None]:
    lines = load_yaml(resource("prompts", "messages", "ja", "season.yaml"))[season_line_key(today)]
    return {"season_care": lines["care"], "season_care_close": lines["care_close"], "season_open": lines["open"]}
