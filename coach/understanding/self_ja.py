"""Who the user says they are, and organisations that are written to without a name, in Japanese."""

import re

from coach.brief import Person
from coach.understanding.chain_ja import Chain, is_organisation, read_chain
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

__all__ = ["organisation_ja", "sender_ja", "signed_ja"]

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


# Organisations by other signs: 「…という会社に」「県庁の文化財課に」「絵本カフェ『ことり文庫』のオーナーさんへ」.
_CALLED = (
    re.compile(
        r"(?P<company>[^、。\s「」『』にへを]{2,20}?)(?:という|って(?:いう)?)(?:会社|お?店|団体|法人|学校|工房|施設|農園|工場|病院|ホテル|旅館|メーカー)"
        r"(?:さん)?(?:に|へ|宛|あて)"
    ),
    re.compile(
        r"(?:[^、。\s『』]{0,10})?『(?P<company>[^』]{2,20})』の(?P<role>オーナー|店主|店長|代表|担当|主人|女将|園長|館長|社長|マスター|シェフ|編集長)"
        r"(?:さん|様|の方)?(?:に|へ|宛|あて)"
    ),
    re.compile(
        r"(?P<company>[一-龯ァ-ヴー]{0,8}(?:県庁|都庁|道庁|府庁|市役所|区役所|町役場|村役場|市|区|町|県|大学|病院|警察署|消防署|保健所|税務署|図書館|"
        r"美術館|博物館|水族館|動物園|商工会議所|商工会|組合|協会))の(?P<unit>[一-龯ァ-ヴー]{1,12}(?:課|係|部|局|室|科|窓口|事務局|センター))(?:の(?:方|担当))?"
        r"(?:さん)?(?:に|へ|宛|あて)"
    ),
    re.compile(
        r"(?P<company>(?:大学の|町の|市の|県の)?[一-龯ァ-ヴー]{0,8}(?:水族館|動物園|美術館|博物館|図書館|商工会|役場|市役所|小学校|中学校|高校|幼稚園|保育園))(?:に|へ|宛|あて)、?"
    ),
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


# A sentence that is nothing but who writes: 「東雲機工の倉科」「差出人は三葉製作所の越智」「名前は大河内」.
_MARKED = re.compile(
    r"^(?:あ、|ちなみに|なお、?)*(?P<mark>(?:差し?出し?人|送り主|送り手|送信者|送信元|署名|名前|名義|名乗り|ペンネーム|屋号|旧姓|現姓|いま|今|わたくし|"
    r"わたし|あたし|私|ぼく|僕|俺|うち|こちら|こっち|当方|自分|書き手|書くのは)(?:の名前|の名義|の署名)?(?:は|も|、|:|:|=)+\s*)"
)
_OTHERS = re.compile(
    r"^(?:後任|相手|宛先|宛名|先方|担当|紹介者|送り先|上司|子ども|息子|娘|夫|妻)[^、。]{0,6}(?:は|が|:|:)|後任"
)
_SIGNED = re.compile(r"^(?P<body>[^、。は]{1,40}?)(?P<end>です|だ|と申します|といいます|より|でお願いします)?$")
_NAME_FIRST = re.compile(
    r"^(?P<name>[一-龯々ぁ-んァ-ヴー]{2,8})、(?P<role>[^、。はがを]{2,16}?)(?:です|だ|をしています)$"
)
_NO_NAME = re.compile(r"(?:屋|店|外|内|側|員|会社|担当|向け|以上|以下|です|ます|者)$")
_KIN = re.compile(r"の(?:母|父|妻|夫|親)$")
_LONGEST_NAME = 6


def signed_ja(text: str, taken: set[str]) -> tuple[Person, tuple[int, int]] | None:
    """The user where a sentence names nobody but the writer; ``taken`` are the names of the other people."""
    if not re.search(r"[ぁ-ゖ]", text):
        return None
    for match in reversed(list(re.finditer(r"[^。！!？?\n]+", text))):
        said = match[0].strip(" 　、")
        start = match.start() + match[0].find(said) if said else match.start()
        tail = said.rfind("、") + 1
        if tail and re.search(r"(?:です|と申します)$", said) and not _MARKED.match(said):
            start, said = start + tail, said[tail:].strip()
        marked = _MARKED.match(said)
        body = said[marked.end() :] if marked else said
        whole = re.split(r"、(?:いま|今|現在)は", body)[-1]
        maiden = re.match(
            r"旧姓は?(?P<old>[一-龯々]{1,4})、?(?:いま|今|現在|現姓)は?(?P<new>[一-龯々]{1,4})(?:です)?$", said
        )
        if maiden:
            return Person(name=f"{maiden['new']}（旧姓 {maiden['old']}）"), (start, start + len(said))
        bracketed = re.search(r"(?:です|だ)[(（](?P<n>[一-龯々ァ-ヴー]{1,5})[)）]$", said)  # 「…の教頭です(岩井)」
        if bracketed:
            return Person(name=bracketed["n"]), (start + bracketed.start(), start + len(said))
        found = None if _OTHERS.match(said) else _writer(whole, marked is not None)
        if found is not None and found.name not in taken:
            own = re.search(rf"(?<=る|た){re.escape(found.name or '')}(?:です|だ)?$", said)  # 「…退職する佐々木です」
            return found, (start + (own.start() if own else 0), start + len(said))
    return None


def _writer(said: str, marked: bool) -> Person | None:
    if marked and (told := _NAME_FIRST.match(said)):
        return Person(name=told["name"], role=told["role"])
    match = _SIGNED.match(said)
    if match is None:
        return None
    body = match["body"]
    kin = _KIN.search(body)
    plain = body[: kin.start()] if kin else body
    tokens = line_tokens(plain)
    start = _last_name(plain, tokens, marked)
    if start is None or is_role(plain[start:]) or _NO_NAME.search(plain[start:]):
        return None
    chain = read_chain(plain, tokens, start)
    company, role = chain.company, chain.role
    before = plain[:start].strip(" 　の、・")
    if (
        company is None
        and role
        and (place := before.removesuffix(role).strip(" 　の、・『』「」"))
        and not _calling(place)
    ):
        company = place
    if company is None and role is None and before and "を" not in before:
        role, company = (before, None) if _calling(before) else (None, re.split(r"[ 　]", before)[-1])
    department = chain.department if chain.department != role else None
    return Person(name=body[start:], company=company, department=department, role=role)


def _calling(words: str) -> bool:
    """Whether the words before a name say what somebody is, not where they work."""
    return (
        is_role(words)
        or re.search(r"(?:[屋師士家者子生員書娘手]|農家|卵|新人|学生|院生|主婦|パート|ママ|パパ)$", words) is not None
    )


def _last_name(plain: str, tokens: list[Token], marked: bool) -> int | None:
    """Where the name at the end begins; without a mark it must be a known surname behind nouns alone."""
    if not tokens:
        return None
    latin = re.search(r"[A-Z][a-z]+(?: [A-Z][\w'’-]+)+$", plain)
    if latin:
        return latin.start()
    if marked and re.fullmatch(r"[ぁ-んァ-ヴー一-龯々]{1,6} [ぁ-んァ-ヴー一-龯々]{1,6}", plain):
        return 0
    known = surname_start(tokens, len(tokens) - 1)
    nouns = all(
        is_noun(token) or token.surface in "の 　・・『』「」" or token.pos[0] in ("空白", "補助記号")
        for token in tokens
    )
    if known is not None and (
        marked or nouns or re.search(r"(?:する|した|ている|です)$", plain[: tokens[known].start])
    ):
        while known and is_person(tokens[known - 1]) and tokens[known - 1].pos[3] != "一般":
            known -= 1
        return tokens[known].start
    joint = max(plain.rfind("の"), plain.rfind(" "), plain.rfind("　")) + 1
    tail = plain[joint:]
    if (marked or joint) and nouns and 1 < len(tail) <= _LONGEST_NAME and reads_as_surname(tail):
        return joint
    return joint if marked and 1 < len(tail) <= _LONGEST_NAME and not re.search(r"[0-9]", tail) else None


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
    text = re.sub(r"[(（](?:お)?名前[^)）]*[)）]", "", text)
    for pattern in _CALLED:
        called = pattern.search(text)
        if called:
            part = called.groupdict()
            role = part.get("role")
            return Person(company=part["company"], department=part.get("unit"), role=role, is_organisation=role is None)
    for line in text.splitlines():
        tokens = line_tokens(line)
        for staff in _STAFF.finditer(line):
            chain = read_chain(line, tokens, staff.start())
            company = chain.company
            if company and (
                lexicon().mark.search(company)
                or ((staff[0][:1] == "の" or chain.department) and is_organisation(company))
            ):
                bare = re.match(r"に|へ|宛|あて", staff[0]) is not None and chain.role is None
                return Person(company=company, department=chain.department, role=chain.role, is_organisation=bare)
    return None
