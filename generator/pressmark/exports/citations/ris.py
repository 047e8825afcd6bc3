"""A reference in; its RIS record out, as EndNote, Zotero and Mendeley read it.

Tags are those of the RIS format specification (2011): lines end with CR and LF, a tag stands on
each, and a record is closed by ER.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.paper import plain_keys

if TYPE_CHECKING:
    from pressmark.library.reference import Reference

_PLAIN_KEYS = plain_keys("ris")
# Both EndNote and Zotero call a paper in proceedings CONF.
_KINDS = {
    "conference": "CONF",
    "journal": "JOUR",
    "chapter": "CHAP",
    "book": "BOOK",
    "report": "RPRT",
    "thesis": "THES",
    "dataset": "DATA",
    "software": "COMP",
    "webpage": "ELEC",
    "preprint": "UNPB",
    "other": "GEN",
}
# Item types of CSL that have a reference type of their own.
_TYPES = {
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE",
    "legislation": "STAT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "pamphlet": "PAMP",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "standard": "STAND",
}


def ris(reference: Reference, page: str) -> str:
    """The record of a paper, whose page here is at the address `page`.

    Its ID is the paper's id. Abstracts and what this library says of a paper are left out.
    """
    first, last = reference.first_and_last_page
    is_preprint, is_thesis = reference.kind == "preprint", reference.kind == "thesis"
    tags = [
        ("TY", _TYPES.get(reference.type) or _KINDS[reference.kind]),
        ("ID", reference.id),
        ("TI", reference.title),
        *(("AU", name.inverted) for name in reference.names),
        ("AU", "et al." if reference.has_more_names else ""),
        *(("ED", name.inverted) for name in reference.editors),
        ("PY", reference.year),
        ("DA", _date(reference.issued)),
        ("T2", "" if is_thesis else reference.volume_title),
        ("J2", "" if is_thesis else reference.short_container),
        ("M3", reference.genre),
        ("M1", reference.number),
        ("PB", "arXiv" if is_preprint else reference.school or reference.publisher),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("SP", first),
        ("EP", last),
        ("AN", f"arXiv:{reference.arxiv}" if reference.arxiv else ""),
        ("DO", reference.doi),
        ("UR", reference.url or page),
        ("Y2", _date(reference.looked_up)),
        ("L1", reference.pdf),
        *(("KW", keyword) for keyword in reference.keywords),
        *reference.under(_PLAIN_KEYS),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags if value]
    return "".join(lines) + "ER  - \r\n"


def _date(issued: str) -> str:
    """A date as RIS has it: year, month, day and a season between slashes."""
    if not issued:
        return ""
    parts = [*issued.split("-"), "", ""]
    return "/".join([*parts[:3], ""])
