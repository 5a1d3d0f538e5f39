"""The page's own scripts, three fixed files; text reaches them as data only.

``draft.js`` shows a text with a copy button and sets it as text, never as markup; ``arrive.js`` scrolls to a new turn;
``tongue.js`` names the page's language.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

__all__ = ["arrive", "draft", "tongue"]

_FOLDER = Path(__file__).resolve().parent / "component"


def draft(data: dict[str, Any], key: str) -> None:
    """Show texts to copy; the shape of ``data`` is made in ``copying.py``."""
    _component("draft")(data=data, key=key)


def arrive(turn: int) -> None:
    """Bring this place to the top of the view, once."""
    _component("arrive")(data={"turn": turn}, key=f"arrive-{turn}")


def tongue(language: str) -> None:
    """Name the page's language to the browser."""
    _component("tongue")(data={"language": language}, key="tongue")


@cache
def _component(name: str) -> Any:
    def text(ending: str) -> str | None:
        path = _FOLDER / f"{name}.{ending}"
        return path.read_text(encoding="utf-8") if path.exists() else None

    return st.components.v2.component(f"coach_{name}", html=text("html"), css=text("css"), js=text("js"))
