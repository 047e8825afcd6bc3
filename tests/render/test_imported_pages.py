"""Pages of papers that were imported, which have no digest: what there is, and nothing empty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.build.build import build
from pressmark.library.loading.load import load
from pressmark.library.relations import relate
from pressmark.site.plan import plan
from tests.conftest import SAMPLE
from tests.invented import Content, invented_project
from tests.project import files_of

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = {"suggested": ("theme", "tags"), "authors": ("Ada Quill",), "date": "2021"}
PAPERS: dict[str, dict[str, Any]] = {
    "book": {
        "title": "Foghorns",
        "kind": "book",
        "publisher": "Sea Press",
        "isbn": "0-306-40615-2",
    },
    "chapter": {
        "title": "On Bells",
        "kind": "chapter",
        "venue": "Essays on Fog 2021",
        "container": "Essays on Fog",
        "pages": "12-25",
        "doi": "10.1234/bells",
        "links": {"pdf": "https://x.org/a.pdf", "code": "https://x.org/code"},
    },
    "page": {"title": "How lamps are lit", "kind": "webpage", "url": "https://x.org/lit"},
    "older": {"title": "A record of no kind"},
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    project = invented_project(tmp_path_factory.mktemp("imported") / "project")
    papers = {name: {**DRAFT, **facts} for name, facts in PAPERS.items()}
    Content(papers=papers, themes={}, tags={}, digests={}).write(project)
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return files_of(project / "site")


def page(files: dict[str, bytes], address: str) -> str:
    text = files[f"{address}index.html"].decode()
    return text[text.index("<article") : text.index("</article>")]


def buttons(text: str) -> list[tuple[str, str]]:
    """The links to read a paper at: the address and the words of each."""
    actions = text.partition('aria-label="Read this paper"')[2].partition("</ul>")[0]
    return re.findall(r'href="([^"]*)">([^<]*)</a>', actions)


def test_a_book_is_not_looked_up_at_arxiv(files: dict[str, bytes]) -> None:
    text = page(files, "papers/book/")
    assert "arxiv" not in text.lower()
    assert 'aria-label="Read this paper"' not in text
    assert buttons(page(files, "papers/older/"))[0][1] == "Look it up at arXiv"


def test_a_chapter_says_below_its_names_what_it_is_in(files: dict[str, bytes]) -> None:
    text = page(files, "papers/chapter/")
    line = re.search(r'<p class="pm-imprint">(.*?)</p>', text)
    assert line
    words = " ".join(re.sub("<[^>]*>", "", line[1]).split())
    assert words == "In Essays on Fog, pages 12–25"
    assert re.search(r'<a href="../../venues/[^"]*">Essays on Fog</a>', line[1])
    assert text.count("Essays on Fog</a>") == 1


def test_buttons_lead_to_what_there_is(files: dict[str, bytes]) -> None:
    assert buttons(page(files, "papers/chapter/")) == [
        ("https://doi.org/10.1234/bells", "DOI"),
        ("https://x.org/a.pdf", "PDF"),
        ("https://x.org/code", "Code"),
    ]
    assert buttons(page(files, "papers/page/")) == [("https://x.org/lit", "Website")]


@pytest.mark.parametrize("name", PAPERS)
def test_no_part_of_a_page_is_empty(files: dict[str, bytes], name: str) -> None:
    text = page(files, f"papers/{name}/")
    assert not re.search(r"<(ul|p|dl|details|section)[^>]*>\s*</\1>", text)
    for heading in ("Problem", "Key figures", "Abstract", "Themes and tags"):
        assert f">{heading} <" not in text


def test_a_link_leads_to_a_file_of_the_library_if_it_is_there(tmp_path: Path) -> None:
    project = invented_project(tmp_path / "project")
    links = {"slides": "talks/fog.pdf", "poster": "fog.png", "code": "https://x.org/code"}
    papers = {"fog": {**DRAFT, "title": "Fog", "kind": "book", "links": links}}
    Content(papers=papers, themes={}, tags={}, digests={}).write(project)
    (project / "content" / "pages" / "fog.png").write_bytes(b"A picture")

    report = build(project / "mkdocs.yml", jobs=1, with_search=False)

    files = files_of(project / "site")
    present = [("../../fog.png", "Poster"), ("https://x.org/code", "Code")]
    assert buttons(page(files, "papers/fog/")) == present
    assert files["fog.png"] == b"A picture"
    assert b"talks/fog.pdf" not in files["papers/fog/index.md"]
    assert report.missing_files == (
        "fog: its link 'slides' leads to talks/fog.pdf, which is not in content/pages/: the page "
        "does not show it",
    )

    (project / "content" / "pages" / "talks").mkdir()
    (project / "content" / "pages" / "talks" / "fog.pdf").write_bytes(b"A talk")
    report = build(project / "mkdocs.yml", jobs=1, with_search=False)
    shown = buttons(page(files_of(project / "site"), "papers/fog/"))
    assert shown == [("../../talks/fog.pdf", "Slides"), *present]
    assert report.missing_files == ()


def test_pages_of_kinds_list_the_papers_of_each(files: dict[str, bytes]) -> None:
    kinds = [("book", "Books"), ("chapter", "Chapters"), ("webpage", "Web pages")]
    home = page(files, "").partition('id="kinds"')[2].partition("</ul>")[0]
    assert sorted(re.findall(r'href="[^"]*kinds/([^"]*)/">([^<]*) <', home)) == kinds
    assert re.search("<strong>3</strong> kinds", page(files, ""))
    index = page(files, "kinds/")
    assert sorted(re.findall(r'href="\.\./kinds/([^"]*)/">([^<]*)</a>', index)) == kinds
    assert "1 paper does not say it" in index
    chapters = page(files, "kinds/chapter/")
    assert "<h1>Chapters</h1>" in chapters.replace(" id=chapters", "")
    assert re.findall(r'href="../../papers/([^"/]*)/"', chapters) == ["chapter"]
    assert b"chapter" in files["kinds/chapter/papers.bib"]


def test_a_paper_leads_to_others_of_its_kind_and_so_does_the_search(
    files: dict[str, bytes],
) -> None:
    assert "?type=chapter" in page(files, "search/")
    assert '<a href="../../kinds/chapter/">Chapter</a>' in page(files, "papers/chapter/")


def test_a_library_whose_papers_say_no_kind_has_no_pages_of_kinds() -> None:
    library = load(SAMPLE / "content")
    pages = plan(library, relate(library), "")
    addresses = [address for addresses in pages.addresses for address in addresses]
    assert not any(address.startswith("kinds/") for address in addresses)
    assert "years/" in addresses


def test_without_themes_and_tags_the_home_page_and_the_indexes_show_none(
    files: dict[str, bytes],
) -> None:
    home = page(files, "")
    assert 'id="themes"' not in home
    assert 'id="tags"' not in home
    assert re.search("<strong>4</strong> papers", home)
    for address in ("tags/", "themes/"):
        text = page(files, address)
        assert "pm-sorter" not in text
        assert "pm-cards" not in text
        assert "pm-cloud" not in text
        assert "yet" not in text
