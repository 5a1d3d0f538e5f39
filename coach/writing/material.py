"""What a model is given for one request: numbered passages, facts and the offline answer, fenced as data."""

import json
import secrets
from collections.abc import Callable
from typing import Any

from coach.answer import Message
from coach.section import Section
from coach.writing.prompts import fill
from coach.writing.request import Request, Written

__all__ = ["numbered", "user_message"]

Hide = Callable[[str], str]

# Passages a prompt holds. Eight of them leave room for an answer in a context of 8,000 tokens.
_MOST_PASSAGES = 8
# A request beyond this is shown with its beginning and end; people paste whole threads.
_LONGEST_REQUEST = 8_000
_LONGEST_TURN = 1_500
# What the model gets elsewhere, or is none of its business.
_NOT_FACTS = {"text", "draft", "draft_start", "alternative_kind", "refusal", "language", "scope"}


def numbered(request: Request, base: Written) -> dict[int, Section]:
    """The passages by number; those the offline answer cites come first and keep their numbers."""
    order = [hit.section for hit in request.hits] + [*request.topical, *request.industry]
    sections = {section.passage_id: section for section in reversed(order)}
    cited = [sections[each.passage_id] for each in base.citations if each.passage_id in sections]
    chosen = list({section.passage_id: section for section in [*cited, *order]}.values())
    return dict(enumerate(chosen[: max(_MOST_PASSAGES, len(cited))], 1))


def user_message(
    request: Request, base: Written, sections: dict[int, Section], hide: Hide, most_characters: int | None
) -> str:
    """The user message for a request; every word of it but the fixed ones went through ``hide``."""
    draft = base.message
    return fill(
        "material",
        request.language,
        fence=secrets.token_hex(8),
        today=request.today.isoformat(),
        earlier="\n".join(hide(_cut(turn, _LONGEST_TURN)) for turn in request.earlier),
        request=hide(_cut(_asked(request), _LONGEST_REQUEST)),
        facts=_json(_facts(request), hide),
        decided=_json(decided, hide) if (decided := _decided(request, base)) else "",
        passages=hide("\n\n".join(_passage(n, section) for n, section in sections.items())),
        base=hide(base.text),
        draft=hide(_draft(draft)) if draft else "",
        form=json.dumps(_form(draft, request, most_characters), ensure_ascii=False) if draft else "",
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most * 2 // 3]}\n…\n{text[-most // 3 :]}"


def _asked(request: Request) -> str:
    """The user's words, and the text that was reviewed where it is not among them."""
    text, reviewed = request.brief.text, request.reviewed_text
    return text if not reviewed or reviewed in text else f"{text}\n\n{reviewed}"


def _passage(n: int, section: Section) -> str:
    return f"[{n}] {section.title} / {section.heading}\n{section.text}"


def _draft(message: Message) -> str:
    return f"subject: {message.subject}\n\n{message.body}" if message.subject else message.body


def _facts(request: Request) -> dict[str, Any]:
    brief = request.brief
    facts = brief.model_dump(mode="json", exclude_defaults=True, exclude=_NOT_FACTS & set(type(brief).model_fields))
    return {"kind": request.kind, **facts}


def _decided(request: Request, base: Written) -> dict[str, Any]:
    """What the program settled, as far as this request has it."""
    decided: dict[str, Any] = {}
    if base.plan:
        decided["plan"] = base.plan.model_dump(mode="json")
    if base.ideas:
        decided["ideas"] = [idea.model_dump(mode="json") for idea in base.ideas]
    if request.review and not base.message:
        review = request.review
        decided["review"] = {
            "verdict": review.verdict,
            "summary": review.summary,
            "findings": [
                {"words": _words(request, each.start, each.end), "why": each.why, "suggestion": each.suggestion}
                for each in review.findings
            ],
            "gives": [give.text for give in review.gives],
        }
    if request.vetting:
        vetting = request.vetting
        signs = [{"sign": sign.sign, "words": sign.evidence} for sign in vetting.signs]
        decided["vetting"] = {"risk": vetting.risk, "signs": signs, "to_check": vetting.to_check}
    if request.notes:
        decided["notes"] = list(request.notes)
    return decided


def _words(request: Request, start: int | None, end: int | None) -> str | None:
    return None if start is None or request.reviewed_text is None else request.reviewed_text[start:end]


def _form(message: Message, request: Request, most_characters: int | None) -> dict[str, Any]:
    form: dict[str, Any] = {"channel": message.channel, "language": message.language}
    if most_characters:
        form["most_characters"] = most_characters
    if request.brief.stage:
        form["stage"] = request.brief.stage
    if request.brief.tone:
        form["tone"] = request.brief.tone
    return form


def _json(value: dict[str, Any], hide: Hide) -> str:
    """JSON whose strings are hidden one by one, before quotes and line breaks in them are escaped."""
    return json.dumps(_hidden(value, hide), ensure_ascii=False, indent=1)


def _hidden(value: Any, hide: Hide) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {key: _hidden(inner, hide) for key, inner in value.items()}
    if isinstance(value, list):
        return [_hidden(inner, hide) for inner in value]
    return value
