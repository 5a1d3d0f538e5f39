"""People and organisations named in a Japanese request, with what the words around them tell.

A name is only what stands before an honorific or a rank, or what the dictionary knows as a surname; everything
else stays empty. The chain of の before a name (会社の部署の役職の) is read from the name outwards.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from coach.brief import Person
from coach.morphology import tokens_of_line
from coach.resources import load_yaml

__all__ = ["Mention", "mentions_ja", "organisation_ja", "sender_ja"]

_LATIN_NAME = re.compile(r"[A-Z][A-Za-z.'’-]*(?:[ ・][A-Z][A-Za-z.'’-]*){0,2}[ ]?$")  # noqa: RUF001
_KATAKANA_NAME = re.compile(r"[ァ-ヴー]{2,}(?:[・= ][ァ-ヴー]{2,})*[ ]?$")
_LONGEST_UNKNOWN_NAME = 5  # characters; an unknown run of nouns longer than this is hardly a name
_INNER = re.compile(r"[・&\-‐()().,'’]|\s")  # noqa: RUF001


@dataclass(frozen=True)
class Mention:
    """One person in the text: where the name stands and what follows it decides the part they play."""

    person: Person
    start: int  # of the name
    end: int  # behind honorific or rank
    chain_start: int  # where the description before the name begins
    relations: tuple[str, ...] = ()


@dataclass
class _Chain:
    start: int
    company: str | None = None
    department: str | None = None
    role: str | None = None
    relations: list[str] = field(default_factory=list)


def _longest_first(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))


@cache
def _words() -> dict[str, Any]:
    data = load_yaml(Path(__file__).with_name("people.yaml"))["ja"]
    ranks, units = _longest_first(data["ranks"]), _longest_first(data["unit_words"])
    marks = _longest_first(data["company_marks"])
    return {
        "anchor": re.compile(f"(?P<rank>{ranks})?(?P<honorific>{_longest_first(data['honorifics'])})|(?P<bare>{ranks})"),
        "rank_end": re.compile(f"(?:{units})?(?:{ranks})$"),
        "rank": re.compile(ranks),
        "calling": re.compile(f"(?:{_longest_first(data['callings'])})$"),
        "calling_end": re.compile(f"(?:{_longest_first(data['calling_endings'])})$"),
        "unit": re.compile(f"(?:(?:{units}){{1,2}}(?:第?[一二三四五1-9]+)?(?:{_longest_first(data['unit_endings'])})?"
                           f"|[^の]{{1,8}}?(?:{_longest_first(data['unit_endings'])}))$"),
        "unit_word": re.compile(f"(?:{units}){{1,2}}(?:第?[一二三四五1-9]+)?(?:{_longest_first(data['unit_endings'])})$"),
        "mark": re.compile(marks),
        "company_end": re.compile(f"(?:{_longest_first(data['company_endings'])})$"),
        "relations": frozenset(data["relations"].split()),
        "relation_end": re.compile(f"(?:{_longest_first(data['relations'])})$"),
        "not_names": frozenset(data["not_names"].split()),
        "generic": frozenset(data["generic_organisations"].split()),
        "plain": frozenset(data["plain_surnames"].split()),
    }  # fmt: skip


def mentions_ja(text: str) -> list[Mention]:
    """Every person named in ``text``, in order; offsets count code points of ``text``."""
    found: list[Mention] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        found += [_moved(mention, offset) for mention in _line_mentions(line.rstrip("\n"))]
        offset += len(line)
    return found


def _moved(mention: Mention, by: int) -> Mention:
    return replace(mention, start=mention.start + by, end=mention.end + by, chain_start=mention.chain_start + by)


def _line_mentions(line: str) -> list[Mention]:
    tokens = _tokens(line)
    found: list[Mention] = []
    taken = 0
    for match in _words()["anchor"].finditer(line):
        start = match.start()
        if start < taken:
            continue
        name_start = _name_before(line, tokens, start, rank_only=match["honorific"] is None)
        if name_start is not None and name_start >= taken:
            found.append(_mention(line, tokens, name_start, match))
            taken = match.end()
        elif match["bare"] or (match["rank"] and match["honorific"]):
            rank = _rank_alone(line, tokens, match)
            if rank and not re.match(r"[  の]", line[match.end() :]):
                found.append(rank)
                taken = match.end()
    found += [mention for mention in _bare_surnames(line, tokens) if not any(_overlap(mention, other) for other in found)]
    return sorted(found, key=lambda mention: mention.start)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _tokens(line: str) -> list[tuple[str, tuple[str, ...], int, int]]:
    return [(t.surface(), t.part_of_speech(), t.begin(), t.end()) for t in tokens_of_line(line[:10_000])]


def _name_before(line: str, tokens: list[Any], end: int, *, rank_only: bool) -> int | None:
    """Where the name that ends at ``end`` begins; None if what stands there is no name."""
    stop = end
    while stop > 0 and line[stop - 1] in "  ":
        stop -= 1
    for pattern in (_LATIN_NAME, _KATAKANA_NAME):
        match = pattern.search(line, 0, stop)
        if match and not rank_only and match[0].strip() not in _words()["not_names"] and not _is_role(match[0].strip()):
            return match.start()
    index = next((i for i, token in enumerate(tokens) if token[3] == stop), None)
    if index is None:
        return _inside_token(line, tokens, stop)
    known = index + 1
    while known > 0 and _is_person(tokens[known - 1]):
        known -= 1
    if known <= index:
        return int(tokens[known][2])
    surface = tokens[index][0]
    if surface in _words()["plain"]:
        return int(tokens[index][2])
    return None if rank_only else _unknown_name(line, tokens, index)


def _inside_token(line: str, tokens: list[Any], stop: int) -> int | None:
    """A dictionary word that swallowed name and honorific together (林さん as one entry)."""
    for _, _, begin, end in tokens:
        if begin < stop < end and line[begin:stop] in _words()["plain"]:
            return int(begin)
    return None


def _is_person(token: Any) -> bool:
    return token[1][0] == "名詞" and token[1][1] == "固有名詞" and token[1][2] == "人名"


def _is_noun(token: Any) -> bool:
    return token[1][0] in ("名詞", "接頭辞", "形状詞") or (token[1][0] == "接尾辞" and token[1][1] == "名詞的")


def _unknown_name(line: str, tokens: list[Any], index: int) -> int | None:
    """A short run of nouns before an honorific that the dictionary does not know as a person."""
    first = index
    while first > 0 and _is_noun(tokens[first - 1]) and tokens[first - 1][3] == tokens[first][2]:
        first -= 1
    if not _is_noun(tokens[index]):
        return None
    start, end = tokens[first][2], tokens[index][3]
    run = line[start:end]
    words = _words()
    if run in words["not_names"] or tokens[index][0] in words["not_names"] or words["relation_end"].search(run):
        return None
    if len(run) > _LONGEST_UNKNOWN_NAME or _is_role(run) or re.search(r"[0-90-9]|^[お御ご]", run):
        return None
    return int(start)


def _is_role(run: str) -> bool:
    return bool(_words()["calling"].search(run) or _words()["rank_end"].search(run))


def _mention(line: str, tokens: list[Any], start: int, match: re.Match[str]) -> Mention:
    rank, honorific = match["rank"] or match["bare"], match["honorific"]
    chain = _chain(line, tokens, start)
    name = line[start : match.start()].strip()
    person = Person(
        name=name,
        honorific=honorific or rank,
        company=chain.company,
        department=chain.department,
        role=rank or chain.role,
    )
    return Mention(person, start, match.end(), chain.start, tuple(chain.relations))


def _rank_alone(line: str, tokens: list[Any], match: re.Match[str]) -> Mention | None:
    """A rank without a name (開発部長に): only when an organisation stands before it."""
    start = match.start()
    index = next((i for i, token in enumerate(tokens) if token[3] == start), None)
    while index is not None and index >= 0 and _is_noun(tokens[index]) and tokens[index][3] == start:
        start = tokens[index][2]
        index -= 1
    if re.match(r"クラス|たち|ら(?![れ])|同士", line[match.end() :]) or _words()["relation_end"].search(line[start : match.start()]):
        return None
    chain = _chain(line, tokens, start)
    if chain.company is None:
        return None
    role = line[start : match.end()] if match["honorific"] is None else line[start : match.end("rank")]
    person = Person(honorific=match["honorific"], company=chain.company, department=chain.department, role=role)
    return Mention(person, start, match.end(), chain.start, tuple(chain.relations))


_AFTER_SURNAME = re.compile(r"(?:に(?!つ)|へ|を|と(?!い)|から|が|は|宛|あて)")


def _bare_surnames(line: str, tokens: list[Any]) -> list[Mention]:
    """A surname without honorific (「吉村に」), as one writes of friends and juniors."""
    found = []
    for index, token in enumerate(tokens):
        following = line[token[3] :]
        if not (_is_person(token) and token[1][3] == "姓" and len(token[0]) >= 2 and _AFTER_SURNAME.match(following)):
            continue
        if index and (_is_noun(tokens[index - 1]) and tokens[index - 1][3] == token[2]):
            continue
        chain = _chain(line, tokens, token[2])
        person = Person(name=token[0], company=chain.company, department=chain.department, role=chain.role)
        found.append(Mention(person, token[2], token[3], chain.start, tuple(chain.relations)))
    return found


def _chain(line: str, tokens: list[Any], start: int) -> _Chain:
    """Read the description that ends at ``start``: segments joined by の or set side by side."""
    begin = _chain_begin(line, tokens, start)
    chain = _Chain(start)
    end = start
    for segment in reversed(_segments(line[begin:start])):
        stripped = segment.strip(" の、")
        if not stripped:
            end -= len(segment)
            continue
        if not _classify(stripped, chain, tokens, end - len(segment), end):
            break
        end -= len(segment)
        chain.start = end
    return chain


def _chain_begin(line: str, tokens: list[Any], start: int) -> int:
    begin = start
    for surface, pos, first, last in reversed(tokens):
        if last > start:
            continue
        joins = surface == "の" and pos[0] == "助詞"
        if last != begin or not (joins or _is_noun((surface, pos)) or _INNER.fullmatch(surface) or _symbol(surface, pos)):
            break
        begin = first
    return begin


def _symbol(surface: str, pos: tuple[str, ...]) -> bool:
    return bool(_words()["mark"].fullmatch(surface)) or (pos[0] == "補助記号" and pos[1] == "一般" and surface not in "「」『』")


def _segments(chain: str) -> list[str]:
    """Split at の and at spaces that do not stand between two Latin words; each segment keeps its joint."""
    pieces = re.split(r"(?<=の)(?=.)|(?<![A-Za-z.,&][  ])(?<=[  ])(?=.)|(?<=[  ])(?![A-Za-z])", chain)
    return [piece for piece in pieces if piece]


def _classify(segment: str, chain: _Chain, tokens: list[Any], start: int, end: int) -> bool:
    """File one segment; False ends the chain."""
    words = _words()
    if segment in words["relations"] or re.fullmatch(rf"(?:元|前|旧)?(?:{words['relation_end'].pattern})", segment):
        chain.relations.append(segment)
        return True
    if words["mark"].search(segment):
        _file_company(segment, chain)
        return True
    if chain.role is None and chain.company is None and _is_role_segment(segment):
        chain.role = segment
        return True
    if chain.department is None and chain.company is None and words["unit"].fullmatch(segment) and not _org(segment):
        chain.department = segment
        return True
    if _org(segment) or _proper(segment, tokens, start, end):
        _file_company(segment, chain)
        return True
    return False


def _is_role_segment(segment: str) -> bool:
    words = _words()
    if words["mark"].search(segment):
        return False
    return bool(words["calling"].search(segment) or words["rank_end"].search(segment) or words["calling_end"].search(segment))


def _org(segment: str) -> bool:
    words = _words()
    return bool(words["company_end"].search(segment)) and segment not in words["generic"] and not words["company_end"].fullmatch(segment) and not words["unit_word"].fullmatch(segment)  # fmt: skip


_NOT_COMPANY = re.compile(
    r"(?:業界|分野|地域|会|展|祭|セミナー|イベント|フォーラム|サミット|カンファレンス|ウェビナー|ミートアップ|講座|面談|"
    r"先週|先月|昨日|今日|明日|来週|来月|今月|今週|去年|昨年|先日|[0-90-9]+[年月日時分]|市|区|町|村|県|府|都|駅|前|後|中|間|頃|時|際|件|話|方|際|席|人|者)$"
)


def _proper(segment: str, tokens: list[Any], start: int, end: int) -> bool:
    """Whether a segment without any company word still looks like an organisation's name: no place, no time."""
    if _NOT_COMPANY.search(segment):
        return False
    inside = [token for token in tokens if start <= token[2] and token[3] <= end and token[0] != "の"]
    if not inside or any(token[1][0] == "名詞" and token[1][2] in ("副詞可能", "助数詞可能") for token in inside):
        return False
    if any(token[1][1] == "固有名詞" and token[1][2] == "一般" or token[1][2] == "組織名" for token in inside):
        return True
    return bool(re.fullmatch(r"[A-Za-z0-9&.\- ]{2,}|[ァ-ヴー・]{3,}", segment)) and not _is_role(segment)


def _file_company(segment: str, chain: _Chain) -> None:
    """A company, perhaps with its unit or the rank written on without の (株式会社青葉営業部、ノヴァ代表取締役)."""
    if chain.company is not None:
        return
    words = _words()
    rank = words["rank_end"].search(segment)
    if rank and chain.role is None and rank.start() > 0 and not words["mark"].fullmatch(segment[: rank.start()]):
        chain.role, segment = rank[0], segment[: rank.start()].strip()
    unit = words["unit_word"].search(segment)
    if unit and chain.department is None and unit.start() > 1 and not words["mark"].search(segment[unit.start() :]):
        chain.department, segment = unit[0], segment[: unit.start()].strip()
    chain.company = segment


_SELF = re.compile(r"(?:私|わたし|わたくし|僕|ぼく|俺|自分|こちら|当方)(?:は|、|,)?|(?:^|[。!?\n])\s*(?:はじめまして|こんにちは)?[。、]?\s*")
_SAYS_NAME = re.compile(r"\s*(?:と(?:申し|いい|言い|もうし)ま|と(?:いう|言う)者|です|だ[。、])")
_OTHER_SUBJECT = re.compile(r"(?:相手|宛先|宛名|送り先|先方|お相手|紹介者)(?:の名前)?は[^。]*$")


def sender_ja(text: str) -> tuple[Person, tuple[int, int]] | None:
    """The user, when they say who they are: 「私は青葉システムの鈴木です」."""
    offset = 0
    for line in text.splitlines(keepends=True):
        tokens = _tokens(line.rstrip("\n"))
        for index, token in enumerate(tokens):
            found = _self_named(line, tokens, index, token)
            if found:
                return found[0], (offset + found[1][0], offset + found[1][1])
        offset += len(line)
    return None


def _self_named(line: str, tokens: list[Any], index: int, token: Any) -> tuple[Person, tuple[int, int]] | None:
    follows = _SAYS_NAME.match(line, token[3])
    if not follows or _OTHER_SUBJECT.search(line[: token[2]]):
        return None
    humble = "です" not in follows[0] and "だ" not in follows[0]
    first = index
    while first > 0 and _is_person(tokens[first - 1]):
        first -= 1
    named = _is_person(token) or token[0] in _words()["plain"]
    if not named and not (humble and _is_noun(token)):
        return None
    start = tokens[first][2] if named else token[2]
    chain = _chain(line, tokens, start)
    introduces = any(match.end() == chain.start for match in _SELF.finditer(line)) or humble
    clause = re.split(r"[。!?]", line[: token[2]])[-1]
    if not introduces and not re.search(r"(?:私|わたし|わたくし|僕|俺)(?:は|、)", clause):
        return None
    person = Person(name=line[start : token[3]], company=chain.company, department=chain.department, role=chain.role)
    return person, (chain.start, token[3])


_ORGANISATION = re.compile(r"(?P<body>[^、。\s「」にへでをはが]{2,40}?)\s*御中")
_STAFF = re.compile(r"(?:(?:の|、)?(?:ご|御)?担当者?(?:の方|様)?|の方|の人|の皆様|様|さん)?(?:に|へ|宛|あて|から|と)")


def organisation_ja(text: str) -> Person | None:
    """An organisation that is written to as such (御中) or through an unnamed member (「株式会社青空の広報の方に」)."""
    match = _ORGANISATION.search(text)
    if match:
        company, _, unit = match["body"].partition("の")
        return Person(honorific="御中", company=company, department=unit or None, is_organisation=True)
    words = _words()
    for line in text.splitlines():
        tokens = _tokens(line)
        for staff in _STAFF.finditer(line):
            chain = _chain(line, tokens, staff.start())
            if chain.company and (words["mark"].search(chain.company) or staff[0][:1] == "の" or _org(chain.company)):
                return Person(company=chain.company, department=chain.department, role=chain.role)
    return None
