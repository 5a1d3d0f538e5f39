"""Draws every part of an Answer, in the language of the answer."""

from typing import TYPE_CHECKING

import streamlit as st

from ui import naming, reviewing
from ui.marking import Mark, marked
from ui.messages import draw_message
from ui.render import draw, html, markdown
from ui.session import Turn
from ui.sourcing import draw_sources
from ui.text import Words, words
from ui.weaving import told_by_cards, weave

if TYPE_CHECKING:
    from coach import Answer

__all__ = ["draw_answer", "draw_failure", "draw_question", "draw_text"]

# A longer request (a pasted mail, a whole document) is folded after this many characters.
_FOLD_AFTER = 1500


def draw_question(question: str, words: Words) -> None:
    """What the user wrote, as they wrote it."""
    head, rest = question[:_FOLD_AFTER], question[_FOLD_AFTER:]
    draw("question.html", head=head, rest=rest, more=words("chat.show_all", count=f"{len(question):,}"))


def draw_text(text: str, language: str) -> None:
    """Text as it is being written."""
    draw("text.html", body=markdown(text), language=language)


def draw_failure(sentence: str, words: Words) -> None:
    """One sentence about what went wrong."""
    draw("note.html", kind="failed", title="", lines=[sentence], language=words.language)


def draw_answer(turn: Turn, answer: "Answer") -> None:
    """The whole checked answer: text, cards, questions, what did not pass, sources, and who wrote it."""
    spoken = words(answer.language)
    anchor = f"src-{turn.number}"
    cites = {citation.n for citation in answer.citations}
    before, after = weave(answer.text, told_by_cards(answer))
    _draw_part(before, cites, anchor, answer.language)
    if answer.plan:
        draw("plan.html", words=spoken, plan=answer.plan, review_on=naming.day(answer.plan.review_on, spoken))
    if answer.ideas:
        draw("ideas.html", words=spoken, ideas=answer.ideas)
    if answer.vetting:
        _draw_vetting(turn, answer, spoken)
    if answer.review and not answer.message:
        _draw_review(turn, answer, spoken)
    _draw_part(after, cites, anchor, answer.language)
    if answer.message:
        _draw_messages(turn, answer, spoken)
    elif answer.review:
        _draw_rewrite(turn, answer, spoken)
    if answer.questions:
        draw("questions.html", words=spoken, questions=answer.questions)
    for kind, title, lines in (
        ("problems", spoken("card.problems"), [problem.detail for problem in answer.problems]),
        ("notices", "", answer.notices),
    ):
        if lines:
            draw("note.html", kind=kind, title=title, lines=lines, language=answer.language)
    draw_sources(turn, answer, anchor, spoken)
    _draw_foot(answer, spoken)


def _draw_part(text: str, cites: set[int], anchor: str, language: str) -> None:
    if text:
        draw("text.html", body=markdown(text, cites, anchor), language=language)


def _draw_messages(turn: Turn, answer: "Answer", words: Words) -> None:
    assert answer.message is not None  # noqa: S101 - the caller has looked
    messages = [answer.message, *answer.also]
    for number, message in enumerate(messages, 1):
        title = words("card.message_n", n=number) if len(messages) > 1 else words("card.message")
        review = answer.review if number == 1 else None
        draw_message(message, title, review, words, f"m{turn.number}-{number}")


def _draw_review(turn: Turn, answer: "Answer", words: Words) -> None:
    """The check of what the user pasted or described: verdict, marks in place, findings."""
    review = answer.review
    assert review is not None  # noqa: S101 - the caller has looked
    reviewing.draw_verdict(review, words)
    text = review.text or turn.question
    if review.text:
        reviewing.draw_marked(text, review, answer.remarks, words)
    if review.findings:
        draw("heading.html", title=words("check.findings"), lead="", language=words.language)
        reviewing.draw_findings(review.findings, text, words)


def _draw_rewrite(turn: Turn, answer: "Answer", words: Words) -> None:
    """The eased version of a pasted draft, and remarks on its wording."""
    review = answer.review
    assert review is not None  # noqa: S101 - the caller has looked
    text = review.text or turn.question
    if review.rewrite and review.rewrite != text:
        reviewing.draw_rewrite(text, review.rewrite, words, f"rewrite-{turn.number}")
    if answer.remarks and review.text:
        draw("heading.html", title=words("card.remarks"), lead="", language=words.language)
        reviewing.draw_remarks(answer.remarks, words)


def _draw_vetting(turn: Turn, answer: "Answer", words: Words) -> None:
    vetting = answer.vetting
    assert vetting is not None  # noqa: S101 - the caller has looked
    marks = [Mark(sign.start, sign.end, "sign", str(n), sign.sign) for n, sign in enumerate(vetting.signs, 1)]
    text = html("marked.html", words=words, language=answer.language, pieces=marked(turn.question, marks), legend=[])
    draw("vetting.html", words=words, vetting=vetting, marked=text)


def _draw_foot(answer: "Answer", words: Words) -> None:
    """Who wrote it and how long it took; and, when something left this machine, what."""
    offline = answer.written_by == "offline"
    parts = [
        words("kinds." + answer.kind),
        words("card.written_offline") if offline else words("card.written_model", model=answer.written_by),
    ]
    if "total" in answer.timings_ms:
        parts.append(words("card.took", seconds=naming.seconds(answer.timings_ms["total"])))
    between = "・" if words.language == "ja" else " · "
    draw("caption.html", text=between.join(parts), language=words.language)
    if answer.sent:
        with st.expander(words("card.sent"), icon=":material/outbox:"):
            draw("caption.html", text=words("card.sent_hint"), language=words.language)
            st.code(answer.sent, language=None, wrap_lines=True)
