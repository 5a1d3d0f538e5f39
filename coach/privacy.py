"""What leaves this machine: people's names and addresses are hidden before a remote model and restored after it.

A hidden name becomes a token such as 〔人物1〕; 〔人物1-2〕 is another form of the same name. Hiding is exactly
reversible for every text: whatever looks like a token in it already is hidden behind a token of its own.
"""

import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from coach.answer import Language
from coach.brief import Brief
from coach.morphology import tokens_of_line
from coach.nameforms import company_forms, data, followers, person_forms
from coach.settings import Settings

__all__ = ["Mask", "OpenText", "is_loopback", "make_masks"]

_DIGITS = "[0-9０-９]"
_Key = tuple[str, int, int]


class OpenText:
    """No mask: the text stays on this machine."""

    hidden: tuple[tuple[str, str], ...] = ()

    def hide(self, text: str) -> str:
        """The text as it is."""
        return text

    def restore(self, text: str) -> str:
        """The text as it is."""
        return text

    def leftovers(self, text: str) -> list[str]:
        """Nothing can be left over."""
        return []


class Mask:
    """Hides names and addresses; one mask serves one request, so that its tokens mean the same in all its texts.

    Args:
        names: people as the user names them; honorifics may stand behind them.
        companies: organisations, with or without their legal form.
        language: the language of the tokens.
    """

    def __init__(self, names: Iterable[str], companies: Iterable[str] = (), language: Language = "ja") -> None:
        self._language = language
        self._surfaces: dict[_Key, str] = {}
        self._count: Counter[str] = Counter()  # people, companies … that have a number
        self._forms_of: Counter[tuple[str, int]] = Counter()  # forms of each that have a token
        self._keys: dict[tuple[str, str], _Key] = {}
        self._forms: list[tuple[str, int, re.Pattern[str]]] = []
        patterns: list[str] = []
        for kind, words, forms in (("person", names, person_forms), ("company", companies, company_forms)):
            for word in dict.fromkeys(words):
                self._count[kind] += 1
                for form in forms(word):
                    patterns.append(form)
                    self._forms.append((kind, self._count[kind], re.compile(form)))
        self._names = re.compile("|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)")

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """Pairs of token and what it stands for, to show the user what was kept back."""
        return tuple((self._token(key), surface) for key, surface in self._surfaces.items())

    def hide(self, text: str) -> str:
        """Replace every name and address by its token."""
        pieces: list[str] = []
        end = 0
        for start, stop, kind in self._found(text):
            pieces += [self._unknown_people(text[end:start]), self._cover(kind, text[start:stop], text, start)]
            end = stop
        return "".join([*pieces, self._unknown_people(text[end:])])

    def restore(self, text: str) -> str:
        """Put back what the tokens stand for, also where a model changed their brackets, spaces or digits."""
        return _token_pattern().sub(lambda match: self._surfaces.get(_key(match), match[0]), text)

    def leftovers(self, text: str) -> list[str]:
        """Tokens in a restored text that could not be restored, bare ones included."""
        words = "|".join(word for each in data()["words"].values() for word in each.values())
        bare = rf"(?<![\w])(?:{words})[ ]?{_DIGITS}{{1,6}}"
        found = [match[0] for match in re.finditer(f"{_token_pattern().pattern}|{bare}", text)]
        return [each for each in found if each not in self._surfaces.values()]

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Leftmost matches of what looks like a token, an address or a name, without overlap."""
        # At one place a token goes before an address, and an address before a name.
        finders = (("mark", _token_pattern()), ("contact", _contact_pattern()), ("name", self._names))
        ahead = [pattern.search(text) for _, pattern in finders]
        while any(ahead):
            start, chosen = min((match.start(), index) for index, match in enumerate(ahead) if match)
            end = max(match.end() for match in ahead[chosen : chosen + 1] if match)
            yield start, end, finders[chosen][0]
            for index, (_, pattern) in enumerate(finders):
                match = ahead[index]
                if match and match.start() < end:
                    ahead[index] = pattern.search(text, end)

    def _cover(self, kind: str, surface: str, text: str, start: int) -> str:
        if kind != "name":
            return self._token(self._assign(kind, surface))
        for name_kind, number, form in self._forms:
            match = form.match(text, start)
            if match and match[0] == surface:
                return self._token(self._assign(name_kind, surface, number))
        raise AssertionError("a name is found by one of its forms")

    def _assign(self, kind: str, surface: str, number: int | None = None) -> _Key:
        known = self._keys.get((kind, surface))
        if known:
            return known
        if number is None:
            self._count[kind] += 1
            number = self._count[kind]
        self._forms_of[kind, number] += 1
        form = self._forms_of[kind, number]
        key = self._keys[(kind, surface)] = (kind, number, form)
        self._surfaces[key] = surface
        return key

    def _token(self, key: _Key) -> str:
        kind, number, form = key
        space = " " if self._language == "en" else ""
        return f"〔{_word(kind, self._language)}{space}{number}{f'-{form}' if form > 1 else ''}〕"

    def _unknown_people(self, text: str) -> str:
        """Hide people nobody told us about, where an honorific follows and the dictionary knows a person's name."""
        return _people_pattern().sub(self._cover_person, text) if text else text

    def _cover_person(self, match: re.Match[str]) -> str:
        latin = match["latin"] or match["greeted"]
        if latin:
            if latin in data()["not_names"]:
                return match[0]
            return f"{match[0][: -len(latin)]}{self._token(self._assign('person', latin))}"
        run = match["run"]
        name = _trailing_name(run)
        return run[: len(run) - len(name)] + self._token(self._assign("person", name)) if name else run


def _trailing_name(run: str) -> str:
    name = ""
    for morpheme in reversed(tokens_of_line(run)):
        kind = morpheme.part_of_speech()
        if kind[2] != "人名" and not (kind[1] == "固有名詞" and kind[2] == "一般") and not morpheme.is_oov():
            break
        name = str(morpheme.surface()) + name
    return name


def _word(kind: str, language: str) -> str:
    return str(data()["words"][kind][language])


def _key(match: re.Match[str]) -> _Key:
    word = match["word"].casefold()
    kind = next(kind for kind, words in data()["words"].items() if word in map(str.casefold, words.values()))
    return kind, int(match["number"]), int(match["form"] or 1)


@cache
def _token_pattern() -> re.Pattern[str]:
    words = "|".join(word for each in data()["words"].values() for word in each.values())
    opening, closing, space = re.escape(data()["open"]), re.escape(data()["close"]), "[ \u3000]{0,2}"
    return re.compile(
        rf"[{opening}]{space}(?P<word>{words}){space}(?P<number>{_DIGITS}{{1,6}})"
        rf"(?:{space}[-－‐–−ー]{space}(?P<form>{_DIGITS}{{1,3}}))?{space}[{closing}]",
        re.IGNORECASE,
    )


@cache
def _contact_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in data()["patterns"]["contact"]))


@cache
def _people_pattern() -> re.Pattern[str]:
    titles = "|".join(data()["english_titles"])
    return re.compile(
        rf"(?P<run>[\u3400-\u4dbf\u4e00-\u9fff々ヶ\u30a1-\u30fa\u30fc]{{1,12}}){followers()}"
        rf"|\b(?:{titles})\b\.?[ ](?P<latin>[A-Z][\w'’-]{{1,30}}(?: [A-Z][\w'’-]{{1,30}}){{0,2}})"
        r"|\b(?:Dear|Hi|Hello)[ ](?P<greeted>[A-Z][a-z]{2,20})\b"
    )


def is_loopback(base_url: str | None) -> bool:
    """Whether an endpoint is on this machine; no address means OpenAI's own, which is not."""
    host = urlsplit(base_url).hostname if base_url else None
    if host is None:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_masks(
    settings: Settings, on: bool | None = None, known: Callable[[], Iterable[str]] = tuple
) -> Callable[[Brief], Mask | OpenText]:
    """How to mask a request: always (``on=True``), never (``on=False``), or unless the endpoint is on this machine.

    ``known`` gives further people's names, such as those of the book of contacts.
    """
    masked = not is_loopback(settings.base_url) if on is None else on

    def mask(brief: Brief) -> Mask | OpenText:
        if not masked:
            return OpenText()
        people = (brief.recipient, brief.sender, brief.introducer, brief.third)
        names = [person.name or "" for person in people if not person.is_organisation]
        companies = [person.company or "" for person in people]
        companies += [person.name or "" for person in people if person.is_organisation]
        return Mask(
            [*names, settings.sender_name or "", *known()],
            [*companies, settings.sender_company or ""],
            brief.language,
        )

    return mask
