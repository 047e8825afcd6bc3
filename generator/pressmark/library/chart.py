"""Where the papers of a library are on a map, as `space` finds it and pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Point = tuple[int, int]


class Hill(NamedTuple):
    """Where papers lie densely on a map: the summit, and what tells it from other hills, tags by
    id, or words where no tag does."""

    summit: Point
    tags: tuple[str, ...]
    words: tuple[str, ...]


class Chart(NamedTuple):
    """A map, so wide and high: the point of each paper, by id; the hill that each is on; the hills;
    and lines of equal height, the lowest first, each as rings of points."""

    width: int
    height: int
    points: Mapping[str, Point]
    hill_of: Mapping[str, int]
    hills: Sequence[Hill]
    lines: Sequence[Sequence[Sequence[Point]]]


def no_chart() -> Chart:
    """A map of nothing."""
    return Chart(4_000, 3_000, {}, {}, [], [])
