"""The vector store: Chroma, through langchain-chroma, with our own vectors and cosine distance.

Two collections: the passages, and the questions people ask for them. The store is a cache of the shelf; one process
owns the embedded store at a time (two writers corrupt it silently), or a Chroma server is used by all.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from coach.errors import StoreError
from coach.guidance.embedding import Vectors
from coach.guidance.snapshot import Snapshot

__all__ = ["ChromaIndex"]

_BATCH = 5_000  # Chroma takes 5,461 rows at once
_COLLECTIONS = ("passages", "questions")


class _Ready:
    """Hands LangChain the vectors that are already there; LangChain's interface asks for texts."""

    def __init__(self) -> None:
        self.rows: list[list[float]] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors set just before, one a text."""
        if len(texts) != len(self.rows):
            raise ValueError("as many texts as vectors")
        return self.rows

    def embed_query(self, text: str) -> list[float]:
        """Queries come with their vector; there is nothing to embed here."""
        raise NotImplementedError("search by vector")


class ChromaIndex:
    """Nearest passages and nearest questions for a query vector."""

    def __init__(self, folder: Path | None, url: str | None, prefix: str = "coach") -> None:
        self._folder, self._url, self._prefix = folder, url, prefix
        self._client: Any = None
        self._stores: dict[str, Any] = {}
        self._sizes: dict[str, int] = {}

    def open(self, snapshot: Snapshot) -> None:
        """Open the store and make it hold exactly this snapshot; a damaged or older store is built anew.

        Raises:
            StoreError: the store can neither be opened nor be built.
        """
        stamp = f"{snapshot.fingerprint}:{snapshot.revision}:{snapshot.embedder}"
        try:
            self._connect()
            if self._holds(snapshot, stamp):
                return
        except _faults() as error:
            if self._url:
                raise StoreError(f"The Chroma server at {self._url} cannot be used: {_short(error)}") from error
        try:
            self._rebuild(snapshot, stamp)
        except _faults() as error:
            raise StoreError(f"The vector store cannot be built: {_short(error)}") from error

    def nearest(self, name: str, vector: Vectors, n: int) -> list[tuple[int, float]]:
        """The ``n`` nearest rows of a collection as (row number, cosine), best first."""
        size = self._sizes[name]
        if not size:
            return []
        found = self._stores[name].similarity_search_by_vector_with_relevance_scores(
            [float(x) for x in vector], k=min(n, size)
        )
        return [(int(document.metadata["row"]), 1.0 - float(distance)) for document, distance in found]

    def close(self) -> None:
        """Let go of the store and its files."""
        close = getattr(self._client, "close", None)
        if close:
            close()
        self._client, self._stores = None, {}

    def _connect(self) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        if self._url:
            parts = urlsplit(self._url)
            port = parts.port or (443 if parts.scheme == "https" else 8000)
            self._client = chromadb.HttpClient(
                host=parts.hostname or "", port=port, ssl=parts.scheme == "https", settings=quiet
            )
        else:
            assert self._folder is not None  # noqa: S101 - build.py gives a folder or a URL
            self._folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(path=str(self._folder), settings=quiet)

    def _store(self, name: str, stamp: str) -> Any:
        from langchain_chroma import Chroma

        return Chroma(
            client=self._client,
            collection_name=f"{self._prefix}-{name}",
            embedding_function=_Ready(),  # type: ignore[arg-type]
            collection_metadata={"stamp": stamp},
            collection_configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )

    def _holds(self, snapshot: Snapshot, stamp: str) -> bool:
        """Whether the store carries this stamp, the right number of rows, and finds a row by its own vector."""
        names = {collection.name for collection in self._client.list_collections()}
        if not {f"{self._prefix}-{name}" for name in _COLLECTIONS} <= names:
            return False
        for name in _COLLECTIONS:
            rows = getattr(snapshot, name)
            collection = self._client.get_collection(f"{self._prefix}-{name}", embedding_function=None)
            if (collection.metadata or {}).get("stamp") != stamp or collection.count() != len(rows):
                return False
            self._stores[name], self._sizes[name] = self._store(name, stamp), len(rows)
            for probe in {0, len(rows) - 1} if len(rows) else set():
                if not any(score > 0.99 for _, score in self.nearest(name, rows[probe], 3)):
                    return False
        return True

    def _rebuild(self, snapshot: Snapshot, stamp: str) -> None:
        if self._url:
            for collection in self._client.list_collections():
                if collection.name in {f"{self._prefix}-{name}" for name in _COLLECTIONS}:
                    self._client.delete_collection(collection.name)
        else:
            self._start_afresh()
        for name, ids in zip(_COLLECTIONS, _row_ids(snapshot), strict=True):
            # The stamp is set last: a store that was interrupted while it was filled does not carry it.
            store, rows = self._store(name, "filling"), getattr(snapshot, name)
            texts = [section.indexed_text for section in snapshot.sections]
            owners: Sequence[int] | NDArray[np.int32] = range(len(rows)) if name == "passages" else snapshot.owners
            for start in range(0, len(rows), _BATCH):
                stop = min(start + _BATCH, len(rows))
                store.embeddings.rows = rows[start:stop].tolist()
                store.add_texts(
                    [texts[int(owners[i])] if name == "passages" else "" for i in range(start, stop)],
                    [
                        {"row": i, "passage_id": snapshot.sections[int(owners[i])].passage_id}
                        for i in range(start, stop)
                    ],
                    ids[start:stop],
                )
            self._client.get_collection(f"{self._prefix}-{name}", embedding_function=None).modify(
                metadata={"stamp": stamp}
            )
            self._stores[name], self._sizes[name] = store, len(rows)

    def _start_afresh(self) -> None:
        """Throw the embedded store's files away and open an empty one."""
        from chromadb.api.shared_system_client import SharedSystemClient

        self.close()
        SharedSystemClient.clear_system_cache()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._connect()


def _row_ids(snapshot: Snapshot) -> tuple[list[str], list[str]]:
    passages = [section.passage_id for section in snapshot.sections]
    questions = [f"{passages[int(owner)]}?{row}" for row, owner in enumerate(snapshot.owners)]
    return passages, questions


def _faults() -> tuple[type[BaseException], ...]:
    """What a damaged store or an absent server raises; the Rust core's panics are no ``Exception``."""
    from chromadb.errors import ChromaError

    faults: list[type[BaseException]] = [
        ChromaError, ValueError, KeyError, TypeError, RuntimeError, OSError, sqlite3.Error, AttributeError
    ]  # fmt: skip
    try:
        from pyo3_runtime import PanicException  # type: ignore[import-not-found]

        faults.append(PanicException)
    except ImportError:
        pass
    return tuple(faults)


def _short(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
