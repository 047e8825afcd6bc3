"""Where papers are in a space in; cells of it out, so that not all of a large library has to be
looked at to find what is near a paper.

Each cell has a leader: the middle of those papers of the sample that are nearest to it, by what
they are called. A paper belongs to the cell of the leader that is nearest to it.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, Final

from pressmark.base.lanes import Lanes
from pressmark.space.basis import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

# Up to so many papers, all are looked at.
EXACT: Final = 4_000
# So often leaders move to the middle of their cells.
_MOVES = 4
# One cell in so many is looked into.
_SHARE = 8


def cells_of(papers: int) -> int:
    """How many cells a library of so many papers has: a power of two near the square root."""
    return 1 << (papers.bit_length() + 1) // 2 if papers > EXACT else 1


class Cells:
    """Cells by their leaders, each of which is 64 signed bytes."""

    def __init__(self, leaders: Sequence[bytes]) -> None:
        self.leaders = leaders
        self.count = len(leaders) or 1
        self._looked_into = max(len(leaders) // _SHARE, 1)
        self._lanes = Lanes(len(leaders), "h")
        self._columns = columns(leaders, self._lanes)

    @classmethod
    def of(cls, names: Sequence[bytes], count: int) -> Cells:
        """So many cells; `names` is where the papers of the sample are by what they are called."""
        if count == 1:
            return cls([])
        cells = cls([vector for vector in dict.fromkeys(names) if any(vector)][:count])
        for _ in range(_MOVES if cells.leaders else 0):
            members: list[list[memoryview]] = [[] for _ in cells.leaders]
            for vector in names:
                members[cells.cell(vector)].append(memoryview(vector).cast("b"))
            cells = cls(
                [
                    direction([*map(sum, zip(*vectors, strict=True))]) if vectors else leader
                    for leader, vectors in zip(cells.leaders, members, strict=True)
                ]
            )
        return cells

    def _dots(self, vector: bytes) -> list[int]:
        place = memoryview(vector).cast("b")
        return self._lanes.unpack(sum(map(mul, self._columns, place)))

    def cell(self, vector: bytes) -> int:
        """The cell of whatever is there."""
        if not self.leaders:
            return 0
        dots = self._dots(vector)
        return dots.index(max(dots))

    def looked_into(self, vector: bytes) -> list[int]:
        """The cells in which to look for what is near there, the nearest first."""
        if not self.leaders:
            return [0]
        pairs = [(-dot, cell) for cell, dot in enumerate(self._dots(vector))]
        return [cell for _, cell in sorted(pairs)[: self._looked_into]]


def columns(vectors: Sequence[bytes], lanes: Lanes) -> list[int]:
    """Vectors of signed bytes as one vector for each of their axes."""
    rows = [memoryview(vector).cast("b") for vector in vectors]
    return [lanes.pack(column) for column in zip(*rows, strict=True)]
