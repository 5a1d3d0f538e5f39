"""The library on the real guides: nothing embedded that is shipped, a quick restart, one clear sentence on failure."""

import time
from pathlib import Path

import pytest

from coach import Settings, understanding
from coach.errors import StoreError
from coach.guidance.embedding import LocalE5
from coach.guidance.library import Library
from coach.ship import texts_to_ship


def open_library(home: Path) -> Library:
    library = Library(Settings(home=home), LocalE5(), understanding.reference_texts(LocalE5.name))
    library.open(own=False)
    return library


def test_a_fresh_folder_opens_from_what_is_shipped(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    if library.embedded:
        pytest.fail(f"{library.embedded} of {len(texts_to_ship())} texts are not shipped: run `make vectors`")
    started = time.perf_counter()
    again = open_library(tmp_path)
    assert time.perf_counter() - started < 5 and again.embedded == 0


def test_vectors_are_of_unit_length_and_in_order(tmp_path: Path) -> None:
    snapshot = open_library(tmp_path).searcher.snapshot
    for rows in (snapshot.passages, snapshot.questions, snapshot.examples):
        assert abs((rows**2).sum(axis=1) - 1).max() < 1e-3
    first = snapshot.sections[0]
    assert float(LocalE5().passages([first.indexed_text])[0] @ snapshot.passages[0]) > 0.99


def test_the_indexed_questions_find_their_section(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    snapshot = library.searcher.snapshot
    picked = range(0, len(snapshot.owners), 97)
    asks = [(section, ask) for section in snapshot.sections for ask in section.asks]
    right = 0
    for row in picked:
        section, ask = asks[row]
        top = library.searcher.rank(ask, snapshot.questions[row], language=section.language).top(3)
        right += section.passage_id in {hit.section.passage_id for hit in top}
    assert right >= 0.9 * len(picked)


def test_a_closed_library_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not open"):
        _ = Library(Settings(home=tmp_path), None).searcher


def test_another_embedding_on_the_same_folder(tmp_path: Path) -> None:
    open_library(tmp_path)
    words = Library(Settings(home=tmp_path, embeddings="none"), None)
    assert len(words.open(own=True).snapshot.passages) == 0 and not words.owns_store
    assert len(open_library(tmp_path).searcher.snapshot.passages) > 100
