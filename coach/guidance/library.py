"""The library: keeps shelf, snapshot and vector store in step, and hands out the searcher.

Truth is the shelf (SQL). The snapshot serves every process; the embedded vector store has one owner, the process that
holds the lock. A stale, missing or damaged cache is rebuilt from the shelf without being asked.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from coach.answer import IngestFailure, IngestReport
from coach.errors import InputError, StoreError
from coach.guidance.embedding import Embedder, Vectors
from coach.guidance.guide import content_hash, read_guides
from coach.guidance.lexical import LexicalIndex
from coach.guidance.search import Dense, Matrix, Searcher
from coach.guidance.snapshot import FORMAT, DamagedSnapshot, Snapshot
from coach.resources import resource
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.guidance.shelf import Shelf

__all__ = ["Library"]

_EMBED_BATCH = 32
# How long a second process waits for the first one to finish building the index, in seconds.
_WAIT_FOR_BUILD = 180.0
Progress = Callable[[int, int], None]


def _progress_on_stderr(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total or done % 512 == 0:
        print(f"\r  {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)  # noqa: T201


class Library:
    """The guidance material and the user's own, ready to be searched."""

    def __init__(self, settings: Settings, embedder: Embedder | None, examples: Sequence[str] = ()) -> None:
        self._settings, self.embedder, self._examples = settings, embedder, list(examples)
        self._folder = settings.index_home
        self._lock = FileLock(settings.home / "index.lock", thread_local=False)
        self._dirty = settings.home / "index.dirty"
        self._chroma: object | None = None
        self._searcher: Searcher | None = None
        self.notices: list[str] = []
        self.embedded = 0

    def open(self, *, own: bool) -> Searcher:
        """Bring the index up to date and return the searcher.

        ``own``: use the vector store, and keep it for this process; else read the snapshot, which answers alike.

        Raises:
            StoreError: the data folder or database cannot be used.
        """
        try:
            self._settings.home.mkdir(parents=True, exist_ok=True)
            snapshot = self._current_snapshot() or self._locked_build()
            dense: Dense = self._open_chroma(snapshot) if own else Matrix(snapshot)
        except OSError as error:
            raise StoreError(f"The data folder {self._settings.home} cannot be used: {error.strerror}.") from error
        self._searcher = Searcher(snapshot, dense)
        return self._searcher

    @property
    def searcher(self) -> Searcher:
        """The searcher of the opened library."""
        if self._searcher is None:
            raise StoreError("The library is not open.")
        return self._searcher

    @property
    def owns_store(self) -> bool:
        """Whether this process searches through the vector store (else through the snapshot)."""
        return self._chroma is not None

    def close(self) -> None:
        """Let go of the vector store and the lock."""
        from_chroma = getattr(self._chroma, "close", None)
        if from_chroma:
            from_chroma()
        self._chroma = None
        self._lock.release(force=True)

    def ingest(self, paths: Iterable[Path | str]) -> IngestReport:
        """Take in the user's own files: only what changed; an unreadable file is named and the rest goes on."""
        started = time.perf_counter()
        counts = dict.fromkeys(("added", "changed", "unchanged", "removed"), 0)
        failed: list[IngestFailure] = []
        self._take_lock()
        shelf = self._shelf()
        try:
            self._dirty.touch()
            for root in [Path(path).expanduser().absolute() for path in paths]:
                self._ingest_root(shelf, root, counts, failed)
            changed = counts["added"] + counts["changed"] + counts["removed"]
            if changed or self._current_snapshot(ignore_dirty=True) is None:
                self._refresh(self._build(shelf))
            self._dirty.unlink(missing_ok=True)
            held = shelf.count("mine")
        finally:
            shelf.close()
            if not self.owns_store:
                self._lock.release()
        return IngestReport(**counts, failed=failed, passages=held, seconds=round(time.perf_counter() - started, 3))

    def _ingest_root(self, shelf: "Shelf", root: Path, counts: dict[str, int], failed: list[IngestFailure]) -> None:
        from coach.guidance.documents import MOST_BYTES, find_files, read_sections
        from coach.guidance.shelf import ImportedFile

        known = shelf.files()
        seen: set[str] = set()
        found = find_files(root) if root.exists() else []
        for path in found:
            seen.add(str(path))
            try:
                size = path.stat().st_size
                if size > MOST_BYTES:
                    raise InputError(f"larger than {MOST_BYTES // 1_000_000} MB")
                data = path.read_bytes()
                digest = hashlib.sha256(data).hexdigest()
                if str(path) in known and known[str(path)].hash == digest:
                    counts["unchanged"] += 1
                    continue
                sections = read_sections(path, data)
            except (InputError, OSError) as error:
                why = error.strerror if isinstance(error, OSError) else str(error)
                failed.append(IngestFailure(path=str(path), why=why or "cannot be read"))
                continue
            shelf.replace_file(ImportedFile(str(path), digest, str(root), path.stat().st_mtime), sections)
            counts["changed" if str(path) in known else "added"] += 1
        gone = [p for p, file in known.items() if p not in seen and (file.root == str(root) or p == str(root))]
        for path_text in gone:
            shelf.remove_file(path_text)
            counts["removed"] += 1
        if not root.exists() and not gone:
            failed.append(IngestFailure(path=str(root), why="there is no such file or folder"))
        elif not found and not gone and root.is_dir():
            failed.append(IngestFailure(path=str(root), why="there is nothing in it that the coach reads"))

    # --- keeping the caches in step -----------------------------------------------------------------------------

    def _fingerprint(self) -> str:
        """Changes when a guide, the format or the embedding changes."""
        digest = hashlib.sha256(f"{FORMAT}:{self._embedder_name}".encode())
        for path in sorted(resource("knowledge", "guides").rglob("*.md")):
            digest.update(path.name.encode() + path.read_bytes())
        digest.update("\n".join(self._examples).encode())
        return digest.hexdigest()[:32]

    @property
    def _embedder_name(self) -> str:
        return self.embedder.name if self.embedder else "none"

    def _current_snapshot(self, *, ignore_dirty: bool = False) -> Snapshot | None:
        """The snapshot, if it is whole and of today's guides; None when it must be rebuilt."""
        if self._dirty.exists() and not ignore_dirty and not self._someone_builds():
            return None
        try:
            snapshot = Snapshot.load(self._folder)
        except DamagedSnapshot:
            return None
        if snapshot.fingerprint != self._fingerprint():
            return None
        if self._settings.database_url:  # another machine may have changed a shared database
            shelf = self._shelf()
            try:
                if shelf.revision() != snapshot.revision:
                    return None
            finally:
                shelf.close()
        return snapshot

    def _someone_builds(self) -> bool:
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return True
        self._lock.release()
        return False

    def _locked_build(self) -> Snapshot:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return self._of_the_other_process()
        shelf = None
        try:
            shelf = self._shelf()
            snapshot = self._build(shelf)
            self._dirty.unlink(missing_ok=True)
            return snapshot
        finally:
            if shelf is not None:
                shelf.close()
            self._lock.release()

    def _of_the_other_process(self) -> Snapshot:
        """Another process owns the index: read its snapshot, older guides or not; wait while it builds the first."""
        deadline = time.monotonic() + _WAIT_FOR_BUILD
        while True:
            try:
                snapshot = Snapshot.load(self._folder)
                if snapshot.embedder == self._embedder_name:
                    self.notices.append("Another coach process owns the index; this one reads it as it stands.")
                    return snapshot
            except DamagedSnapshot:
                pass
            if time.monotonic() > deadline:
                raise StoreError(
                    "Another coach process is building the index. Wait for it, or close it, and try again."
                )
            try:
                with self._lock.acquire(timeout=0.2):
                    pass
                return self._current_snapshot() or self._locked_build()
            except Timeout:
                continue

    def _take_lock(self) -> None:
        self._settings.home.mkdir(parents=True, exist_ok=True)
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire(timeout=2)
        except Timeout:
            raise StoreError(
                "The index is in use by another coach process (the chat page, perhaps). "
                "Close it and try again, or add the files on the page."
            ) from None

    def _open_chroma(self, snapshot: Snapshot) -> Dense:
        from coach.guidance.index import ChromaIndex

        url = self._settings.chroma_url
        if url is None and not self._lock.is_locked:
            try:
                self._lock.acquire(timeout=0)
            except Timeout:
                self.notices.append("Another coach process owns the vector store; this one reads the snapshot.")
                return Matrix(snapshot)
        index = ChromaIndex(None if url else self._folder / "chroma", url)
        index.open(snapshot)
        self._chroma = index
        return index

    def _refresh(self, snapshot: Snapshot) -> None:
        """Go on with a new snapshot in the running process."""
        from coach.guidance.index import ChromaIndex

        if isinstance(self._chroma, ChromaIndex):
            self._chroma.open(snapshot)
            self._searcher = Searcher(snapshot, self._chroma)
        else:
            self._searcher = Searcher(snapshot, Matrix(snapshot))

    def _shelf(self) -> "Shelf":
        from coach.guidance.shelf import Shelf, open_engine

        return Shelf(open_engine(self._settings.sql_url))

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

    def _vectors(self, shelf: "Shelf", texts: list[str], prefix: str) -> Vectors:
        """Vectors of shape (n, d): from the rows, from those shipped with the guides, and only then embedded."""
        if self.embedder is None or not texts:
            return np.zeros((0, 1), dtype=np.float32)
        keys = [content_hash(f"{prefix}: {text}") for text in texts]
        known = shelf.vectors(sorted(set(keys)), self.embedder.name)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        shipped = {key: row for key, row in _shipped(self.embedder.name).items() if key in missing} if missing else {}
        todo = [(key, text) for key, text in missing.items() if key not in shipped]
        embed = self.embedder.passages if prefix == "passage" else self.embedder.queries
        for start in range(0, len(todo), _EMBED_BATCH):
            batch = todo[start : start + _EMBED_BATCH]
            fresh = dict(zip([key for key, _ in batch], embed([text for _, text in batch]), strict=True))
            shelf.keep_vectors(fresh, self.embedder.name)
            known |= fresh
            self.embedded += len(batch)
            _progress_on_stderr(start + len(batch), len(todo))
        shelf.keep_vectors(shipped, self.embedder.name)
        known |= shipped
        return np.stack([known[key] for key in keys])


def _shipped(embedder: str) -> dict[str, Vectors]:
    """Vectors of our own guides, made beforehand with the same model (``make vectors``); keys are content hashes."""
    path = resource("knowledge", "vectors.npz")
    try:
        with np.load(path) as file:
            if str(file["embedder"]) != embedder:
                return {}
            return dict(zip(file["keys"].tolist(), file["rows"].astype(np.float32), strict=True))
    except (OSError, ValueError, KeyError):
        return {}  # nothing shipped, or damaged: the texts are embedded instead
