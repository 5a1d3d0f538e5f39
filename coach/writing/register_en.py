"""A clause in the user's own words as a sentence to the reader: "she explained every dish" → "Thank you for …"."""

import re

from coach.writing.english import lists, plain, thanks_for, to_you

__all__ = ["say"]

_READER_DID = re.compile(
    r"^(?:she|he|they)(?: (?:so |very )?(?:kindly|also|even|really|then|just))? (?P<act>(?P<verb>\w+)\b.*)$",
    re.IGNORECASE,
)


def say(words: str, *, alone: bool = True) -> str:
    """The clause as a sentence without its full stop; what the reader did for the writer becomes thanks.

    ``alone``: nobody but the reader is spoken of, so that "they" are the reader's people.
    """
    text = plain(words)
    did = _READER_DID.match(text)
    if did and did["verb"].lower() in lists()["favours"] and not re.match(r"\w+ (?:that|she|he|they|it)\b", did["act"]):
        thanks = thanks_for(did["act"]) if alone else to_you(thanks_for(did["act"]), alone=False)
        return f"Thank you for {thanks}"
    text = re.sub(r"\bburn(?:ed|t) out (?=(?:her|him|them)\b)(\w+)", r"burned \1 out", text)
    text = to_you(text, alone=alone)
    text = re.sub(r"\b(?:and|but) i\b", lambda found: found[0][:-1] + "I", text)
    return text[:1].upper() + text[1:]
