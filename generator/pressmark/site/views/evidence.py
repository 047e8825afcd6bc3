"""A library in; the tables of the key figures that its papers report, a theme a table, and the page
that puts papers side by side, out.

A figure stands under the theme of its paper, not under those that the paper touches. Long themes go
on in parts, by paper, as lists do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.amounts import sort_number
from pressmark.base.names import slug
from pressmark.site import limits
from pressmark.site.kinds import KINDS
from pressmark.site.lists import ids_of, list_page, list_shelf, part_keys, part_of
from pressmark.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.library.library import Library
    from pressmark.library.paper import Figure, Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.library.terms import Term
    from pressmark.site.page import Content, Shelf, View

# The page of papers without a theme; a theme may have that id, and then the name is longer.
_WITHOUT_THEME = "no-theme"


class FigureRow(NamedTuple):
    """A key figure in a table: the id of its row, its paper, and the number that its value begins
    with, or nothing."""

    id: str
    paper: Paper
    figure: Figure
    number: str


def figure_ids(paper: Paper) -> list[str]:
    """An id for every figure of a paper, made of the paper's and of what was measured. It stays
    when other figures come and go, but for those that measured the same."""
    ids: dict[str, None] = {}
    for figure in paper.figures:
        base = name = f"{paper.id}--{slug(figure.what)}"
        number = 2
        while name in ids:
            name, number = f"{base}--{number}", number + 1
        ids[name] = None
    return [*ids]


def figure_rows(papers: Iterable[Paper]) -> Iterator[FigureRow]:
    """The figures of papers, in their order."""
    for paper in papers:
        for name, figure in zip(figure_ids(paper), paper.figures, strict=True):
            yield FigureRow(name, paper, figure, sort_number(figure.value))


def figure_addresses(name: str, papers: Papers) -> dict[str, str]:
    """The address of the page that the figures of each paper are on, by its id; `papers` are all
    that have figures of the theme of that id, or of none."""
    address = KINDS["theme-evidence"].address
    return {
        paper.id: address(*key)
        for key in part_keys([(name, papers)])
        for paper in part_of(papers, key[1])
    }


def papers_with_figures(library: Library, relations: Relations) -> dict[str, Papers]:
    """The papers with figures by the id of their theme, in the order of the vocabulary; those
    without a theme come last."""
    by_theme = {name: relations.by_theme.get(name, ()) for name in library.themes}
    unthemed = tuple(paper for paper in library.newest if paper.figures and not paper.theme)
    groups = {
        name: tuple(paper for paper in papers if paper.figures) for name, papers in by_theme.items()
    }
    groups[_without_theme(library.themes)] = unthemed
    return {name: papers for name, papers in groups.items() if papers}


def _without_theme(themes: Mapping[str, Term]) -> str:
    name = _WITHOUT_THEME
    while name in themes:
        name += "-0"
    return name


def _label(theme: Term | None) -> str:
    return theme.label if theme else "Papers without a theme"


def index(content: Content) -> Page | None:
    """The themes whose papers have figures, where any have."""
    library, relations, _ = content
    groups = papers_with_figures(library, relations)
    if not groups:
        return None
    kind = KINDS["evidence"]
    count = sum(len(paper.figures) for papers in groups.values() for paper in papers)

    def view() -> View:
        return {
            "themes": [
                (
                    name,
                    _label(library.themes.get(name)),
                    library.themes.get(name),
                    sum(len(paper.figures) for paper in papers),
                    len(papers),
                )
                for name, papers in groups.items()
            ],
            "count": count,
            "papers": sum(map(len, groups.values())),
        }

    description = f"The {count:,} key figures that the library's papers report, by theme."
    return Page(kind.section, kind.name, kind.section, kind.label, description, view)


def shelf(content: Content) -> Shelf:
    """A table for every theme whose papers have figures, and one for papers without a theme."""
    library, relations, _ = content
    groups = papers_with_figures(library, relations)
    nowhere = _without_theme(library.themes)

    def page(key: tuple[str, int]) -> Page:
        name, _ = key
        theme = library.themes.get(name)
        label = _label(theme)
        return list_page(
            "theme-evidence",
            key,
            f"{label}: evidence",
            f"The key figures that papers report: {label}.",
            groups[name],
            _view,
            (theme, label),
        )

    def names(paper: Paper) -> tuple[str, ...]:
        return (paper.theme or nowhere,) if paper.figures else ()

    return list_shelf(
        "theme-evidence",
        part_keys(groups.items()),
        page,
        listed=lambda name: ids_of(groups[name]),
        names=names,
    )


def _view(papers: Papers, theme: Term | None, label: str) -> View:
    rows = list(figure_rows(papers))
    return {
        "heading": label,
        "theme": theme,
        "rows": rows,
        "has_origins": any(row.figure.origin for row in rows),
        "has_dates": any(row.paper.first_date for row in rows),
        "measured": sorted(
            {row.figure.what for row in rows}, key=lambda what: (what.casefold(), what)
        ),
    }


def compare(content: Content) -> Page:
    """The page that puts papers side by side."""
    kind = KINDS["compare"]
    description = f"Up to {limits.COMPARED} papers of the library side by side."

    def view() -> View:
        has_figures = bool(papers_with_figures(content.library, content.relations))
        return {"most": limits.COMPARED, "has_figures": has_figures}

    return Page(kind.section, kind.name, kind.section, "Compare papers", description, view)
