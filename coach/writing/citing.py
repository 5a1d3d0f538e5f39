"""Marks ``[n]`` and the words they stand on."""

import math
import re
from collections.abc import Mapping

from coach.answer import Citation, Language, Problem
from coach.section import Section
from coach.writing.problems import problem
from coach.writing.request import Written

__all__ = ["MARK", "citations_for", "claim_before", "plain_marks", "renumber", "sentences", "verify", "with_marks"]

MARK = re.compile(r"\[(\d{1,3})\]")
_GROUP = re.compile(
    r"[\[［【〔]\s*(?:資料|出典|passage |source |\^)?\s*(\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*)\s*[\]］】〕]", re.I
)
_ENDS = re.compile(r"(?<=[。！？])|(?<=[.!?])(?=\s)|\n")
_LEAD = re.compile(r"^(?:[\s>#]|[-*+] |\d{1,2}[.)] |\*\*[^*\n]{1,40}\*\*)+")
_SENTENCE = re.compile(r"[^\n。！？.!?]{8,}(?:[。！？]|[.!?](?=\s|\Z))")
_SHORTEST_QUOTE = 6
_SAME_WORDS = 0.8  # cosine of bigrams; two sentences on one subject reach about 0.4


def plain_marks(text: str) -> str:
    """Write the marks one way: ``[1, 2]``, ``［1］`` and ``【1】`` become ``[1][2]``, ``[1]`` and ``[1]``."""
    return _GROUP.sub(lambda match: "".join(f"[{int(n)}]" for n in re.findall(r"\d+", match[1])), text)


def renumber(text: str) -> tuple[str, list[int]]:
    """Number the marks in the order of their first use; returns the text and the old number of each new one."""
    order: list[int] = []

    def new(match: re.Match[str]) -> str:
        old = int(match[1])
        if old not in order:
            order.append(old)
        return f"[{order.index(old) + 1}]"

    return MARK.sub(new, plain_marks(text)), order


def sentences(text: str) -> list[str]:
    """The sentences of a passage, each verbatim in it, without bullets and labels."""
    found = (_LEAD.sub("", piece).strip() for piece in _ENDS.split(text))
    return [piece for piece in found if len(piece) >= _SHORTEST_QUOTE]


def claim_before(text: str, position: int) -> str:
    """The sentence that a mark at this position belongs to."""
    before = MARK.sub("", text[:position]).rstrip()
    pieces = [piece.strip() for piece in _ENDS.split(before) if piece.strip()]
    return _LEAD.sub("", pieces[-1]) if pieces else ""


def citations_for(text: str, sections: Mapping[int, Section]) -> tuple[str, tuple[Citation, ...]]:
    """Number the marks in order of first use and give each the sentence of its passage that its claim is closest to.

    Args:
        text: a text whose marks are keys of ``sections``; :func:`coach.writing.checks.check_text` makes sure of it.
        sections: the numbered passages the writer had.
    """
    text, order = renumber(text)
    claims: dict[int, list[str]] = {}
    for match in MARK.finditer(text):
        claims.setdefault(int(match[1]), []).append(claim_before(text, match.start()))
    citations = []
    for new, old in enumerate(order, 1):
        section = sections[old]
        citations.append(
            Citation(
                n=new,
                passage_id=section.passage_id,
                guide=section.guide,
                topic=section.topic,
                heading=section.heading,
                quote=_closest(claims[new], section),
            )
        )
    return text, tuple(citations)


def with_marks(text: str, sections: Mapping[int, Section]) -> str:
    """Put marks where a writer forgot them all: after sentences that stand almost word for word in a passage."""
    if MARK.search(text):
        return text
    known = [(n, sentence) for n, section in sections.items() for sentence in sentences(section.text)]

    def marked(match: re.Match[str]) -> str:
        said = _LEAD.sub("", match[0])
        likeness, n = max(((_likeness(said, sentence), n) for n, sentence in known), default=(0.0, 0))
        return f"{match[0]}[{n}]" if likeness >= _SAME_WORDS else match[0]

    return _SENTENCE.sub(marked, text)


def _closest(claims: list[str], section: Section) -> str:
    candidates = sentences(section.text) or [section.text]
    return max(candidates, key=lambda candidate: max(_likeness(claim, candidate) for claim in claims))


def _likeness(one: str, other: str) -> float:
    """Cosine of the sets of character bigrams, 0..1."""
    first, second = _bigrams(one), _bigrams(other)
    return len(first & second) / math.sqrt(len(first) * len(second)) if first and second else 0.0


def _bigrams(text: str) -> frozenset[str]:
    squeezed = re.sub(r"[\s\W]+", "", text).casefold()
    return frozenset(squeezed[i : i + 2] for i in range(len(squeezed) - 1))


def verify(written: Written, sections: Mapping[str, Section]) -> list[Problem]:
    """Check any writer's result: every mark has its citation, every quote is verbatim in its passage.

    Args:
        written: what a writer made.
        sections: the passages it could use, by ``passage_id``.
    """
    language: Language = "ja" if re.search(r"[\u3041-\u30ff]", written.text) else "en"
    given = {citation.n for citation in written.citations}
    missing = sorted({int(n) for n in MARK.findall(written.text)} - given)
    found = [problem(language, "citation-unknown", n) for n in missing]
    for citation in written.citations:
        section = sections.get(citation.passage_id)
        if section is None:
            found.append(problem(language, "citation-unknown", citation.n))
        elif not citation.quote.strip() or citation.quote not in section.text:
            found.append(problem(language, "quote-not-verbatim", citation.n))
    return found
