"""The map's regions have names that tell them apart and places where they can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pressmark.library.chart import Chart, Hill
from pressmark.library.relations import relate
from pressmark.site import limits
from pressmark.site.field_map import FieldMap
from pressmark.site.hues import HUES
from pressmark.site.map_labels import LARGE, Label, path, placed
from pressmark.site.page import Content
from pressmark.site.views.map import field
from tests.space.papers import invented, library_of, paper

if TYPE_CHECKING:
    import pytest

    from pressmark.library.relations import Relations

PAPERS = invented(12)
LIBRARY = library_of(PAPERS)


def relations(*hills: Hill) -> Relations:
    """The relations of the library, half of whose papers are on each of two hills."""
    points = {each.id: (400 + 250 * place, 900) for place, each in enumerate(PAPERS)}
    hill_of = {each.id: place * len(hills) // 12 for place, each in enumerate(PAPERS)}
    chart = Chart(4_000, 3_000, points, hill_of, hills, [])
    return replace(relate(LIBRARY), chart=lambda: chart)


def names(hill: Hill) -> list[str]:
    (region,) = FieldMap(LIBRARY, relations(hill)).regions
    return [*region.names]


def test_regions_are_called_by_tags_else_by_words_else_by_their_theme() -> None:
    tag = next(iter(LIBRARY.tags))
    theme = FieldMap(LIBRARY, relations(Hill((0, 0), (), ()))).regions[0].names[0]

    assert names(Hill((0, 0), (tag,), ())) == [LIBRARY.tags[tag].label]
    assert names(Hill((0, 0), (), ("rope", "knots"))) == ["Rope", "Knots"]
    assert theme in {each.label for each in LIBRARY.themes.values()}


def test_every_paper_is_in_one_region() -> None:
    shown = FieldMap(LIBRARY, relations(Hill((900, 900), (), ("fog",)), Hill((3_000, 900), (), ())))
    listed = [each.id for region in shown.regions for each in region.papers]

    assert sorted(listed) == sorted(LIBRARY.papers)
    assert len({region.anchor for region in shown.regions}) == 2


def test_names_do_not_lie_on_each_other() -> None:
    labels = [Label(("Knots",), (2_000 + place, 1_500)) for place in range(8)]
    places = [place for place in placed(tuple(labels), (), 4_000, 3_000) if place]

    assert len(places) == 8
    for at, (x, y) in enumerate(places):
        for a, b in places[:at]:
            assert abs(y - b) >= LARGE or abs(x - a) >= 5 * LARGE * 45 // 100


def test_a_name_is_beside_points_rather_than_on_them() -> None:
    crowd = [(x, y) for x in range(1_600, 2_400, 40) for y in range(1_450, 1_550, 20)]
    ((_, y),) = [
        place
        for place in placed((Label(("Fog",), (2_000, 1_500)),), tuple(crowd), 4_000, 3_000)
        if place
    ]

    assert not 1_450 < y < 1_550


def test_a_name_that_nowhere_fits_is_not_written() -> None:
    assert placed((Label(("W" * 200,), (2_000, 1_500)),), (), 4_000, 3_000) == (None,)


def test_rings_are_closed_paths() -> None:
    assert path([[(0, 0), (100, 0), (100, 100), (0, 100)]]) == (
        "M0 50q0 -50 50 -50q50 0 50 50q0 50 -50 50q-50 0 -50 -50z"
    )


def test_themes_that_share_a_hue_have_other_shapes() -> None:
    many = library_of(
        [paper(f"of-{number:02}", theme=f"theme-{number:02}") for number in range(3 * HUES)]
    )
    points = dict.fromkeys(many.papers, (100, 100))
    chart = Chart(4_000, 3_000, points, dict.fromkeys(points, 0), [Hill((0, 0), (), ())], [])
    signs = FieldMap(many, replace(relate(many), chart=lambda: chart)).themes

    assert len({(sign.hue, sign.shape) for sign in signs}) == 3 * HUES


def test_papers_can_be_chosen_by_theme_year_and_tags() -> None:
    shown = FieldMap(LIBRARY, relations(Hill((0, 0), (), ())))
    tagged = next(each for each in PAPERS if each.tags)
    theme, year, tags = shown.facts(tagged)

    assert [*LIBRARY.themes][theme] == tagged.theme
    assert year == ""
    assert {shown.tags[place][0].id for place in tags} == {*tagged.tags}


def test_too_many_papers_are_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    content = Content(LIBRARY, relations(Hill((0, 0), (), ())), "")
    assert len(field(content).view["dots"]) == 12

    monkeypatch.setattr(limits, "POINTS_AT_ONCE", 11)
    view = field(content).view
    assert (view["is_large"], view["dots"]) == (True, [])
    assert [len(papers) for _, papers in view["regions"]] == [limits.MAP_LISTED]
