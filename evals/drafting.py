"""Drafts: is what comes out complete, true, polite and fit to send? From Briefs (dev) and from free-text requests.

``python -m evals.drafting [dev|heldout] [-v]``. Every check is automatic; a check that cannot be made is not counted.
"""

import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coach import asking
from coach.answer import Message
from coach.brief import Brief
from coach.morphology import tokens_of_line
from coach.resources import load_yaml, resource
from coach.writing import channels, critique, keigo
from coach.writing.drafting import Drafted, draft
from evals.table import Report, Row

__all__ = ["report"]

TODAY = date(2026, 11, 25)
_TARGET = 0.97  # of the issue; shared by every check
_SPEED_MS = 50.0
# Which slot of the Brief a placeholder stands for: having the slot and the placeholder is wrong.
_SLOT_OF = {
    "自分の名前": "sender.name",
    "your name": "sender.name",
    "自分の会社名": "sender.company",
    "お名前": "recipient.name",
    "name": "recipient.name",
    "話題": "topics",
    "お願いの理由": "reason",
    "紹介をお願いしたい理由": "reason",
    "相談したい理由": "reason",
    "ご相談の理由": "reason",
    "your reason": "reason",
    "your reason for asking": "reason",
    "紹介者のお名前": "introducer.name",
    "the person who introduced us": "introducer.name",
    "紹介したい方のお名前": "third.name",
    "the person's name": "third.name",
    "会の名前": "event",
    "name of the event": "event",
    "お祝いすること": "event",
    "the occasion": "event",
    "退職日": "deadline",
    "date": "deadline",
    "お渡しするもの": "offered",
    "what you are sharing": "offered",
    "その後の結果": "history",
    "what came of it": "history",
    "お相手を知ったきっかけ": "met_where",
    "how you found them": "met_where",
}
_MAY_ASK_NOTHING = ("invite", "reminder", "make_introduction")
# Words with capitals or proper names that belong to the language, not to a person or a firm.
_NEUTRAL = set("I I'm I'd I'll I've Dr Ms Mr Eight LINE Slack LinkedIn Happy New Year Re Monday Tuesday".split())


@dataclass
class _Outcome:
    """What was written for one case and which checks it passed (None: not counted)."""

    case: Mapping[str, Any]
    brief: Brief
    drafted: Drafted
    passed: dict[str, bool | None] = field(default_factory=dict)
    milliseconds: float = 0.0


def _plain(text: str, language: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", text) if language == "ja" else re.sub(r"\s+", " ", text).lower()


def _whole(message: Message) -> str:
    return f"{message.subject or ''}\n{message.body}"


def _given(brief: Brief) -> str:
    """Everything the user said, as one text."""

    def values(value: Any) -> Iterator[str]:
        if isinstance(value, Mapping):
            for each in value.values():
                yield from values(each)
        elif isinstance(value, list | tuple):
            for each in value:
                yield from values(each)
        elif value is not None:
            yield str(value)

    return "\n".join(values(brief.model_dump()))


def _form(outcome: _Outcome) -> bool:
    message = outcome.drafted.message
    remarks = channels.check(message, linkedin_limit=200)
    if any(remark.rule not in ("eight-stranger", "too-long-for-channel") for remark in remarks):
        return False
    if message.channel != "email":
        return message.subject is None
    missing = [
        remark.rule
        for remark in critique.critique(message.body, language=message.language, channel="email")
        if remark.rule.startswith("missing-") and remark.rule not in ("missing-subject", "missing-opening")
    ]
    return not missing


def _true(outcome: _Outcome) -> bool:
    """Every number and proper name of the draft is the user's, or stands in a placeholder."""
    message, brief = outcome.drafted.message, outcome.brief
    text = re.sub(r"【[^】]*】|\[[^\]]*\]", "", _whole(message))
    given = unicodedata.normalize("NFKC", _given(brief))
    if any(number not in given for number in re.findall(r"\d+", unicodedata.normalize("NFKC", text))):
        return False
    if brief.message_language not in (None, brief.language):
        return True
    if message.language == "en":
        words = re.findall(r"(?<=[a-z,;] )[A-Z][\w'’-]+", text)
        return all(word in given or word in _NEUTRAL or word.split("'")[0] in given for word in words)
    names = (token.surface() for line in text.splitlines() for token in tokens_of_line(line) if _is_name(token))
    return all(name in given for name in names)


def _is_name(token: Any) -> bool:
    kind = token.part_of_speech()
    return kind[1] == "固有名詞" and len(token.surface()) > 1


def _asks(outcome: _Outcome) -> bool | None:
    review = _review(outcome)
    if review is None:
        return None
    wanted = outcome.case.get("asks")
    if wanted is None:
        return len(review.asks) <= 1
    if outcome.brief.occasion in _MAY_ASK_NOTHING:
        return len(review.asks) <= 1
    return len(review.asks) == wanted


def _review(outcome: _Outcome) -> Any:
    check = getattr(asking, "check", None)
    if check is None:
        return None
    message = outcome.drafted.message
    return check(message.body, stage=outcome.drafted.stage, history=None, language=message.language)


def _review_ok(outcome: _Outcome) -> bool | None:
    review = _review(outcome)
    return None if review is None else review.verdict == "ok"


def _limits(outcome: _Outcome) -> bool:
    message = outcome.drafted.message
    most = channels.limit(message.channel, 200)
    return most is None or channels.counted(message.body) <= most


def _register(outcome: _Outcome) -> bool:
    message = outcome.drafted.message
    if message.language == "en":
        return not re.search(r"\b(?:gonna|wanna|hey|yeah)\b", message.body, re.IGNORECASE)
    remarks = critique.critique(message.body, language="ja", channel=message.channel, stage=outcome.brief.stage)
    return not any(remark.rule in ("tone-mix", "osewa-to-stranger", "exclaim") for remark in remarks)


def _placeholders(outcome: _Outcome) -> bool:
    """No placeholder for something the user said."""
    brief = outcome.brief
    missing = set(outcome.case.get("facts_missing", ()))
    for label in outcome.drafted.message.placeholders:
        slot = _SLOT_OF.get(label)
        if slot is None:
            continue
        value: Any = brief
        for part in slot.split("."):
            value = getattr(value, part)
        if value and slot not in missing:
            return False
    return True


def _polite(outcome: _Outcome) -> bool:
    message = outcome.drafted.message
    return message.language == "en" or not [each for each in keigo.check(message.body) if each.severity != "variation"]


def _holds(outcome: _Outcome) -> bool:
    message, case = outcome.drafted.message, outcome.case
    text = _plain(_whole(message), message.language)
    return all(_plain(str(each), message.language) in text for each in case.get("must_contain", ()))


def _free_of(outcome: _Outcome) -> bool:
    message, case = outcome.drafted.message, outcome.case
    text = _plain(_whole(message), message.language)
    return not any(_plain(str(each), message.language) in text for each in case.get("must_not_contain", ()))


_CHECKS: dict[str, Callable[[_Outcome], bool | None]] = {
    "form complete": _form,
    "nothing invented": _true,
    "asks as wanted, at most one": _asks,
    "review ok": _review_ok,
    "limits kept": _limits,
    "register held": _register,
    "no needless placeholder": _placeholders,
    "keigo clean": _polite,
    "facts held": _holds,
    "nothing wrong for the case": _free_of,
}


def _from_briefs(name: str) -> Iterator[tuple[Mapping[str, Any], Brief]]:
    for case in load_yaml(resource("evals", "cases", name)):
        raw = {"text": case["id"], "kind": "outreach", **case["brief"]}
        yield case, Brief.model_validate(raw)


def _from_requests(name: str) -> Iterator[tuple[Mapping[str, Any], Brief]]:
    """Requests are read as users get them: with the local embedding."""
    from coach import understanding
    from coach.guidance.embedding import LocalE5

    local = LocalE5()
    head = understanding.train(local.queries(understanding.reference_texts(local.name)))
    for case in load_yaml(resource("evals", "cases", name)):
        today = case.get("today", TODAY)
        yield case, understanding.understand(case["text"], embed=local.queries, today=today, head=head)


def _outcome(case: Mapping[str, Any], brief: Brief) -> _Outcome:
    today = case.get("today", TODAY)
    draft(brief, today=today)
    start = time.perf_counter()
    drafted = draft(brief, today=today)
    outcome = _Outcome(case, brief, drafted, milliseconds=(time.perf_counter() - start) * 1000)
    outcome.passed = {name: check(outcome) for name, check in _CHECKS.items()}
    return outcome


def _outcomes(part: str) -> list[_Outcome]:
    cases = _from_briefs("drafting_dev.yaml") if part == "dev" else _from_requests(f"drafting_{part}.yaml")
    return [_outcome(case, brief) for case, brief in cases]


def report(part: str) -> Report:
    """The share of drafts that pass each check; ``dev`` reads Briefs, the ``requests_…`` parts free text."""
    part = {"heldout": "requests_heldout", "requests": "requests_dev"}.get(part, part)
    outcomes = _outcomes(part)
    rows = []
    for name in _CHECKS:
        counted = [outcome.passed[name] for outcome in outcomes if outcome.passed[name] is not None]
        if counted:
            rows.append(Row(name, round(sum(map(bool, counted)) / len(counted), 3), _TARGET, n=len(counted)))
    times = sorted(outcome.milliseconds for outcome in outcomes)
    rows.append(Row("ms a draft (95th percentile)", round(times[int(len(times) * 0.95)], 1), _SPEED_MS, at_most=True))
    failed = [
        f"{outcome.case['id']}: {', '.join(name for name, good in outcome.passed.items() if good is False)}"
        for outcome in outcomes
        if False in outcome.passed.values()
    ]
    return Report("drafting", part, rows, failed)


def main() -> int:
    """Print the table, and with -v the drafts that fail a check."""
    words = [word for word in sys.argv[1:] if word != "-v"]
    part = words[0] if words else "dev"
    print(report(part).as_text())
    if "-v" in sys.argv:
        for outcome in _outcomes({"requests": "requests_dev", "heldout": "requests_heldout"}.get(part, part)):
            bad = [name for name, good in outcome.passed.items() if good is False]
            if bad:
                print(f"\n=== {outcome.case['id']}: {', '.join(bad)}\n{_whole(outcome.drafted.message)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
