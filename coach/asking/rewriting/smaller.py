"""Makes one request smaller with its object kept: a question about how to reach somebody instead of an introduction."""

import re
from collections.abc import Iterator
from typing import Any

from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled
from coach.asking.rewriting.edits import Edit, begun, greeted, place, without
from coach.asking.rewriting.fewer import capital, is_bare, standing
from coach.asking.rewriting.pressure import is_pressed
from coach.asking.rewriting.wording import Wording

__all__ = ["fewer_minutes", "shrinking"]

_TOLD = re.compile(r"((?:i|we|i'm|we're|i've|my|our)\b.{12,}?),?\s(?:and|so|but)\s+(?:i\s?)?$")
_JOINED = re.compile(r"(?<=\w),?\s+and\s+$")
_LEAST_LEAD = 8  # characters of a clause that tells something
_LONGEST_OBJECT = {"ja": 34, "en": 60}
_CONTENT = {"ja": re.compile(r"[一-龯ァ-ヶA-Za-z0-9]"), "en": re.compile(r"[A-Za-z]{2}")}
_TAIL = {
    "ja": re.compile(r"(?:から|ので|んで|けど|ねん|ため)(?:さ|ね|よ|な)?[。!！]?$"),
    "en": re.compile(r"^,?\s(?:because|as|since|so that|to|for)\b"),
}


def fewer_minutes(draft: Draft, words: Wording, name: str = "minutes") -> list[Edit]:
    """Fifteen minutes in place of more; empty when no such length is said (``name``: the pattern of it)."""
    one = draft.heaviest
    if one is None or one.what != "meeting":
        return []
    sentence = draft.sentences[one.sentence]
    visits = words.pattern("visit").search(sentence.folded)
    length = str(words.raw("thirty" if visits else "fifteen"))
    found = words.pattern(name).finditer(sentence.folded, one.start, one.end)
    return [Edit(*place(sentence, match.start(), match.end()), length) for match in found][:1]


def shrinking(judged: Judged, words: Wording, step: int) -> list[Edit]:
    """The heaviest request in smaller words; empty when no wording can save it."""
    draft = judged.draft
    own = standing(draft, words) or list(draft.found)
    if not own:
        return []
    kept = max(own, key=lambda one: one.points)
    if kept.what == "meeting" and step == 1 and not is_pressed(judged, kept):
        edits = fewer_minutes(draft, words)
        if edits:
            return edits
    said = _smaller(draft, kept, words, step)
    if said is None:
        return []
    edits = list(_put(draft, kept, said, words, whole=is_pressed(judged, kept)))
    for other in draft.found:
        if other.sentence == kept.sentence:
            continue
        clause = draft.sentences[other.sentence].folded[other.start : other.end]
        again = other.what == kept.what and not is_bare(other, draft, words)
        if again or any(words.pattern(name).search(clause) for name in ("points_back", "logistics")):
            edits.append(without(draft.text, draft.sentences[other.sentence]))
    belongs = words.raw("belongs").get(kept.what)
    for sentence in draft.sentences[kept.sentence + 1 :]:
        goes = belongs and compiled(belongs, words.language).search(sentence.folded)
        if goes or words.pattern("restates").search(sentence.folded):
            edits.append(without(draft.text, sentence))
    return edits


def _put(draft: Draft, kept: Found, said: str, words: Wording, *, whole: bool) -> Iterator[Edit]:
    sentence = draft.sentences[kept.sentence]
    start = greeted(sentence) if whole or _secret(sentence, kept, words) else kept.start
    yield from _told_before(sentence, kept, words)
    if words.language == "en" and not whole and _TOLD.match(sentence.folded[kept.start : kept.core]):
        start = kept.core
    if words.language == "ja":
        start = _behind_lead(sentence, kept, start, words)
    for name in ("follows", "leads_in"):
        lead = words.pattern(name).match(sentence.folded[start : kept.end])
        start += lead.end() if lead else 0
    following = [one.start for one in draft.found if one.sentence == kept.sentence and one.start >= kept.end]
    end = min([len(sentence.text), *following])
    tail = sentence.text[kept.end : end]
    if _TAIL[words.language].search(tail) and not following:
        end = kept.end
        said = said.rstrip("?？。")
        if words.language == "en" and sentence.text[-1] in ".!":
            yield Edit(sentence.end - 1, sentence.end, "?")
    elif words.language == "ja" and not said.endswith("？"):
        said += _mark(sentence, words, said, end)
    if words.language == "ja" and "資金" in sentence.text[:start]:
        said = said.removeprefix("資金について、").removeprefix("資金のことで、")
    if words.language == "en":
        told = _TOLD.match(sentence.folded[kept.start : kept.core])
        joined = _JOINED.search(sentence.folded[:start])
        if joined and not told:
            yield Edit(*place(sentence, joined.start(), start), ". ")
        said = capital(said) if told or joined else begun(sentence, said, start)
    yield Edit(*place(sentence, start, end), said)


def _secret(sentence: Sentence, kept: Found, words: Wording) -> bool:
    """Whether "between you and me" leads in the request."""
    belongs = words.raw("belongs").get(kept.what)
    return bool(belongs and compiled(belongs, words.language).search(sentence.folded, 0, kept.start))


def _behind_lead(sentence: Sentence, kept: Found, start: int, words: Wording) -> int:
    """A reason inside the request stays; the when and how of the old one, right before it, goes."""
    for match in words.pattern("lead").finditer(sentence.folded, start, kept.core):
        told = sentence.folded[start : match.end()]
        if len(told) >= _LEAST_LEAD and not words.pattern("lead_asks").search(told):
            start = match.end()
    begin = max(sentence.folded.rfind("、", 0, max(start - 1, 0)) + 1, greeted(sentence))
    if kept.what in ("meeting", "time", "feedback") and words.pattern("how_when").search(sentence.folded[begin:start]):
        return begin
    return start


def _mark(sentence: Sentence, words: Wording, said: str, end: int) -> str:
    """How the new request ends: with a full stop in a letter, as the old one did in a chat."""
    if not words.flat and words.register != "close":
        return str(words.raw("stop"))
    last = sentence.text[-1] if end == len(sentence.text) else ""
    if said.endswith("か"):
        return "？"
    return last if last and last in "。！!" else ""


def _told_before(sentence: Sentence, kept: Found, words: Wording) -> Iterator[Edit]:
    """ "I'm moving to Acme and would love an intro": what is told before the request becomes a sentence of its own."""
    told = _TOLD.match(sentence.folded[kept.start : kept.core]) if words.language == "en" else None
    if told:
        yield Edit(*place(sentence, kept.start + told.end(1), kept.core), ". ")


def _smaller(draft: Draft, kept: Found, words: Wording, step: int) -> str | None:
    """The step down, with the writer's own object where it can be told."""
    sentence = draft.sentences[kept.sentence]
    named = _object(sentence, kept, words)
    for entry in words.raw("smaller")[kept.what]:
        if int(entry.get("step", 1)) == step and _fits(entry, draft, named, words):
            return str(entry[words.register]).replace("{x}", named or "")
    return None


def _fits(entry: dict[str, Any], draft: Draft, named: str | None, words: Wording) -> bool:
    needs_object = "{x}" in entry[words.register]
    if needs_object and not named:
        return False
    told = " ".join(one.folded for one in draft.sentences)
    if "unless" in entry and words.pattern(entry["unless"]).search(told):
        return False
    when = entry.get("when")
    if when == "anybody":
        return words.pattern("anybody").search((named or "").lower()) is not None
    return when is None or words.pattern(when).search(told) is not None


def _object(sentence: Sentence, kept: Found, words: Wording) -> str | None:
    source = words.raw("object").get(kept.what)
    if source is None:
        return None
    verb = compiled(source, words.language)
    stop: re.Match[str] | None = None
    if words.language == "ja":
        start, end = kept.start, kept.start
        match = verb.search(sentence.folded, kept.start, kept.end)
        if match is None:
            return None
        start, end = kept.start, match.start()
        for cut in re.finditer(r"[、,。]", sentence.text[start:end]):
            start = kept.start + cut.end()
        found = sentence.text[start:end]
    else:
        match = verb.search(sentence.folded, kept.start, kept.end)
        if match is None:
            return None
        stop = compiled(words.raw("object_ends"), "en").search(sentence.folded, match.end())
        found = sentence.text[match.end() : stop.start() if stop else len(sentence.text)]
    behind = sentence.text[stop.end() - 1 :] if words.language == "en" and stop and stop.group() == "," else ""
    found = _trimmed(found, words)
    apposed = re.match(r",\s((?:the|a|an|your)\s[^,.?!;]{3,50})", behind)
    if apposed and words.pattern("object_none").search(found.lower()):
        found = apposed.group(1)
    if len(found) > _LONGEST_OBJECT[words.language] or not _CONTENT[words.language].search(found):
        return None
    return None if words.pattern("object_none").search(found.lower()) else found


def _trimmed(found: str, words: Wording) -> str:
    """The object without what stands at its head and what makes it large."""
    head = words.pattern("object_head").match(found.lower())
    found = found[head.end() :] if head else found
    size = words.pattern("object_size").match(found.lower())
    found = found[size.end() :] if size else found
    return found.strip(" 　、,をにのはもがへと" if words.language == "ja" else " ,")
