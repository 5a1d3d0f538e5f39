"""The check of one message: text in, Review out; no model, no files but our own, the same result each time."""

from dataclasses import replace
from typing import Literal

from coach.answer import Language, Review, Stage
from coach.asking.draft import Draft
from coach.asking.judging import Judged, judge
from coach.asking.layout import language_of
from coach.asking.relation import read_history, read_stage, to_history
from coach.asking.rewriting import rewrite
from coach.asking.signs import likely_tie
from coach.people.network import History

__all__ = ["check", "judged"]


def check(
    text: str,
    *,
    stage: Stage | None = None,
    history: str | History | None = None,
    language: Literal["auto", "ja", "en"] = "auto",
) -> Review:
    """Judge a message somebody is about to send.

    ``stage`` None is read from the text, as is what it says about earlier help. A free-text ``history`` is read into a
    :class:`History`. ``language`` is that of the findings; "auto" takes the text's.
    Offsets count code points of ``text``.
    """
    spoken = language_of(text) if language == "auto" else language
    result = judged(text, stage, to_history(history), spoken)
    return result.review(rewrite(result))


def judged(text: str, stage: Stage | None, history: History, language: Language) -> Judged:
    """Read and weigh the message, without a rewrite."""
    own = language_of(text)
    silence = read_history(text, own).days_since_contact
    known = history if history.days_since_contact is not None else history.model_copy(
        update={"days_since_contact": silence}
    )  # fmt: skip
    draft = Draft.read(text, language, stage or read_stage(text, own), known)
    return judge(draft if draft.stage else replace(draft, stage=likely_tie(draft.sentences, draft.chances)))
