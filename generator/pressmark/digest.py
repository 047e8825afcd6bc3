"""Markdown that curators write in; safe HTML out. Raw HTML in it is shown, never obeyed."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_markdown = MarkdownIt("commonmark", {"html": False})
_TAGS = set("a blockquote br code em li ol p pre strong sub sup ul".split())
_ATTRIBUTES = {"a": {"href", "title"}}
_SCHEMES = {"http", "https", "mailto"}


def html(text: str) -> Markup:
    """`text` as block HTML of an allow-list of elements; links lead to http, https and mailto."""
    drawn = _markdown.render(text)
    # The output of a cleaner with an allow-list is safe by construction.
    return Markup(nh3.clean(drawn, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES))  # noqa: S704
