"""What a sentence of a message does, by what examples taught: makes a request, of which kind; gives a reason, thanks …

A linear head per language over the words of :mod:`coach.asking.words` and over what the rules found, so that rules and
examples decide together; a second one reads the kind of a request from its clause. Each answer is a probability.
``python -m coach.asking.learned`` fits the heads anew on ``prompts/examples/messages/``.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

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
_MOST_KEPT = 8192
_kept: dict[tuple[str, Language], Reading] = {}
_kept_clauses: dict[tuple[str, str, str, Language], Reading] = {}


def read_sentence(folded: str, language: Language) -> Reading:
    """How likely the sentence shows each label (0 to 1): ``ask``, ``big``, the kinds of requests, and the signals.

    Args:
        folded: a sentence as :attr:`coach.asking.layout.Sentence.folded` gives it.
        language: of the sentence.
    """
    return _kept.get((folded, language)) or read_sentences((folded,), language)[0]


def read_sentences(folded: Sequence[str], language: Language) -> list[Reading]:
    """The same for several sentences, which is much faster than one by one; readings are kept."""
    new = [one for one in dict.fromkeys(folded) if (one, language) not in _kept]
    fresh: dict[str, Reading] = {}
    if new:
        head = _head(language)
        labels = head["labels"].tolist()
        found = chances(scores(rows(new, language), len(new), head["weights"], head["bias"])).tolist()
        fresh = {
            one: MappingProxyType(dict(zip(labels, row, strict=True))) for one, row in zip(new, found, strict=True)
        }
        if len(_kept) > _MOST_KEPT:
            _kept.clear()
        _kept.update({(one, language): reading for one, reading in fresh.items()})
    return [fresh.get(one) or read_sentence(one, language) for one in folded]


def read_clauses(clauses: Sequence[Clause], language: Language) -> list[Reading]:
    """How likely each request is of each kind (together 1), and how likely ``big``; readings are kept.

    Args:
        clauses: of each the folded words of the request, the folded sentence, and what the lexicon takes it for.
        language: of the sentences.
    """
    new = [one for one in dict.fromkeys(clauses) if (*one, language) not in _kept_clauses]
    fresh: dict[Clause, Reading] = {}
    if new:
        head = _head(language)
        labels = head["kind_labels"].tolist()
        found = scores(clause_rows(new, language), len(new), head["kind_weights"], head["kind_bias"])
        chosen = np.hstack([shares(found[:, :-1]), chances(found[:, -1:])]).tolist()
        fresh = {
            one: MappingProxyType(dict(zip(labels, row, strict=True))) for one, row in zip(new, chosen, strict=True)
        }
        if len(_kept_clauses) > _MOST_KEPT:
            _kept_clauses.clear()
        _kept_clauses.update({(*one, language): reading for one, reading in fresh.items()})
    return [fresh.get(one) or read_clause(one, language) for one in clauses]


def read_clause(clause: Clause, language: Language) -> Reading:
    """The same for one request."""
    return _kept_clauses.get((*clause, language)) or read_clauses((clause,), language)[0]


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
