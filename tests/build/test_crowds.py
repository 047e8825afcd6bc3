"""Papers of hundreds of authors: lists, feeds and COinS name the first, the papers name all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pressmark.build.build import build
from pressmark.library.crowds import MOST_LISTED, NAMED
from pressmark.site.kinds import KINDS
from tests.effort import examples
from tests.invented import Content, invented_project
from tests.project import PLAIN, built, differing, files_of

if TYPE_CHECKING:
    from pathlib import Path

PAPERS, PEOPLE = 10, examples(150, 400)
# The last of them has written a paper with a few people, too.
CROWD = [f"Given{number} Fam{number}" for number in range(PEOPLE)]
TITLE = "Observation of lamp {} with the detector of the harbour"


def crowded(project: Path) -> Path:
    content = Content(papers={}, digests={})
    for number in range(PAPERS):
        content.papers[f"big{number}"] = {
            "title": TITLE.format(number),
            "authors": tuple(CROWD),
            "date": f"20{10 + number}-03-04",
            "kind": "article-journal",
            "container": "Journal of Tides",
            "doi": f"10.1234/big{number}",
            "type": "analysis",
            "theme": "lamps",
            "tags": ("bells",),
            "tldr": "A lamp is seen.",
            "suggested": ("theme",),
        }
    content.papers["small"] = {
        **content.papers["big0"],
        "title": "A lamp",
        "authors": ("Jo Reed", CROWD[-1]),
        "doi": "",
    }
    content.write(invented_project(project))
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = crowded(tmp_path_factory.mktemp("crowds") / "project")
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return project


@pytest.fixture(scope="module")
def files(project: Path) -> dict[str, bytes]:
    return files_of(project / "site")


LISTS = ("authors/given7-fam7", "themes/lamps", "tags/bells")


def test_every_list_of_ten_such_papers_is_small(files: dict[str, bytes]) -> None:
    pages = {name: len(text) for name, text in files.items() if name.endswith("/index.html")}
    lists = {name: size for name, size in pages.items() if not name.startswith("papers/big")}
    del lists["authors/index.html"]  # it names everyone once
    assert max(lists.values()) < 40_000
    assert sum(name.startswith("authors/given") for name in lists) == PEOPLE


def test_the_site_grows_by_what_is_new_on_each_page(files: dict[str, bytes]) -> None:
    size = sum(len(text) for name, text in files.items() if name.startswith("authors/given7-"))
    assert size < 8_000 * PAPERS + 20_000
    beside = [name for name in files if name.startswith("authors/given7-")]
    assert len(beside) == 1 + len(KINDS["author"].all_files)


@pytest.mark.parametrize("folder", LISTS)
def test_a_list_names_the_first_of_them_and_how_many_more(
    files: dict[str, bytes], folder: str
) -> None:
    page = files[f"{folder}/index.html"].decode()
    assert page.count(f"{PEOPLE - 4} others") == PAPERS
    assert page.count(f"rft.au=and%20{PEOPLE - NAMED}%20others") == PAPERS
    assert "Fam9" in page
    assert "Fam11" not in page


@pytest.mark.parametrize("folder", LISTS)
def test_a_feed_names_the_first_of_them_and_how_many_more(
    files: dict[str, bytes], folder: str
) -> None:
    feed = json.loads(files[f"{folder}/feed.json"])
    items = [item for item in feed["items"] if item["title"] != "A lamp"]
    assert len(items) == PAPERS
    for item in items:
        assert [author["name"] for author in item["authors"]] == CROWD[:NAMED]
        assert f"{CROWD[NAMED - 1]} and {PEOPLE - NAMED} others.</p>" in item["content_html"]
    atom = files[f"{folder}/feed.xml"].decode()
    assert f"{PEOPLE - NAMED} others." in atom
    assert "Fam11<" not in atom


def test_a_paper_names_all_of_them_on_its_page_in_its_citations_and_in_the_data(
    files: dict[str, bytes],
) -> None:
    last = CROWD[-1].split()[1]
    for name in ("index.html", "index.md", "cite.bib", "cite.ris", "cite.json", "paper.json"):
        text = files[f"papers/big3/{name}"].decode()
        assert all(name.split()[1] in text for name in CROWD), name
    for name in ("papers/papers.bib", "papers/papers.ris", "papers/papers.json", "data/papers.csv",
                 "themes/lamps/papers.bib"):  # fmt: skip
        assert files[name].decode().count(last) >= PAPERS, name


def test_the_citations_of_a_person_say_that_the_names_go_on(files: dict[str, bytes]) -> None:
    folder = "authors/given7-fam7"
    bibtex = files[f"{folder}/papers.bib"].decode()
    assert bibtex.count("Fam9, Given9 and others},") == PAPERS
    assert files[f"{folder}/papers.ris"].decode().count("AU  - et al.") == PAPERS
    items = json.loads(files[f"{folder}/papers.json"])
    assert [len(item["author"]) for item in items] == [NAMED + 1] * PAPERS


def test_a_person_has_links_to_those_papers_beside_their_co_authors(
    files: dict[str, bytes],
) -> None:
    page = files[f"authors/{CROWD[-1].lower().replace(' ', '-')}/index.html"].decode()
    assert '<a class="pm-chip" href="../../authors/jo-reed/">Jo Reed</a>' in page
    assert page.count(f"({PEOPLE - 1} others)") == 5
    assert f'<a href="../../papers/big9/">{TITLE.format(9)}</a> ({PEOPLE - 1} others)' in page


def test_a_paper_of_a_full_list_of_people_is_not_abridged(tmp_path: Path) -> None:
    project = crowded(tmp_path / "project")
    content = Content(digests={})
    content.papers = {
        "full": {
            **content.papers["paper0"],
            "kind": "article-journal",
            "container": "Journal of Tides",
            "authors": tuple(CROWD[:MOST_LISTED]),
        }
    }
    content.write(project)
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    page = (project / "site" / "authors" / "given7-fam7" / "index.html").read_text("utf-8")
    assert page.count("rft.au=") == MOST_LISTED
    bibtex = (project / "site" / "authors" / "given7-fam7" / "papers.bib").read_text("utf-8")
    assert "and others" not in bibtex


@pytest.mark.long
def test_both_ways_of_building_make_the_same_of_them(project: Path) -> None:
    pressed = files_of(project / "site")
    plain = built(project, PLAIN, {"TZ": "UTC"})
    assert [name for name in differing(pressed, plain) if not name.startswith("pagefind/")] == []
