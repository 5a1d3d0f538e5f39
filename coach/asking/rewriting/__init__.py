"""Says the same more lightly: the writer's sentences stay, only what a finding names is changed."""

from coach.asking.rewriting.steps import rewrite

__all__ = ["rewrite"]
