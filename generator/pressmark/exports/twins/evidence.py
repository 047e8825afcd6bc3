"""The pages of key figures in; what they show as Markdown out, a block each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markdown_text import cell
from pressmark.base.words import counted
from pressmark.exports.data.paper_markdown import markdown_row, origin
from pressmark.exports.twins.lists import facts, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.exports.twins.writer import MarkdownWriter
    from pressmark.site.page import Page, View
    from pressmark.site.views.evidence import FigureRow

_HEAD = ("Paper", "Date", "What was measured", "Reported", "Where")


def index(_: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The themes whose papers have figures."""
    yield "\n".join(
        [
            writer.row(label, "theme-evidence", name, remark=counted(figures, "figure"))
            for name, label, _, figures, _ in view["themes"]
        ]
    )


def table(page: Page, view: View, writer: MarkdownWriter) -> Iterable[str]:
    """The figures of a theme's papers, as a table."""
    theme = view["theme"]
    of_theme = [f"Theme: {writer.link(theme.label, 'theme', theme.id)}"] if theme else []
    yield facts(page, view, writer, *of_theme)
    rows = [_row(row, writer) for row in view["rows"]]
    yield "\n".join(map(markdown_row, (_HEAD, ["---"] * len(_HEAD), *rows)))
    yield from parts(page, view, writer)


def _row(row: FigureRow, writer: MarkdownWriter) -> tuple[str, ...]:
    paper, figure = row.paper, row.figure
    return (
        writer.link(paper.plain_title, "paper", paper.id).replace("|", "&#124;"),
        paper.first_date,
        cell(figure.what, is_part=True),
        cell(figure.value, is_part=True),
        origin(figure),
    )
