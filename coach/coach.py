"""The coach: one way from a text to a checked answer.

text -> Brief -> passages -> writer -> checks and review -> Answer. No vendor package is imported here.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from coach import asking, understanding
from coach.answer import (
    MESSAGE_KINDS,
    Answer,
    IngestReport,
    Kind,
    Language,
    Message,
    Passage,
    Problem,
    Remark,
    Review,
    Stage,
    Status,
)
from coach.brief import Brief
from coach.conversation import Conversation, Turn
from coach.guidance.library import Library
from coach.guidance.scope import covers
from coach.guidance.search import Ranking, Source
from coach.handover import Handover
from coach.preparation import prepare
from coach.resources import load_yaml, resource
from coach.section import Hit, Section
from coach.settings import Settings
from coach.writing import checks, critique, keigo
from coach.writing.request import Request, Writer, Written

__all__ = ["Answered", "Coach", "Event", "Sources", "TextPiece", "over_asking"]

_HITS = 8
_MOST_SEARCHED = 2_000  # characters of a request that are searched with; the embedding reads no more
_PLANNED: tuple[Kind, ...] = ("goal", "approach")


@dataclass(frozen=True)
class Sources:
    """The passages the answer will stand on, as soon as they are found."""

    passages: list[Passage]
    type: Literal["sources"] = "sources"


@dataclass(frozen=True)
class TextPiece:
    """A piece of the text as it is written, before the checks."""

    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class Answered:
    """The checked answer; its text replaces what was streamed."""

    answer: Answer
    type: Literal["answer"] = "answer"


Event = Sources | TextPiece | Answered


class Coach:
    """Answers, drafts and checks. Made by :func:`coach.build.open_coach`; use it as a context manager."""

    def __init__(
        self, settings: Settings, library: Library, head: understanding.Head | None, composer: Writer, writer: Writer
    ) -> None:
        self.settings, self.library = settings, library
        self._head, self._composer, self._writer = head, composer, writer
        self._embedded: tuple[list[str], Any] = ([], None)

    def __enter__(self) -> "Coach":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index and its lock."""
        self.library.close()

    def ask(
        self,
        text: str,
        kind: Kind | None = None,
        contact: str | None = None,
        language: str = "auto",
        conversation: Conversation | None = None,
    ) -> Answer:
        """Answer one request.

        Args:
            text: the user's words, with or without a pasted mail (1 to 100,000 characters).
            kind: what is asked, when the caller knows; else it is read from the text.
            contact: a contact's name; there is no book of contacts yet, and the answer says so.
            language: ``ja``, ``en`` or ``auto``.
            conversation: the turns before, for follow-ups such as "shorter"; the new turn is added to it.

        Raises:
            InputError: there is nothing to work with in the text.
        """
        *_, last = self.stream(text, kind, contact, language, conversation)
        assert isinstance(last, Answered)  # noqa: S101 - the stream always ends with the answer
        return last.answer

    def stream(
        self,
        text: str,
        kind: Kind | None = None,
        contact: str | None = None,
        language: str = "auto",
        conversation: Conversation | None = None,
    ) -> Iterator[Event]:
        """The same as :meth:`ask`, as it happens: sources, pieces of text, then the checked answer."""
        clock = _Clock()
        brief, query = self._read(text, kind, self._language(language), conversation)
        vector = self._embed([query])[0] if self.library.embedder else None
        clock.lap("understand")
        ranking = self.library.searcher.rank(query[:_MOST_SEARCHED], vector, language=brief.language)
        request = self._request(text, brief, ranking, conversation)
        clock.lap("retrieve")
        yield Sources([hit.section.passage(hit.score) for hit in request.hits[:5]])
        handover = Handover(lambda on_text: self._writer_for(request).write(request, on_text))
        for piece in handover.pieces():
            yield TextPiece(piece)
        clock.lap("write")
        answer = self._answer(request, handover.result(), contact)
        answer = answer.model_copy(update={"timings_ms": clock.laps()})
        if conversation is not None:
            conversation.add(brief, answer)
        yield Answered(answer)

    def check(
        self,
        text: str,
        stage: Stage | None = None,
        history: str | None = None,
        contact: str | None = None,
        language: str = "auto",
    ) -> Review:
        """Check a draft for over-asking; needs no model and no index."""
        return asking.check(text, stage=stage, history=history, language=self._language(language))

    def critique(self, text: str, language: str = "auto", stage: Stage | None = None) -> list[Remark]:
        """Remarks on form and keigo of the user's own draft."""
        spoken = self._language(language)
        if spoken == "auto":
            spoken = "ja" if understanding.detect_language(text) == "ja" else "en"
        return critique.critique(text, language=spoken, stage=stage)

    def search(self, query: str, k: int = 5, source: Source = "all") -> list[Passage]:
        """Search the material; best first."""
        query = understanding.clean(query)
        vector = self._embed([query])[0] if self.library.embedder else None
        language: Language = "ja" if understanding.detect_language(query) == "ja" else "en"
        hits = self.library.searcher.rank(query, vector, language=language).top(k, source)
        return [hit.section.passage(hit.score) for hit in hits]

    def passage(self, passage_id: str) -> Passage | None:
        """The passage with this id, whole."""
        section = self.library.searcher.passage(passage_id)
        return section.passage(1.0) if section else None

    def guides(self, language: Language) -> list[Passage]:
        """The guides of one language to be read through: the topics' in their order, then the industries'."""
        order = {topic["id"]: number for number, topic in enumerate(load_yaml(resource("knowledge", "topics.yaml")))}
        sections = self.library.searcher.guides(language)
        sections.sort(key=lambda each: (each.industry is not None, order.get(each.topic or "", len(order)), each.guide))
        return [section.passage(1.0) for section in sections]

    def status(self) -> Status:
        """What is at work; ``guides`` and ``mine`` count passages."""
        sections = self.library.searcher.snapshot.sections
        mine = sum(section.source == "mine" for section in sections)
        settings = self.settings
        return Status(
            writer=settings.model if settings.has_model else "offline",
            endpoint=settings.base_url,
            home=str(settings.home),
            guides=len(sections) - mine,
            mine=mine,
            embeddings=settings.embeddings,
            store="chroma" if self.library.owns_store else "snapshot",
            notices=list(self.library.notices),
        )

    def ingest(self, paths: Iterable[str | Path]) -> IngestReport:
        """Take in the user's own material; only what changed."""
        return self.library.ingest(paths)

    # --- the steps -----------------------------------------------------------------------------------------------

    def _language(self, language: str) -> Any:
        return self.settings.lang if language == "auto" else language

    def _embed(self, texts: list[str]) -> Any:
        """Query vectors; the reading and the search of one request ask for the same text."""
        assert self.library.embedder is not None  # noqa: S101 - callers ask only with an embedder
        known = self._embedded  # one read: another thread may replace it at any time
        if known[0] != texts:
            known = self._embedded = (texts, self.library.embedder.queries(texts))
        return known[1]

    def _read(
        self, text: str, kind: Kind | None, language: str, conversation: Conversation | None
    ) -> tuple[Brief, str]:
        """The Brief, and the words to search with."""
        last = conversation.last if conversation else None
        previous = last.brief if last else None
        if last and previous and kind is None:
            revision = understanding.read_revision(text, previous)
            if revision:
                brief = understanding.merge(previous, revision)
                return brief, self._twin(last, brief.language) if brief.language != previous.language else brief.text
            refined = understanding.refine(text, previous, self._understood)
            if refined:
                return refined, refined.text
        brief = self._understood(text, kind, language, previous)
        return brief, understanding.contextual_query(brief.text, previous)

    def _understood(self, text: str, kind: Kind | None, language: str = "auto", previous: Brief | None = None) -> Brief:
        return understanding.understand(
            text,
            embed=self._embed if self.library.embedder else None,
            kind=kind,
            language=language,
            today=date.today(),
            previous=previous,
            head=self._head,
        )

    def _twin(self, last: Turn, language: Language) -> str:
        """What to search with for the same answer in another language: the question that passage answers there."""
        cited = (self.library.searcher.counterpart(each.passage_id, language) for each in last.answer.citations)
        twin = next(filter(None, cited), None)
        return twin.heading if twin else last.brief.text

    def _request(self, given: str, brief: Brief, ranking: Ranking, conversation: Conversation | None) -> Request:
        """Look up and compute everything a writer needs."""
        kind = self._kind(brief, ranking)
        hits = tuple(ranking.in_language(brief.language, _HITS))
        request = Request(
            brief=brief,
            kind=kind,
            language=brief.language,
            hits=hits,
            today=date.today(),
            industry=self._industry(brief, hits),
            earlier=conversation.earlier() if conversation else (),
        )
        return prepare(request, ranking, given, self.settings, self.library.embedder)

    def _industry(self, brief: Brief, hits: tuple[Hit, ...]) -> tuple[Section, ...]:
        """The guide for the industry in the request; else the one that an approach finds first."""
        guide = None
        industry = brief.field if brief.kind in _PLANNED else brief.industry
        if industry:
            guide = load_yaml(resource("knowledge", "industries.yaml"))[industry]["guide"]
        elif brief.kind == "approach" and hits and not brief.own_industry:
            guide = hits[0].section.industry
        return tuple(self.library.searcher.industry(guide, brief.language)) if guide else ()

    def _kind(self, brief: Brief, ranking: Ranking) -> Kind:
        if brief.refusal:
            return "refusal"
        # What no kind seems to fit is a question, if the material speaks of it; the material is the better judge.
        strange = brief.kind == "no_guidance"
        kind = "question" if strange else brief.kind
        if (
            (strange or brief.draft is None)
            and not _addressed(brief)
            and not covers(ranking.signals, brief.scope, kind)
        ):
            return "no_guidance"
        return kind

    def _writer_for(self, request: Request) -> Writer:
        """A model never writes what the coach declines or does not cover."""
        return self._composer if request.kind in ("refusal", "no_guidance") else self._writer

    def _answer(self, request: Request, written: Written, contact: str | None) -> Answer:
        """Check what was written and put the answer together; what fails is shown."""
        known = {hit.section.passage_id: hit.section for hit in request.hits}
        known |= {section.passage_id: section for section in (*request.industry, *request.topical)}
        problems = checks.verify(written, known)
        review = request.review
        if written.message is not None:
            review, found = self._review_own(written.message, request.brief)
            problems += found
        notices = [*written.notices]
        if contact:
            notices.append(_sentence(request.language, "no_contacts").format(name=contact))
        if understanding.detect_language(request.brief.text) == "other":
            notices.append(_sentence(request.language, "other_language"))
        notices += _unsure(request)
        return Answer(
            kind=request.kind,
            language=request.language,
            text=written.text,
            citations=list(written.citations),
            message=written.message,
            also=list(request.also),
            plan=written.plan,
            ideas=list(written.ideas) if written.ideas is not None else None,
            review=review,
            vetting=request.vetting,
            remarks=list(request.remarks),
            questions=list(written.questions),
            problems=problems,
            notices=notices,
            written_by=written.written_by,
            prompt=written.prompt,
            sent=written.sent,
        )

    def _review_own(self, message: Message, brief: Brief) -> tuple[Review, list[Problem]]:
        """Every message the coach drafts goes through the check; what it finds is shown as a problem."""
        review = _review(message, brief)
        problems = _told(review)
        if message.language == "ja":
            problems += [
                Problem(rule="keigo", detail=f"「{remark.text}」{remark.why}")
                for remark in keigo.check(message.body)
                if remark.severity == "warn"
            ]
        return review, problems


def _addressed(brief: Brief) -> bool:
    """A message to somebody named, on an occasion that is known, is ours whatever it is about."""
    named = brief.recipient.name or brief.recipient.company
    return brief.kind in MESSAGE_KINDS and brief.occasion is not None and bool(named)


def over_asking(message: Message, brief: Brief) -> list[Problem]:
    """What the check says against a message of the coach's own; a model's draft is judged by it before it is shown."""
    return _told(_review(message, brief))


def _review(message: Message, brief: Brief) -> Review:
    review = asking.check(message.body, stage=brief.stage, history=brief.history, language=message.language)
    return review.model_copy(update={"text": message.body})


def _told(review: Review) -> list[Problem]:
    return [] if review.verdict == "ok" else [Problem(rule="review", detail=review.summary)]


class _Clock:
    """Milliseconds of each step."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = round((now - self._last) * 1000, 1)
        self._last = now

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": round((time.perf_counter() - self._start) * 1000, 1)}


def _sentence(language: Language, name: str) -> str:
    return str(load_yaml(resource("prompts", "common", "notices.yaml"))[language][name])


def _unsure(request: Request) -> list[str]:
    """When two readings were close: what was understood, and the other one offered."""
    other = request.brief.alternative_kind
    if other is None or request.kind in ("refusal", "no_guidance"):
        return []
    names = load_yaml(resource("prompts", "common", "notices.yaml"))[request.language]["kinds"]
    return [_sentence(request.language, "unsure").format(this=names[request.kind], other=names[other])]
