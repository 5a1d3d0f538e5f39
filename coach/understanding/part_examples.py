"""Tagged requests and the fitting of the tagger: ``python -m coach.understanding.part_examples``.

The examples (``prompts/examples/requests/<language>/*.txt``) are plain text, items divided by a line ``%%``: a header
(occasion, channel, language of the message), then the request with tags for its parts and the names in them; what each
tag means stands beside them in ``README.md``. ``--check`` fits on three quarters four times over and prints how much of
the rest is read rightly.
"""

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from coach.answer import Language
from coach.errors import InputError
from coach.resources import resource
from coach.understanding.part_features import Token, features_of, tokens_in
from coach.understanding.parts import NameRole, PartRole
from coach.understanding.sources import fingerprint, request_files

__all__ = ["NAMES", "PARTS", "TaggedRequest", "examples", "examples_key", "main", "parse"]

PARTS: tuple[str, ...] = get_args(PartRole)
NAMES: tuple[str, ...] = get_args(NameRole)
# Chosen by checks on examples left out; they matter little between half and twice.
_SETTINGS = {"c1": 0.12, "c2": 0.1, "max_iterations": 80, "feature.possible_transitions": True, "feature.minfreq": 3}
_FOLDS = 4
_TAG = re.compile(rf"<(/?)({'|'.join((*PARTS, *NAMES))})>")

Rows = list[list[str]]


@dataclass(frozen=True)
class TaggedRequest:
    """A request in plain text with its tagged spans, (tag, start, end) in code points."""

    text: str
    language: Language
    header: str
    spans: Sequence[tuple[str, int, int]]

    @property
    def occasion(self) -> str:
        """The occasion its header names."""
        return self.header.partition("occasion=")[2].split()[0]


def parse(item: str, language: Language) -> TaggedRequest:
    """Read one item.

    Raises:
        InputError: a tag is left open, closed twice, or a part stands in a part.
    """
    header, _, body = item.strip("\n").partition("\n")
    text, last = "", 0
    spans: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    for match in _TAG.finditer(body):
        text += body[last : match.start()]
        last = match.end()
        closes, tag = match.groups()
        if not closes:
            if tag in PARTS and any(name in PARTS for name, _ in opened):
                raise InputError(f"part <{tag}> stands in another part: {body[:60]}")
            opened.append((tag, len(text)))
        elif not opened or opened[-1][0] != tag:
            raise InputError(f"tag </{tag}> closes nothing: {body[:60]}")
        else:
            spans.append((tag, opened.pop()[1], len(text)))
    if opened:
        raise InputError(f"tag <{opened[-1][0]}> is left open: {body[:60]}")
    return TaggedRequest(text + body[last:], language, header, sorted(spans, key=lambda span: span[1:]))


@cache
def examples(language: Language) -> tuple[TaggedRequest, ...]:
    """All examples of a language, always in the same order."""
    items = (item for file in request_files() if file.parent.name == language for item in _items(file))
    return tuple(parse(item, language) for item in items)


def _items(file: Path) -> Iterator[str]:
    yield from (item for item in re.split(r"^%%\s*$", file.read_text(encoding="utf-8"), flags=re.M) if item.strip())


@cache
def examples_key() -> str:
    """Hash of what the models depend on."""
    return fingerprint(str(_SETTINGS), request_files())


def _labels(tokens: Sequence[Token], spans: Sequence[tuple[str, int, int]], tags: Sequence[str]) -> list[str]:
    """One label a token: B- and I- of the span that covers its middle, else O."""
    found = ["O"] * len(tokens)
    for tag, start, end in spans:
        if tag not in tags:
            continue
        inside = [place for place, token in enumerate(tokens) if start <= (token.start + token.end - 1) / 2 < end]
        for place in inside:
            found[place] = f"{'B' if place == inside[0] else 'I'}-{tag}"
    return found


def _rows(each: TaggedRequest) -> tuple[Rows, list[str], list[str]]:
    tokens = tokens_in(each.text, each.language)
    rows = features_of(tokens, each.language)
    return rows, _labels(tokens, each.spans, PARTS), _labels(tokens, each.spans, NAMES)


def _fit(rows: Sequence[Rows], labels: Sequence[list[str]], path: Path) -> Any:
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_SETTINGS)
    for row, label in zip(rows, labels, strict=True):
        if row:
            trainer.append(row, label)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def _with_parts(rows: Rows, parts: Sequence[str]) -> Rows:
    return [[*row, f"part={label[2:] or '-'}"] for row, label in zip(rows, parts, strict=True)]


def _crossed(data: Sequence[tuple[Rows, list[str], list[str]]], folder: Path) -> list[list[str]]:
    """The parts of each example as a model reads them that has not seen it: so the names learn what they will meet."""
    read: list[list[str]] = [[] for _ in data]
    for fold in range(_FOLDS):
        kept = [one for place, one in enumerate(data) if place % _FOLDS != fold]
        tagger = _fit([one[0] for one in kept], [one[1] for one in kept], folder / "fold.crfsuite")
        for place in range(fold, len(data), _FOLDS):
            read[place] = tagger.tag(data[place][0])
    return read


def fit(language: Language, chosen: Sequence[TaggedRequest], folder: Path) -> tuple[Any, Any]:
    """Fit both models of a language on the chosen examples and write them into ``folder``."""
    data = [_rows(each) for each in chosen]
    parts = _fit([one[0] for one in data], [one[1] for one in data], folder / f"parts_{language}.crfsuite")
    read = _crossed(data, folder)
    rows = [_with_parts(one[0], labels) for one, labels in zip(data, read, strict=True)]
    names = _fit(rows, [one[2] for one in data], folder / f"names_{language}.crfsuite")
    (folder / "fold.crfsuite").unlink(missing_ok=True)
    return parts, names


def _spans(labels: Sequence[str]) -> set[tuple[str, int, int]]:
    found, start = set(), 0
    while start < len(labels):
        end = start + 1
        if labels[start] != "O":
            role = labels[start][2:]
            while end < len(labels) and labels[end] == f"I-{role}":
                end += 1
            found.add((role, start, end))
        start = end
    return found


def check(language: Language, folder: Path) -> dict[str, tuple[float, float, int]]:
    """By folds: by tag, precision and recall of whole spans (names) and of tokens (parts), and how many there are."""
    chosen = examples(language)
    told: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for fold in range(_FOLDS):
        kept = [one for place, one in enumerate(chosen) if place % _FOLDS != fold]
        parts, names = fit(language, kept, folder)
        for place in range(fold, len(chosen), _FOLDS):
            rows, true_parts, true_names = _rows(chosen[place])
            read = parts.tag(rows)
            for label, true in zip(read, true_parts, strict=True):
                told[true[2:]] += 1
                found[label[2:]] += 1
                right[true[2:]] += label[2:] == true[2:]
            named, true_spans = _spans(names.tag(_with_parts(rows, read))), _spans(true_names)
            told.update(role for role, *_ in true_spans)
            found.update(role for role, *_ in named)
            right.update(role for role, *_ in named & true_spans)
    return {tag: (right[tag] / max(found[tag], 1), right[tag] / told[tag], told[tag]) for tag in told if told[tag]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the tagger and write its models, or print with ``--check`` how well it reads what it has not seen."""
    arguments = sys.argv[1:] if arguments is None else arguments
    languages: tuple[Language, ...] = ("ja", "en")
    if "--check" in arguments:
        with tempfile.TemporaryDirectory() as folder:
            for language in languages:
                for tag, (precision, recall, count) in sorted(check(language, Path(folder)).items()):
                    print(f"{language} {tag or '-':5} precision {precision:.2f}  recall {recall:.2f}  ({count})")  # noqa: T201
        return 0
    target = resource("prompts", "examples", "requests")
    with tempfile.TemporaryDirectory() as folder:  # a break leaves the models as they were
        for language in languages:
            fit(language, examples(language), Path(folder))
        for model in Path(folder).glob("*_*.crfsuite"):
            shutil.copyfile(model, target / model.name)
    (target / "key.txt").write_text(examples_key() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
