"""What one visitor's session holds, and the only place that touches ``st.session_state``."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from ui import engine
from ui.text import LANGUAGES, Language, Words, words

if TYPE_CHECKING:
    from coach import Answer, Conversation, Review
    from coach.answer import IngestReport, Passage, Remark, Stage

__all__ = ["DRAFT", "Checked", "State", "Turn", "check_again", "here", "language_switch", "spoken", "start_over"]

DRAFT = "check-text"  # the key of the field a draft is pasted into
_KEY = "coach_page"
_LANGUAGE = "lang"


@dataclass
class Turn:
    """One question and what came of it; filled while the answer is written, so that a stop loses nothing."""

    number: int
    question: str
    passages: "list[Passage]" = field(default_factory=list)
    written: str = ""
    answer: "Answer | None" = None
    failed: str | None = None


@dataclass
class Checked:
    """The last check of a draft, with what it was asked about."""

    text: str
    stage: "Stage | None"
    history: str
    review: "Review"
    remarks: "list[Remark]"


@dataclass
class State:
    """Everything this session remembers; nothing of it is kept elsewhere."""

    turns: list[Turn] = field(default_factory=list)
    asked: int = 0
    pending: str | None = None
    checked: Checked | None = None
    again: bool = False
    report: "IngestReport | None" = None
    _conversation: "Conversation | None" = None

    @property
    def conversation(self) -> "Conversation":
        """The memory for follow-ups."""
        if self._conversation is None:
            from coach import Conversation

            self._conversation = Conversation()
        return self._conversation

    def ask(self, question: str) -> None:
        """Have a question answered in the coming run (for buttons)."""
        self.pending = question

    def take(self) -> str | None:
        """The question to answer in this run, once."""
        question, self.pending = self.pending, None
        return question

    def begin(self, question: str) -> Turn:
        """A new turn at the end."""
        self.asked += 1
        self.turns.append(Turn(self.asked, question))
        return self.turns[-1]


def here() -> State:
    """This session's state."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = State()
    state: State = st.session_state[_KEY]
    return state


def start_over() -> None:
    """Forget the conversation."""
    state = here()
    state.turns, state.pending, state._conversation = [], None, None


def check_again(text: str) -> None:
    """Put a text into the check's form and have it checked in the coming run (for buttons)."""
    st.session_state[DRAFT] = text
    here().again = True


def spoken() -> Words:
    """The strings of the language this session's page is in."""
    return words(st.session_state.get(_LANGUAGE) or _first_language())


def language_switch(title: str) -> None:
    """The language switch; the choice goes into the address, so that it survives a reload and can be shared."""
    chosen = st.segmented_control(
        title,
        list(LANGUAGES),
        default=_first_language(),
        format_func=lambda language: LANGUAGES[language],
        key=_LANGUAGE,
        required=True,
        label_visibility="collapsed",
    )
    if chosen and chosen != _first_language():
        st.query_params[_LANGUAGE] = chosen


def _first_language() -> Language:
    """What the address names, else the setting, else the browser: Japanese where it says so or says nothing."""
    named = st.query_params.get(_LANGUAGE)
    if named in LANGUAGES:
        return "ja" if named == "ja" else "en"
    from coach.errors import SettingsError

    try:
        setting = engine.settings().lang
    except SettingsError:
        setting = "auto"
    if setting != "auto":
        return setting
    return "en" if st.context.locale and not st.context.locale.lower().startswith("ja") else "ja"
