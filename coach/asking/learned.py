"""What a sentence of a message does, by what examples taught: makes a request, of which kind; gives a reason, thanks …

A linear head per language over the words of :mod:`coach.asking.words` and over what the rules found, so that rules and
examples decide together; a second one reads the kind of a request from its clause. Each answer is a probability.
``python -m coach.asking.learned`` fits the heads anew on ``prompts/examples/messages/``.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from coach.answer import Language
from coach.asking.hits import hits_of, mask_quotes
from coach.asking.patterns import kind_named
from coach.asking.rows import Rows, chances, rows_of, scores, shares
from coach.asking.words import Items, blocks_of
from coach.resources import resource

__all__ = [
    "ASK",
    "BIG",
    "WEIGHTS",
    "Clause",
    "clause_rows",
    "main",
    "read_clause",
    "read_clauses",
    "read_sentence",
    "read_sentences",
    "rows",
]

ASK, BIG = "ask", "big"  # makes a request; one larger than usual for its kind
Clause = tuple[str, str, str]  # a request, the sentence it stands in, the kind that the lexicon reads

# How much each block counts, and the rules beside them; chosen on hands left out, where it matters little.
_BLOCKS = (1.0, 1.0, 1.0, 1.0)
_RULES = 0.5
_CLAUSE = (1.0, 0.7, 0.7, 1.0)
_AROUND = (0.55, 0.0, 0.0, 0.55)
_LEXICON = 1.2
WEIGHTS = (_BLOCKS, _RULES, _CLAUSE, _AROUND, _LEXICON)
_SALT = np.uint64(0x5DEECE66D)


def rows(sentences: Sequence[str], language: Language) -> Rows:
    """What the head sees of sentences."""
    told = [_rules(one, language) for one in sentences]
    return rows_of(list(zip(blocks_of(sentences, language), _BLOCKS, strict=True)), told, _RULES)


def _rules(folded: str, language: Language) -> set[str]:
    """What the rules say: whether and in which form they find a request, and what the lexicon takes it for."""
    hits = hits_of(mask_quotes(folded), language)
    if not hits:
        return {"none"}
    told = {f"form {hit.form}" for hit in hits} | {"weak" if hit.weak else "sure" for hit in hits}
    return told | {f"kind {kind_named(folded, language)}"}


def clause_rows(clauses: Sequence[Clause], language: Language) -> Rows:
    """What the head of kinds sees: the words of the clause, those of its sentence beside, and the lexicon's reading."""
    count = len(clauses)
    both = blocks_of([one[0] for one in clauses] + [one[1] for one in clauses], language)
    blocks = []
    for items, near, around in zip(both, _CLAUSE, _AROUND, strict=True):
        inside = items.owners < count
        blocks.append((Items(items.codes[inside], items.owners[inside]), near))
        if around:
            blocks.append((Items(items.codes[~inside] ^ _SALT, items.owners[~inside] - count), around))
    told = [
        {f"read {kind}", f"clause {kind_named(clause, language)}", f"sentence {kind_named(sentence, language)}"}
        for clause, sentence, kind in clauses
    ]
    return rows_of(blocks, told, _LEXICON)


@cache
def _head(language: Language) -> dict[str, Any]:
    with np.load(resource("prompts", "examples", "messages", f"{language}.npz")) as file:
        loaded = {name: file[name] for name in file.files}
    return {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in loaded.items()}


Reading = Mapping[str, float]
Key = TypeVar("Key", str, Clause)
Reader = Callable[[Sequence[Key]], list[list[float]]]
_MOST_KEPT = 8192
_AT_ONCE = 128
_kept: dict[tuple[str, Language], Reading] = {}
_kept_clauses: dict[tuple[Clause, Language], Reading] = {}


def read_sentence(folded: str, language: Language) -> Reading:
    """How likely the sentence shows each label (0 to 1): ``ask``, ``big``, the kinds of requests, and the signals.

    Args:
        folded: a sentence as :attr:`coach.asking.layout.Sentence.folded` gives it.
        language: of the sentence.
    """
    return _kept.get((folded, language)) or read_sentences((folded,), language)[0]


def read_sentences(folded: Sequence[str], language: Language) -> list[Reading]:
    """The same for several sentences, which is much faster than one by one; readings are kept."""

    def read(some: Sequence[str]) -> list[list[float]]:
        head = _head(language)
        likely: list[list[float]] = chances(
            scores(rows(some, language), len(some), head["weights"], head["bias"])
        ).tolist()
        return likely

    return _readings(folded, language, _kept, "labels", read)


def read_clauses(clauses: Sequence[Clause], language: Language) -> list[Reading]:
    """How likely each request is of each kind (together 1), and how likely ``big``; readings are kept.

    Args:
        clauses: of each the folded words of the request, the folded sentence, and what the lexicon takes it for.
        language: of the sentences.
    """

    def read(some: Sequence[Clause]) -> list[list[float]]:
        head = _head(language)
        found = scores(clause_rows(some, language), len(some), head["kind_weights"], head["kind_bias"])
        likely: list[list[float]] = np.hstack([shares(found[:, :-1]), chances(found[:, -1:])]).tolist()
        return likely

    return _readings(clauses, language, _kept_clauses, "kind_labels", read)


def _readings(
    wanted: Sequence[Key], language: Language, kept: dict[Any, Reading], labels: str, read: Reader[Key]
) -> list[Reading]:
    """Readings of all that is wanted, those not kept yet read some at a time, for memory."""
    # Taken out first, for another thread may clear what is kept.
    old = {one: reading for one in wanted if (reading := kept.get((one, language))) is not None}
    new = [one for one in dict.fromkeys(wanted) if one not in old]
    fresh: dict[Key, Reading] = {}
    for begin in range(0, len(new), _AT_ONCE):
        some = new[begin : begin + _AT_ONCE]
        names = _head(language)[labels].tolist()
        fresh |= {
            one: MappingProxyType(dict(zip(names, row, strict=True))) for one, row in zip(some, read(some), strict=True)
        }
    found = [fresh[one] if one in fresh else old[one] for one in wanted]
    if fresh and len(kept) + len(fresh) > _MOST_KEPT:
        kept.clear()
    kept.update({(one, language): reading for one, reading in fresh.items()})
    return found


def read_clause(clause: Clause, language: Language) -> Reading:
    """The same for one request."""
    return _kept_clauses.get((clause, language)) or read_clauses((clause,), language)[0]


def main() -> int:
    """Fit the heads of both languages and write them."""
    from coach.asking.teaching import fit, key_of

    for language in ("ja", "en"):
        path = resource("prompts", "examples", "messages", f"{language}.npz")
        np.savez_compressed(path, **fit(language), key=np.array(key_of(language)))
        print(f"{language}: {path.stat().st_size // 1024} KB in {path}", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
