"""The over-asking check: finds what a message asks, weighs it against the relation, and says it better."""

from coach.asking.checking import check
from coach.asking.passages import passage_of
from coach.asking.selfcheck import SelfCheckInput, read_self_check
from coach.asking.situation import judge_situation
from coach.people.network import History

__all__ = ["History", "SelfCheckInput", "check", "judge_situation", "passage_of", "read_self_check"]
