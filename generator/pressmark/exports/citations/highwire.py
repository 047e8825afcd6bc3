"""A reference in; the `citation_*` tags that scholars' tools read in a page's head out.

The names are those of Highwire Press as Google Scholar documents them and as Zotero's "Embedded
Metadata" translator maps them. Zotero tells the type of an item by which venue has a tag; the
types that no such tag tells, it takes from `z:itemType`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.paper import plain_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.reference import Name, Reference

_PLAIN_KEYS = plain_keys("highwire")
# What an item is where no venue tells it, in Zotero's words.
_TYPES_WITHOUT_VENUE = {
    "preprint": "preprint",
    "book": "book",
    "dataset": "dataset",
    "software": "computerProgram",
    "webpage": "webpage",
    "other": "document",
}


def citation_tags(reference: Reference, page: str) -> list[tuple[str, str]]:
    """The tags as name and content, in order; `page` is the address of the paper's page.

    An abstract is among them only where it is the paper's own.
    """
    names = reference.names
    alone = len(names) == 1
    tags = [("citation_title", reference.title)]
    tags += [("citation_author", _author(name, alone)) for name in names]
    if reference.editors:
        tags += [("citation_editor", name.inverted) for name in reference.editors]
    tags += _dates(reference)
    tags += [tag for tag in _venue(reference) if tag[1]]
    first, last = reference.first_and_last_page
    details = (
        ("citation_volume", reference.volume),
        ("citation_issue", reference.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", reference.doi),
        ("citation_arxiv_id", reference.arxiv),
        ("citation_public_url", reference.url),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", reference.pdf),
        ("citation_keywords", _listed(reference.keywords)),
        ("citation_abstract", _one_line(reference.abstract)),
        *reference.under(_PLAIN_KEYS),
    )
    tags += [tag for tag in details if tag[1]]
    return tags


def _listed(keywords: Sequence[str]) -> str:
    """Keywords with a semicolon between them, and none within."""
    text = "\n".join(keywords).replace(";", ",")
    return text.replace("\n", "; ")


def _one_line(text: str) -> str:
    """A text of paragraphs without control characters, on one line."""
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def _author(name: Name, alone: bool) -> str:
    """Family name first; programs split names at semicolons, and the name of one `alone` at a comma
    between names of several words."""
    given, particle, bare, suffix, _ = name
    family = f"{particle} {bare}" if particle else bare
    if suffix:
        given = f"{given} {suffix}"
    if not given:
        text = family
    elif "," in bare or "," in given or (alone and " " in family and " " in given):
        text = f"{given} {family}".replace(",", " ")
    else:
        text = f"{family}, {given}"
    return text.replace(";", " ") if ";" in text else text


def _dates(reference: Reference) -> list[tuple[str, str]]:
    """When it was published, and when it could first be read if that was in another year."""
    date, issued = reference.date.replace("-", "/"), reference.publication_date.replace("-", "/")
    published = [("citation_publication_date", issued)] if issued else []
    return (
        published
        if date[:4] == issued[:4] or not date
        else [*published, ("citation_online_date", date)]
    )


def _venue(reference: Reference) -> list[tuple[str, str]]:
    kind, container, publisher = reference.kind, reference.container, reference.publisher
    published = [("citation_publisher", publisher)] if publisher else []
    if kind == "conference":
        return [("citation_conference_title", container), *published]
    if kind == "journal":
        short = reference.short_container
        brief = [("citation_journal_abbrev", short)] if short != container else []
        return [("citation_journal_title", container), *brief, *published]
    if kind == "thesis":
        school = publisher or reference.track or container
        return [("citation_dissertation_institution", school)]
    if kind == "chapter":
        return [("citation_inbook_title", container), *published]
    if kind == "report":
        return [
            ("citation_technical_report_institution", publisher or container),
            ("citation_technical_report_number", reference.number),
        ]
    first_tags = [("z:itemType", _TYPES_WITHOUT_VENUE[kind])]
    if kind != "preprint":
        return [*first_tags, *published]
    arxiv = ("citation_technical_report_number", f"arXiv:{reference.arxiv}")
    return [*first_tags, arxiv, ("citation_publisher", publisher or "arXiv")]
