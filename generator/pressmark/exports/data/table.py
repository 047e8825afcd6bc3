"""Papers in; one row a paper out, as CSV (RFC 4180) or, with pyarrow installed, as Parquet.

A cell of several values, a list in Parquet, joins them with "; " in CSV.
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pressmark.exports.data.csv_row import csv_row
from pressmark.library.addresses import paper_address
from pressmark.library.paper import CROSSWALK, FLAGS, MAPPINGS, RECORDS, TEXTS, Author, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper
    from pressmark.site.settings import Site

    Cell = str | Sequence[str]


# Columns that are made, by the field whose column they follow.
_MADE = {"id": ("page",), "authors": ("orcids",)}
COLUMNS = tuple([column for name in CROSSWALK for column in (name, *_MADE.get(name, ()))])
LISTS = tuple([name for name in COLUMNS if name not in (*TEXTS, *FLAGS, "page")])
SEPARATOR = "; "
_PAGE, _ORCIDS = map(COLUMNS.index, ("page", "orcids"))
_FLAGS = [COLUMNS.index(name) for name in FLAGS]
_MAPPINGS = [COLUMNS.index(name) for name in MAPPINGS]
_PEOPLE = [COLUMNS.index(name) for name, model in RECORDS.items() if model is Author]
_FIGURES = [COLUMNS.index(name) for name, model in RECORDS.items() if model is Figure]
# The paper's own values, with others in the places of those that are made.
_as_they_are = attrgetter(*[name if name in CROSSWALK else "id" for name in COLUMNS])


def cells(paper: Paper, site: Site) -> list[Cell]:
    """A paper's values in the order of `COLUMNS`: those of `LISTS` are lists. `page` is the
    absolute address of its page, and `orcids` has a place for every author."""
    row: list[Any] = list(_as_they_are(paper))
    row[_PAGE] = site.url + paper_address(paper.id)
    orcids = [author.orcid for author in paper.authors]
    row[_ORCIDS] = orcids if any(orcids) else ()
    for place in _FLAGS:
        row[place] = "true" if row[place] else ""
    for place in _PEOPLE:
        row[place] = [person.name for person in row[place]]
    for place in _MAPPINGS:
        row[place] = [f"{key}: {text}" for key, text in row[place].items()]
    for place in _FIGURES:
        row[place] = [figure.in_words for figure in row[place]]
    return row


def csv_head() -> bytes:
    """The row of the columns' names."""
    return csv_row(COLUMNS)


def csv_of_paper(paper: Paper, site: Site) -> bytes:
    """A paper as a row of CSV in UTF-8."""
    return csv_row(
        cell if isinstance(cell, str) else SEPARATOR.join(cell) for cell in cells(paper, site)
    )


def can_write_parquet() -> bool:
    """Whether what writes Parquet is installed."""
    return find_spec("pyarrow") is not None


def parquet(papers: Iterable[Paper], site: Site) -> bytes:
    """The same rows as a Parquet file; its bytes depend on them and on pyarrow's version alone."""
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow.parquet import write_table  # type: ignore[import-untyped]

    types = [pa.list_(pa.string()) if name in LISTS else pa.string() for name in COLUMNS]
    columns = list(zip(*(cells(paper, site) for paper in papers), strict=True))
    arrays = [pa.array(columns[place] if columns else [], kind) for place, kind in enumerate(types)]
    written = io.BytesIO()
    write_table(pa.table(arrays, names=list(COLUMNS)), written, compression="zstd")
    return written.getvalue()
