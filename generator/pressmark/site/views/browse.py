"""A library and its relations in; the page whose filters combine out, with its newest papers and a
plain link to every list that it has a page for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.site.facets import facets
from pressmark.site.kinds import KINDS
from pressmark.site.lists import papers_counted
from pressmark.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressmark.site.facets import Facet, Value
    from pressmark.site.page import Content, View

# Of the values of a facet so many are listed; its own index has the others.
_MOST = 60
# So many papers are there before a script has read the others.
_NEWEST = 10
# Deeper themes stand as far in as these.
_DEEPEST = 4


class Links(NamedTuple):
    """The lists that a facet's values have: its id, its title, their kind, that of the index of all
    of them, and of each value its id, empty where it has no page, its label, how many papers it
    has and how deep it is among the themes. `is_whole` says whether these are all values."""

    id: str
    title: str
    kind: str
    all_on: str
    values: Sequence[tuple[str, str, int, int]]
    is_whole: bool


def browse(content: Content) -> Page:
    """The page that narrows papers down by several things at once."""
    library, relations, _ = content
    count = len(library.papers)
    newest = library.newest[:_NEWEST]

    def view() -> View:
        with_pages = [facet for facet in facets(library, relations) if facet.kind]
        return {
            "count": count,
            "lists": list(map(_links, with_pages)),
            "authors": len(library.people),
            "newest": newest,
        }

    section = KINDS["browse"].section
    description = (
        f"Narrow down {papers_counted(count)} by theme, tag, year, kind, venue and author at once."
    )
    return Page(section, "browse", section, "Browse", description, view, papers=newest)


def _links(facet: Facet) -> Links:
    kind = KINDS[facet.kind]
    index = next(row.name for row in KINDS.values() if row.is_index and row.section == kind.section)
    values = [*_in_order(facet.values)]
    shown = [
        (value.id if value.has_page else "", value.label, len(value.papers), depth)
        for value, depth in values[:_MOST]
    ]
    return Links(facet.id, facet.title, kind.name, index, shown, len(values) <= _MOST)


def _in_order(values: Sequence[Value]) -> Iterator[tuple[Value, int]]:
    """Values with their depth: each theme is followed by those that are part of it."""
    names = {value.id for value in values}
    parts: dict[str, list[Value]] = {}
    for value in reversed(values):
        parts.setdefault(value.parent if value.parent in names else "", []).append(value)
    waiting = [(value, 0) for value in parts.pop("", [])]
    while waiting:
        value, depth = waiting.pop()
        yield value, min(depth, _DEEPEST)
        waiting += [(part, depth + 1) for part in parts.get(value.id, ())]
