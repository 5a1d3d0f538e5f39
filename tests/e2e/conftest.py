"""The page in a real headless Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import NAMES, QUIET, chromium_path, served, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def page_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder behind the page."""
    return tmp_path_factory.mktemp("page-home")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless Chromium; these tests are skipped only where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")
    path = chromium_path()
    if path is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the path; CHROMIUM can name one")
    with driver.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(page_home: Path, browser: "Browser") -> Iterator[str]:
    """The page without a model."""
    with served(page_home) as address:
        yield address


@pytest.fixture
def look(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """Opens pages: ``look(address, language="ja", scheme="light", width=1280)``; closes them afterwards."""
    contexts = []

    def opened(address: str, language: str = "ja", scheme: Any = "light", width: int = 1280) -> "Page":
        context = browser.new_context(
            color_scheme=scheme,
            locale={"ja": "ja-JP", "en": "en-US"}[language],
            viewport={"width": width, "height": 844 if width < 600 else 900},
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(address)
        page.wait_for_selector("h1")
        settle(page)
        return page

    yield opened
    for context in contexts:
        context.close()
