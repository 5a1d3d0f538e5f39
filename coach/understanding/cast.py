"""Who plays which part in a request: recipient, introducer, the one to be introduced, the user."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

from coach.brief import Person
from coach.resources import load_yaml
from coach.understanding.cast_en import parts_en
from coach.understanding.people_en import mentions_en, organisation_en
from coach.understanding.people_ja import Mention, mentions_ja
from coach.understanding.self_ja import organisation_ja, sender_ja, signed_ja
from coach.understanding.sender_en import sender_en

__all__ = ["Cast", "read_cast"]

_NOBODY = Person()
_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_NO_RANK = ("", "様", "さん", "さま", "氏", "くん", "君", "ちゃん")
_RANK_ALONE = r"(?:^|[、。!！\s])(?:その)?{}(?:に|へ)"
# A line that begins with what part somebody plays: 「相手:大阪のシェフ マッシモさん」.
_LABELS = {
    "introducer": re.compile(r"(?:^|\n|。)\s*(?:紹介者|紹介してくれた人|仲介者)\s*(?:[::]|は)\s*[^\n。]{0,40}$"),
    "recipient": re.compile(
        r"(?:^|\n|。)\s*(?:相手|宛先|宛名|送り先|送る相手|先方|To|to)\s*(?:[::]|は(?!い))\s*[^\n。]{0,40}$"
    ),
}
_SPOKEN_OF = 2  # the weight of somebody met or heard from; below it a name only stands in the text


@dataclass(frozen=True)
class Cast:
    """The people of a request; a part nobody plays is an empty Person."""

    recipient: Person = _NOBODY
    sender: Person = _NOBODY
    introducer: Person = _NOBODY
    third: Person = _NOBODY
    mentions: list[Mention] = field(default_factory=list)
    relations: tuple[str, ...] = ()
    sender_span: tuple[int, int] = (0, 0)  # where the user says who they are


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    data = load_yaml(Path(__file__).with_name("cast.yaml"))[language]
    return {name: re.compile(pattern, re.IGNORECASE if language == "en" else 0) for name, pattern in data.items()}


def read_cast(request: str, pasted: str | None = None, occasion: str | None = None) -> Cast:
    """Name the people of a request. Japanese names in an English text, and the other way round, are read too.

    ``pasted`` is a mail the user wants to answer: whoever introduces themselves there is the one written to.
    ``occasion`` decides between introducer and introduced where the words leave it open.
    """
    introduced = sender_ja(request) or sender_en(request) if _JAPANESE.search(request) else sender_en(request)
    sender, span = introduced if introduced else (Person(), (0, 0))
    mentions = [m for m in _mentions(request) if not (span[0] <= m.start < span[1])]
    if not _JAPANESE.search(request):
        return _read_english(request, sender, _merged(mentions), pasted)
    signed = (
        signed_ja(request, {m.person.name or "" for m in mentions if m.person.honorific}) if not sender.name else None
    )
    if signed:
        sender, span = signed
        mentions = [m for m in mentions if not (span[0] <= m.start < span[1])]
    parts = _Parts(request, _merged(mentions))
    recipient = parts.recipient()
    if recipient is None:
        recipient = organisation_ja(request) or organisation_en(request)
    else:
        organisation = organisation_ja(request) if recipient.name is None else None
        recipient = organisation if organisation and organisation.is_organisation else recipient
    recipient = _with_company(recipient, request) if recipient else _writer_of(pasted, request)
    found = parts.recipient_mention
    relations = found.relations if found else ()
    cast = Cast(recipient or Person(), sender, parts.introducer, parts.third, mentions, relations, span)
    return _for_occasion(cast, occasion, request)


def _introduced_to(cast: Cast, request: str) -> Cast:
    """「看板屋の三輪さんを紹介してもらったお礼」: the one introduced is not the one thanked, who may have no name."""
    for mention in cast.mentions:
        if not _patterns("ja")["third_done"].match(request[mention.end :]):
            continue
        others = [m.person for m in cast.mentions if not _same(m.person.name, mention.person.name)]
        to = others[0] if _same(cast.recipient.name, mention.person.name) and others else cast.recipient
        if _same(to.name, mention.person.name):
            to = organisation_ja(request) or _NOBODY
        return replace(cast, recipient=to, third=mention.person)
    return cast


def _for_occasion(cast: Cast, occasion: str | None, request: str) -> Cast:
    """Thanks and reports go to the introducer, first messages to the one introduced, an introduction has a third."""
    to, by, third = cast.recipient, cast.introducer, cast.third
    if occasion in ("thanks_introduction", "report_back") and by.name:
        met = to if to.name and not _same(to.name, by.name) else third
        return replace(cast, recipient=by, introducer=_NOBODY, third=met)
    if occasion in ("thanks_introduction", "report_back") and third.name is None and to.name:
        return _introduced_to(cast, request)
    if occasion == "first_after_introduction" and by.name is None and third.name and to.name:
        return replace(cast, recipient=third, introducer=to, third=_NOBODY)
    if occasion == "make_introduction" and third.name is None and to.name:
        others = [m.person for m in cast.mentions if m.person.name and not _same(m.person.name, to.name)]
        return replace(cast, third=others[0]) if others else cast
    return cast


def _read_english(request: str, sender: Person, mentions: list[Mention], pasted: str | None) -> Cast:
    parts = parts_en(request, mentions)
    recipient = parts.recipient.person if parts.recipient else None
    if recipient is None or parts.recipient is None or parts.recipient in parts.others:
        recipient = organisation_en(request) or recipient
    return Cast(
        recipient or _writer_of(pasted, request) or Person(),
        sender,
        parts.introducer.person if parts.introducer else Person(),
        parts.third.person if parts.third else Person(),
        mentions,
        parts.recipient.relations if parts.recipient else (),
    )


def _with_company(person: Person, request: str) -> Person:
    """The company, when it is told apart from the name: 「会社名は株式会社ハル、相手は南條さん」."""
    match = _patterns("ja")["company_is"].search(request) if person.company is None else None
    return person.model_copy(update={"company": match["company"]}) if match else person


def _writer_of(pasted: str | None, request: str) -> Person | None:
    if pasted is None or not any(_patterns(language)["replies"].search(request) for language in ("ja", "en")):
        return None
    found = sender_ja(pasted) or sender_en(pasted)
    return found[0] if found else None


def _mentions(request: str) -> list[Mention]:
    japanese = mentions_ja(request)
    english = [m for m in mentions_en(request) if not any(m.start < j.end and j.start < m.end for j in japanese)]
    if re.search(
        r"[\u3041-\u30ff]", request
    ):  # within Japanese, Latin words are companies and tools unless an honorific follows
        english = [m for m in english if _written_to(request, m)]
    return sorted(japanese + english, key=lambda mention: mention.start)


def _written_to(request: str, mention: Mention) -> bool:
    """A Latin name within Japanese: with a title, or of two words and addressed (「Helen Fraser宛て」)."""
    if mention.person.honorific:
        return True
    after = re.match(r"(?:[(（][^)）]*[)）])?(?:宛|あて|に|へ|さん|と|を|から)", request[mention.end :])
    return " " in (mention.person.name or "") and after is not None


def _merged(mentions: list[Mention]) -> list[Mention]:
    """The same person named twice: each mention knows what any of them says."""
    merged = []
    for mention in mentions:
        alike = [m.person for m in mentions if _same(m.person.name, mention.person.name)]
        fields = {
            name: next((value for p in (mention.person, *alike) if (value := getattr(p, name))), None)
            for name in ("honorific", "company", "department", "role")
        }
        longest = max((p.name or "" for p in alike), key=len, default="") or mention.person.name
        person = mention.person.model_copy(update=fields | {"name": longest})
        merged.append(Mention(person, mention.start, mention.end, mention.chain_start, mention.relations))
    return merged


def _same(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    return one == other or one.split(" ")[0] == other or other.split(" ")[0] == one


class _Parts:
    """Hands out the parts: introducer and third first, then the recipient among the rest."""

    def __init__(self, request: str, mentions: list[Mention]) -> None:
        self.request = request
        self.mentions = mentions
        self.introducer, self.third = Person(), Person()
        self.recipient_mention: Mention | None = None
        self._rest = list(mentions)
        self._take_introducer()
        self._take_third()

    def _after(self, mention: Mention) -> str:
        return self.request[mention.end :]

    def _before(self, mention: Mention) -> str:
        return self.request[: mention.start]

    def _others(self, mention: Mention) -> bool:
        return any(not _same(m.person.name, mention.person.name) for m in self._rest)

    def _remove(self, mention: Mention) -> Person:
        self._rest = [m for m in self._rest if not _same(m.person.name, mention.person.name)]
        return mention.person

    def _take_introducer(self) -> None:
        ja, en = _patterns("ja"), _patterns("en")
        for mention in self._rest:
            after, before = self._after(mention), self._before(mention)
            found = (
                _LABELS["introducer"].search(before)
                or ja["introducer"].match(after)
                or en["introducer_after"].match(after)
                or en["introducer_before"].search(before)
            )
            if found and (
                self._others(mention) or _LABELS["introducer"].search(before) or self._introduces_unnamed(after, before)
            ):
                self.introducer = self._remove(mention)
                return

    def _introduces_unnamed(self, after: str, before: str) -> bool:
        """山本さんの紹介で、会社の方に…: the introducer stays one though the recipient has no name."""
        unnamed = _patterns("ja")["meets_unnamed"].match(after) or _patterns("en")["introducer_before"].search(before)
        return unnamed is not None

    def _take_third(self) -> None:
        for mention, following in zip_longest(self._rest, self._rest[1:]):
            third = self._third_of_pair(mention, following) if following else None
            if third is None and self._is_introduced(mention):
                third = mention
            if third is not None:
                self.third = self._remove(third)
                return

    def _third_of_pair(self, mention: Mention, following: Mention) -> Mention | None:
        """Of two people who shall meet, the one who is not asked first; None if these two are no pair."""
        ja, en = _patterns("ja"), _patterns("en")
        between = self.request[mention.end : following.start]
        paired = ja["pair"].match(between) and ja["pair_verbs"].search(self._after(following))
        paired = paired or (en["pair_first"].search(self._before(mention)) and en["pair_joint"].match(between))
        if not paired or _same(mention.person.name, following.person.name):
            return None
        first = en["first"].search(self.request)
        asked = (first["name"] or first["other"]) if first else None
        return mention if asked and _same(following.person.name, asked) else following

    def _is_introduced(self, mention: Mention) -> bool:
        ja, after = _patterns("ja"), self._after(mention)
        if ja["third"].match(after) and not ja["third_not"].match(after):
            return True
        return _patterns("en")["third_before"].search(self._before(mention)) is not None

    def recipient(self) -> Person | None:
        """The person the message goes to: the one it is addressed to, else the last one met or spoken of."""
        called = self._called_by_rank()
        if called:
            return called
        if not self._rest or all(self._weight(m) < _SPOKEN_OF for m in self._rest):
            meant = self._meant_by_pronoun()
            if meant or not self._rest:
                return meant
        scored = [(self._weight(m), -i if self._weight(m) >= 3 else i, m) for i, m in enumerate(self._rest)]
        best = max(scored, key=lambda item: item[:2])[2]
        self.recipient_mention = best
        return best.person

    def _called_by_rank(self) -> Person | None:
        """「望月会長の口添えで…会長にお礼を」: the rank alone means the person named with it before."""
        for person in (self.introducer, *(mention.person for mention in self._rest)):
            title = person.honorific or ""
            if person.name and title not in _NO_RANK and re.search(_RANK_ALONE.format(re.escape(title)), self.request):
                self.introducer = _NOBODY if person is self.introducer else self.introducer
                return person
        return None

    def _meant_by_pronoun(self) -> Person | None:
        """ "Thanks to Nina's intro … Write to her": the introducer is the one written to."""
        if self.introducer.name is None or not _patterns("en")["to_pronoun"].search(self.request):
            return None
        meant, self.introducer = self.introducer, Person()
        return meant

    def _weight(self, mention: Mention) -> int:
        ja, en = _patterns("ja"), _patterns("en")
        after, before = self._after(mention), self._before(mention)
        if _LABELS["recipient"].search(before):
            return 6
        if ja["first"].match(after):
            return 5
        if ja["introduce_to"].match(after):
            return 4
        if ja["to"].match(after) or en["to"].search(before) or not mention.person.name:
            return 3
        if ja["met"].match(after) or en["said"].match(after):
            return 2
        return 1
