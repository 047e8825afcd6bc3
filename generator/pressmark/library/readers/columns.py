"""A table of papers in, CSV or TSV with a heading row as programs and spreadsheets write it; papers
out."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding, InvalidLibraryError, shown
from pressmark.base.rules.files import MISSING_KEY
from pressmark.base.rules.imports import INVALID_ENTRY, UNKNOWN_COLUMN, UNREADABLE_DATE
from pressmark.base.spellings import nearest
from pressmark.base.words import one_line
from pressmark.library.readers.bibtex_fields import ARCHIVES
from pressmark.library.readers.column_names import COLUMNS, FIELDS, KINDS, NUMBERED, PLAIN_KINDS
from pressmark.library.readers.csl_item import NOTHING, paper_of
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.readers.identifiers import addresses_in, arxiv_id_in
from pressmark.library.readers.name_lists import NameLists
from pressmark.library.readers.source import LineSource
from pressmark.library.readers.written_dates import is_no_date, written_date
from pressmark.library.values import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Cells = dict[str, str]

# What Excel writes above the headings.
_SEPARATOR = re.compile(r"\s*sep=(.)\s*\n", re.IGNORECASE)
_NO_ITEM_KEYS = frozenset(
    (
        "id",
        "type",
        "first page",
        "last page",
        "article number",
        "pdf",
        "arxiv",
        "pmid",
        "pmcid",
        "number",
        "series number",
    )
)
_MOST_RESTARTS = 20


def looks_right(text: str) -> bool:
    """Whether the first line is a heading row that names a title and something else."""
    return {"title"} < _headings(_lines(text), {}, Path()).keys()


def read(text: str, name: Path, columns: Mapping[str, str] | None = None) -> Reading:
    """The papers of a table in its order, without their faulty values.

    `columns` are headings by what they hold: a field of a record or a key of a CSL item. They go
    before those that are known. Raises `InvalidLibraryError` where the table has no such heading.
    """
    reading = EntryList()
    lines = _lines(text)
    headings = _headings(lines, columns or {}, name)
    named = {place: heading for heading, place in _places(lines).items()}
    place = headings.get("author", -1)
    rows = _rows(lines, name, EntryList())
    lists = NameLists(row[place] for _, row in rows if 0 <= place < len(row))
    for line, row in _rows(lines, name, reading):
        filled = [n for n, cell in enumerate(row) if cell.strip()]
        if not filled:
            continue
        reading.unused.update(named[n] for n in filled if n in named and n not in headings.values())
        cells = {
            key: cell
            for key, n in headings.items()
            if n < len(row) and ((cell := row[n].strip()).lower() not in NOTHING or key == "title")
        }
        source = LineSource(name, line)
        source.is_curated = False
        if not cells.get("title"):
            source.report(line, "title", MISSING_KEY, key="title")
            reading.leave_out(*source.findings, key=cells.get("id", ""))
            continue
        item, facts = _item(cells, lists, source)
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
        entry = Entry(line, paper.title, abstract, paper, keywords, cells.get("id", ""))
        reading.add(entry, source)
    return reading.nonempty(name, "rows")


def _lines(text: str) -> list[str]:
    """The lines of a table, the first of which are its headings."""
    if match := _SEPARATOR.match(text):
        text = "\n" * text.count("\n", 0, match.end()) + text[match.end() :]
    return text.split("\n")


def _rows(lines: list[str], name: Path, reading: EntryList) -> Iterator[tuple[int, list[str]]]:
    """Every row below the headings with the line on which it starts. A row that can't be read is
    left out; where its quotes take in all that follows, reading goes on with the next line."""
    delimiter = _delimiter(lines)
    start, restarts = _first(lines) + 1, 0
    while start < len(lines):
        rows = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=delimiter, strict=True)
        before, is_whole = 0, True
        while True:
            try:
                row = next(rows)
            except StopIteration:
                break
            except csv.Error as error:
                line = start + before + 1
                reading.leave_out(
                    Finding.of(INVALID_ENTRY, name, line, problem=one_line(str(error)))
                )
                if "end of data" in str(error) and restarts < _MOST_RESTARTS:
                    is_whole, restarts = False, restarts + 1
                    break
            else:
                yield start + before + 1, row
            before = rows.line_num
        if is_whole:
            return
        start += before + 1


def _first(lines: list[str]) -> int:
    """The place of the heading row."""
    return next((place for place, line in enumerate(lines) if line.strip()), 0)


def _delimiter(lines: list[str]) -> str:
    first = lines[_first(lines)]
    return max("\t,;", key=first.count)


def _places(lines: list[str]) -> dict[str, int]:
    """The place of each column by its heading, as it is written."""
    try:
        headings = next(csv.reader([lines[_first(lines)]], delimiter=_delimiter(lines)), [])
    except csv.Error:
        return {}
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(heading.strip(), place)
    return places


def _headings(lines: list[str], columns: Mapping[str, str], name: Path) -> dict[str, int]:
    """The place of each column that is known, by the key of an item."""
    places = _places(lines)
    lower = {heading.lower(): place for heading, place in reversed([*places.items()])}
    by_field = {
        key: lower[heading]
        for key, names in COLUMNS.items()
        if (heading := next((name for name in names if name in lower), ""))
    }
    if by_field.get("genre") == by_field.get("type"):  # one column is no sort of thesis
        by_field.pop("genre", None)
    for field, heading in columns.items():
        place = places.get(heading, lower.get(heading.lower()))
        if place is None:
            near = nearest(heading, places)
            values = {"heading": shown(heading), "near": near, "headings": ", ".join(places)}
            raise InvalidLibraryError([Finding.of(UNKNOWN_COLUMN, name, **values)])
        by_field = {key: taken for key, taken in by_field.items() if taken != place}
        by_field[FIELDS.get(field, field)] = place
    return by_field


def _item(
    cells: Cells, lists: NameLists, source: LineSource
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The CSL-JSON item of a row, and facts of the record that it makes beside it."""
    item: dict[str, Any] = {key: text for key, text in cells.items() if key not in _NO_ITEM_KEYS}
    kind = re.sub(r"[^a-z]", "", cells.get("type", "").lower())
    kind = KINDS.get(kind, kind if kind in PLAIN_KINDS else "")
    written = cells.get("issued", "")
    date = written_date(written)
    if date.is_partial and not is_no_date(written):
        source.report(source.line, "date", UNREADABLE_DATE, value=shown(written))
    item["author"], more = lists.people(cells.get("author", ""))
    item["editor"], _ = lists.people(cells.get("editor", ""))
    pages = "-".join(filter(None, [cells.get("first page"), cells.get("last page")]))
    item["page"] = cells.get("page") or pages or cells.get("article number", "")
    links = _add_address(item, cells)
    if arxiv := arxiv_id_in(cells.get("arxiv", ""), is_bare=True):
        item["number"] = f"arXiv:{arxiv}"
    if kind == "thesis":
        item["type"] = "thesis"
    number = cells.get("number", "") if kind in NUMBERED else cells.get("series number", "")
    if number and item.get("issue") == number:
        item["issue"] = ""
    return item, {
        "kind": kind,
        "container": item.get("container-title", ""),
        "genre": cells.get("genre", "") if kind in ("thesis", "report") else "",
        "number": number,
        "issued": date.issued,
        "keys": [cells["id"]] if cells.get("id") else [],
        "links": links,
        "more_authors": more,
        "note": "; ".join(filter(None, [cells.get("note", "").replace("\n", "; "), date.state])),
    }


def _add_address(item: dict[str, Any], cells: Cells) -> dict[str, str]:
    """Give an item its address; the other links of its record."""
    addresses = addresses_in(cells.get("URL", ""))
    item["URL"] = addresses[0] if addresses else ""
    links = {f"link-{n}": address for n, address in enumerate(addresses[1:], 2)}
    for address in addresses_in(cells.get("pdf", ""))[:1]:
        links["pdf"] = address
    for key in ("pmid", "pmcid"):
        if number := re.sub(r"\.0$", "", cells.get(key, "")):
            label, address = ARCHIVES[key]
            links[label] = address.format(number)
    return {label: address for label, address in links.items() if is_address(address)}
