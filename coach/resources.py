"""Where prompts, guides, the page and the evaluation are: beside the package, or inside an installed wheel."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["load_yaml", "resource"]

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a data file or folder, such as ``resource("knowledge", "guides", "ja")``."""
    installed = _PACKAGE / "_data"
    root = installed if installed.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)


@cache
def load_yaml(path: Path) -> Any:
    """Read one of our own YAML files (never a user's); the C loader is about ten times faster than the pure one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)  # noqa: S506 - both are safe loaders
