"""The formats that papers are imported from, and how a text tells which it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules.imports import UNKNOWN_FORMAT
from pressmark.library.readers import (
    bibtex,
    columns,
    csl,
    identifier_list,
    json_lines,
    listing,
    tagged,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.library.readers.entry import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that lists papers.

    `looks_right` tells from a text whether it may be of this kind; `read` takes the text and the
    file's name for findings.
    """

    name: str
    looks_right: Callable[[str], bool]
    read: Callable[[str, Path], Reading]


# In the order in which a text is tried; any text may be a listing.
_ALL = (
    Format("csl-json", csl.looks_right, csl.read),
    Format("records", json_lines.looks_right, json_lines.read),
    Format("bibtex", bibtex.looks_right, bibtex.read),
    Format("ris", tagged.looks_like_ris, tagged.read_ris),
    Format("nbib", tagged.looks_like_nbib, tagged.read_nbib),
    Format("enw", tagged.looks_like_enw, tagged.read_enw),
    Format("csv", columns.looks_right, columns.read),
    Format("identifiers", identifier_list.looks_right, identifier_list.read),
    Format("listing", lambda _: True, listing.read),
)


FORMATS = {form.name: form for form in _ALL}


# Formats that are not read, by what a text of theirs has near its start.
_UNREAD = {
    "Zotero RDF": re.compile(r"<rdf:RDF|xmlns:rdf="),
    "EndNote's XML": re.compile(r"<xml>\s*<records>", re.IGNORECASE),
    "MODS": re.compile(r"<mods(?:Collection)?\b"),
    "a web page": re.compile(r"<!DOCTYPE html|<html\b", re.IGNORECASE),
    "XML": re.compile(r"\A\s*<\?xml\b"),
    "Zotero's own JSON": re.compile(r'\A\s*[\[{].*"itemType"\s*:', re.DOTALL),
    "Web of Science's plain text": re.compile(r"\AFN (?:Clarivate|Thomson|ISI)"),
    "a PDF file": re.compile(r"\A%PDF-"),
    "refer's bibliography": re.compile(r"\A\s*(?:%[A-Z] .+\n)+%T .+\n|\A\s*%T .+\n%[A-Z] "),
}
_START = 10_000


def recognised(text: str, name: Path) -> Format:
    """The format that a text seems to be written in; `name` is the file as findings call it.

    Raises `InvalidLibraryError` where it is one that is not read.
    """
    start = text[:_START]
    for format_name, marks in _UNREAD.items():
        if marks.search(start):
            raise InvalidLibraryError([Finding.of(UNKNOWN_FORMAT, name, format=format_name)])
    return next(form for form in _ALL if form.looks_right(text))
