"""Points of a map in; how densely they lie there out, as hills: lines of equal height, and which
hill each point is on.

The map is parted into squares. The height of one is how many points are in it and around it; a
line of equal height is where marching squares find it, a hill all that is up the slope from a point
leads to the same summit. Hills of few points belong to the nearest larger one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pressmark.library.chart import Chart, Hill
from pressmark.space.layout import blurred
from pressmark.space.regions import names_of_hills
from pressmark.space.spacing import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressmark.library.chart import Point
    from pressmark.library.library import Library

# The side of a square, and how far around it points count, three times: less far where there are
# more of them.
SQUARE: Final = 50
_REACH, _TIMES = 2, 3
_DENSE: Final = 1_000
_ACROSS, _DOWN = WIDTH // SQUARE, HEIGHT // SQUARE
# Of all points, so many in a hundred are above each line.
_ABOVE: Final = (100, 75, 45, 18)
# Shorter lines are left out.
_SHORTEST = 8
# A hill has one in so many of all points, but not fewer than some, nor more than enough; there are
# so many at most.
_ONE_IN, _FEW, _ENOUGH, _MOST = 40, 5, 60, 32


def chart_of(
    library: Library, ids: Sequence[str], points: Sequence[Point], titles: Sequence[bytes]
) -> Chart:
    """The map of a library with the papers of these ids at these points; `titles` are the terms of
    each one's title."""
    if not points:
        return Chart(WIDTH, HEIGHT, {}, {}, [], [])
    heights = _heights(points)
    at_points = sorted((heights[y // SQUARE][x // SQUARE] for x, y in points), reverse=True)
    levels = [at_points[(len(points) - 1) * share // 100] for share in _ABOVE]
    levels[0] = at_points[-1] * 3 // 4  # a lone point is on land too
    lines = [[*_rings(heights, max(level, 1))] for level in levels]
    summits, hill_of = _hills(points, heights)
    places = dict(zip(ids, points, strict=True)), dict(zip(ids, hill_of, strict=True))
    names = names_of_hills([library.papers[name] for name in ids], hill_of, titles)
    hills = [Hill(summit, *of_hill) for summit, of_hill in zip(summits, names, strict=True)]
    return Chart(WIDTH, HEIGHT, *places, hills, lines)


def _heights(points: Sequence[Point]) -> list[list[int]]:
    """How high each square is, by rows."""
    reach = _REACH if len(points) <= _DENSE else 1
    heights = [[0] * _ACROSS for _ in range(_DOWN)]
    for x, y in points:
        heights[y // SQUARE][x // SQUARE] += 64
    for _ in range(_TIMES):
        heights = blurred(heights, reach)
    return heights


def _rings(heights: Sequence[Sequence[int]], level: int) -> Iterator[list[Point]]:
    """The lines around all that is at least so high. Beyond the edge, nothing is."""
    flat = [0] * (_ACROSS + 2)
    table = [flat, *([0, *row, 0] for row in heights), flat]
    follows: dict[Point, list[Point]] = defaultdict(list)
    for row, (upper, lower) in enumerate(pairwise(table)):
        if max(upper) < level and max(lower) < level:
            continue
        for column in range(_ACROSS + 1):
            corners = (upper[column], upper[column + 1], lower[column + 1], lower[column])
            case = sum(1 << bit for bit, height in enumerate(corners) if height >= level)
            for sides in _SIDES[case]:
                start, end = (_crossing(column, row, side, corners, level) for side in sides)
                follows[start].append(end)
    while follows:
        point = first = min(follows)
        ring = []
        while point in follows:
            ring.append(point)
            ends = follows[point]
            following = ends.pop()
            if not ends:
                del follows[point]
            point = following
        if point == first and len(ring) > _SHORTEST:
            yield ring


# Between which sides of a square (above, right, below, left) lines lead, with what is higher on
# their right, by which corners are high: the upper left is 1, the upper right 2, the lower right 4.
_SIDES: Final = (
    *((), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),)),
    *(((2, 3),), ((2, 0),), ((0, 1), (2, 3)), ((2, 1),), ((1, 3),), ((1, 0),), ((0, 3),), ()),
)


def _crossing(column: int, row: int, side: int, corners: Sequence[int], level: int) -> Point:
    """Where a line crosses a side of a square between the middles of four of the map's."""
    # Always from the left and from above, so that both squares of a side find the same point.
    first, second = ((0, 1), (1, 2), (3, 2), (0, 3))[side]
    low, high = corners[first], corners[second]
    part = (level - low) * SQUARE // (high - low)
    left, top = column * SQUARE - SQUARE // 2, row * SQUARE - SQUARE // 2
    if side in (0, 2):
        return left + part, top + (SQUARE if side == 2 else 0)
    return left + (SQUARE if side == 1 else 0), top + part


def _hills(
    points: Sequence[Point], heights: Sequence[Sequence[int]]
) -> tuple[list[Point], list[int]]:
    """The summits of hills, and the hill of each point."""
    summit_at: dict[Point, Point] = {}
    members: defaultdict[Point, list[int]] = defaultdict(list)
    for place, (x, y) in enumerate(points):
        members[_summit((x // SQUARE, y // SQUARE), heights, summit_at)].append(place)
    least = min(max(_FEW, len(points) // _ONE_IN), _ENOUGH)
    while len(members) > 1:
        smallest = min(members, key=lambda summit: (len(members[summit]), summit))
        if len(members[smallest]) >= least and len(members) <= _MOST:
            break
        places = members.pop(smallest)
        x, y = smallest
        nearest = min(members, key=lambda other: ((other[0] - x) ** 2 + (other[1] - y) ** 2, other))
        members[nearest] += places
    summits = sorted(members)
    hill_of = [0] * len(points)
    for hill, summit in enumerate(summits):
        for place in members[summit]:
            hill_of[place] = hill
    middles = [(x * SQUARE + SQUARE // 2, y * SQUARE + SQUARE // 2) for x, y in summits]
    return middles, hill_of


def _summit(
    square: Point, heights: Sequence[Sequence[int]], summit_at: dict[Point, Point]
) -> Point:
    """The summit that the steepest way up from a square leads to."""
    way = []
    while square not in summit_at:
        way.append(square)
        x, y = square
        around = [
            (heights[b][a], -b, -a)
            for a in range(max(x - 1, 0), min(x + 2, _ACROSS))
            for b in range(max(y - 1, 0), min(y + 2, _DOWN))
        ]
        _, b, a = max(around)
        if (-a, -b) == square:
            summit_at[square] = square
            break
        square = -a, -b
    summit = summit_at[square]
    summit_at.update(dict.fromkeys(way, summit))
    return summit
