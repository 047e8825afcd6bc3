"""The map of a library follows from what its papers are called, and stays nearly as it is when one
comes or goes."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.space import basis as basis_module
from pressmark.space.space import space_of, updated
from pressmark.space.spacing import HEIGHT, WIDTH, apart, spread_out
from tests.space.papers import fingerprinted, invented, library_of, paper

if TYPE_CHECKING:
    from pressmark.library.chart import Point
    from pressmark.library.paper import Paper

PAPERS = invented(60)


def map_of(papers: list[Paper]) -> dict[str, Point]:
    space = space_of(library_of(papers))
    return dict(zip(space.ids, space.points, strict=True))


@pytest.fixture(scope="module")
def points() -> dict[str, Point]:
    return map_of(PAPERS)


def edited(before: Paper, **changes: Any) -> Paper:
    """The same paper with other facts."""
    facts = {
        name: value
        for name in ("title", "theme", "tags", "tldr", "finding")
        if (value := getattr(before, name))
    }
    return paper(before.id, **{**facts, **changes})


def far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def test_papers_of_one_subject_are_near_each_other(points: dict[str, Point]) -> None:
    themes = {each.id: each.theme for each in PAPERS}
    alike = 0
    for name, point in points.items():
        others = sorted(points, key=lambda other: far(points[other], point))[1:4]
        alike += sum(themes[other] == themes[name] for other in others)

    assert alike > 3 * len(points) * 0.7  # by chance it would be a sixth


def test_no_paper_lies_on_another(points: dict[str, Point]) -> None:
    places = [*points.values()]
    nearest = min(far(one, other) for at, one in enumerate(places) for other in places[:at])

    assert nearest >= apart(len(places)) * 0.85
    assert all(0 <= x < WIDTH and 0 <= y < HEIGHT for x, y in places)


def test_one_paper_less_moves_the_others_little(points: dict[str, Point]) -> None:
    after = map_of(PAPERS[:-1])
    moves = sorted(far(points[name], point) / WIDTH for name, point in after.items())

    assert moves[len(moves) // 2] < 0.06  # of so few papers; of 209, below 0.02


def test_an_edit_of_a_text_moves_no_paper(points: dict[str, Point]) -> None:
    first = edited(PAPERS[0], tldr="Gulls on boats in fog.", finding="Ropes.")

    assert map_of([first, *PAPERS[1:]]) == points


@pytest.mark.parametrize("count", range(4))
def test_small_libraries_have_a_map(count: int) -> None:
    points = map_of(PAPERS[:count])

    assert len({*points.values()}) == count


def test_papers_that_say_nothing_have_places_of_their_own() -> None:
    names = [f"nameless-{number}" for number in range(12)]

    assert len({*map_of([paper(name, title="It") for name in names]).values()}) == 12


def test_in_a_large_library_other_papers_move_only_themselves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(basis_module, "SAMPLE", 30)
    papers = {each.id: each for each in PAPERS}
    sample = {*basis_module.sampled(papers)}
    other = next(name for name in papers if name not in sample)
    before = space_of(library_of(PAPERS))
    papers[other] = edited(papers[other], title="Gull colony with rope", theme="gulls")
    library = library_of(papers.values())
    after = updated(before, fingerprinted(library))

    assert after is not None
    points = dict(zip(after[0].ids, after[0].points, strict=True))
    moved = [name for name, at in zip(before.ids, before.points, strict=True) if points[name] != at]
    assert moved == [other]
    assert points == map_of([*library.papers.values()])


def test_points_in_one_place_go_apart() -> None:
    places = spread_out([(2_000, 1_500)] * 25)

    assert len({*places}) == 25
    assert min(far(a, b) for at, a in enumerate(places) for b in places[:at]) >= apart(25) * 0.85
