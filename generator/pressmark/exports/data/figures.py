"""Papers in; the key figures that they report out, a row a figure, as CSV or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.markdown_text import cell, heading
from pressmark.exports.data.csv_row import csv_row
from pressmark.exports.data.paper_markdown import cell_link, markdown_row, origin
from pressmark.library.addresses import paper_address
from pressmark.site.kinds import address
from pressmark.site.views.evidence import figure_addresses, figure_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers
    from pressmark.site.settings import Site

COLUMNS = ("paper", "page", "date", "what", "value", "where", "source", "figure")
_HEAD = ("Paper", "Date", "What was measured", "Reported", "Where")


def csv(groups: Mapping[str, Papers], site: Site) -> Iterator[bytes]:
    """The figures of papers, by the id of the theme that they are under, as CSV: titles of papers,
    absolute addresses of their pages, and last that of the figure's row in a table."""
    yield csv_row(COLUMNS)
    for name, papers in groups.items():
        tables = figure_addresses(name, papers)
        for row in figure_rows(papers):
            paper, figure = row.paper, row.figure
            of_paper = paper.plain_title, site.url + paper_address(paper.id), paper.first_date
            reported = figure.what, figure.value, figure.where, figure.source
            yield csv_row((*of_paper, *reported, f"{site.url}{tables[paper.id]}#{row.id}"))


def markdown(papers: Iterable[Paper], theme: str, library: Library, site: Site) -> bytes:
    """The figures of a theme's papers as a page of Markdown, whose links are absolute. `theme` is
    an id, or what papers without a theme are under."""
    label = library.themes[theme].label if theme in library.themes else "Papers without a theme"
    page = f"{site.url}{address('theme-evidence', theme)}"
    rows = [
        (
            f"[{cell_link(row.paper.plain_title)}]({site.url}{paper_address(row.paper.id)})",
            row.paper.first_date,
            cell(row.figure.what, is_part=True),
            cell(row.figure.value, is_part=True),
            origin(row.figure),
        )
        for row in figure_rows(papers)
    ]
    table = "\n".join(map(markdown_row, (_HEAD, ["---"] * len(_HEAD), *rows)))
    return f"# Evidence: {heading(label)}\n\nPage: <{page}>\n\n{table}\n".encode()
