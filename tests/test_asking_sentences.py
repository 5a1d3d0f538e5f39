"""Requests and what only looks like one, sentence by sentence, from many mouths (``asking_sentences.yaml``)."""

from pathlib import Path
from typing import Any

import pytest

from coach.asking import check
from coach.resources import load_yaml

SENTENCES: list[dict[str, Any]] = load_yaml(Path(__file__).with_name("asking_sentences.yaml"))
SMALL = ("information", "advice", "other")


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_what_a_sentence_asks_for(case: dict[str, Any]) -> None:
    asks = check(case["text"]).asks
    if case["what"] is None:
        assert asks == []
        return
    if case["what"] == "small":
        assert {ask.size for ask in asks} <= {"small"}
        assert check(case["text"], stage="met_once").verdict == "ok"
        return
    heaviest = max(asks, key=lambda ask: ("small", "medium", "large").index(ask.size))
    assert heaviest.what in (SMALL if case["what"] in SMALL else (case["what"],))
