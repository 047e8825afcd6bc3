"""Vectors of signed bytes in; the products of all pairs of them out, and where the greatest are.

The numbers that many vectors have on one axis are packed as one (`base/lanes.py`), so that the
products of one more vector with all of them are a sum of 64 products of large integers. What is
asked of a product first is its upper byte: bytes are counted and left out many at once.
"""

from __future__ import annotations

import sys
from operator import mul
from typing import TYPE_CHECKING, Final

from pressmark.base.lanes import Lanes

if TYPE_CHECKING:
    from collections.abc import Sequence

# The upper byte of a number of 16 bits tells how great it is, in 64 steps.
_UPPER = 1 if sys.byteorder == "little" else 0
_LOWER = 1 - _UPPER
_STEPS: Final = 64
# What deletes all numbers below a step, and what marks all others; those below zero are below all.
_BELOW = [bytes([*range(step), *range(128, 256)]) for step in range(_STEPS + 1)]
_MARKS = [bytes(step) + b"\1" * (128 - step) + bytes(128) for step in range(_STEPS)]
# The signs of signed bytes turned, so that they count from -128 on.
_RAISED = bytes([number ^ 128 for number in range(256)])


class ProductRow:
    """The products of one vector with some others, in their order: the upper bytes of 16 bits, and
    the lower ones."""

    __slots__ = ("_lower", "_upper")

    def __init__(self, upper: bytes, lower: bytes) -> None:
        self._upper = upper
        self._lower = lower

    def greatest(self, least: int) -> tuple[list[tuple[int, int]], bool]:
        """The greatest products, so many at `least` where there are, in no order: each as less than
        zero, so that the greatest is the first, and its place among the others; and whether these
        are all that are not below zero."""
        upper, lower = self._upper, self._lower
        above = upper
        low, high = 0, _STEPS - 1
        while low < high:  # the last step that so many are not below
            step = (low + high + 1) // 2
            rest = above.translate(None, _BELOW[step])
            if len(rest) >= least:
                low, above = step, rest
            else:
                high = step - 1
        marks, found, at = upper.translate(_MARKS[low]), [], -1
        while (at := marks.find(1, at + 1)) >= 0:
            found.append((-(upper[at] << 8 | lower[at]), at))
        return found, not low

    def first(self, count: int) -> list[tuple[int, int]]:
        """So many of the greatest products, in their order, as pairs of the same kind: of equal
        ones that of the first place first."""
        found, are_all = self.greatest(count)
        if are_all and len(found) < count:  # those below zero too
            upper = self._upper.translate(_RAISED)
            found = [
                (2**15 - (high << 8 | low), at)
                for at, (high, low) in enumerate(zip(upper, self._lower, strict=True))
            ]
        return sorted(found)[:count]


class Products:
    """The products of each of some vectors with each of some others, to be told by those others."""

    def __init__(self, vectors: Sequence[bytes], others: Sequence[bytes]) -> None:
        lanes = Lanes(len(others), "h")
        axes = columns(others)
        self._size = 2 * len(others)
        self._table = b"".join(
            [
                lanes.bytes_of(sum(map(mul, axes, memoryview(vector).cast("b"))))
                for vector in vectors
            ]
        )

    def halves(self, other: int) -> tuple[bytes, bytes]:
        """The products of all vectors with one of the others: their upper and their lower bytes."""
        start, size = 2 * other, self._size
        return self._table[start + _UPPER :: size], self._table[start + _LOWER :: size]

    def row(self, other: int) -> ProductRow:
        """The products of all vectors with one of the others."""
        return ProductRow(*self.halves(other))

    def numbers(self, other: int) -> list[int]:
        """The products of all vectors with one of the others, as numbers."""
        return memoryview(self._table).cast("h")[other :: self._size // 2].tolist()


def columns(vectors: Sequence[bytes]) -> list[int]:
    """Vectors of signed bytes as one number for each of their axes, in lanes of 16 bits."""
    count, axes = len(vectors), len(vectors[0]) if vectors else 0
    raised = b"".join(vectors).translate(_RAISED)
    lanes = bytearray(2 * count)
    lanes[_LOWER::2] = b"\x80" * count
    base = int.from_bytes(lanes, sys.byteorder)
    packed = []
    for axis in range(axes):
        lanes[_LOWER::2] = raised[axis::axes]
        packed.append(int.from_bytes(lanes, sys.byteorder) - base)
    return packed
