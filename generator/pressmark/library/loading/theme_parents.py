"""The file `themes.yml` and its themes in; what is wrong with the parents that they name out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.rules.vocabulary import CIRCLE_OF_THEMES, UNKNOWN_PARENT
from pressmark.library.readers.source import Source
from pressmark.library.terms import TermNames

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.library.terms import Theme


def parent_faults(path: Path, name: Path, themes: Mapping[str, Theme]) -> list[Finding]:
    """What is wrong with the parents of the themes in the file at `path`, which findings call
    `name`: they are not there, or lead around in a circle."""
    unknown = [theme for theme in themes.values() if theme.parent and theme.parent not in themes]
    circles = _circles(themes)
    if not (unknown or circles):
        return []
    source, names = Source(name), TermNames(themes)
    raw = source.read(path)
    if raw is not None and (text := source.text(raw)):
        source.parse(text, 1)
    for theme in unknown:
        values = names.unknown(theme.parent)
        source.report(_line(source, theme.id), f"{theme.id}.parent", UNKNOWN_PARENT, **values)
    for first, *others in circles:
        way = ", ".join([first, *others, first]) if others else ""
        line = _line(source, first)
        source.report(line, f"{first}.parent", CIRCLE_OF_THEMES, name=first, way=way)
    return source.findings


def _circles(themes: Mapping[str, Theme]) -> list[list[str]]:
    """The themes of each circle, from its first one in the file on."""
    circles: list[list[str]] = []
    places = {name: place for place, name in enumerate(themes)}
    seen: set[str] = set()
    for name in themes:
        way: list[str] = []
        while name in themes and name not in seen:
            way.append(name)
            seen.add(name)
            name = themes[name].parent
        if name in way:
            circle = way[way.index(name) :]
            first = circle.index(min(circle, key=places.__getitem__))
            circles.append([*circle[first:], *circle[:first]])
    return circles


def _line(source: Source, theme: str) -> int:
    return source.line_of((theme, "parent"))
