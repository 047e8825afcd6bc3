"""Papers are dated by what their records say alone."""

from __future__ import annotations

import pytest

from pressmark.library.dates import day_of, first_day, last_added, latest
from tests.hostile import paper


@pytest.mark.parametrize(
    ("date", "day"),
    [("2024", "2024-01-01"), ("2024-07", "2024-07-01"), ("2024-07-09", "2024-07-09"), ("", "")],
)
def test_a_date_begins_on_its_first_day(date: str, day: str) -> None:
    assert first_day(date) == day


def test_the_day_a_paper_was_added_goes_before_its_own_date() -> None:
    assert day_of(paper(1, added="2026-01-02", date="2024")) == "2026-01-02"
    assert day_of(paper(1, added="", date="2024")) == "2024-01-01"


def test_a_paper_without_a_date_is_dated_by_its_publication() -> None:
    papers = [
        paper(1, added="", date="", issued="1850~"),
        paper(2, added="", date="", issued="2004/2006"),
        paper(3, added="", date="2003", issued="2010"),
    ]
    assert [day_of(one) for one in papers] == ["1850-01-01", "2004-01-01", "2003-01-01"]
    assert [one.id for one in latest(papers, 9)] == ["paper2", "paper3", "paper1"]


def test_papers_that_came_last_stand_first_and_equal_ones_as_they_were() -> None:
    papers = [
        paper(1, added="2026-01-01", date="2020"),
        paper(2, added="2026-01-02", date="2019"),
        paper(3, added="2026-01-01", date="2021"),
        paper(4, added="2026-01-01", date="2020"),
    ]
    assert [one.id for one in latest(papers, 9)] == ["paper2", "paper3", "paper1", "paper4"]
    assert [one.id for one in latest(papers, 2)] == ["paper2", "paper3"]
    assert latest(papers[:1], 9) == papers[:1]
    assert latest([], 9) == []


def test_the_last_day_is_that_of_the_papers_that_have_one() -> None:
    papers = [paper(1, added=""), paper(2, added="2026-01-02"), paper(3, added="2026-01-01")]
    assert last_added(papers) == "2026-01-02"
    assert last_added(papers[:1]) == last_added([]) == ""
