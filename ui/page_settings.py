"""The page that says what is at work, how to connect a model, and what happens to the user's words."""

from typing import Any

import streamlit as st

from ui import cards, engine, session
from ui.render import draw
from ui.text import Words

__all__ = ["page"]

# What to set for each kind of endpoint; both local programs speak the same protocol and ignore the key.
_CONNECTIONS: dict[str, dict[str, str]] = {
    "openai": {"OPENAI_API_KEY": "sk-…", "COACH_MODEL": ""},
    "ollama": {"OPENAI_BASE_URL": "http://localhost:11434/v1", "COACH_MODEL": "qwen3:8b"},
    "lmstudio": {"OPENAI_BASE_URL": "http://localhost:1234/v1", "COACH_MODEL": "qwen3-8b"},
}


def page() -> None:
    """Draw the state, the ways to connect, and the privacy statement."""
    words = session.spoken()
    draw("head.html", words=words, title=words("settings.title"), lead="")
    draw("heading.html", title=words("settings.state"), lead="", language=words.language)
    _state(words)
    draw("heading.html", title=words("settings.connect"), lead=words("settings.connect_lead"), language=words.language)
    for tab, name in zip(st.tabs([words("settings." + name) for name in _CONNECTIONS]), _CONNECTIONS, strict=True):
        with tab:
            _connection(name, words)
    draw("heading.html", title=words("settings.privacy"), lead="", language=words.language)
    draw("list.html", lines=words.items("settings.privacy_points"), language=words.language)
    draw("caption.html", text=words("settings.doctor"), language=words.language)


def _state(words: Words) -> None:
    try:
        status = engine.coach().status()
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
        cards.draw_failure(engine.sentence(error, words), words)
        return
    draw("facts.html", words=words, facts=_facts(status, words))
    if status.notices:
        title = words("settings.notices")
        draw("note.html", kind="notices", title=title, lines=status.notices, language=words.language)


def _facts(status: Any, words: Words) -> list[tuple[str, str]]:
    """What the coach says of itself, in the page's words; a value the page has no word for shows as it is."""
    embeddings = {"local": words("settings.embeddings_local"), "none": words("settings.embeddings_none")}
    stores = {"chroma": words("settings.store_chroma"), "snapshot": words("settings.store_snapshot")}
    writer = words("settings.writer_offline") if status.writer == "offline" else status.writer
    return [
        (words("settings.writer"), writer),
        (words("settings.endpoint"), status.endpoint or words("settings.endpoint_none")),
        (words("settings.guides"), words("settings.passages", count=status.guides)),
        (words("settings.mine"), words("settings.passages", count=status.mine)),
        (words("settings.embeddings"), embeddings.get(status.embeddings, status.embeddings)),
        (words("settings.store"), stores.get(status.store, status.store)),
        (words("settings.home"), str(status.home)),
    ]


def _connection(name: str, words: Words) -> None:
    from coach.settings import DEFAULT_MODEL

    values = {key: value or DEFAULT_MODEL for key, value in _CONNECTIONS[name].items()}
    draw("caption.html", text=words(f"settings.{name}_note"), language=words.language)
    draw("caption.html", text=words("settings.unix"), language=words.language)
    lines = [f'export {key}="{value}"' for key, value in values.items()]
    st.code("\n".join([*lines, "coach ui"]), language=None, wrap_lines=True)
    draw("caption.html", text=words("settings.windows"), language=words.language)
    lines = [f'$env:{key} = "{value}"' for key, value in values.items()]
    st.code("\n".join([*lines, "coach ui"]), language=None, wrap_lines=True)
