"""The map of the field in; its regions and their papers as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View


def regions(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Its themes; and every region, the largest first, with the papers that the page lists, and the
    tags that lead to the others."""
    if signs := view["themes"]:
        themes = writer.links("theme", [(sign.theme.id, sign.theme.label) for sign in signs])
        yield f"Themes: {themes}"
    for region, papers in view["regions"]:
        yield writer.heading(f"{region.title} ({counted(len(region.papers), 'paper')})")
        yield writer.papers(papers)
        if len(papers) < len(region.papers) and region.tags:
            tags = zip(region.tags, region.names, strict=True)
            yield f"All on {writer.links('tag', tags)}"
