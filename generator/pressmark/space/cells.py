"""Where papers are in a space in; cells of it out, so that not all of a large library has to be
looked at to find what is near a paper.

Each cell has a leader: the middle of those papers of the sample that are nearest to it, by what
they are called. A paper belongs to the cell of the leader that is nearest to it.
"""

from __future__ import annotations

from array import array
from itertools import repeat
from typing import TYPE_CHECKING, Final

from pressmark.space.basis import direction
from pressmark.space.products import Products

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Up to so many papers, all are looked at.
EXACT: Final = 4_000
# So often leaders move to the middle of their cells.
_MOVES = 4
# So many vectors' cells are told at once.
_AT_ONCE = 512
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
        self.share = self.count // self._looked_into

    @classmethod
    def of(cls, names: Sequence[bytes], count: int) -> Cells:
        """So many cells; `names` is where the papers of the sample are by what they are called."""
        if count == 1:
            return cls([])
        cells = cls([vector for vector in dict.fromkeys(names) if any(vector)][:count])
        for _ in range(_MOVES if cells.leaders else 0):
            members: list[list[memoryview]] = [[] for _ in cells.leaders]
            for vector, looked_into in zip(names, cells.looked_into_by(names), strict=True):
                members[looked_into[0]].append(memoryview(vector).cast("b"))
            cells = cls(
                [
                    direction([*map(sum, zip(*vectors, strict=True))]) if vectors else leader
                    for leader, vectors in zip(cells.leaders, members, strict=True)
                ]
            )
        return cells

    def cell(self, vector: bytes) -> int:
        """The cell of whatever is there."""
        return self.looked_into(vector)[0]

    def looked_into(self, vector: bytes) -> array[int]:
        """The cells in which to look for what is near there, the nearest first."""
        (cells,) = self.looked_into_by([vector])
        return cells

    def looked_into_by(self, vectors: Sequence[bytes]) -> Iterator[array[int]]:
        """For each of the vectors, the cells in which to look for what is near there, the nearest
        first, of which it is in the first."""
        if not self.leaders:
            yield from repeat(array("H", [0]), len(vectors))
            return
        for start in range(0, len(vectors), _AT_ONCE):
            some = vectors[start : start + _AT_ONCE]
            products = Products(self.leaders, some)
            for other in range(len(some)):
                nearest = products.row(other).first(self._looked_into)
                yield array("H", [cell for _, cell in nearest])
