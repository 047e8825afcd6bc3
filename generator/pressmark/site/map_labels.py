"""The names of a map's regions in; where each is written out, so that none lies on another, and few
lie on points.

All lengths are those of the map, which is 4,000 wide. How wide a text is set is guessed from its
letters, rather too wide than too narrow.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.chart import Point

# The height of letters: of a region's name, and of what is written below it. On a narrow screen,
# the few largest regions are written twice as large.
LARGE, SMALL = 72, 52
NARROW: Final = 2
MAJOR: Final = 6
# How wide a letter is, in hundredths of its height.
_LETTER, _WIDE_LETTER = 52, 100
_SQUARE = 50
# Places are tried in so many steps to the sides, and up and down.
_ASIDE, _ACROSS, _ALONG = 120, 6, 10
# What a point under a name costs, against a square of the distance from the summit.
_POINT, _FAR = 60, 6_000
_MARGIN = 30


class Box(NamedTuple):
    """Room on the map, by its edges."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Box) -> bool:
        """Whether some of it is in the other."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Label(NamedTuple):
    """The lines of a region's name, and the summit by which it is to be."""

    lines: tuple[str, ...]
    summit: Point


# A map's page, its Markdown and its data show the same.
@lru_cache(maxsize=2)
def placed(
    labels: tuple[Label, ...], points: tuple[Point, ...], width: int, height: int
) -> tuple[Point | None, ...]:
    """Where the middle of the first line of each is, the most important first; None where there is
    no room. Those that narrow screens show leave room for being larger there."""
    crowd = _Occupancy(points, width, height)
    taken: list[Box] = []
    places: list[Point | None] = []
    for number, label in enumerate(labels):
        scale = NARROW if number < MAJOR else 1
        wide = max(_wide(line, SMALL if at else LARGE) for at, line in enumerate(label.lines))
        if number < MAJOR:
            wide = max(wide, _wide(label.lines[0], LARGE * NARROW))
        high = max(LARGE * scale, LARGE + (len(label.lines) - 1) * SMALL * 5 // 4)
        best: tuple[int, int, int] | None = None
        for aside in range(-_ACROSS, _ACROSS + 1):
            for along in range(-_ALONG, _ALONG + 1):
                x, y = label.summit[0] + aside * _ASIDE, label.summit[1] + along * LARGE // 2
                left, top = x - wide // 2, y - LARGE * scale * 3 // 4
                right, bottom = x + wide // 2, y + high - LARGE // 2
                if (
                    left < _MARGIN
                    or top < _MARGIN
                    or right > width - _MARGIN
                    or bottom > height - _MARGIN
                ):
                    continue
                far = ((x - label.summit[0]) ** 2 + (y - label.summit[1]) ** 2) // _FAR
                if best and far > best[0]:
                    continue
                box = Box(left, top, right, bottom)
                cost = _POINT * crowd.within(box) + far
                if (best is None or (cost, x, y) < best) and not any(map(box.meets, taken)):
                    best = cost, x, y
                    best_box = box
        if best:
            taken.append(best_box)
        places.append(best[1:] if best else None)
    return tuple(places)


def _wide(text: str, high: int) -> int:
    """About how wide a text is in letters of that height."""
    return sum(_LETTER if letter < "\u1100" else _WIDE_LETTER for letter in text) * high // 100


class _Occupancy:
    """How many points are in any box, up to a square; in a large crowd, in shares of it."""

    def __init__(self, points: Iterable[Point], width: int, height: int) -> None:
        across, down = width // _SQUARE + 1, height // _SQUARE + 1
        rows = [[0] * across for _ in range(down)]
        count = 0
        for x, y in points:
            rows[y // _SQUARE][x // _SQUARE] += 1
            count += 1
        self._share = max(count // 300, 1)
        sums = [[0, *accumulate(row)] for row in rows]
        self._sums = [[0] * (across + 1)]
        for row in sums:
            self._sums.append([*map(int.__add__, self._sums[-1], row)])

    def within(self, box: Box) -> int:
        """How many points are in a box."""
        left, top = box.left // _SQUARE, box.top // _SQUARE
        right, bottom = box.right // _SQUARE + 1, box.bottom // _SQUARE + 1
        upper, lower = self._sums[top], self._sums[bottom]
        return (lower[right] - lower[left] - upper[right] + upper[left]) // self._share


def path(rings: Iterable[Sequence[Point]]) -> str:
    """Rings as the path of an SVG, rounded: through the middles of their sides."""
    return "".join(chain.from_iterable(map(_ring, rings)))


def _ring(ring: Sequence[Point]) -> list[str]:
    middles = [
        ((x + a) // 2, (y + b) // 2)
        for (x, y), (a, b) in zip(ring, (*ring[1:], ring[0]), strict=True)
    ]
    last_x, last_y = middles[-1]
    parts = [f"M{last_x} {last_y}"]
    for (x, y), (a, b) in zip(ring, middles, strict=True):
        parts.append(f"q{x - last_x} {y - last_y} {a - last_x} {b - last_y}")
        last_x, last_y = a, b
    return [*parts, "z"]
