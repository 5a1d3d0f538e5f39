"""How a Japanese mail stands on the page: a sentence a line, long ones broken where a reader would pause."""

import re

__all__ = ["paragraphs", "sentences", "wrap"]

LINE = 36  # full-width characters; mail programs and telephones show 30 to 38 without breaking
_SHORTEST = 6  # a rest shorter than this is not worth a line of its own
_PAUSE = re.compile(r"[、)）」]")
_PARTICLE = re.compile(r"(?<=[一-龯々ァ-ヶー])(?:から|まで|について|として|には|では|とは|を|に|は|が|で|と|も)")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; brackets and quotes are not cut."""
    found = re.findall(r"[^。！？!?\n]+(?:[。！？!?]+[)）」』]?|$)", text)
    return [sentence.strip() for sentence in found if sentence.strip()]


def wrap(sentence: str, width: int = LINE) -> list[str]:
    """Lines of at most ``width`` characters where the sentence allows it, broken after a comma or a particle."""
    lines: list[str] = []
    rest = sentence
    while len(rest) > width:
        cut = _cut(rest, width)
        if cut is None:
            break
        lines.append(rest[:cut])
        rest = rest[cut:]
    return [*lines, rest]


def _cut(rest: str, width: int) -> int | None:
    for pattern in (_PAUSE, _PARTICLE):
        cuts = [match.end() for match in pattern.finditer(rest) if _SHORTEST <= match.end() <= width]
        cuts = [
            cut
            for cut in cuts
            if len(rest) - cut >= _SHORTEST and not rest[cut:].startswith(("、", "。", "」", ")", "）", "！"))
        ]
        if cuts and (pattern is _PARTICLE or cuts[-1] >= width // 3):
            return cuts[-1]
    return None


def paragraphs(parts: list[list[str]]) -> str:
    """Paragraphs of sentences as mail text, one blank line between them."""
    blocks = [
        "\n".join(line for text in part for each in text.split("\n") for one in sentences(each) for line in wrap(one))
        for part in parts
    ]
    return "\n\n".join(block for block in blocks if block)
