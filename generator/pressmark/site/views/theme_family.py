"""Themes and the papers of each in; which themes each is part of, and its parts, as pages link to
them, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.relations import papers_within
from pressmark.library.terms import ancestors, children
from pressmark.site.kinds import KINDS, address

if TYPE_CHECKING:
    from pressmark.library.library import Library
    from pressmark.library.relations import Relations


class Family:
    """The themes of a library by what they are part of. One that is none of a paper's has no page,
    and is shown by the filters."""

    def __init__(self, library: Library, relations: Relations) -> None:
        self._themes = library.themes
        self._children = children(library.themes)
        self._own = {*relations.by_theme, *relations.also_by_theme}
        self._papers = papers_within(library, relations) if self._children else {}

    def above(self, theme: str) -> tuple[tuple[str, str], ...]:
        """Address and label of all themes that a theme is part of, the nearest last."""
        names = reversed(ancestors(theme, self._themes))
        return tuple((self._address(name), self._themes[name].label) for name in names)

    def parts(self, theme: str) -> tuple[tuple[str, str, int], ...]:
        """Address, label and number of papers of each theme that is part of a theme and has any,
        those of its own parts too."""
        return tuple(
            (self._address(name), self._themes[name].label, len(self._papers[name]))
            for name in self._children.get(theme, ())
            if self._papers[name]
        )

    def _address(self, theme: str) -> str:
        if theme in self._own:
            return address("theme", theme)
        return f"{KINDS['browse'].section}?theme={theme}"
