"""Does the material cover what is asked? A logistic decision over several signals.

No single threshold separates questions we can answer from those we cannot: the cosines of e5 lie in a narrow band.
The weights in ``scope.yaml`` are fitted on the development cases by ``python -m evals.fit_scope``.
"""

import math
from pathlib import Path

from coach.answer import Kind
from coach.guidance.search import Signals
from coach.resources import load_yaml

__all__ = ["FEATURES", "covers", "features"]

FEATURES = ("scope", "best_question", "best_passage", "question_margin", "passage_margin", "word_share")
_DRAFTING: tuple[Kind, ...] = ("outreach", "follow_up", "self_check", "vetting")


def features(signals: Signals, scope: float) -> list[float]:
    """The signals in the order of ``FEATURES``; ``scope`` comes from the reading of the kind."""
    return [
        scope,
        signals.best_question,
        signals.best_passage,
        signals.question_margin,
        signals.passage_margin,
        signals.word_share,
    ]


def covers(signals: Signals, scope: float, kind: Kind) -> bool:
    """Whether to answer from the material, or to say that it does not cover the question.

    Drafts, checks and vettings stand mainly on what the user brought, so for them the reading of the request decides.
    """
    data = load_yaml(Path(__file__).with_name("scope.yaml"))
    if kind in _DRAFTING:
        return scope > float(data["drafting"])
    model = data["dense" if signals.best_passage > 0 else "words"]
    total = model["bias"] + sum(
        model["weights"][name] * value for name, value in zip(FEATURES, features(signals, scope), strict=True)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) >= float(model["threshold"])
