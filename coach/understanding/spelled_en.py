"""English as it is typed into a chat, spelled out: abbreviations, days, acronyms, and names in small letters.

A name in small letters is told by where it stands ("thank rosa for", "met ngozi adeyemi (Tidewater Foods)") and by not
being one of the words that stand there otherwise. All lists are data (``spelled_en.yaml``).
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from coach.resources import load_yaml
from coach.understanding.spoken_en import punctuated
from coach.understanding.telegram_en import as_sentences

__all__ = ["spelled", "tidy"]

_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_LINKS = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|\S+\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|png|jpe?g|mp[34]|html?|txt)\b|\b(?:drive|docs|bit\.ly)/\S+"
)
_TITLES = "mr|mrs|ms|dr|prof|professor|coach|chef|captain|councillor"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("spelled_en.yaml"))
    return found


@cache
def _short() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(words, re.IGNORECASE), said) for words, said in _data()["short"])


@cache
def _capitals() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = _data()
    months = data["doubtful_months"].replace(" ", "|")
    return (
        re.compile(rf"\b(?:{data['capitals'].replace(' ', '|')})\b"),
        re.compile(
            rf"\b(?:{_DAY} (?:of )?(?:{months})|(?:{months}) {_DAY}|(?:(?<=\bin )|(?<=\bsince ))(?:{months}))\b"
        ),
        re.compile(rf"\b(?:{'|'.join(w for w in data['acronyms'].split() if w not in ('it', 'us', 'pm', 'ai'))})\b"),
    )


@cache
def _names() -> re.Pattern[str]:
    data = _data()
    word = rf"(?!(?:{'|'.join(data['no_names'].split())})\b)[a-zà-þ][a-zà-þ'-]*[a-zà-þ]"
    before = data["before_name"]
    return re.compile(
        rf"(?:(?P<title>\b(?i:{_TITLES})\.?) |(?i:{before}) )"
        rf"(?P<name>{word}(?: (?!(?:{data['behind_name']})\b){word})?)"
        rf"(?=(?:'s)?\s*(?:[,(:;-]|$|\.(?:\s|$)|\s(?:{data['behind_name']})\b))"
    )


@cache
def _titles() -> re.Pattern[str]:
    """A title in small letters before a name in capitals."""
    titles = str(_data()["small_titles"]).replace(" ", "|")
    kin = r"(?<!my )(?<!his )(?<!her )(?<!our )(?<!your )"
    return re.compile(rf"{kin}\b(?:{_TITLES}|{titles})(?=\.? [A-ZÀ-Þ][\w'’-]+)")


def spelled(request: str) -> str:
    """The request with its abbreviations spelled out and capitals where English has them; Japanese stays as it is.

    "thx to ngozi for the slides on tues" → "thanks to Ngozi for the slides on Tuesday".
    """
    if _JAPANESE.search(request):
        return request
    request = punctuated(as_sentences(request))
    parts, last = [], 0
    for link in _LINKS.finditer(request):
        parts += [_spelled(request[last : link.start()]), link[0]]
        last = link.end()
    return "".join([*parts, _spelled(request[last:])])


@lru_cache(maxsize=1024)
def tidy(words: str) -> str:
    """A few words of a request with abbreviations spelled out and fillers of speech left out."""
    text = re.sub(_data()["fillers"], " ", words, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", _spelled(text)).strip(" ,;:–—-")


def _spelled(text: str) -> str:
    for pattern, said in _short():
        text = pattern.sub(lambda match, said=said: _as_written(match, said), text)  # type: ignore[misc]
    text = re.sub(r"\bi(?=(?:'|’)(?:m|ve|d|ll)\b|\s|[,.!?]|$)", "I", text)
    always, months, acronyms = _capitals()
    text = always.sub(lambda match: _proper(match[0]), text)
    text = months.sub(lambda match: re.sub(r"[a-z]{3,}", lambda word: word[0].capitalize(), match[0], count=1), text)
    text = acronyms.sub(lambda match: match[0].upper(), text)
    text = _titles().sub(lambda match: match[0].capitalize(), text)
    return _names().sub(_named, text)


def _as_written(match: re.Match[str], said: str) -> str:
    return said[:1].upper() + said[1:] if match[0][:1].isupper() else said


def _proper(word: str) -> str:
    known = {"linkedin": "LinkedIn", "whatsapp": "WhatsApp", "youtube": "YouTube"}
    return known.get(word, word.capitalize())


def _named(match: re.Match[str]) -> str:
    """The name with its capitals; a second word only when it is no word of the sentence."""
    start = match.start("name") - match.start()
    title = match["title"] or ""
    head = match[0][:start]
    if title:
        head = head.replace(title, title[0].upper() + title[1:])
    return head + " ".join(word[:1].upper() + word[1:] for word in match["name"].split(" "))
