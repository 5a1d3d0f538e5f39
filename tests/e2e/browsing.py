"""Serves the page as ``coach ui`` does and reads it as a browser shows it."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.resources import resource
from ui.launch import command

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A browser that asks nobody anything by itself.
QUIET = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-default-apps --disable-extensions"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_START_SECONDS = 60.0

_FAINT = Path(__file__).with_name("faint.js")
_STICKING_OUT = """() => [
  document.documentElement.scrollWidth - innerWidth,
  ...[...document.querySelectorAll("[data-testid=stMain] *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("[data-testid=stTabs], table"))
    .slice(0, 5).map(e => e.tagName + "." + e.className)]"""


def chromium_path() -> str | None:
    """The browser to drive: ``CHROMIUM``, or the first of the usual names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def served(home: Path, **environment: str) -> Iterator[str]:
    """The page, served on a free port until the end of the block; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("COACH_", "OPENAI_"))}
    own = {"PYTHONPATH": str(resource()), "OMP_NUM_THREADS": "1", "COACH_HOME": str(home)}
    with (home / "page.log").open("wb") as log:
        process = subprocess.Popen(
            command(port), env={**inherited, **own, **environment}, stdout=log, stderr=log, cwd=home
        )
        try:
            _wait_until_healthy(port, process)
            yield f"http://localhost:{port}/"
        finally:
            process.terminate()
            process.wait(20)


def _wait_until_healthy(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("the page was not served")


def settle(page: "Page") -> None:
    """Wait until the script behind the page has run and what it drew is there."""
    page.wait_for_timeout(250)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=60_000
    )
    page.wait_for_timeout(250)


def ask(page: "Page", text: str) -> None:
    """Ask in the chat, and wait for the answer."""
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill(text)
    field.press("Enter")
    settle(page)


def faint_texts(page: "Page") -> list[str]:
    """Texts that are hard to read on their ground, with their contrast."""
    found: list[str] = page.evaluate(_FAINT.read_text(encoding="utf-8").split("\n", 1)[1].rstrip(";\n"))
    return found


def sticking_out(page: "Page") -> list[Any]:
    """How far the page is wider than the window (0 when it fits), and what sticks out of it."""
    found: list[Any] = page.evaluate(_STICKING_OUT)
    return found
