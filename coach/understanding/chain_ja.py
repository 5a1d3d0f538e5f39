"""The description before a Japanese name, joined by の: 会社の部署の役職の, read from the name outwards."""

import re
from dataclasses import dataclass, field

from coach.understanding.lexicon_ja import Token, is_noun, is_role, lexicon, line_tokens

__all__ = ["Chain", "is_organisation", "read_chain", "read_description"]

_INNER = re.compile(r"[・&\-‐.,'’]|\s")
_SCHOOL_YEAR = re.compile(r"(?<=学|院|校|専)(?:(?:大学院)?修士|博士)?(?:課程)?[1-6一二三四五六1-6]年生?$")
_LATIN_OR_KATAKANA = re.compile(r"[A-Za-z0-9&.\- ]{2,}|[ァ-ヴー・]{3,}")


# A company in hiragana is cut into particles by the dictionary; behind its mark everything to the next の is its name.
_MARKED = re.compile(r"(?:株式|有限|合同)会社[ぁ-ゖ][^、。\s「」にをへ]{0,11}の(?:[^、。の\s]{1,12}の)?$")


_SHORTEST_FIRM = 4
_LONGEST_ROLE = 16  # characters of what somebody is, in brackets


@dataclass
class Chain:
    """What stands before a name, and where it begins."""

    start: int
    company: str | None = None
    department: str | None = None
    role: str | None = None
    relations: list[str] = field(default_factory=list)


def read_chain(line: str, tokens: list[Token], start: int) -> Chain:
    """Read the description that ends at ``start``."""
    chain = Chain(start)
    end = start
    for segment in reversed(_segments(line[_begin(line, tokens, start) : start])):
        stripped = segment.strip(" の、・")
        if stripped and not _file(
            stripped, chain, [t for t in tokens if end - len(segment) <= t.start and t.end <= end]
        ):
            break
        end -= len(segment)
        chain.start = end
    return chain


def read_description(line: str, end: int) -> Chain | None:
    """The description in brackets behind a name: 「渡部さん(オリオン食品の購買担当)」."""
    match = re.match(r"[((]([^()()]{2,30})[))]", line[end:])
    if match is None:
        return None
    chain = read_chain(match[1], line_tokens(match[1]), len(match[1]))
    if chain.role and chain.company is None and chain.department is None and len(match[1]) <= _LONGEST_ROLE:
        chain.role = match[1]  # 「人事制度のコンサル」
    return chain if chain.company or chain.role or chain.department else None


def _begin(line: str, tokens: list[Token], start: int) -> int:
    begin = start
    for token in reversed(tokens):
        if token.end > start:
            continue
        if token.end != begin or not (_joins(token) or is_noun(token) or _sign(token) or _comma(line, token, start)):
            break
        begin = token.start
    marked = _MARKED.search(line[:start])
    return min(begin, marked.start()) if marked else begin


def _joins(token: Token) -> bool:
    return (token.surface == "の" and token.pos[0] == "助詞") or (
        token.surface == "である" or token.pos[:2] == ("助動詞", "である")
    )


def _sign(token: Token) -> bool:
    if _INNER.fullmatch(token.surface) or lexicon().mark.fullmatch(token.surface):
        return True
    return token.pos[0] == "補助記号" and token.pos[1] == "一般" and token.surface not in "「」『』"


def _comma(line: str, token: Token, start: int) -> bool:
    """「総務課長、木下様」: a comma directly before the name, behind a rank or a relation."""
    before = line[: token.start]
    return (
        token.surface in "、,"
        and token.end == start
        and (is_role(before) or bool(lexicon().relation_end.search(before)))
    )


def _segments(chain: str) -> list[str]:
    """Split at の, ・, commas and spaces that do not stand between two Latin words; each segment keeps its joint."""
    pieces = re.split(
        r"(?<=[の、,])(?=.)|(?<=[一-龥]・)(?=[一-龥])|(?<![A-Za-z.,&][  ])(?<=[  ])(?=.)|(?<=[  ])(?![A-Za-z])", chain
    )
    return [piece for piece in pieces if piece]


def _file(segment: str, chain: Chain, inside: list[Token]) -> bool:
    """File one segment; False ends the chain."""
    words = lexicon()
    if segment in words.relations or re.fullmatch(rf"(?:元|前|旧|大)?(?:{words.relation_end.pattern})", segment):
        chain.relations.append(segment)
        return True
    if words.mark.search(segment):
        return _file_company(segment, chain)
    if chain.company is None and chain.role is None and is_role(segment) and segment not in words.generic:
        chain.role = segment
        return True
    if (
        chain.company is None
        and chain.department is None
        and words.unit.fullmatch(segment)
        and not is_organisation(segment)
    ):
        chain.department = segment
        return True
    if is_organisation(segment) or _proper(segment, inside):
        return _file_company(segment, chain)
    return False


def is_organisation(segment: str) -> bool:
    """Whether the words end as organisations' names do, and are more than that ending."""
    words = lexicon()
    segment = _SCHOOL_YEAR.sub("", segment)
    ends = words.company_end.search(segment)
    if ends is None or segment in words.generic or words.company_end.fullmatch(segment):
        return False
    return not words.unit_word.fullmatch(segment)


def _proper(segment: str, inside: list[Token]) -> bool:
    """Whether a segment without any company word still looks like an organisation's name: no place, no time."""
    if lexicon().not_company.search(segment) or is_role(segment):
        return False
    nouns = [token for token in inside if token.surface != "の"]
    if not nouns or any(token.pos[2] in ("副詞可能", "助数詞可能") for token in nouns):
        return False
    if any(token.pos[1] == "固有名詞" and token.pos[2] in ("一般", "組織名") for token in nouns):
        return True
    # 東海ベアリング: a proper name and what the firm makes
    if (
        len(nouns) > 1
        and nouns[0].pos[1] == "固有名詞"
        and nouns[-1].pos[1] == "普通名詞"
        and len(segment) >= _SHORTEST_FIRM
    ):
        return not lexicon().relation_end.search(segment) and nouns[-1].pos[2] != "サ変可能"
    return bool(_LATIN_OR_KATAKANA.fullmatch(segment))


def _file_company(segment: str, chain: Chain) -> bool:
    """A company, perhaps with its unit or the rank written on without の (株式会社青葉営業部、ノヴァ代表取締役)."""
    if chain.company is not None:
        return True
    words = lexicon()
    segment = _SCHOOL_YEAR.sub("", segment)
    rank = words.rank_end.search(segment)
    if rank and chain.role is None and rank.start() > 0 and not words.mark.fullmatch(segment[: rank.start()]):
        chain.role, segment = rank[0], segment[: rank.start()].strip(" ・")
    unit = words.unit_word.search(segment)
    if unit and chain.department is None and unit.start() > 1 and not words.mark.search(segment[unit.start() :]):
        chain.department, segment = unit[0], segment[: unit.start()].strip(" ・")
    chain.company = segment
    return True
