"""Papers in; the key figures that they report out, a row a figure, as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.exports.data.csv_row import csv_row
from pressmark.library.addresses import paper_address
from pressmark.site.views.evidence import figure_addresses, figure_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.library.relations import Papers
    from pressmark.site.settings import Site

COLUMNS = ("paper", "page", "date", "what", "value", "where", "source", "figure")


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
