"""The commands as scripts see them: stdout, stderr and exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.answer import Answer, Review


def run(home: Path, *arguments: str, text: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COACH_HOME": str(home), **variables}
    return subprocess.run(
        [sys.executable, "-m", "coach.cli", *arguments],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )


def test_ask_prints_json_alone(home: Path, coach: object) -> None:
    done = run(home, "ask", "物流業界の人とどうつながればいい？", "--json")
    assert done.returncode == 0, done.stderr
    assert Answer.model_validate_json(done.stdout).kind == "approach"


def test_ask_reads_standard_input(home: Path, coach: object) -> None:
    done = run(home, "ask", "-", "--lang", "en", text="How do I ask for an introduction?")
    assert done.returncode == 0, done.stderr
    assert "[1]" in done.stdout


def test_check_reads_a_file(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "mail.txt"
    draft.write_text("突然のご連絡失礼いたします。御社の顧客リストを送ってください。", encoding="utf-8")
    done = run(home, "check", str(draft), "--stage", "stranger", "--json")
    assert done.returncode == 0, done.stderr
    review = Review.model_validate_json(done.stdout)
    assert review.verdict == "over_asking"


def test_search_and_its_json(home: Path, coach: object) -> None:
    done = run(home, "search", "名刺交換のお礼", "-k", "3", "--json")
    rows = json.loads(done.stdout)
    assert len(rows) == 3
    assert set(rows[0]) >= {"passage_id", "guide", "source", "topic", "language", "heading", "text", "score"}
    assert rows[0]["score"] >= rows[1]["score"]


def test_doctor_is_well(home: Path, coach: object) -> None:
    done = run(home, "doctor", "--json")
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["writer"] == "offline"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", ""], 1),
        (["ask", "🎉"], 1),
        (["check", "/no/such/file"], 1),
        (["ask"], 2),
        (["ask", "x", "--kind", "nonsense"], 2),
        (["search", "x", "-k", "0"], 2),
        (["nonsense"], 2),
        (["ingest", "/no/such/folder"], 1),
    ],
)
def test_wrong_input_is_a_sentence_and_a_code(home: Path, coach: object, arguments: list[str], code: int) -> None:
    done = run(home, *arguments)
    assert done.returncode == code
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    if code == 1 and arguments[0] != "ingest":
        assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [("COACH_LANG", "fr"), ("COACH_EMBEDDINGS", "magic"), ("OPENAI_BASE_URL", "nowhere"), ("COACH_TIMEOUT", "soon")],
)
def test_a_wrong_setting_is_named(home: Path, name: str, value: str) -> None:
    done = run(home, "ask", "hello", **{name: value})
    assert done.returncode == 1
    assert name in done.stderr and value in done.stderr and "expected" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_loads_neither_chroma_nor_langchain() -> None:
    code = (
        "import sys; from coach import cli; from coach import asking; asking.check('紹介してください');"
        "print([m for m in ('chromadb','langchain_core','streamlit','sqlalchemy','openai') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
