"""The library: keeps shelf, snapshot and vector store in step, and hands out the searcher.

Truth is the shelf (SQL). The snapshot serves every process; the embedded vector store has one owner, the process that
holds the lock. A stale, missing or damaged cache is rebuilt from the shelf without being asked.
"""

import hashlib
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zipfile import BadZipFile

import numpy as np
from filelock import FileLock, Timeout

from coach.answer import IngestReport
from coach.errors import StoreError
from coach.guidance.embedding import Embedder, Vectors
from coach.guidance.guide import content_hash, read_guides
from coach.guidance.intake import Intake
from coach.guidance.lexical import LexicalIndex
from coach.guidance.search import Dense, Matrix, Searcher
from coach.guidance.snapshot import FORMAT, DamagedSnapshot, Snapshot, current_name
from coach.guidance.topics import kept_head
from coach.resources import resource
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.guidance.shelf import Shelf

__all__ = ["Library"]

_EMBED_BATCH = 32
# How long a second process waits for the first one to finish building the index, in seconds.
_WAIT_FOR_BUILD = 180.0
_WAIT_FOR_INGEST = 10.0


def _progress_on_stderr(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total or done % 512 == 0:
        print(f"\r  {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)  # noqa: T201


class Library:
    """The guidance material and the user's own, ready to be searched.

    Two locks: ``build.lock`` is held while the shelf and the snapshot are written, for seconds; ``index.lock`` for as
    long as a process works with the embedded vector store. So files can be taken in beside an open page, which then
    goes on with the new snapshot by itself.
    """

    def __init__(self, settings: Settings, embedder: Embedder | None, examples: Sequence[str] = ()) -> None:
        self._settings, self.embedder, self._examples = settings, embedder, list(examples)
        self._folder = settings.index_home
        self._building = FileLock(settings.home / "build.lock", thread_local=False)
        self._owning = FileLock(settings.home / "index.lock", thread_local=False)
        self._dirty = settings.home / "index.dirty"
        self._mutex = threading.RLock()
        self._dense: Dense | None = None
        self._former: Dense | None = None  # a store that another thread may still be reading
        self._searcher: Searcher | None = None
        self._seen: str | None = None
        self._own = False
        self.notices: list[str] = []
        self.embedded = 0

    def open(self, *, own: bool) -> Searcher:
        """Bring the index up to date and return the searcher.

        ``own``: use the vector store, and keep it for this process; else read the snapshot, which answers alike.

        Raises:
            StoreError: the data folder or database cannot be used.
        """
        self._own = own
        with self._mutex, self._clear_words():
            self._settings.home.mkdir(parents=True, exist_ok=True)
            return self._use(self._fresh() or self._built())

    @property
    def searcher(self) -> Searcher:
        """The searcher of the opened library; of the newest snapshot, also when another process made it."""
        if self._searcher is None:
            raise StoreError("The library is not open.")
        if current_name(self._folder) not in (self._seen, None):
            self._follow()
        return self._searcher

    @property
    def owns_store(self) -> bool:
        """Whether this process searches through the vector store (else through the snapshot)."""
        return self._dense is not None and not isinstance(self._dense, Matrix)

    def close(self) -> None:
        """Let go of the vector store and the locks."""
        with self._mutex:
            for dense in (self._dense, self._former):
                _close(dense)
            self._dense = self._former = None
            self._owning.release(force=True)
            self._building.release(force=True)

    def ingest(self, paths: Iterable[Path | str]) -> IngestReport:
        """Take in the user's own files: only what changed; an unreadable file is named and the rest goes on.

        Raises:
            StoreError: another process is taking files in, or the data folder or database cannot be written.
        """
        started = time.perf_counter()
        with self._mutex, self._clear_words(), self._build_lock(_WAIT_FOR_INGEST), self._shelf() as shelf:
            intake = Intake(shelf)
            stale = self._dirty.exists()
            self._dirty.touch()
            for path in paths:
                intake.take(Path(path).expanduser().absolute())
            if intake.changed or stale or self._fresh(interrupted=False) is None:
                self._use(self._build(shelf))
            self._dirty.unlink(missing_ok=True)
            held = shelf.count("mine")
        return IngestReport(
            **intake.counts, failed=intake.failed, passages=held, seconds=round(time.perf_counter() - started, 3)
        )

    # --- keeping the caches in step -----------------------------------------------------------------------------

    @contextmanager
    def _clear_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(
                f"The data folder {self._settings.home} cannot be used: {reason}. "
                "Make it writable, or choose another with COACH_HOME."
            ) from error

    @contextmanager
    def _build_lock(self, seconds: float) -> Iterator[None]:
        self._settings.home.mkdir(parents=True, exist_ok=True)
        try:
            self._building.acquire(timeout=seconds)
        except Timeout:
            raise StoreError(
                "Another coach process is building the index. Wait for it, or close it, and try again."
            ) from None
        try:
            yield
        finally:
            self._building.release()

    def _fingerprint(self) -> str:
        """Changes when a guide, the format or the embedding changes."""
        digest = hashlib.sha256(f"{FORMAT}:{self._embedder_name}".encode())
        folder = resource("knowledge", "guides")
        for path in sorted(folder.rglob("*.md")):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
        digest.update("\n".join(self._examples).encode())
        return digest.hexdigest()[:32]

    @property
    def _embedder_name(self) -> str:
        return self.embedder.name if self.embedder else "none"

    def _fresh(self, *, interrupted: bool = True) -> Snapshot | None:
        """The snapshot, if it is whole and of today's guides; None when it must be rebuilt.

        ``interrupted``: whether an unfinished ingest, left behind by a process that died, makes it stale.
        """
        if interrupted and self._dirty.exists() and not self._someone_else_builds():
            return None
        if self._settings.database_url is None and not (self._settings.home / "coach.db").exists():
            return None  # the truth is gone, and with it the user's own passages
        try:
            snapshot = Snapshot.load(self._folder)
        except DamagedSnapshot:
            return None
        if snapshot.fingerprint != self._fingerprint():
            return None
        if self._settings.database_url:  # another machine may have changed a shared database
            with self._shelf() as shelf:
                if shelf.revision() != snapshot.revision:
                    return None
        return snapshot

    def _someone_else_builds(self) -> bool:
        if self._building.is_locked:
            return False
        try:
            self._building.acquire(timeout=0)
        except Timeout:
            return True
        self._building.release()
        return False

    def _built(self) -> Snapshot:
        """Build the snapshot; while another process does, read the one there is, or wait for the first."""
        try:
            self._building.acquire(timeout=0)
        except Timeout:
            snapshot = self._older()
            if snapshot is not None:
                return snapshot
            with self._build_lock(_WAIT_FOR_BUILD):
                return self._fresh() or self._build_on_shelf()
        try:
            return self._fresh() or self._build_on_shelf()
        finally:
            self._building.release()

    def _older(self) -> Snapshot | None:
        try:
            snapshot = Snapshot.load(self._folder)
        except DamagedSnapshot:
            return None
        if snapshot.embedder != self._embedder_name:
            return None
        self._note("Another coach process is renewing the index; this one reads it as it was.")
        return snapshot

    def _build_on_shelf(self) -> Snapshot:
        with self._shelf() as shelf:
            snapshot = self._build(shelf)
            self._dirty.unlink(missing_ok=True)
            return snapshot

    def _follow(self) -> None:
        """Another process made a new snapshot: go on with it, unless it is for another embedding."""
        with self._mutex:
            self._seen = current_name(self._folder)
            try:
                snapshot = Snapshot.load(self._folder)
            except DamagedSnapshot:
                return
            if snapshot.embedder == self._embedder_name:
                self._use(snapshot)

    def _use(self, snapshot: Snapshot) -> Searcher:
        """Search this snapshot from now on."""
        dense = self._open_store(snapshot)
        _close(self._former)
        self._former, self._dense = self._dense, dense
        self._seen = current_name(self._folder)
        self._searcher = Searcher(snapshot, dense, head=kept_head(self._embedder_name))
        return self._searcher

    def _open_store(self, snapshot: Snapshot) -> Dense:
        url = self._settings.chroma_url
        if not self._own or self.embedder is None:
            return Matrix(snapshot)
        if url is None and not self._owning.is_locked:
            try:
                self._owning.acquire(timeout=0)
            except (Timeout, OSError):
                self._note("The vector store is in use by another coach process; this one reads the snapshot.")
                return Matrix(snapshot)
        from coach.guidance.index import open_index

        try:
            return open_index(snapshot, self._folder / "chroma", url)
        except StoreError as error:  # the snapshot answers the same; only the store is missing
            self._note(f"{error} Searching the snapshot instead.")
            return Matrix(snapshot)

    def _note(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    @contextmanager
    def _shelf(self) -> Iterator["Shelf"]:
        from coach.guidance.shelf import Shelf, open_engine

        shelf = Shelf(open_engine(self._settings.sql_url))
        try:
            yield shelf
        finally:
            shelf.close()

    def _build(self, shelf: "Shelf") -> Snapshot:
        """Build and save a snapshot from the shelf, after putting today's guides on it."""
        fingerprint = self._fingerprint()
        if shelf.meta("guides") != fingerprint:
            shelf.replace_guides(read_guides(resource("knowledge", "guides")), fingerprint)
        sections = shelf.sections()
        owners = [index for index, section in enumerate(sections) for _ in section.asks]
        asks = [ask for section in sections for ask in section.asks]
        snapshot = Snapshot(
            fingerprint=fingerprint,
            revision=shelf.revision(),
            embedder=self._embedder_name,
            sections=sections,
            passages=self._vectors(shelf, [section.indexed_text for section in sections], "passage"),
            questions=self._vectors(shelf, asks, "query"),
            owners=np.array(owners, dtype=np.int32),
            examples=self._vectors(shelf, self._examples, "query"),
            lexical=LexicalIndex.build([f"{section.indexed_text}\n{' '.join(section.asks)}" for section in sections]),
        )
        snapshot.save(self._folder)
        return snapshot

    def _vectors(self, shelf: "Shelf", texts: list[str], prefix: Literal["passage", "query"]) -> Vectors:
        """Vectors of shape (n, d): from those shipped with the guides, from the rows, and only then embedded."""
        if self.embedder is None or not texts:
            return np.zeros((0, 1), dtype=np.float32)
        wanted = {content_hash(f"{prefix}: {text}"): text for text in texts}
        shipped = _shipped(self.embedder.name)
        known = {key: shipped[key] for key in wanted if key in shipped}
        known |= shelf.vectors([key for key in wanted if key not in known], self.embedder.name)
        todo = [(key, text) for key, text in wanted.items() if key not in known]
        embed = self.embedder.passages if prefix == "passage" else self.embedder.queries
        for start in range(0, len(todo), _EMBED_BATCH):
            batch = todo[start : start + _EMBED_BATCH]
            fresh = dict(zip([key for key, _ in batch], embed([text for _, text in batch]), strict=True))
            shelf.keep_vectors(fresh, self.embedder.name)
            known |= fresh
            self.embedded += len(batch)
            _progress_on_stderr(start + len(batch), len(todo))
        return np.stack([known[content_hash(f"{prefix}: {text}")] for text in texts])


def _close(dense: Dense | None) -> None:
    close = getattr(dense, "close", None)  # the exact search holds nothing
    if close is not None:
        close()


@cache
def _shipped(embedder: str) -> dict[str, Vectors]:
    """Vectors of our own guides, made beforehand with the same model (``make vectors``); keys are content hashes."""
    path = resource("knowledge", "vectors.npz")
    try:
        with np.load(path) as file:
            if str(file["embedder"]) != embedder:
                return {}
            rows = file["rows"].astype(np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)  # half precision left them a little off unit length
            return dict(zip(file["keys"].tolist(), rows, strict=True))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return {}  # nothing shipped, or damaged: the texts are embedded instead
