"""What a Japanese message may say: the slots, filled from the Brief alone."""

import re
from datetime import date

from coach.brief import Brief, Person, Tone
from coach.dialect import standard
from coach.resources import load_yaml, resource
from coach.writing import register_ja, telling, wishes, wording
from coach.writing.addressing import call, company_name, own_name, same_firm
from coach.writing.calendar import business_days_between, season, season_line_key
from coach.writing.crossing import CLOSE, OPEN

__all__ = ["facts_ja"]

MY_NAME, MY_COMPANY = "【自分の名前】", "【自分の会社名】"
_LATE_DAYS = 2  # thanks are due the same or the next business day
_SHORT_REASON = 18
_LABEL = 18  # a label that still fits into a subject
# Occasions that tell the other person how things went.
# A greeting asked for ahead of its season speaks of that season.
_MONTH_OF = {
    "cold": "m01",
    "mourning": "m12",
    "new_year": "m01",
    "year_end": "m12",
    "summer": "m07",
    "late_summer": "m08",
}
# The time of a favour, which the sentence around it says itself.
_TIME_FIRST = re.compile(
    r"^(?:昨日|きのう|昨晩|昨夜|ゆうべ|夕べ|今日|きょう|本日|先日|先週|先月|この前|このあいだ|昨年|去年|今年|本年)(?:は|も|の(?!会|席)|、)+"
)
_SET_SEASONS = ("summer", "late_summer", "year_end", "new_year", "cold", "mourning")
_LEAVES = re.compile(
    r"退職|退社|退任|離任|異動|転勤|移[るり]|離れ|退[くき]|辞め|引っ越|店を閉め|閉店|最終日|最終出社|卒業|産休|育休|定年"
)
_BARE_TREAT = re.compile(
    r"(?:食事を)?(?:すっかり)?(?:ごちそう|ご馳走)(?:に(?:なった|なりました))?|(?:ごちそう|ご馳走|奢|おご)[っしてくれもらたいだ]*"
)
_TELLING = frozenset(
    "report_back thanks_introduction reconnect season_greeting farewell apologise_late apologise_over_asking "
    "thanks_meal".split()
)


def facts_ja(brief: Brief, today: date, tone: Tone, channel: str, pick: wording.Pick) -> dict[str, str]:
    """Slots and flags for the phrases; what the user did not say is absent."""
    slots = {
        **_people(brief, tone, channel),
        **_meeting(brief, today, tone),
        **_matter(brief, tone, pick),
        **_season(brief, today),
    }
    return {name: value for name, value in slots.items() if value}


def _people(brief: Brief, tone: Tone, channel: str) -> dict[str, str | None]:
    sender = brief.sender
    named = bool(sender.name)
    company = company_name(sender.company)
    firm = company
    if channel == "email" and tone != "close":
        firm = company or (None if named or "freelancer" in brief.situation else MY_COMPANY)
    if channel == "email":
        me = f"{firm}の{sender.name or MY_NAME}" if firm else (sender.name or MY_NAME)
    else:
        me = f"{company}の{sender.name}" if company and named and channel != "line" else (sender.name or MY_NAME)
    third = own_name(brief.third, sender, tone, channel)
    return {
        "to": call(brief.recipient, tone, channel),
        "to_presented": _presented(brief.recipient, call(brief.recipient, tone, channel)),
        "to_name": brief.recipient.name,
        "to_ref": "貴社"
        if brief.recipient.is_organisation or not brief.recipient.name
        else call(brief.recipient, tone, channel),
        "to_firm": company_name(brief.recipient.company) if not brief.recipient.is_organisation else None,
        "organisation": "1" if brief.recipient.is_organisation else None,
        "me": me,
        "signature": "\n".join(filter(None, (firm, sender.department, sender.name or MY_NAME))),
        "me_name": sender.name or MY_NAME,
        "me_short": f"{company} {sender.name}" if company and named else (company or sender.name or MY_NAME),
        "me_firm": company,
        "named": "1" if named else None,
        "unnamed": None if named else "1",
        "introducer": own_name(brief.introducer, sender, tone, channel),
        "own_firm": company,
        "third_own": "1" if third and third.startswith("弊社の") else None,
        "introducer_own": "1" if same_firm(brief.introducer, sender) else None,
        "third": _presented(brief.third, third),
        "third_name": third,
        "third_role": _role_of(brief.third),
    }


def _presented(person: Person, name: str | None) -> str | None:
    """A third person with firm and role: 「株式会社ひかり 代表の鈴木様」, 「管理栄養士の大場様」."""
    role = _role_of(person)
    before = " ".join(
        filter(None, (company_name(person.company), role if role and name and role not in name else None))
    )
    return f"{before}の{name}" if name and before and not name.startswith("弊社") else name


def _role_of(person: Person) -> str | None:
    return wording.plain(person.role) if person.role else None


def _meeting(brief: Brief, today: date, tone: Tone) -> dict[str, str | None]:
    when = wording.plain(brief.met_when.words, tone) if brief.met_when else ""
    when = re.sub(r"(?:に|で|、)?(?:会った|お会いした|あった|会い)?$", "", when).removesuffix("の")
    where = wording.plain(brief.met_where, tone) if brief.met_where else ""
    where = re.sub(r"(?:にて|で)$", "", where)
    late = bool(brief.met_when and brief.met_when.day and business_days_between(brief.met_when.day, today) > _LATE_DAYS)
    joint = "に" if re.search(r"(?<!この)前$|以前|昔|年$", when) else "の"
    met = f"{when}{joint}{where}" if when and where and when not in where else where
    return {
        "met": met or None,
        "met_event": where or None,
        "met_day": when if when and not where else None,
        "met_on": _on(when) if when and not where else None,
        "met_any": "1" if when or where else None,
        "late": "1" if late else None,
        "seen": "1" if wording.listed("seen", where) else None,
        "read": "1" if wording.listed("read", where) else None,
    }


def _on(when: str) -> str:
    """A time before a verb: 「10日前に」「金曜日に」, but 「昨日」「先週」 as they are."""
    return (
        when if not re.search(r"(?<![昨一本先今])(?:前|日|曜|年|月)$", when) or when.endswith("この前") else f"{when}に"
    )


def _matter(brief: Brief, tone: Tone, pick: wording.Pick) -> dict[str, str | None]:
    topics = [wording.topic(standard(each), tone) for each in brief.topics[:2]]
    nominal = all(wording.is_nominal(each) for each in topics)
    joined = "と".join(topics) if nominal else (topics[0] if topics else "")
    reason = telling.polite_reason(register_ja.written(brief.reason, tone), tone) if brief.reason else None
    given = _TIME_FIRST.sub("", standard(brief.given or ""))
    return {
        "topic": joined if joined and nominal else None,
        "talk": wording.talk(joined, tone) if joined else None,
        "topic_talked": "1" if joined and brief.event else None,
        "given": telling.thanks_for(register_ja.written(given, tone), tone) if given else None,
        "treated": "1" if wording.listed("treated", given) else None,
        "dish": "1" if wording.listed("treated", given) and not _BARE_TREAT.fullmatch(given.strip()) else None,
        "late_other": "1" if re.search(wording.lists()["late_otherwise"], brief.text) else None,
        "connecting": "1" if re.search(r"つなが|申請|connect", brief.text, re.IGNORECASE) else None,
        "leaving": next((word for word in wording.lists()["leavings"] if word in brief.text), "退職"),
        "moved": "1" if any(word in brief.text for word in wording.lists()["leavings"]) else None,
        "told_leave": "1" if any(_LEAVES.search(each) for each in brief.told) else None,
        "told_care": "1" if any("お世話に" in each for each in brief.told) else None,
        "told": "。".join(register_ja.say(each, tone) for each in brief.told) if brief.told else None,
        "reason": reason,
        "reason_short": "1" if reason and len(reason) <= _SHORT_REASON else None,
        "reason_state": "1" if reason and reason.endswith(("ており", "でおり")) else None,
        "deadline": re.sub(r"(?:で|に|まで|をもって)$", "", wording.plain(brief.deadline.words, tone))
        if brief.deadline
        else None,
        **_wish(brief, tone, pick),
        **_happening(brief, tone, joined),
        **_news(brief, tone, joined if not nominal else None),
        **_offer(brief, tone),
    }


def _wish(brief: Brief, tone: Tone, pick: wording.Pick) -> dict[str, str | None]:
    """The request, and whom it is about when it is an introduction."""
    words = standard(brief.ask.words) if brief.ask else ""
    wanted = re.match(r"(.+?)(?:さん|様|氏)?(?:を|の|に|と)(?:ご)?(?:紹介|つな|繋|引き合わせ)", words)
    person = brief.third
    kind = "の".join(filter(None, (company_name(person.company), person.department, person.role)))
    whom = call(person, tone, "email") if person.name else (f"{kind}の方" if kind else None)
    whom = whom or (wording.plain(wanted.group(1), tone) if wanted else None)
    if not words and brief.occasion == "ask_introduction":
        words = f"{whom or OPEN + '紹介してほしい方' + CLOSE}を紹介してほしい"
    if not words and brief.occasion == "ask_meeting":
        words = "話を聞きたい"
    minutes = brief.ask.minutes if brief.ask else None
    kind_of_ask = brief.ask.what if brief.ask else "meeting"
    plea = wishes.request(words, tone, kind_of_ask, minutes, pick) if words or brief.ask else None
    return {
        "plea": plea,
        "minutes": str(minutes) if minutes else None,
        "plea_about": "1" if re.search(r"について|のこと|の件|の相談|の話|に関", words) else None,
        "online": "1" if wording.listed("online", words) else None,
        "third_any": whom,
        "third_kind": "1" if not person.name else None,
        "third_label": whom if whom and len(whom) <= _LABEL else None,
    }


def _happening(brief: Brief, tone: Tone, topic: str) -> dict[str, str | None]:
    """The event or the matter a message is about, and an achievement to congratulate on."""
    event, when, where = _event(brief.event, tone) if brief.event else (None, None, None)
    matter = event or (topic if topic and wording.is_nominal(topic) else None)
    if matter is None and brief.ask:
        matter = wishes.matter_of(brief.ask.words, tone)
    feat = brief.event or (brief.topics[0] if brief.topics else None)
    honoured = telling.congratulated(feat, tone) if feat and brief.occasion == "congratulate" else None
    short = re.sub(
        r"^.*(?:開く|開催する|行う|やる)|^.*\d+日?(?:[(（][^)）]*[)）])?(?:に|の)?|[(（].*$", "", event or ""
    )
    return {
        "event": event,
        "event_when": when,
        "event_where": where,
        "event_dated": "1" if re.search(r"\d|曜", brief.event or "") else None,
        "event_clause": "1" if event and re.search(r"開く|開催する|行う|やる|ある(?!いは)", event) else None,
        "event_short": short if 2 <= len(short) <= _LABEL else None,
        "matter": matter,
        "feat": feat,
        "feat_honoured": honoured,
        "feat_family": "1" if feat and wording.listed("family", feat) else None,
        "feat_move": "1" if feat and wording.listed("moves_of_place", feat) else None,
    }


def _event(words: str, tone: Tone) -> tuple[str | None, str | None, str | None]:
    """The event's name as a noun phrase, and its date and place when they stand beside it."""
    text = wording.without_event_tail(wording.plain(words, tone))
    pieces = [piece.strip() for piece in re.split(r"[、,]\s*", text) if piece.strip()]
    if len(pieces) == 1:
        pieces = [piece.strip() for piece in re.split(r"\s+", text) if piece.strip()]
    timed = [piece for piece in pieces if re.search(r"\d|曜|明日|あさって|今夜|明後日", piece)]
    if len(pieces) == 1:
        return (
            (None, text, None)
            if timed and len(text) <= len(timed[0]) and not wording.listed("events", text)
            else (text, None, None)
        )
    rest = [piece for piece in pieces if piece not in timed]
    names = [piece for piece in rest if wording.listed("events", piece)] or rest[:1]
    places = [piece for piece in rest if piece not in names[:1]]
    when = re.sub(r"(?:に|の|で)$", "", " ".join(timed)) or None
    return (names[0] if names else None), when, (" ".join(places) or None)


def _news(brief: Brief, tone: Tone, told: str | None) -> dict[str, str | None]:
    """What came of it: the user's own account as a polite statement."""
    words = brief.history or told
    if brief.occasion not in _TELLING or not words:
        return {}
    said = register_ja.say(words, tone)
    own = re.match(r"(?:私|弊社|僕|おかげ)", said)
    return {
        "news": said,
        "news_self": "1" if own else None,
        "news_future": "1" if said.endswith("ます") else None,
        "news_bad": "1" if re.search(wording.lists()["bad_news"], said) else None,
    }


def _offer(brief: Brief, tone: Tone) -> dict[str, str | None]:
    if not brief.offered:
        return {}
    said = telling.offer(register_ja.written(brief.offered, tone), tone)
    kind = "offer_promise"
    if said.endswith("役に立てれば"):
        kind = "offer_wish"
    elif re.search(r"お送り(?:いた)?します$", said):
        kind = "offer_thing"
    elif re.search(r"(?:手伝|用意)", said):
        kind = "offer_help"
    return {"offered": said, kind: "1"}


def _season(brief: Brief, today: date) -> dict[str, str | None]:
    named = wording.named_season(brief.text) if brief.occasion == "season_greeting" else None
    now = named or season(today)
    month = _MONTH_OF.get(named or "", season_line_key(today))
    lines = load_yaml(resource("prompts", "messages", "ja", "season.yaml"))[month]
    return {
        "season_care": lines["care"],
        "season_care_close": lines["care_close"],
        "season_open": lines["open"],
        now: "1",
        "hot": "1" if now in ("summer", "late_summer") else None,
        "set_season": "1" if now in _SET_SEASONS else None,
        "set_year": "1" if now in ("year_end", "new_year") else None,
    }
