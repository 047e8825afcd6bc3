"""A library in; the pages of its years out, and that of papers without one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pressmark.site.lists import (
    ids_of,
    list_page,
    list_shelf,
    papers_counted,
    part_keys,
    undated_papers,
)

if TYPE_CHECKING:
    from pressmark.library.relations import Papers
    from pressmark.site.page import Content, Page, Shelf, View

_UNDATED = "undated"


def shelf(content: Content) -> Shelf:
    """The pages of every year, and of papers without a date where no other page lists them."""
    library, relations, _ = content
    years = sorted(relations.by_year, reverse=True)
    around = zip(years, ["", *years], [*years[1:], ""], strict=False)
    neighbours = {year: (newer, older) for year, newer, older in around}
    groups = dict(relations.by_year)
    if undated := undated_papers(library):
        groups[_UNDATED] = undated

    def page(key: tuple[str, int]) -> Page:
        year, _ = key
        papers = groups[year]
        of_year = f"of {year}" if year != _UNDATED else "without a date"
        return list_page(
            "year",
            key,
            f"Papers {of_year}",
            f"{papers_counted(len(papers))} {of_year} in this library.",
            papers,
            _view,
            (year, f"Papers {of_year}", *neighbours.get(year, ("", ""))),
        )

    return list_shelf(
        "year",
        part_keys(groups.items()),
        page,
        listed=lambda year: ids_of(groups[year]),
        names=lambda paper: (paper.year or _UNDATED,),
    )


def _view(papers: Papers, year: str, heading: str, newer: str, older: str) -> View:
    months = [(month, list(group)) for month, group in groupby(papers, lambda p: p.first_date[:7])]
    return {
        "year": year,
        "heading": heading,
        "months": months,
        "newer": newer,
        "older": older,
    }
