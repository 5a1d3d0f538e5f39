"""A conversation turn by turn: those of before, and the one being answered."""

import time
from pathlib import Path

import streamlit as st

from ui import cards, engine, scripts, session
from ui.render import draw
from ui.session import Turn
from ui.text import Words

__all__ = ["answer", "draw_turn"]

_YOU, _COACH = ":material/person:", str(Path(__file__).resolve().parent / "images" / "icon.svg")
# How often the text being written is drawn again, in seconds: smooth to the eye, light for the browser.
_REDRAW_EVERY = 0.06


def draw_turn(turn: Turn, words: Words, *, last: bool) -> None:
    """A turn of before."""
    with st.container(key=f"turn-{turn.number}"):
        st.empty()  # two places of the turn while it was answered, so that what follows keeps its own
        with st.chat_message("user", avatar=_YOU):
            cards.draw_question(turn.question, words)
        with st.chat_message("assistant", avatar=_COACH):
            st.empty()
            _draw_outcome(turn, words)
            if last:
                _revisions(turn, words)


def _draw_outcome(turn: Turn, words: Words) -> None:
    if turn.answer is not None:
        cards.draw_answer(turn, turn.answer)
    elif turn.failed is not None:
        cards.draw_failure(turn.failed, words)
    else:
        cards.draw_text(turn.written, words.language)
        draw("note.html", kind="notices", title="", lines=[words("chat.stopped")], language=words.language)


def answer(turn: Turn, words: Words) -> None:
    """Answer a new question as it goes: sources, text, then the checked cards."""
    with st.container(key=f"turn-{turn.number}"):
        with st.empty():
            scripts.arrive(turn.number)
        with st.chat_message("user", avatar=_YOU):
            cards.draw_question(turn.question, words)
        with st.chat_message("assistant", avatar=_COACH):
            spot = st.empty()
            try:
                _follow(turn, words, spot)
            except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
                turn.failed = engine.sentence(error, words)
            spot.empty()
            _draw_outcome(turn, words)
            _revisions(turn, words)


def _follow(turn: Turn, words: Words, spot: "st.delta_generator.DeltaGenerator") -> None:
    """Show what the coach does while it does it; the turn holds what has come so far."""
    with spot.container():
        progress, text = st.empty(), st.empty()
    _show_progress(progress, turn, words, words("chat.reading"))
    drawn = 0.0
    conversation = session.here().conversation
    for event in engine.coach().stream(turn.question, conversation=conversation):
        if event.type == "sources":
            turn.passages = event.passages
            _show_progress(progress, turn, words, words("chat.writing"))
        elif event.type == "text":
            turn.written = event.text if getattr(event, "restart", False) else turn.written + event.text
            if time.monotonic() - drawn >= _REDRAW_EVERY:
                with text:
                    cards.draw_text(turn.written, words.language)
                drawn = time.monotonic()
        else:
            turn.answer = event.answer


def _show_progress(spot: "st.delta_generator.DeltaGenerator", turn: Turn, words: Words, doing: str) -> None:
    with spot:
        draw("progress.html", words=words, doing=doing, passages=turn.passages)


def _revisions(turn: Turn, words: Words) -> None:
    """Under the last message: the changes people ask for most."""
    if turn.answer is None or turn.answer.message is None:
        return
    state = session.here()
    with st.container(key="revisions", horizontal=True):
        for number, text in enumerate(words.items("revisions")):
            st.button(text, key=f"revise-{turn.number}-{number}", on_click=state.ask, args=(text,))
