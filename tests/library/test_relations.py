"""Papers are grouped, put beside their neighbours and counted together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.models import validated
from pressmark.library.library import Library
from pressmark.library.paper import Paper
from pressmark.library.relations import coauthors, relate, tags_together
from pressmark.library.terms import Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def paper(name: str, date: str = "2021", **fields: Any) -> Paper:
    dated = {"date": date} if date else {}
    return validated(Paper, {"id": name, "title": f"On {name}"} | dated | fields)


def library(*papers: Paper, series: Iterable[Series] = ()) -> Library:
    """A library of these papers; its themes and tags are nobody's matter here."""
    return Library({one.id: one for one in papers}, {}, {}, {one.id: one for one in series})


def ids(groups: Mapping[str, Iterable[Paper]]) -> dict[str, list[str]]:
    return {key: [paper.id for paper in group] for key, group in groups.items()}


def written_with(name: str, *papers: Paper) -> list[tuple[str, int]]:
    """A person's co-authors in the library of these papers."""
    all_papers = library(*papers)
    found = coauthors(all_papers.people[name], relate(all_papers))
    return [(person.id, count) for person, count in found]


HARBOUR = library(
    paper("buoys", "2020-05", theme="lamps", also=["tides"], tags=["night", "harbour"]),
    paper("moles", "2021-01-09", theme="tides", tags=["harbour"]),
    paper("lamps", "2021-03", theme="lamps", tags=["night"]),
    paper("beams", "2021-03", theme="lamps", tags=["night", "counting"]),
    paper("nets", "", theme="lamps", also=["tides"]),
    paper("ropes", "2021"),
)


@pytest.mark.parametrize(
    ("grouping", "groups"),
    [
        ("by_theme", {"lamps": ["beams", "lamps", "buoys", "nets"], "tides": ["moles"]}),
        ("also_by_theme", {"tides": ["buoys", "nets"]}),
        (
            "by_tag",
            {
                "night": ["beams", "lamps", "buoys"],
                "harbour": ["moles", "buoys"],
                "counting": ["beams"],
            },
        ),
        ("by_year", {"2021": ["beams", "lamps", "moles", "ropes"], "2020": ["buoys"]}),
    ],
)
def test_groups_are_newest_first_then_by_id_and_undated_papers_last(
    grouping: str, groups: dict[str, list[str]]
) -> None:
    assert ids(getattr(relate(HARBOUR), grouping)) == groups


def test_the_order_of_the_records_is_not_seen() -> None:
    backwards = library(*list(HARBOUR.papers.values())[::-1])

    assert relate(backwards) == relate(HARBOUR)


@pytest.mark.parametrize(
    ("name", "newer", "older"),
    [
        ("beams", None, "lamps"),
        ("lamps", "beams", "buoys"),
        ("nets", "buoys", None),
        ("moles", None, None),
    ],
)
def test_a_papers_neighbours_are_of_its_own_theme(
    name: str, newer: str | None, older: str | None
) -> None:
    neighbours = relate(HARBOUR).within_theme[name]

    assert neighbours == (HARBOUR.papers.get(newer or ""), HARBOUR.papers.get(older or ""))


def test_a_paper_without_a_theme_has_no_neighbours() -> None:
    assert "ropes" not in relate(HARBOUR).within_theme


def test_tags_are_counted_with_each_other_and_not_with_themselves() -> None:
    at_night = relate(HARBOUR).by_tag["night"]

    assert tags_together(at_night, "night") == {"harbour": 1, "counting": 1}
    assert tags_together(at_night) == {"night": 3, "harbour": 1, "counting": 1}


def test_coauthors_stand_most_common_papers_first_then_as_in_the_index() -> None:
    found = written_with(
        "ada-quill",
        paper("a", authors=["Ada Quill", "Cleo Mast", "Zoe Abel"]),
        paper("b", authors=["Ben Oar", "Ada Quill"]),
        paper("c", authors=["Ben Oar", "Ada Quill"]),
        paper("d", authors=["Dora Quay", "Ben Oar"]),
        paper("e", authors=["Ada Quill"]),
    )

    assert found == [("ben-oar", 2), ("zoe-abel", 1), ("cleo-mast", 1)]


def test_coauthors_of_one_paper_stand_as_in_the_index() -> None:
    found = written_with("ada-quill", paper("a", authors=["Cleo Mast", "Ada Quill", "Zoe Abel"]))

    assert found == [("zoe-abel", 1), ("cleo-mast", 1)]


def test_a_coauthor_counts_once_a_paper_however_often_it_names_them() -> None:
    found = written_with(
        "ada-quill", paper("a", authors=["Ada Quill", "Ben Oar", "Ben Oar", "Ada Quill"])
    )

    assert found == [("ben-oar", 1)]


def test_spellings_of_a_name_are_one_person() -> None:
    papers = (
        paper("a", "2019", authors=["Zoë Çelik", "Ben Oar"]),
        paper("b", "2020", authors=["Zoe Celik", "BEN OAR"]),
        paper("c", "2021", authors=["Zoë Çelik", "Zoe Celik", "Ben Oar"]),
        paper("d", "2022", authors=["Zoë Çelik"]),
    )
    people = library(*papers).people

    assert [(one.name, one.papers) for one in people.values()] == [
        ("Zoë Çelik", ("d", "c", "b", "a")),
        ("Ben Oar", ("c", "b", "a")),
    ]
    assert written_with("zoe-celik", *papers) == [("ben-oar", 3)]
    assert written_with("ben-oar", *papers) == [("zoe-celik", 3)]


@pytest.mark.parametrize(("authors", "paired"), [(60, 59), (61, 0)])
def test_the_authors_of_a_very_large_collaboration_are_not_paired(
    authors: int, paired: int
) -> None:
    crew = paper("a", authors=[f"Sailor Number{one}" for one in range(authors)])

    assert len(written_with("sailor-number0", crew)) == paired


@pytest.mark.parametrize(
    ("venue", "series", "year", "track"),
    [
        ("HARBOUR 2021 (Findings)", "hc", "2021", "Findings"),
        ("Harbour Conference 1999", "hc", "1999", ""),
        ("2021 harbour (Demo) (Posters)", "hc", "2021", "Demo; Posters"),
        ("Journal of Tides", "journal-of-tides", "", ""),
        ("Tides 20210", "tides-20210", "", ""),
        ("2021", "2021", "2021", ""),
    ],
)
def test_a_venue_is_a_series_with_a_year_and_a_track(
    venue: str, series: str, year: str, track: str
) -> None:
    known = Series(id="hc", label="Harbour", aliases=("harbour conference",))
    edition = relate(library(paper("a", venue=venue), series=[known])).editions["a"]

    assert (edition.series.id, edition.year, edition.track) == (series, year, track)


def test_papers_without_a_date_stand_in_their_year_of_publication() -> None:
    published = library(
        paper("a", "", issued="2019-23"),
        paper("b", "2019-03"),
        paper("c", "", issued="../1850?"),
        paper("d", ""),
    )
    assert [one.id for one in published.newest] == ["b", "a", "c", "d"]
    assert ids(relate(published).by_year) == {"2019": ["b", "a"], "1850": ["c"]}


def test_editions_of_a_series_stand_together() -> None:
    relations = relate(
        library(
            paper("a", "2019", venue="Tides 2020"),
            paper("b", "2021", venue="tides 2021 (Demo)"),
            paper("c", "2020"),
            paper("d", "2022", venue="Lamps"),
        )
    )

    assert ids(relations.by_series) == {"lamps": ["d"], "tides": ["b", "a"]}
    assert set(relations.series) == {"lamps", "tides"}
    assert "c" not in relations.editions
