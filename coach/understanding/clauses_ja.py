"""What a Japanese request wants said to the reader: every statement of it, freed from what is said to the coach.

「…と伝えて」 is unwrapped, a reason before an order is kept, the one written to is taken out as the subject; orders,
wishes and how things stand between the two are left to the other readers. The words stay the user's; the writer
decides which of them the message does not say yet, and says those politely.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from coach.brief import Person
from coach.morphology import tokens_of_line
from coach.resources import load_yaml
from coach.understanding.people_ja import Mention

__all__ = ["content_ja", "gives_order"]

_SENTENCE = re.compile(r"(?:「[^」\n]*」|『[^』\n]*』|[(（][^)）\n]*[)）]|[^。！!？?\n…])+[？?]?")
_LONGEST, _SHORTEST, _MOST = 120, 4, 5
_TO_READER = r"(?:に(?:は|も)?|へ(?:は)?|宛(?:て)?(?:に|の)?|あて(?:に)?)、?"
_OF_READER = re.compile(r"(?:さま)?(?:んとこの|とこの|のところの|宅の|から|より|には|に|が|は|も|へ|と)、?")
_BENEFIT = re.compile(
    r"[^、。]{0,24}?(?:て|で)(?:もら|いただ|頂)|[^、。]{0,20}?(?:を|ご?)(?:教わ|借り|いただ|頂戴|もらっ)"
)
_JOINT = re.compile(r"(?:ので|から|ため(?:に)?|んで|て|で|けど|けれど(?:も)?|が|し|ものの)、?$")
# 「役員会で諮っていただいたことへの感謝を」「推薦状のお礼もあわせて」: what one thanks for.
_TOWARDS = re.compile(
    r"^(?:[^。]{0,40}?、)?(?P<what>[^、。]{3,40}?(?:た|る))(?:こと)?へ?の(?:感謝|お礼|御礼)(?:を|も|だけ|の)?[^。]*$"
)
_SORRY_FOR = re.compile(
    r"^(?:[^。]{0,40}?、)?(?P<what>[^、。]{4,40}?た)(?:こと)?(?:へ)?(?:の)?(?:お詫び|おわび|謝罪)(?:を|も|だけ)?[^。]*$"
)
# 「…うまくいったって、近所の西川さんにLINE」: what is to be said stands before the one it is said to.
_AHEAD = re.compile(
    r"^(?:(?P<what>[^。]{6,80}?[たいるすだねよ])(?:って|と|こと(?:を)?|旨(?:を)?)、[^。]{0,24}"
    r"|(?P<why>[^。]{6,80}?[たいるす])(?:ので|から|んで|ため(?:に)?)、?[^。、]{0,24})$"
)
_THANKS_TOO = re.compile(
    r"^(?P<what>[^、。にへ]{2,16}?のお礼)も(?:あわせて|一緒に|兼ねて|添えて|言いたい|伝えたい|忘れずに)?$"
)
_BARE = re.compile(r"[\s、,。・…〜~]+$")
# Who somebody is, in brackets behind the name.
_ASIDE = re.compile(r"(?<=さん|さま|先生)[(（][^)）]*[)）]|(?<=様|氏)[(（][^)）]*[)）]")
_FINITE = ("終止形", "連体形", "命令形", "意志推量形")


class _Sentence(NamedTuple):
    words: str
    start: int


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data: dict[str, str] = load_yaml(Path(__file__).with_name("clauses.yaml"))
    return re.compile(data[name])


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
            clause = _trimmed(whole)
            if _is_content(clause) and clause not in found:
                found.append(clause)
    return tuple(found[:_MOST])


def gives_order(request: str) -> bool:
    """Whether a sentence of the request is an order to write, or wraps words for the reader (「…って感じで」)."""
    for match in _SENTENCE.finditer(request):
        words = match[0].rstrip()
        if words.endswith(("?", "？")) or _pattern("for_coach").search(words):
            continue
        if _is_order(words) or _pattern("addressed").search(words) or _unwrapped(words) is not None:
            return True
    return False


def _clauses(sentence: _Sentence, mentions: list[Mention], recipient: Person) -> Iterator[str]:
    """The content of one sentence: what is wrapped in an order, what stands before one, or all of it."""
    if sentence.words.endswith(("?", "？")):
        return
    text, start = _addressed(sentence, mentions, recipient)
    ahead = _AHEAD.match(sentence.words[: start - sentence.start])
    if ahead:
        yield ahead["what"] or ahead["why"]
    too = _THANKS_TOO.match(_BARE.sub("", text))
    if too:
        yield too["what"]
        return
    wrapped = _unwrapped(text)
    if wrapped is not None:
        text = wrapped
    elif _is_order(text):
        before = _before_order(text)
        if before is None:
            return
        text = before
    for piece in _split(text):
        yield _without_reader(piece, start + text.find(piece), sentence, mentions, recipient)


def _addressed(sentence: _Sentence, mentions: list[Mention], recipient: Person) -> tuple[str, int]:
    """What follows the person the message is sent to: 「…の山根さんに、コツが役立ったと伝えて」 → 「コツが…」."""
    cut = 0
    for mention in mentions:
        begin, end = mention.start - sentence.start, mention.end - sentence.start
        if not 0 <= begin < len(sentence.words):
            continue
        rest = sentence.words[end:]
        rest_after = re.match(rf"(?:[(（][^)）]*[)）])?{_TO_READER}", rest)
        if rest_after and not _BENEFIT.match(rest[rest_after.end() :]):
            cut = end + rest_after.end()
        elif _is(mention.person, recipient) and (named := re.match(r"(?:[(（][^)）]*[)）])?、", rest)):
            cut = end + named.end()
    return sentence.words[cut:], sentence.start + cut


def _unwrapped(text: str) -> str | None:
    """The words before 「と伝えて」「ことも書いて」「って感じで」, or nothing when there is no such wrapper."""
    quoted = re.search(r"[「『]([^」』]{2,100})[」』](?:と|って|という|の|で|を|$)", text)
    if quoted and (_pattern("wrapper").match(text[quoted.end() :]) or not text[quoted.end() :].strip()):
        return quoted[1]
    sorry = _SORRY_FOR.match(text)
    if sorry:
        return _te(sorry["what"]) + "ごめんなさい"
    grateful = _TOWARDS.match(text)
    if grateful:
        return grateful["what"]
    about = re.search(
        r"、?(?:っていう|という)(?:近況|こと|話|内容|趣旨|気持ち|感じ)(?:だけ|のみ)?(?:を|で)?[^。]{0,14}$", text
    )
    if about:
        return text[: about.start()]
    spoken = re.search(r"(?<=[たいるだすよねなん])って[、。\s]*$", text)  # たって would be read as one word
    if spoken and not re.search(r"[もら貰言思]って$|行って$", text[: spoken.end()]):
        return text[: spoken.start()]
    tokens = tokens_of_line(text)
    for index in range(len(tokens) - 1, 0, -1):
        token, before = tokens[index], tokens[index - 1]
        if not _is_wrap(token, before):
            continue
        rest = text[token.end() :]
        bare = not _BARE.sub("", rest) and token.surface() in ("って", "と")
        if bare or _pattern("wrapper").match(rest):
            return text[: token.begin()]
    return None


def _te(words: str) -> str:
    """The て-form of a clause in the past: 遅刻した → 遅刻して, 忘れていた → 忘れていて, 休んだ → 休んで."""
    for past, joined in (("った", "って"), ("いた", "いて"), ("んだ", "んで"), ("た", "て")):
        if words.endswith(past):
            return words.removesuffix(past) + joined
    return words


def _is_wrap(token: Any, before: Any) -> bool:
    """Whether a quotation or こと / 旨 may end a statement here."""
    kind, surface = before.part_of_speech(), token.surface()
    ends = kind[0] in ("動詞", "助動詞", "形容詞") and any(form in kind[5] for form in _FINITE)
    if surface in ("と", "って", "っていう", "という", "とか"):
        return ends or kind[1] in ("終助詞", "読点", "一般") or kind[0] in ("名詞", "形状詞", "感動詞", "補助記号")
    return ends and surface in ("こと", "旨", "むね", "件")


@cache
def _order_verbs() -> frozenset[str]:
    return frozenset(_pattern("order_verbs").pattern.split("|"))


def _is_order(text: str) -> bool:
    """Whether the sentence ends in what the coach shall do: an act of writing or dealing, wished or told."""
    text = _BARE.sub(
        "", re.sub(r"(?:の(?:ですが|だが|で)|ん(?:ですが|だけど|やけど)|けど|が)?$", "", _BARE.sub("", text))
    )
    if _pattern("order").search(text):
        return True
    wished = False
    for token in reversed(tokens_of_line(text)):
        kind, form = token.part_of_speech(), token.dictionary_form()
        if form in ("たい", "ほしい", "下さい", "くださる", "もらえる", "いただける", "とく", "ねん"):
            wished = wished or form != "ねん"
        elif form in ("あげる", "おく", "みる", "する", "いただく", "もらう", "致す", "いたす") or kind[0] in (
            "助動詞",
            "助詞",
            "接頭辞",
        ):
            continue
        else:
            return wished and form in _order_verbs()
    return False


def _before_order(text: str) -> str | None:
    """The clause before an order: 「話が面白かったのでお礼を送りたい」 → 「話が面白かった」."""
    tokens = tokens_of_line(text)
    for before, token in reversed(list(pairwise(tokens))):
        surface, joins = token.surface(), token.part_of_speech()[1] == "接続助詞"
        if not (joins and surface in ("から", "けど", "けれど", "が", "し")) and surface not in ("ので", "ため"):
            because = surface == "で" and before.surface() in ("の", "ん")
            if not because:
                continue
        if before.part_of_speech()[0] in ("動詞", "助動詞", "形容詞", "形状詞") or before.surface() in (
            "な",
            "の",
            "ん",
        ):
            return re.sub(r"な?(?:の|ん)?$", "", text[: token.begin()])
    comma = text.rfind("、")
    if comma > 0 and not _pattern("order").search(text[:comma]):
        head = text[:comma]
        last = tokens_of_line(head)[-1].part_of_speech()
        if last[0] in ("動詞", "助動詞", "形容詞") and any(form in last[5] for form in _FINITE):
            return head
    return None


def _split(text: str) -> list[str]:
    """Statements that stand side by side: 「餃子がおいしかったし、話も聞けた」, 「登壇、なんとか収まりました」."""
    pieces = re.split(
        r"(?<=[^、])(?:し、(?=.{4})|(?<=なさい|ごめん|ません)、(?=.{4})|(?<=た|す|る|い)、(?=[^、]{5,}(?:た|す|る|い)$))",
        text,
    )
    return [piece for piece in pieces if piece]


def _without_reader(text: str, start: int, sentence: _Sentence, mentions: list[Mention], recipient: Person) -> str:
    """The clause without the one written to as its subject or source: 「菅原さんが説明してくれた」 → 「説明して…」."""
    for mention in sorted(mentions, key=lambda each: -each.start):
        if not _is(mention.person, recipient):
            continue
        name = sentence_words(mention, sentence)
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


def sentence_words(mention: Mention, sentence: _Sentence) -> str:
    """The name with its honorific as it stands in the sentence, or an empty string."""
    begin, end = mention.start - sentence.start, mention.end - sentence.start
    return sentence.words[begin:end] if 0 <= begin < len(sentence.words) else ""


def _is(person: Person, other: Person) -> bool:
    return bool(person.name and other.name and (person.name in other.name or other.name in person.name))


def _trimmed(clause: str) -> str:
    clause = _ASIDE.sub("", _BARE.sub("", clause)).lstrip(" 、,・")
    while (shorter := _pattern("opening").sub("", clause)) != clause:
        clause = shorter
    return clause.strip("「」 ")


def _is_content(clause: str) -> bool:
    if not _SHORTEST <= len(clause) <= _LONGEST:
        return False
    if re.fullmatch(r"[^、。]{2,16}のお礼", clause) or re.search(
        r"(?:た|る|ない|だった|い)(?:から|せい|ため|ので)$|ことに$", clause
    ):
        return not _pattern("background").search(clause)
    if any(_pattern(name).search(clause) for name in ("background", "ask", "way_out")):
        return False
    if _pattern("who").match(clause) or _is_order(clause):
        return False
    if len(re.findall(r"[「」]", clause)) % 2:
        return False
    tokens = tokens_of_line(clause)
    kind = tokens[-1].part_of_speech()
    if kind[0] in ("動詞", "助動詞", "形容詞", "形状詞") or kind[1] == "終助詞":
        return True
    return kind[0] in ("名詞", "接尾辞") and bool(re.search(r"[はもが]|[0-9０-９]|なし$", clause))
