"""A statement turned to the reader as a sentence: what the reader did for the writer becomes thanks."""

import re

from coach.writing.english import lists, plain, thanks_for

__all__ = ["say"]

_READER_DID = re.compile(
    r"^you(?: (?:so |very )?(?:kindly|also|even|really|then|just))? (?P<act>(?P<verb>\w+)\b.*)$", re.IGNORECASE
)
_FOR_ME = re.compile(r"\w+ (?:that|whether|if)\b|\w+ (?:weeks?|days?) ago\b")


def say(words: str, *, thanking: bool = False) -> str:
    """The statement as a sentence without its full stop; ``thanking``: favours in it are thanked for."""
    text = plain(words)
    did = _READER_DID.match(text) if thanking else None
    if did and did["verb"].lower() in lists()["favours"] and not _FOR_ME.match(did["act"]):
        return f"Thank you for {thanks_for(did['act'])}"
    return text[:1].upper() + text[1:]
