"""A reference in; its CSL-JSON item out, as citation processors and reference managers read it.

Keys are those of the CSL-JSON schema 1.0.2 (csl-data.json).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.markup import json_line
from pressmark.library.paper import plain_keys
from pressmark.library.values import plain_date

if TYPE_CHECKING:
    from pressmark.library.reference import Name, Reference

_PLAIN_KEYS = plain_keys("csl")


def csl_item(reference: Reference, page: str) -> dict[str, Any]:
    """The item of a paper, whose page here is at the address `page`.

    Its id and citation key are the paper's id. Abstracts and what this library says of a paper are
    left out.
    """
    is_preprint, is_thesis = reference.kind == "preprint", reference.kind == "thesis"
    container = "" if is_thesis else reference.volume_title
    has_short = reference.kind == "conference" or (reference.is_kind_given and not is_thesis)
    short = reference.short_container if has_short and container else ""
    number = f"arXiv:{reference.arxiv}" if is_preprint else reference.number
    authors = [_name(name) for name in reference.names]
    if reference.has_more_names:
        authors.append({"literal": "others"})  # as pandoc and its citation processor have it
    item = {
        "id": reference.id,
        "citation-key": reference.id,
        "type": reference.type,
        "title": reference.title,
        "author": authors,
        "editor": [_name(name) for name in reference.editors],
        "issued": _date(reference),
        "container-title": container,
        "container-title-short": short,
        "genre": reference.genre,
        "publisher": "arXiv" if is_preprint else reference.school or reference.publisher,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        _number_key(reference): number,
        "DOI": reference.doi,
        "URL": reference.url or page,
        "keyword": ", ".join(reference.keywords),
        **dict(reference.under(_PLAIN_KEYS)),
    }
    if accessed := reference.looked_up:
        item["accessed"] = {"date-parts": [_numbers(accessed)]}
    return {key: value for key, value in item.items() if value}


def _number_key(reference: Reference) -> str:
    """What the number of a work is: its version, its place in a series, or its own number."""
    if reference.kind in ("dataset", "software"):
        return "version"
    return "collection-number" if reference.is_in_series else "number"


def _date(reference: Reference) -> dict[str, Any] | None:
    """When it was published, with the doubts, the season or the range that the record gives."""
    if not reference.edtf:
        issued = reference.issued
        return {"date-parts": [_numbers(issued)]} if issued else None
    ends = [end for end in reference.edtf.split("/") if end not in ("", "..")]
    date: dict[str, Any] = {"date-parts": [_numbers(plain_date(end)) for end in ends]}
    if any(end[-1] in "?~%" for end in ends):
        date["circa"] = True
    if ends[0][5:6] == "2":
        date["season"] = int(ends[0][6])
    return date


def _numbers(date: str) -> list[int]:
    return [int(part) for part in date.split("-")]


def csl_line(reference: Reference, page: str) -> bytes:
    """The item of a paper as JSON on one line, in UTF-8."""
    return json_line(csl_item(reference, page))


def _name(name: Name) -> dict[str, str]:
    given, particle, family, suffix, _ = name
    if not given:
        return {"literal": name.whole}
    if not particle and not suffix:
        return {"family": family, "given": given}
    parts = {
        "family": family,
        "given": given,
        "non-dropping-particle": particle,
        "suffix": suffix,
    }
    return {key: part for key, part in parts.items() if part}
