"""Where papers are in a space in; the nearest to each out, found anew or brought up to date.

How near two papers are is the product of their vectors, 64 signed bytes of length 127 each, and so
a whole number up to 16,129. Of two that are as near, the one whose id comes first is the nearer.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import insort
from functools import cache
from operator import mul
from typing import TYPE_CHECKING, Final, NamedTuple

from pressmark.base.lanes import Lanes
from pressmark.space.cells import Cells, columns

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

# So many are looked at more closely; a few more are known, for those that go.
CANDIDATES: Final = 24
KNOWN: Final = 32

# The upper byte of a number of 16 bits tells how near, in 64 steps.
_UPPER = 1 if sys.byteorder == "little" else 0
_NOT_ABOVE = [bytes([*range(step), *range(128, 256)]) for step in range(128)]


@cache
def _above(step: int) -> re.Pattern[bytes]:
    return re.compile(b"[%b-\x7f]" % re.escape(bytes([step])))


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

    def has_any(self, places: Collection[int]) -> bool:
        """Whether one of these is near."""
        return any(place in places for place in memoryview(self.places).cast("I"))

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
        self._blocks: dict[int, tuple[Lanes, list[int]]] = {}

    def near(self, place: int) -> Near:
        """What is near the paper at a place."""
        vector = self._vectors[place]
        if not any(vector):
            return Near(b"", b"", are_all=True)
        cells = self._cells.looked_into(vector)
        dots = b"".join([self._dots(cell, vector) for cell in cells])
        members = b"".join([self._members[cell] for cell in cells])
        places = memoryview(members).cast("I")
        upper = dots[_UPPER::2]
        low, high = 0, 127
        while low < high:  # the last step at which there are enough, this paper itself besides
            step = (low + high + 1) // 2
            if len(upper.translate(None, _NOT_ABOVE[step])) > KNOWN:
                low = step
            else:
                high = step - 1
        exact = memoryview(dots).cast("h")
        found = [match.start() for match in _above(low).finditer(upper)]
        pairs = [(-exact[at], places[at]) for at in found if exact[at] > 0 and places[at] != place]
        pairs.sort()
        return Near.of(pairs[:KNOWN], are_all=low == 0 and len(pairs) <= KNOWN)

    def dots(self, place: int) -> list[int]:
        """How near all papers are to the one at a place, by their places."""
        dots = [0] * len(self._vectors)
        for cell, members in enumerate(self._members):
            of_cell = memoryview(self._dots(cell, self._vectors[place])).cast("h")
            for member, dot in zip(members, of_cell, strict=True):
                dots[member] = dot
        return dots

    def finds(self, place: int, other: int) -> bool:
        """Whether what is near the paper at a place is looked for where the other one is."""
        return self._cell_of[other] in self._cells.looked_into(self._vectors[place])

    def _dots(self, cell: int, vector: bytes) -> bytes:
        block = self._blocks.get(cell)
        if block is None:
            members = self._members[cell]
            lanes = Lanes(len(members), "h")
            vectors = [self._vectors[member] for member in members]
            block = self._blocks[cell] = lanes, columns(vectors, lanes)
        lanes, axes = block
        return lanes.bytes_of(sum(map(mul, axes, memoryview(vector).cast("b"))))
