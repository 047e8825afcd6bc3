"""A library in; the pages of the kinds of work that its papers were published as out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.work_kinds import kind_heading, kind_id
from pressmark.site.lists import (
    ids_of,
    list_page,
    list_shelf,
    papers_by_year,
    papers_counted,
    part_keys,
)

if TYPE_CHECKING:
    from pressmark.library.relations import Papers
    from pressmark.site.page import Content, Page, Shelf, View


def shelf(content: Content) -> Shelf:
    """The pages of every kind that a paper says it is of."""
    by_kind = content.relations.by_kind
    groups = {kind_id(kind): papers for kind, papers in sorted(by_kind.items())}
    headings = {kind_id(kind): kind_heading(kind) for kind in by_kind}

    def page(key: tuple[str, int]) -> Page:
        heading, papers = headings[key[0]], groups[key[0]]
        return list_page(
            "work-kind",
            key,
            heading,
            f"{heading} in this library: {papers_counted(len(papers))}.",
            papers,
            _view,
            (key[0], heading),
        )

    return list_shelf(
        "work-kind",
        part_keys(groups.items()),
        page,
        listed=lambda name: ids_of(groups[name]),
        names=lambda paper: (kind_id(paper.kind),) if paper.kind else (),
    )


def _view(papers: Papers, kind: str, heading: str) -> View:
    return {"kind": kind, "heading": heading, "years": papers_by_year(papers)}
