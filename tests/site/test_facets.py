"""Papers are narrowed down by what their records say; a theme has the papers of its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pressmark.library.relations import relate
from pressmark.library.terms import ancestors, children
from pressmark.site.facets import facets
from pressmark.site.page import Content
from pressmark.site.views.browse import browse
from pressmark.site.views.themes import shelf
from tests.space.papers import library_of, paper

if TYPE_CHECKING:
    from pressmark.library.library import Library

# Lenses are part of lamps, which are part of signals; nothing is on signals alone.
PARENTS = {"lenses": "lamps", "lamps": "signals"}
PAPERS = [
    paper("one", theme="lenses", date="2021-03", links={"code": "https://one.example/"}),
    paper(
        "two", theme="lamps", also=["lenses"], date="2022", figures=[{"what": "w", "value": "1"}]
    ),
    paper("three", theme="tides", status="retracted", type="method", tags=["night"]),
    paper("four", theme="lamps", date="2022-01", type="survey", tags=["night", "oars"]),
]


def library() -> Library:
    plain = library_of([*PAPERS, paper("none", theme="signals")])
    themes = {
        name: replace(theme, parent=PARENTS[name]) if name in PARENTS else theme
        for name, theme in plain.themes.items()
    }
    kept = {name: each for name, each in plain.papers.items() if name != "none"}
    return replace(plain, papers=kept, themes=themes)


def values(name: str) -> dict[str, set[str]]:
    made = library()
    (facet,) = [each for each in facets(made, relate(made)) if each.id == name]
    return {value.id: set(value.papers) for value in facet.values}


def content() -> Content:
    made = library()
    return Content(made, relate(made), "")


def test_a_theme_has_the_papers_of_all_that_is_part_of_it() -> None:
    assert values("theme") == {
        "lamps": {"one", "two", "four"},
        "lenses": {"one", "two"},
        "signals": {"one", "two", "four"},
        "tides": {"three"},
    }


def test_what_a_paper_comes_with_is_a_facet() -> None:
    assert values("has") == {"code": {"one"}, "figures": {"two"}}


def test_a_paper_without_a_date_is_undated() -> None:
    assert values("year") == {"2022": {"two", "four"}, "2021": {"one"}, "undated": {"three"}}


def test_types_tags_and_withdrawals_are_facets() -> None:
    assert values("type") == {"method": {"three"}, "survey": {"four"}}
    assert values("tag") == {"night": {"three", "four"}, "oars": {"four"}}
    assert values("status") == {"retracted": {"three"}}


def test_there_is_no_facet_that_no_paper_has_a_value_of() -> None:
    bare = library_of([paper("one")])
    assert [facet.id for facet in facets(bare, relate(bare))] == ["year"]
    empty = library_of([])
    assert facets(empty, relate(empty)) == []


def test_ancestors_and_children_follow_parents() -> None:
    themes = library().themes
    assert ancestors("lenses", themes) == ["lamps", "signals"]
    assert ancestors("tides", themes) == []
    assert children(themes) == {"lamps": ["lenses"], "signals": ["lamps"]}


def test_the_page_of_a_theme_shows_what_it_is_part_of_and_its_parts() -> None:
    pages = shelf(content())
    lamps = pages.page(("lamps", 0)).view
    assert lamps["above"] == (("browse/?theme=signals", "Signals"),)
    assert lamps["parts_of_theme"] == (("themes/lenses/", "Lenses", 2),)
    lenses = pages.page(("lenses", 0)).view
    assert [label for _, label in lenses["above"]] == ["Signals", "Lamps"]


def test_without_a_script_each_list_is_linked_and_themes_stand_below_their_parents() -> None:
    lists = {each.id: each.values for each in browse(content()).view["lists"]}
    assert lists["theme"] == [
        ("", "Signals", 3, 0),
        ("lamps", "Lamps", 3, 1),
        ("lenses", "Lenses", 2, 2),
        ("tides", "Tides", 1, 0),
    ]
    assert lists["tag"][0] == ("night", "Night", 2, 0)
