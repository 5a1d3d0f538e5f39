"""Who the user says they are, and organisations that are written to without a name, in Japanese."""

import re

from coach.brief import Person
from coach.understanding.chain_ja import Chain, is_organisation, read_chain
from coach.understanding.lexicon_ja import Token, is_noun, is_person, lexicon, line_tokens, surname_start

__all__ = ["organisation_ja", "sender_ja"]

_SELF = re.compile(
    r"(?:私|わたし|わたくし|僕|ぼく|俺|自分|こちら|当方)(?:は|、|,)?|(?:^|[。!?\n])\s*(?:はじめまして|こんにちは|お世話になっております)?[。、]?\s*"
)
_SAYS_NAME = re.compile(r"\s*(?:と(?:申し|いい|言い|もうし)ま|と(?:いう|言う)者|です|だ[。、])")
_OTHER_SUBJECT = re.compile(r"(?:相手|宛先|宛名|送り先|先方|お相手|紹介者|担当)(?:の名前)?(?:は|が)[^。]*$")
_ABOUT_SELF = re.compile(r"(?:私|わたし|わたくし|僕|俺)(?:は|、)")
_DOING = re.compile(
    r"(?:を(?:担当|経営|運営)?(?:し|やっ|務め|つとめ)て|に(?:勤め|勤務し|所属し)て)(?:い|お)?(?:る|ります|ました|た)$"
)
_ORGANISATION = re.compile(r"(?P<body>[^、。\s「」にへでをはが]{2,40}?)\s*御中")
_STAFF = re.compile(
    r"(?:(?:の|、)?(?:ご|御)?担当者?(?:の方|様)?|の方|の人|の皆様|様|さん)?(?:に(?!つい|よる)|へ|宛|あて|から|と(?!い|し))"
)


def sender_ja(text: str) -> tuple[Person, tuple[int, int]] | None:
    """The user, when they say who they are: 「私は青葉システムの鈴木です」; with the place in the text."""
    offset = 0
    for line in text.splitlines(keepends=True):
        tokens = line_tokens(line.rstrip("\n"))
        for index in range(len(tokens)):
            found = _self_named(line, tokens, index)
            if found:
                return found[0], (offset + found[1][0], offset + found[1][1])
        offset += len(line)
    return None


def _self_named(line: str, tokens: list[Token], index: int) -> tuple[Person, tuple[int, int]] | None:
    token = tokens[index]
    follows = _SAYS_NAME.match(line, token.end)
    if not follows or _OTHER_SUBJECT.search(line[: token.start]):
        return None
    humble = "です" not in follows[0] and "だ" not in follows[0]
    known = surname_start(tokens, index)
    if known is None and not (humble and is_noun(token)):
        return None
    first = index if known is None else known
    while known is not None and first > 0 and is_person(tokens[first - 1]):
        first -= 1
    start = tokens[first].start
    chain = _own_chain(line, tokens, start)
    clause = re.split(r"[。!?]", line[: token.start])[-1]
    begins = any(match.end() == chain.start for match in _SELF.finditer(line))
    if not (begins or humble or _ABOUT_SELF.search(clause)):
        return None
    person = Person(name=line[start : token.end], company=chain.company, department=chain.department, role=chain.role)
    return person, (chain.start, token.end)


def _own_chain(line: str, tokens: list[Token], start: int) -> Chain:
    """The user's company and work, also when a verb stands between (株式会社東雲で営業をしております西川)."""
    chain = read_chain(line, tokens, start)
    doing = _DOING.search(line[:start]) if chain.company is None else None
    if doing is None:
        return chain
    work = read_chain(line, tokens, doing.start())
    if work.company is None and (place := line.rfind("で", 0, work.start + 1)) >= 0:
        work.company = read_chain(line, tokens, place).company
    work.role = work.role or work.department
    work.department = None
    return work if work.company or work.role else chain


def organisation_ja(text: str) -> Person | None:
    """An organisation that is written to as such (御中) or through an unnamed member (「株式会社青空の広報の方に」)."""
    match = _ORGANISATION.search(text)
    if match:
        company, _, unit = match["body"].partition("の")
        return Person(honorific="御中", company=company, department=unit or None, is_organisation=True)
    for line in text.splitlines():
        tokens = line_tokens(line)
        for staff in _STAFF.finditer(line):
            chain = read_chain(line, tokens, staff.start())
            company = chain.company
            if company and (
                lexicon().mark.search(company)
                or ((staff[0][:1] == "の" or chain.department) and is_organisation(company))
            ):
                return Person(company=company, department=chain.department, role=chain.role)
    return None
