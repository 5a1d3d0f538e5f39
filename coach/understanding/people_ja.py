"""People named in a Japanese request, with what the words around them tell.

A name is only what stands before an honorific or a rank, or what the dictionary knows as a surname; everything else
stays empty.
"""

import re
from dataclasses import dataclass, replace

from coach.brief import Person
from coach.understanding.chain_ja import Chain, read_chain, read_description
from coach.understanding.lexicon_ja import (
    Token,
    is_noun,
    is_person,
    is_role,
    lexicon,
    line_tokens,
    reads_as_surname,
    surname_start,
)

__all__ = ["Mention", "mentions_ja"]

_LATIN_NAME = re.compile(r"[A-Z][A-Za-z.'’-]*(?:[ ・][A-Z][A-Za-z.'’-]*){0,2}[ ]?$")
_KATAKANA_NAME = re.compile(r"[ァ-ヴー]{2,}(?:[・= ][ァ-ヴー]{2,})*[ ]?$")
_LONGEST_UNKNOWN_NAME = 5  # characters; an unknown run of nouns longer than this is hardly a name
_AFTER_SURNAME = re.compile(r"(?:に(?!つ)|へ|を|と(?!い)|から|が|は|の(?=「)|宛|あて)")
_CLAUSE_BEGINS = re.compile(r"(?:^|[、。!！?？\s]|の)$")
_SHORTEST_NAME = 2
_SEVERAL = re.compile(r"クラス|たち|ら(?!れ)|同士|方々|各位")


@dataclass(frozen=True)
class Mention:
    """One person in the text: where the name stands and what follows it decides the part they play."""

    person: Person
    start: int  # of the name
    end: int  # behind honorific or rank
    chain_start: int  # where the description before the name begins
    relations: tuple[str, ...] = ()


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
    tokens = line_tokens(line)
    found: list[Mention] = []
    taken = 0
    for match in lexicon().anchor.finditer(line):
        if match.start() < taken or _in_description(line, match.start()):
            continue
        mention = _named(line, tokens, match, taken) or _unnamed(line, tokens, match)
        if mention:
            found.append(mention)
            taken = match.end()
    named = [one for one in found if one.person.name]
    found = [one for one in found if one.person.name or not any(n.chain_start <= one.start < n.start for n in named)]
    found += [one for one in _friends(line) if not any(_overlap(one, other) for other in found)]
    found += [one for one in _bare_surnames(line, tokens) if not any(_overlap(one, other) for other in found)]
    return sorted(found, key=lambda mention: mention.start)


def _in_description(line: str, place: int) -> bool:
    """Whether the place lies in the brackets behind a name (「ミンさん(ゲーム会社のアートディレクター)」)."""
    opened = max(line.rfind("(", 0, place), line.rfind("(", 0, place))
    closed = max(line.rfind(")", 0, place), line.rfind(")", 0, place))
    return opened > closed and bool(re.search(r"(?:さん|様|さま|先生|氏|ちゃん|くん|君)$", line[:opened]))


def _friends(line: str) -> list[Mention]:
    """A first name in kana behind a relation (「友達のまゆみに」), as one writes of friends and family."""
    found = [
        Mention(Person(name=match["name"]), match.start("name"), match.end("name"), match.start(), (match["relation"],))
        for match in lexicon().friend.finditer(line)
        if match["name"] not in lexicon().not_names and not _is_thing(match["name"])
    ]
    return found + [
        Mention(Person(name=match["name"]), match.start("name"), match.end("name"), match.start("name"))
        for match in lexicon().spoken.finditer(line)
        if not any(one.start <= match.start("name") < one.end for one in found)
    ]


def _is_thing(word: str) -> bool:
    """Whether a word in kanji behind 息子の … is an everyday noun, not a name (「息子の前髪を」)."""
    tokens = line_tokens(word)
    return len(tokens) == 1 and tokens[0].pos[1] == "普通名詞" and re.fullmatch(r"[一-龯]{2,3}", word) is not None


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _named(line: str, tokens: list[Token], match: re.Match[str], taken: int) -> Mention | None:
    """A name before an honorific or a rank."""
    rank = match["rank"] or match["bare"]
    start = _name_start(line, tokens, match.start(), sure=rank is not None)
    if start is None or start < taken:
        return None
    called = re.match(r"(?P<role>[ァ-ヴー]+)[ 　](?=[ァ-ヴー])", line[start : match.start()])
    if called and is_role(called["role"]):  # シェフ マッシモさん
        start += called.end()
    chain = read_chain(line, tokens, start)
    behind = read_description(line, match.end())
    person = Person(
        name=line[start : match.start()].strip(),
        honorific=match["honorific"] or rank,
        company=chain.company or (behind.company if behind else None),
        department=chain.department or (behind.department if behind else None),
        role=rank or chain.role or (behind.role if behind else None),
    )
    return Mention(person, start, match.end(), chain.start, tuple(chain.relations))


def _name_start(line: str, tokens: list[Token], end: int, *, sure: bool) -> int | None:
    """Where the name that ends at ``end`` begins; ``sure``: before a rank only what the dictionary takes for a name."""
    while end > 0 and line[end - 1] in "  ":
        end -= 1
    for pattern in () if sure else (_LATIN_NAME, _KATAKANA_NAME):
        match = pattern.search(line, 0, end)
        if match and match[0].strip() not in lexicon().not_names and not is_role(match[0].strip()):
            return match.start()
    index = next((i for i, token in enumerate(tokens) if token.end == end), None)
    if index is None:
        return _inside_token(line, tokens, end)
    first = index + 1
    while first > 0 and is_person(tokens[first - 1]):
        first -= 1
    if first <= index:
        return tokens[first].start
    joined = surname_start(tokens, index)
    if joined is not None:
        return tokens[joined].start
    alone = index == 0 or not is_noun(tokens[index - 1]) or tokens[index - 1].end != tokens[index].start
    if alone and is_noun(tokens[index]) and reads_as_surname(tokens[index].surface):
        return tokens[index].start
    return None if sure else _unknown_name(line, tokens, index)


def _inside_token(line: str, tokens: list[Token], end: int) -> int | None:
    """A dictionary word that swallowed name and honorific together (林さん as one entry)."""
    plain = next((t.start for t in tokens if t.start < end < t.end and line[t.start : end] in lexicon().plain), None)
    if plain is not None:
        return plain
    own = line_tokens(line[:end])  # 森本様 may be cut as 森 + 本様: read again without the honorific
    first = len(own)
    while first > 0 and is_person(own[first - 1]):
        first -= 1
    return own[first].start if first < len(own) else None


def _unknown_name(line: str, tokens: list[Token], index: int) -> int | None:
    """A short run of nouns before an honorific that the dictionary does not know as a person."""
    first = index
    while first > 0 and is_noun(tokens[first - 1]) and tokens[first - 1].end == tokens[first].start:
        first -= 1
    if not is_noun(tokens[index]):
        return None
    run = line[tokens[first].start : tokens[index].end]
    words = lexicon()
    if run in words.not_names or tokens[index].surface in words.not_names or words.relation_end.search(run):
        return None
    if len(run) > _LONGEST_UNKNOWN_NAME or is_role(run) or re.search(r"[0-90-9]|^[お御ご]|会$|社$|屋$", run):
        return None
    return tokens[first].start


def _unnamed(line: str, tokens: list[Token], match: re.Match[str]) -> Mention | None:
    """A rank without a name (開発部長に): only when an organisation stands before it and no name behind it."""
    rank_start, rank_end = match.span("bare") if match["bare"] else match.span("rank")
    after = line[match.end() :]
    if (
        rank_start < 0
        or _SEVERAL.match(after)
        or (re.match(r"[  ・のを、]", after) and _name_follows(tokens, match.end()))
    ):
        return None
    start = rank_start
    while (token := next((t for t in tokens if t.end == start), None)) is not None and is_noun(token):
        start = token.start
    chain = read_chain(line, tokens, start)
    if not re.match(r"(?:に|へ|から|宛|あて|より|が|は|と|の(?:方|紹介)|[(（]|$|[。、])", after):
        return None
    if chain.company is None or lexicon().relation_end.search(line[start:rank_start]):
        return None
    role = line[start:rank_end]
    person = Person(honorific=match["honorific"], company=chain.company, department=chain.department, role=role)
    return Mention(person, start, match.end(), chain.start, tuple(chain.relations))


def _name_follows(tokens: list[Token], end: int) -> bool:
    return any(is_person(token) and end < token.start <= end + 2 for token in tokens)


def _bare_surnames(line: str, tokens: list[Token]) -> list[Mention]:
    """A name without honorific: a surname (「吉村に」), or a first name that begins a clause (「みさきが」)."""
    found = []
    for index, token in enumerate(tokens):
        if not _AFTER_SURNAME.match(line[token.end :]) or len(token.surface) < _SHORTEST_NAME:
            continue
        if index and is_noun(tokens[index - 1]) and tokens[index - 1].end == token.start:
            continue
        if not (is_person(token) and token.pos[3] == "姓") and not _first_name(line, token):
            continue
        chain: Chain = read_chain(line, tokens, token.start)
        person = Person(name=token.surface, company=chain.company, department=chain.department, role=chain.role)
        found.append(Mention(person, token.start, token.end, chain.start, tuple(chain.relations)))
    return found


def _first_name(line: str, token: Token) -> bool:
    """A first name at the start of a clause; one that is also a word (さやか) only before に, へ or a quotation."""
    if not _CLAUSE_BEGINS.search(line[: token.start]) or token.surface in lexicon().not_names:
        return False
    if is_person(token):
        return token.pos[3] == "名" or bool(re.fullmatch(r"[ァ-ヴー]{2,}|[A-Z][a-z]+", token.surface))
    spoken = re.match(r"(?:に|へ|の「)(?:、|LINE|ライン|メール|「|slack|Slack|ごめん|送)?", line[token.end :])
    return bool(re.fullmatch(r"[ぁ-ん]{3,4}", token.surface) and spoken and reads_as_surname(token.surface))
