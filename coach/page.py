"""Starts what runs beside the package: the chat page and the evaluation, each in a process of its own."""

import os
import subprocess
import sys

from coach.errors import InputError
from coach.resources import resource
from coach.settings import Settings

__all__ = ["run_evaluation", "serve"]


def serve(port: int, settings: Settings) -> int:
    """Serve the chat page on http://localhost:<port> until it is stopped.

    Raises:
        InputError: the port is taken or is none.
    """
    _check_port(port)
    settings.home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ui.launch", str(port)]
    try:
        return subprocess.call(command, env=_environment())  # noqa: S603 - our own module
    except KeyboardInterrupt:
        return 0


def run_evaluation(suite: str | None, *, as_json: bool) -> int:
    """Run ``evals``; its tables go to stdout."""
    command = [sys.executable, "-m", "evals.run", *([suite] if suite else []), *(["--json"] if as_json else [])]
    return subprocess.call(command, env=_environment())  # noqa: S603 - our own module


def _check_port(port: int) -> None:
    import socket

    if not 1 <= port <= 65535:
        raise InputError(f"--port {port} cannot be used: expected a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise InputError(f"Port {port} is in use. Choose another with --port (or PORT=… make run).") from None


def _environment() -> dict[str, str]:
    """Our folder of pages and evaluations on the path, and one thread for the embedding."""
    paths = [str(resource()), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1", "ANONYMIZED_TELEMETRY": "False"}
