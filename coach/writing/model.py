"""The model writer: any OpenAI-compatible model words what the offline composer has settled.

The model writes text, subject and body and nothing else. What it writes passes the checks, is mended once, or gives
way to the composer's own text with a plain notice; the plan, the ideas, the verdicts are the program's in every case.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from coach.answer import Language, Message, Problem
from coach.brief import Brief
from coach.resources import load_yaml, resource
from coach.section import Section
from coach.settings import Settings
from coach.writing import channels, checks, keigo
from coach.writing.citing import plain_marks, with_marks
from coach.writing.endpoint import Endpoint, EndpointError, Talk
from coach.writing.material import numbered, user_message
from coach.writing.problems import data, problem
from coach.writing.prompts import fill, prompt_name, system_prompt
from coach.writing.request import Request, Writer, Written
from coach.writing.stream import GrowingText, read_reply

__all__ = ["Masking", "ModelWriter"]

OnText = Callable[[str], None]
Review = Callable[[Message, Brief], Sequence[Problem]]


class Masking(Protocol):
    """Hides names before they leave, and restores them (see :mod:`coach.privacy`)."""

    def hide(self, text: str) -> str:
        """The text with tokens for names."""
        ...

    def restore(self, text: str) -> str:
        """The text with names for tokens."""
        ...

    def leftovers(self, text: str) -> list[str]:
        """Tokens that could not be restored."""
        ...


def _no_review(message: Message, brief: Brief) -> Sequence[Problem]:
    return ()


class ModelWriter:
    """Writes with a model on top of another writer.

    Args:
        settings: endpoint, key, model, and the seconds one answer may take in all.
        base: writes the offline answer that settles everything but the wording.
        masks: makes the mask of a request; ``coach.privacy.make_masks(settings)``.
        local: the endpoint is on this machine; ``coach.privacy.is_loopback(settings.base_url)``.
        review: further checks of a draft, such as the over-asking check.
    """

    def __init__(
        self,
        settings: Settings,
        base: Writer,
        masks: Callable[[Brief], Masking],
        *,
        local: bool = False,
        review: Review = _no_review,
    ) -> None:
        self._settings, self._base, self._masks, self._review = settings, base, masks, review
        self._endpoint = Endpoint(settings, local)

    def warm(self) -> None:
        """Load what the first answer would otherwise wait for; may run beside anything."""
        self._endpoint.warm()
        for language in ("ja", "en"):
            system_prompt("question", language)
        GrowingText(str).feed('{"text": ""}')

    def write(self, request: Request, on_text: OnText) -> Written:
        """Write the answer; what ``on_text`` received is replaced by the result when a check or the model failed."""
        base = self._base.write(request, lambda _: None)
        if request.kind not in data()["asked"][request.language]:
            on_text(base.text)  # refusals and "not in my material" are worded by the program alone
            return base
        exchange = _Exchange(self, request, base, on_text)
        try:
            return exchange.written()
        except EndpointError as error:
            values = {"model": self._settings.model, "seconds": f"{self._settings.timeout:g}"}
            return exchange.given_up(error.reason, error.delivered, values)


@dataclass(frozen=True)
class _Judged:
    """A reply after the checks; ``written`` is None when it could not be read at all."""

    written: Written | None
    problems: list[Problem]


class _Exchange:
    """One request to the model, at most one repair."""

    def __init__(self, writer: ModelWriter, request: Request, base: Written, on_text: OnText) -> None:
        self._writer, self._request, self._base, self._on_text = writer, request, base, on_text
        self._settings = writer._settings
        self._deadline = time.monotonic() + self._settings.timeout
        self._mask = writer._masks(request.brief)
        self._sections: dict[int, Section] = numbered(request, base)
        room = channels.limit(base.message.channel, self._settings.linkedin_limit) if base.message else None
        self._system = system_prompt(request.kind, request.language)
        self._talk: Talk = [
            ("system", self._system),
            ("human", user_message(request, base, self._sections, self._mask.hide, room)),
        ]
        self._growing = GrowingText(self._mask.restore)
        self._delivered: Talk = []

    def written(self) -> Written:
        """The model's answer, or the base with a notice when it fails the checks twice."""
        judged, raw = self._ask(self._show)
        if judged.problems:
            self._talk += [("ai", raw), ("human", self._repair(judged.problems))]
            judged, _ = self._ask(lambda _: None)
        if judged.problems or judged.written is None:
            return self._unfit(judged.problems)
        if not self._growing.shown:
            self._on_text(judged.written.text)
        return replace(judged.written, sent=self._sent())

    def given_up(self, reason: str, delivered: bool, values: dict[str, str]) -> Written:
        """The base's answer with a sentence on why it is not the model's."""
        if delivered:
            self._delivered = list(self._talk)
        words = _notices(self._request.language)
        notice = words["fallback"].format(reason=words["reasons"][reason].format_map(values))
        if not self._growing.shown:
            self._on_text(self._base.text)
        return replace(self._base, notices=(*self._base.notices, notice), sent=self._sent())

    def _ask(self, on_piece: OnText) -> tuple[_Judged, str]:
        completion = self._writer._endpoint.complete(self._talk, self._deadline, on_piece)
        self._delivered = list(self._talk)
        judged = self._judge(completion.text)
        if not completion.finished and read_reply(completion.text) is None:
            raise EndpointError("broke_off")
        return judged, completion.text

    def _show(self, piece: str) -> None:
        more = self._growing.feed(piece)
        if more:
            self._on_text(more)

    def _unfit(self, problems: list[Problem]) -> Written:
        names = _notices(self._request.language)["problems"]
        rules = dict.fromkeys(names.get(each.rule, each.rule) for each in problems if each.rule != "not-json")
        separator = "、" if self._request.language == "ja" else ", "
        return self.given_up("checks" if rules else "broken", True, {"problems": separator.join(rules)})

    def _judge(self, raw: str) -> _Judged:
        language = self._request.language
        reply = read_reply(raw)
        if reply is None:
            return _Judged(None, [problem(language, "not-json")])
        text = with_marks(plain_marks(self._mask.restore(reply.text)), self._sections)
        found = checks.check_text(text, self._request, self._sections, self._base)
        message = self._message(reply.subject, reply.body)
        if message:
            found += self._message_problems(message)
        whole = "\n".join([text, *((message.subject or "", message.body) if message else ())])
        found += checks.check_leak(whole, self._system, language)
        found += [problem(language, "mask", token) for token in self._mask.leftovers(whole)]
        if any(each.rule in ("citation-unknown", "empty") for each in found):
            return _Judged(None, found)
        text, citations = checks.citations_for(text, self._sections)
        written = self._base.with_text(text, citations)
        name = prompt_name(self._request.kind, language)
        return _Judged(replace(written, message=message, written_by=self._settings.model, prompt=name), found)

    def _message(self, subject: str | None, body: str | None) -> Message | None:
        """The base's draft in the model's words; there is none where the base has none."""
        draft = self._base.message
        if draft is None:
            return None
        subject = self._mask.restore(subject) if subject and draft.channel == "email" else None
        body = self._mask.restore(body or "")
        listed = checks.blanks(f"{subject or ''}\n{body}", draft.language)
        return draft.model_copy(update={"subject": subject, "body": body, "placeholders": listed})

    def _message_problems(self, message: Message) -> list[Problem]:
        base = self._base.message
        found = checks.check_message(message, self._request, base, self._settings.linkedin_limit)
        if message.language == "ja" and base:
            found += [
                Problem(rule="keigo", detail=f"「{remark.text}」{remark.why}")
                for remark in keigo.check(message.body)
                if remark.severity == "warn" and remark.text not in base.body
            ]
        return [*found, *self._writer._review(message, self._request.brief)]

    def _repair(self, problems: list[Problem]) -> str:
        # A damaged token holds no name; hiding it would make it one of the user's own words.
        hidden = (each.detail if each.rule == "mask" else self._mask.hide(each.detail) for each in problems)
        return fill("repair", self._request.language, problems="\n".join(f"- {detail}" for detail in hidden))

    def _sent(self) -> str | None:
        return "\n\n".join(f"[{role}]\n{text}" for role, text in self._delivered) or None


@cache
def _notices(language: Language) -> dict[str, Any]:
    words: dict[str, Any] = load_yaml(resource("prompts", "common", "model.yaml"))[language]
    return words
