"""The over-asking check against labelled drafts: ``python -m evals.asking [dev|heldout] [-v]`` (see LABELLING.md)."""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from coach.answer import Review
from coach.asking import check, judge_situation

VERDICTS = ("ok", "caution", "over_asking")
_ORDER = {verdict: place for place, verdict in enumerate(VERDICTS)}
_SENTENCE_END = re.compile(r"[。.!?!?]|\n\s*\n")


def load(name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    path = Path(__file__).parent / "cases" / f"asking_{name}.yaml"
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return cases


def run(case: dict[str, Any]) -> Review:
    """What a user gets for the case."""
    judge = judge_situation if case.get("mode") == "situation" else check
    language = {"language": case["language"]} if judge is check else {}
    return judge(case["text"], stage=case.get("stage"), history=case.get("history"), **language)


def labelled_spans(case: dict[str, Any]) -> list[tuple[int, int]]:
    """Offsets of the labelled requests, in reading order."""
    spans, position = [], 0
    for ask in case.get("asks") or []:
        text = ask["text"].rstrip("\n")
        start = case["text"].find(text, position)
        if start < 0:
            start = case["text"].find(text)
        if start < 0:
            raise ValueError(f"{case['id']}: the text does not hold {text!r}")
        spans.append((start, start + len(text)))
        position = start + len(text)
    return spans


def matches(found: tuple[int, int], label: tuple[int, int], text: str) -> bool:
    """Half of both, or half of the shorter one within one sentence."""
    common = min(found[1], label[1]) - max(found[0], label[0])
    lengths = sorted((found[1] - found[0], label[1] - label[0]))
    if common <= 0 or common * 2 < lengths[0]:
        return False
    stretch = text[min(found[0], label[0]) : max(found[1], label[1]) - 1]
    return common * 2 >= lengths[1] or not _SENTENCE_END.search(stretch)


def matched(found: list[tuple[int, int]], labels: list[tuple[int, int]], text: str) -> int:
    """Number of labels that get a found span of their own."""
    free, count = list(found), 0
    for label in labels:
        hit = next((one for one in free if matches(one, label, text)), None)
        if hit:
            free.remove(hit)
            count += 1
    return count


def score(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """All figures of LABELLING.md, with the confusions by case id."""
    counts: Counter[str] = Counter()
    table: Counter[tuple[str, str]] = Counter()
    rules: dict[str, Counter[str]] = {}
    wrong: list[dict[str, Any]] = []
    for case in cases:
        review = run(case)
        table[case["verdict"], review.verdict] += 1
        notes = _count(case, review, counts, rules)
        if case["verdict"] != review.verdict or notes:
            wrong.append({"case": case, "review": review, "notes": notes})
    return {**_figures(counts, table), "rules": _rule_figures(rules), "confusions": table, "wrong": wrong}


def _count(case: dict[str, Any], review: Review, counts: Counter[str], rules: dict[str, Counter[str]]) -> list[str]:
    notes = []
    situation = case.get("mode") == "situation"
    found = [(ask.start, ask.end) for ask in review.asks]
    labels = [] if situation else labelled_spans(case)
    if not situation:
        hits = matched(found, labels, case["text"])
        counts.update(hits=hits, found=len(found), labels=len(labels))
        if hits < max(len(found), len(labels)):
            notes.append(f"asks {[ask.text for ask in review.asks]} != {[case['text'][a:b] for a, b in labels]}")
        if not labels:
            alarm = bool(found) or (case["verdict"] == "ok" and review.verdict != "ok")
            counts.update(ask_free=1, alarms=alarm)
    wanted, allowed = set(case.get("rules") or []), set(case.get("allowed") or [])
    raised = {finding.rule for finding in review.findings}
    for rule in wanted | raised:
        rules.setdefault(rule, Counter()).update(
            found=rule in raised,
            right=rule in raised & (wanted | allowed),
            wanted=rule in wanted,
            got=rule in raised & wanted,
        )
    if raised - wanted - allowed:
        notes.append(f"rules too many: {sorted(raised - wanted - allowed)}")
    if wanted - raised:
        notes.append(f"rules missed: {sorted(wanted - raised)}")
    if not situation:
        _count_rewrite(case, review, counts, notes)
    return notes


def _count_rewrite(case: dict[str, Any], review: Review, counts: Counter[str], notes: list[str]) -> None:
    again = None
    if review.rewrite is not None:
        again = check(review.rewrite, stage=review.stage, history=case.get("history"), language=case["language"])
        worse = _ORDER[again.verdict] > _ORDER[review.verdict]
        counts.update(rewrites=1, not_worse=not worse)
        if worse:
            notes.append("rewrite is worse")
    if case["verdict"] != "ok" and case.get("rewrite_ok", True):
        fine = again.verdict == "ok" if again else review.verdict == "ok"
        counts.update(to_ease=1, eased=fine)
        if not fine:
            notes.append(f"rewrite not ok: {review.rewrite!r}")


def _figures(counts: Counter[str], table: Counter[tuple[str, str]]) -> dict[str, float]:
    per_verdict = []
    for verdict in VERDICTS:
        right = table[verdict, verdict]
        labelled = sum(number for (label, _), number in table.items() if label == verdict)
        called = sum(number for (_, call), number in table.items() if call == verdict)
        per_verdict.append(2 * right / (labelled + called) if labelled + called else 1.0)
    over = sum(number for (label, _), number in table.items() if label == "over_asking")
    return {
        "cases": sum(table.values()),
        "verdict_macro_f1": sum(per_verdict) / len(per_verdict),
        "over_asking_called_ok": table["over_asking", "ok"] / max(over, 1),
        "ask_precision": counts["hits"] / max(counts["found"], 1),
        "ask_recall": counts["hits"] / max(counts["labels"], 1),
        "ask_f1": 2 * counts["hits"] / max(counts["found"] + counts["labels"], 1),
        "false_alarms": counts["alarms"] / max(counts["ask_free"], 1),
        "rewrite_ok": counts["eased"] / max(counts["to_ease"], 1),
        "never_worse": counts["not_worse"] / max(counts["rewrites"], 1),
    }


def _rule_figures(rules: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    return {
        rule: {
            "precision": one["right"] / max(one["found"], 1),
            "recall": one["got"] / max(one["wanted"], 1),
            "found": one["found"],
            "wanted": one["wanted"],
        }
        for rule, one in sorted(rules.items())
    }


def main(arguments: list[str]) -> int:
    """Print the figures; with ``-v`` the development cases that went wrong."""
    name = next((one for one in arguments if not one.startswith("-")), "dev")
    figures = score(load(name))
    for key, value in figures.items():
        if isinstance(value, float | int):
            print(f"{key:24} {value:.3f}" if isinstance(value, float) else f"{key:24} {value}")
    for (label, call), number in sorted(figures["confusions"].items()):
        print(f"  {label:12} called {call:12} {number}")
    for rule, one in figures["rules"].items():
        precision, recall = f"{one['precision']:.2f} ({one['found']})", f"{one['recall']:.2f} ({one['wanted']})"
        print(f"  {rule:24} precision {precision}, recall {recall}")
    if "-v" in arguments and name == "dev":
        for one in figures["wrong"]:
            case, review = one["case"], one["review"]
            print(f"\n{case['id']} {case['verdict']} called {review.verdict} ({review.load}, {review.stage})")
            print(f"  {case['text']!r}\n  {[f'{part.label} {part.points:+d}' for part in review.parts]}")
            for note in one["notes"]:
                print(f"  - {note}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
