"""Every rule of the check stands on a passage that exists, in both languages."""

from typing import get_args

import pytest

from coach.answer import Rule
from coach.asking import check, passage_of
from coach.guidance.guide import read_guides
from coach.resources import resource

_PASSAGES = {section.passage_id: section for section in read_guides(resource("knowledge", "guides"))}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("rule", get_args(Rule))
def test_a_rule_stands_on_a_passage_of_its_language(rule: Rule, language: str) -> None:
    passage = _PASSAGES.get(passage_of(rule, language))
    assert passage is not None, (
        f"{rule}: its heading in the {language} guides was changed; see coach/asking/passages.yaml"
    )
    assert passage.language == language


def test_a_finding_names_its_passage() -> None:
    review = check("御社の社長をご紹介いただけないでしょうか。", stage="met_once")
    assert review.findings
    assert all(_PASSAGES[finding.passage_id].language == "ja" for finding in review.findings)
