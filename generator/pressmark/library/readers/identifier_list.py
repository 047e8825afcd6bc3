"""A list of arXiv ids, DOIs or addresses in, one a line; papers of which only that is known out.

Nothing is looked up elsewhere: an identifier stands in the place of a title until somebody writes
one. Blank lines and those behind `#` say nothing.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from pressmark.base.findings import shown
from pressmark.base.rules.imports import NOT_AN_IDENTIFIER, TITLE_NOT_GIVEN
from pressmark.library.readers.csl_item import paper_of
from pressmark.library.readers.entry import Entry, EntryList, Reading
from pressmark.library.readers.identifiers import (
    addresses_in,
    arxiv_id_in,
    doi_in_address,
    short_doi_address,
)
from pressmark.library.readers.source import LineSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pressmark.library.readers.entry import Omission

T = TypeVar("T")
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LIST_MARK = re.compile(r"(?:[-*•]|\d{1,4}[.)])\s+(?=\S)")


def looks_right(text: str) -> bool:
    """Whether most lines of the text are one identifier each, and the first is."""
    are_items = [bool(_item(line)) for _, _, line in _lines(text[:10_000])]
    return bool(are_items) and are_items[0] and 2 * sum(are_items) > len(are_items)


def read(text: str, name: Path) -> Reading:
    """The papers of a list in its order; their titles are what stands there, and that is said."""
    starts, entries, omissions, left_out = array("L"), array("L"), array("L"), 0
    numbers = array("L")
    for start, number, line in _lines(text):
        reading = _read_line(number, line, name)
        entries.extend([len(starts)] * len(reading.entries))
        omissions.extend([len(starts)] * len(reading.omissions))
        left_out += reading.left_out
        starts.append(start)
        numbers.append(number)
    if not starts:
        return EntryList().nonempty(name, "identifiers")

    def again(place: int) -> Reading:
        _, _, line = next(_lines(text, starts[place]))
        return _read_line(numbers[place], line, name)

    def omission(place: int) -> Omission:
        line = omissions[place]
        first = place
        while first and omissions[first - 1] == line:
            first -= 1
        return again(line).omissions[place - first]

    return Reading(
        _MadeAgain(len(entries), lambda place: again(entries[place]).entries[0]),
        _MadeAgain(len(omissions), omission),
        left_out,
    )


class _MadeAgain(Sequence[T]):
    """Things of a reading that are made when they are asked for: a line is much shorter than the
    record that it makes."""

    def __init__(self, length: int, make: Callable[[int], T]) -> None:
        self._places = range(length)
        self._make = make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> list[T]: ...

    def __getitem__(self, place: int | slice) -> T | list[T]:
        if isinstance(place, slice):
            return [self._make(each) for each in self._places[place]]
        return self._make(self._places[place])


def _read_line(number: int, line: str, name: Path) -> EntryList:
    """What one line of a list says."""
    reading = EntryList()
    source = LineSource(name, number)
    source.is_curated = False
    item = _item(line)
    if not item:
        source.report(number, "", NOT_AN_IDENTIFIER, value=shown(line))
        reading.leave_out(*source.findings)
        return reading
    source.report(number, "title", TITLE_NOT_GIVEN, value=shown(item["title"]))
    facts = {"kind": "article"} if "number" in item else {}
    paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
    reading.add(Entry(number, paper.title, abstract, paper, keywords), source)
    return reading


def _lines(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """Every line from a place on that says something: where it starts, its number, and its text
    without the mark of a list."""
    number = 0
    while 0 <= start <= len(text):
        end = text.find("\n", start)
        number += 1
        line = text[start:] if end < 0 else text[start:end]
        bare = _LIST_MARK.sub("", line.strip(), count=1).rstrip(",;")
        if bare and not bare.startswith("#"):
            yield start, number, bare
        start = end + 1 if end >= 0 else -1


def _item(text: str) -> dict[str, Any]:
    """The CSL-JSON item of what an identifier names; empty where the text is none."""
    text = text.strip("<>")
    if len(text.split()) > 2:
        return {}
    if arxiv := arxiv_id_in(text, is_bare=True):
        return {"title": f"arXiv:{arxiv}", "number": f"arXiv:{arxiv}"}
    if doi := doi_in_address(text) or ((match := _DOI.fullmatch(text)) and match[1]):
        return {"title": f"doi:{doi}", "DOI": doi}
    addresses = addresses_in(text) or list(filter(None, [short_doi_address(text)]))
    return {"title": addresses[0], "URL": addresses[0]} if len(addresses) == 1 else {}
