"""The one coach of this process, opened beside the first page so that the page need not wait for it."""

import os
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from ui.text import Words

if TYPE_CHECKING:
    from coach import Coach, Settings

__all__ = ["coach", "sentence", "settings", "warm"]

# Opening takes a second of computing, which would slow down the page that is being loaded at that moment: it begins
# this many seconds after the first page was drawn, or as soon as somebody asks something.
_GRACE = 1.5
_OURS = ("COACH_", "OPENAI_")
_needed = threading.Event()


def warm() -> None:
    """Begin to open the coach, if nobody has."""
    _opening()


def coach() -> "Coach":
    """The coach of this process; waits until it is open. It is shared by all sessions and holds no user's words.

    Raises:
        CoachError: it cannot be opened; the next call tries again.
    """
    _needed.set()
    opening = _opening()
    try:
        return opening.result()
    except Exception:
        _opening.clear()
        raise


def settings() -> "Settings":
    """The settings as the environment has them now.

    Raises:
        SettingsError: a setting cannot be used.
    """
    return _settings(frozenset((name, value) for name, value in os.environ.items() if name.startswith(_OURS)))


@lru_cache(maxsize=4)
def _settings(environment: frozenset[tuple[str, str]]) -> "Settings":
    from coach.settings import load_settings

    return load_settings()


def sentence(error: Exception, words: Words) -> str:
    """What to tell the user: the sentence of an error raised on purpose, or one plain sentence for a defect."""
    from coach.errors import CoachError

    if isinstance(error, CoachError):
        return str(error)
    st.logger.get_logger("ui").error("unexpected %s", type(error).__name__, exc_info=error)
    return words("error.unexpected")


def _close(opening: "Future[Coach]") -> None:
    if opening.done() and opening.exception() is None:
        opening.result().close()


@st.cache_resource(show_spinner=False, on_release=_close)
def _opening() -> "Future[Coach]":
    return ThreadPoolExecutor(1, thread_name_prefix="open-coach").submit(_open)


def _open() -> "Coach":
    _needed.wait(_GRACE)
    from coach.build import open_coach

    return open_coach(settings())
