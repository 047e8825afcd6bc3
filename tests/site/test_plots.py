"""Plots count what their marks link to, and leave out what would tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.library.library import Library
from pressmark.library.paper import Author, Paper
from pressmark.library.relations import relate
from pressmark.library.terms import Term, Theme
from pressmark.site.hues import HUES, hues
from pressmark.site.page import Content
from pressmark.site.plan import plan
from pressmark.site.plots import shares
from pressmark.site.plots.coauthors import coauthor_groups
from pressmark.site.plots.over_time import MOST_LAYERS, papers_over_time
from pressmark.site.plots.periods import grid, periods_of
from pressmark.site.plots.trends import trends
from pressmark.site.views.explore import explore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.site.page import Plan


def library_of(papers: Iterable[Paper]) -> Library:
    """A library of those papers, with the themes and tags that they name."""
    by_id = {paper.id: paper for paper in papers}
    themes = dict.fromkeys(paper.theme for paper in by_id.values() if paper.theme)
    tags = sorted({tag for paper in by_id.values() for tag in paper.tags})
    return Library(
        by_id,
        {name: Theme(name, name.capitalize(), "A theme.") for name in themes},
        {name: Term(name, name.capitalize(), "A tag.") for name in tags},
    )


def dated(*dates: str, theme: str = "lamps", start: int = 0) -> list[Paper]:
    return [
        Paper(f"{theme}{start + number}", "A title", date=date, theme=theme)
        for number, date in enumerate(dates)
    ]


def plan_of(library: Library) -> Plan:
    return plan(library, relate(library), "")


def ids_on(address: str, library: Library) -> set[str]:
    """The papers of the page that an address leads to, from the place on that it names."""
    address, _, anchor = address.partition("#")
    page = plan_of(library).page_at(address)
    assert page is not None, address
    papers = page.papers
    if anchor[:1] == "y":
        papers = tuple(paper for paper in papers if paper.year == anchor[1:])
    if anchor[:1] == "m":
        assert any(paper.first_date[:7] == anchor[1:] for paper in papers), anchor
    return {paper.id for paper in papers}


# Stretches of time


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        (("2024-01-05", "2024-03"), ["Jan 2024", "Feb 2024", "Mar 2024"]),
        (("2021-02", "2024-01"), ["Jan–Mar 2021", "Apr–Jun 2021", "Jan–Mar 2024"]),
        (("2012-02", "2024-01"), ["Jan–Jun 2012", "Jul–Dec 2012", "Jan–Jun 2024"]),
        (("1999-02", "2024-01"), ["1999", "2000", "2024"]),
        (("2021", "2022-05"), ["2021", "2022"]),
        (("1903", "2024"), ["1900–1904", "1905–1909", "2020–2024"]),
        (("1403", "2024"), ["1400–1499", "1500–1599", "2000–2099"]),
    ],
)
def test_stretches_are_as_short_as_a_plot_has_room_for(
    dates: tuple[str, ...], labels: list[str]
) -> None:
    periods = periods_of(dates)
    assert periods is not None
    told = [periods.label(place) for place in range(periods.length)]
    assert [*told[:2], told[-1]] == ([*labels[:2], labels[-1]])
    assert len(told) <= 32
    assert [periods.label(periods.of(date)) for date in dates] == [told[0], told[-1]]


def test_a_few_dates_without_a_month_do_not_make_all_be_counted_by_year() -> None:
    dates = [*["2024-01", "2024-05"] * 10, "2024"]
    periods = periods_of(dates)
    assert periods is not None
    assert (periods.label(0), periods.of("2024"), periods.of("")) == ("Jan 2024", -1, -1)
    by_year = periods_of([*dates, "2024"])
    assert by_year is not None
    assert (by_year.label(0), by_year.of("2024")) == ("2024", 0)
    assert periods_of([""]) is None


def test_labels_of_the_axis_do_not_touch_and_are_not_cut() -> None:
    for last in range(1951, 2030):
        periods = periods_of(["1950-06", f"{last}-02"])
        assert periods is not None
        places = [at for at, _ in periods.axis()]
        assert all(b - a >= 100 for a, b in zip(places, [*places[1:], 1000], strict=True))
        assert places


@pytest.mark.parametrize(
    ("most", "lines"),
    [(1, [1]), (4, [1, 2, 3, 4]), (9, [2, 4, 6, 8]), (43, [10, 20, 30, 40]), (999, [200, 400])],
)
def test_lines_are_at_round_numbers_and_few(most: int, lines: list[int]) -> None:
    assert grid(most)[: len(lines)] == lines
    assert len(grid(most)) <= 4


# Papers over time


def test_every_mark_leads_to_the_list_that_has_its_papers() -> None:
    library = library_of(
        [
            *dated("2022-01-03", "2022-05", "2023-02", "2023-02-07", "2024-12"),
            *dated("2022-01-04", "2023-11", theme="tides"),
        ]
    )
    plot = papers_over_time(library, relate(library))
    assert plot is not None
    assert plot.papers == sum(column.papers for column in plot.columns) == 7
    for column in plot.columns:
        assert len(ids_on(column.address, library)) >= column.papers
    for layer in plot.layers:
        assert sum(bar.papers for bar in layer.bars) == layer.papers
        for bar in layer.bars:
            shown = ids_on(bar.address, library)
            assert len(shown) >= bar.papers
            assert all(library.papers[name].theme == layer.id for name in shown)


def test_marks_of_long_lists_lead_to_the_part_that_has_their_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pressmark.site.limits.PART", 2)
    library = library_of(
        dated(*(f"20{year}-0{month}" for year in (21, 22) for month in range(1, 7)))
    )
    plot = papers_over_time(library, relate(library))
    assert plot is not None
    addresses = {bar.address for bar in (*plot.columns, *plot.layers[0].bars)}
    assert {"years/2021/1/#m2021-01", "themes/lamps/3/#y2021"} <= addresses
    assert all(ids_on(address, library) for address in addresses)
    bars = shares.year_bars("theme", "lamps", relate(library).by_theme["lamps"])
    assert [bar.address for bar in bars] == ["themes/lamps/3/#y2021", "#y2022"]


def test_the_pieces_of_a_bar_stand_on_each_other_without_a_gap() -> None:
    library = library_of(
        [*dated("2022", "2022", "2023"), *dated("2022", "2023", "2023", theme="tides")]
    )
    plot = papers_over_time(library, relate(library))
    assert plot is not None
    assert [bar.path for bar in plot.layers[0].bars] == ["M1 80h8V240h-8z", "M11 160h8V240h-8z"]
    assert [bar.path for bar in plot.layers[1].bars] == ["M1 0h8V80h-8z", "M11 0h8V160h-8z"]
    assert [bar.path for bar in plot.columns] == ["M1 0h8V240h-8z", "M11 0h8V240h-8z"]


def test_themes_beyond_the_largest_share_a_layer_and_papers_without_one_have_theirs() -> None:
    papers = [
        paper
        for number in range(MOST_LAYERS + 2)
        for paper in dated(
            *["2022", "2023"] * (2 if number < MOST_LAYERS else 1), theme=f"t{number}"
        )
    ]
    papers.append(Paper("alone", "A title", date="2022"))
    library = library_of(papers)
    plot = papers_over_time(library, relate(library))
    assert plot is not None
    assert [layer.label for layer in plot.layers[-2:]] == ["2 smaller themes", "No theme"]
    assert [layer.papers for layer in plot.layers[-2:]] == [4, 1]
    assert len(plot.layers) == MOST_LAYERS + 2
    assert {layer.hue for layer in plot.layers[-2:]} == {-1}
    assert hues(library)["t13"] == 13 - HUES


@pytest.mark.parametrize(
    "papers",
    [
        [],
        dated("2022", "2023"),
        dated(*["2022-05"] * 9),
        [Paper(f"p{number}", "A title") for number in range(9)],
    ],
    ids=["none", "two", "one month", "undated"],
)
def test_what_tells_nothing_is_left_out(papers: list[Paper]) -> None:
    library = library_of(papers)
    relations = relate(library)
    view = explore(Content(library, relations, "")).view
    plots = {name: value for name, value in view.items() if name not in ("count", "ways")}
    assert not any(plots.values())
    assert {way.kind for way in view["ways"]} >= {"papers", "search", "years"}
    assert not shares.year_bars("theme", "lamps", relations.by_theme.get("lamps", ()))


def test_papers_without_a_date_are_told_to_be_left_out() -> None:
    library = library_of(
        [*dated("2022", "2022", "2023", "2023", "2023"), Paper("undated", "A title")]
    )
    plot = papers_over_time(library, relate(library))
    assert plot is not None
    assert (plot.papers, plot.left_out) == (5, 1)


# Years of a list


def test_years_of_a_list_show_gaps_and_only_the_newest() -> None:
    papers = relate(library_of(dated("2004", "2015", "2018", "2018", "2024"))).by_theme["lamps"]
    bars = shares.year_bars("theme", "lamps", papers)
    assert [bar.year for bar in bars] == [str(year) for year in range(2015, 2025)]
    assert [bar.papers for bar in bars] == [1, 0, 0, 2, 0, 0, 0, 0, 0, 1]
    assert [bar.percent for bar in bars if bar.papers] == [50, 100, 50]


# Kinds and contributions


def test_bars_are_as_long_as_they_are_many_and_lead_to_their_lists() -> None:
    papers = [
        Paper(f"p{number}", "A title", kind="book" if number else "thesis", type="method")
        for number in range(4)
    ]
    library = library_of(papers)
    bars = shares.kinds(relate(library))
    assert [(bar.label, bar.papers, bar.percent) for bar in bars] == [
        ("Books", 3, 100),
        ("Theses", 1, 33),
    ]
    for bar in bars:
        assert len(ids_on(bar.address, library)) == bar.papers
    assert shares.contributions(library) == []  # all are methods


# Tags


def test_tags_that_rose_are_told_from_those_that_faded() -> None:
    papers = [
        Paper(f"p{year}-{number}", "A title", date=f"{year}", tags=("calm", tag))
        for year in (2020, 2021, 2022, 2023)
        for number in range(12)
        for tag in ["old" if number < 3 * (2023 - year) else "new"]
    ]
    library = library_of(papers)
    found = trends(library, relate(library))
    assert found is not None
    assert [name for name, _ in found.stretches] == ["2020", "2021", "2022", "2023"]
    assert [tag.id for tag in found.risen] == ["new"]
    assert [tag.id for tag in found.faded] == ["old"]
    assert found.risen[0].shares == [250, 500, 750, 1000]
    assert found.risen[0].line == "M0 36L80 24L160 12L240 0"


# People


def test_those_who_wrote_together_twice_stand_side_by_side() -> None:
    def paper(name: str, *authors: str, theme: str = "lamps") -> Paper:
        people = tuple(Author(author) for author in authors)
        return Paper(name, "A title", authors=people, theme=theme)

    library = library_of(
        [
            paper("a", "Ada Quill", "Ben Oar", "Cleo Mast"),
            paper("b", "Ada Quill", "Ben Oar", "Dan Keel"),
            paper("c", "Ada Quill", "Ben Oar", "Dan Keel"),
            paper("d", "Eve Rope", "Finn Fog", theme="tides"),
            paper("e", "Eve Rope", "Finn Fog", theme="tides"),
        ]
    )
    groups = coauthor_groups(library, relate(library))
    assert [[person.id for person in group.people] for group in groups] == [
        ["ben-oar", "ada-quill", "dan-keel"],
        ["finn-fog", "eve-rope"],
    ]
    assert [group.theme.id for group in groups if group.theme] == ["lamps", "tides"]
    arcs = {(*arc.names, arc.papers, arc.weight) for arc in groups[0].arcs}
    assert arcs == {
        ("Ben Oar", "Ada Quill", 3, 4),
        ("Ada Quill", "Dan Keel", 2, 2),
        ("Ben Oar", "Dan Keel", 2, 2),
    }
    assert groups[0].people[1].others == [("ben-oar", "Ben Oar", 3), ("dan-keel", "Dan Keel", 2)]
