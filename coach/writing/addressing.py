"""Names with the honorific Japanese gives them: 様 after people, 御中 after organisations, titles in their place."""

import re
from functools import cache
from typing import Any

from coach.brief import Person, Tone
from coach.resources import load_yaml, resource

__all__ = ["address_lines", "call", "company_name", "is_high", "own_name", "same_firm"]


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = load_yaml(resource("prompts", "messages", "ja", "names.yaml"))
    return names


def _clean(text: str | None) -> str | None:
    text = re.sub(r"\s+", " ", text or "").strip().replace("【", "「").replace("】", "」")
    return text[:80] or None


def company_name(company: str | None) -> str | None:
    """A firm's name as mail writes it, (株) spelled out."""
    name = _clean(company)
    if name:
        for short, full in _names()["company_forms"].items():
            name = name.replace(short, full)
    return name


def _title(person: Person) -> str | None:
    """The title that stands after the name (部長), from the role or from the honorific."""
    for word in (person.role, person.honorific):
        if word and word.endswith(tuple(_names()["titles"])):
            return _clean(word)
    return None


def is_high(person: Person) -> bool:
    """Whether the person's title calls for the formal register."""
    words = f"{person.role or ''} {person.honorific or ''}"
    return any(title in words for title in _names()["high"])


def call(person: Person, tone: Tone, channel: str) -> str | None:
    """How the person is called in running text: 田中様 in a mail, 田中部長 elsewhere, 田中さん among friends."""
    name = _clean(person.name)
    if not name:
        if person.role and not person.is_organisation:
            return _nameless(person.role)
        return None
    if person.is_organisation:
        return f"{company_name(name)}の皆様"
    if name.endswith(tuple(_names()["groups"])):
        return "皆さん" if tone == "close" else "皆様"
    honorific = person.honorific
    if honorific in _names()["sensei"]:
        return f"{name}先生"
    if honorific in _names()["kept"]:
        return f"{name}{honorific}"
    if tone == "close":
        return f"{name}{honorific if honorific in ('くん', '君', 'ちゃん') else 'さん'}"
    title = _title(person)
    if title and channel != "email" and len(title) <= len("代表取締役"):
        return f"{name}{title}"
    if tone == "polite" and channel in ("line", "slack") and honorific != "様":
        return f"{name}さん"
    return f"{name}様"


def _nameless(role: str) -> str:
    if role in _names()["titles"] or role in _names()["kept"]:
        return role
    for word, said in _names()["nameless"].items():
        if role.endswith(word):
            return f"{role.removesuffix(word).removesuffix('ご')}{said}" if said != role else said
    return f"{role}様"


def address_lines(person: Person, tone: Tone, unknown: str) -> list[str]:
    """The lines above a mail: firm, then 部署 役職 名前様; an organisation gets 御中."""
    company = company_name(person.company)
    if person.is_organisation:
        return [" ".join(filter(None, (company_name(person.name) or company or unknown, person.department, "御中")))]
    name = _clean(person.name)
    if name is None and person.role:
        return [
            line
            for line in (company, " ".join(filter(None, (_clean(person.department), _nameless(person.role)))))
            if line
        ]
    called = call(person, tone, "email") or f"{unknown}様"
    role = _clean(person.role) or (person.honorific if person.honorific in _names()["titles"] else None)
    if role and (role in called or tone == "close" or person.honorific in _names()["sensei"]):
        role = None
    if tone == "close":
        return [called]
    last = " ".join(filter(None, (_clean(person.department), role, called)))
    return [company, last] if company else [last]


def same_firm(one: Person, other: Person) -> bool:
    """Whether both belong to the same firm, so that neither is raised before outsiders."""
    mine, theirs = company_name(one.company), company_name(other.company)
    return bool(mine and theirs and _bare(mine) == _bare(theirs))


def _bare(company: str) -> str:
    for full in set(_names()["company_forms"].values()):
        company = company.replace(full, "")
    return company.strip()


def own_name(person: Person, sender: Person, tone: Tone, channel: str) -> str | None:
    """A third person as the message names them: 鈴木様, or 弊社の鈴木 for one's own side."""
    if not person.name:
        return None
    if same_firm(person, sender) or person.company in ("弊社", "うち", "当社"):
        return f"弊社の{_clean(person.name)}"
    return call(person, tone, channel)
