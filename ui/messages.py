"""Draws a draft: channel and length, subject and body to copy, placeholders to fill, and its own check."""

from typing import TYPE_CHECKING

import streamlit as st

from ui import engine, reviewing
from ui.copying import Row, draw_rows, slotted_row
from ui.marking import slots
from ui.render import draw, label
from ui.text import Words

if TYPE_CHECKING:
    from coach.answer import Message, Review

__all__ = ["draw_message"]


@st.fragment
def draw_message(message: "Message", title: str, review: "Review | None", words: Words, key: str) -> None:
    """One draft as a card. What is typed into its blanks goes into the text at once, and nowhere else."""
    with st.container(border=True, key=f"card-{key}"):
        head, body = st.container(), st.container()
        filled = _fill(message, words, key)
        with head:
            _draw_head(filled, title, words)
        with body:
            draw_rows(_rows(filled, words), words, f"draft-{key}")
            draw("caption.html", text=words("card.never_sends"), language=words.language)
        if review:
            _draw_own_review(message, review, words)


def _fill(message: "Message", words: Words, key: str) -> "Message":
    """Ask for the blanks; returns the message with those filled that the user has filled."""
    if not message.placeholders:
        return message
    subject, body, left = message.subject, message.body, []
    with st.expander(words("card.fill", count=len(message.placeholders)), icon=":material/edit_note:"):
        draw("caption.html", text=words("card.fill_hint"), language=words.language)
        for number, name in enumerate(message.placeholders):
            value = st.text_input(label(name), key=f"fill-{key}-{number}", persist_state="session").strip()
            if not value:
                left.append(name)
                continue
            for mark in reversed(slots(body, [name], message.language)):
                body = body[: mark.start] + value + body[mark.end :]
            for mark in reversed(slots(subject or "", [name], message.language)):
                subject = (subject or "")[: mark.start] + value + (subject or "")[mark.end :]
    return message.model_copy(update={"subject": subject, "body": body, "placeholders": left})


def _rows(message: "Message", words: Words) -> list[Row]:
    rows = []
    if message.subject:
        marks = slots(message.subject, message.placeholders, message.language)
        rows.append(slotted_row(words("card.subject"), words("card.copy_subject"), message.subject, marks, "subject"))
    marks = slots(message.body, message.placeholders, message.language)
    rows.append(slotted_row(words("card.body"), words("card.copy_body"), message.body, marks, "body"))
    return rows


def _draw_head(message: "Message", title: str, words: Words) -> None:
    """The channel, and the length as the channel counts it."""
    from coach.writing.channels import counted, limit

    length, most = counted(message.body), limit(message.channel, engine.settings().linkedin_limit)
    count = words("card.characters", count=length)
    if most is not None and message.channel == "linkedin":
        count = words("card.characters_of", count=length, most=most)
    over = most is not None and length > most
    draw("message_head.html", words=words, message=message, title=title, count=count, over=over)


def _draw_own_review(message: "Message", review: "Review", words: Words) -> None:
    """The check every draft of the coach's own goes through."""
    verdict = words("verdict." + review.verdict)
    title = words("card.review_own", verdict=verdict)
    with st.expander(label(title), icon=":material/balance:"):
        reviewing.draw_verdict(review, words)
        if review.findings:
            reviewing.draw_findings(review.findings, review.text or message.body, words)
