"""The page to talk with the coach."""

import streamlit as st

from ui import session
from ui.render import draw
from ui.text import Words

__all__ = ["page"]


def page() -> None:
    """Draw the conversation, and answer what was just asked."""
    words, state = session.spoken(), session.here()
    body, foot = st.container(key="talk"), st.container(key="ask")
    with foot:
        typed = st.chat_input(words("chat.placeholder"), key="question", submit_mode="stop")
    asked = (typed or "").strip() or state.take()
    with body:
        if not state.turns and not asked:
            _welcome(words)
            return
        from ui import talk  # with all that draws an answer: an empty chat is there sooner without it

        for turn in state.turns:
            talk.draw_turn(turn, words, last=not asked and turn is state.turns[-1])
        if asked:
            talk.answer(state.begin(asked), words)


def _welcome(words: Words) -> None:
    """An empty chat: what it is for, and questions to begin with."""
    state = session.here()
    draw("head.html", words=words, title=words("chat.title"), lead=words("chat.lead"))
    draw("heading.html", title=words("chat.start"), lead="", language=words.language)
    with st.container(key="starts"):
        for number, example in enumerate(words.items("examples")):
            label = f"**{example['title']}**  \n{example['text']}"
            st.button(label, key=f"start-{number}", width="stretch", on_click=state.ask, args=(example["text"],))
    draw("heading.html", title=words("chat.more"), lead="", language=words.language)
    with st.container(key="more", horizontal=True):
        for number, text in enumerate(words.items("more_examples")):
            st.button(text, key=f"more-{number}", on_click=state.ask, args=(text,))
