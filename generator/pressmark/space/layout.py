"""Where papers are by what they are called in; a flat map of them out, in whole numbers.

Papers of one theme, and neighbours in the space, are near each other on the map. It begins with the
two directions in which themes differ most, turned so that the order of the themes goes around;
papers without a theme begin where the hash of their id says. Then papers move, so many times: to
the middle of their neighbours, away from where they lie densely, and back a little to where they
began, so that one paper more or less turns and shifts the map as little as it can.

Of a large library only the sample is laid out like this, which the axes come from too. Every other
paper is put between those of the sample that are nearest to it, and moves no other.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from heapq import nsmallest
from operator import mul
from typing import TYPE_CHECKING, Final

from pressmark.space.products import Products
from pressmark.space.spacing import HEIGHT, WIDTH, fitted, spread_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.chart import Point


# Papers move on a square of this side, which is parted into so many squares to tell how densely
# they lie.
_SIDE: Final = 1 << 20
_SQUARES: Final = 32
_SQUARE: Final = _SIDE // _SQUARES
# To so many neighbours each paper is drawn; a paper of its theme is nearer by this.
_NEIGHBOURS, _SAME_THEME = 8, 3_000
# How often directions are turned towards those in which themes differ most.
_TURNS = 3
# How often papers move, and how far: a share, of 1,024, of the way to the middle of their
# neighbours and of that to where they began, and away from the crowd.
_MOVES, _PULL, _BACK, _PUSH = 16, 300, 30, 12_000
# How densely papers lie is told over so many squares on each side, twice.
_REACH = 2
# Between so many papers of the sample another one is put, at most this share of 8 of the way that
# these are from each other out of the middle.
_BETWEEN, _SHARE = 5, 5
# So many papers are put between others at once.
_AT_ONCE = 512
_BITS = 20
_PART = 40
_MASK = (1 << _PART) - 1


class Layout:
    """Where the papers of the sample are on the map, by id, and in the space by what they are
    called, as signed bytes."""

    def __init__(self, points: Mapping[str, Point], vectors: Mapping[str, bytes]) -> None:
        self.points = points
        self.vectors = vectors
        self._places = [*points.values()]
        self._vectors = [vectors[name] for name in points]

    @classmethod
    def of(cls, vectors: Mapping[str, bytes], themes: Mapping[str, int], count: int) -> Layout:
        """The layout of a sample; `themes` has the place of each paper's theme among the `count`
        that there are."""
        ids = sorted(vectors)
        if not ids:
            return cls({}, {})
        of_ids = [vectors[name] for name in ids]
        theme_of = [themes.get(name, -1) for name in ids]
        starts = _starts(ids, of_ids, theme_of, max(count, 1))
        near = _neighbours(of_ids, theme_of)
        sides = [_evened(axis) for axis in zip(*_moved(starts, near), strict=True)]
        points = spread_out(fitted(zip(*sides, strict=True), _SIDE))
        return cls(dict(zip(ids, points, strict=True)), {name: vectors[name] for name in ids})

    def place(self, name: str, vector: bytes) -> Point:
        """Where a paper of that id is that is there in the space."""
        (point,) = self.place_each([name], [vector])
        return point

    def place_each(self, names: Sequence[str], vectors: Sequence[bytes]) -> list[Point]:
        """Where papers of these ids are that are there in the space."""
        others = [number for number, name in enumerate(names) if name not in self.points]
        found = dict(self.points)
        for start in range(0, len(others), _AT_ONCE):
            some = others[start : start + _AT_ONCE]
            products = Products(self._vectors, [vectors[number] for number in some])
            for place, number in enumerate(some):
                name = names[number]
                found[name] = self._between(name, products.row(place).first(_BETWEEN))
        return [found[name] for name in names]

    def _between(self, name: str, nearest: Sequence[tuple[int, int]]) -> Point:
        """Where a paper of that id is between those that are nearest to it, each given by how near
        it is, less than zero, and its place."""
        points = [self._places[place] for _, place in nearest]
        weights = [max(-dot, 1) for dot, _ in nearest]
        total = sum(weights)
        middle = [sum(map(mul, weights, axis)) // total for axis in zip(*points, strict=True)]
        # Papers between the same ones do not lie on each other.
        x, y = _drawn(name)
        far = sum(
            abs(axis - center)
            for point in points
            for axis, center in zip(point, middle, strict=True)
        )
        reach = min(far * _SHARE // (8 * len(points)), WIDTH // 16)
        return (
            min(max(middle[0] + x * reach // 128, 0), WIDTH - 1),
            min(max(middle[1] + y * reach // 128, 0), HEIGHT - 1),
        )

    def values(self) -> tuple[dict[str, Point], dict[str, bytes]]:
        """It as plain values, to be kept."""
        return dict(self.points), dict(self.vectors)


def _drawn(name: str) -> Point:
    """A point drawn from a paper's id: two numbers from -128 to 127, rather small ones."""
    first, second, third, fourth = blake2b(name.encode(), digest_size=4).digest()
    return (first + second) // 2 - 128, (third + fourth) // 2 - 128


def _starts(
    ids: Sequence[str], vectors: Sequence[bytes], theme_of: Sequence[int], count: int
) -> list[list[int]]:
    """Where papers begin on either axis of the square."""
    rows = [memoryview(vector).cast("b") for vector in vectors]
    middle = [*map(sum, zip(*rows, strict=True))]
    # Each axis, less the middle, times the number of papers.
    axes = [
        [len(rows) * number - mean for number in axis]
        for axis, mean in zip(zip(*rows, strict=True), middle, strict=True)
    ]
    groups: dict[int, list[int]] = {}
    for place, theme in enumerate(theme_of):
        if theme >= 0:
            groups.setdefault(theme, []).append(place)
    first = [_way(name, theme, count) for name, theme in zip(ids, theme_of, strict=True)]
    ways: list[Sequence[int]] = [*zip(*first, strict=True)]
    for _ in range(_TURNS):
        ways = _squared([_grouped(_along(axes, way), groups) for way in ways])
    return [_evened(_along(axes, way)) for way in ways]


def _way(name: str, theme: int, count: int) -> Point:
    """Where a paper is looked for at first: its theme, on the way around all themes."""
    if theme < 0:
        return _drawn(name)
    return _wave(4 * theme, 4 * count), _wave(4 * theme + count, 4 * count)


def _wave(part: int, turn: int) -> int:
    """How far to the side one is, part of the way around: 256 at the start, -256 half-way."""
    return abs(1024 * part // turn % 1024 - 512) - 256


def _along(axes: Sequence[Sequence[int]], way: Sequence[int]) -> list[int]:
    """How far along the direction in which `way` goes each paper is."""
    direction = _fine([sum(map(mul, axis, way)) for axis in axes])
    sums: list[int] = [0] * len(way)
    for axis, share in zip(axes, direction, strict=True):
        sums = [total + share * number for total, number in zip(sums, axis, strict=True)]
    return _fine(sums)


def _grouped(way: list[int], groups: Mapping[int, Sequence[int]]) -> list[int]:
    """The same with papers of one theme in one place."""
    for places in groups.values():
        mean = sum(way[place] for place in places) // len(places)
        for place in places:
            way[place] = mean
    return way


def _squared(ways: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    """Two ways, the second less what it has of the first."""
    first, second = ways
    length, shared = sum(map(mul, first, first)) or 1, sum(map(mul, first, second))
    return [first, _fine([b * length - a * shared for a, b in zip(first, second, strict=True)])]


def _fine(numbers: Sequence[int]) -> list[int]:
    """Numbers so small that none has more than `_BITS` bits."""
    excess = max(max(map(abs, numbers), default=0).bit_length() - _BITS, 0)
    return [number >> excess for number in numbers]


def _evened(numbers: Sequence[int]) -> list[int]:
    """Numbers between 0 and `_SIDE`, half by their order and half by their size; the few outermost
    count as no further out than the others."""
    count = len(numbers)
    ordered = sorted(numbers)
    low, high = ordered[count // 50], ordered[-1 - count // 50]
    wide = high - low or 1
    ranks = [0] * count
    for rank, place in enumerate(sorted(range(count), key=numbers.__getitem__)):
        ranks[place] = (2 * rank + 1) * _SIDE // (2 * count)
    edge = _SIDE // 20
    return [
        (min(max((number - low) * (_SIDE - 2 * edge) // wide + edge, 0), _SIDE - 1) + rank) // 2
        for number, rank in zip(numbers, ranks, strict=True)
    ]


def _neighbours(vectors: Sequence[bytes], theme_of: Sequence[int]) -> list[list[int]]:
    """The places of the papers that each is drawn to, and of those that are drawn to it."""
    products = Products(vectors, vectors)
    of_theme: defaultdict[int, list[int]] = defaultdict(list)
    for place, theme in enumerate(theme_of):
        if theme >= 0:
            of_theme[theme].append(place)
    near: list[set[int]] = [set() for _ in vectors]
    for place, theme in enumerate(theme_of):
        # Of other themes, only those can be among the first that are so without regard to themes.
        pairs = {number: dot for dot, number in products.row(place).first(_NEIGHBOURS + 1)}
        dots = products.numbers(place) if theme in of_theme else []
        for number in of_theme.get(theme, ()):
            pairs[number] = -dots[number] - _SAME_THEME if dots[number] > 0 else 0
        pairs[place] = 0
        for dot, number in nsmallest(_NEIGHBOURS, zip(pairs.values(), pairs, strict=True)):
            if dot < 0:
                near[place].add(number)
                near[number].add(place)
    return [sorted(places) for places in near]


def _moved(starts: Sequence[Sequence[int]], near: Sequence[Sequence[int]]) -> list[Point]:
    """Where papers have moved to from where they began."""
    points = [*zip(*starts, strict=True)]
    begun = points
    for _ in range(_MOVES):
        middles = _middles(points, near)
        slopes = _slopes(points)
        points = [
            (_kept(x, middle[0], first[0], slope[0]), _kept(y, middle[1], first[1], slope[1]))
            for (x, y), middle, first, slope in zip(points, middles, begun, slopes, strict=True)
        ]
    return points


def _kept(now: int, middle: int, first: int, slope: int) -> int:
    """Where a paper is next on an axis."""
    moved = now + (middle - now) * _PULL // 1024 - slope
    moved = min(max(moved, 0), _SIDE - 1)
    return moved + (first - moved) * _BACK // 1024


def _middles(points: Sequence[Point], near: Sequence[Sequence[int]]) -> list[Point]:
    """The middle of each paper's neighbours."""
    packed = [x | y << _PART for x, y in points]
    middles = []
    for point, places in zip(points, near, strict=True):
        count = len(places)
        total = sum(map(packed.__getitem__, places))
        middles.append(((total & _MASK) // count, (total >> _PART) // count) if count else point)
    return middles


def _slopes(points: Sequence[Point]) -> list[Point]:
    """How steeply the crowd grows where each paper is, against how dense it is there."""
    crowd = _crowd(points)
    around = sum(map(sum, crowd)) // (_SQUARES * _SQUARES * 4) + 1
    slopes = []
    for x, y in points:
        i = min(max(x // _SQUARE, 1), _SQUARES - 2)
        j = min(max(y // _SQUARE, 1), _SQUARES - 2)
        row, here = crowd[j], crowd[j][i]
        left, right, above, below = row[i - 1], row[i + 1], crowd[j - 1][i], crowd[j + 1][i]
        # Between the middles of squares, the slope goes over into that of the next one.
        aside, down = x - i * _SQUARE - _SQUARE // 2, y - j * _SQUARE - _SQUARE // 2
        over = right - left + 2 * (right + left - 2 * here) * aside // _SQUARE
        under = below - above + 2 * (below + above - 2 * here) * down // _SQUARE
        dense = here + around
        slopes.append((over * _PUSH // dense, under * _PUSH // dense))
    return slopes


def _crowd(points: Iterable[Point]) -> list[list[int]]:
    """How densely papers lie in each square, by rows."""
    crowd = [[0] * _SQUARES for _ in range(_SQUARES)]
    half, last = _SQUARE // 2, _SQUARES - 1
    for x, y in points:
        i, right = divmod(x - half, _SQUARE)
        j, below = divmod(y - half, _SQUARE)
        right, below = right * 64 // _SQUARE, below * 64 // _SQUARE
        left, above = 64 - right, 64 - below
        next_i, next_j = min(i + 1, last), min(j + 1, last)
        upper, lower = crowd[max(j, 0)], crowd[next_j]
        i = max(i, 0)
        upper[i] += left * above
        upper[next_i] += right * above
        lower[i] += left * below
        lower[next_i] += right * below
    for _ in range(2):
        crowd = blurred(crowd, _REACH)
    return crowd


def blurred(rows: Sequence[Sequence[int]], reach: int) -> list[list[int]]:
    """Each number of a table as the sum of those up to `reach` away, that beyond the edges
    mirrored."""
    across = [_sums(row, reach) for row in rows]
    down = [_sums(column, reach) for column in zip(*across, strict=True)]
    return [[*row] for row in zip(*down, strict=True)]


def _sums(row: Sequence[int], reach: int) -> list[int]:
    mirrored = [*row[reach - 1 :: -1], *row, *row[: -reach - 1 : -1]]
    total = sum(mirrored[: 2 * reach])
    sums = []
    for new, old in zip(mirrored[2 * reach :], mirrored, strict=False):
        total += new
        sums.append(total)
        total -= old
    return sums
