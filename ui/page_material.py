"""The page to read the material, search it, and add one's own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from ui import cards, engine, session, uploads
from ui.render import draw, label
from ui.sourcing import draw_guide, draw_passages
from ui.text import Words

if TYPE_CHECKING:
    from coach.answer import IngestReport

__all__ = ["page"]

Source = Literal["all", "guides", "mine"]
_SOURCES: tuple[Source, ...] = ("all", "guides", "mine")
_MOST_RESULTS = 8


def page() -> None:
    """Draw the search and the user's own files."""
    words = session.spoken()
    draw("head.html", words=words, title=words("material.title"), lead=words("material.lead"))
    _search(words)
    _browse(words)
    draw("heading.html", title=words("material.add"), lead=words("material.add_lead"), language=words.language)
    _add(words)
    _draw_report(words)
    _yours(words)


def _search(words: Words) -> None:
    query = st.text_input(
        words("material.query"), key="query", placeholder=words("material.query_hint"), persist_state="session"
    )
    source = st.segmented_control(
        words("material.source"),
        _SOURCES,
        default="all",
        required=True,
        format_func=lambda name: words("material." + name),
        key="source",
        label_visibility="collapsed",
        persist_state="session",
    )
    if not query.strip():
        return
    try:
        found = engine.coach().search(query, k=_MOST_RESULTS, source=source)
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
        cards.draw_failure(engine.sentence(error, words), words)
        return
    if found:
        draw_passages(found, words)
    else:
        draw("caption.html", text=words("material.none"), language=words.language)


def _browse(words: Words) -> None:
    """The guides by title; the chosen one is shown whole."""
    try:
        passages = engine.coach().guides(words.language)
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
        cards.draw_failure(engine.sentence(error, words), words)
        return
    titles = {passage.guide: passage.title for passage in passages}
    chosen = st.selectbox(
        words("material.read"),
        list(titles),
        index=None,
        format_func=lambda guide: titles.get(guide, guide),
        placeholder=words("material.read_hint", count=len(titles)),
        key=f"guide-{words.language}",
    )
    if chosen:
        draw_guide([passage for passage in passages if passage.guide == chosen], words)


def _add(words: Words) -> None:
    with st.form("add", clear_on_submit=True, border=False):
        files = st.file_uploader(
            words("material.files"),
            type=["md", "txt", "pdf", "docx", "html"],
            accept_multiple_files=True,
            max_upload_size=20,
            key="files",
        )
        asked = st.form_submit_button(words("material.take_in"), type="primary", icon=":material/library_add:")
    if not asked:
        return
    if not files:
        cards.draw_failure(words("material.nothing_chosen"), words)
        return
    with st.spinner(words("material.taking_in")):
        _take_in(lambda: uploads.add(engine.coach(), [(file.name, file.getvalue()) for file in files]), words)


def _remove(name: str) -> "IngestReport":
    return uploads.remove(engine.coach(), name)


def _take_in(work: "Callable[[], IngestReport]", words: Words) -> None:
    """Run one change of the material and keep its report, or say in one sentence why it could not be done."""
    state = session.here()
    state.report = None
    try:
        state.report = work()
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
        cards.draw_failure(engine.sentence(error, words), words)


def _draw_report(words: Words) -> None:
    """What the last change of the material did."""
    report = session.here().report
    if report is None:
        return
    counts = report.model_dump(include={"added", "changed", "unchanged", "removed", "passages"})
    draw("note.html", kind="done", title="", lines=[words("material.report", **counts)], language=words.language)
    if report.failed:
        lines = [f"{Path(failure.path).name}: {failure.why}" for failure in report.failed]
        draw("note.html", kind="problems", title=words("material.failed"), lines=lines, language=words.language)


def _yours(words: Words) -> None:
    """The files added here, each with a button that removes it."""
    draw("heading.html", title=words("material.yours"), lead="", language=words.language)
    try:
        names = uploads.names(engine.settings().home)
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
        cards.draw_failure(engine.sentence(error, words), words)
        return
    if not names:
        draw("caption.html", text=words("material.yours_none"), language=words.language)
    for name in names:
        with st.container(horizontal=True, vertical_alignment="center", key=f"file-{name}"):
            draw("caption.html", text=name, language=words.language)
            pressed = st.button(
                words("material.remove"), key=f"remove-{name}", help=label(words("material.remove_hint", name=name))
            )
        if pressed:
            _take_in(partial(_remove, name), words)
            if session.here().report:
                st.rerun()
