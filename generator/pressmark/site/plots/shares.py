"""Papers by kind, by contribution, by venue and by year in; bars that are as long as they are many
out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.work_kinds import kind_heading, kind_id
from pressmark.site.kinds import KINDS
from pressmark.site.lists import part_number
from pressmark.site.plots.over_time import FEWEST, year_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressmark.library.library import Library
    from pressmark.library.relations import Papers, Relations

_MOST_VENUES = 12
_MOST_KINDS = 10
# A small plot of years has so many at most, the newest.
_MOST_YEARS = 10


class Share(NamedTuple):
    """A bar: what it counts, the list of that, how many, and the percentage of the longest bar."""

    label: str
    address: str
    papers: int
    percent: int


class YearBar(NamedTuple):
    """A year of a list: where the list has its papers, how many, and the percentage of the most."""

    year: str
    address: str
    papers: int
    percent: int


def _shares(counted: list[tuple[str, str, int]], most: int) -> list[Share]:
    """The longest bars, longest first; none where there is but one."""
    counted.sort(key=lambda item: (-item[2], item[0].casefold(), item[1]))
    if len(counted) < 2:
        return []
    longest = counted[0][2]
    return [Share(*item, max(item[2] * 100 // longest, 1)) for item in counted[:most]]


def kinds(relations: Relations) -> list[Share]:
    """What papers were published as."""
    address = KINDS["work-kind"].address
    return _shares(
        [
            (kind_heading(kind), address(kind_id(kind)), len(papers))
            for kind, papers in relations.by_kind.items()
        ],
        _MOST_KINDS,
    )


def contributions(library: Library) -> list[Share]:
    """What papers contribute, by their type."""
    counts = Counter(paper.type for paper in library.newest if paper.type)
    search = KINDS["search"].section
    return _shares(
        [(name.capitalize(), f"{search}?type={name}", count) for name, count in counts.items()],
        _MOST_KINDS,
    )


def venues(relations: Relations) -> list[Share]:
    """Where most papers appeared."""
    address = KINDS["venue"].address
    return _shares(
        [
            (series.label, address(name), len(relations.by_series[name]))
            for name, series in relations.series.items()
        ],
        _MOST_VENUES,
    )


def year_bars(kind: str, name: str, papers: Papers) -> Sequence[YearBar]:
    """The years of a list's papers, oldest first, for a small plot on its first page; none where
    they tell nothing."""
    if len(papers) < FEWEST:
        return ()
    counts = Counter(paper.year for paper in papers if paper.year)
    if len(counts) < 2:
        return ()
    last = int(max(counts))
    first = max(int(min(counts)), last - _MOST_YEARS + 1)
    most = max(counts.values())
    starts, address = year_starts(papers), KINDS[kind].address
    shown = []
    for year in map("{:04}".format, range(first, last + 1)):
        part = part_number(len(papers), starts.get(year, 0))
        place = f"{address(name, part)}#y{year}" if part else f"#y{year}"
        count = counts[year]
        percent = max(count * 100 // most, 8) if count else 0
        shown.append(YearBar(year, place, count, percent))
    return tuple(shown)
