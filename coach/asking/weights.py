"""The numbers of the check, kept in ``weights.yaml`` with the reason of each."""

from functools import cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml

__all__ = ["weights"]


@cache
def weights() -> dict[str, Any]:
    """Points of requests, relations and manners, and where the verdicts begin."""
    loaded: dict[str, Any] = load_yaml(Path(__file__).with_name("weights.yaml"))
    return loaded
