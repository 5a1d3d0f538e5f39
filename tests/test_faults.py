"""Two processes on one folder, kills in the middle, damaged and deleted files: it mends itself or says why."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.fault
ROOT = Path(__file__).resolve().parent.parent
# Word search needs no embedding; "toy" embeds by letters, so that the vector store is used without the real model.
PROGRAM = """
import sys, time
import numpy as np
from pathlib import Path
from coach import Settings
from coach.errors import CoachError
from coach.guidance.library import Library

class Toy:
    name = "toy"
    def queries(self, texts):
        time.sleep(float(PAUSE))
        counts = [np.bincount([ord(c) % 48 for c in text], minlength=48) + 0.1 for text in texts]
        rows = np.array(counts, dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
    passages = queries

library = Library(Settings(home=HOME), Toy())
try:
    BODY
except CoachError as error:
    print("CoachError:", error)
"""
SEARCH = """searcher = library.open(own=OWN)
    asked = "お礼のメールはいつ送る?"
    hits = searcher.rank(asked, library.embedder.queries([asked])[0], language="ja").top(3)
    print(len(hits), library.owns_store, len(searcher.snapshot.sections) > 100, library.notices)
    library.close()"""


def program(home: Path, body: str = SEARCH, *, own: bool = True, pause: float = 0.0) -> list[str]:
    text = PROGRAM.replace("BODY", body).replace("HOME", repr(str(home)))
    return [sys.executable, "-c", text.replace("OWN", str(own)).replace("PAUSE", str(pause))]


def run(home: Path, body: str = SEARCH, *, own: bool = True, before: tuple[str, ...] = ()) -> str:
    command = [*before, *program(home, body, own=own)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert "Traceback" not in done.stderr, done.stderr[-1500:]
    return done.stdout.strip()


def bound_by_permissions() -> tuple[str, ...]:
    """What to run a command with so that file permissions hold, which they do not for root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("running as root, and there is no setpriv to give up its rights")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("built")
    assert run(home) == "3 True True []"
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


@pytest.mark.parametrize("harm", ["no pointer", "no index", "empty array", "damaged words", "no database"])
def test_damaged_caches_are_built_anew(home: Path, harm: str) -> None:
    snapshot = next((home / "index").glob("snapshot-*"))
    if harm == "no pointer":
        (home / "index" / "CURRENT").unlink()
    elif harm == "no index":
        shutil.rmtree(home / "index")
    elif harm == "empty array":
        (snapshot / "passages.npy").write_bytes(b"")
    elif harm == "damaged words":
        next((snapshot / "words").iterdir()).write_bytes(b"\x00\xff")
    else:
        for path in home.glob("coach.db*"):
            path.unlink()
    assert run(home) == "3 True True []"
    assert run(home, own=False) == "3 False True []"


def test_a_damaged_database_is_named(home: Path) -> None:
    shutil.rmtree(home / "index")
    for path in home.glob("coach.db-*"):
        path.unlink()
    (home / "coach.db").write_bytes(b"this is no database" * 500)
    assert run(home).startswith("CoachError: The database cannot be used: file is not a database")


def test_a_second_process_reads_and_can_take_files_in(home: Path, tmp_path: Path) -> None:
    """The first one owns the store and goes on with what the second one took in."""
    note = tmp_path / "note.md"
    note.write_text("# Harbour\nThe zebra quay opens on Fridays.")
    body = (
        SEARCH.rsplit("\n", 1)[0]
        + """
    sys.stdout.flush()
    sys.stdin.readline()
    print(library.searcher.rank("zebra quay", None).top(1, "mine")[0].section.guide, library.owns_store)
    library.close()"""
    )
    first = subprocess.Popen(
        program(home, body), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )  # fmt: skip
    assert first.stdin is not None and first.stdout is not None
    assert first.stdout.readline().strip() == "3 True True []"
    second = run(home)
    assert second.startswith("3 False True") and "in use by another coach process" in second
    taken = run(home, f"library.open(own=False); print(library.ingest([{str(note)!r}]).added)")
    assert taken == "1"
    out, _ = first.communicate("go\n", timeout=60)
    assert out.strip() == "note.md True"


@pytest.mark.parametrize("body", [SEARCH, "library.open(own=False); library.ingest([FOLDER])"])
def test_killed_in_the_middle(home: Path, tmp_path: Path, body: str) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(30):
        (notes / f"{number}.md").write_text(f"# Note {number}\nI met person {number} at the harbour.")
    if body == SEARCH:  # a build from nothing
        shutil.rmtree(home)
    body = body.replace("FOLDER", repr(str(notes)))
    for wait in (0.9, 1.3, 1.8):
        process = subprocess.Popen(
            program(home, body, pause=0.15), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # fmt: skip
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert run(home) == "3 True True []"
    again = run(home, f"library.open(own=False); r = library.ingest([{str(notes)!r}]); print(r.failed, r.passages)")
    assert again == "[] 30"


def test_two_builds_at_once_end_in_one_index(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(program(tmp_path, pause=0.02), stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)
    ]
    outs = [process.communicate(timeout=120)[0] for process in both]
    assert all(out.startswith("3 ") for out in outs), outs
    assert run(tmp_path) == "3 True True []"


def test_no_embedding_at_all(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("coach")), "search", "名刺交換のお礼", "--json"],
        capture_output=True, text=True, env={**os.environ, "COACH_HOME": str(tmp_path), "COACH_EMBEDDINGS": "none"},
    )  # fmt: skip
    assert done.returncode == 0 and '"topic":"follow-up"' in done.stdout


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    said = run(locked / "home", before=bound_by_permissions())
    assert said.startswith(f"CoachError: The data folder {locked / 'home'} cannot be used: Permission denied.")


def test_a_built_home_can_be_read_without_writing(home: Path) -> None:
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert run(home, before=bound_by_permissions()).startswith("3 False True")
