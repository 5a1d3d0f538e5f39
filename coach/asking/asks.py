"""Finds the requests of a message, and only the requests, with the exact words that carry each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from coach.answer import AskKind, Language, Size
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data, patterns_of_asks, patterns_of_not_asks
from coach.asking.sizing import size_of
from coach.morphology import tokens_of_line

__all__ = ["Found", "find_asks"]

# Between two requests of one clause; without it the second is part of the first ("I'd be glad if you …").
_SEPARATOR = re.compile(r"[、,;]|\b(?:and|or|then|plus)\b|(?:て|で|けど|が|し)$|[??]")
_MARKS = ("補助記号", "空白", "記号")
# Separators and conjunctions at the ends of a clause are no part of the request.
_EDGES = re.compile(
    r"^([\s　、,;:]*(?:(?:and|also|but|so)\s)?).*?([\s　、,;:]*(?:\s(?:and|or|but|so))?[\s　、,;:]*)$", re.DOTALL
)
_QUOTED = re.compile(r"[「『][^」』]{0,300}[」』]|[\"“][^\"”“]{0,300}[\"”]|\([^()]{4,200}\)")
_OPENS = re.compile(r"[「『\"“(]")
_LOOKS_ON = 16  # characters behind the border of a clause that its pattern looks at
_CONTENT = {"ja": re.compile(r"[一-龯ァ-ヶA-Za-z0-9]{2,}"), "en": re.compile(r"[a-z]{3,}")}


class _Hit(NamedTuple):
    """Where a wording of a request stands in a sentence; ``weak`` counts only when there is no full request."""

    start: int
    end: int
    form: str
    weak: bool = False


@dataclass(frozen=True)
class Found:
    """A request; ``start`` and ``end`` count in its sentence, ``core`` is where the predicate begins."""

    sentence: int
    start: int
    end: int
    core: int
    form: str
    what: AskKind
    size: Size
    points: int
    softened: bool
    weak: bool


def find_asks(sentences: Sequence[Sentence]) -> list[Found]:
    """All requests in reading order."""
    found: list[Found] = []
    for index, sentence in enumerate(sentences):
        earlier = sentences[max(0, index - 2) : index]
        before = " ".join(one.folded for one in earlier if one.language == sentence.language)
        found.extend(replace(one, sentence=index) for one in _in_sentence(sentence.folded, sentence.language, before))
    strong = [one for one in found if not one.weak]
    return strong or found[:1]


@lru_cache(maxsize=4096)
def _in_sentence(text: str, language: Language, before: str) -> tuple[Found, ...]:
    masked = _mask_quotes(text)
    hits = sorted(_hits(masked, language))
    sure = [hit for hit in hits if hit.form != "plain"]
    hits = list(_without_overlap(sure or hits, language))
    if language == "ja" and not sure:
        hits = list(_bare_imperative(masked)) or hits
    hits = sorted([*hits, *_chained(masked, hits, language)])
    found = []
    previous = 0
    for core, core_end, form, weak in hits:
        if core < previous - 1:  # the clause of the request before reaches over this one
            continue
        end = _clause_end(masked, core_end, language)
        following = next((hit for hit in hits if core_end <= hit.start < end), None)
        if following and (following.form == "chained" or _SEPARATOR.search(masked, core_end, following.start + 1)):
            end = following.start
        start = _clause_start(masked, previous, core, language)
        edges = _EDGES.search(text[start:end])
        if edges:
            start, end = start + len(edges.group(1)), end - len(edges.group(2))
        found.append(_found(text, (start, core, end), _Hit(core, core_end, form, weak), language, before))
        previous = end
    return tuple(found)


def _found(text: str, place: tuple[int, int, int], hit: _Hit, language: Language, before: str) -> Found:
    start, core, end = place
    clause = text[start:end]
    sized = size_of(clause, text, before, language, core - start, plain=hit.form == "plain")
    softener = compiled(data(language)["softener"], language)
    always = bool(compiled(data(language)["weak_always"], language).search(text[start:end]))
    points_back = bool(compiled(data(language)["weak"], language).search(text[start:end])) and sized.what in (
        "other", "information", "advice", "meeting", "feedback",
    )  # fmt: skip
    return Found(
        0, start, end, core, hit.form, sized.what, sized.size, sized.points,
        softened=bool(softener.search(text[:end])), weak=points_back or hit.weak or always,
    )  # fmt: skip


def _mask_quotes(text: str) -> str:
    """Blank out what stands in quotation marks inside a longer sentence: it is somebody's words, not this request."""

    def blank(match: re.Match[str]) -> str:
        if len(match.group()) > 0.8 * len(text.strip()):
            return match.group()
        return match.group()[0] + "＿" * (len(match.group()) - 2) + match.group()[-1]

    return _QUOTED.sub(blank, text) if _OPENS.search(text) else text


def _hits(text: str, language: Language) -> Iterator[_Hit]:
    for pattern in patterns_of_asks(language):
        if pattern.form == "chained":
            continue
        for match in pattern.regex.finditer(text):
            if match.end() > match.start() and not _is_no_ask(text, match, language):
                yield _Hit(match.start(), match.end(), pattern.form, pattern.weak)


def _bare_imperative(text: str) -> Iterator[_Hit]:
    """「貸して」「買っといて」「送れ」 at the end of a short line; morphology tells what the verb does."""
    rule = data("ja")["bare_imperative"]
    match = compiled(rule["ending"], "ja").search(text) if len(text) <= int(rule["longest"]) else None
    if match is None:
        return
    words = [one for one in tokens_of_line(text[: match.end()]) if one.part_of_speech()[0] not in _MARKS]
    place = _verb_before_ending(words)
    if place is None:
        return
    verb = words[place]
    if verb.normalized_form() in rule["not_verbs"]:
        return
    # 「探してて」「もめとって」 tell what one is doing; 「探しといて」 asks for it.
    after = "".join(one.surface() for one in words[place + 1 :])
    commands = verb.part_of_speech()[5].startswith("命令形")
    if commands or compiled(rule["asks"], "ja").fullmatch(after):
        start = next(
            (one.begin() for one in reversed(words[:place]) if one.part_of_speech()[0] == "名詞"), verb.begin()
        )
        found = re.compile(re.escape(text[start : match.end()])).search(text, start)
        if found and not _is_no_ask(text, found, "ja"):
            yield _Hit(start, match.end(), "imperative")


def _verb_before_ending(words: Sequence[Any]) -> int | None:
    """Place of the last full verb; what follows it may only be the te-form and particles."""
    for place in range(len(words) - 1, -1, -1):
        kind = words[place].part_of_speech()
        if kind[0] == "動詞" and words[place].normalized_form() not in ("置く", "居る", "呉れる"):
            return place
        if kind[0] not in ("助詞", "助動詞", "動詞", "感動詞"):
            return None
    return None


def _chained(text: str, hits: list[_Hit], language: Language) -> Iterator[_Hit]:
    """Verbs that hang on the auxiliary of a request: "could you review it *and introduce me*"."""
    for pattern in patterns_of_asks(language):
        if pattern.form != "chained" or not hits:
            continue
        first, last = hits[0].start, hits[-1].end
        for match in pattern.regex.finditer(text):
            behind, before = match.start() >= first, match.end() <= last
            outside = all(match.end() <= start or match.start() >= end for start, end, *_ in hits)
            if outside and (behind if language == "en" else before) and not _is_no_ask(text, match, language):
                yield _Hit(match.end(), match.end() + 1, pattern.form)


def _is_no_ask(text: str, match: re.Match[str], language: Language) -> bool:
    start, end = match.span()
    begin = _clause_start(text, 0, start, language) if language == "en" else max(text.rfind("、", 0, start) + 1, 0)
    stretch = text[: _clause_end(text, end, language)]
    for rule in patterns_of_not_asks(language):
        if rule.scope == "sentence":
            place = rule.regex.search(text)
            hit = place is not None and place.start() <= end and place.end() >= start
        elif rule.scope == "after":
            hit = rule.regex.search(text[end:]) is not None
        elif rule.scope == "before":
            hit = rule.regex.search(text[begin:start]) is not None
        else:
            place = next((one for one in rule.regex.finditer(stretch, max(0, start - 30)) if one.end() >= start), None)
            hit = place is not None and place.start() < end
        if hit:
            return True
    return False


def _without_overlap(hits: Sequence[_Hit], language: Language) -> Iterator[_Hit]:
    """Of requests that share words the first stays, grown to the end of the last."""
    current: _Hit | None = None
    for hit in hits:
        if current and hit.start < current.end + 2:
            core = hit.start if language == "ja" else current.start  # the Japanese predicate comes last
            form = current.form if current.form != "plain" else hit.form
            current = _Hit(core, max(hit.end, current.end), form, current.weak and hit.weak)
            continue
        if current:
            yield current
        current = hit
    if current:
        yield current


def _clause_start(text: str, previous: int, core: int, language: Language) -> int:
    """Begin of the clause: behind the last preamble that leaves it something to be about."""
    preamble = compiled(data(language)["clause"]["preamble_end"], language)
    places = [match.end() for match in preamble.finditer(text, previous, core + _LOOKS_ON) if match.end() <= core]
    for place in reversed(places):
        if language == "en" or _CONTENT["ja"].search(text, place, core):
            return place
    start = previous
    while start < core and text[start] in " 　、,。.;:!?」":
        start += 1
    return start


def _clause_end(text: str, core_end: int, language: Language) -> int:
    match = compiled(data(language)["clause"]["end"], language).search(text, core_end)
    end = match.start() if match else len(text)
    if core_end and text[core_end - 1 : core_end] in "?!。":
        end = core_end - 1
    return max(end, 1)
