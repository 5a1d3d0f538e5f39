"""Takes pressure out: deadlines, guilt, a yes taken for granted, contempt, reproachful reminders."""

import re
from collections.abc import Iterator
from itertools import pairwise

from coach.answer import Rule
from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence, lines_of
from coach.asking.patterns import compiled, data, fold
from coach.asking.rewriting.edits import Edit, greeted, place, put_after, without
from coach.asking.rewriting.fewer import capital, is_bare, standing
from coach.asking.rewriting.wording import Wording

__all__ = ["calming", "is_pressed"]

_PRESSING: tuple[Rule, ...] = ("guilt", "presumption", "bad-mouthing")
_MOST_EASED = 3  # pressing words in one clause
_LEAST_LEFT = {"ja": 8, "en": 12}  # characters; less is no sentence
_CLAUSE = {"ja": re.compile(r"[、。!?\n]"), "en": re.compile(r"[,;:—.!?\n]|\s(?=(?:and|but|so|because|or)\s)")}


def calming(judged: Judged, words: Wording) -> list[Edit]:
    """What takes the pressure out of a message and leaves the rest as it is."""
    rules = {one.rule for one in judged.raised}
    edits: list[Edit] = []
    for rule in _PRESSING:
        if rule in rules:
            edits += _pressing(judged.draft, rule, words)
    if "bad-mouthing" in rules:
        edits += _contempt(judged.draft, words)
    if "presumption" in rules and not any(edit.words for edit in edits):
        edits += _asked_first(judged.draft, words)
    edits += _always(judged, words)
    if "chasing" in rules:
        edits += _reminding(judged, words)
    if "deadline-pressure" in rules:
        edits += _unhurried(judged.draft, words)
    if {"deadline-pressure", "chasing"} & rules:
        edits += _calm_subject(judged.draft, words)
    return [*edits, *_untied(judged.draft, edits, words)]


def _untied(draft: Draft, edits: list[Edit], words: Wording) -> Iterator[Edit]:
    """「そこで、」 behind a sentence that went."""
    gone = {(edit.start, edit.end) for edit in edits if not edit.words}
    for before, sentence in pairwise(draft.sentences):
        match = words.pattern("hangs_on").match(sentence.folded)
        if not match or not match.end() or match.end() >= len(sentence.text):
            continue
        if any(start <= before.start and before.end <= end for start, end in gone):
            letter = sentence.text[match.end()]
            yield Edit(
                sentence.start, sentence.at[match.end()] + 1, letter.upper() if words.language == "en" else letter
            )


def _hits(sentence: Sentence, rule: Rule, key: str = "pattern") -> Iterator[tuple[int, int]]:
    source = data(sentence.language)["rules"][rule].get(key)
    if source:
        for match in compiled(source, sentence.language).finditer(sentence.folded):
            if match.end() > match.start():
                yield match.start(), match.end()


def is_pressed(judged: Judged, ask: Found) -> bool:
    """Whether a request itself presses, so that only other words can help."""
    sentence = judged.draft.sentences[ask.sentence]
    rules = {one.rule for one in judged.raised} & {*_PRESSING, "deadline-pressure"}
    return any(start < ask.end and end > ask.start for rule in rules for start, end in _hits(sentence, rule))


def _pressing(draft: Draft, rule: Rule, words: Wording) -> Iterator[Edit]:
    for number, sentence in enumerate(draft.sentences):
        hits = list(_hits(sentence, rule))
        if not hits:
            continue
        asks = [one for one in draft.found if one.sentence == number]
        if not asks:
            yield _told(draft, sentence, hits, rule, words)
            continue
        for start, end in hits:
            inside = next((one for one in asks if start < one.end and end > one.start), None)
            if inside:
                yield from _reworded(draft, sentence, inside, rule, words)
            else:
                yield _clause_out(sentence, start, end, asks)


def _contempt(draft: Draft, words: Wording) -> Iterator[Edit]:
    """What only goes on in the same vein behind contempt."""
    scorned = {number for number, _ in draft.hits("rules", "bad-mouthing", "pattern")}
    asking = {one.sentence for one in draft.found}
    for number, sentence in enumerate(draft.sentences):
        near = {number - 1, number + 1} & scorned
        if near and number not in asking | scorned and words.pattern("contemptuous").search(sentence.folded):
            yield without(draft.text, sentence)


def _told(draft: Draft, sentence: Sentence, hits: list[tuple[int, int]], rule: Rule, words: Wording) -> Edit:
    """A sentence that asks for nothing: what it says behind the pressing clause stays."""
    pattern = compiled(data(sentence.language)["rules"][rule]["pattern"], sentence.language)
    matter = words.pattern("matter").match(sentence.folded)
    if matter and rule == "presumption":
        return Edit(sentence.start, sentence.end, sentence.text[: matter.end(1)] + "、")
    eased = words.changed("eased_words", sentence.text)
    if eased and not pattern.search(eased.lower()) and len(eased) < len(sentence.text):
        return Edit(sentence.start, sentence.end, eased)
    for match in words.pattern("goes_on").finditer(sentence.folded):
        rest = len(sentence.text) - match.end()
        if match.end() > hits[-1][1] and rest >= _LEAST_LEFT[sentence.language]:
            letter = sentence.text[match.end()]
            start = greeted(sentence)
            capitals = words.language == "en" and sentence.text[start].isupper()
            return Edit(sentence.at[start], sentence.at[match.end()] + 1, letter.upper() if capitals else letter)
    return without(draft.text, sentence)


def _eased(clause: str, words: Wording) -> str:
    for _ in range(_MOST_EASED):
        clause = words.changed("eased_words", clause) or clause
    return clause


def _reworded(draft: Draft, sentence: Sentence, ask: Found, rule: Rule, words: Wording) -> Iterator[Edit]:
    """The request without the words that press."""
    pattern = compiled(data(sentence.language)["rules"][rule]["pattern"], sentence.language)
    others = [one for one in standing(draft, words) if one.sentence != ask.sentence]
    empty = ask.what == "other" or words.pattern("only_yes").search(sentence.folded)
    if others and (empty or any(one.what == ask.what for one in others)):
        yield without(draft.text, sentence)
        return
    clause = _eased(sentence.text[ask.start : ask.end], words)
    if not pattern.search(clause.lower()) and clause != sentence.text[ask.start : ask.end]:
        start, end = place(sentence, ask.start, ask.end)
        yield Edit(start, end, capital(clause) if ask.start == 0 else clause)
        if clause.startswith("could you") and draft.text[end : end + 1] in ("!", "."):
            yield Edit(end, end + 1, "?")
    elif others:
        yield without(draft.text, sentence)
    elif ask.weak or ask.form == "promised":
        yield _question_first(draft, sentence, ask, words)


def _always(judged: Judged, words: Wording) -> Iterator[Edit]:
    """「紹介してもらえないと困る」 becomes a question, whether or not it was remarked on."""
    if judged.verdict == "ok":
        return
    for one in judged.draft.found:
        sentence = judged.draft.sentences[one.sentence]
        eased = words.changed("eased_always", sentence.text[one.start : one.end])
        if eased:
            yield Edit(*place(sentence, one.start, one.end), eased)


def _stop(words: Wording) -> str:
    return words.raw("stop") if words.language == "ja" and words.register != "close" and not words.flat else ""


def _clause_out(sentence: Sentence, start: int, end: int, asks: list[Found]) -> Edit:
    """Cut the clause that holds the words, not the request beside it."""
    cuts = [match.end() for match in _CLAUSE[sentence.language].finditer(sentence.folded)]
    low = max(
        [greeted(sentence), *(cut for cut in cuts if cut <= start), *(one.end for one in asks if one.end <= start)]
    )
    high = min([len(sentence.text), *(cut for cut in cuts if cut >= end)])
    following = next((one for one in asks if one.start >= end), None)
    if following and _CLAUSE[sentence.language].search(sentence.folded, end, following.start + 1) is None:
        high = following.start
    if following and sentence.language == "en" and not sentence.folded[high : following.start].strip(" ,andsobut"):
        high = following.start
    if not following and high >= len(sentence.text) - 1:  # the mark at the end of the sentence stays
        high = len(sentence.text) - (sentence.text[-1] in "。.?!?!")
        while low and sentence.text[low - 1] in " 、,":
            low -= 1
    first, last = place(sentence, low, high)
    if low == greeted(sentence) and following and sentence.language == "en" and high < len(sentence.text):
        return Edit(first, last + 1, sentence.text[high].upper())
    return Edit(first, last, "")


def _question_first(draft: Draft, sentence: Sentence, ask: Found, words: Wording) -> Edit:
    """The question that should have come before a yes taken for granted."""
    matters = words.raw("ask_first_what")
    lead = words.pattern("follows").match(sentence.folded)
    start = (
        sentence.at[lead.end()]
        if lead and words.language == "ja" and lead.end() < len(sentence.text)
        else sentence.start
    )
    return Edit(start, sentence.end, words.said("ask_first", what=matters.get(ask.what, matters["any"])) + _stop(words))


def _asked_first(draft: Draft, words: Wording) -> Iterator[Edit]:
    """Only a bare "please answer" is left of what was taken for granted: ask the question itself."""
    if draft.found and all(is_bare(one, draft, words) for one in draft.found):
        first = draft.sentences[draft.found[0].sentence]
        yield _question_first(draft, first, draft.heaviest or draft.found[0], words)


def _reminding(judged: Judged, words: Wording) -> Iterator[Edit]:
    """Reproaches become one neutral reminder; after a gentle one the reader need not answer."""
    draft = judged.draft
    warned = any(one.rule == "chasing" and one.severity == "warn" for one in judged.raised)
    warned = warned or any(words.pattern("reproachful").search(one.folded) for one in draft.sentences)
    keys = ("pattern", "reproach", "again") if warned else ("pattern",)
    asking = {one.sentence for one in draft.found}
    blaming = {
        number for number, one in enumerate(draft.sentences)
        if warned and number not in asking and words.pattern("reproachful").search(one.folded)
    }  # fmt: skip
    numbers = sorted({n for key in keys for n, _ in draft.hits("rules", "chasing", key)} | blaming)
    if not numbers:
        return
    if not warned:
        if not draft.signal("way_out") and not any(is_bare(one, draft, words) for one in draft.found):
            yield put_after(draft, draft.sentences[numbers[-1]], words.said("no_reply"), words)
        return
    reminded = False
    for number in numbers:
        sentence = draft.sentences[number]
        asks = [one for one in draft.found if one.sentence == number and not is_bare(one, draft, words)]
        matters = [one for one in asks if one.size != "small"]
        if matters:
            head = place(sentence, 0, matters[0].start)
            yield Edit(*head, "")
        elif reminded:
            yield without(draft.text, sentence)
        else:
            reminded = True
            yield Edit(
                sentence.start, sentence.end, words.said("remind") + words.raw("gap") + _lined(words, "no_reply")
            )


def _lined(words: Wording, name: str) -> str:
    return ("\n" if words.flat else "") + words.said(name)


def _unhurried(draft: Draft, words: Wording) -> Iterator[Edit]:
    """One deadline becomes "whenever suits you", best where an answer is asked for; the others go."""
    asking = {one.sentence for one in draft.found}
    pressed = [number for number, sentence in enumerate(draft.sentences) if _hurries(sentence, number in asking)]
    matters = {one.sentence for one in standing(draft, words)}
    says = next((number for number in pressed if number not in matters), pressed[0] if pressed else -1)
    for number, sentence in enumerate(draft.sentences):
        if number not in asking and number not in pressed and words.pattern("hard_deadline").search(sentence.folded):
            yield without(draft.text, sentence)
    for number in pressed:
        sentence = draft.sentences[number]
        if number in asking:
            asks = [one for one in draft.found if one.sentence == number]
            yield from _softened(sentence, asks, words, says=number == says)
        elif number == says:
            yield Edit(sentence.start, sentence.end, words.said("unhurried"))
        else:
            yield without(draft.text, sentence)


def _calm_subject(draft: Draft, words: Wording) -> Iterator[Edit]:
    """「【至急】」 in the subject line goes too."""
    for line in lines_of(draft.text):
        if line.kind == "header":
            for match in words.pattern("hurry_subject").finditer(fold(draft.text[line.start : line.end])):
                yield Edit(line.start + match.start(), line.start + match.end(), "")


def _hurries(sentence: Sentence, asks: bool) -> bool:
    if next(_hits(sentence, "deadline-pressure"), None) is None:
        return False
    own = compiled(data(sentence.language)["signals"]["own_action"], sentence.language)
    return asks or own.search(sentence.folded) is None


def _softened(sentence: Sentence, asks: list[Found], words: Wording, *, says: bool) -> Iterator[Edit]:
    hits = list(_hits(sentence, "deadline-pressure"))
    covered = False
    for match in words.pattern("deadline").finditer(sentence.folded):
        if any(start < match.end() and end > match.start() for start, end in hits):
            yield Edit(*place(sentence, match.start(), match.end()), _when(words, sentence, match) if says else "")
            says, covered = False, True
    for start, end in hits if not covered else ():
        if not any(start < one.end and end > one.start for one in asks):
            yield _clause_out(sentence, start, end, asks)
    for match in words.pattern("hurry_clause").finditer(sentence.folded):
        yield Edit(*place(sentence, match.start(), match.end()), "")


def _when(words: Wording, sentence: Sentence, match: re.Match[str]) -> str:
    when = str(words.raw("when")[words.register])
    if words.language == "ja":
        return when.removesuffix("に") if sentence.text[match.end() : match.end() + 1] == "の" else when
    return f" {when}" if match.start() else capital(when)
