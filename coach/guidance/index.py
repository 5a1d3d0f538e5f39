"""The vector store: Chroma, through langchain-chroma, with our own vectors and cosine distance.

Two collections: the passages, and the questions people ask for them. The store is a cache of one snapshot and carries
its stamp in its name, so a new snapshot never changes a store that somebody is reading. One process owns the embedded
store at a time (two writers corrupt it silently); a Chroma server can be used by many.
"""

import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from coach.errors import StoreError
from coach.guidance.embedding import Vectors
from coach.guidance.search import Matrix, Name
from coach.guidance.snapshot import Snapshot

__all__ = ["ChromaIndex", "open_index"]

_NAMES: tuple[Name, ...] = ("passages", "questions")
_BATCH = 5_000  # Chroma takes 5,461 rows at once
_PROBES = 12  # rows looked up by their own vector before a store is trusted; half a store lost escapes once in 4,000
_SERVER_SECONDS = 5.0  # chromadb itself would wait for ever
_PAUSE = 30.0  # seconds the exact search stands in after the store failed
_KEPT = 4  # stamps a server keeps, for instances that are not yet on the newest


class _StoreFault(Exception):  # noqa: N818 - a state to recover from
    """The store failed or holds something else; it is rebuilt, or the exact search stands in. Never shown."""


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
    """Nearest passages and questions of one snapshot; where the store fails, the snapshot answers exactly."""

    def __init__(self, snapshot: Snapshot, client: Any) -> None:
        self._snapshot, self._client, self._exact = snapshot, client, Matrix(snapshot)
        self._stores: dict[Name, Any] = {}
        self._paused_until = 0.0

    def nearest(self, name: Name, vector: Vectors, n: int) -> list[tuple[int, float]]:
        """The ``n`` nearest rows of a collection as (row number, cosine), best first."""
        if time.monotonic() < self._paused_until:
            return self._exact.nearest(name, vector, n)
        try:
            return self._ask_store(name, vector, n)
        except _StoreFault:
            self._paused_until = time.monotonic() + _PAUSE
            return self._exact.nearest(name, vector, n)

    @property
    def healthy(self) -> bool:
        """Whether the store answered last time (else the snapshot stands in for a while)."""
        return time.monotonic() >= self._paused_until

    def close(self) -> None:
        """Let go of the store and its files."""
        with suppress(_StoreFault), _faults_named():
            self._client.close()

    def _ask_store(self, name: Name, vector: Vectors, n: int) -> list[tuple[int, float]]:
        n = min(n, len(getattr(self._snapshot, name)))
        if not n:
            return []
        with _faults_named():
            found = self._stores[name].similarity_search_by_vector_with_relevance_scores(vector.tolist(), k=n)
            return [(int(document.metadata["row"]), 1.0 - float(distance)) for document, distance in found]

    def _load(self) -> None:
        """Use the collections if they hold exactly this snapshot; else _StoreFault."""
        for name in _NAMES:
            rows = getattr(self._snapshot, name)
            with _faults_named():
                collection = self._client.get_collection(self._collection(name), embedding_function=None)
                space = (collection.configuration.get("hnsw") or {}).get("space")
                if (collection.metadata or {}).get("full") != len(rows) or collection.count() != len(rows):
                    raise _StoreFault("it was not filled to the end")
                if space != "cosine":  # get_or_create silently keeps whatever space a collection was made with
                    raise _StoreFault(f"its distance is {space}")
            self._stores[name] = self._store(name)
            for row in {len(rows) * i // _PROBES for i in range(_PROBES)} if len(rows) else ():
                found = self._ask_store(name, rows[row], 3)
                if not any(_same(rows, row, other) and cosine > 0.99 for other, cosine in found):
                    raise _StoreFault("it does not find its own rows")

    def _fill(self) -> None:
        """Make the collections; the size is noted last, so that an interrupted filling shows."""
        sections, owners = self._snapshot.sections, self._snapshot.owners
        texts = [section.indexed_text for section in sections]
        for name in _NAMES:
            rows = getattr(self._snapshot, name)
            with _faults_named():
                store = self._stores[name] = self._store(name)
                for start in range(0, len(rows), _BATCH):
                    batch = range(start, min(start + _BATCH, len(rows)))
                    of = [i if name == "passages" else int(owners[i]) for i in batch]
                    store.embeddings.rows = rows[batch.start : batch.stop].tolist()
                    store.add_texts(
                        [texts[i] if name == "passages" else "" for i in of],
                        [{"row": row, "passage_id": sections[i].passage_id} for row, i in zip(batch, of, strict=True)],
                        [str(row) for row in batch],
                    )
                collection = self._client.get_collection(self._collection(name), embedding_function=None)
                collection.modify(metadata={"full": len(rows), "made": int(time.time())})

    def _store(self, name: Name) -> Any:
        from langchain_chroma import Chroma

        return Chroma(
            client=self._client,
            collection_name=self._collection(name),
            embedding_function=_Ready(),  # type: ignore[arg-type]
            collection_metadata={"made": int(time.time())},
            collection_configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )

    def _collection(self, name: Name) -> str:
        return f"coach-{self._snapshot.stamp}-{name}"


def open_index(snapshot: Snapshot, folder: Path, url: str | None) -> ChromaIndex:
    """Open the store for a snapshot, below ``folder`` or on the server at ``url``; build it anew when it is not right.

    Raises:
        StoreError: the server cannot be used, or the store can neither be opened nor be built.
    """
    try:
        return _on_server(snapshot, url) if url else _in_folder(snapshot, folder)
    except _StoreFault as fault:
        where = f"The Chroma server at {url}" if url else f"The vector store in {folder}"
        raise StoreError(f"{where} cannot be used: {fault}.") from fault


def _in_folder(snapshot: Snapshot, folder: Path) -> ChromaIndex:
    """A damaged store is left behind for a new folder: chromadb keeps a failed one open under its path."""
    for found in sorted(folder.glob(f"{snapshot.stamp}-*")):
        try:
            index = ChromaIndex(snapshot, _embedded(found))
            index._load()
        except _StoreFault:
            continue
        _drop_others(folder, found)
        return index
    fresh = folder / f"{snapshot.stamp}-{uuid.uuid4().hex[:6]}"
    index = ChromaIndex(snapshot, _embedded(fresh))
    index._fill()
    _drop_others(folder, fresh)
    return index


def _drop_others(folder: Path, kept: Path) -> None:
    for other in folder.iterdir():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)


def _embedded(path: Path) -> Any:
    with _faults_named():
        import chromadb

        path.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(path), settings=_quiet())


def _on_server(snapshot: Snapshot, url: str) -> ChromaIndex:
    with _faults_named():
        import chromadb

        parts = urlsplit(url)
        secure = parts.scheme == "https"
        with urlopen(f"{url}/api/v2/heartbeat", timeout=_SERVER_SECONDS):  # noqa: S310 - settings admit http(s) only
            pass
        client = chromadb.HttpClient(
            host=parts.hostname or "", port=parts.port or (443 if secure else 8000), ssl=secure, settings=_quiet()
        )
        session = getattr(getattr(client, "_server", None), "_session", None)
        if session is not None:
            session.timeout = _SERVER_SECONDS
    index = ChromaIndex(snapshot, client)
    try:
        index._load()
    except _StoreFault:
        with _faults_named():
            for name in {c.name for c in client.list_collections()} & {index._collection(name) for name in _NAMES}:
                client.delete_collection(name)
        index._fill()
        _thin_out(client, snapshot.stamp)
    return index


def _thin_out(client: Any, stamp: str) -> None:
    """Drop the oldest of our collections from the server; who still reads one goes on with their snapshot."""
    with _faults_named():
        made: dict[str, int] = {}
        for collection in client.list_collections():
            prefix, _, rest = collection.name.partition("-")
            if prefix == "coach" and rest.endswith(_NAMES):
                made[rest.rpartition("-")[0]] = int((collection.metadata or {}).get("made", 0))
        for old in sorted(made, key=lambda key: (key == stamp, made[key]))[:-_KEPT]:
            for name in _NAMES:
                client.delete_collection(f"coach-{old}-{name}")


def _same(rows: Vectors, row: int, other: int) -> bool:
    """Whether two rows are the same, or hold the same vector (two passages with one text)."""
    return row == other or (0 <= other < len(rows) and float(rows[row] @ rows[other]) > 0.999)


def _quiet() -> Any:
    from chromadb.config import Settings as ChromaSettings

    return ChromaSettings(anonymized_telemetry=False)


@contextmanager
def _faults_named() -> Iterator[None]:
    """Turn whatever a damaged store or an absent server raises into _StoreFault.

    A panic of Chroma's Rust core derives from BaseException and its class cannot be imported; hence the wide net, which
    lets go of everything else.
    """
    try:
        yield
    except _StoreFault:
        raise
    except (URLError, OSError) as error:
        raise _StoreFault(str(getattr(error, "reason", None) or error)[:200]) from error
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        from chromadb.errors import ChromaError
        from httpx import HTTPError

        known = (ChromaError, HTTPError, ValueError, KeyError, TypeError, RuntimeError, AttributeError)
        if isinstance(error, Exception) and not isinstance(error, known):
            raise
        raise _StoreFault((str(error).splitlines() or [type(error).__name__])[0][:200]) from error
