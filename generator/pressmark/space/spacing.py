"""Points of a map in; the same out, none so near another that one would lie on the other.

Points that are too near push each other apart, some times; those that still are go, in their order,
to the nearest place that is free.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import isqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.chart import Point


# The map, and how much of it stays empty at each edge.
WIDTH: Final = 4_000
HEIGHT: Final = 3_000
_EDGE = 160
# How far points are from each other at least, and, of the room that each has, the share in percent
# where that is less.
_LEAST, _SHARE = 76, 50
_PUSHES = 12
# Free places are looked for on a grid so many times finer than points are apart.
_FINER = 4
# Up to so many steps of that grid away.
_FAR = 40


def fitted(points: Iterable[Point], side: int) -> list[Point]:
    """Points of a square as points of the map."""
    wide, high = WIDTH - 2 * _EDGE, HEIGHT - 2 * _EDGE
    return [(_EDGE + x * wide // side, _EDGE + y * high // side) for x, y in points]


def apart(count: int) -> int:
    """How far from each other so many points are at least."""
    return min(_LEAST, isqrt(WIDTH * HEIGHT // max(count, 1)) * _SHARE // 100)


def spread_out(points: Sequence[Point]) -> list[Point]:
    """The points of a map, so far apart."""
    least = apart(len(points))
    for _ in range(_PUSHES):
        points = _pushed(points, least)
    return _settled(points, least)


def _buckets(points: Iterable[Point], size: int) -> defaultdict[Point, list[int]]:
    """Points, by their places, in squares of that size."""
    buckets: defaultdict[Point, list[int]] = defaultdict(list)
    for place, (x, y) in enumerate(points):
        buckets[x // size, y // size].append(place)
    return buckets


def _around(x: int, y: int) -> list[Point]:
    return [(x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]


def _pushed(points: Sequence[Point], least: int) -> list[Point]:
    """The points after those that are too near have pushed each other halfway apart."""
    buckets = _buckets(points, least)
    pushed = []
    for place, (x, y) in enumerate(points):
        right = down = 0
        for square in _around(x // least, y // least):
            for other in buckets.get(square, ()):
                if other == place:
                    continue
                across, along = x - points[other][0], y - points[other][1]
                far = isqrt(across * across + along * along)
                if not far:  # in one place: the earlier one to the left
                    across, far = (-1 if place < other else 1), 1
                if far < least:
                    right += across * (least - far) // (2 * far)
                    down += along * (least - far) // (2 * far)
        pushed.append(_inside(x + right, y + down))
    return pushed


def _inside(x: int, y: int) -> Point:
    half = _EDGE // 2
    return min(max(x, half), WIDTH - half), min(max(y, half), HEIGHT - half)


def _settled(points: Sequence[Point], least: int) -> list[Point]:
    """The points with each that is too near an earlier one in the nearest free place."""
    # What rounding has left of the distance is enough.
    enough = (least * 7 // 8) ** 2
    taken: defaultdict[Point, list[Point]] = defaultdict(list)
    settled = []
    for x, y in points:
        for right, down in _steps():
            step = least // _FINER or 1
            place = _inside(x + right * step, y + down * step)
            near = (
                other
                for square in _around(place[0] // least, place[1] // least)
                for other in taken.get(square, ())
            )
            if all((place[0] - a) ** 2 + (place[1] - b) ** 2 >= enough for a, b in near):
                break
        taken[place[0] // least, place[1] // least].append(place)
        settled.append(place)
    return settled


@cache
def _steps() -> list[Point]:
    """Steps in all directions, the shortest first."""
    steps = [(x, y) for x in range(-_FAR, _FAR + 1) for y in range(-_FAR, _FAR + 1)]
    return sorted(steps, key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
