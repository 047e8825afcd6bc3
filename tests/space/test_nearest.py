"""What is near a paper is found exactly, in large libraries almost so, and kept up to date."""

from __future__ import annotations

from operator import mul
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressmark.space import cells as cells_module
from pressmark.space import nearest as nearest_module
from pressmark.space.basis import AXES, direction
from pressmark.space.cells import Cells, cells_of
from pressmark.space.nearest import CANDIDATES, KNOWN, Near, Nearest
from tests.effort import examples

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_CELLS = Cells([])


def vectors_of(count: int, seed: int = 0, clusters: int = 8) -> list[bytes]:
    """So many vectors around a few middles."""
    random = Random(seed)  # noqa: S311
    middles = [[random.gauss(0, 100) for _ in range(AXES)] for _ in range(clusters)]
    return [
        direction(
            [round(random.choice(middles)[axis] * 2 + random.gauss(0, 90)) for axis in range(AXES)]
        )
        if count < 100
        else direction([round(2 * at + random.gauss(0, 90)) for at in random.choice(middles)])
        for _ in range(count)
    ]


def by_hand(vectors: Sequence[bytes], place: int) -> list[tuple[int, int]]:
    numbers = [memoryview(vector).cast("b") for vector in vectors]
    pairs = [
        (-sum(map(mul, numbers[place], other)), at)
        for at, other in enumerate(numbers)
        if at != place
    ]
    return sorted(pair for pair in pairs if pair[0] < 0)


def exact(vectors: Sequence[bytes]) -> Nearest:
    return Nearest(vectors, NO_CELLS, [0] * len(vectors))


@pytest.mark.parametrize("count", [1, 2, 20, KNOWN, KNOWN + 1, KNOWN + 2, 200])
def test_the_nearest_are_those_that_every_pair_tells(count: int) -> None:
    vectors = vectors_of(count)
    nearest = exact(vectors)

    for place in range(count):
        found, expected = nearest.near(place), by_hand(vectors, place)
        assert found.pairs == expected[:KNOWN]
        assert found.are_all == (len(expected) <= KNOWN)


def test_of_papers_at_one_place_the_first_are_the_nearest() -> None:
    vectors = [direction([1] * AXES)] * 100

    assert [place for _, place in exact(vectors).near(50).pairs] == [*range(KNOWN)]


def test_what_is_near_many_is_what_is_near_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest_module, "_AT_ONCE", 3)
    vectors = [*vectors_of(150, clusters=30), bytes(AXES)]
    cells = Cells.of(vectors[:80], 16)
    looked_into = [*cells.looked_into_by(vectors)]
    nearest = Nearest(vectors, cells, [of_place[0] for of_place in looked_into])
    places = [*range(0, 151, 2)]

    one_by_one = [nearest.near(place) for place in places]
    assert [*nearest.near_each(places)] == one_by_one
    assert [*nearest.near_each(places, looked_into)] == one_by_one


def test_nothing_is_near_what_is_nowhere() -> None:
    vectors = [bytes(AXES), *vectors_of(5)]
    nearest = exact(vectors)

    assert nearest.near(0) == Near(b"", b"", are_all=True)
    assert all(place for at in range(1, 6) for _, place in nearest.near(at).pairs)


def test_candidates_are_the_first_of_the_nearest() -> None:
    near = exact(vectors_of(100)).near(7)

    assert near.candidates() == [(place, -dot) for dot, place in near.pairs[:CANDIDATES]]


@settings(max_examples=examples(20, 2_000))
@given(
    st.integers(3, 120),
    st.lists(st.integers(0, 119), min_size=1, max_size=12),
    st.integers(0, 10_000),
)
def test_after_changes_what_is_known_is_what_would_be_found(
    count: int, edited: list[int], seed: int
) -> None:
    changed = sorted({place % count for place in edited})
    before = vectors_of(count, seed)
    after = list(before)
    for place, vector in zip(changed, vectors_of(len(changed), seed + 1), strict=True):
        after[place] = vector
    old, new = exact(before), exact(after)
    for place in set(range(count)) - {*changed}:
        arrivals = [
            (-dot, other)
            for other in changed
            if (dot := new.dots(other)[place]) >= max(old.near(place).least, 1)
        ]
        known = old.near(place).after(changed, arrivals)
        if known:
            expected = new.near(place)
            assert known.pairs == expected.pairs[: len(known.pairs)]
            assert known.candidates() == expected.candidates()


def test_places_that_move_are_followed() -> None:
    near = exact(vectors_of(6)).near(0)

    moved = near.moved([10, 11, 12, 13, 14, 15])

    assert [place for _, place in moved.pairs] == [place + 10 for _, place in near.pairs]


def test_a_library_has_cells_once_it_is_large() -> None:
    counts = [cells_of(count) for count in (1, 4_000, 4_001, 10_000, 100_000)]

    assert counts == [1, 1, 64, 128, 512]


def test_cells_find_almost_all_that_is_near() -> None:
    vectors = vectors_of(1_500, clusters=60)
    cells = Cells.of(vectors[:300], 64)
    cell_of = [cells.cell(vector) for vector in vectors]
    nearest, all_of_them = Nearest(vectors, cells, cell_of), exact(vectors)
    found = wanted = 0
    for place in range(0, 1_500, 10):
        expected = {place for _, place in all_of_them.near(place).pairs[:CANDIDATES]}
        found += len(expected & {place for _, place in nearest.near(place).pairs})
        wanted += len(expected)

    assert found / wanted > 0.9


def test_only_some_cells_are_looked_into() -> None:
    cells = Cells.of(vectors_of(300, clusters=60), 64)

    assert {len(cells.looked_into(vector)) for vector in vectors_of(20)} == {8}
    assert cells.looked_into(cells.leaders[5])[0] == 5


def test_the_cell_of_a_paper_is_among_those_that_are_looked_into() -> None:
    cells = Cells.of(vectors_of(300, clusters=60), 64)

    assert all(cells.cell(vector) in cells.looked_into(vector) for vector in vectors_of(50))


def test_papers_that_are_nowhere_have_no_leader() -> None:
    assert Cells.of([bytes(AXES)] * 10, 4).count == 1


def test_cells_need_no_more_leaders_than_there_are_places() -> None:
    assert Cells.of([direction([1] * AXES)] * 10, 4).count == 1


def test_a_share_of_cells_is_one_at_least() -> None:
    assert cells_module.Cells(vectors_of(3)).looked_into(vectors_of(1)[0])
