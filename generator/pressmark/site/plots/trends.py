"""The tags of a library's papers in; those that rose most over time, and those that faded, out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.site.plots.periods import Periods, periods_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.library import Library
    from pressmark.library.relations import Relations

# A stretch of time has so many papers at least, and is one in so many of all at most.
_FEWEST, _MOST_STRETCHES = 12, 8
# Of fewer stretches, nothing can be told.
_FEWEST_STRETCHES = 3
# A tag of fewer papers, at its better end, has no trend.
_FEWEST_OF_TAG = 3
# So many tags of each sort are shown.
_MOST_TAGS = 6
# The size of a plot, in units.
WIDTH, HEIGHT = 240, 48


class Trend(NamedTuple):
    """A tag: how many papers of each stretch have it, which share of them in thousandths, the line
    of these shares, and that line with the ground below it."""

    id: str
    label: str
    counts: Sequence[int]
    shares: Sequence[int]
    line: str
    ground: str


class Trends(NamedTuple):
    """The stretches of time by name, with the number of their papers, and the tags that changed
    most: those that rose, and those that faded."""

    stretches: Sequence[tuple[str, int]]
    risen: Sequence[Trend]
    faded: Sequence[Trend]

    def of(self, tag: Trend) -> list[tuple[str, int, int]]:
        """Every stretch by name, with the number of its papers and of those with the tag."""
        pairs = zip(self.stretches, tag.counts, strict=True)
        return [(name, papers, count) for (name, papers), count in pairs]


def trends(library: Library, relations: Relations) -> Trends | None:
    """The tags that changed most; None where too few papers have tags and dates, or none did."""
    dates = {paper.id: paper.first_date for paper in library.newest if paper.year and paper.tags}
    periods = periods_of(dates.values(), most=4 * _MOST_STRETCHES)
    if periods is None:
        return None
    places = periods.places(dates)
    ends = _stretches(Counter(places.values()), periods)
    if len(ends) < _FEWEST_STRETCHES:
        return None
    stretch = [sum(place > end for end in ends) for place in range(periods.length)]
    of = {name: stretch[place] for name, place in places.items() if place >= 0}
    totals = Counter(of.values())
    changes = []
    for name, tagged in relations.by_tag.items():
        counts = Counter(of[paper.id] for paper in tagged if paper.id in of)
        if sum(counts.values()) >= _FEWEST_OF_TAG:
            row = [counts[place] for place in range(len(ends))]
            shares = [row[place] * 1000 // totals[place] for place in range(len(ends))]
            changes.append((_slope(shares), name, row, shares))
    changes.sort(key=lambda change: (-change[0], change[1]))
    half = len(ends) // 2
    risen = [item for item in changes if item[0] > 0 and sum(item[2][-half:]) >= _FEWEST_OF_TAG]
    faded = [
        item for item in reversed(changes) if item[0] < 0 and sum(item[2][:half]) >= _FEWEST_OF_TAG
    ]
    if not risen and not faded:
        return None
    starts = [0, *(end + 1 for end in ends)]
    names = [_name(periods, start, end) for start, end in zip(starts, ends, strict=False)]
    return Trends(
        [(name, totals[place]) for place, name in enumerate(names)],
        [_trend(library.tags[item[1]].label, *item[1:]) for item in risen[:_MOST_TAGS]],
        [_trend(library.tags[item[1]].label, *item[1:]) for item in faded[:_MOST_TAGS]],
    )


def _stretches(counts: Counter[int], periods: Periods) -> list[int]:
    """The last places of stretches that have enough papers each; the rest is the last one's."""
    dated = sum(count for place, count in counts.items() if place >= 0)
    least = max(_FEWEST, -(-dated // _MOST_STRETCHES))
    ends, papers = [], 0
    for place in range(periods.length):
        papers += counts[place]
        if papers >= least:
            ends.append(place)
            papers = 0
    if ends:
        if 2 * papers >= _FEWEST and papers:
            ends.append(periods.length - 1)
        else:
            ends[-1] = periods.length - 1
    return ends


def _name(periods: Periods, start: int, end: int) -> str:
    """What the stretch from one place to another is called, without what is said twice."""
    first, last = periods.label(start), periods.label(end)
    if start == end:
        return first
    if periods.size >= 12:
        return f"{first.partition('–')[0]}–{last.rpartition('–')[2]}"
    (opening, year), (closing, last_year) = first.split(" "), last.split(" ")
    opening, closing = opening.partition("–")[0], closing.rpartition("–")[2]
    if year == last_year:
        return f"{opening}–{closing} {year}"
    return f"{opening} {year}–{closing} {last_year}"


def _slope(shares: Sequence[int]) -> int:
    """How steeply shares rise: what fits them best, by least squares, but for a common factor."""
    last = len(shares) - 1
    return sum((2 * place - last) * share for place, share in enumerate(shares))


def _trend(label: str, name: str, counts: Sequence[int], shares: Sequence[int]) -> Trend:
    most, last = max(shares), len(shares) - 1
    points = [
        (WIDTH * place // last, HEIGHT - HEIGHT * share // most)
        for place, share in enumerate(shares)
    ]
    line = "M" + "L".join(f"{x} {y}" for x, y in points)
    return Trend(name, label, counts, shares, line, f"{line}V{HEIGHT}H0z")
