"""The lines of a message told apart: header, quote, greeting, signature, list item, body."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = ["ITEM", "Line", "LineKind", "lines_of"]

LineKind = Literal["body", "item", "quote", "header", "greeting", "signature", "blank"]

_QUOTE = re.compile(r"\s{0,8}(?:[>\uff1e|]|On .{4,60} wrote:\s*$|\d{4}年.{4,60}[:：]\s*$|-{2,} ?Original)")
# Below this line stands somebody else's mail.
_ORIGINAL = re.compile(
    r"\s{0,8}(?:-{2,}\s?(?:Original Message|Forwarded message|元のメッセージ|転送メッセージ|引用)|On .{4,80} wrote:\s*$"
    r"|\d{4}年\d{1,2}月.{4,80}[:：]\s*$|差出人[:：].{1,80}@)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\s{0,8}(?:件名|題名|宛先|差出人|送信者|送信日時?|日時|CC|BCC|Subject|To|From|Cc|Bcc|Date|Sent|Re|Fwd|RE|FW)\s?[:：]",
)
ITEM = re.compile(r"\s{0,12}(?:[-*•・●◆■□▪‣–]|\(?\d{1,2}[.)．)]|[①-⑳])\s?(?=\S)")
_GREETING_JA = re.compile(
    r"\s{0,8}[^。!?！？、]{0,40}(?:様|さま|さん|先生|殿|御中|各位|部長|社長|くん|ちゃん|先輩)[、,]?\s*$"
)
_GREETING_EN = re.compile(
    r"\s{0,8}(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|[Gg]reetings)"
    r"(?:\s+(?:[A-Z][\w.'-]{0,30}|there|all|team|everyone|everybody|folks|both|and|sir|madam|or)){0,5}\s*[,!.:–-]{0,2}\s*$"
)
_RULE = re.compile(r"\s{0,8}(?:--\s*$|[-=_*━─＿=]{3,}\s*$)")
_SIGN_OFF = re.compile(
    r"\s{0,8}(?:best(?: regards| wishes)?|(?:kind |warm |warmest )?regards|sincerely|"
    r"yours(?: truly| sincerely| faithfully)?|"
    r"cheers|thanks|thank you|many thanks|all the best|take care|warmly|cordially|敬具|草々|かしこ|以上)[,.!]?\s*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:https?://|www\.|[\w.+-]{1,64}@[\w-]{1,64}\.|(?:TEL|Tel|tel|電話|携帯|FAX|Mobile|Phone|E-?mail|メール|〒|URL)\s?[:：]"
    r"|〒\d|0\d{1,3}-\d{2,4}-\d{4})"
)


@dataclass(frozen=True)
class Line:
    """One line of the text as given; ``end`` excludes the line break."""

    kind: LineKind
    start: int
    end: int


def lines_of(text: str) -> list[Line]:
    """Tell the lines of a message apart."""
    lines: list[Line] = []
    signed = forwarded = False
    start = 0
    for piece in text.splitlines(keepends=True):
        bare = piece.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        kind = _kind(bare, first=not any(line.kind in ("body", "item") for line in lines[-3:]))
        if kind == "signature" and _is_closing_rule(text, start + len(piece)):
            signed = True
        forwarded = forwarded or _ORIGINAL.match(bare[:200]) is not None
        if forwarded and kind != "blank":
            kind = "quote"
        if signed and kind in ("body", "item", "greeting"):
            kind = "signature"
        lines.append(Line(kind, start, start + len(bare)))
        start += len(piece)
    return lines


def _is_closing_rule(text: str, position: int) -> bool:
    """A rule or sign-off closes the letter when little follows it: a name, a company, addresses."""
    rest = [line for line in text[position : position + 600].splitlines() if line.strip()]
    return len(rest) <= 9 and len(text) - position <= 600 and not any(len(line) > 60 or "。" in line for line in rest)


@lru_cache(maxsize=4096)
def _kind(line: str, *, first: bool) -> LineKind:
    head = line[:200]
    if not head.strip():
        return "blank"
    if _QUOTE.match(head):
        return "quote"
    if _HEADER.match(head):
        return "header"
    if _RULE.match(head) or (_SIGN_OFF.match(head) and len(line) < 40):
        return "signature"
    if len(line) < 60 and first and (_GREETING_JA.match(head) or _GREETING_EN.match(head)):
        return "greeting"
    if len(line) < 100 and _CONTACT.search(head) and not re.search(r"[。？?]|(?:です|ます|ください)", head):
        return "signature"
    return "item" if ITEM.match(head) else "body"
