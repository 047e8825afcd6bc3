"""A library in; the pages of its tags out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.library.relations import tags_together
from pressmark.site.lists import (
    ids_of,
    list_page,
    list_shelf,
    most_frequent,
    papers_by_year,
    part_keys,
)
from pressmark.site.plots.shares import year_bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.relations import Papers
    from pressmark.library.terms import Term
    from pressmark.site.page import Content, Page, Shelf, View
    from pressmark.site.plots.shares import YearBar


def shelf(content: Content) -> Shelf:
    """The pages of every tag that a paper has."""
    library, relations, _ = content

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        tag, papers = library.tags[name], relations.by_tag[name]
        together = {} if number else tags_together(papers, name)
        return list_page(
            "tag",
            key,
            tag.label,
            tag.description,
            papers,
            _view,
            (
                tag,
                most_frequent(together, library),
                () if number else year_bars("tag", name, papers),
            ),
        )

    return list_shelf(
        "tag",
        part_keys(relations.by_tag.items()),
        page,
        listed=lambda name: ids_of(relations.by_tag[name]),
        names=lambda paper: paper.tags,
    )


def _view(papers: Papers, tag: Term, together: tuple[Any, ...], bars: Sequence[YearBar]) -> View:
    return {
        "heading": tag.label,
        "tag": tag,
        "years": papers_by_year(papers),
        "together": together,
        "bars": bars,
    }
