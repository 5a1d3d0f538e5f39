"""Checks that a text passes before the user sees it as the answer; pure, and the same for every writer."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from coach.answer import Language, Message, Problem
from coach.section import Section
from coach.writing import channels
from coach.writing.citing import MARK, citations_for, claim_before, plain_marks, verify
from coach.writing.claims import Known, invented, invented_names, strings
from coach.writing.problems import data, problem
from coach.writing.request import Request, Written

__all__ = ["blanks", "check_leak", "check_message", "check_text", "citations_for", "verify"]

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile(r"[\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]")
_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|[\u30a1-\u30fa\u30fc]{3,}|[A-Za-z]{5,}")
_BLANK = {"ja": re.compile(r"【([^【】\n]+)】"), "en": re.compile(r"\[([^\[\]\n]+)\]")}
_SHORTEST = 8  # letters; with fewer, a model only filled in the form
_FEWEST_CONTENT_WORDS = 3  # a claim with fewer says too little to be compared
_LEAKED = 40  # characters of one line of the instructions that nobody writes by chance


def check_text(
    text: str, request: Request, sections_by_n: Mapping[int, Section], base: Written | None = None
) -> list[Problem]:
    """Check an answer whose marks are keys of ``sections_by_n``.

    Args:
        text: the Markdown a writer wrote.
        request: what was asked and looked up.
        sections_by_n: the passages as they were numbered for the writer.
        base: the offline result; what stands in it is given.
    """
    language = request.language
    if len(re.findall(r"\w", text)) < _SHORTEST:
        return [problem(language, "empty")]
    found = [*_language(text, language, language), *_markup(text, "markup", language)]
    longest = data()["longest"][language].get(request.kind)
    if longest and len(text) > longest:
        found.append(problem(language, "too-long", f"{len(text)} > {longest}"))
    found += _citations(plain_marks(text), request, sections_by_n)
    known = Known(_given(request, sections_by_n, base), request.today)
    return found + [problem(language, "invented-fact", fact) for fact in invented(plain_marks(text), known)]


def check_message(
    message: Message, request: Request, base: Message | None = None, linkedin_limit: int = 200
) -> list[Problem]:
    """Check a draft against the Brief: facts, form, greeting, blanks, length.

    Args:
        message: the draft.
        request: its Brief is what the user gave.
        base: the offline draft; its dates and names come from the Brief.
        linkedin_limit: characters a LinkedIn note may have.
    """
    language, about = request.language, message.language
    if not message.body.strip():
        return [problem(language, "no-message")]
    whole = f"{message.subject or ''}\n{message.body}"
    found = [
        *_language(message.body, about, language),
        *_markup(whole, "markup", language),
        *_markup(message.body, "markup_in_message", language),
        *_form(message, base, linkedin_limit, language),
        *_greeting(message, request),
        *_blank_form(whole, language, about),
        *_names_kept(message, base, language),
    ]
    given = [*strings(request.brief.model_dump(mode="json")), *strings(base.model_dump(mode="json") if base else {})]
    known = Known(given, request.today)
    facts = dict.fromkeys([*invented(whole, known), *invented_names(message.body, about, known)])
    return found + [problem(language, "invented-fact", fact) for fact in facts]


def check_leak(text: str, instructions: str, language: Language) -> list[Problem]:
    """Whether a line of the instructions stands in the text."""
    lines = (line.strip(" -#0123456789.") for line in instructions.splitlines())
    leaked = any(line[:_LEAKED] in text for line in lines if len(line) >= _LEAKED)
    return [problem(language, "prompt-leak")] if leaked else []


def blanks(text: str, language: Language) -> list[str]:
    """The blanks of a draft, in their order."""
    return list(dict.fromkeys(_BLANK[language].findall(text)))


def _given(request: Request, sections: Mapping[int, Section], base: Written | None) -> Iterator[str]:
    """All words a writer was given."""
    yield from strings(request.brief.model_dump(mode="json"))
    for section in sections.values():
        yield from (section.title, section.heading, section.text)
    yield from (*request.earlier, *request.notes, *request.questions, *request.covered, request.reviewed_text or "")
    for part in (request.draft, *request.also, request.review, request.vetting, *request.remarks):
        yield from strings(part.model_dump(mode="json")) if part else ()
    if base:
        yield base.text
        for made in (base.message, base.plan, *(base.ideas or ())):
            yield from strings(made.model_dump(mode="json")) if made else ()


def _language(text: str, wanted: Language, told: Language) -> Iterator[Problem]:
    count: Callable[[re.Pattern[str]], int] = lambda pattern: len(pattern.findall(text))  # noqa: E731
    kana, han, latin = count(_KANA), count(_HAN), count(_LATIN)
    letters = max(kana + han + latin, 1)
    if count(_FOREIGN) > letters * 0.02:
        yield problem(told, "language", (_FOREIGN.search(text) or [""])[0])
    if wanted == "en" and (kana + han) / letters > data()["most_japanese"]:
        yield problem(told, "language", "Japanese")
    if wanted == "ja" and kana / letters < data()["least_kana"]:
        yield problem(told, "language", f"かな {kana / letters:.0%}")
    elif wanted == "ja":
        for sentence in re.split(r"[。\n]", text):
            if len(_HAN.findall(sentence)) >= data()["longest_without_kana"] and not _KANA.search(sentence):
                yield problem(told, "language", sentence.strip())


def _markup(text: str, patterns: str, told: Language) -> Iterator[Problem]:
    match = _any_of(patterns).search(text)
    if match:
        yield problem(told, "markup", match[0].strip())


def _citations(text: str, request: Request, sections: Mapping[int, Section]) -> Iterator[Problem]:
    used = [(int(match[1]), match.start()) for match in MARK.finditer(text)]
    if not used and sections and request.kind in data()["cited_kinds"]:
        yield problem(request.language, "citation-missing")
    for n in sorted({n for n, _ in used} - set(sections)):
        yield problem(request.language, "citation-unknown", n)
    for n, position in used:
        section = sections.get(n)
        if section and section.language == request.language and _is_unrelated(claim_before(text, position), section):
            yield problem(request.language, "citation-unrelated", n)


def _is_unrelated(claim: str, section: Section) -> bool:
    """Whether not one content word of the claim stands in the passage it cites."""
    words = set(_CONTENT.findall(claim.casefold()))
    passage = section.indexed_text.casefold()
    # Half of a long word is enough: 勉強会 and 勉強 are one subject, and so are introduce and introduction.
    return len(words) >= _FEWEST_CONTENT_WORDS and not any(
        word[: max(2, min(len(word), 5 if word.isascii() else 2))] in passage for word in words
    )


def _form(message: Message, base: Message | None, linkedin_limit: int, told: Language) -> Iterator[Problem]:
    """Length, subject and form of the channel; what the offline draft does as well is no reason to refuse."""
    longest = data()["longest_message"][message.language]
    if len(message.body) > longest:
        yield problem(told, "too-long", f"{len(message.body)} > {longest}")
    if "\n" in (message.subject or "").strip():
        yield problem(told, "subject", message.subject)
    accepted = {remark.rule for remark in channels.check(base, linkedin_limit=linkedin_limit)} if base else set()
    for remark in channels.check(message, linkedin_limit=linkedin_limit):
        if remark.rule not in accepted:
            yield Problem(rule=remark.rule, detail=remark.why)


def _greeting(message: Message, request: Request) -> Iterator[Problem]:
    stranger = request.brief.stage == "stranger" or (
        request.brief.stage is None and request.brief.occasion == "first_contact"
    )
    for pattern in data()["stranger_never"][message.language] if stranger else ():
        match = re.search(pattern, message.body, re.IGNORECASE)
        if match:
            yield problem(request.language, "greeting", match[0])


def _blank_form(text: str, told: Language, about: Language) -> Iterator[Problem]:
    for patterns in ("wrong_blanks", f"wrong_blanks_{about}"):
        match = _any_of(patterns).search(text)
        if match:
            yield problem(told, "placeholder", match[0], about)
    opening, closing = ("【", "】") if about == "ja" else ("[", "]")
    if text.count(opening) != text.count(closing):
        yield problem(told, "placeholder", opening if text.count(opening) > text.count(closing) else closing, about)


def _names_kept(message: Message, base: Message | None, told: Language) -> Iterator[Problem]:
    """The names the offline draft puts into the message belong into every wording of it."""
    for name in (message.recipient, message.sender):
        if name and base and name in base.body and name not in message.body:
            yield problem(told, "lost-fact", name)
    name = message.recipient
    if name and base and message.language == "ja":
        raised = re.compile(re.escape(name) + rf"\S{{0,6}}(?:{'|'.join(data()['honorifics'] + data()['titles'])})")
        if raised.search(base.body) and name in message.body and not raised.search(message.body):
            yield problem(told, "no-honorific", name)


@cache
def _any_of(patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in data()[patterns]), re.MULTILINE)
