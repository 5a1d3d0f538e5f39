"""What a Japanese request says, read from its tagged parts: its people, and what the message shall tell and ask.

The tagger (``parts.py``) knows which words are facts, which are wishes, and which are only said to the coach. Facts
become statements, wishes the ask, names fill what the rules for people left open (a sure one stands against them), and
nothing that is said to the coach or shall stay out reaches the message.
"""

import re
from datetime import date
from typing import Any

from coach.brief import Ask, Person
from coach.dialect import standard
from coach.morphology import tokens_of_line
from coach.understanding.ask import kind_of_ask, minutes_in
from coach.understanding.clauses_ja import clause_of
from coach.understanding.kept_out_ja import without_kept_out
from coach.understanding.letter_patterns import pattern
from coach.understanding.parts import Name, Part, PartRole, Parts, read_parts
from coach.understanding.tagged_people_ja import people_ja
from coach.understanding.telegram_ja import in_sentences

__all__ = ["names_reader", "with_parts_ja"]

_SURE = 0.6
_NAMED = 0.8  # sureness of a reader and of a fact by which a request is one for a message
_STRANGERS = ("first_contact", "first_after_introduction", "ask_introduction", "ask_meeting")
_SLOTS = ("given", "offered", "reason", "history", "event", "met_where")
_HIDDEN: tuple[PartRole, ...] = ("do", "no", "old")
_MOST = 9
# Messages whose form has no place for a wish: it is told as a sentence.
_NO_WISH = (
    *("accept_no", "decline", "farewell", "season_greeting", "apologise_over_asking", "make_introduction", "reminder"),
    *("congratulate", "give", "report_back", "thanks_introduction"),
)
_LEAST_TOLD = 8  # characters of a clause about the reader that tells more than who that is
_CUT = 20  # characters that may be missing from a fact
_FAVOUR = re.compile(r"(?:くれ|もらっ|もらい|くださ(?:っ|い)|いただい|いただき)(?:た|ました|て)$")
_LONGEST_NAME = 20  # characters of an event's name
_GATHERING = re.compile(
    r"(?:会|祭り?|まつり|フェス|展|大会|パーティー?|ライブ|教室|体験|講座|セミナー|コンサート|花見|BBQ|バーベキュー|"
    r"ツアー|キャンプ|レッスン|発表|公演|市)(?:$|、|の?ご?案内)"
)
_OBJECT = re.compile(r"^(?:を|の|に|へ|と|で|、)?$")
# What a wish may begin with that is no part of it.
_LEAD = re.compile(
    r"^(?:あと|それと|それから|また|ついでに|で(?=、)|できたら|できれば|よければ|もしよければ|よかったら|可能なら|可能であれば|一緒に|最後に|、|\s)+"
)
_NO_ANSWER = re.compile(
    r"(?:返(?:事|信|答)|回答|音沙汰|反応)[^、。]{0,8}(?:な[いく]|来て?い?な|来ません|ありません|いただけて)|未返信|既読"
)
_COPULA = re.compile(r"(?:でした|です|である|だった|だ|でございます)?[、。\s]*$")
_TAIL = re.compile(r"(?:と|って|か(?:どうか)?を?|ということ(?:を)?|とのこと|旨)?[、。\s]*$")


def with_parts_ja(values: dict[str, Any], text: str, occasion: str | None, today: date) -> dict[str, Any]:
    """The values of a request for a message, mended by what the tagger read of ``text`` (the user's words as typed)."""
    parts = read_parts(text, "ja")
    if occasion is None or not parts.of("fact", "ask", "do"):
        return values
    found = {**values, **people_ja(values, parts, text, occasion, today)}
    for name in _SLOTS:
        if found.get(name) and _kept_out(found[name], parts, text):
            found[name] = None
    found["topics"] = tuple(each for each in found.get("topics", ()) if not _kept_out(each, parts, text))
    found["ask"] = _wish(found, parts, text, occasion)
    found["told"] = _told(found, parts, text, occasion)
    return without_kept_out(_settled(found, occasion), text)


def _settled(found: dict[str, Any], occasion: str) -> dict[str, Any]:
    """The values where news are told facts, and an invitation has its name."""
    told: tuple[str, ...] = found["told"]
    history = found.get("history")
    if occasion in ("report_back", "thanks_introduction") and history and not any(_alike(history, t) for t in told):
        found["history"] = next((each for each in told if not _FAVOUR.search(each)), None)
    event = found.get("event")
    if occasion == "congratulate" and event:
        told = found["told"] = tuple(
            each for each in told if not (_alike(event, each) and len(each) <= len(event) + _LEAST_TOLD)
        )
    if occasion == "reminder":  # that no answer came is why it is written; said, it reproaches
        told = found["told"] = tuple(each for each in told if not _NO_ANSWER.search(each))
    if occasion == "invite" and not (event and _GATHERING.search(event)):
        named = next((each for each in told if len(each) <= _LONGEST_NAME and _GATHERING.search(each)), None)
        if named:
            found["event"] = "、".join(filter(None, (named, event)))
            found["told"] = tuple(each for each in told if each != named)
    return found


def names_reader(text: str) -> bool:
    """Whether the tagger is sure that a request names who reads a message and what it says or asks."""
    parts = read_parts(text, "ja")
    name = parts.best("rn")
    return name is not None and name.sure >= _NAMED and any(p.sure >= _NAMED for p in parts.of("fact", "ask", "do"))


def _hidden(parts: Parts) -> list[Part]:
    return [part for part in parts.of(*_HIDDEN) if part.sure >= _SURE]


def _is_hidden(words: str, hidden: list[Part], text: str) -> bool:
    """Whether the words stand only where something is said to the coach, or shall stay out."""
    plain = words.removesuffix("くれた").removesuffix("を送る")
    place = text.find(plain)
    if place < 0:
        return False
    inside = sum(max(0, min(part.end, place + len(plain)) - max(part.start, place)) for part in hidden)
    return inside > len(plain) / 2


def _kept_out(words: str, parts: Parts, text: str) -> bool:
    """Whether what a slot holds shall stay out, or is only said of the message."""
    out = [part for part in parts.of("no", "old") if part.sure >= _SURE]
    return _is_hidden(words, out, text) or (
        _OF_MESSAGES.search(words) is not None and _is_hidden(words, _hidden(parts), text)
    )


def _wish(found: dict[str, Any], parts: Parts, text: str, occasion: str) -> Ask | None:
    """The wish of the request: the rules' where it lies in a tagged one, else the tagged one with its object."""
    known: Ask | None = found.get("ask")
    wishes = [part for part in parts.of("ask") if part.sure >= _SURE]
    if occasion in _NO_WISH:
        return None
    if not wishes:
        return None if known and _is_hidden(known.words, _hidden(parts), text) else known
    words = _joined(wishes, parts, text)
    if not words or (known and len(known.words) >= len(words)):
        return known
    return Ask(words=words, what=kind_of_ask(words, "ja"), minutes=minutes_in(words) or minutes_in(text))


def _joined(wishes: list[Part], parts: Parts, text: str) -> str:
    """The wish in one clause: what it is about and when stand before its verb."""
    said = [_whole(part, parts, text) for part in wishes]
    verbal = [each for each in said if _ends_verbal(each)]
    if not verbal:
        return ""
    times = [each for each in said if each not in verbal and re.search(r"\d|分|時間|曜|週|月|午後|午前", each)]
    return "、".join([*times[:1], verbal[0]])


def _whole(part: Part, parts: Parts, text: str) -> str:
    """The wish with whom or what it is about directly before it: 「断熱に詳しい人を」 + 「紹介してもらえないか」."""
    start = part.start
    for other in parts.of("who3", "fact"):
        near = 0 <= part.start - other.end <= 1 and _OBJECT.match(text[other.end : part.start])
        clause = other.role == "fact" and other.end == part.start and re.search(r"[たるい]$", other.text)
        if clause or (near and re.match(r"[をのにへと]|紹介|つな|引き合わせ", text[other.end :])):
            start = other.start
    words = _LEAD.sub("", standard(text[start : part.end]).strip())
    return re.sub(r"[、。\s]+$", "", re.sub(r"(?:どうか|って|と)$", "", words))


def _ends_verbal(words: str) -> bool:
    tokens = tokens_of_line(words[-60:])
    return bool(tokens) and (tokens[-1].part_of_speech()[0] in ("動詞", "助動詞", "形容詞", "助詞"))


def _told(found: dict[str, Any], parts: Parts, text: str, occasion: str) -> tuple[str, ...]:
    """The statements: every fact, who writes where the reader does not know them, and what the rules found beside."""
    recipient: Person = found.get("recipient") or Person()
    said: list[tuple[int, str]] = []
    unsaid = pattern("unsaid", "ja").sub(lambda match: "。" * len(match[0]), text)
    for part in parts.of("fact", *(("ask",) if occasion in _NO_WISH else ())):
        for place, words in _clauses(part) if part.sure >= _SURE else []:
            clause = clause_of(words, recipient)
            if clause and not _left_out(part, unsaid) and not _in_ask(clause, found.get("ask")):
                said.append((part.start + place, clause))
    if occasion in _STRANGERS:
        said += _about_writer(parts)
    said = [(place, _fuller(clause, found.get("told", ()))) for place, clause in said]
    texts = [clause for _, clause in said]
    for each in found.get("told", ()):
        place, rule = _place(each, text), clause_of(each, recipient)
        if rule is None or _in_ask(rule, found.get("ask")):
            continue
        signed = found["sender"].name and rule.endswith(found["sender"].name)
        if not signed and not _dropped(rule, place, parts, texts, found.get("ask")):
            said.append((place if place >= 0 else len(text), rule))
    ordered = [clause for _, clause in sorted(said, key=lambda each: each[0]) if not _ordered(clause, parts, text)]
    return tuple(dict.fromkeys(ordered))[:_MOST]


def _ordered(clause: str, parts: Parts, text: str) -> bool:
    """Whether a statement stands only in what is said to the coach: 「ご高齢ですので急かさず」, 「タメ口で」."""
    plain = _COPULA.sub("", clause)
    orders = [part for part in parts.of("do", "no") if part.sure >= _NAMED]
    return len(plain) > 1 and any(plain in part.text for part in orders) and text.count(plain) == 1


def _fuller(clause: str, rules: tuple[str, ...]) -> str:
    """The clause as the rules read it, where the tagger cut a few words off it."""
    whole = next((rule for rule in rules if clause in rule and len(rule) <= len(clause) + _CUT), None)
    several = whole is None or _OF_MESSAGES.search(whole) or re.search(r"(?:こと|[たるだい])、|さん|様|へ、|→", whole)
    return clause if several or whole is None else whole


def _place(words: str, text: str) -> int:
    """Where words of the punctuated request stand in the request as typed; -1 when they were rewritten."""
    found = re.search(r"[、。\s]*".join(map(re.escape, re.sub(r"[、。\s]", "", words))), text)
    return found.start() if found else -1


def _left_out(part: Part, unsaid: str) -> bool:
    """Whether a fact lies in what the user wants left out (blanked in ``unsaid``)."""
    return unsaid[part.start : part.end].count("。") > len(part.text) / 2


def _in_ask(clause: str, ask: Ask | None) -> bool:
    """Whether the wish says it already: what it is about, or how long it takes."""
    if ask is None:
        return False
    return clause in ask.words or bool(
        ask.minutes and re.fullmatch(r"\d+分(?:程度|ほど|くらい|ぐらい|だけ)?(?:で)?", clause)
    )


def _clauses(part: Part) -> list[tuple[int, str]]:
    """The sentences of a fact, as it would be punctuated."""
    found, place = [], 0
    for match in re.finditer(r"[^。！!？?\n]+", in_sentences(part.text)):
        found.append((place, match[0]))
        place += len(match[0])
    return found


def _dropped(rule: str, place: int, parts: Parts, texts: list[str], ask: Ask | None) -> bool:
    """Whether a statement of the rules is read already, or lies where the message says nothing of it."""
    if any(_alike(rule, each) for each in texts) or (ask is not None and rule in ask.words):
        return True
    if place < 0:
        return False
    shares = {
        part: max(0, min(part.end, place + len(rule)) - max(part.start, place)) / len(rule) for part in parts.parts
    }
    part = max(shares, key=lambda each: shares[each], default=None)
    if part is None or shares[part] < 0.4 or part.sure < _SURE:
        return False
    match part.role:
        case "no" | "old" | "fact":
            return True
        case "me":
            return not rule.startswith(("後任", "担当", "引き継ぎ"))
        case "do":
            return _OF_MESSAGES.search(rule) is not None or not _ends_verbal(rule)
        case "who" | "who3":
            named = any(part.start <= name.start < part.end and name.text in rule for name in parts.named("rn"))
            told = _ends_verbal(rule) and len(rule) >= _LEAST_TOLD
            return named or not (told or re.search(r"\d|[『「]|の(?:やつ|件|話)$", rule))
        case "ask":
            return ask is not None
    return False


# Words of the message itself; what holds one is said to the coach when the tagger thinks so.
_OF_MESSAGES = re.compile(
    r"メール|LINE|ライン|Slack|DM|文面|文章|返信|返事|敬語|件名|丁寧|軽め|軽く|重くな|重くあ|短め|短く|長め|堅苦|固く|感じで|感じに|ふうに|"
    r"[とを]伝え|[とを]書|[とを]添え|添付で|お礼[のを]|御礼|お詫び[のを]|断[りっるわ]|頼み(?:ごと|事)|お願い(?:ごと|事|は)|催促|営業|押し|"
    r"プレッシャー|標準語|英語|日本語|見返り|失礼の|失礼に|挨拶[のを]|食い下|触れな|触れず|なしで|ナシ|無し|いらん|いらない|不要"
)


def _alike(one: str, other: str) -> bool:
    """Whether two statements hold the same words."""
    one, other = (re.sub(r"[、。\s]", "", each) for each in (one, other))
    return one in other or other in one


def _about_writer(parts: Parts) -> list[tuple[int, str]]:
    """What the writer says of themselves beyond the name: 「製本の仕事してる志水」 → 「製本の仕事してる」."""
    said = []
    for part in parts.of("me"):
        names = [name for name in parts.named("sn", "sc", "sr") if part.start <= name.start < part.end]
        rest = _without_names(part, names)
        tokens = tokens_of_line(rest)
        if len(rest) >= 5 and tokens and tokens[-1].part_of_speech()[0] in ("動詞", "助動詞", "形容詞"):
            said.append((part.start, rest))
    return said


def _without_names(part: Part, names: list[Name]) -> str:
    text = part.text
    name = next((each for each in names if each.role == "sn"), None)
    if name is not None:
        before, after = text[: name.start - part.start], text[name.end - part.start :]
        text = before if len(before) > len(after) else re.sub(r"^(?:です|と申します|といいます|で|、|。)+", "", after)
    text = re.sub(r"^(?:当方|私|わたし|僕|俺|うち|こちら|こっち|自分|差出人)(?:は|、|:|：)*", "", text.strip(" 、。"))
    return re.sub(r"(?:の|で|、)+$", "", text)
