"""The site's map names every page once, with the day on which what it shows changed last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from pressmark.exports.data import sitemap
from pressmark.library.loading.load import load
from pressmark.library.relations import relate
from pressmark.site import limits
from pressmark.site.plan import plan
from tests.conftest import SAMPLE
from tests.hostile import SITE, hostile_papers, library, paper
from tests.published import faults_of_xml, published

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def dated(document: bytes, element: str = "url") -> dict[str, str]:
    """The day of every address below the site's."""
    found = {}
    for one in etree.fromstring(document).iterfind(f"s:{element}", NAMES):
        address = one.findtext("s:loc", "", NAMES).removeprefix(SITE.url)
        assert address not in found
        found[address] = one.findtext("s:lastmod", "", NAMES)
    return found


def days(papers: Iterable[Paper]) -> dict[str, str]:
    return dated(published(library(papers))["sitemap.xml"])


@pytest.mark.parametrize("content", [load(SAMPLE / "content"), library(hostile_papers())])
def test_the_map_is_valid_and_names_every_page(content: Library) -> None:
    document = published(content)["sitemap.xml"]
    assert faults_of_xml("sitemap.rng", document) == []
    pages = {page.address for page in plan(content, relate(content), "")}
    assert dated(document).keys() == {*pages, "about/"}


def test_a_page_is_as_new_as_the_newest_paper_on_it() -> None:
    found = days(
        [
            paper(1, added="2026-01-01", authors=["Ada", "Ben"], also=[], tags=["night"]),
            paper(2, added="2026-03-03", authors=["Ada"], also=[], tags=["night"], date="2023"),
            paper(3, added="2026-02-02", authors=["Ben"], theme="tides", also=["lamps"]),
        ]
    )
    assert found["papers/paper1/"] == "2026-01-01"
    assert found["authors/ada/"] == "2026-03-03"
    assert found["authors/ben/"] == "2026-02-02"
    assert found["tags/night/"] == "2026-03-03"
    assert found["tags/harbour/"] == "2026-02-02"
    assert found["themes/tides/"] == "2026-02-02"
    assert found["years/2023/"] == "2026-03-03"
    assert found[""] == found["papers/"] == found["authors/"] == "2026-03-03"


def test_a_paper_that_only_touches_a_theme_is_on_its_page() -> None:
    one = paper(1, added="2026-01-01", also=[])
    other = paper(2, added="2026-02-02", theme="tides", also=["lamps"])
    assert days([one, other])["themes/lamps/"] == "2026-02-02"


def test_no_day_is_told_that_no_record_tells() -> None:
    found = days([paper(1, added="", date="2024-01-01"), paper(2, added="2026-01-01")])
    assert found["papers/paper1/"] == ""
    assert found["about/"] == ""
    assert found["authors/ada-1/"] == ""
    assert found["tags/night/"] == "2026-01-01"


def test_a_part_of_a_long_list_is_as_new_as_the_papers_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "PART", 2)
    dates = ("2020", "2021", "2022", "2023", "2024")
    found = days(
        paper(n, date=date, added=f"2026-0{9 - n}-01", authors=["Ada"])
        for n, date in enumerate(dates)
    )
    assert found["authors/ada/1/"] == "2026-09-01"  # the oldest two, which were added last
    assert found["authors/ada/"] == "2026-07-01"


def test_more_pages_than_a_map_holds_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [paper(n, added=f"2026-01-{n + 10}") for n in range(9)]
    whole = days(papers)
    monkeypatch.setattr(sitemap, "MOST", 7)
    files = published(library(papers))
    parts = -(-len(whole) // 7)
    names = [f"sitemap-{number}.xml" for number in range(1, parts + 1)]
    assert [name for name in files if name.startswith("sitemap-")] == names
    assert faults_of_xml("sitemap.rng", files["sitemap.xml"]) == []
    together: dict[str, str] = {}
    for name, day in dated(files["sitemap.xml"], "sitemap").items():
        assert faults_of_xml("sitemap.rng", files[name]) == []
        part = dated(files[name])
        assert len(part) <= 7
        assert not together.keys() & part.keys()
        assert day == max(part.values())
        together |= part
    assert together == whole


@pytest.mark.parametrize(
    ("pages", "files"), [(1, 1), (50_000, 1), (50_001, 3), (100_000, 3), (100_001, 4)]
)
def test_a_map_holds_fifty_thousand_pages(pages: int, files: int) -> None:
    assert len(sitemap.names(pages)) == files


def test_robots_are_told_where_the_map_is() -> None:
    told = published(library([paper(1)]))["robots.txt"].decode()
    assert told == ("User-agent: *\nAllow: /\n\nSitemap: https://lamps.example/below/sitemap.xml\n")


def test_a_site_that_does_not_know_its_address_has_no_map() -> None:
    files = published(library([paper(1)]), replace(SITE, url="/"))
    assert not {name for name in files if name.startswith("sitemap")}
    assert files["robots.txt"] == b"User-agent: *\nAllow: /\n"
