"""Does the material cover what is asked? A logistic decision over several signals.

No single threshold separates questions we can answer from those we cannot: the cosines of e5 lie in a narrow band.
The weights in ``scope.yaml`` are fitted on the development cases by ``python -m evals.fit_scope``.
"""

import math
from pathlib import Path
from typing import Any

from coach.answer import Kind
from coach.guidance.search import Signals
from coach.resources import load_yaml

__all__ = ["FEATURES", "covers", "features", "likelihood"]

# More signals (margins, the best passage) fitted the development cases better by a hair, and are more to go wrong.
FEATURES = ("scope", "subject", "best_question", "word_strength", "word_share")
_DRAFTING: tuple[Kind, ...] = ("outreach", "follow_up", "self_check", "vetting")


def features(signals: Signals, scope: float) -> list[float]:
    """The signals in the order of ``FEATURES``; ``scope`` comes from the reading of the kind."""
    return [scope, signals.subject, signals.best_question, signals.word_strength, signals.word_share]


def covers(signals: Signals, scope: float, kind: Kind) -> bool:
    """Whether to answer from the material, or to say that it does not cover the question.

    Drafts, checks and vettings stand mainly on what the user brought, so their signals weigh differently. What the
    user's own material plainly speaks of is covered whatever its subject.
    """
    models = load_yaml(Path(__file__).with_name("scope.yaml"))["dense" if signals.best_passage > 0 else "words"]
    model = models["drafting" if kind in _DRAFTING else "question"]
    return signals.own or likelihood(signals, scope, model) >= float(model["threshold"])


def likelihood(signals: Signals, scope: float, model: dict[str, Any]) -> float:
    """How likely the material covers the question, 0..1, by one of the fitted models."""
    total = model["bias"] + sum(
        model["weights"][name] * value for name, value in zip(FEATURES, features(signals, scope), strict=True)
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
