"""The page that checks a draft: how much it asks, where, why, and how to say it better."""

from typing import TYPE_CHECKING, cast

import streamlit as st

from ui import cards, engine, reviewing, session
from ui.render import draw
from ui.session import Checked
from ui.text import Words

if TYPE_CHECKING:
    from coach.answer import Stage

__all__ = ["page"]

_STAGES: "tuple[Stage, ...]" = ("stranger", "met_once", "acquaintance", "close")
_UNKNOWN = "unknown"


def page() -> None:
    """Draw the form, and the last check under it."""
    words, state = session.spoken(), session.here()
    draw("head.html", words=words, title=words("check.title"), lead=words("check.lead"))
    text, stage, history, asked = _form(words)
    if asked or state.again:
        state.again = False
        _check(text, stage, history, words)
    if state.checked is not None:
        _draw(state.checked, words)


def _form(words: Words) -> "tuple[str, Stage | None, str, bool]":
    with st.form("check", enter_to_submit=False, border=False):
        text = st.text_area(
            words("check.text"),
            key=session.DRAFT,
            height=220,
            placeholder=words("check.text_hint"),
            persist_state="session",
        )
        stage = st.pills(
            words("check.stage"),
            [*_STAGES, _UNKNOWN],
            default=_UNKNOWN,
            required=True,
            format_func=lambda name: words("check.stage_unknown") if name == _UNKNOWN else words("stages." + name),
            key="check-stage",
            persist_state="session",
        )
        history = st.text_input(
            words("check.history"),
            key="check-history",
            placeholder=words("check.history_hint"),
            persist_state="session",
        )
        asked = st.form_submit_button(words("check.run"), type="primary", icon=":material/balance:")
    return text, None if stage == _UNKNOWN else cast("Stage", stage), history, asked


def _check(text: str, stage: "Stage | None", history: str, words: Words) -> None:
    state = session.here()
    state.checked = None
    if not text.strip():
        cards.draw_failure(words("check.empty"), words)
        return
    try:
        coach = engine.coach()
        review = coach.check(text, stage=stage, history=history.strip() or None, language="auto")
        remarks = coach.critique(text, language=review.language, stage=review.stage or stage)
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
        cards.draw_failure(engine.sentence(error, words), words)
        return
    state.checked = Checked(text, stage, history, review, list(remarks))


def _draw(done: Checked, words: Words) -> None:
    """The verdict over all, the text and its rewrite side by side, then the reasons."""
    review = done.review
    stage = review.stage or done.stage
    said = ""
    if stage:
        said = words("check.given_stage" if done.stage else "check.read_stage", stage=words("stages." + stage))
    reviewing.draw_verdict(review, words, said)
    left, right = st.columns(2, gap="medium")
    with left:
        draw("heading.html", title=words("check.marked"), lead="", language=words.language)
        reviewing.draw_marked(done.text, review, done.remarks, words)
    with right:
        draw("heading.html", title=words("check.rewrite"), lead="", language=words.language)
        _draw_rewrite(done, words)
    draw("heading.html", title=words("check.findings"), lead="", language=words.language)
    if review.findings:
        reviewing.draw_findings(review.findings, done.text, words)
    else:
        draw("caption.html", text=words("check.no_findings"), language=words.language)
    draw("heading.html", title=words("card.remarks"), lead="", language=words.language)
    if done.remarks:
        reviewing.draw_remarks(done.remarks, words)
    else:
        draw("caption.html", text=words("check.remarks_none"), language=words.language)


def _draw_rewrite(done: Checked, words: Words) -> None:
    rewrite = done.review.rewrite
    if rewrite and rewrite != done.text:
        reviewing.draw_rewrite(done.text, rewrite, words, "rewrite-check")
        st.button(words("check.again"), icon=":material/refresh:", on_click=session.check_again, args=(rewrite,))
        return
    fine = done.review.verdict == "ok"
    text = words("check.rewrite_same" if fine else "check.rewrite_none")
    draw("caption.html", text=text, language=words.language)
