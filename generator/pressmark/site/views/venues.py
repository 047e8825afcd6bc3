"""A library in; the pages of the venues of its papers out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pressmark.site.lists import (
    ids_of,
    list_page,
    list_shelf,
    papers_counted,
    part_keys,
    part_of,
)

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers
    from pressmark.library.terms import Series
    from pressmark.site.page import Content, Page, Shelf, View


def shelf(content: Content) -> Shelf:
    """The pages of every series that a paper appeared in."""
    _, relations, _ = content
    editions = relations.editions
    newest = {
        name: tuple(sorted(papers, key=lambda p: editions[p.id].year, reverse=True))
        for name, papers in relations.by_series.items()
    }

    def page(key: tuple[str, int]) -> Page:
        series = relations.series[key[0]]
        papers = newest[series.id]
        part = part_of(papers, key[1])
        return list_page(
            "venue",
            key,
            series.label,
            f"{papers_counted(len(papers))} from {series.name or series.label} in this library.",
            papers,
            _view,
            (series, tuple(editions[paper.id].year for paper in part)),
        )

    def names(paper: Paper) -> tuple[str, ...]:
        edition = editions.get(paper.id)
        return (edition.series.id,) if edition else ()

    return list_shelf(
        "venue",
        part_keys(newest.items()),
        page,
        listed=lambda name: ids_of(relations.by_series[name]),
        names=names,
    )


def _view(papers: Papers, series: Series, years: tuple[str, ...]) -> View:
    dated = zip(years, papers, strict=True)
    groups = groupby(dated, key=lambda pair: pair[0])
    return {
        "heading": series.label,
        "series": series,
        "years": [(year, [paper for _, paper in group]) for year, group in groups],
    }
