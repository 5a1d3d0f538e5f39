"""``make bench``: how fast, in medians with spread, on this machine; beside a plain LangChain + Chroma retriever.

Cold figures are whole processes, started one after the other. Run it on a quiet machine.
"""

import argparse
import json
import os
import platform
import resource as usage
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

_RUNS = 5
_QUERIES = [
    "物流業界の人とどうつながればいい？",
    "交流会で名刺をもらった人に何を書けばいい？",
    "How do I ask for an introduction?",
    "返信が来ないとき、もう一度送っていい？",
    "紹介を頼まれすぎて困っています",
]
_PASSAGES = 10_000


@dataclass(frozen=True)
class Figure:
    """A median with its spread, in milliseconds or megabytes, and the most it should be."""

    name: str
    unit: str
    median: float
    low: float
    high: float
    target: float | None = None


def main() -> int:
    """Measure and print a Markdown table, or JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as home:
        figures = [*_cold(home), *_warm(home), *_large(), *_plain(home)]
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
    else:
        print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
        print("| figure | median | spread | target |\n|---|---|---|---|")
        for f in figures:
            target = "" if f.target is None else f"≤ {f.target:g}{'' if f.median <= f.target else ' ✗'}"
            print(f"| {f.name} | {f.median:.1f} {f.unit} | {f.low:.1f} to {f.high:.1f} | {target} |")
    return 0


def _figure(name: str, values: list[float], target: float | None = None, unit: str = "ms") -> Figure:
    return Figure(name, unit, statistics.median(values), min(values), max(values), target)


def _times(work: Callable[[], object], runs: int = _RUNS) -> list[float]:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return times


def _cold(home: str) -> list[Figure]:
    # Byte code is kept, as after an installation or any first run, whatever this machine's settings say.
    environment = {**os.environ, "COACH_HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)

    run("-m", "coach.cli", "--help")
    first = _times(lambda: run("-m", "coach.cli", "ask", _QUERIES[0]), 1)
    ask = _times(lambda: run("-m", "coach.cli", "ask", _QUERIES[0]))
    # What `coach ask` imports before it can read the question, less the interpreter's own start.
    imports = _times(lambda: run("-c", "import coach.cli, coach.build, sudachipy, bm25s, jinja2, jpholiday"))
    bare = statistics.median(_times(lambda: run("-c", "pass")))
    draft = Path(home) / "draft.txt"
    draft.write_text("突然のご連絡失礼いたします。御社の社長をご紹介いただけないでしょうか。" * 10, encoding="utf-8")
    check = _times(lambda: run("-m", "coach.cli", "check", str(draft)))
    return [
        _figure("first `coach ask` in an empty data folder", first),
        _figure("`coach ask`, cold process", ask, 1500),
        _figure("of it imports", [value - bare for value in imports], 600),
        _figure("`coach check`, cold process", check, 600),
    ]


def _warm(home: str) -> list[Figure]:
    from coach import Settings, open_coach

    settings = Settings(home=Path(home))
    sync = _times(lambda: open_coach(settings, once=True).close())
    with open_coach(settings) as coach:
        for query in _QUERIES:
            coach.ask(query)
        answers = [value for query in _QUERIES for value in _times(lambda query=query: coach.ask(query), 3)]  # type: ignore[misc]
        memory = usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / (1024 if platform.system() == "Linux" else 1024**2)
        vector = coach.library.embedder.queries(_QUERIES[:1])[0]  # type: ignore[union-attr]
        store = _times(lambda: coach.library.searcher.rank(_QUERIES[0], vector), 20)
    return [
        _figure("open with an unchanged index", sync, 500),
        _figure("answer, warm", answers, 150),
        _figure("search beyond the embedding, through Chroma", store, 10),
        _figure("resident memory with Chroma open", [memory], 600, "MB"),
    ]


def _large() -> list[Figure]:
    """Search at 10,000 passages made of the guides' own sections, repeated, with vectors of their own."""
    import dataclasses

    import numpy as np

    from coach.guidance.embedding import LocalE5
    from coach.guidance.guide import read_guides
    from coach.guidance.lexical import LexicalIndex
    from coach.guidance.search import Matrix, Searcher
    from coach.guidance.snapshot import Snapshot
    from coach.guidance.topics import kept_head
    from coach.resources import resource

    sections = read_guides(resource("knowledge", "guides"))
    many = [
        dataclasses.replace(sections[i % len(sections)], passage_id=f"p{i}", source="mine") for i in range(_PASSAGES)
    ]
    random = np.random.default_rng(0)
    rows = random.standard_normal((_PASSAGES, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    snapshot = Snapshot(
        fingerprint="",
        revision=0,
        embedder="",
        sections=many,
        passages=rows,
        questions=rows[:3000],
        owners=np.arange(3000, dtype=np.int32),
        examples=rows[:1],
        lexical=LexicalIndex.build([section.indexed_text for section in many]),
    )
    searcher = Searcher(snapshot, Matrix(snapshot), head=kept_head(LocalE5.name))
    times = [t for query in _QUERIES for t in _times(lambda query=query: searcher.rank(query, rows[7]).top(5), 6)]  # type: ignore[misc]
    return [_figure(f"search beyond the embedding at {_PASSAGES:,} passages", times, 10)]


def _plain(home: str) -> list[Figure]:
    """The usual recipe, with the same embedding: recursive splitter, Chroma, similarity_search."""
    code = (
        "import time,sys\n"
        "from langchain_chroma import Chroma\n"
        "from langchain_text_splitters import RecursiveCharacterTextSplitter\n"
        "from coach.guidance.embedding import LocalE5\n"
        "from coach.guidance.guide import read_guides\n"
        "from coach.resources import resource\n"
        "e=LocalE5()\n"
        "class E:\n"
        "    def embed_documents(self,t): return e.passages(t).tolist()\n"
        "    def embed_query(self,t): return e.queries([t])[0].tolist()\n"
        "texts=[s.text for s in read_guides(resource('knowledge','guides'))[:60]]\n"
        "docs=RecursiveCharacterTextSplitter(chunk_size=500,chunk_overlap=50).create_documents(texts)\n"
        "db=Chroma.from_documents(docs,E())\n"
        f"q={_QUERIES!r}\n"
        "for x in q:\n"
        "    t=time.perf_counter(); db.similarity_search(x,k=5); print((time.perf_counter()-t)*1000)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [
        _figure(
            "plain LangChain + Chroma: one similarity_search, embedding included",
            [float(x) for x in done.stdout.split()],
        )
    ]


if __name__ == "__main__":
    sys.exit(main())
