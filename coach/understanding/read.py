"""From a text to a Brief: the whole reading in order."""

from collections.abc import Callable
from datetime import date

from coach.answer import Kind, Language
from coach.brief import Brief
from coach.understanding.kinds import Head, Vectors, read_kind
from coach.understanding.language import detect_language
from coach.understanding.pasted import split_pasted
from coach.understanding.text import clean

__all__ = ["understand"]


def understand(
    text: str,
    *,
    embed: Callable[[list[str]], Vectors] | None,
    kind: Kind | None = None,
    language: str = "auto",
    today: date,
    previous: Brief | None = None,
    head: Head | None = None,
) -> Brief:
    """Read a request. ``embed`` gives unit-norm query vectors (or is None), ``head`` comes from :func:`train`.

    Raises:
        InputError: nothing to read, or too much.
    """
    text = clean(text, language)
    pasted = split_pasted(text)
    spoken: Language = language if language in ("ja", "en") else ("ja" if detect_language(text) == "ja" else "en")  # type: ignore[assignment]
    request = pasted.request or text
    vector = embed([request])[0] if embed is not None and head is not None and head.mean is not None else None
    reading = read_kind(request, vector, head)
    best: Kind = kind or reading.best  # type: ignore[assignment]
    return Brief(
        text=text,
        language=spoken,
        kind=best,
        alternative_kind=None if kind else reading.alternative,  # type: ignore[arg-type]
        scope=reading.scope,
        draft=pasted.draft,
        draft_start=pasted.start,
    )
