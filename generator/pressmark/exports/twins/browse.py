"""The page whose filters combine in; the lists that it leads to as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markdown_text import paragraph
from pressmark.base.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View
    from pressmark.site.views.browse import Links


def browse(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The newest papers, and every list by facet; a theme stands below the one that it is part
    of."""
    if view["newest"]:
        yield writer.heading("Newest papers")
        yield writer.papers(view["newest"])
    for links in view["lists"]:
        yield writer.heading(links.title)
        yield "\n".join(_rows(links, writer))
        if not links.is_whole:
            yield writer.link("All of them", links.all_on)
    yield writer.heading("All papers")
    yield writer.row("All papers", "papers", count=view["count"])


def _rows(links: Links, writer: MarkdownWriter) -> Iterable[str]:
    for name, label, count, depth in links.values:
        row = f"- {paragraph(label)} ({counted(count, 'paper')})"
        if name:
            row = writer.row(label, links.kind, name, count=count)
        yield "  " * depth + row
