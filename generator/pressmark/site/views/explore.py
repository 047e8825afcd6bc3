"""A library and its relations in; the page that shows the field at a glance, and leads to all ways
to look at it, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.site.kinds import KINDS
from pressmark.site.page import Page
from pressmark.site.plots import shares
from pressmark.site.plots.coauthors import coauthor_groups
from pressmark.site.plots.over_time import papers_over_time
from pressmark.site.plots.trends import trends

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.site.page import Content, View


def _always(_: Content) -> bool:
    return True


class Way(NamedTuple):
    """A way to look at the library: the kind of its index, what it is called, what one sees there,
    and whether the library has such a page."""

    kind: str
    title: str
    sentence: str
    is_present: Callable[[Content], bool] = _always


WAYS = (
    Way("map", "Map", "Papers on one subject near each other, region by region."),
    Way("browse", "Browse", "Combine themes, tags, years and people, and take the result."),
    Way("search", "Search", "Find papers by words, names, ids or an idea."),
    Way(
        "themes",
        "Themes",
        "The parts of the field, with an introduction each.",
        lambda content: bool(content.relations.by_theme),
    ),
    Way(
        "tags",
        "Tags",
        "Methods, data and questions, sized by their papers.",
        lambda content: bool(content.relations.by_tag),
    ),
    Way("authors", "Authors", "Who wrote the papers, and with whom."),
    Way("years", "Years", "Papers by when they first appeared."),
    Way(
        "venues",
        "Venues",
        "The conferences, journals and workshops of the papers.",
        lambda content: bool(content.relations.by_series),
    ),
    Way(
        "kinds",
        "Kinds",
        "Articles, books, theses and other kinds of work.",
        lambda content: bool(content.relations.by_kind),
    ),
    Way(
        "paths",
        "Reading paths",
        "Where to start in each theme, and what was found.",
        lambda content: bool(content.library.themes),
    ),
    Way(
        "evidence",
        "Evidence",
        "The figures that papers report, in tables to sort and filter.",
        lambda content: any(paper.figures for paper in content.library.newest),
    ),
    Way("compare", "Compare", "Up to six papers side by side."),
    Way("new", "New", "What was added and changed, day by day, and since your last visit."),
    Way("reading-list", "Reading list", "Papers that you save in this browser, with notes."),
    Way("papers", "All papers", "Every paper in one list that can be sorted."),
)


def explore(content: Content) -> Page:
    """The field at a glance."""
    library, relations, _ = content
    count = len(library.papers)

    def view() -> View:
        return {
            "count": count,
            "ways": [way for way in WAYS if way.is_present(content)],
            "over_time": papers_over_time(library, relations),
            "trends": trends(library, relations),
            "kinds": shares.kinds(relations),
            "contributions": shares.contributions(library),
            "venues": shares.venues(relations),
            "venue_count": len(relations.series),
            "groups": coauthor_groups(library, relations),
        }

    description = (
        f"The field at a glance: {count:,} papers in plots, and every way to look at them."
    )
    section = KINDS["explore"].section
    return Page(section, "explore", section, "Explore", description, view)
