"""The page's entry: navigation, language, and what the coach is connected to. Each page is a file of its own."""

import sys
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:  # `streamlit run ui/app.py` puts only this folder on the path
    sys.path.insert(0, _ROOT)

_IMAGES = Path(__file__).resolve().parent / "images"

import streamlit as st  # noqa: E402

from ui import engine, scripts, session  # noqa: E402
from ui.render import draw  # noqa: E402
from ui.text import Words  # noqa: E402


def chat() -> None:
    """The page to talk with the coach."""
    from ui import page_chat

    page_chat.page()


def check() -> None:
    """The page that checks a draft."""
    from ui import page_check

    page_check.page()


def material() -> None:
    """The page to read and add material."""
    from ui import page_material

    page_material.page()


def settings() -> None:
    """The page that says what is connected and how to change it."""
    from ui import page_settings

    page_settings.page()


def _sidebar(words: Words) -> None:
    with st.sidebar:
        session.language_switch(words("nav.language"))
        st.button(
            words("nav.new"), key="new", icon=":material/edit_square:", width="stretch", on_click=session.start_over
        )
        draw("state.html", words=words, state=_state(words))
        scripts.tongue(words.language)


def _state(words: Words) -> dict[str, str]:
    """Which writer is at work, read from the settings alone, so that no page waits for it."""
    try:
        settings = engine.settings()
    except Exception as error:  # noqa: BLE001 - the sidebar says so; the page itself still opens
        return {"kind": "broken", "title": words("state.broken"), "hint": engine.sentence(error, words)}
    if settings.has_model:
        from coach.privacy import is_loopback

        title = words("state.model", model=settings.model)
        hint = words("state.local_hint" if is_loopback(settings.base_url) else "state.model_hint")
        return {"kind": "model", "title": title, "hint": hint}
    return {"kind": "offline", "title": words("state.offline"), "hint": words("state.offline_hint")}


def main() -> None:
    """Draw the page that was asked for."""
    words = session.spoken()
    st.set_page_config(page_title=words("app.tab"), page_icon=str(_IMAGES / "icon.svg"), layout="centered")
    st.html(Path(__file__).with_name("style.css"))
    logo = str(_IMAGES / f"logo.{words.language}.svg")
    st.logo(logo, size="large", icon_image=str(_IMAGES / "icon.svg"))
    pages = [
        st.Page(chat, title=words("nav.chat"), icon=":material/forum:", url_path="chat", default=True),
        st.Page(check, title=words("nav.check"), icon=":material/balance:", url_path="check"),
        st.Page(material, title=words("nav.material"), icon=":material/menu_book:", url_path="material"),
        st.Page(settings, title=words("nav.settings"), icon=":material/tune:", url_path="settings"),
    ]
    page = st.navigation(pages)
    _sidebar(words)
    page.run()
    engine.warm()


main()
