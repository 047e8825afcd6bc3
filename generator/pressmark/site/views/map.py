"""A library and its relations in; the page with the map of the field out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.site import limits
from pressmark.site.field_map import FieldMap
from pressmark.site.kinds import KINDS
from pressmark.site.map_labels import MAJOR, path
from pressmark.site.page import Page
from pressmark.site.touched import Touched

if TYPE_CHECKING:
    from pressmark.library.chart import Point
    from pressmark.library.paper import Paper
    from pressmark.site.field_map import ThemeSign
    from pressmark.site.page import Content, View


class Dot(NamedTuple):
    """A paper on the map: its point, what stands for its theme, and what it can be chosen by."""

    paper: Paper
    point: Point
    sign: ThemeSign | None
    facts: str


def field(content: Content) -> Page:
    """The map of all papers."""
    library, relations, _ = content
    has_summaries = len(library.papers) <= limits.SUMMARIES_AT_ONCE

    def view() -> View:
        shown = FieldMap(library, relations)
        chart, is_large = shown.chart, shown.is_large
        papers = [] if is_large else shown.papers
        listed = limits.MAP_LISTED if is_large else len(shown.papers)
        return {
            "chart": chart,
            "count": len(shown.papers),
            "is_large": is_large,
            "contours": list(map(path, chart.lines)),
            "dots": [_dot(paper, shown) for paper in papers],
            "regions": [(region, region.papers[:listed]) for region in shown.regions],
            "major": MAJOR,
            "themes": shown.themes,
            "signs": shown.signs,
            "tags": shown.tags,
            "years": shown.years,
            "has_summaries": has_summaries,
        }

    description = (
        f"A map of the library's {len(library.papers):,} papers: those on one subject are near "
        "each other."
    )
    section = KINDS["map"].section
    untouched = Touched.NOTHING if has_summaries else Touched.SUMMARIES
    return Page(section, "map", section, "Map", description, view, untouched=untouched)


def _dot(paper: Paper, shown: FieldMap) -> Dot:
    theme, year, tags = shown.facts(paper)
    facts = " ".join([str(theme), year or "0", *map(str, tags)])
    return Dot(paper, shown.chart.points[paper.id], shown.signs.get(paper.theme), facts)
