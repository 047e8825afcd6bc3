"""The fields of a BibTeX entry in; its DOI, its address and the links of its record out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import shown
from pressmark.base.names import slug
from pressmark.base.rules.records import INVALID_URL
from pressmark.library.readers.bibtex_fields import ARCHIVES, LINKS
from pressmark.library.readers.identifiers import (
    address_within,
    addresses_in,
    arxiv_id_in,
    doi_in_address,
    short_doi_address,
    without_latex,
)
from pressmark.library.values import is_address, is_file

if TYPE_CHECKING:
    from pressmark.library.readers.bibtex_fields import Fields
    from pressmark.library.readers.source import LineSource

# Fields by whose names people say what an address leads to: url_code, Code_Link, reprinturl.
_LINK_FIELD = re.compile(
    r"(?:url|link)(?:[_-](?=[a-z0-9])|(?=\d))([a-z0-9_-]+)|([a-z][a-z_-]*?)[_-]?(?:url|link)"
)
_NO_LINKS = frozenset({"bib", "bdsk"})
# What names a file on somebody's own machine.
_LOCAL = re.compile(r"[/\\~:]|[A-Za-z]:[\\/]|file:", re.IGNORECASE)
_ONLY_DOI = re.compile(r"(?:doi:?\s*)?(10\.\d{4,9}/[^\s,;]+)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?=\S)", re.IGNORECASE)


def add_links(
    item: dict[str, Any], facts: dict[str, Any], fields: Fields, source: LineSource
) -> list[str]:
    """Give an item its DOI and its address, and the facts the links of a record, each of them one
    that a page may link.

    Returns what is no address, for the note. An address of another scheme and the path of a file
    are the source's findings.
    """
    url = without_latex(fields.get("url") or fields.get("ee") or "")
    addresses = addresses_in(url) if url else []
    notes = [] if addresses or not url else _words("url", "url", url, source)
    if not addresses and "howpublished" in fields:
        addresses = addresses_in(without_latex(fields["howpublished"]))
    doi, elsewhere = _doi(without_latex(fields.get("doi", "")))
    addresses += elsewhere
    for field in ("howpublished", "note"):
        words = fields.get(field, "")
        if not doi and (match := _ONLY_DOI.fullmatch(without_latex(words))):
            doi = match[1]
        elif not addresses and "http" in words:
            address = address_within(without_latex(words))
            addresses = [address] if address and not arxiv_id_in(address) else []
    links = {f"link-{n}": address for n, address in enumerate(addresses[1:], 2)}
    for field, label in _link_fields(fields):
        text = without_latex(fields[field])
        address = next(iter(addresses_in(text)), "")
        if not address and field in LINKS and is_file(text):
            links.setdefault(label, text)
        elif not address:
            notes += _words(label, field, text, source) if field in LINKS else []
        elif not doi and label in ("reprint", "paper", "doi") and doi_in_address(address):
            doi = doi_in_address(address)
        elif not is_address(address):
            source.report(source.line, field, INVALID_URL, value=shown(address))
        else:
            links.setdefault(label, address)
    links |= _at_archives(fields)
    item["DOI"], item["URL"] = doi, addresses[0] if addresses else ""
    for label in [label for label, address in links.items() if address == item["URL"]]:
        if label in LINKS.values():
            item["URL"] = ""
        else:
            del links[label]
    if links:
        facts["links"] = links
    return notes


def _link_fields(fields: Fields) -> list[tuple[str, str]]:
    """The fields that hold a link, with what it is called."""
    labelled = [(field, label) for field, label in LINKS.items() if fields.get(field)]
    labelled += [
        (field, LINKS.get(label, label)) for field in fields if (label := link_label(field))
    ]
    return [(field, label) for field, label in labelled if fields[field]]


@lru_cache(maxsize=1_000)
def link_label(field: str) -> str:
    """What a field says that its address leads to, by its own name; empty where it is no link's."""
    match = _LINK_FIELD.fullmatch(field) if "url" in field or "link" in field else None
    label = slug(match[1] or match[2]) if match else ""
    label = f"link-{label}" if label.isdecimal() else label
    return "" if label in _NO_LINKS else label


def _words(label: str, field: str, text: str, source: LineSource) -> list[str]:
    """What a field says instead of an address, behind its label."""
    if not text:
        return []
    if _LOCAL.match(text) or _SCHEME.match(text):
        source.report(source.line, field, INVALID_URL, value=shown(text))
        return []
    return [f"{label}: {' '.join(text.split())}"]


def _doi(text: str) -> tuple[str, list[str]]:
    """The DOI of a field, and addresses that it holds instead."""
    if short := short_doi_address(text):
        return "", [short]
    several = re.split(r"[\s,;]+", text)
    if len(several) > 1 and all(_ONLY_DOI.fullmatch(part) for part in several):
        return several[0], [f"https://doi.org/{part}" for part in several[1:]]
    first, *second = text.split()[:2] or [""]
    if second and first.startswith("10.") and first in second[0]:
        return first, []
    if not doi_in_address(text) and (addresses := addresses_in(text)):
        return "", addresses
    return text, []


def _at_archives(fields: Fields) -> dict[str, str]:
    """Links to the archives that hold a work under a number of theirs."""
    links: dict[str, str] = {}
    archive = (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    numbers = [(name, fields.get(name, "")) for name in ("pmid", "pmcid")]
    for name, number in (*numbers, (archive, fields.get("eprint", ""))):
        if name in ARCHIVES and re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*", number):
            label, address = ARCHIVES[name]
            links.setdefault(label, address.format(number))
    return links
