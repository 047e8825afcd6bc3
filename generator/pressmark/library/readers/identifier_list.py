"""A list of arXiv ids, DOIs or addresses in, one a line; papers of which only that is known out.

Nothing is looked up elsewhere: an identifier stands in the place of a title until somebody writes
one. Blank lines and those behind `#` say nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import shown
from pressmark.base.rules.imports import NOT_AN_IDENTIFIER, TITLE_NOT_GIVEN
from pressmark.library.readers.csl_item import paper_of
from pressmark.library.readers.entry import Entry, Reading
from pressmark.library.readers.identifiers import (
    addresses_in,
    arxiv_id_in,
    doi_in_address,
    short_doi_address,
)
from pressmark.library.readers.source import LineSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_LIST_MARK = re.compile(r"(?:[-*•]|\d{1,4}[.)])\s+(?=\S)")


def looks_right(text: str) -> bool:
    """Whether most lines of the text are one identifier each, and the first is."""
    are_items = [bool(_item(line)) for _, line in _lines(text[:10_000])]
    return bool(are_items) and are_items[0] and 2 * sum(are_items) > len(are_items)


def read(text: str, name: Path) -> Reading:
    """The papers of a list in its order; their titles are what stands there, and that is said."""
    reading = Reading()
    for number, line in _lines(text):
        source = LineSource(name, number)
        source.is_curated = False
        item = _item(line)
        if not item:
            source.report(number, "", NOT_AN_IDENTIFIER, value=shown(line))
            reading.leave_out(*source.findings)
            continue
        source.report(number, "title", TITLE_NOT_GIVEN, value=shown(item["title"]))
        facts = {"kind": "article"} if "number" in item else {}
        paper, abstract, keywords = paper_of({"id": "unnamed", **item}, source, facts=facts)
        reading.add(Entry(number, paper.title, abstract, paper, keywords), source)
    return reading.nonempty(name, "identifiers")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line that says something, without the mark of a list, and its number."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = _LIST_MARK.sub("", line.strip(), count=1).rstrip(",;")
        if bare and not bare.startswith("#"):
            yield number, bare


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
