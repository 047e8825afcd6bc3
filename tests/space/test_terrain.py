"""Papers that lie densely are on land, on hills with summits and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.space.features import FeatureReader
from pressmark.space.terrain import chart_of
from tests.space.papers import invented, library_of, paper

if TYPE_CHECKING:
    from pressmark.library.chart import Chart
    from pressmark.library.library import Library

LEFT = [(600 + 40 * (number % 5), 800 + 40 * (number // 5)) for number in range(25)]
RIGHT = [(3_000 + 40 * (number % 5), 2_000 + 40 * (number // 5)) for number in range(25)]


def chart_at(library: Library, points: list[tuple[int, int]]) -> Chart:
    """The map of a library with its papers at these points, in the order of their ids."""
    reader = FeatureReader(library)
    titles = [reader.read(each).title for each in library.papers.values()]
    return chart_of(library, [*library.papers], points, titles)


def chart(*, tags: bool = True) -> Chart:
    """Twenty-five papers on oars at the left, as many on gulls at the right."""
    papers = [
        paper(
            f"paper-{number:02}",
            title="The oars of ferries" if number < 25 else "Where Gulls nest",
            tags=(["oars", "boats"] if number < 25 else ["gulls", "boats"]) if tags else [],
        )
        for number in range(50)
    ]
    library = library_of(papers)
    return chart_at(library, [*LEFT, *RIGHT])


def is_inside(point: tuple[int, int], rings: list[list[tuple[int, int]]]) -> bool:
    """Whether a line to the left crosses the rings an odd number of times."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (b > y) != (d > y) and a + (y - b) * (c - a) / (d - b) < x:
                crossings += 1
    return crossings % 2 == 1


def test_each_crowd_is_a_hill() -> None:
    found = chart()

    assert len(found.hills) == 2
    assert len({found.hill_of[f"paper-{number:02}"] for number in range(25)}) == 1
    assert found.hills[found.hill_of["paper-00"]].summit[0] < 2_000


def test_a_hill_is_called_by_the_tag_that_is_rare_elsewhere() -> None:
    found = chart()

    assert found.hills[found.hill_of["paper-00"]].tags[0] == "oars"
    assert found.hills[found.hill_of["paper-49"]].tags[0] == "gulls"


def test_without_tags_words_of_titles_tell_hills() -> None:
    found = chart(tags=False)

    assert [hill.tags for hill in found.hills] == [(), ()]
    assert "gulls" in found.hills[found.hill_of["paper-49"]].words


def test_all_papers_are_on_land_and_the_middle_of_a_crowd_is_high() -> None:
    found = chart()
    lines = [[[*ring] for ring in rings] for rings in found.lines]

    assert all(is_inside(point, lines[0]) for point in found.points.values())
    assert is_inside((680, 880), lines[-1])
    assert not is_inside((2_000, 1_500), lines[0])


def test_a_library_of_nothing_has_no_land() -> None:
    assert chart_at(library_of([]), [])[2:] == ({}, {}, [], [])


def test_few_papers_are_one_hill() -> None:
    library = library_of(invented(2))

    assert len(chart_at(library, [(500, 500), (3_500, 2_500)]).hills) == 1
