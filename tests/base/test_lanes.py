"""Vectors of whole numbers add up and scale as one large integer, exactly."""

from __future__ import annotations

from array import array
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressmark.base.lanes import Lanes

WIDTHS: dict[Literal["h", "i", "q"], int] = {"h": 15, "i": 31, "q": 63}


@pytest.mark.parametrize("code", WIDTHS)
def test_the_least_and_the_greatest_numbers_of_a_lane_come_back(
    code: Literal["h", "i", "q"],
) -> None:
    least, greatest = -(2 ** WIDTHS[code]), 2 ** WIDTHS[code] - 1
    numbers = [least, greatest, 0, -1, least, 1, greatest]
    lanes = Lanes(len(numbers), code)

    assert lanes.unpack(lanes.pack(numbers)) == numbers


@given(
    st.lists(
        st.tuples(
            st.integers(-50, 50),
            st.lists(st.integers(-1_000_000, 1_000_000), min_size=5, max_size=5),
        )
    )
)
def test_a_sum_of_multiples_is_that_of_each_lane(
    parts: list[tuple[int, list[int]]],
) -> None:
    lanes = Lanes(5)

    total = sum(lanes.pack(numbers) * factor for factor, numbers in parts)

    assert lanes.unpack(total) == [
        sum(factor * numbers[lane] for factor, numbers in parts) for lane in range(5)
    ]


def test_sums_on_the_way_may_leave_the_lanes() -> None:
    lanes = Lanes(3, "h")
    far = lanes.pack([30_000, -30_000, 7]) * 100

    assert lanes.unpack(far - lanes.pack([30_000, -30_000, 6]) * 100) == [0, 0, 100]


def test_the_bytes_are_those_of_an_array() -> None:
    numbers = [3, -4, 32_767]

    assert Lanes(3, "h").bytes_of(Lanes(3, "h").pack(numbers)) == array("h", numbers).tobytes()


def test_no_lanes_hold_nothing() -> None:
    assert Lanes(0).unpack(Lanes(0).pack([])) == []
