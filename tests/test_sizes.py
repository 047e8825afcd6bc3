"""A check and a build of a library take as long for each unit of it, however many there are."""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from benchmarks.sized import Case
from benchmarks.sized_imports import import_cases, words_of
from benchmarks.sizes import (
    FACTORS,
    Figures,
    Taken,
    import_row,
    library_cases,
    measured,
    row,
    taken_by,
    taken_to_import,
)
from pressmark.cli.main import main
from pressmark.library.paper import LISTS, MAPPINGS, RECORDS, TEXTS
from tests.effort import IS_LONG, drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The growth of what a unit costs at which work would begin to grow with the square, and how often
# it is measured again: machines are busy.
MOST_GROWTH, TRIES = (2.0, 3) if IS_LONG else (3.0, 3)
LARGE = FACTORS if IS_LONG else (10, 100, 300)


# What an import of twelve entries does, of each case.
OUTCOMES = {
    "entries new": {"made": 12},
    "entries of one paper": {"made": 1, "matched": 11},
    "entries whose ids would be the same": {"made": 12},
    "entries of one key, which is the id": {"made": 12},
    "entries of one title": {"made": 12},
    "entries without a title": {"left_out": 12},
    "entries that contradict one another": {"made": 1, "matched": 2, "left_out": 9},
    "entries with keywords that become tags": {"made": 12, "new_tags": 12},
    "entries with abstracts": {"made": 12, "attached": 12},
    "entries of papers that the library has": {"matched": 12, "joined": 24, "kept": 12},
    "entries as before": {"matched": 12},
    "entries that were changed": {"matched": 12, "updated": 24, "joined": 12},
    "entries in conflict with records": {"matched": 12, "conflict": 24, "joined": 12},
    "entries of deleted records": {"matched": 12, "deleted": 12},
    "entries that vanished": {"matched": 1, "vanished": 11},
}


@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("case", drawn(library_cases(), 9), ids=lambda case: case.name)
def test_a_unit_costs_no_more_where_there_are_many(case: Case) -> None:
    check_growth(case, partial(taken_by, builds=IS_LONG), "check", "build")


@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("case", drawn(import_cases(), 1), ids=lambda case: case.name)
def test_an_entry_costs_no_more_to_import_where_there_are_many(case: Case) -> None:
    check_growth(case, taken_to_import, "imported")


def check_growth(case: Case, take: Callable[[Path], Taken], *kinds: str) -> None:
    for _ in range(TRIES):
        figures = measured(case, LARGE, take)
        growth = {which: figures.growth(which) for which in kinds}
        if max(growth.values()) <= MOST_GROWTH:
            break

    assert max(growth.values()) <= MOST_GROWTH, growth


def test_every_field_and_file_is_tried() -> None:
    names = [case.name for case in [*library_cases(), *import_cases()]]

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
    case = next(case for case in library_cases() if case.name == "themes.yml")
    cells = row(measured(case, (2, 4), partial(taken_by, builds=False)))

    assert cells[:3] == ["themes.yml", "theme", "10"]
    assert cells[-1] == ""


def test_an_import_is_measured_and_shown() -> None:
    case = next(case for case in import_cases() if case.name == "entries that were changed")
    figures = measured(case, (2, 4), taken_to_import)

    assert all(taken.imported for taken in figures.taken)
    assert import_row(figures)[:3] == ["entries that were changed", "entry", "10"]


@pytest.mark.parametrize("case", import_cases(), ids=lambda case: case.name)
def test_an_import_does_what_its_case_is_called_for(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path, 12)
    result = CliRunner().invoke(main, [*words_of(tmp_path), "--json"])
    plan = json.loads(result.stdout)

    counts = {name: plan[name] for name in ("made", "matched", "left_out")}
    counts |= {name: len(plan[name]) for name in ("attached", "new_tags", "deleted", "vanished")}
    counts |= Counter(change["outcome"] for change in plan["changes"])
    assert {name: count for name, count in counts.items() if count} == OUTCOMES[case.name]
