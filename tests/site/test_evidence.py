"""Key figures stand in a table a theme, each at an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pressmark.library.relations import relate
from pressmark.site import limits
from pressmark.site.page import Content
from pressmark.site.plan import plan
from pressmark.site.views import evidence
from tests.space.papers import library_of, paper

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.site.page import Page

LAMPS = {"what": "lamps", "value": "40"}
OIL = {"what": "litres of oil", "value": "1.2M"}


def pages(papers: list[Paper]) -> dict[str, Page]:
    """The pages of evidence of a library of these papers, by address."""
    library = library_of(papers)
    found = plan(library, relate(library), "")
    return {page.address: page for page in found if page.address.startswith("evidence/")}


def test_each_theme_whose_papers_have_figures_has_a_table_of_them() -> None:
    found = pages(
        [
            paper("ada", theme="lamps", date="2021", figures=[LAMPS, OIL]),
            paper("ben", theme="lamps", date="2022", figures=[LAMPS]),
            paper("cleo", theme="tides", also=["lamps"], figures=[OIL]),
            paper("dan", theme="fog"),
        ]
    )
    assert [*found] == ["evidence/", "evidence/lamps/", "evidence/tides/"]
    rows = found["evidence/lamps/"].view["rows"]
    assert [(row.id, row.number) for row in rows] == [
        ("ben--lamps", "40"),
        ("ada--lamps", "40"),
        ("ada--litres-of-oil", "1200000"),
    ]
    index = found["evidence/"].view
    assert (index["count"], index["papers"]) == (4, 3)
    assert [(name, figures, papers) for name, _, _, figures, papers in index["themes"]] == [
        ("lamps", 3, 2),
        ("tides", 1, 1),
    ]


@pytest.mark.parametrize(("themes", "name"), [([], "no-theme"), (["no-theme"], "no-theme-0")])
def test_figures_of_papers_without_a_theme_have_a_table_of_their_own(
    themes: list[str], name: str
) -> None:
    others = [paper(f"of-{theme}", theme=theme, figures=[OIL]) for theme in themes]
    found = pages([paper("ada", figures=[LAMPS]), *others])
    assert [row.paper.id for row in found[f"evidence/{name}/"].view["rows"]] == ["ada"]


def test_a_library_without_figures_has_no_evidence() -> None:
    assert pages([paper("ada", theme="lamps")]) == {}
    assert pages([]) == {}


def test_the_address_of_a_figure_does_not_depend_on_other_figures() -> None:
    before = evidence.figure_ids(paper("ada", figures=[OIL, LAMPS]))
    after = evidence.figure_ids(paper("ada", figures=[{"what": "boats", "value": "1"}, LAMPS]))
    assert before[1] == after[1] == "ada--lamps"


def test_figures_that_measured_the_same_have_addresses_of_their_own() -> None:
    twice: list[dict[str, Any]] = [LAMPS, LAMPS, {"what": "lamps 2", "value": "1"}, LAMPS]
    ids = evidence.figure_ids(paper("ada", figures=twice))
    assert ids == ["ada--lamps", "ada--lamps--2", "ada--lamps-2", "ada--lamps--3"]


def test_long_tables_go_on_in_parts_and_each_figure_is_where_its_address_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PART", 2)
    papers = [
        paper(f"p{n}", theme="lamps", date=f"200{n}", figures=[LAMPS, OIL] if n != 3 else [])
        for n in range(7)
    ]
    library = library_of(papers)
    relations = relate(library)
    found = pages(papers)
    assert [*found] == [
        *("evidence/", "evidence/lamps/", "evidence/lamps/1/", "evidence/lamps/2/"),
    ]
    groups = evidence.papers_with_figures(library, relations)
    for name, address in evidence.figure_addresses("lamps", groups["lamps"]).items():
        ids = [row.id for row in found[address].view["rows"]]
        assert {f"{name}--lamps", f"{name}--litres-of-oil"} <= {*ids}
        assert len(ids) == 4
    view = evidence.compare(Content(library, relations, "")).view
    assert view == {"most": limits.COMPARED, "has_figures": True}
