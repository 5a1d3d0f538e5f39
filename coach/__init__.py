"""The networking coach: answers from guidance material, drafts messages, tells you when you ask too much.

>>> from coach import Settings, open_coach
>>> with open_coach(Settings(home="...")) as coach:
...     answer = coach.ask("How do I approach people in logistics?")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.answer import Answer, Review
    from coach.build import open_coach
    from coach.coach import Coach
    from coach.conversation import Conversation
    from coach.errors import CoachError
    from coach.settings import Settings

__all__ = ["Answer", "Coach", "CoachError", "Conversation", "Review", "Settings", "open_coach"]

# Loaded when first used: `coach check` and `coach --help` must not pay for parts they do not need.
_HOMES = {
    "Answer": "coach.answer",
    "Coach": "coach.coach",
    "CoachError": "coach.errors",
    "Conversation": "coach.conversation",
    "Review": "coach.answer",
    "Settings": "coach.settings",
    "open_coach": "coach.build",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'coach' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
