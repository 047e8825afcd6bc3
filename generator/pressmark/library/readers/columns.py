"""A table of papers in, CSV or TSV with a heading row as Zotero and spreadsheets write it; papers
out."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding
from pressmark.base.rules.imports import INVALID_ENTRY
from pressmark.library.readers.csl import paper_of
from pressmark.library.readers.entry import Entry, Reading
from pressmark.library.readers.identifiers import addresses_in
from pressmark.library.readers.source import LineSource
from pressmark.library.readers.written_dates import written_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# By the key of a CSL item: the headings of its column, in small letters.
_COLUMNS = {
    "id": ("key", "id", "citation key"),
    "type": ("item type", "type", "kind"),
    "title": ("title",),
    "author": ("author", "authors"),
    "editor": ("editor", "editors"),
    "container-title": ("publication title", "journal", "container", "booktitle", "publication",
                        "proceedings title", "venue"),
    "issued": ("date", "publication year", "year", "issued"),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "page": ("pages", "page"),
    "DOI": ("doi",),
    "URL": ("url", "link"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "abstract": ("abstract note", "abstract"),
    "keyword": ("manual tags", "keywords", "tags"),
    "publisher": ("publisher",),
    "publisher-place": ("place",),
    "language": ("language",),
    "collection-title": ("series",),
    "edition": ("edition",),
    "note": ("extra", "note"),
}  # fmt: skip
_KINDS = {
    "journalarticle": "article-journal",
    "conferencepaper": "paper-conference",
    "booksection": "chapter",
    "preprint": "article",
    "computerprogram": "software",
    "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper",
    "blogpost": "post-weblog",
}
_PLAIN_KINDS = ("book", "report", "thesis", "dataset", "patent", "standard", "webpage", "map")


def looks_right(text: str) -> bool:
    """Whether the first line is a heading row that names a title and something else."""
    return {"title"} < _headings(text).keys()


def read(text: str, name: Path) -> Reading:
    """The papers of a table in its order, without their faulty values."""
    reading = Reading()
    headings = _headings(text)
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    next(rows, None)
    before = rows.line_num
    for row in _sound(rows, name, reading):
        line, before = before + 1, rows.line_num
        if not any(map(str.strip, row)):
            continue
        cells = {key: row[place].strip() for key, place in headings.items() if place < len(row)}
        source = LineSource(name, line)
        source.is_curated = False
        item, facts = _item(cells)
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
        entry = Entry(line, paper.title, abstract, paper, keywords, cells.get("id", ""))
        reading.add(entry, source)
    return reading.nonempty(name, "rows")


def _sound(rows: Any, name: Path, reading: Reading) -> Iterator[list[str]]:
    """The rows as far as they can be read."""
    try:
        yield from rows
    except csv.Error as error:
        reading.leave_out(Finding.of(INVALID_ENTRY, name, rows.line_num, problem=error))


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max("\t,;", key=first.count)


def _headings(text: str) -> dict[str, int]:
    """The place of each column that is known, by the key of an item."""
    first = next(csv.reader(io.StringIO(text.partition("\n")[0]), delimiter=_delimiter(text)), [])
    places = {heading.strip().lower(): place for place, heading in enumerate(first)}
    return {
        key: places[heading]
        for key, names in _COLUMNS.items()
        if (heading := next((name for name in names if name in places), ""))
    }


def _item(cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The CSL-JSON item of a row, and facts of the record that it makes beside it."""
    item: dict[str, Any] = {key: text for key, text in cells.items() if key not in ("id", "type")}
    kind = re.sub(r"[^a-z]", "", cells.get("type", "").lower())
    date = written_date(cells.get("issued", ""))
    for key in ("author", "editor"):
        item[key] = [_name(name) for name in re.split(r"\s*;\s*", cells.get(key, "")) if name]
    addresses = addresses_in(cells.get("URL", ""))
    item |= {"issued": {"raw": date.date}, "URL": addresses[0] if addresses else ""}
    return item, {
        "kind": _KINDS.get(kind, kind if kind in _PLAIN_KINDS else ""),
        "container": item.get("container-title", ""),
        "issued": date.issued,
        "keys": [cells["id"]] if cells.get("id") else [],
    }


def _name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name}
