"""How the page is served: on this machine only, with no telemetry. ``python -m ui.launch PORT`` serves it."""

import subprocess
import sys
from pathlib import Path

__all__ = ["command", "main"]

_FLAGS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "localhost",
    "client.toolbarMode": "minimal",
}


def command(port: int) -> list[str]:
    """The command that serves the page on http://localhost:<port>."""
    flags = {"server.port": str(port), **_FLAGS}
    script = Path(__file__).resolve().parent / "app.py"
    return [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *(part for name, value in flags.items() for part in (f"--{name}", value)),
    ]


def main() -> int:
    """Serve until stopped; returns the exit code."""
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.stderr.write("usage: python -m ui.launch PORT\n")
        return 2
    try:
        return subprocess.call(command(int(sys.argv[1])))  # noqa: S603 - our own command
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
