"""What a Japanese request wants said to the reader: every statement of it, freed from what is said to the coach.

「…と伝えて」 is unwrapped, a reason before an order is kept, the one written to is taken out, and what stood before the
name is joined with what follows it; orders, wishes and how things stand between the two are left to the other readers.
Notes that are no sentences are kept too. The words stay the user's; the writer decides which of them the message does
not say yet, and says those politely.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from coach.brief import Person
from coach.morphology import tokens_of_line
from coach.understanding.lexicon_ja import is_role, lexicon
from coach.understanding.orders_ja import BARE, before_order, clause_pattern, is_order, joined_clauses, unwrapped
from coach.understanding.people_ja import Mention
from coach.understanding.phrases import slot_pattern

__all__ = ["clause_of", "content_ja", "gives_order"]

_SENTENCE = re.compile(
    r"(?:「[^」\n]*」|『[^』\n]*』|[(（][^)）\n]*[)）]|[^。！!？?\n…]|[？?](?=って|と|、って))+[？?]?"
)
_LONGEST, _SHORTEST, _MOST = 120, 3, 9
_TO_READER = r"(?:に(?:は|も)?(?!つい|なっ|なり)|へ(?:は)?|宛(?:て)?(?:に|の)?|あて(?:に)?)、?"
_OF_READER = re.compile(r"(?:さま)?(?:んとこの|とこの|のところの|宅の|から|より|には|に|が|は|も|へ|と)、?")
_BENEFIT = re.compile(
    r"[^、。]{0,24}?(?:て|で)(?:もら|いただ|頂)|[^、。]{0,20}?(?:を|ご?)(?:教わ|借り|いただ|頂戴|もらっ)"
)
# 「…うまくいったって、近所の西川さんにLINE」: what is to be said stands before the one it is said to.
_AHEAD = re.compile(
    r"^(?:(?P<what>[^。]{6,80}?[たいるすだねよ])(?:って|と|こと(?:を)?|旨(?:を)?)、[^。]{0,24}"
    r"|(?P<why>[^。]{6,80}?[たいるす])(?:ので|から|んで|ため(?:に)?)、?[^。、]{0,24})$"
)
_THANKS_TOO = re.compile(
    r"^(?P<what>[^、。にへ]{2,16}?のお礼)も(?:あわせて|一緒に|兼ねて|添えて|言いたい|伝えたい|忘れずに)?$"
)
# A favour done before the name of the one who did it: 「軽トラを貸してくれた、中西さんに」.
_FAVOUR = re.compile(
    r"(?:て|で)(?:くれ|くださっ|下さっ|もらっ|いただい|頂い)(?:た|てた|ていた)、?$|(?:になっ|いただい|もらっ)た、?$"
)
# Who somebody is, in brackets behind the name.
_ASIDE = re.compile(r"(?<=さん|さま|先生)[(（][^)）]*[)）]|(?<=様|氏)[(（][^)）]*[)）]")
# Joints that a clause cut out of a sentence may end in.
_DANGLING = re.compile(
    r"(?:(?<=[るたいうすくだない])(?:んで|ので|んですけど|んですが|んだけど|のですが|けど|けれど|が|し|んだわ)|(?<=[るたいうすくだよねんつむ])って|(?<=[るたいうすくだ])(?:と|ということ|旨))、?$"
)
_HONORIFIC = r"(?:様|さま|さん|先生|氏|くん|君|ちゃん|[一-龯]{1,3}長|専務|常務|教授|先輩)?"
# What the reader asked or refused is what the message answers, not what it tells.
_ASKED_OF_US = re.compile(
    r"(?:頼|誘|招|依頼さ|お願いさ|打診さ|相談さ)(?:ま|わ|か)?れ(?:た|て|まし)[^、]{0,4}$|断(?:る|りたい|って)$|(?:依頼|誘い)(?:が)?(?:来た|あった)$"
)
# A note that names the message: 「市の課への面会のお願い」, 「挨拶の手紙」.
_NAMES_MESSAGE = re.compile(
    r"^[^。、はがをも]*(?:お願い|依頼|お礼|御礼|報告|相談|お詫び|お祝い|挨拶|連絡|紹介|招待|誘い|断り)(?:の(?:手紙|メール|LINE|文|状|電話))?$"
)
_VERBAL = ("動詞", "助動詞", "形容詞")


class _Sentence(NamedTuple):
    words: str
    start: int


def content_ja(
    request: str, mentions: list[Mention], recipient: Person, sender_span: tuple[int, int] = (0, 0)
) -> tuple[str, ...]:
    """The statements of ``request`` that are meant for the reader, in the user's words and in their order."""
    found: list[str] = []
    begin, end = sender_span
    request = request[:begin] + "。" * (end - begin) + request[end:]
    for match in _SENTENCE.finditer(request):
        sentence = _Sentence(match[0].rstrip(), match.start())
        for whole in _clauses(sentence, mentions, recipient):
            clause = _foreground(_trimmed(whole))
            if _is_content(clause) and clause not in found and not _names_only(clause, mentions):
                found.append(clause)
    return tuple(found[:_MOST])


def gives_order(request: str) -> bool:
    """Whether a sentence of the request is an order to write, or wraps words for the reader (「…って感じで」)."""
    for match in _SENTENCE.finditer(request):
        words = match[0].rstrip()
        if words.endswith(("?", "？")) or clause_pattern("for_coach").search(words):
            continue
        if is_order(words) or clause_pattern("addressed").search(words) or unwrapped(words) is not None:
            return True
    return False


def _clauses(sentence: _Sentence, mentions: list[Mention], recipient: Person) -> Iterator[str]:
    """The content of one sentence: what is wrapped in an order, what stands before one, or all of it."""
    if sentence.words.endswith(("?", "？")):
        return
    lead, text = _addressed(sentence, mentions, recipient)
    ahead = _AHEAD.match(lead)
    if ahead:
        yield ahead["what"] or ahead["why"]
        lead = ""
    elif _modifies(lead):
        if _FAVOUR.search(lead):
            yield lead.rstrip("、")
        lead = lead[: lead.rstrip("、").rfind("、") + 1]
    if not re.fullmatch(r"[^、]{0,12}(?:で|にて|から)?、?", lead) or _BENEFIT.match(text) or _told_of(lead):
        text = lead + text
    too = _THANKS_TOO.match(BARE.sub("", text))
    if too:
        yield too["what"]
        return
    for piece in _said(text):
        yield _without_reader(piece, sentence, mentions, recipient)


def _told_of(lead: str) -> bool:
    """Whether the few words before a name belong to what is told: a time or a place, no channel."""
    return bool(lead) and not clause_pattern("manner").match(lead.rstrip("、"))


def _said(text: str) -> list[str]:
    wrapped = unwrapped(text)
    if wrapped is not None:
        return _split(wrapped)
    if is_order(text):
        before = before_order(text)
        return [] if before is None else _split(before)
    return _split(text)


def _modifies(lead: str) -> bool:
    """Whether the words before somebody's name end in a clause that says who that is."""
    tokens = tokens_of_line(lead.rstrip("、"))
    return bool(tokens) and tokens[-1].part_of_speech()[0] in _VERBAL


def _addressed(sentence: _Sentence, mentions: list[Mention], recipient: Person) -> tuple[str, str]:
    """What stands before, and what behind the person the message is sent to."""
    lead, rest = "", sentence.words
    for mention in mentions:
        begin, end = mention.start - sentence.start, mention.end - sentence.start
        if not 0 <= begin < len(sentence.words):
            continue
        behind = sentence.words[end:]
        to = re.match(rf"(?:[(（][^)）]*[)）])?{_TO_READER}", behind)
        named = re.match(r"(?:[(（][^)）]*[)）])?、", behind) if _is(mention.person, recipient) else None
        cut = to if to and (not _BENEFIT.match(behind[to.end() :]) or _is(mention.person, recipient)) else named
        if cut:
            lead = sentence.words[: max(0, mention.chain_start - sentence.start)]
            rest = sentence.words[end + cut.end() :]
    return lead, rest


def _split(text: str) -> list[str]:
    """Statements that stand side by side: 「餃子がおいしかったし、話も聞けた」, 「登壇、なんとか収まりました」."""
    pieces = re.split(
        r"(?<=[^、])(?:し、(?=.{4})|(?<=なさい|ごめん|ません)、(?=.{4})|(?<=た|す|る|い)、(?=[^、]{5,}(?:た|す|る|い|よ|ね)$))",
        text,
    )
    return [piece for piece in pieces if piece]


def _foreground(clause: str) -> str:
    """The clause without the parts of it that tell how things stand: 「頼まれたけど、夜勤がある」 → 「夜勤がある」."""
    if not any(clause_pattern(name).search(clause) for name in ("background", "ask", "way_out")):
        return clause
    parts = joined_clauses(clause)
    kept = [
        part
        for part in parts
        if not any(clause_pattern(name).search(part) for name in ("background", "ask", "way_out", "refusing"))
        and not is_order(part)
    ]
    if len(parts) < 2 or not kept:
        return clause
    return re.sub(r"(?:のに|ので|んで|から|けど|けれど|けれども|が|し)?、?$", "", "".join(kept))


def _without_reader(text: str, sentence: _Sentence, mentions: list[Mention], recipient: Person) -> str:
    """The clause without the one written to as its subject or source: 「菅原さんが説明してくれた」 → 「説明して…」."""
    for mention in sorted(mentions, key=lambda each: -each.start):
        if not _is(mention.person, recipient):
            continue
        name = _sentence_words(mention, sentence)
        place = text.find(name) if name else -1
        if place < 0:
            continue
        behind = place + len(name)
        aside = re.match(r"[(（][^)）]*[)）]", text[behind:])
        behind += aside.end() if aside else 0
        particle = _OF_READER.match(text[behind:]) or re.match(r"の(?=[一-龯ぁ-んァ-ヶ])", text[behind:])
        if particle:
            described = text.find(
                sentence.words[mention.chain_start - sentence.start :][: mention.start - mention.chain_start]
            )
            begin = described if 0 <= described < place and mention.chain_start < mention.start else place
            text = text[:begin] + text[behind + particle.end() :]
    return text


def _sentence_words(mention: Mention, sentence: _Sentence) -> str:
    """The name with its honorific as it stands in the sentence, or an empty string."""
    begin, end = mention.start - sentence.start, mention.end - sentence.start
    return sentence.words[begin:end] if 0 <= begin < len(sentence.words) else ""


def _is(person: Person, other: Person) -> bool:
    return bool(person.name and other.name and (person.name in other.name or other.name in person.name))


def clause_of(words: str, recipient: Person) -> str | None:
    """A tagged fact as a clause, without its joint, its opening and the one written to; None when nothing is left."""
    clause = _trimmed(words.strip(" 　、。・:：-→"))
    if re.match(r"と(?:申し|いいま|言いま)|です|ます", clause) or clause_pattern("manner").match(clause):
        return None
    if recipient.name:
        named = rf"{re.escape(recipient.name)}{_HONORIFIC}"
        clause = re.sub(rf"(?:^|(?<=[、はでにも])){named}{_OF_READER.pattern}", "", clause)
    clause = unwrapped(clause) or clause if clause_pattern("passed_on").search(clause) else clause
    clause = _foreground(_DANGLING.sub("", clause))
    clause = re.sub(r"(?<=[一-龯ァ-ヴー])(?:に|で|の|へ|が|は|を)$", "", clause)  # 「地元の駅前に」
    if _ASKED_OF_US.search(clause) or re.fullmatch(r"[^、]{1,10}も", clause):
        return None
    tokens = tokens_of_line(clause)
    if clause.endswith("こと") and len(tokens) > 2 and tokens[-2].part_of_speech()[0] in _VERBAL:
        clause = clause.removesuffix("こと")
    return clause if len(clause) >= _SHORTEST - 1 else None


def _trimmed(clause: str) -> str:
    clause = _ASIDE.sub("", BARE.sub("", clause)).lstrip(" 、,・")
    while (shorter := clause_pattern("opening").sub("", clause)) != clause:
        clause = shorter
    return clause if len(re.findall("[「」]", clause)) == 2 else clause.strip("「」 ")


def _is_content(clause: str) -> bool:
    if not _SHORTEST <= len(clause) <= _LONGEST:
        return False
    if re.fullmatch(r"[^、。]{2,16}のお礼", clause) or re.search(
        r"(?:た|る|ない|だった|い)(?:から|せい|ため|ので)$|ことに$", clause
    ):
        return not clause_pattern("background").search(clause)
    if any(clause_pattern(name).search(clause) for name in ("background", "ask", "way_out")):
        return False
    if _NAMES_MESSAGE.search(clause):
        return False
    if clause_pattern("who").match(clause) or is_order(clause):
        return False
    if len(re.findall(r"[「」]", clause)) % 2:
        return False
    tokens = tokens_of_line(clause)
    kind = tokens[-1].part_of_speech()
    if kind[0] in (*_VERBAL, "形状詞") or kind[1] == "終助詞":
        return True
    return kind[0] in ("名詞", "接尾辞", "補助記号") and _is_note(clause, tokens)


def _is_note(clause: str, tokens: list[Any]) -> bool:
    """Whether words that are no sentence say something to the reader: not who somebody is, what is ordered, or how."""
    if re.search(r"[はもが]|[0-9０-９]|なし$", clause):
        return True
    if clause_pattern("manner").match(clause) or slot_pattern("ja", "not_topic").match(clause):
        return False
    if (
        re.search(r"(?:お願い|依頼|お礼|御礼|報告|相談|お詫び|お祝い|ご?挨拶|連絡|紹介|招待|お?誘い|断り)$", clause)
        or is_role(clause)
        or lexicon().relation_end.search(clause)
    ):
        return False
    nouns = [token for token in tokens if token.part_of_speech()[0] == "名詞" and token.part_of_speech()[2] != "人名"]
    return any(token.surface() not in lexicon().generic for token in nouns)


def _names_only(clause: str, mentions: list[Mention]) -> bool:
    """Whether a note only names somebody: 「株式会社ナギの営業の国分さん」."""
    return any(
        mention.person.name
        and mention.person.name in clause
        and re.search(r"(?:さん|様|さま|先生|氏|くん|ちゃん|君)$", clause)
        for mention in mentions
    )
