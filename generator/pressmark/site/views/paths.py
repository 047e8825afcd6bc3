"""A library in; the reading path of each of its themes, with what the theme's papers found by date,
and the page that leads to all paths out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.addresses import paper_address
from pressmark.library.paper_links import with_links
from pressmark.library.terms import Theme
from pressmark.site.hues import hues
from pressmark.site.kinds import INDEXES, KINDS
from pressmark.site.lists import ids_of
from pressmark.site.page import Page, Shelf
from pressmark.site.reading_path import (
    findings,
    first_steps,
    has_path,
    steps_of,
    written_steps,
)

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Relations
    from pressmark.library.terms import Term
    from pressmark.site.page import Content, View

# So many steps of each path are shown where all paths are.
_FIRST = 3


def index(content: Content) -> Page | None:
    """Where to start in each theme; nothing where the vocabulary has no themes."""
    library, relations, _ = content
    if not library.themes:
        return None

    def view() -> View:
        hue_of = hues(library)
        return {
            "paths": [
                (theme, hue_of[theme.id], *first_steps(theme, library, relations, _FIRST))
                for theme in _themes(library, relations)
            ]
        }

    kind = KINDS["paths"]
    description = "Where to start in each theme, what to read next, and what was found so far."
    return Page(kind.section, kind.name, kind.section, "Reading paths", description, view)


def _themes(library: Library, relations: Relations) -> list[Term]:
    """The themes that have a path."""
    return [
        theme
        for name, theme in library.themes.items()
        if has_path(theme, relations.by_theme.get(name, ()))
    ]


def shelf(content: Content) -> Shelf:
    """The path of every theme that has one."""
    library, relations, _ = content
    kind, hue_of = KINDS["path"], hues(library)
    themes = {theme.id: theme for theme in _themes(library, relations)}
    on_paths: dict[str, list[str]] = {}
    for name, theme in themes.items():
        for paper, _ in written_steps(theme):
            on_paths.setdefault(paper, []).append(name)

    def page(key: tuple[str, int]) -> Page:
        theme = themes[key[0]]
        return Page(
            kind.address(theme.id),
            kind.name,
            kind.section,
            f"{theme.label}: where to start",
            f"What to read on {theme.label}, in which order, and what the papers found.",
            _view,
            (theme, hue_of[theme.id], library, relations),
        )

    def names(paper: Paper) -> tuple[str, ...]:
        own = (paper.theme,) if paper.theme else ()
        return tuple(dict.fromkeys((*own, *on_paths.get(paper.id, ()))))

    return Shelf(
        kind.name,
        [(name, 0) for name in themes],
        page,
        lambda key: kind.address(key[0]),
        listed=lambda name: ids_of(relations.by_theme.get(name, ())),
        names=names,
    )


def _view(theme: Term, hue: int, library: Library, relations: Relations) -> View:
    papers = relations.by_theme.get(theme.id, ())
    shown, count = findings(papers, relations)
    root = "../" * KINDS["path"].address(theme.id).count("/")
    state = theme.state if isinstance(theme, Theme) else ""
    return {
        "section": INDEXES[KINDS["path"].section].label,
        "theme": theme,
        "hue": hue,
        "steps": steps_of(theme, library, relations),
        "is_written": bool(written_steps(theme)),
        "count": len(papers),
        "state": with_links(state, lambda paper: root + paper_address(paper)),
        "written_state": state,
        "findings": shown,
        "findings_count": count,
    }
