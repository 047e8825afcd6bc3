"""A value sorts by the number that it begins with, however the number is written."""

from __future__ import annotations

import pytest

from pressmark.base.amounts import sort_number


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("45.3 %", "45.3"),
        ("1.2M", "1200000"),
        ("≥ 0.5", "0.5"),
        ("over 13,500", "13500"),
        ("up to 19%", "19"),
        ("at least 3 of 4", "3"),
        ("~9%", "9"),
        ("<90%", "90"),
        ("12-26%", "12"),
        ("61 to 78.17", "61"),
        ("8.2% / 61.6%", "8.2"),
        ("-2 points", "-2"),
        ("−3.5", "-3.5"),
        ("+4", "4"),
        ("approximately 1/4", "0.25"),
        ("2/3", "0.666667"),
        ("6K", "6000"),
        ("355M parameters", "355000000"),
        ("8B", "8000000000"),
        ("1.3 million", "1300000"),
        ("3 trillion tokens", "3000000000000"),
        ("5 m", "5"),
        ("5 MB", "5"),
        ("3.2x", "3.2"),
        ("1.5×10^6", "1500000"),
        ("3.5 × 10⁻³", "0.0035"),
        ("2e-5", "0.00002"),
        ("$1,200", "1200"),
        ("45,3 %", "45.3"),
        ("0,345", "0.345"),
        ("1 234 567", "1234567"),
        ("٤٥", "45"),
        ("3 (vision, language)", "3"),
        ("7", "7"),
    ],
)
def test_a_value_that_begins_with_a_number_sorts_by_it(value: str, number: str) -> None:
    assert sort_number(value) == number


@pytest.mark.parametrize(
    "value",
    ["", "millions", "GPT-2 (1.5B)", "top-5", "above average", "1/0", "under", "%", "9" * 40],
)
def test_any_other_value_has_no_number(value: str) -> None:
    assert sort_number(value) == ""
