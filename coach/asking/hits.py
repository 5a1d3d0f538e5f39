"""Where the wordings of requests stand in a sentence, by the patterns of the data files and by morphology."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from coach.answer import Language
from coach.asking.patterns import compiled, data, patterns_of_asks, patterns_of_not_asks
from coach.morphology import tokens_of_line

__all__ = ["Hit", "clause_end", "clause_start", "hits_of", "is_overruled", "mask_quotes"]

_MARKS = ("補助記号", "空白", "記号")
_QUOTED = re.compile(r"[「『][^」』]{0,300}[」』]|[\"“][^\"”“]{0,300}[\"”]|\([^()]{4,200}\)")
_OPENS = re.compile(r"[「『\"“(]")
_LOOKS_ON = 16  # characters behind the border of a clause that its pattern looks at
_CONTENT = {"ja": re.compile(r"[一-龯ァ-ヶA-Za-z0-9]{2,}"), "en": re.compile(r"[a-z]{3,}")}


class Hit(NamedTuple):
    """Where a wording of a request stands in a sentence; ``weak`` counts only when there is no full request."""

    start: int
    end: int
    form: str
    weak: bool = False


@lru_cache(maxsize=4096)
def hits_of(masked: str, language: Language) -> tuple[Hit, ...]:
    """All wordings of a request in a sentence whose quotations are blanked out, in reading order."""
    hits = sorted(_hits(masked, language))
    sure = [hit for hit in hits if hit.form != "plain"]
    hits = list(_without_overlap(sure or hits, language))
    if language == "ja" and not sure:
        hits = list(_bare_imperative(masked)) or hits
    return tuple(sorted([*hits, *_chained(masked, hits, language)]))


@lru_cache(maxsize=4096)
def is_overruled(masked: str, language: Language) -> bool:
    """Whether a wording of a request stands here that is none: a courtesy, an offer, a way out."""
    return not hits_of(masked, language) and any(
        pattern.regex.search(masked) for pattern in patterns_of_asks(language) if pattern.form != "chained"
    )


def mask_quotes(text: str) -> str:
    """Blank out what stands in quotation marks inside a longer sentence: it is somebody's words, not this request."""

    def blank(match: re.Match[str]) -> str:
        if len(match.group()) > 0.8 * len(text.strip()):
            return match.group()
        return match.group()[0] + "＿" * (len(match.group()) - 2) + match.group()[-1]

    return _QUOTED.sub(blank, text) if _OPENS.search(text) else text


def _hits(text: str, language: Language) -> Iterator[Hit]:
    for pattern in patterns_of_asks(language):
        if pattern.form == "chained":
            continue
        for match in pattern.regex.finditer(text):
            if match.end() > match.start() and not _is_no_ask(text, match.span(), language):
                yield Hit(match.start(), match.end(), pattern.form, pattern.weak)


def _bare_imperative(text: str) -> Iterator[Hit]:
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
        if not _is_no_ask(text, (start, match.end()), "ja"):
            yield Hit(start, match.end(), "imperative")


def _verb_before_ending(words: Sequence[Any]) -> int | None:
    """Place of the last full verb; what follows it may only be the te-form and particles."""
    for place in range(len(words) - 1, -1, -1):
        kind = words[place].part_of_speech()
        if kind[0] == "動詞" and words[place].normalized_form() not in ("置く", "居る", "呉れる"):
            return place
        if kind[0] not in ("助詞", "助動詞", "動詞", "感動詞"):
            return None
    return None


def _chained(text: str, hits: list[Hit], language: Language) -> Iterator[Hit]:
    """Verbs that hang on the auxiliary of a request: "could you review it *and introduce me*"."""
    for pattern in patterns_of_asks(language):
        if pattern.form != "chained" or not hits:
            continue
        first, last = hits[0].start, hits[-1].end
        for match in pattern.regex.finditer(text):
            behind, before = match.start() >= first, match.end() <= last
            outside = all(match.end() <= start or match.start() >= end for start, end, *_ in hits)
            if outside and (behind if language == "en" else before) and not _is_no_ask(text, match.span(), language):
                yield Hit(match.end(), match.end() + 1, pattern.form)


def _is_no_ask(text: str, span: tuple[int, int], language: Language) -> bool:
    start, end = span
    begin = clause_start(text, 0, start, language) if language == "en" else max(text.rfind("、", 0, start) + 1, 0)
    stretch = text[: clause_end(text, end, language)]
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


def _without_overlap(hits: Sequence[Hit], language: Language) -> Iterator[Hit]:
    """Of requests that share words the first stays, grown to the end of the last."""
    current: Hit | None = None
    for hit in hits:
        if current and hit.start < current.end + 2:
            core = hit.start if language == "ja" else current.start  # the Japanese predicate comes last
            form = current.form if current.form != "plain" else hit.form
            current = Hit(core, max(hit.end, current.end), form, current.weak and hit.weak)
            continue
        if current:
            yield current
        current = hit
    if current:
        yield current


def clause_start(text: str, previous: int, core: int, language: Language) -> int:
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


def clause_end(text: str, core_end: int, language: Language) -> int:
    """End of the clause whose predicate ends at ``core_end``."""
    match = compiled(data(language)["clause"]["end"], language).search(text, core_end)
    end = match.start() if match else len(text)
    if core_end and text[core_end - 1 : core_end] in "?!。":
        end = core_end - 1
    return max(end, 1)
