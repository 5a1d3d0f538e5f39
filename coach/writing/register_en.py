"""A statement turned to the reader as a sentence: what the reader did for the writer becomes thanks."""

import re

from coach.writing.english import lists, plain, thanks_for

__all__ = ["say"]

_READER_DID = re.compile(
    r"^you(?: (?:so |very )?(?:kindly|also|even|really|then|just))? (?P<act>(?P<verb>\w+)\b.*)$", re.IGNORECASE
)
_FOR_ME = re.compile(r"\w+ (?:that|whether|if)\b|\w+ (?:weeks?|days?) ago\b")


def say(words: str, *, thanking: bool = False, sorry: bool = False, invite: bool = False) -> str:
    """The statement as a sentence without its full stop.

    ``thanking``: favours in it are thanked for; ``sorry``: what the writer did is apologised for; ``invite``: what the
    guest may do is said as leave, not as an order.
    """
    text = plain(words)
    mine = re.match(
        r"I(?:'ve| have)? (?P<act>(?:just |only |already )?\w+ (?:.* )?(?:you|your)\b.*)",
        text,
    )
    if (
        sorry
        and mine
        and re.sub(r"^(?:just|only|already) ", "", mine["act"]).split(" ")[0].lower() in lists()["impositions"]
    ):
        return f"I'm sorry for {thanks_for(mine['act'])}"
    if invite and (bring := re.match(r"(?:do |please )?bring (?P<what>.+)", text, re.IGNORECASE)):
        return f"You're welcome to bring {bring['what']}"
    if invite and (answer := re.match(r"(?:please )?rsvp(?: is)? (?P<when>.+)", text, re.IGNORECASE)):
        return f"Replies are welcome {answer['when']}"
    did = _READER_DID.match(text) if thanking else None
    if did and did["verb"].lower() in lists()["favours"] and not _FOR_ME.match(did["act"]):
        return f"Thank you for {thanks_for(did['act'])}"
    return text[:1].upper() + text[1:]
