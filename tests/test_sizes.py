"""A check and a build of a library take as long for each unit of it, however many there are."""

from __future__ import annotations

import pytest

from benchmarks.sized import Case
from benchmarks.sizes import FACTORS, Figures, Taken, all_cases, measured, row
from pressmark.library.paper import LISTS, MAPPINGS, RECORDS, TEXTS
from tests.effort import IS_LONG, drawn

# The growth of what a unit costs at which work would begin to grow with the square, and how often
# it is measured again: machines are busy.
MOST_GROWTH, TRIES = (2.0, 3) if IS_LONG else (3.0, 3)
LARGE = FACTORS if IS_LONG else (10, 100, 300)


@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("case", drawn(all_cases(), 9), ids=lambda case: case.name)
def test_a_unit_costs_no_more_where_there_are_many(case: Case) -> None:
    for _ in range(TRIES):
        figures = measured(case, LARGE, builds=IS_LONG)
        growth = {which: figures.growth(which) for which in ("check", "build")}
        if max(growth.values()) <= MOST_GROWTH:
            break

    assert max(growth.values()) <= MOST_GROWTH, growth


def test_every_field_and_file_is_tried() -> None:
    names = [case.name for case in all_cases()]

    assert {*TEXTS, *LISTS, *MAPPINGS, *RECORDS} <= {*names}
    assert len(names) == len({*names})


def test_growth_is_that_of_a_unit_at_the_largest_size() -> None:
    case = Case("lamps", "lamp", 2, lambda root, count: None)
    taken = [Taken(1 + seconds, 1, False) for seconds in (0.018, 0.198, 3.996)]
    figures = Figures(case, (10, 100, 1_000), Taken(1, 1, False), taken)

    assert figures.per_unit("check") == pytest.approx([0.001, 0.001, 0.002])
    assert figures.growth("check") == pytest.approx(2)
    assert figures.growth("build") < 1


def test_a_case_is_measured_and_shown() -> None:
    case = next(case for case in all_cases() if case.name == "themes.yml")
    cells = row(measured(case, (2, 4), builds=False))

    assert cells[:3] == ["themes.yml", "theme", "10"]
    assert cells[-1] == ""
