"""The vector store and the snapshot answer alike; the store is cosine, silent, and replaced when it is not right."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.errors import StoreError
from coach.guidance.index import ChromaIndex, open_index
from coach.guidance.lexical import LexicalIndex
from coach.guidance.search import Matrix
from coach.guidance.snapshot import DamagedSnapshot, Snapshot
from coach.section import Section


def make_snapshot(n: int = 60, seed: int = 0) -> Snapshot:
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(n * 3, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    sections = [
        Section(f"en/g{i}#0", f"en/g{i}", "guides", "asking", "en", "Title", f"Heading {i}", f"word{i}", ("a?", "b?"))
        for i in range(n)
    ]
    owners = np.repeat(np.arange(n, dtype=np.int32), 2)
    lexical = LexicalIndex.build([section.indexed_text for section in sections])
    return Snapshot("f", 1, "test", sections, rows[:n], rows[n:], owners, rows[:2], lexical)


def test_the_store_and_the_snapshot_give_the_same_neighbours(tmp_path: Path) -> None:
    snapshot = make_snapshot()
    index, exact = open_index(snapshot, tmp_path, None), Matrix(snapshot)
    for row in range(0, 60, 7):
        query = (snapshot.passages[row] + 0.3 * snapshot.questions[row]).astype(np.float32)
        query /= np.linalg.norm(query)
        for name in ("passages", "questions"):
            ours, theirs = index.nearest(name, query, 10), exact.nearest(name, query, 10)
            assert [row for row, _ in ours] == [row for row, _ in theirs]
            assert np.allclose([cosine for _, cosine in ours], [cosine for _, cosine in theirs], atol=1e-4)
    assert index.healthy
    index.close()


def test_the_store_is_cosine_silent_and_used_again(tmp_path: Path) -> None:
    snapshot = make_snapshot()
    index = open_index(snapshot, tmp_path, None)
    client = index._client
    assert client.get_settings().anonymized_telemetry is False
    for collection in client.list_collections():
        assert collection.configuration["hnsw"]["space"] == "cosine"
    index.close()
    folders = sorted(tmp_path.iterdir())
    open_index(snapshot, tmp_path, None).close()
    assert sorted(tmp_path.iterdir()) == folders
    other = replace(snapshot, sections=snapshot.sections[::-1])
    open_index(other, tmp_path, None).close()
    assert len(list(tmp_path.iterdir())) == 1 and sorted(tmp_path.iterdir()) != folders


@pytest.mark.parametrize(
    "harm", ["truncate the database", "garbage in the vectors", "delete the database", "lose rows"]
)
@pytest.mark.fault
def test_a_damaged_store_is_built_anew(tmp_path: Path, harm: str) -> None:
    """In a process of its own: chromadb keeps a store's files open, and a broken one may end the process."""
    snapshot = make_snapshot(400)
    snapshot.save(tmp_path / "snapshot")
    program = (
        "import sys; from pathlib import Path; from coach.guidance.snapshot import Snapshot;"
        "from coach.guidance.index import open_index; s = Snapshot.load(Path(sys.argv[1]) / 'snapshot');"
        "i = open_index(s, Path(sys.argv[1]) / 'chroma', None);"
        "print([i.nearest('passages', s.passages[n], 1)[0][0] for n in range(0, 400, 9)], i.healthy); i.close()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    wanted = f"{list(range(0, 400, 9))} True"
    assert subprocess.run(command, capture_output=True, text=True).stdout.strip() == wanted
    database = next((tmp_path / "chroma").rglob("chroma.sqlite3"))
    if harm == "truncate the database":
        database.write_bytes(database.read_bytes()[:5000])
    elif harm == "delete the database":
        database.unlink()
    elif harm == "lose rows":
        import sqlite3

        with sqlite3.connect(database) as connection:
            connection.execute("DELETE FROM embeddings WHERE id % 2 = 0")
    else:
        for path in (tmp_path / "chroma").rglob("*.bin"):
            path.write_bytes(b"\xff" * max(100, path.stat().st_size))
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.strip() == wanted, done.stderr[-800:]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real ``chroma run`` on loopback."""
    chroma = Path(sys.executable).with_name("chroma")
    port = 18000 + (time.time_ns() // 1000) % 2000
    folder = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [str(chroma), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=1)  # noqa: S310
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("the Chroma server did not start")
        yield url
    finally:
        process.terminate()
        process.wait(10)


def test_a_server_serves_two_snapshots_at_once(server: str, tmp_path: Path) -> None:
    one, two = make_snapshot(seed=1), make_snapshot(seed=2)
    first, second = open_index(one, tmp_path, server), open_index(two, tmp_path, server)
    for index, snapshot in ((first, one), (second, two)):
        assert [index.nearest("passages", snapshot.passages[n], 1)[0][0] for n in range(60)] == list(range(60))
        assert index.healthy
    assert isinstance(open_index(one, tmp_path, server), ChromaIndex)


def test_a_collection_in_another_space_is_not_trusted(server: str, tmp_path: Path) -> None:
    import chromadb

    snapshot = make_snapshot(seed=3)
    client = chromadb.HttpClient(host="127.0.0.1", port=int(re.findall(r"\d+$", server)[0]))
    for name in ("passages", "questions"):
        client.create_collection(f"coach-{snapshot.stamp}-{name}", embedding_function=None, metadata={"full": 60})
    index = open_index(snapshot, tmp_path, server)
    assert client.get_collection(f"coach-{snapshot.stamp}-passages").configuration["hnsw"]["space"] == "cosine"
    assert index.nearest("passages", snapshot.passages[5], 1)[0][0] == 5


def test_an_absent_server_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=re.escape("http://127.0.0.1:9")):
        open_index(make_snapshot(), tmp_path, "http://127.0.0.1:9")


def test_a_store_that_fails_later_is_replaced_by_the_exact_search(server: str, tmp_path: Path) -> None:
    snapshot = make_snapshot(seed=4)
    index = open_index(snapshot, tmp_path, server)
    for collection in index._client.list_collections():
        index._client.delete_collection(collection.name)
    assert index.nearest("questions", snapshot.questions[7], 1)[0][0] == 7
    assert not index.healthy


@pytest.mark.parametrize("victim", ["passages.npy", "sections.json", "manifest.json", "words"])
def test_a_damaged_snapshot_is_not_used(tmp_path: Path, victim: str) -> None:
    make_snapshot().save(tmp_path)
    folder = tmp_path / (tmp_path / "CURRENT").read_text()
    target = folder / victim
    path = sorted(target.iterdir())[0] if target.is_dir() else target
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(DamagedSnapshot):
        Snapshot.load(tmp_path)


def test_a_snapshot_comes_back_as_it_was(tmp_path: Path) -> None:
    snapshot = make_snapshot()
    snapshot.save(tmp_path)
    again = Snapshot.load(tmp_path)
    assert again.sections == snapshot.sections and again.stamp == snapshot.stamp
    assert np.array_equal(again.lexical.scores("word7")[0], snapshot.lexical.scores("word7")[0])
    assert (
        json.loads((tmp_path / (tmp_path / "CURRENT").read_text() / "manifest.json").read_text())["embedder"] == "test"
    )
