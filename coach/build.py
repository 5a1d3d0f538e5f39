"""The only place where the parts meet."""

import threading

from coach import understanding
from coach.coach import Coach, over_asking
from coach.guidance.embedding import make_embedder
from coach.guidance.library import Library
from coach.settings import Settings, load_settings
from coach.writing.composer import Composer
from coach.writing.request import Writer

__all__ = ["open_coach"]


def open_coach(settings: Settings | None = None, *, once: bool = False) -> Coach:
    """Open a coach on the user's data folder.

    Args:
        settings: where things are and which model to use; read from the environment when absent.
        once: for a single request: read the index without opening the vector store, which takes most of a second.

    Raises:
        SettingsError: a setting cannot be used.
        StoreError: the data folder, the database or the index cannot be used.
    """
    settings = settings or load_settings()
    embedder = make_embedder(settings)
    library = Library(settings, embedder, understanding.reference_texts(embedder.name if embedder else None))
    searcher = library.open(own=not once)
    vectors = searcher.snapshot.examples
    head = understanding.train(vectors) if len(vectors) else None
    composer = Composer()
    return Coach(settings, library, head, composer, _writer(settings, composer))


def _writer(settings: Settings, composer: Composer) -> Writer:
    if not settings.has_model:
        return composer
    from coach.privacy import is_loopback, make_masks
    from coach.writing.model import ModelWriter

    local = is_loopback(settings.base_url)
    writer = ModelWriter(settings, composer, make_masks(settings), local=local, review=over_asking)
    # Importing the client takes a second; it happens while the question is read and looked up.
    threading.Thread(target=writer.warm, daemon=True).start()
    return writer
