"""Draws sources: each opens to the whole passage, with the quoted words highlighted."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ui import engine, naming
from ui.render import draw, markdown, plain
from ui.session import Turn
from ui.text import Words

if TYPE_CHECKING:
    from coach import Answer
    from coach.answer import Passage

__all__ = ["draw_guide", "draw_passages", "draw_sources", "look_up"]


def draw_sources(turn: Turn, answer: "Answer", anchor: str, words: Words) -> None:
    """The cited passages, then the others that were looked at."""
    known = {passage.passage_id: passage for passage in turn.passages}
    cited = []
    for citation in answer.citations:
        passage = known.get(citation.passage_id) or look_up(citation.passage_id)
        if passage is not None:
            known[passage.passage_id] = passage
        cited.append(
            {
                "n": citation.n,
                "heading": citation.heading,
                "where": naming.where(passage or citation, words),
                "language": passage.language if passage else words.language,
                "body": _body(passage, citation.quote, words),
            }
        )
    turn.passages = list(known.values())
    used = {citation.passage_id for citation in answer.citations}
    others = [_source(passage, words) for passage in turn.passages if passage.passage_id not in used]
    if answer.kind == "no_guidance":
        others = []
    if cited or others:
        draw("sources.html", words=words, anchor=anchor, cited=cited, others=others)


def draw_passages(passages: "list[Passage]", words: Words) -> None:
    """Search results; the best one is open."""
    draw("passages.html", words=words, sources=[_source(passage, words) for passage in passages])


def draw_guide(passages: "list[Passage]", words: Words) -> None:
    """A guide to be read through: its sections under their headings."""
    draw("guide.html", words=words, sources=[_source(passage, words) for passage in passages])


def _source(passage: "Passage", words: Words) -> dict[str, Any]:
    return {
        "heading": passage.heading,
        "where": naming.where(passage, words),
        "language": passage.language,
        "body": markdown(passage.text),
    }


def look_up(passage_id: str) -> "Passage | None":
    """A passage by its id; None where the material can't be opened or no longer holds it."""
    from coach.errors import CoachError

    try:
        return engine.coach().passage(passage_id)
    except CoachError:
        return None


def _body(passage: "Passage | None", quote: str, words: Words) -> Markup:
    """The passage with the quote highlighted; the quote alone when the passage is gone."""
    if passage is None:
        return Markup("<p><mark>{}</mark></p><p>{}</p>").format(plain(quote), words("card.passage_gone"))
    return markdown(passage.text, quote=quote)
