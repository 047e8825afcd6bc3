"""Files that are no pages stand where they should, and only where they are wanted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from pybtex.database import parse_string

from pressmark.build.project import take_in
from pressmark.exports.context import names_beside
from pressmark.site.plan import plan
from pressmark.site.settings import Site
from tests.invented import LOW_LIMITS, Content, invented_house

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.build.project import House
    from tests.conftest import TinyLibrary

SITE = Site(
    name="Lamps",
    description="Papers on lamps.",
    url="https://lamps.example/below/",
    repository="https://code.example/lamps",
    branch="main",
    license="CC BY 4.0",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return take_in(invented_house(tmp_path_factory.mktemp("files") / "house"))


def test_a_paper_has_its_record_beside_its_page(house: House) -> None:
    page = house.plan.page_at("papers/paper3/")
    assert page
    record = json.loads(house.files(SITE).at(page, "papers/paper3/paper.json"))
    assert record["title"] == "Observation 3 & Others"


def test_every_page_has_just_the_files_beside_it_that_it_is_said_to_have(house: House) -> None:
    files = house.files(SITE)
    for page in house.plan:
        names = [name for name, _ in files.beside(page)]
        assert names == list(names_beside(page.address, SITE))


def test_the_files_beside_a_page_are_those_of_its_own_papers_whatever_came_before(
    house: House,
) -> None:
    files = house.files(SITE)
    pages = list(house.plan.pages(0, len(house.plan)))
    for page in (*pages, *reversed(pages)):
        assert files.beside(page) == house.files(SITE).beside(page), page.address


def test_a_list_of_one_paper_and_no_other_has_files_that_stand_beside_the_paper_too(
    tmp_path: Path,
) -> None:
    root = invented_house(tmp_path / "house")
    content = Content()
    content.papers["paper1"]["authors"] = ("Gil Hook", "Ida Sand")
    content.write(root)
    house = take_in(root)
    files = house.files(SITE)
    alone = 0
    for page in house.plan:
        beside, twins = files.beside_with_twins(page)
        contents = dict(beside)
        cites_one = contents.get("papers.bib", b"").startswith(b"@") and (
            contents["papers.bib"].count(b"\n@") == 0
        )
        assert bool(twins) == cites_one, page.address
        alone += bool(twins)
        for name, path in twins.items():
            paper = house.plan.page_at(f"{path.rpartition('/')[0]}/")
            assert contents[name] == files.at(paper, path), path
    assert alone == 2


def test_where_papers_have_no_files_a_list_has_none_of_theirs(house: House) -> None:
    files = house.files(replace(SITE, paper_files=False))
    assert not any(files.beside_with_twins(page)[1] for page in house.plan)


def test_paths_are_no_two_files(house: House) -> None:
    paths = [path for path, _ in house.files(SITE).every(house.plan)]
    assert len(paths) == len({path.casefold() for path in paths})
    assert not {path for path in paths if path.endswith("/") or path.startswith("/")}


def test_no_files_stand_beside_papers_and_lists_that_shall_have_none(house: House) -> None:
    site = replace(SITE, paper_files=False, list_files=False)
    paths = {path for path, _ in house.files(site).every(house.plan)}
    assert paths == {path for path, _ in house.files(site).whole()}
    assert paths == {path for path, _ in house.files(SITE).whole()}


def test_what_is_kept_gives_the_same_files(house: House, tmp_path: Path) -> None:
    wanted = dict(house.files(SITE).every(house.plan))
    first = house.files(SITE, tmp_path)
    assert dict(first.every(house.plan)) == wanted
    first.keep()
    assert dict(house.files(SITE, tmp_path).every(house.plan)) == wanted


def test_an_address_without_a_file_gives_nothing(house: House) -> None:
    files = house.files(SITE)
    page = house.plan.page_at("papers/paper3/")
    assert files.at(page, "papers/paper3/paper.pdf") == b""
    assert files.at(None, "nothing.txt") == b""


# Citations


def parsed(text: bytes) -> list[str]:
    return list(parse_string(text.decode(), "bibtex").entries)


def test_a_paper_has_its_citations_beside_its_page(house: House) -> None:
    page = house.plan.page_at("papers/paper3/")
    assert page
    files = dict(house.files(SITE).beside(page))
    assert parsed(files["cite.bib"]) == ["paper3"]
    assert files["cite.ris"].startswith(b"TY  - ")
    assert [item["id"] for item in json.loads(files["cite.json"])] == ["paper3"]


@pytest.mark.parametrize(
    "address",
    ["themes/lamps/", "tags/bells/", "authors/ada-quill/", "years/2021/", "venues/days/"],
)
def test_a_list_has_the_citations_of_all_its_papers_beside_it(house: House, address: str) -> None:
    page = house.plan.page_at(address)
    assert page
    also = house.relations.also_by_theme["lamps"] if address == "themes/lamps/" else ()
    expected = {paper.id for paper in page.papers} - {paper.id for paper in also}
    files = dict(house.files(SITE).beside(page))
    assert set(parsed(files["papers.bib"])) == expected
    assert files["papers.ris"].count(b"\r\nER  - \r\n") == len(expected)
    assert {item["id"] for item in json.loads(files["papers.json"])} == expected


def test_the_library_has_the_citations_of_all_its_papers(house: House) -> None:
    files = house.files(SITE)
    expected = [paper.id for paper in house.library.newest]
    assert parsed(files.at(None, "papers/papers.bib")) == expected
    assert files.at(None, "papers/papers.ris").count(b"ER  - ") == len(expected)
    items = json.loads(files.at(None, "papers/papers.json"))
    assert [item["id"] for item in items] == expected


def test_citation_files_of_a_library_without_papers_are_sound(empty_library: TinyLibrary) -> None:
    (empty_library.content / "pages").mkdir()
    (empty_library.content / "pages" / "index.md").write_text(
        "---\ntitle: Home\ndescription: Lamps\n---\n", encoding="utf-8"
    )
    files = take_in(empty_library.root).files(SITE)
    assert parsed(files.at(None, "papers/papers.bib")) == []
    assert json.loads(files.at(None, "papers/papers.json")) == []


def test_a_paper_that_has_no_other_address_is_cited_by_its_page(house: House) -> None:
    page = house.plan.page_at("papers/paper3/")
    assert page
    item = json.loads(house.files(SITE).at(page, "papers/paper3/cite.json"))[0]
    assert item["URL"] == "https://lamps.example/below/papers/paper3/"


@pytest.mark.parametrize("has_files", [True, False], ids=["files", "no files"])
def test_pages_link_to_files_that_are_there(
    house: House, monkeypatch: pytest.MonkeyPatch, has_files: bool
) -> None:
    for name, limit in LOW_LIMITS.items():
        monkeypatch.setattr(f"pressmark.site.limits.{name}", limit)
    site = replace(SITE, paper_files=has_files, list_files=has_files)
    pages = plan(house.library, house.relations, "")
    paths = {path for path, _ in house.files(site).every(pages)}
    renderer = house.renderer(site)
    linked = {
        urljoin(page.address, href)
        for page in pages
        for href in re.findall(r'href="([^"#]*\.(?:bib|ris|json))"', renderer.body(page).decode())
    }
    assert linked <= paths
    assert ("authors/ada-quill/papers.bib" in linked) is has_files
    assert ("papers/paper3/cite.ris" in linked) is has_files
    assert "papers/papers.json" in linked
    parts = [page for page in pages if page.address.startswith("authors/ada-quill/")]
    assert len(parts) > 1
