"""A reference in; its CSL-JSON item out, as citation processors and reference managers read it.

Keys are those of the CSL-JSON schema 1.0.2 (csl-data.json).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.markup import json_line
from pressmark.library.paper import plain_keys

if TYPE_CHECKING:
    from pressmark.library.reference import Name, Reference

_PLAIN_KEYS = plain_keys("csl")
_TYPES = {
    "conference": "paper-conference",
    "journal": "article-journal",
    "thesis": "thesis",
    "preprint": "article",
    "other": "document",
}


def csl_item(reference: Reference, page: str) -> dict[str, Any]:
    """The item of a paper, whose page here is at the address `page`.

    Its id and citation key are the paper's id. Abstracts and what this library says of a paper are
    left out.
    """
    is_preprint, is_thesis = reference.kind == "preprint", reference.kind == "thesis"
    container = "" if is_thesis else reference.volume_title
    authors = [_name(name) for name in reference.names]
    if reference.has_more_names:
        authors.append({"literal": "others"})  # as pandoc and its citation processor have it
    item = {
        "id": reference.id,
        "citation-key": reference.id,
        "type": _TYPES[reference.kind],
        "title": reference.title,
        "author": authors,
        "issued": {"date-parts": [[int(part) for part in reference.issued.split("-")]]}
        if reference.issued
        else None,
        "container-title": container,
        "container-title-short": reference.short_container
        if reference.kind == "conference"
        else "",
        "genre": reference.short_container if is_thesis else "",
        "publisher": "arXiv" if is_preprint else reference.school or reference.publisher,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.pages,
        "number": f"arXiv:{reference.arxiv}" if is_preprint else "",
        "DOI": reference.doi,
        "URL": reference.url or page,
        "keyword": ", ".join(reference.keywords),
        **dict(reference.under(_PLAIN_KEYS)),
    }
    return {key: value for key, value in item.items() if value}


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
