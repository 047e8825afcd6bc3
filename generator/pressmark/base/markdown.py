"""Markdown that curators write in; safe HTML out. Raw HTML in it is shown, never obeyed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

# Paragraphs without a sign that means anything to Markdown or HTML, as most are: every line begins
# with a letter and ends with no space.
_SIGNS = r"\\`*_\[\]<>&\xa0\x00-\x1f\x7f"
_LINE = rf"[^\W\d_](?:[^{_SIGNS}]*[^{_SIGNS}\s])?"
_PLAIN = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*")
_TAGS = set("a blockquote br code em li ol p pre strong sub sup ul".split())
_ATTRIBUTES = {"a": {"href", "title"}}
_SCHEMES = {"http", "https", "mailto"}


def html(text: str) -> Markup:
    """`text` as block HTML of an allow-list of elements; links lead to http, https and mailto."""
    if _PLAIN.fullmatch(text):
        return Markup("<p>" + text.replace("\n\n", "</p>\n<p>") + "</p>\n")  # noqa: S704
    # The output of a cleaner with an allow-list is safe by construction.
    return Markup(_drawing()(text))  # noqa: S704


@cache
def _drawing() -> Callable[[str], str]:
    """What draws any text; loaded when a text needs it."""
    import nh3
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False})

    def drawn(text: str) -> str:
        return nh3.clean(
            markdown.render(text), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES
        )

    return drawn
