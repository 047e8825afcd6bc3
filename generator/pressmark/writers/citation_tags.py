"""A reference in; the `citation_*` tags that scholars' tools read in a page's head out.

The names are those of Highwire Press as Google Scholar documents them and as Zotero's "Embedded
Metadata" translator maps them. Zotero tells the type of an item by which venue has a tag; the two
types that no such tag tells, it takes from `z:itemType`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.reference import Name, Reference

# What an item is where no venue tells it, in Zotero's words.
_TYPES_WITHOUT_VENUE = {"preprint": "preprint", "other": "document"}


def citation_tags(reference: Reference, page: str) -> list[tuple[str, str]]:
    """The tags as name and content, in order; `page` is the address of the paper's page.

    An abstract is among them only where it is the paper's own.
    """
    tags = [("citation_title", reference.title)]
    names = reference.names
    alone = len(names) == 1
    tags += [("citation_author", _author(name, alone=alone)) for name in names]
    tags += _dates(reference)
    tags += _venue(reference)
    tags += [
        (name, value)
        for name, value in (
            ("citation_volume", reference.volume),
            ("citation_issue", reference.issue),
            *zip(("citation_firstpage", "citation_lastpage"), _pages(reference), strict=False),
            ("citation_doi", reference.doi),
            ("citation_arxiv_id", reference.arxiv),
            ("citation_public_url", reference.url),
            ("citation_abstract_html_url", page),
            ("citation_pdf_url", reference.pdf),
            ("citation_keywords", "; ".join([k.replace(";", ",") for k in reference.keywords])),
            ("citation_abstract", _one_line(reference.abstract)),
        )
        if value
    ]
    return tags


def _one_line(text: str) -> str:
    """A text of paragraphs without control characters, on one line."""
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def _author(name: Name, *, alone: bool) -> str:
    """Family name first; programs split names at semicolons, and the name of one `alone` at a comma
    between names of several words."""
    family = f"{name.particle} {name.family}" if name.particle else name.family
    given = f"{name.given} {name.suffix}" if name.suffix else name.given
    if not given:
        text = family
    elif (alone and " " in family and " " in given) or "," in name.family + given:
        text = f"{given} {family}".replace(",", " ")
    else:
        text = f"{family}, {given}"
    return text.replace(";", " ") if ";" in text else text


def _dates(reference: Reference) -> Iterator[tuple[str, str]]:
    """When it was published, and when it could first be read if that was in another year."""
    date, year = reference.date, reference.year
    if date and (not year or date.startswith(year)):
        yield "citation_publication_date", date.replace("-", "/")
        return
    if year:
        yield "citation_publication_date", year
    if date:
        yield "citation_online_date", date.replace("-", "/")


def _venue(reference: Reference) -> Iterator[tuple[str, str]]:
    kind, container, publisher = reference.kind, reference.container, reference.publisher
    if kind == "conference":
        yield "citation_conference_title", container
    elif kind == "journal":
        yield "citation_journal_title", container
        if reference.short_container != container:
            yield "citation_journal_abbrev", reference.short_container
    elif kind == "thesis":
        yield "citation_dissertation_institution", publisher or reference.track or container
        return
    else:
        yield "z:itemType", _TYPES_WITHOUT_VENUE[kind]
        if kind == "preprint":
            publisher = publisher or "arXiv"
            yield "citation_technical_report_number", f"arXiv:{reference.arxiv}"
    if publisher:
        yield "citation_publisher", publisher


def _pages(reference: Reference) -> list[str]:
    """The first page and the last, if both are known; anything else is no range."""
    return reference.pages.split("-") if reference.pages.count("-") <= 1 else [reference.pages]
