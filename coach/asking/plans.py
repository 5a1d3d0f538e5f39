"""What somebody says they are about to ask for, in an account such as 「また紹介を頼むのは図々しい?」."""

import re
from collections.abc import Iterator, Sequence

from coach.answer import AskKind, Language
from coach.asking.asks import Found, find_asks
from coach.asking.layout import Sentence
from coach.asking.patterns import compiled, data, kinds
from coach.asking.sizing import Sized, size_of
from coach.asking.weights import weights

__all__ = ["holds", "planned"]

# How something is asked, not what: "I'll write to her and ask for an introduction".
_VEHICLES: tuple[AskKind, ...] = ("other", "information")
# To be told where somebody borrowed is no loan.
_LENT: tuple[AskKind, ...] = ("money", "job", "introduction", "referral")
# Where the next of several chained requests begins; <verb> is a fragment of the data file.
_CHAIN = r"(?:,? and(?: then)? |, )(?:to |also |then |perhaps |maybe )?(?=<verb>\b)(?!ask\b)"
# Where the predicate of a told request ends, a few characters behind the words that tell it.
_PREDICATE_ENDS = re.compile(r"[、。?!」\n]|の(?:は|が|も|で)|つもり|予定|と(?:思|考|頼|言|お願)|(?:ない|よう)か|$")
_LONGEST_END = 16
_MOST = 4
_BRIEF = {"ja": 8, "en": 16}  # characters of a question that only asks what the coach thinks of it
# A Japanese sentence that ends in the past tells what happened, whatever verbs stand in it.
_PAST_END = re.compile(r"(?:ました|でした|[いきしちにびみりっんえけせてねべめれ][ただ])(?:が|けど|のですが)?[。!]?$")
_LEAST = {"ja": 8, "en": 20}  # characters of a clause that says what is asked without the sentence before


def holds(name: str, sentence: Sentence) -> bool:
    """Whether a cue for accounts (``self_check.situation``) is met in a sentence."""
    cues = data(sentence.language)["self_check"]["situation"]
    return compiled(cues[name], sentence.language).search(sentence.folded) is not None


def planned(sentences: Sequence[Sentence]) -> list[Found]:
    """The requests the user wants to make; what is past is left out, one told twice counts once."""
    if any(holds("none", sentence) for sentence in sentences):
        return []
    told = [one for index in range(len(sentences)) for one in _told(index, sentences)]
    heard = [one for one in find_asks(sentences) if not _to_the_coach(sentences[one.sentence])]
    told += [one for one in heard if not any(_overlap(one, other) for other in told)]
    known = [one for one in told if one.what not in _VEHICLES] or told
    if not known:
        return _guessed(sentences)
    heaviest = max(known, key=lambda one: one.points)
    together = any(holds("both", sentence) for sentence in sentences)
    others = {one.what: one for one in known if one.what != heaviest.what and (together or _chained(one, heaviest))}
    return sorted([heaviest, *others.values()][:_MOST], key=lambda one: (one.sentence, one.start))


def _to_the_coach(sentence: Sentence) -> bool:
    """Whether a sentence is the user's own question ("would that be rude?"), not what they will ask for."""
    meta = data(sentence.language)["self_check"]["meta"]
    brief = sentence.text.endswith(("?", "？")) and len(sentence.text) <= _BRIEF[sentence.language]
    return brief or compiled(meta, sentence.language).search(sentence.folded) is not None


def _overlap(one: Found, other: Found) -> bool:
    return one.sentence == other.sentence and one.start < other.end and other.start < one.end


def _chained(one: Found, other: Found) -> bool:
    """Whether two requests follow one another in one plan: "read my deck, introduce me to her boss and …"."""
    return one.sentence == other.sentence


def _told(index: int, sentences: Sequence[Sentence]) -> Iterator[Found]:
    sentence = sentences[index]
    cues = data(sentence.language)["self_check"]["situation"]
    request, past = compiled(cues["request"], sentence.language), compiled(cues["past"], sentence.language)
    begun: set[int] = set()
    if sentence.language == "ja" and _PAST_END.search(sentence.folded) and not holds("plan", sentence):
        return
    for match in request.finditer(sentence.folded):
        over = past.search(sentence.folded, max(0, match.start() - 4), match.end() + 6)
        if over and over.start() < match.end() <= over.end():
            continue
        for start, end in _clauses(sentence, match.start(), match.end()):
            if start in begun:  # 「見てほしいと頼む」 asks once
                continue
            begun.add(start)
            sized = _sized(index, sentences, start, end, match.start())
            yield Found(index, start, end, match.start(), "told", sized.what, sized.size, sized.points, False, False)


def _clauses(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clause of a told request, in English with those chained to it; Japanese says the object before the verb."""
    text = sentence.folded
    if sentence.language == "ja":
        contrast = text.rfind("のに", 0, start)
        closed = _PREDICATE_ENDS.search(text, end, end + _LONGEST_END)
        begun = max(text.rfind("、", 0, start) + 1, contrast + 2 if contrast >= 0 else 0)
        yield begun, closed.start() if closed else end
        return
    stop = min((place for place in (text.find(mark, end) for mark in ".?!;") if place >= 0), default=len(text))
    cuts = list(compiled(_CHAIN, "en").finditer(text, end, stop))
    starts, ends = [start, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), stop]
    yield from zip(starts, ends, strict=True)


def _cue(name: str, language: Language) -> str:
    return str(data(language)["self_check"]["situation"][name])


def _sized(index: int, sentences: Sequence[Sentence], start: int, end: int, core: int) -> Sized:
    """Size a told request by its clause, without whom it goes to and what will be said with it."""
    sentence = sentences[index]
    language = sentence.language
    before = _matter_before(index, sentences)
    clause = sentence.folded[start:end]
    said = clause[: max(core - start, 0)] if language == "ja" else sentence.folded[core + 1 : end]
    again = compiled(_cue("again", language), language).search(sentence.folded[:end]) is not None
    if before and len(said) < _LEAST[language] and (again or not said.strip()):
        return _named(before, language)  # "ask again", "a third": what is asked was said before
    own = compiled(_cue("aside", language), language).sub("", clause)
    if compiled(_cue("remind", language), language).search(own):
        return Sized("other", "small", int(weights()["asks"]["other"]["points"]))
    own = compiled(_cue("recipient", language), language).sub("", own, count=1)
    at = max(0, core - start - (len(clause) - len(own)))
    sized = size_of(own, sentence.folded, before, language, at)
    if sized.what in _LENT and compiled(_cue("fact", language), language).search(own):
        return Sized("information", "small", int(weights()["asks"]["information"]["points"]))
    if before and again and sized.size == "small":
        return _named(before, language)
    return sized


def _named(told: str, language: Language) -> Sized:
    """What a sentence that makes no request is about, by the words in it."""
    what: AskKind = next((kind for kind, words in kinds(language) if words.search(told)), "other")
    base = weights()["asks"][what]
    return Sized(what, base["size"], int(base["points"]))


def _matter_before(index: int, sentences: Sequence[Sentence]) -> str:
    """The last sentence before that tells of something one can ask for; else the one before."""
    language = sentences[index].language
    earlier = [one.folded for one in sentences[:index] if one.language == language]
    telling = (one for one in reversed(earlier) if _named(one, language).what not in _VEHICLES)
    return next(telling, earlier[-1] if earlier else "")


def _guessed(sentences: Sequence[Sentence]) -> list[Found]:
    """No wording of a request, but a plan: it is about what the account is about ("I want to try him once more")."""
    for index in reversed(range(len(sentences))):
        sentence = sentences[index]
        if holds("plan", sentence) and holds("tries", sentence):
            before = _matter_before(index, sentences)
            sized = size_of(f"{before} {sentence.folded}", sentence.folded, before, sentence.language)
            if sized.what not in _VEHICLES:
                end = len(sentence.text)
                return [Found(index, 0, end, 0, "told", sized.what, sized.size, sized.points, False, False)]
    return []
