"""A library's papers in; how many appeared when, theme by theme, out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.site.hues import hues
from pressmark.site.kinds import KINDS
from pressmark.site.lists import part_number
from pressmark.site.plots.periods import Periods, grid, periods_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations

# So many themes have a layer of their own; the smaller ones share one.
MOST_LAYERS = 12
# The height of a plot and of a small one, in units of which a bar is eight wide.
HEIGHT = 240
SMALL = 24
# A plot says nothing of fewer papers than these.
FEWEST = 5


class Bar(NamedTuple):
    """A piece of a plot: its outline, the list that it counts, that list's stretch of time, and how
    many `papers` it is."""

    path: str
    address: str
    period: str
    papers: int


class Layer(NamedTuple):
    """The papers of a theme, or of several where it has no id: `counts` for each stretch, its bars
    in the plot, and the outline of a small plot of its own."""

    id: str
    label: str
    hue: int
    papers: int
    bars: Sequence[Bar]
    counts: Sequence[int]
    outline: str


class OverTime(NamedTuple):
    """Papers over time. `columns` are all papers of each stretch, `axis` and `lines` labels with
    where they are, in thousandths of the width and of the height."""

    width: int
    layers: Sequence[Layer]
    columns: Sequence[Bar]
    axis: Sequence[tuple[int, str]]
    lines: Sequence[tuple[int, int]]
    papers: int
    left_out: int
    span: tuple[str, str]
    peak: Bar

    @property
    def rows(self) -> list[tuple[Bar, list[tuple[str, Bar]]]]:
        """The stretches that have papers: all of them, and those of each layer by its label."""
        pieces: dict[str, list[tuple[str, Bar]]] = {}
        for layer in self.layers:
            for bar in layer.bars:
                pieces.setdefault(bar.period, []).append((layer.label, bar))
        return [(column, pieces[column.period]) for column in self.columns]


def papers_over_time(library: Library, relations: Relations) -> OverTime | None:
    """The library's papers over time; None where too few have a date, or all have the same."""
    papers = [paper for paper in library.newest if paper.year]
    dates = {paper.id: paper.first_date for paper in papers}
    periods = periods_of(dates.values())
    if periods is None or periods.length < 2 or len(papers) < FEWEST:
        return None
    places = periods.places(dates)
    groups = _groups(library, relations)
    totals = _counts(places.values(), periods)
    most = max(totals)
    columns = _columns(totals, most, _by_period(papers, places), relations, periods)
    base = [0] * periods.length
    layers = []
    for name, label, hue, group in groups:
        counts = _counts((places.get(paper.id, -1) for paper in group), periods)
        if any(counts):
            links = _theme_links(name, group, places) if name else {}
            bars = _bars(counts, base, most, links, periods)
            outline = outline_of(counts, max(counts), SMALL)
            layers.append(Layer(name, label, hue, sum(counts), bars, counts, outline))
            base = [low + count for low, count in zip(base, counts, strict=True)]
    return OverTime(
        periods.length * 10,
        layers,
        columns,
        periods.axis(),
        [((most - at) * 1000 // most, at) for at in grid(most)],
        sum(totals),
        len(library.papers) - sum(totals),
        (periods.label(0), periods.label(periods.length - 1)),
        max(columns, key=lambda column: column.papers),
    )


def _groups(library: Library, relations: Relations) -> list[tuple[str, str, int, Papers]]:
    """The papers by theme, in the order of the vocabulary: id, label and hue each. Those of small
    themes, and those of none, have no id, and no hue, which is -1."""
    by_theme, of = relations.by_theme, hues(library)
    largest = sorted(by_theme, key=lambda name: (-len(by_theme[name]), name))[:MOST_LAYERS]
    groups = [
        (name, theme.label, of[name], by_theme[name])
        for name, theme in library.themes.items()
        if name in largest
    ]
    others = [name for name in library.themes if name in by_theme and name not in largest]
    if others:
        papers = tuple(paper for name in others for paper in by_theme[name])
        label = f"{len(others)} smaller themes" if len(others) > 1 else "One smaller theme"
        groups.append(("", label, -1, papers))
    without = tuple(paper for paper in library.newest if not paper.theme)
    if without:
        groups.append(("", "No theme" if groups else "All papers", -1, without))
    return groups


def _counts(places: Iterable[int], periods: Periods) -> list[int]:
    counts = Counter(places)
    return [counts[place] for place in range(periods.length)]


def _by_period(papers: Iterable[Paper], places: Mapping[str, int]) -> dict[int, Paper]:
    """The newest paper of each stretch; `papers` are newest first."""
    newest: dict[int, Paper] = {}
    for paper in papers:
        newest.setdefault(places[paper.id], paper)
    return newest


def _columns(
    totals: Sequence[int],
    most: int,
    newest: Mapping[int, Paper],
    relations: Relations,
    periods: Periods,
) -> list[Bar]:
    """All papers of each stretch, with the page of its year, from its newest month on."""
    links = {}
    for place, paper in newest.items():
        papers = relations.by_year[paper.year]
        if periods.size < 12:
            month = paper.first_date[:7]
            before = sum(1 for other in papers if other.first_date[:7] > month)
            part = part_number(len(papers), before)
            links[place] = f"{KINDS['year'].address(paper.year, part)}#m{month}"
        else:
            links[place] = KINDS["year"].address(paper.year)
    return _bars(totals, [0] * periods.length, most, links, periods)


def _theme_links(name: str, papers: Papers, places: Mapping[str, int]) -> dict[int, str]:
    """Where a theme's page lists the papers of each stretch: from the newest of their years on."""
    links: dict[int, str] = {}
    starts = year_starts(papers)
    for paper in papers:
        place = places.get(paper.id, -1)
        if place >= 0 and place not in links:
            part = part_number(len(papers), starts[paper.year])
            links[place] = f"{KINDS['theme'].address(name, part)}#y{paper.year}"
    return links


def year_starts(papers: Iterable[Paper]) -> dict[str, int]:
    """The place of the first paper of each year in a list that is newest first."""
    starts: dict[str, int] = {}
    for place, paper in enumerate(papers):
        starts.setdefault(paper.year, place)
    return starts


def _bars(
    counts: Sequence[int],
    base: Sequence[int],
    most: int,
    links: Mapping[int, str],
    periods: Periods,
) -> list[Bar]:
    return [
        Bar(
            _bar(place, low, low + count, most, HEIGHT),
            links.get(place, ""),
            periods.label(place),
            count,
        )
        for place, (low, count) in enumerate(zip(base, counts, strict=True))
        if count
    ]


def _bar(place: int, low: int, high: int, most: int, height: int) -> str:
    """The outline of a bar that stands at a place, from one number up to another."""
    top, foot = (height - number * height // most for number in (high, low))
    return f"M{place * 10 + 1} {top}h8V{foot}h-8z"


def outline_of(counts: Sequence[int], most: int, height: int) -> str:
    """The outline of bars side by side; the smallest can still be seen."""
    return "".join(
        f"M{place * 10 + 1} {height - max(count * height // most, 2)}h8V{height}h-8z"
        for place, count in enumerate(counts)
        if count
    )
