"""Japanese dialects as the standard language: negation, aspect, copula, particles, set words; the rest stays as it is.

The rules are ``prompts/messages/ja/dialect.yaml``, in the order they are tried.
"""

import re
from functools import cache

from coach.resources import load_yaml, resource

__all__ = ["standard"]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = load_yaml(resource("prompts", "messages", "ja", "dialect.yaml"))
    return tuple((re.compile(pattern, re.MULTILINE), instead) for pattern, instead in data["rules"])


def standard(words: str) -> str:
    """Dialect as the standard language: 「見学させてもらえへんか」 → 「見学させてもらえないか」."""
    for pattern, instead in _rules():
        words = pattern.sub(instead, words)
    return words
