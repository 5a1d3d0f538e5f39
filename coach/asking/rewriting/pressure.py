"""Takes pressure out: guilt, a yes taken for granted, contempt, reproachful reminders."""

from collections.abc import Iterator
from itertools import pairwise

from coach.answer import Rule
from coach.asking.asks import Found
from coach.asking.draft import Draft
from coach.asking.judging import Judged
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data
from coach.asking.rewriting.clauses import clause_out, hits_of
from coach.asking.rewriting.edits import Edit, greeted, place, put_after, without
from coach.asking.rewriting.fewer import capital, is_bare, standing
from coach.asking.rewriting.hurry import calm_subject, unhurried
from coach.asking.rewriting.wording import Wording
from coach.asking.signs import Sign

__all__ = ["calming", "is_pressed"]

_PRESSING: tuple[Rule, ...] = ("guilt", "presumption", "bad-mouthing")
_SIGNS: dict[Rule, Sign] = {"guilt": "guilt", "presumption": "presumption", "bad-mouthing": "bad_mouth"}
_VEINS: tuple[tuple[Rule, str], ...] = (("bad-mouthing", "contemptuous"), ("guilt", "guilty"))
_MOST_EASED = 3  # pressing words in one clause
_LEAST_LEFT = {"ja": 8, "en": 12}  # characters; less is no sentence


def calming(judged: Judged, words: Wording) -> list[Edit]:
    """What takes the pressure out of a message and leaves the rest as it is."""
    rules = {one.rule for one in judged.raised}
    edits: list[Edit] = []
    for rule in _PRESSING:
        if rule in rules:
            edits += _pressing(judged.draft, rule, words)
    for rule, name in _VEINS:
        if rule in rules:
            edits += _same_vein(judged.draft, rule, name, words)
    if "presumption" in rules and not any(edit.words for edit in edits):
        edits += _asked_first(judged.draft, words)
    edits += _always(judged, words)
    if "chasing" in rules:
        edits += _reminding(judged, words)
    if "deadline-pressure" in rules:
        edits += unhurried(judged.draft, words)
    if {"deadline-pressure", "chasing"} & rules:
        edits += calm_subject(judged.draft, words)
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


def is_pressed(judged: Judged, ask: Found) -> bool:
    """Whether a request itself presses, so that only other words can help."""
    sentence = judged.draft.sentences[ask.sentence]
    rules = {one.rule for one in judged.raised} & {*_PRESSING, "deadline-pressure"}
    return any(start < ask.end and end > ask.start for rule in rules for start, end in hits_of(sentence, rule))


def _pressing(draft: Draft, rule: Rule, words: Wording) -> Iterator[Edit]:
    shown = {number for number, _ in draft.shown(_SIGNS[rule])}
    for number, sentence in enumerate(draft.sentences):
        hits = list(hits_of(sentence, rule))
        asks = [one for one in draft.found if one.sentence == number]
        if not hits:
            if number in shown and not asks:  # what only the reader sees has no words to take out
                yield without(draft.text, sentence)
            continue
        if not asks:
            yield _told(draft, sentence, hits, rule, words)
            continue
        for start, end in hits:
            inside = next((one for one in asks if start < one.end and end > one.start), None)
            if inside:
                yield from _reworded(draft, sentence, inside, rule, words)
            else:
                yield clause_out(sentence, start, end, asks)


def _same_vein(draft: Draft, rule: Rule, name: str, words: Wording) -> Iterator[Edit]:
    """What only goes on in the same vein beside contempt or guilt."""
    scorned = {number for number, _ in draft.hits("rules", rule, "pattern")}
    asking = {one.sentence for one in draft.found}
    for number, sentence in enumerate(draft.sentences):
        near = {number - 1, number + 1} & scorned
        if near and number not in asking | scorned and words.pattern(name).search(sentence.folded):
            yield without(draft.text, sentence)


def _told(draft: Draft, sentence: Sentence, hits: list[tuple[int, int]], rule: Rule, words: Wording) -> Edit:
    """A sentence that asks for nothing: what it says behind the pressing clause stays."""
    pattern = compiled(data(sentence.language)["rules"][rule]["pattern"], sentence.language)
    matter = words.pattern("matter").match(sentence.folded)
    if matter and rule == "presumption":
        return Edit(sentence.start, sentence.end, sentence.text[: matter.end(1)] + "、")
    if words.pattern("only_yes").search(sentence.folded):
        return without(draft.text, sentence)
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
        if clause.startswith(("could you", "would you")) and draft.text[end : end + 1] in ("!", "."):
            yield Edit(end, end + 1, "?")
    elif others:
        yield without(draft.text, sentence)
    elif ask.weak or ask.form == "promised" or (rule == "presumption" and words.language == "ja"):
        yield _question_first(sentence, ask, words)


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


def _question_first(sentence: Sentence, ask: Found, words: Wording) -> Edit:
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
        yield _question_first(first, draft.heaviest or draft.found[0], words)


def _reminding(judged: Judged, words: Wording) -> Iterator[Edit]:
    """Reproaches become one neutral reminder; after a gentle one the reader need not answer."""
    draft = judged.draft
    warned = any(one.rule == "chasing" and one.pressing for one in judged.raised)
    warned = warned or any(words.pattern("reproachful").search(one.folded) for one in draft.sentences)
    keys = ("pattern", "reproach", "again") if warned else ("pattern",)
    asking = {one.sentence for one in draft.found}
    blaming = {
        number for number, one in enumerate(draft.sentences)
        if warned and number not in asking and words.pattern("reproachful").search(one.folded)
    }  # fmt: skip
    shown = {number for number, _ in draft.shown("chasing") if number not in asking}
    numbers = sorted({n for key in keys for n, _ in draft.hits("rules", "chasing", key)} | blaming | shown)
    if not numbers:
        return
    if not warned:
        if not draft.shows("way_out") and not any(is_bare(one, draft, words) for one in draft.found):
            yield put_after(draft, draft.sentences[numbers[-1]], words.said("no_reply"), words)
        return
    reminded = False
    for one in draft.found:  # "answer me" says no more than the reminder
        if is_bare(one, draft, words) and one.sentence not in numbers:
            yield without(draft.text, draft.sentences[one.sentence])
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
