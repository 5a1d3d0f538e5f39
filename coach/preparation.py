"""What a request needs before it is written: a draft, a review, a vetting, and the passages its kind stands on."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from coach import asking, understanding, vetting
from coach.answer import Language, Review, Vetting
from coach.guidance.embedding import Embedder
from coach.guidance.search import Ranking
from coach.resources import load_yaml, resource
from coach.section import Section
from coach.settings import Settings
from coach.writing import critique, drafting, plans
from coach.writing.request import Request

__all__ = ["prepare"]


def prepare(
    request: Request, ranking: Ranking, given: str, settings: Settings, embedder: Embedder | None = None
) -> Request:
    """Add what this kind of request needs; ``given`` is the user's text as it came, ``request.brief`` what was read."""
    return _Preparation(request, ranking, given, settings, embedder).prepared()


class _Preparation:
    def __init__(
        self, request: Request, ranking: Ranking, given: str, settings: Settings, embedder: Embedder | None
    ) -> None:
        self._request, self._ranking, self._given, self._settings = request, ranking, given, settings
        self._embedder = embedder

    def prepared(self) -> Request:
        kind = self._request.kind
        steps: dict[str, Callable[[], dict[str, Any]]] = {
            "outreach": self._drafted,
            "follow_up": self._drafted,
            "goal": self._planned,
            "self_check": self._reviewed,
            "vetting": self._vetted,
            "refusal": self._refused,
            "no_guidance": self._outside,
        }
        added = steps.get(kind, dict)()
        passages = self._passages(added.pop("passages", ()))
        topics = added.pop("topics", None) or _topics()["kinds"].get(kind, [])
        sections = {section.passage_id: section for section in (*passages, *self._sections(topics))}
        return replace(self._request, topical=tuple(sections.values()), **added)

    def _sections(self, topics: Iterable[str]) -> tuple[Section, ...]:
        found = (self._ranking.best_of_topic(topic, self._request.language) for topic in dict.fromkeys(topics))
        return tuple(hit.section for hit in found if hit is not None)

    def _passages(self, ids: Iterable[str]) -> tuple[Section, ...]:
        found = (self._ranking.passage(each) for each in dict.fromkeys(ids))
        return tuple(section for section in found if section is not None)

    def _drafted(self) -> dict[str, Any]:
        settings, brief = self._settings, self._request.brief
        drafted = drafting.draft(
            brief,
            today=self._request.today,
            linkedin_limit=settings.linkedin_limit,
            voice=brief.voice,
            sender_name=settings.sender_name,
            sender_company=settings.sender_company,
        )
        return {
            "brief": brief.model_copy(update={"stage": drafted.stage}),  # the relation the draft was written for
            "draft": drafted.message,
            "also": drafted.also,
            "notes": drafted.notes,
            "questions": drafted.questions,
            "topics": _topics()["occasions"].get(brief.occasion or "first_contact", []),
            "passages": self._of_occasion(brief.occasion),
        }

    def _of_occasion(self, occasion: str | None) -> list[str]:
        pinned = _topics()["passages"].get(occasion or "")
        return [pinned[self._request.language]] if pinned else []

    def _planned(self) -> dict[str, Any]:
        """What a plan stands on: the usual passages, and those written for this kind of person alone."""
        language, people = self._request.language, self._request.brief.situation
        usual = plans.anchors(language)
        own = [each for topic in usual for each in self._ranking.for_one(topic, language, people)]
        return {"passages": [*usual.values(), *(section.passage_id for section in own)]}

    def _reviewed(self) -> dict[str, Any]:
        brief = self._request.brief
        source = brief.text if brief.draft is None or self._given == brief.text else self._given
        found = asking.read_self_check(source, brief.language)
        stage, history = brief.stage or found.stage, found.history or brief.history
        draft = found.draft or brief.draft
        if draft is None:
            review = asking.judge_situation(source, stage=stage, history=history, language=brief.language)
            return {"review": review, "reviewed_text": source, **self._grounds(review)}
        language: Language = "ja" if understanding.detect_language(draft) == "ja" else "en"
        review = asking.check(draft, stage=stage, history=history, language=language)
        remarks = tuple(critique.critique(draft, language=language, stage=stage))
        return {
            "review": review.model_copy(update={"text": draft}),
            "reviewed_text": draft,
            "remarks": remarks,
            **self._grounds(review),
        }

    def _grounds(self, review: Review) -> dict[str, Any]:
        """The passages that the findings stand on, in the language of the answer, then what a self-check stands on."""
        language = self._request.language
        return {
            "passages": [asking.passage_of(finding.rule, language) for finding in review.findings],
            "topics": _topics()["kinds"]["self_check"],
        }

    def _vetted(self) -> dict[str, Any]:
        local = self._embedder if self._embedder and self._embedder.name == vetting.LOCAL else None
        found: Vetting = vetting.vet(self._given, self._request.language, local.queries if local else None)
        return {"vetting": found, "topics": [*(sign.topic for sign in found.signs), *_topics()["kinds"]["vetting"]]}

    def _refused(self) -> dict[str, Any]:
        words = load_yaml(resource("prompts", "refusal", f"{self._request.language}.yaml"))
        said = words[self._request.brief.refusal]
        passages = [said["passage"]] if "passage" in said else []
        return {"notes": (said["text"], said["alternative"]), "topics": [said["topic"]], "passages": passages}

    def _outside(self) -> dict[str, Any]:
        names = {topic["id"]: topic for topic in load_yaml(resource("knowledge", "topics.yaml"))}
        return {"covered": tuple(names[topic][self._request.language] for topic in _topics()["covered"])}


def _topics() -> dict[str, Any]:
    data: dict[str, Any] = load_yaml(resource("prompts", "common", "topics.yaml"))
    return data
