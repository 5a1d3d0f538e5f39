"""What is asked and how much it costs the other person: effort, time, social risk, reputation put at stake."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from coach.answer import AskKind, Language, Size
from coach.asking.learned import BIG, read_clause
from coach.asking.patterns import compiled, data, kind_named, kinds
from coach.asking.weights import weights

__all__ = ["KINDS", "LARGE", "Sized", "lexicon_kind", "size_of"]

_SMALLER: tuple[AskKind, ...] = ("information", "advice", "other", "feedback", "meeting", "time")
LARGE: tuple[AskKind, ...] = ("introduction", "referral", "job", "money", "confidential")
KINDS = _SMALLER + LARGE
_LARGE_FROM = 0.4  # of the chances of all large kinds; from here a request counts as large
_LARGE_UNNAMED = 0.6
_ONE_UNNAMED = 0.45  # of the likeliest of them: a little of each is only the unknown
_LARGE_AGAINST = 0.75  # where the word lists read a smaller kind
_SHORT_AFTER = 60  # characters of the next sentence in which the length of a piece of work stands
_BIG = 0.5  # chance from which a request is bigger than usual for its kind


@dataclass(frozen=True)
class Sized:
    """Kind, size class and points of a request before the relation is weighed."""

    what: AskKind
    size: Size
    points: int


# Characters around the predicate that name what is done, before the topic of the clause is asked.
_NEAR = {"ja": 12, "en": 60}
# A request this short may have its object in the sentence before.
_SHORT = {"ja": 16, "en": 40}
_PLAIN: tuple[AskKind, ...] = ("other", "information", "time")  # "write me a …": the object says more than the verb
_UNTOLD: tuple[AskKind, ...] = ("other", "time")  # "could you do it?", "would you write one?": what, was said before
_PARTICULAR: tuple[AskKind, ...] = ("meeting", "feedback", "advice")
_ALWAYS: tuple[AskKind, ...] = ("money", "confidential")  # nobody mentions them in passing when asking


def size_of(
    clause: str, sentence: str, before: str, language: Language, core: int = 0, *, plain: bool = False, after: str = ""
) -> Sized:
    """Size a request by the words at its predicate, its own words, its sentence, and the sentences around it.

    The sentence ``before`` tells what "do that" is about, the one ``after`` may say how long the piece of work is.
    ``core`` is where the predicate begins in ``clause``; the object stands before it in Japanese, behind it in English.
    ``plain`` is a question that is no request by its form.
    """
    read = lexicon_kind(clause, sentence, before, language, core, plain=plain)
    chances = read_clause((clause, sentence, read), language)
    named = read in LARGE or kind_named(clause, language) in LARGE
    what = _likeliest(chances, read, named=named)
    base = weights()["asks"][what]
    points, size = int(base["points"]), cast(Size, base["size"])
    sizes = data(language)["size"]
    # The length of a manuscript, and the ceremony around an unnamed favour, may stand beside the request.
    beside = f"{before} {sentence}" if what in ("feedback", "other") else clause
    if what in ("feedback", "time"):
        beside = f"{beside} {after[:_SHORT_AFTER]}"
    modest = _holds(sizes["modest"].get(what), beside, language)
    if "heavy" in base and (
        _holds(sizes["heavy"].get(what), beside, language) or (chances[BIG] >= _BIG and not modest)
    ):
        points, size = int(base["heavy"]), cast(Size, base.get("heavy_size", size))
    elif _holds(sizes["light"].get(what), clause, language):
        points = int(base["light"])
    if size == "large" and _holds(sizes["many"], clause, language):
        points += int(weights()["many_people"])
    return Sized(what, size, points)


def _likeliest(chances: Mapping[str, float], read: AskKind, *, named: bool) -> AskKind:
    """First whether it is large at all, which no single word decides; then the likeliest of these.

    ``read`` is what the word lists read; ``named``: they name something large; without them the reader must be surer.
    """
    level = _LARGE_FROM if named else _LARGE_AGAINST if read in _PARTICULAR else _LARGE_UNNAMED
    clear = named or max(chances[kind] for kind in LARGE) >= _ONE_UNNAMED
    among = LARGE if clear and sum(chances[kind] for kind in LARGE) >= level else _SMALLER
    return max(among, key=lambda kind: chances[kind])


@lru_cache(maxsize=4096)
def lexicon_kind(
    clause: str, sentence: str, before: str, language: Language, core: int = 0, *, plain: bool = False
) -> AskKind:
    """What the word lists alone take a request for."""
    near = clause[max(0, core - _NEAR["ja"]) :] if language == "ja" else clause[core : core + _NEAR["en"]]
    sizes = data(language)["size"]
    telling = plain or _holds(sizes["telling"], near, language)
    begin = core if language == "en" else len(clause) - len(near)
    what = _fact(clause, language) if telling else _told(near, clause, begin, language)
    if telling and what == "information" and kind_named(sentence, language) == "confidential" and core == 0:
        what = "confidential"
    if what in _UNTOLD and not (what == "time" and compiled(sizes["object"], language).search(clause)):
        points_back = compiled(sizes["points_back"], language).search(clause)
        said = kind_named(sentence, language)
        earlier = kind_named(before, language) if points_back or len(clause) < _SHORT[language] else "other"
        # A price in the sentence before an invitation is no loan asked for; an answer is about what was asked before.
        answers = points_back or _holds(sizes["answer"], clause, language)
        earlier = "other" if earlier in _ALWAYS and not answers else earlier
        what = next((kind for kind in (said, earlier) if kind not in _PLAIN), what)
    return what


def _told(near: str, clause: str, begin: int, language: Language) -> AskKind:
    """The kind by the words at the predicate, unless they are plain and the rest of the clause tells more."""
    sure = _sure(clause, begin, language)
    if sure:
        return sure
    kind, whole = kind_named(near, language), kind_named(clause, language)
    told = kind in _PLAIN and whole not in _PLAIN
    return whole if whole in _ALWAYS or told or kind == "other" else kind


def _sure(clause: str, begin: int, language: Language) -> AskKind | None:
    """What only sounds like more, at the predicate: such kinds stand before the first large one in the file."""
    first = next(number for number, (kind, _) in enumerate(kinds(language)) if kind == "confidential")
    found = ((kind, regex.search(clause)) for kind, regex in kinds(language)[:first])
    return next((kind for kind, match in found if match and match.end() > begin), None)


def _fact(clause: str, language: Language) -> AskKind:
    """The kind of a request to be told something: more than a fact only when the words say so."""
    more = data(language)["size"]["told"]
    for kind, regex in kinds(language):
        if regex.search(clause) and (kind not in more or _holds(more[kind], clause, language)):
            return kind
    return "information"


def _holds(source: str | None, text: str, language: Language) -> bool:
    return source is not None and compiled(source, language).search(text) is not None
