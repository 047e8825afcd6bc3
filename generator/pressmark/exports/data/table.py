"""Papers in; one row a paper out, as CSV (RFC 4180) or, with pyarrow installed, as Parquet.

A cell of several values, a list in Parquet, joins them with "; " in CSV.
"""

from __future__ import annotations

import csv
import io
from importlib.util import find_spec
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper
    from pressmark.site.settings import Site

    Cell = str | Sequence[str]


LISTS = ("authors", "orcids", "also", "tags", "links", "figures", "sources", "redirect_from")
COLUMNS = (
    *("id", "page", "title", "authors", "orcids", "date", "type", "venue", "publisher", "volume"),
    *("issue", "pages", "arxiv", "doi", "url", "links", "theme", "also", "tags", "tldr"),
    *("problem", "approach", "finding", "figures", "later_title", "status", "added"),
    *("sources", "redirect_from"),
)
SEPARATOR = "; "
_PAGE, _AUTHORS, _ORCIDS, _LINKS, _FIGURES = map(
    COLUMNS.index, ("page", "authors", "orcids", "links", "figures")
)
# The paper's own values, with others in the places of those that are made.
_as_they_are = attrgetter(*({"page": "id", "orcids": "id"}.get(name, name) for name in COLUMNS))
# A spreadsheet takes what starts with one of these for a formula; East Asian ones read full widths.
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'")


def cells(paper: Paper, site: Site) -> list[Cell]:
    """A paper's values in the order of `COLUMNS`: those of `LISTS` are lists. `page` is the
    absolute address of its page, and `orcids` has a place for every author."""
    row: list[Cell] = list(_as_they_are(paper))
    row[_PAGE] = f"{site.url}papers/{paper.id}/"
    row[_AUTHORS] = [author.name for author in paper.authors]
    orcids = [author.orcid for author in paper.authors]
    row[_ORCIDS] = orcids if any(orcids) else ()
    row[_LINKS] = [f"{kind}: {address}" for kind, address in paper.links.items()]
    row[_FIGURES] = [f"{figure.what}: {figure.value}" for figure in paper.figures]
    return row


def csv_head() -> bytes:
    """The row of the columns' names."""
    return _row(COLUMNS)


def csv_row(paper: Paper, site: Site) -> bytes:
    """A paper as a row of CSV in UTF-8. A cell that a spreadsheet might take for a formula starts
    with an apostrophe, and so does one that starts with an apostrophe itself."""
    row = [cell if isinstance(cell, str) else SEPARATOR.join(cell) for cell in cells(paper, site)]
    return _row([f"'{text}" if text and text[0] in _FORMULA else text for text in row])


class _Told:
    """A file for a writer that says what was written to it instead of keeping it."""

    @staticmethod
    def write(text: str) -> str:
        return text


_written = csv.writer(_Told()).writerow


def _row(texts: Iterable[str]) -> bytes:
    return str(_written(texts)).encode()


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
