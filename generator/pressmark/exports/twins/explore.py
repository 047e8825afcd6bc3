"""The page that shows the field at a glance in; what it shows as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View


def explore(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """Every way to look at the library."""
    yield "\n".join([writer.row(way.title, way.kind, remark=way.sentence) for way in view["ways"]])
