"""A library in; the pages of its papers out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.library.imprint import imprint_line
from pressmark.library.paper import labelled
from pressmark.library.work_kinds import kind_id, kind_label
from pressmark.site.kinds import KINDS
from pressmark.site.page import Page, Shelf, View

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.library.terms import Term
    from pressmark.site.page import Content

_labelled = labelled("page")


def shelf(content: Content) -> Shelf:
    """A page for every paper."""
    library, relations, _ = content
    kind, ids = KINDS["paper"], library.person_ids
    chips = {name: (name, tag.label, 1) for name, tag in library.tags.items()}

    def page(name: str) -> Page:
        paper = library.papers[name]
        title = paper.plain_title
        newer, older = relations.within_theme.get(name, (None, None))
        return Page(
            kind.address(name),
            kind.name,
            kind.section,
            title,
            paper.plain_tldr or f"{title}: a paper in this library.",
            _view,
            (
                paper,
                library.abstracts.get(name, ""),
                tuple([ids[author.name] for author in paper.authors]),
                relations.editions.get(name),
                library.themes.get(paper.theme),
                tuple([library.themes[name] for name in paper.also]),
                tuple([chips[name] for name in paper.tags]),
                (newer.id, newer.plain_title) if newer else None,
                (older.id, older.plain_title) if older else None,
                library.file_of(name),
            ),
        )

    return Shelf(kind.name, list(library.papers), page, kind.address, lambda name: (name,))


def _view(
    paper: Paper,
    abstract: str,
    people: tuple[str, ...],
    edition: Any,
    theme: Term | None,
    also: tuple[Term, ...],
    tags: tuple[tuple[str, str, int], ...],
    newer: tuple[str, str] | None,
    older: tuple[str, str] | None,
    file: str,
) -> View:
    return {
        "paper": paper,
        "abstract": abstract,
        "authors": list(zip(paper.authors, people, strict=True)),
        "edition": edition,
        "imprint": imprint_line(paper),
        "kind": kind_label(paper.kind),
        "kind_id": kind_id(paper.kind),
        "facts": _labelled(paper),
        "theme": theme,
        "also": also,
        "tags": tags,
        "newer": newer,
        "older": older,
        "file": file,
    }
