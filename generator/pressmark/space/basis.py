"""What papers are called in; a space of meaning out: its 64 axes, and where on them each term is.

The axes are those of latent semantic analysis (Deerwester et al. 1990): the directions in which a
table of papers by terms, each weighed by how rare it is, is longest. They are found by the power
iterations of a randomised decomposition (Halko, Martinsson and Tropp 2011) that begins with signs
drawn from the papers' ids, three times two steps. All sums are of whole numbers or correctly
rounded, so that every machine and every order of work finds the same axes, to the last bit.

Of a large library, a sample is looked at: the papers with the smallest hashes of their ids. A paper
that comes, goes or changes leaves it as it is, unless it belongs to the sample, and what it is
called changes.
"""

from __future__ import annotations

import heapq
import math
import sys
from array import array
from collections import Counter, defaultdict
from functools import cached_property
from hashlib import blake2b
from itertools import chain, repeat
from operator import mul
from typing import TYPE_CHECKING, Final

from pressmark.base.hashing import fingerprint
from pressmark.base.lanes import Lanes
from pressmark.space.at_hand import AtHand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pressmark.space.features import Features

AXES: Final = 64
SAMPLE: Final = 1_000

# On too many axes few papers, or few terms, would have nothing in common: one is used for so many
# of either, but always some. To tell which papers are near, fewer do better.
_FOR_AN_AXIS, _FOR_A_NEAR_AXIS, _LEAST_AXES = 3, 5, 8
# How much a term weighs that counts so many times: 16 times 1 + ln n.
WEIGHTS: Final = (0, 16, 27, 34, 38, 42, 45, 47, 49, 51, 53, 54, 56, 57, 58, 59)
_ROUNDS, _STEPS = 3, 2
# How many bits numbers have at most that axes are found from; and the number that stands for 1, the
# length of a direction, among papers, and where terms are found from it.
_FINE, _UNIT, _UNIT_OF_TERMS = 24, 14, 30
# What is left of a direction once the earlier ones are taken out, where it counts as nothing.
_NOTHING = 2.0**-34
_LANES = Lanes(AXES)
_ZEROS = repeat(0)
# Where so many terms are is at hand.
_MOST_AT_HAND = 100_000
_ROUNDING = 3 * 2.0**51
_LAST_BYTE = 0 if sys.byteorder == "little" else 7

# The terms of a paper with their weights.
Weighed = list[tuple[int, int]]


def sampled(ids: Collection[str]) -> list[str]:
    """The ids that are looked at, in an order that depends on themselves alone."""
    hashed = ((blake2b(name.encode(), digest_size=8).digest(), name) for name in ids)
    return [name for _, name in heapq.nsmallest(SAMPLE, hashed)]


class Basis:
    """Where terms are: `rarity` is how much each weighs, by its number, and `vectors` are 64
    numbers of 16 bits each. It was made of so many `papers`, and so many of its `axes`, the first,
    tell what is near."""

    def __init__(
        self, rarity: Mapping[int, int], vectors: Mapping[int, bytes], papers: int, axes: int
    ) -> None:
        self.rarity = rarity
        self.vectors = vectors
        self.papers = papers
        self.axes = axes
        self._packed = AtHand(self._pack, _MOST_AT_HAND)

    @classmethod
    def of(cls, sample: Mapping[str, Features]) -> Basis:
        """The basis of a sample of papers, by id."""
        called = [features.called for features in sample.values()]
        frequencies = Counter(term for terms in called for term, _ in terms)
        rarity = {term: rarity_of(count, len(called)) for term, count in frequencies.items()}
        rows = [_weighed(terms, rarity) for terms in called]
        fewest = min(len(called), len(rarity))
        used, axes = (
            min(max(fewest // share, _LEAST_AXES), AXES)
            for share in (_FOR_AN_AXIS, _FOR_A_NEAR_AXIS)
        )
        start = [_signs(name, used) for name in sample]
        return cls(rarity, _term_vectors(rows, start), len(called), axes)

    @cached_property
    def key(self) -> bytes:
        """What tells it from any other basis."""
        rarity = array("I", chain.from_iterable(self.rarity.items())).tobytes()
        vectors = b"".join(self.vectors.values())
        return fingerprint(array("I", self.vectors).tobytes(), vectors, rarity, bytes([self.axes]))

    @cached_property
    def rarest(self) -> int:
        """How much a term weighs that no paper of the sample is called by."""
        return rarity_of(0, self.papers)

    def weight(self, term: int, count: int) -> int:
        """How much a term weighs in a paper where it counts so many times."""
        return WEIGHTS[count] * self.rarity.get(term, self.rarest)

    def of_paper(self, features: Features) -> bytes:
        """Where a paper is, on the axes that tell what is near: a signed byte for each, of length
        127 together."""
        return direction(self._numbers(features.numbers, features.in_all)[: self.axes])

    def of_name(self, features: Features) -> bytes:
        """The same by what the paper is called alone."""
        return direction(self._numbers(features.numbers, features.in_name)[: self.axes])

    def on_all_axes(self, features: Features) -> bytes:
        """Where a paper is, as 64 signed bytes, of length 127 together."""
        return direction(self._numbers(features.numbers, features.in_all))

    def _numbers(self, terms: Sequence[int], counts: bytes) -> list[int]:
        """Where a text is that has terms so often: 64 numbers, all zero where no term is known."""
        weights = map(mul, map(WEIGHTS.__getitem__, counts), map(self.rarity.get, terms, _ZEROS))
        return _LANES.unpack(sum(map(mul, map(self._packed.__getitem__, terms), weights)))

    def _pack(self, term: int) -> int:
        vector = self.vectors.get(term)
        return _LANES.pack(memoryview(vector).cast("h")) if vector else 0


def direction(numbers: Sequence[int]) -> bytes:
    """The direction of a vector of whole numbers as signed bytes, of length 127 together."""
    if not numbers:
        return b""
    excess = max(max(numbers), -min(numbers)).bit_length() - 24
    if excess > 0:
        numbers = [number >> excess for number in numbers]
    length = math.sqrt(sum(map(mul, numbers, numbers)))
    if not length:
        return bytes(len(numbers))
    return _rounded([127 * number / length + _ROUNDING for number in numbers])


def _rounded(numbers: Iterable[float]) -> bytes:
    """Numbers to each of which `_ROUNDING` was added, as signed bytes.

    That leaves a double no bits for anything below 1: the sum is rounded as `round` does, in a
    fifth of the time, and its last byte is that of the whole number.
    """
    return array("d", numbers).tobytes()[_LAST_BYTE::8]


def rarity_of(count: int, papers: int) -> int:
    """Sixteen times the binary logarithm of how many times rarer than always a term is, rounded."""
    over, under = (2 * papers + 2) ** 32, (2 * count + 1) ** 32
    return ((over // under).bit_length()) // 2


def _weighed(terms: Iterable[tuple[int, int]], rarity: Mapping[int, int]) -> Weighed:
    """The terms of a paper with their weights, of length 255 together."""
    weights = [(term, WEIGHTS[count] * rarity[term]) for term, count in terms]
    length = math.isqrt(sum(weight * weight for _, weight in weights)) or 1
    return [(term, weight * 255 // length) for term, weight in weights]


def _signs(name: str, used: int) -> int:
    """Signs drawn from a paper's id, one for each axis that is used."""
    drawn = int.from_bytes(blake2b(name.encode(), digest_size=AXES // 8).digest(), "little")
    return _LANES.pack(
        [(1 if drawn >> axis & 1 else -1) if axis < used else 0 for axis in range(AXES)]
    )


def _term_vectors(rows: Sequence[Weighed], papers: Sequence[int]) -> dict[int, bytes]:
    """Where each term is, from where the iterations begin with each paper."""
    if not rows:
        return {}
    for _ in range(_ROUNDS):
        for _ in range(_STEPS):
            papers = _step(rows, papers)
        numbers = _numbers(papers)
        lengths = _products(numbers, map(_LANES.pack, numbers))
        papers = _straightened(numbers, lengths, _UNIT)
    numbers = _numbers(papers)
    # As terms see them, the directions have other lengths and angles.
    lengths = _products(numbers, _step(rows, papers))
    terms = _of_terms(rows, _straightened(numbers, lengths, _UNIT_OF_TERMS))
    return {term: _halved(_LANES.unpack(terms[term])) for term in sorted(terms)}


def _of_terms(rows: Sequence[Weighed], papers: Sequence[int]) -> dict[int, int]:
    """Each term's share in vectors of the papers."""
    terms: defaultdict[int, int] = defaultdict(int)
    for row, paper in zip(rows, papers, strict=True):
        for term, weight in row:
            terms[term] += paper * weight
    return terms


def _step(rows: Sequence[Weighed], papers: Sequence[int]) -> list[int]:
    """Vectors of the papers, times the table of papers by papers whose terms are alike."""
    terms = _of_terms(rows, papers)
    return [sum([terms[term] * weight for term, weight in row]) for row in rows]


def _numbers(papers: Iterable[int]) -> list[list[int]]:
    """The numbers of vectors, so that none has more than `_FINE` bits."""
    numbers = [_LANES.unpack(paper) for paper in papers]
    excess = max(max(map(abs, row)) for row in numbers).bit_length() - _FINE
    return [[number >> excess for number in row] for row in numbers] if excess > 0 else numbers


def _products(papers: Sequence[Sequence[int]], others: Iterable[int]) -> list[list[int]]:
    """The products of all pairs of directions, of those that papers and others have."""
    packed = [*others]
    return [_LANES.unpack(sum(map(mul, packed, column))) for column in zip(*papers, strict=True)]


def _straightened(
    papers: Sequence[Sequence[int]], products: Sequence[Sequence[int]], bits: int
) -> list[int]:
    """The directions mixed so that they are of length 1, which is a number of so many `bits`, and
    square to each other; `products` are those of all pairs of them."""
    mixture = _inverse(_cholesky(products))
    greatest = max(abs(share) for row in mixture for share in row)
    # As fine as the sum of all directions, of 6 bits more, leaves room for in a lane.
    scale = 62 - 6 - _FINE - math.frexp(greatest)[1]
    shares = [
        _LANES.pack([round(math.ldexp(row[axis], scale)) for row in mixture])
        for axis in range(AXES)
    ]
    vectors = (_LANES.unpack(sum(map(mul, shares, paper))) for paper in papers)
    excess = scale - bits
    if excess < 0:
        return [_LANES.pack([number << -excess for number in row]) for row in vectors]
    return [_LANES.pack([number >> excess for number in row]) for row in vectors]


def _cholesky(products: Sequence[Sequence[int]]) -> list[list[float]]:
    """The lower triangle whose product with its transpose is this table; a row of zeros where
    nothing is left of a direction. Sums are rounded once, whatever their order."""
    triangle: list[list[float]] = []
    for place, of_place in enumerate(products):
        row: list[float] = []
        for earlier in triangle:
            pivot = earlier[-1]
            rest = of_place[len(row)] - math.fsum(map(mul, row, earlier))
            row.append(rest / pivot if pivot else 0.0)
        rest = of_place[place] - math.fsum(map(mul, row, row))
        row.append(math.sqrt(rest) if rest > of_place[place] * _NOTHING else 0.0)
        triangle.append(row)
    return triangle


def _inverse(triangle: Sequence[Sequence[float]]) -> list[list[float]]:
    """The inverse of a lower triangle, as a table of `AXES` rows; what is zero stays so."""
    columns: list[list[float]] = []
    for place, row in enumerate(triangle):
        column = [0.0] * place + [1 / row[-1] if row[-1] else 0.0]
        for lower in triangle[place + 1 :]:
            above = math.fsum(map(mul, lower[place:], column[place:]))
            column.append(-above / lower[-1] if lower[-1] else 0.0)
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]


def _halved(numbers: Sequence[int]) -> bytes:
    """Numbers of `_UNIT_OF_TERMS` bits as those of 14, which 16 bits hold with a sign."""
    return array("h", [number >> (_UNIT_OF_TERMS - 14) for number in numbers]).tobytes()
