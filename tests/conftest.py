"""Shared fixtures: a data folder that is built once, and a coach on it. Nothing of the developer's own is touched."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from coach.coach import Coach

# One thread: with two, a busy machine makes every embedding wait a second.
os.environ["OMP_NUM_THREADS"] = "1"
for name in [name for name in os.environ if name.startswith(("COACH_", "OPENAI_"))]:
    del os.environ[name]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder for tests that only read the guides."""
    return tmp_path_factory.mktemp("coach-home")


@pytest.fixture(scope="session")
def coach(home: Path) -> "Iterator[Coach]":
    """An offline coach as one-off commands open it."""
    from coach import Settings, open_coach

    with open_coach(Settings(home=home), once=True) as opened:
        yield opened
