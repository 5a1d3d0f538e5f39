"""How soon the page can be used: ``python tests/e2e/usable.py [RUNS]`` prints the seconds, median and spread.

Each run starts a server of its own, waits until it answers, opens the page in a browser without a cache and waits until
the chat field takes text.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from browsing import QUIET, chromium_path, served
from playwright.sync_api import sync_playwright

__all__ = ["measure"]

_READY = "[data-testid=stChatInputTextArea]:enabled"


def measure(runs: int = 5) -> list[float]:
    """Seconds from the server's first answer to a chat field that takes text, one figure a run.

    Raises:
        RuntimeError: there is no Chromium on this machine.
    """
    path = chromium_path()
    if path is None:
        raise RuntimeError("no Chromium on the path; CHROMIUM can name one")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=QUIET)
        browser.new_page().goto("about:blank")  # the browser's own start is not the page's
        found = []
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as home, served(Path(home)) as address:
                page = browser.new_context(locale="ja-JP").new_page()
                begin = time.perf_counter()
                page.goto(address)
                page.wait_for_selector(_READY)
                found.append(time.perf_counter() - begin)
                page.context.close()
        browser.close()
    return found


if __name__ == "__main__":
    seconds = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    print(f"usable after {statistics.median(seconds):.2f} s (from {min(seconds):.2f} to {max(seconds):.2f})")
