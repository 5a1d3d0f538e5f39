"""How well requests are understood: kinds, slots and vetting, on cases with known answers.

``python -m evals.understanding [dev|heldout]`` prints the table and, for the development part, what was wrong.
"""

import re
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from coach import understanding, vetting
from coach.brief import Brief
from coach.guidance.embedding import LocalE5
from coach.resources import load_yaml
from evals.table import Report, Row

__all__ = ["main", "report", "score_brief", "score_kinds", "score_vetting"]

_CASES = Path(__file__).with_name("cases")
_TODAY = date(2026, 11, 25)
_NEVER_GUESSED = ("recipient.name", "recipient.company", "sender.name", "introducer.name", "third.name")


class _Reader:
    """Understands with the local embeddings, or with words alone."""

    def __init__(self, dense: bool) -> None:
        local = LocalE5()
        self.embed = local.queries if dense else None
        vectors = self.embed(understanding.reference_texts(local.name)) if self.embed else None
        self._head = understanding.train(vectors)

    def read(self, text: str, today: date = _TODAY) -> Brief:
        return understanding.understand(text, embed=self.embed, today=today, head=self._head)


def score_kinds(part: str, reader: _Reader) -> tuple[list[Row], list[str]]:
    """Share of kinds, refusal rules and languages read right."""
    wrong: list[str] = []
    right = rules = ruled = spoken = languages = 0
    cases = load_yaml(_CASES / f"kinds_{part}.yaml")
    for case in cases:
        brief = reader.read(case["text"])
        read = "out_of_scope" if brief.kind == "no_guidance" else brief.kind
        good = read in (case["kind"], *case.get("also", ()))
        right += good
        if not good:
            wrong.append(f"kind {case['kind']} read as {read}: {case['text'][:70]!r}")
        if "refusal" in case:
            ruled += 1
            rules += brief.refusal == case["refusal"]
        if "language" in case:
            languages += 1
            heard = understanding.detect_language(case["text"])
            spoken += heard == case["language"]
            if heard != case["language"]:
                wrong.append(f"language {case['language']} read as {heard}: {case['text'][:70]!r}")
    rows = [Row("kinds right", right / len(cases), 0.92, n=len(cases))]
    if ruled:
        rows.append(Row("refusal rules right", rules / ruled, 0.9, n=ruled))
    if languages:
        rows.append(Row("languages right", spoken / languages, 0.97, n=languages))
    return rows, wrong


def score_brief(part: str, reader: _Reader) -> tuple[list[Row], list[str]]:
    """Share of slots exact; a filled slot that the case does not name is a guess and counts as wrong."""
    wrong: list[str] = []
    right = total = guesses = 0
    cases = load_yaml(_CASES / f"brief_{part}.yaml")
    for case in cases:
        brief = reader.read(case["text"], _day(case.get("today", _TODAY)))
        for slot, wanted in case["expect"].items():
            total += 1
            value = _slot(brief, slot)
            if _fits(value, wanted, slot):
                right += 1
            else:
                wrong.append(f"{case['id']} {slot}: {value!r}, not {wanted!r}")
        for slot in _NEVER_GUESSED:
            if slot not in case["expect"] and (value := _slot(brief, slot)):
                total += 1
                guesses += 1
                wrong.append(f"{case['id']} {slot} guessed: {value!r}")
    rows = [
        Row("slots exact", right / total, 0.9, n=total),
        Row("guesses a request", guesses / len(cases), n=len(cases)),
    ]
    return rows, wrong


def score_vetting(part: str, embed: vetting.Embed | None = None) -> tuple[list[Row], list[str]]:
    """Share of risks right, of signs found, and of signs found that must not be."""
    wrong: list[str] = []
    risks = found = wanted = false = barred = 0
    cases = load_yaml(_CASES / f"vetting_{part}.yaml")
    for case in cases:
        result = vetting.vet(case["text"], "ja", embed)
        rules = {sign.rule for sign in result.signs}
        good = _fits(result.risk, case["risk"], "risk")
        risks += good
        found += len(rules & set(case.get("signs", ())))
        wanted += len(case.get("signs", ()))
        false += len(rules & set(case.get("not_signs", ())))
        barred += len(case.get("not_signs", ()))
        missed = set(case.get("signs", ())) - rules
        if not good or missed or rules & set(case.get("not_signs", ())):
            told = f"missed {sorted(missed)}; found {sorted(map(str, rules))}"
            wrong.append(f"{result.risk}, not {case['risk']}; {told}: {case['text'][:80]!r}")
    rows = [Row("risks right", risks / len(cases), 0.85, n=len(cases))]
    if wanted:
        rows.append(Row("signs found", found / wanted, 0.85, n=wanted))
    if barred:
        rows.append(Row("signs that must not be found", false / barred, 0.1, at_most=True, n=barred))
    return rows, wrong


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _slot(brief: Brief, name: str) -> Any:
    value: Any = brief
    for part in name.split("."):
        value = getattr(value, part, None)
    return value


def _plain(value: Any) -> str:
    said = unicodedata.normalize("NFKC", value.isoformat() if isinstance(value, date) else str(value))
    return re.sub(r"^[\s、。,.!?]+|[\s、。,.!?]+$", "", said)


def _fits(value: Any, wanted: Any, slot: str) -> bool:
    if isinstance(wanted, dict):
        return any(_fits(value, each, slot) for each in wanted["any"])
    if isinstance(wanted, list):
        return sorted(_plain(each) for each in (value or ())) == sorted(_plain(each) for each in wanted)
    if isinstance(wanted, bool):
        return bool(value) == wanted
    if wanted is None:
        return value in (None, ())
    if value in (None, ()):
        return False
    if isinstance(wanted, str) and wanted.startswith("~"):
        return _plain(wanted[1:]) in _plain(value)
    return _plain(value) == _plain(wanted)


def report(part: str) -> Report:
    """The figures of one part of the cases."""
    reader = _Reader(dense=True)
    kinds, wrong_kinds = score_kinds(part, reader)
    slots, wrong_slots = score_brief(part, reader)
    signs, wrong_signs = score_vetting(part, reader.embed)
    words, _ = score_kinds(part, _Reader(dense=False))
    rows = [*kinds, Row("kinds right without embeddings", words[0].value, n=words[0].n), *slots, *signs]
    remarks = [f"- {each}" for each in (*wrong_kinds, *wrong_slots, *wrong_signs)] if part == "dev" else []
    return Report("understanding", part, rows, remarks)


def main() -> int:
    """Print the table."""
    found = report(sys.argv[1] if len(sys.argv) > 1 else "heldout")
    print(found.as_text())
    return 0 if all(row.reached is not False for row in found.rows) else 1


if __name__ == "__main__":
    sys.exit(main())
