"""What the filters load says of every paper what its record says, in files that tell each other."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.exports.data import browse
from tests.hostile import SITE
from tests.published import published
from tests.space.papers import library_of, paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.site.settings import Site

PAPERS = [
    paper(
        "first",
        title="Zebras in $x^2$",
        date="2020-02",
        tags=["night"],
        authors=[f"Ada Quill {number}" for number in range(8)],
        added="2026-01-02",
        figures=[{"what": "lamps", "value": "40"}],
    ),
    paper("second", title="An Apple", date="2021", tags=["night", "oars"], authors=["Ben Oar"]),
    paper("undated", title="Mules", authors=["Ben Oar"], added="2026-03-04", tldr="Mules carry."),
]


def files(site: Site = SITE) -> dict[str, Any]:
    made = published(library_of(PAPERS), site)
    start = "data/browse/"
    return {
        path.removeprefix(start).removesuffix(".json"): json.loads(content)
        for path, content in made.items()
        if path.startswith(start)
    }


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return files()


def rows_of(made: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns = made["index"]["columns"]
    return [dict(zip(columns, row, strict=True)) for row in made["rows-0"]["rows"]]


def papers_by_value(made: Mapping[str, Any], facet: Mapping[str, Any]) -> dict[str, set[str]]:
    ids = [row["id"] for row in rows_of(made)]
    return {
        value: {ids[number] for number in accumulate(gaps)}
        for value, gaps in zip(facet["ids"], facet["papers"], strict=True)
    }


def test_papers_are_numbered_from_the_oldest_on_undated_ones_first(made: dict[str, Any]) -> None:
    assert [row["id"] for row in rows_of(made)] == ["undated", "first", "second"]


def test_a_row_has_the_first_six_authors_and_how_many_others(made: dict[str, Any]) -> None:
    row = rows_of(made)[1]
    assert row["authors"] == [f"Ada Quill {number}" for number in range(6)]
    assert (row["others"], row["date"], row["title"]) == (2, "2020-02", "Zebras in x²")
    assert rows_of(made)[0]["summary"] == "Mules carry."


def test_each_value_has_the_numbers_of_its_papers_as_gaps(made: dict[str, Any]) -> None:
    facets = {facet["id"]: facet for facet in made["index"]["facets"]}
    assert papers_by_value(made, facets["tag"]) == {
        "night": {"first", "second"},
        "oars": {"second"},
    }
    assert papers_by_value(made, facets["year"])["undated"] == {"undated"}


def test_everybody_is_in_the_files_of_people_and_who_wrote_most_in_the_index(
    made: dict[str, Any],
) -> None:
    people = papers_by_value(made, made["people-0"])
    assert people["ben-oar"] == {"second", "undated"}
    assert len(people) == made["index"]["people"]["count"] == 9
    assert made["index"]["people"]["ids"][0] == "ben-oar"
    assert made["people-0"]["ids"][0] == made["index"]["people"]["firsts"][0]


def test_orders_are_by_title_by_when_papers_came_and_by_their_figures(made: dict[str, Any]) -> None:
    assert made["orders"]["title"] == [2, 0, 1]
    assert made["orders"]["added"] == [0, 1, 2]
    assert made["orders"]["figures"] == [1]
    assert made["index"]["sorts"] == ["newest", "oldest", "title", "added", "figures"]


def test_the_index_names_the_key_of_every_other_file(made: dict[str, Any]) -> None:
    index = made["index"]
    keys = {"rows-0": index["rows"][0], "people-0": index["people"]["keys"][0]}
    keys["orders"] = index["orders"]
    assert {name: content["key"] for name, content in made.items() if name != "index"} == keys


def test_another_title_makes_another_key() -> None:
    other = [paper("first", title="Yaks", date="2020-02"), *PAPERS[1:]]
    index = json.loads(published(library_of(other))["data/browse/index.json"])
    assert index["rows"] != files()["index"]["rows"]


def test_a_large_library_goes_without_summaries_and_says_what_files_there_are() -> None:
    index = files(replace(SITE, few_paper_files=True, few_data_files=True, few_list_files=True))[
        "index"
    ]
    assert index["columns"][-1] == "language"
    assert index["files"] == {"all": "papers/papers.bib", "one": "cite.bib", "feed": "feed.xml"}
    assert index["people"]["feed"] == ""
    bare = files(replace(SITE, paper_files=False, data_files=False))["index"]
    assert (bare["files"]["all"], bare["files"]["one"]) == ("", "")


def test_at_ten_thousand_papers_the_files_are_few() -> None:
    assert len(browse.names(10_000)) <= 60
    assert browse.names(0) == ["data/browse/index.json", "data/browse/orders.json"]


def test_a_library_of_nothing_can_be_browsed() -> None:
    index = json.loads(published(library_of([]))["data/browse/index.json"])
    assert (index["papers"], index["facets"], index["people"]) == (0, [], None)
