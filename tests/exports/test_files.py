"""Files that are no pages stand where they should, and only where they are wanted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from pybtex.database import parse_string

from pressmark.build.project import load_project
from pressmark.exports.embed import STYLE_SHEET
from pressmark.site.file_names import page_file_names
from pressmark.site.plan import plan
from pressmark.site.settings import Site
from tests.invented import LOW_LIMITS, Content, invented_project

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.build.project import Project
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
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load_project(invented_project(tmp_path_factory.mktemp("files") / "project"))


def test_a_paper_has_its_record_beside_its_page(project: Project) -> None:
    page = project.plan.page_at("papers/paper3/")
    assert page
    record = json.loads(project.exporter(SITE).at(page, "papers/paper3/paper.json"))
    assert record["title"] == "Observation 3 & Others"


def test_every_page_has_just_the_files_beside_it_that_it_is_said_to_have(project: Project) -> None:
    exporter = project.exporter(SITE)
    for page in project.plan:
        names = [name for name, _ in exporter.page_files(page)]
        assert names == list(page_file_names(page.address, SITE))


def test_the_files_beside_a_page_are_those_of_its_own_papers_whatever_came_before(
    project: Project,
) -> None:
    exporter = project.exporter(SITE)
    pages = list(project.plan.pages(0, len(project.plan)))
    for page in (*pages, *reversed(pages)):
        assert exporter.page_files(page) == project.exporter(SITE).page_files(page), page.address


def test_a_list_of_one_paper_and_no_other_has_files_that_stand_beside_the_paper_too(
    tmp_path: Path,
) -> None:
    root = invented_project(tmp_path / "project")
    content = Content()
    content.papers["paper1"]["authors"] = ("Gil Hook", "Ida Sand")
    content.write(root)
    project = load_project(root)
    exporter = project.exporter(SITE)
    alone = 0
    for page in project.plan:
        beside, links = exporter.page_files_and_links(page)
        contents = dict(beside)
        cites_one = contents.get("papers.bib", b"").startswith(b"@") and (
            contents["papers.bib"].count(b"\n@") == 0
        )
        assert bool(links) == cites_one, page.address
        alone += bool(links)
        for name, path in links.items():
            paper = project.plan.page_at(f"{path.rpartition('/')[0]}/")
            assert contents[name] == exporter.at(paper, path), path
    assert alone == 2


def test_where_papers_have_no_files_a_list_has_none_of_theirs(project: Project) -> None:
    exporter = project.exporter(replace(SITE, paper_files=False))
    assert not any(exporter.page_files_and_links(page)[1] for page in project.plan)


def test_paths_are_no_two_files(project: Project) -> None:
    paths = [path for path, _ in project.exporter(SITE).every(project.plan)]
    assert len(paths) == len({path.casefold() for path in paths})
    assert not {path for path in paths if path.endswith("/") or path.startswith("/")}


def test_no_files_stand_beside_papers_and_lists_that_shall_have_none(project: Project) -> None:
    site = replace(SITE, paper_files=False, list_files=False)
    paths = {path for path, _ in project.exporter(site).every(project.plan)}
    assert paths == {path for path, _ in project.exporter(site).site_files()}
    others = {path for path, _ in project.exporter(SITE).site_files()}
    assert others - paths == {STYLE_SHEET}


def test_what_is_kept_gives_the_same_files(project: Project, tmp_path: Path) -> None:
    wanted = dict(project.exporter(SITE).every(project.plan))
    first = project.exporter(SITE, tmp_path)
    assert dict(first.every(project.plan)) == wanted
    first.keep()
    assert dict(project.exporter(SITE, tmp_path).every(project.plan)) == wanted


def test_an_address_without_a_file_gives_nothing(project: Project) -> None:
    exporter = project.exporter(SITE)
    page = project.plan.page_at("papers/paper3/")
    assert exporter.at(page, "papers/paper3/paper.pdf") == b""
    assert exporter.at(None, "nothing.txt") == b""


# Citations


def parsed(text: bytes) -> list[str]:
    return list(parse_string(text.decode(), "bibtex").entries)


def test_a_paper_has_its_citations_beside_its_page(project: Project) -> None:
    page = project.plan.page_at("papers/paper3/")
    assert page
    files = dict(project.exporter(SITE).page_files(page))
    assert parsed(files["cite.bib"]) == ["paper3"]
    assert files["cite.ris"].startswith(b"TY  - ")
    assert [item["id"] for item in json.loads(files["cite.json"])] == ["paper3"]


@pytest.mark.parametrize(
    "address",
    ["themes/lamps/", "tags/bells/", "authors/ada-quill/", "years/2021/", "venues/days/"],
)
def test_a_list_has_the_citations_of_all_its_papers_beside_it(
    project: Project, address: str
) -> None:
    page = project.plan.page_at(address)
    assert page
    also = project.relations.also_by_theme["lamps"] if address == "themes/lamps/" else ()
    expected = {paper.id for paper in page.papers} - {paper.id for paper in also}
    files = dict(project.exporter(SITE).page_files(page))
    assert set(parsed(files["papers.bib"])) == expected
    assert files["papers.ris"].count(b"\r\nER  - \r\n") == len(expected)
    assert {item["id"] for item in json.loads(files["papers.json"])} == expected


def test_the_library_has_the_citations_of_all_its_papers(project: Project) -> None:
    exporter = project.exporter(SITE)
    expected = [paper.id for paper in project.library.newest]
    assert parsed(exporter.at(None, "papers/papers.bib")) == expected
    assert exporter.at(None, "papers/papers.ris").count(b"ER  - ") == len(expected)
    items = json.loads(exporter.at(None, "papers/papers.json"))
    assert [item["id"] for item in items] == expected


def test_citation_files_of_a_library_without_papers_are_sound(empty_library: TinyLibrary) -> None:
    (empty_library.content / "pages").mkdir()
    (empty_library.content / "pages" / "index.md").write_text(
        "---\ntitle: Home\ndescription: Lamps\n---\n", encoding="utf-8"
    )
    exporter = load_project(empty_library.root).exporter(SITE)
    assert parsed(exporter.at(None, "papers/papers.bib")) == []
    assert json.loads(exporter.at(None, "papers/papers.json")) == []


def test_a_paper_that_has_no_other_address_is_cited_by_its_page(project: Project) -> None:
    page = project.plan.page_at("papers/paper3/")
    assert page
    item = json.loads(project.exporter(SITE).at(page, "papers/paper3/cite.json"))[0]
    assert item["URL"] == "https://lamps.example/below/papers/paper3/"


@pytest.mark.parametrize("has_files", [True, False], ids=["files", "no files"])
def test_pages_link_to_files_that_are_there(
    project: Project, monkeypatch: pytest.MonkeyPatch, has_files: bool
) -> None:
    for name, limit in LOW_LIMITS.items():
        monkeypatch.setattr(f"pressmark.site.limits.{name}", limit)
    site = replace(SITE, paper_files=has_files, list_files=has_files)
    pages = plan(project.library, project.relations, "")
    paths = {path for path, _ in project.exporter(site).every(pages)}
    renderer = project.renderer(site)
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
