"""Where papers are in a space in; the nearest to each out, found anew or brought up to date.

How near two papers are is the product of their vectors, 64 signed bytes of length 127 each, and so
a whole number up to 16,129. Of two that are as near, the one whose id comes first is the nearer.
"""

from __future__ import annotations

from array import array
from bisect import insort
from collections import defaultdict
from functools import cached_property
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.base.lanes import Lanes
from pressmark.space.products import ProductRow, Products, columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pressmark.space.cells import Cells

    # Of some papers: the upper and the lower bytes of how near they are to one, and their places.
    _Part = tuple[bytes, bytes, array[int]]

# So many are looked at more closely; a few more are known, for those that go.
CANDIDATES: Final = 24
KNOWN: Final = 32

# What is near so many papers is looked for at once, in each eighth of a large library.
_AT_ONCE = 512


class Near(NamedTuple):
    """The papers near one, the nearest first: how near, 2 bytes each, and their places, 4 bytes
    each. `are_all` says that no other is near at all."""

    dots: bytes
    places: bytes
    are_all: bool

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int]], *, are_all: bool) -> Near:
        """What was found, as pairs of how near, less than zero, and place."""
        dots = array("h", [-dot for dot, _ in pairs]).tobytes()
        return cls(dots, array("I", [place for _, place in pairs]).tobytes(), are_all)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """How near, less than zero, so that the nearest are the first in order, and places."""
        dots = memoryview(self.dots).cast("h")
        return [
            (-dot, place)
            for dot, place in zip(dots, memoryview(self.places).cast("I"), strict=True)
        ]

    @property
    def least(self) -> int:
        """How near a paper has to be at least to be among the known ones."""
        return 1 if self.are_all else memoryview(self.dots).cast("h")[-1]

    def has_any(self, places: AbstractSet[int]) -> bool:
        """Whether one of these is near."""
        return not places.isdisjoint(memoryview(self.places).cast("I"))

    def candidates(self) -> list[tuple[int, int]]:
        """Those to look at more closely, as place and how near."""
        places = memoryview(self.places).cast("I")[:CANDIDATES]
        return [*zip(places, memoryview(self.dots).cast("h"), strict=False)]

    def moved(self, places: Sequence[int]) -> Near:
        """The same where papers have other places: those given, by the old ones."""
        moved = array("I", [places[place] for place in memoryview(self.places).cast("I")])
        return Near(self.dots, moved.tobytes(), self.are_all)

    def after(self, changed: Collection[int], arrivals: Iterable[tuple[int, int]]) -> Near | None:
        """The same after papers at these places have changed or gone, and others, or they, are now
        as near as `arrivals` say, pairs of the kind that `pairs` gives; None where nobody can tell,
        as some that were not known may be as near now."""
        known = self.pairs
        last = None if self.are_all else known[-1]
        if last and last[1] in changed:
            return None
        pairs = [pair for pair in known if pair[1] not in changed]
        for arrival in arrivals:
            if last is None or arrival < last:
                insort(pairs, arrival)
        if last and len(pairs) < CANDIDATES:
            return None
        return Near.of(pairs[:KNOWN], are_all=last is None and len(pairs) <= KNOWN)


class Nearest:
    """Finds what is near: `vectors` are where papers are, by place, and `cell_of` is the cell of
    each, of these `cells`."""

    def __init__(self, vectors: Sequence[bytes], cells: Cells, cell_of: Sequence[int]) -> None:
        self._vectors = vectors
        self._cells = cells
        self._cell_of = cell_of
        self._members = [array("I") for _ in range(cells.count)]
        for place, cell in enumerate(cell_of):
            self._members[cell].append(place)

    def near(self, place: int) -> Near:
        """What is near the paper at a place."""
        (near,) = self.near_each([place])
        return near

    def near_each(
        self, places: Sequence[int], looked_into: Sequence[Sequence[int]] = ()
    ) -> Iterator[Near]:
        """What is near each of the papers at these places, in their order; `looked_into` are the
        cells in which to look for it, by place, where they are known."""
        at_once = _AT_ONCE * self._cells.share
        for start in range(0, len(places), at_once):
            some = places[start : start + at_once]
            vectors = [self._vectors[place] for place in some]
            cells = map(looked_into.__getitem__, some) if looked_into else None
            yield from self._near(some, vectors, cells or self._cells.looked_into_by(vectors))

    def _near(
        self, places: Sequence[int], vectors: Sequence[bytes], cells: Iterable[Sequence[int]]
    ) -> Iterator[Near]:
        looking: defaultdict[int, list[int]] = defaultdict(list)
        for number, looked_into in enumerate(cells):
            for cell in looked_into if any(vectors[number]) else ():
                looking[cell].append(number)
        found: list[list[_Part]] = [[] for _ in places]
        for cell, numbers in looking.items():
            members = self._members[cell]
            others = [vectors[number] for number in numbers]
            products = Products([self._vectors[member] for member in members], others)
            for other, number in enumerate(numbers):
                found[number].append((*products.halves(other), members))
        for place, parts in zip(places, found, strict=True):
            yield _nearest(place, parts)

    def dots(self, place: int) -> list[int]:
        """How near all papers are to the one at a place, by their places."""
        vector = memoryview(self._vectors[place]).cast("b")
        return self._lanes.unpack(sum(map(mul, self._columns, vector)))

    def finds(self, place: int, other: int) -> bool:
        """Whether what is near the paper at a place is looked for where the other one is."""
        return self._cell_of[other] in self._cells.looked_into(self._vectors[place])

    @cached_property
    def _columns(self) -> list[int]:
        return columns(self._vectors)

    @cached_property
    def _lanes(self) -> Lanes:
        return Lanes(len(self._vectors), "h")


def _nearest(place: int, parts: Iterable[_Part]) -> Near:
    """What is near the paper at a place, which is among the members of one of the parts."""
    uppers, lowers, members = zip(*parts, strict=True) if parts else ((), (), ())
    row = ProductRow(b"".join(uppers), b"".join(lowers))
    places = memoryview(b"".join(members)).cast("I")
    found, are_all = row.greatest(KNOWN + 1)
    pairs = sorted([(dot, places[at]) for dot, at in found if dot and places[at] != place])
    return Near.of(pairs[:KNOWN], are_all=are_all and len(pairs) <= KNOWN)
