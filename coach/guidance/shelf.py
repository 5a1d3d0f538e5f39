"""The shelf: every passage, its vector and every imported file, as rows. All indexes can be rebuilt from here."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import (
    Column,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from coach.errors import StoreError
from coach.guidance.embedding import Vectors
from coach.section import Section

__all__ = ["ImportedFile", "Shelf", "open_engine"]

_metadata = MetaData()
_sections = Table(
    "sections",
    _metadata,
    Column("passage_id", String(300), primary_key=True),
    Column("source", String(10), nullable=False, index=True),
    Column("file", Text, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
)
_vectors = Table(
    "vectors",
    _metadata,
    Column("hash", String(64), primary_key=True),
    Column("embedder", String(200), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
_files = Table(
    "files",
    _metadata,
    Column("path", Text, primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("root", Text, nullable=False),
    Column("modified", Float, nullable=False),
)
_meta = Table("meta", _metadata, Column("key", String(60), primary_key=True), Column("value", Text, nullable=False))

_BATCH = 400


@dataclass(frozen=True)
class ImportedFile:
    """A file of the user's own material; ``root`` is the folder it was found under (or the file itself)."""

    path: str
    hash: str
    root: str
    modified: float


def open_engine(url: str) -> Engine:
    """Create the SQLAlchemy engine; SQLite gets WAL, full sync, foreign keys and a busy time-out."""
    try:
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        return engine
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise StoreError(f"The database cannot be opened: {_short(error)}") from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


class Shelf:
    """Rows of passages, vectors and files in one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with self._reading() as connection:
            _metadata.create_all(connection)
            connection.commit()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"The database cannot be used: {_short(error)}") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"The database cannot be written: {_short(error)}") from error

    def sections(self) -> list[Section]:
        """All passages, guides first, in reading order."""
        query = select(_sections.c.body).order_by(_sections.c.source, _sections.c.file, _sections.c.position)
        with self._reading() as connection:
            return [_section(body) for (body,) in connection.execute(query)]

    def count(self, source: str) -> int:
        """Number of passages of a source (``guides`` or ``mine``)."""
        query = select(func.count()).select_from(_sections).where(_sections.c.source == source)
        with self._reading() as connection:
            return int(connection.execute(query).scalar_one())

    def replace_guides(self, sections: Iterable[Section], fingerprint: str) -> None:
        """Put these guides in place of the ones held."""
        with self.writing() as connection:
            connection.execute(delete(_sections).where(_sections.c.source == "guides"))
            _insert(connection, [(section, section.guide) for section in sections])
            _set_meta(connection, "guides", fingerprint)
            _set_meta(connection, "revision", str(_revision(connection) + 1))

    def replace_file(self, file: ImportedFile, sections: list[Section]) -> None:
        """Put one imported file with its passages in place of its former version."""
        with self.writing() as connection:
            _forget(connection, file.path)
            connection.execute(insert(_files).values(**asdict(file)))
            _insert(connection, [(section, file.path) for section in sections])
            _set_meta(connection, "revision", str(_revision(connection) + 1))

    def remove_file(self, path: str) -> None:
        """Forget an imported file and its passages."""
        with self.writing() as connection:
            _forget(connection, path)
            _set_meta(connection, "revision", str(_revision(connection) + 1))

    def files(self) -> dict[str, ImportedFile]:
        """The imported files by path."""
        with self._reading() as connection:
            rows = connection.execute(select(_files)).mappings().all()
        return {row["path"]: ImportedFile(**row) for row in rows}

    def meta(self, key: str) -> str | None:
        """A value kept beside the rows, such as the fingerprint of the guides."""
        with self._reading() as connection:
            return connection.execute(select(_meta.c.value).where(_meta.c.key == key)).scalar_one_or_none()

    def revision(self) -> int:
        """Counts every change of passages; the caches carry the revision they were built from."""
        with self._reading() as connection:
            return _revision(connection)

    def vectors(self, hashes: list[str], embedder: str) -> dict[str, Vectors]:
        """Vectors already known, by content hash."""
        found: dict[str, Vectors] = {}
        with self._reading() as connection:
            for start in range(0, len(hashes), _BATCH):
                query = select(_vectors.c.hash, _vectors.c.data).where(
                    _vectors.c.embedder == embedder, _vectors.c.hash.in_(hashes[start : start + _BATCH])
                )
                found |= {key: np.frombuffer(data, dtype=np.float32) for key, data in connection.execute(query)}
        return found

    def keep_vectors(self, vectors: dict[str, Vectors], embedder: str) -> None:
        """Remember vectors by content hash."""
        rows = [{"hash": key, "embedder": embedder, "data": row.tobytes()} for key, row in vectors.items()]
        if not rows:
            return
        with self.writing() as connection:
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                keys = [row["hash"] for row in batch]
                connection.execute(delete(_vectors).where(_vectors.c.embedder == embedder, _vectors.c.hash.in_(keys)))
                connection.execute(insert(_vectors), batch)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def _insert(connection: Connection, sections: list[tuple[Section, str]]) -> None:
    rows = [
        {
            "passage_id": section.passage_id,
            "source": section.source,
            "file": file,
            "position": section.position,
            "body": json.dumps(_plain(section), ensure_ascii=False),
        }
        for section, file in sections
    ]
    if rows:
        connection.execute(insert(_sections), rows)


def _plain(section: Section) -> dict[str, Any]:
    return {name: getattr(section, name) for name in Section.__dataclass_fields__}


def _section(body: str) -> Section:
    fields: dict[str, Any] = json.loads(body)
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return Section(**fields)


def _forget(connection: Connection, path: str) -> None:
    connection.execute(delete(_sections).where(_sections.c.source == "mine", _sections.c.file == path))
    connection.execute(delete(_files).where(_files.c.path == path))


def _revision(connection: Connection) -> int:
    return int(connection.execute(select(_meta.c.value).where(_meta.c.key == "revision")).scalar_one_or_none() or 0)


def _set_meta(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(_meta).where(_meta.c.key == key))
    connection.execute(insert(_meta).values(key=key, value=value))


def _short(error: Exception) -> str:
    """The driver's own sentence, without SQLAlchemy's SQL and link lines (and so without row contents)."""
    return str(getattr(error, "orig", None) or error).splitlines()[0][:200]
