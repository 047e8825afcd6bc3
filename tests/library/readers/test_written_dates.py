"""Dates as people write them become EDTF; what no date says is not invented."""

from __future__ import annotations

import pytest

from pressmark.library.readers.written_dates import (
    WrittenDate,
    is_no_date,
    written_date,
    written_year,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011-05-06T07:08:09Z", WrittenDate("2011-05-06")),
        ("1911?", WrittenDate("1911", "1911?")),
        ("1911-05~", WrittenDate("1911-05", "1911-05~")),
        ("2011-5-6", WrittenDate("2011-05-06")),
        ("2011-05/2012-06", WrittenDate("2011-05", "2011-05/2012-06")),
        ("2011/..", WrittenDate("2011", "2011/..")),
        ("/2011", WrittenDate("2011", "../2011")),
        ("~1850", WrittenDate("1850", "1850~")),
        ("1850s", WrittenDate("1850", "1850/1859")),
        ("April 2011", WrittenDate("2011-04")),
        ("6 April 2011", WrittenDate("2011-04-06")),
        ("Autumn 2011", WrittenDate("2011", "2011-23")),
        ("2011/4/6", WrittenDate("2011-04-06")),
        ("4/2011", WrittenDate("2011-04")),
        ("4/6/2011", WrittenDate("2011", is_partial=True)),
        ("-0100", WrittenDate(is_partial=True)),
        ("soon", WrittenDate(is_partial=True)),
    ],
)
def test_a_date_of_biblatex_is_read(text: str, expected: WrittenDate) -> None:
    assert written_date(text) == expected


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        ("2011", "", WrittenDate("2011")),
        ("2011", "apr", WrittenDate("2011-04")),
        ("2011", "{April}", WrittenDate("2011-04")),
        ("2011", "April~6", WrittenDate("2011-04-06")),
        ("2011", "6 April", WrittenDate("2011-04-06")),
        ("2011", "April 6--8", WrittenDate("2011-04")),
        ("2011", "4", WrittenDate("2011-04")),
        ("2011", "April/May", WrittenDate("2011-04", is_partial=True)),
        ("2011", "Autumn", WrittenDate("2011", "2011-23")),
        ("2011a", "", WrittenDate("2011")),
        ("2011--2012", "", WrittenDate("2011", "2011/2012")),
        ("ca. 1811", "", WrittenDate("1811", "1811~")),
        ("in press", "", WrittenDate(state="in press")),
        ("to appear 2031", "", WrittenDate("2031", state="to appear")),
        ("unknown", "", WrittenDate(is_partial=True)),
        ("", "", WrittenDate()),
    ],
)
def test_a_year_and_a_month_are_read(year: str, month: str, expected: WrittenDate) -> None:
    assert written_year(year, month) == expected


@pytest.mark.parametrize("text", ["n.d.", "[n. d.]", "s.a.", "No date", "????", "undated"])
def test_who_says_that_there_is_no_date_is_believed(text: str) -> None:
    assert is_no_date(text)
    assert not is_no_date("soon")


def test_a_day_may_be_an_ordinal() -> None:
    assert written_year("2021", "jan", "1st") == WrittenDate("2021-01-01")
