"""Draws a Review: verdict, load with its parts, the text with its marks, findings and remarks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ui import naming
from ui.copying import changed_row, draw_rows
from ui.marking import Mark, marked
from ui.render import draw, markdown
from ui.sourcing import look_up
from ui.text import Words

if TYPE_CHECKING:
    from coach.answer import Finding, Remark, Review

__all__ = ["draw_findings", "draw_marked", "draw_remarks", "draw_rewrite", "draw_verdict"]

_REMARK_SIGNS = "abcdefghijklmnopqrstuvwxyz"


def draw_verdict(review: "Review", words: Words, stage: str = "") -> None:
    """The verdict, its summary, and the load as a bar with the parts it is the sum of."""
    total = sum(part.points for part in review.parts)
    draw(
        "verdict.html",
        words=words,
        review=review,
        bar=_bar(review),
        total=total,
        clipped=total != review.load,
        stage=stage,
    )


def _bar(review: "Review") -> list[dict[str, Any]]:
    """The load in segments (percent of the bar): what adds up to it, and hatched what was taken off again."""
    plus = [part.points for part in review.parts if part.points > 0] or [1]
    off = -sum(part.points for part in review.parts if part.points < 0)
    segments = [{"kind": "plus", "width": round(points / sum(plus) * review.load, 2)} for points in plus]
    segments.append({"kind": "off", "width": min(off, 100 - review.load)})
    return [segment for segment in segments if segment["width"]]


def draw_marked(text: str, review: "Review", remarks: Sequence["Remark"], words: Words) -> None:
    """The text with its asks, gives, findings and remarks in place, each with a sign as well as a colour."""
    marks = [*_ask_marks(review, words), *_finding_marks(review), *_remark_marks(remarks)]
    marks += [Mark(give.start, give.end, "give", "+", words("legend.give")) for give in review.gives]
    signs = {mark.kind: mark.sign for mark in reversed(marks) if 0 <= mark.start < mark.end <= len(text)}
    draw(
        "marked.html",
        words=words,
        language=review.language,
        pieces=marked(text, marks),
        legend=[(kind, signs[kind]) for kind in ("ask", "finding", "give", "remark") if kind in signs],
    )


def _ask_marks(review: "Review", words: Words) -> list[Mark]:
    return [
        Mark(
            ask.start,
            ask.end,
            "ask",
            f"{words('asks.' + ask.what)}・{words('sizes.' + ask.size)}",
            words("legend.ask"),
        )
        for ask in review.asks
    ]


def _finding_marks(review: "Review") -> list[Mark]:
    return [
        Mark(finding.start, finding.end, "finding", str(number), finding.why)
        for number, finding in enumerate(review.findings, 1)
        if finding.start is not None and finding.end is not None
    ]


def _remark_marks(remarks: Sequence["Remark"]) -> list[Mark]:
    return [
        Mark(remark.start, remark.end, "remark", sign, remark.why)
        for sign, remark in zip(_REMARK_SIGNS, remarks, strict=False)
    ]


def draw_findings(findings: Sequence["Finding"], text: str, words: Words) -> None:
    """Each finding with the words it is about, why, and what to do instead."""
    shown = [
        {
            "sign": str(number),
            "kind": "finding",
            "severity": finding.severity,
            "quote": _short(text[finding.start : finding.end]) if finding.start is not None else "",
            "why": finding.why,
            "suggestion": finding.suggestion,
            **_ground(finding, words),
        }
        for number, finding in enumerate(findings, 1)
    ]
    draw("findings.html", words=words, findings=shown)


def _ground(finding: "Finding", words: Words) -> dict[str, Any]:
    """The passage a finding stands on, to be opened in place; its topic alone while the passage can't be had."""
    passage = look_up(finding.passage_id) if finding.passage_id else None
    topic = naming.topic(finding.topic, words.language)
    if passage is None:
        return {"source": words("check.guide", topic=topic), "passage": None}
    return {
        "source": "",
        "passage": {"heading": passage.heading, "language": passage.language, "body": markdown(passage.text)},
    }


def draw_remarks(remarks: Sequence["Remark"], words: Words) -> None:
    """Remarks on form and honorifics, with their source; a variation is named as one."""
    shown = [
        {
            "sign": sign,
            "kind": "remark",
            "severity": remark.severity,
            "quote": _short(remark.text),
            "why": remark.why,
            "suggestion": remark.suggestion,
            "source": words("check.source", name=remark.source) if remark.source else "",
            "passage": None,
        }
        for sign, remark in zip(_REMARK_SIGNS, remarks, strict=False)
    ]
    draw("findings.html", words=words, findings=shown)


def draw_rewrite(text: str, rewrite: str, words: Words, key: str) -> None:
    """The rewrite with its changes marked and one button that copies it."""
    draw_rows([changed_row(words("check.changed"), words("check.rewrite_copy"), text, rewrite)], words, key)
    draw("legend.html", words=words, legend=[("added", words("legend.added")), ("removed", words("legend.removed"))])


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
