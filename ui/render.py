"""The one way text reaches the page.

Whatever was written by a person, a model or a guide passes :func:`markdown`, :func:`plain` or :func:`pieces`; templates
escape the rest by themselves, and :func:`draw` takes templates only. So no HTML, image or working link can come from
text: it shows as the characters it is made of.
"""

import re
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

__all__ = ["draw", "html", "label", "markdown", "plain", "tidy"]

_TEMPLATES = Path(__file__).resolve().parent / "templates"
# Control characters (but tab and newline), and the marks that reverse reading direction, become a visible replacement
# of the same length, so that offsets still hold; lone surrogates cannot be sent to the browser at all.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CITE = re.compile(r"\[(\d{1,3})\]")
_LABEL_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!$:~<>|&@/])")
# Private-use characters that stand for the ends of a highlight while Markdown is parsed; texts cannot bring their own.
_FROM, _TO = "\ue000", "\ue001"
_NO_STOPS = str.maketrans(_FROM + _TO, "\ufffd\ufffd")
_LINE_START = re.compile(r"^(?:[ \t]*(?:[-*+>]|\d{1,3}[.)]|#{1,6})[ \t]+)*[ \t]*")
# Pages, cards and messages use h2 and h3; headings inside a text come below them.
_HEADINGS = {"h1": "h4", "h2": "h4", "h3": "h5"}


def tidy(text: str) -> str:
    """The text with everything replaced that a browser cannot show; every offset stays."""
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def plain(text: str) -> Markup:
    """Text exactly as written, line breaks kept."""
    return escape(tidy(text))


def markdown(text: str, cites: Container[int] = (), anchor: str = "", quote: str = "") -> Markup:
    """Markdown as HTML: paragraphs, headings, lists, emphasis, quotes, code and tables; all else shows as written.

    Args:
        text: the Markdown.
        cites: the citation numbers that exist; ``[n]`` becomes a link to ``#<anchor>-<n>`` for these alone.
        anchor: what the targets' ids begin with.
        quote: words of the text to highlight, as they stand in its source.
    """
    clean = _highlighted(tidy(text).translate(_NO_STOPS), tidy(quote))
    rendered = _parser().render(clean, {"cites": cites, "anchor": anchor})
    rendered = rendered.replace(_FROM, "<mark>").replace(_TO, "</mark>")
    return Markup(rendered)  # noqa: S704 - the parser has no rule that passes HTML on, and its renderer escapes text


def label(text: str) -> str:
    """Text for a widget's label, where Streamlit reads Markdown: every mark is escaped."""
    return _LABEL_MARKS.sub(r"\\\1", " ".join(tidy(text).split()))


def html(template: str, **values: Any) -> Markup:
    """A filled template; every value that is not made by this module is escaped."""
    return Markup(_templates().get_template(template).render(**values))  # noqa: S704 - autoescape is on


def draw(template: str, **values: Any) -> None:
    """Put a filled template on the page."""
    st.html(html(template, **values))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"md": markdown, "plain": plain}
    return environment


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": 12})
    parser.enable(["table", "strikethrough"])
    parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference", "code", "lheading"])
    parser.inline.ruler.before("link", "cite", _cite)
    parser.core.ruler.push("lower_headings", _lower_headings)
    return parser


def _cite(state: "StateInline", silent: bool) -> bool:
    """``[n]`` with a known n becomes a link to its source; any other bracket stays text."""
    found = _CITE.match(state.src, state.pos)
    if found is None or int(found[1]) not in state.env.get("cites", ()):
        return False
    if not silent:
        anchor = state.env.get("anchor", "")
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"class": "cite", "href": f"#{anchor}-{found[1]}"}
        state.push("text", "", 0).content = found[1]
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _lower_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _HEADINGS.get(token.tag, token.tag)


def _highlighted(text: str, quote: str) -> str:
    """Put the highlight's ends around the quote, line by line, so that they never straddle two blocks."""
    start = text.find(quote) if quote.strip() else -1
    if start < 0:
        return text
    begins_line = start == 0 or text[start - 1] == "\n"
    lines = []
    for number, line in enumerate(quote.split("\n")):
        lead = _LINE_START.match(line) if number or begins_line else None
        begin = lead.end() if lead else 0
        lines.append(f"{line[:begin]}{_FROM}{line[begin:]}{_TO}" if line[begin:].strip() else line)
    return text[:start] + "\n".join(lines) + text[start + len(quote) :]
