"""The products of vectors are those of their numbers, and the greatest of them are found."""

from __future__ import annotations

from operator import mul
from random import Random

import pytest

from pressmark.space.products import ProductRow, Products, columns

AXES = 64


def vectors_of(count: int, seed: int, most: int = 15) -> list[bytes]:
    """So many vectors of signed bytes, none longer than 127."""
    random = Random(seed)  # noqa: S311
    return [bytes(random.randint(-most, most) & 255 for _ in range(AXES)) for _ in range(count)]


def by_hand(one: bytes, other: bytes) -> int:
    return sum(map(mul, memoryview(one).cast("b"), memoryview(other).cast("b")))


@pytest.mark.parametrize(("count", "others"), [(1, 1), (40, 7), (3, 50), (0, 3), (5, 0)])
def test_all_products_are_told(count: int, others: int) -> None:
    vectors, lanes = vectors_of(count, 1), vectors_of(others, 2)
    products = Products(vectors, lanes)

    for place, lane in enumerate(lanes):
        assert products.numbers(place) == [by_hand(vector, lane) for vector in vectors]


def test_no_sign_is_lost_at_either_end() -> None:
    ends = [bytes([127, *[0] * 63]), bytes([129, *[0] * 63])]

    assert [Products(ends, ends).numbers(place) for place in (0, 1)] == [
        [127 * 127, -127 * 127],
        [-127 * 127, 127 * 127],
    ]


@pytest.mark.parametrize("count", [1, 5, 32, 33, 120, 300])
def test_the_greatest_come_first_and_of_equal_ones_the_earlier(count: int) -> None:
    lane, vectors = vectors_of(1, 3), vectors_of(100, 4) * 2
    row = Products(vectors, lane).row(0)

    ordered = sorted((-by_hand(vector, lane[0]), at) for at, vector in enumerate(vectors))
    assert row.first(count) == ordered[:count]


def test_so_many_of_the_greatest_are_found_where_there_are() -> None:
    lane, vectors = vectors_of(1, 5), vectors_of(200, 6)
    ordered = sorted((-by_hand(vector, lane[0]), at) for at, vector in enumerate(vectors))
    row = Products(vectors, lane).row(0)
    above = [pair for pair in ordered if pair[0] <= 0]

    found, are_all = row.greatest(20)
    assert sorted(found)[:20] == ordered[:20]
    assert not are_all
    found, are_all = row.greatest(150)
    assert sorted(found) == above
    assert are_all


def test_of_nothing_there_is_no_greatest() -> None:
    assert ProductRow(b"", b"").greatest(3) == ([], True)
    assert ProductRow(b"", b"").first(3) == []
    assert columns([]) == []
