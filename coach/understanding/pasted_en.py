"""A mail somebody wrote, pasted with a line of what to answer: an order for a reply, not a draft to be judged."""

import re
from functools import cache
from pathlib import Path

from coach.resources import load_yaml

__all__ = ["reply_ordered"]

_LONGEST_MATTER = 60  # characters


def _words(name: str) -> str:
    return str(load_yaml(Path(__file__).with_name("pasted.yaml"))["answered_en"][name])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_words(name), re.IGNORECASE)


def reply_ordered(request: str, mail: str) -> str | None:
    """The request as an order that says whom the reply goes to; nothing when the text is to be judged.

    Args:
        request: the user's own words around the mail.
        mail: the pasted text; whoever signs it gets the reply. Words behind the signature are the user's.
    """
    signed = re.search(f"(?i:{_words('signoff')}){_words('signer')}", mail)
    if signed is None:
        return None
    words = f"{request}\n{mail[signed.end() :].strip()}".strip()
    if (
        re.search(r"[\u3041-\u30ff]", words)
        or _pattern("judged").search(words)
        or not _pattern("ordered").search(words)
    ):
        return None
    words = _pattern("lead").sub("", words).strip()
    matter = _pattern("matter").search(mail)
    about = f" about {matter['what'].strip()}" if matter and len(matter["what"]) <= _LONGEST_MATTER else ""
    firm = f" of {signed['firm']}" if signed["firm"] else ""
    return f"Reply to {signed['name']}{firm}{about}. {words}"
