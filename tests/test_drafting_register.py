"""The user's own clauses as sentences of a message: plain, casual and dialect words in the right register."""

from pathlib import Path
from typing import cast

import pytest
import yaml

from coach.brief import Tone
from coach.writing.register_ja import say

_CASES = yaml.safe_load(Path(__file__).with_name("register_ja.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("tone", "clause", "said"), [(tone, *pair) for tone, pairs in _CASES.items() for pair in pairs]
)
def test_a_clause_is_said_in_the_register(tone: str, clause: str, said: str) -> None:
    assert say(clause, cast(Tone, tone)) == said
