"""A library in; the pages of its themes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.library.relations import tags_together
from pressmark.site import limits
from pressmark.site.lists import (
    ids_of,
    list_page,
    list_shelf,
    most_frequent,
    papers_by_year,
    part_keys,
)
from pressmark.site.plots.shares import year_bars
from pressmark.site.reading_path import has_path
from pressmark.site.views.theme_family import Family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers
    from pressmark.library.terms import Term
    from pressmark.site.page import Content, Page, Shelf, View
    from pressmark.site.plots.shares import YearBar


def shelf(content: Content) -> Shelf:
    """The pages of every theme that a paper has or touches."""
    library, relations, _ = content
    groups = {
        name: relations.by_theme.get(name, ())
        for name in library.themes
        if name in relations.by_theme or name in relations.also_by_theme
    }

    family = Family(library, relations)

    def touching(name: str) -> Papers:
        return relations.also_by_theme.get(name, ())

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        theme, papers = library.themes[name], groups[name]
        also = () if number else touching(name)
        counts = {} if number else tags_together((*papers, *also))
        has_start = not number and has_path(theme, papers)
        return list_page(
            "theme",
            key,
            theme.label,
            theme.description,
            papers,
            _view,
            (
                theme,
                family.above(name),
                () if number else family.parts(name),
                also[: limits.PART],
                len(also),
                most_frequent(counts, library),
                any(paper.figures for paper in papers),
                () if number else year_bars("theme", name, papers),
                has_start,
            ),
            also[: limits.PART],
        )

    return list_shelf(
        "theme",
        part_keys(groups.items()),
        page,
        listed=lambda name: ids_of(groups[name]),
        besides=lambda name: ids_of(touching(name)[: limits.PART]),
        names=_names,
    )


def _names(paper: Paper) -> tuple[str, ...]:
    return (paper.theme, *paper.also) if paper.theme else paper.also


def _view(
    papers: Papers,
    theme: Term,
    above: Sequence[tuple[str, str]],
    parts: Sequence[tuple[str, str, int]],
    also: Papers,
    also_count: int,
    tags: tuple[Any, ...],
    has_figures: bool,
    bars: Sequence[YearBar],
    has_start: bool,
) -> View:
    return {
        "heading": theme.label,
        "theme": theme,
        "above": above,
        "parts_of_theme": parts,
        "years": papers_by_year(papers),
        "also": also,
        "also_count": also_count,
        "tags": tags,
        "has_figures": has_figures,
        "bars": bars,
        "has_path": has_start,
    }
