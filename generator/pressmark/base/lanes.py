"""Vectors of whole numbers in, each as one large integer; sums of them, exact and quick, out.

A vector is the sum of its numbers, each times a power of two that leaves it a lane of its own. To
add vectors, or to multiply one, is then one operation on large integers, which Python does at the
speed of the processor; and as whole numbers are never rounded, the order of sums does not matter.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable


class Lanes:
    """So many lanes of one width: 16, 32 or 64 bits, as the array's type code `h`, `i` or `q` says.

    Whatever is unpacked has to fit its lane; what it is summed up from need not.
    """

    def __init__(self, count: int, code: Literal["h", "i", "q"] = "q") -> None:
        size = array(code).itemsize
        self._code: Literal["h", "i", "q"] = code
        self._size = count * size
        self._signs = int.from_bytes(b"\x80".rjust(size, b"\0") * count, "little")

    def pack(self, numbers: Iterable[int]) -> int:
        """As many numbers as there are lanes, as one."""
        lanes = int.from_bytes(array(self._code, numbers).tobytes(), sys.byteorder)
        return (lanes ^ self._signs) - self._signs

    def unpack(self, vector: int) -> list[int]:
        """The numbers again."""
        return memoryview(self.bytes_of(vector)).cast(self._code).tolist()

    def bytes_of(self, vector: int) -> bytes:
        """The numbers as the memory of an array of the lanes' type code."""
        return ((vector + self._signs) ^ self._signs).to_bytes(self._size, sys.byteorder)
