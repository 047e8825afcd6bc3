"""Every page of the built real library: its links, anchors and head, and what its lists promise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pressmark.build.site_check import check_site
from pressmark.build.site_page import INDEX, SitePage, read_page
from pressmark.library.loading.load import load
from pressmark.library.relations import relate
from tests.conftest import SAMPLE
from tests.project import HOME

if TYPE_CHECKING:
    from pressmark.library.library import Library


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[str, str]:
    """Every page by its address below the root."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {name.removesuffix(INDEX): path.read_text("utf-8") for name, path in files.items()}


@pytest.fixture(scope="module")
def pages(texts: dict[str, str]) -> dict[str, SitePage]:
    """What is on every page, by its address below the root."""
    return {address: read_page(f"{address}{INDEX}", html, HOME) for address, html in texts.items()}


@pytest.fixture(scope="module")
def library() -> Library:
    return load(SAMPLE / "content")


def test_every_link_anchor_head_and_file_is_sound(site: Path) -> None:
    check = check_site(site, HOME, Path("site"))
    assert check.findings == []
    assert check.pages > 500


def test_no_link_leaves_the_library_on_its_own_host(pages: dict[str, SitePage]) -> None:
    # The page of what is missing looks for the site in the folders above.
    links = {
        link.address
        for address, page in pages.items()
        for link in page.links
        if link.path is None and address != "404.html"
    }
    assert [each for each in links if urlsplit(each).netloc in ("", urlsplit(HOME).netloc)] == []


def test_what_styles_ask_for_is_there(site: Path) -> None:
    asked = [
        (style, match)
        for style in site.rglob("*.css")
        for match in re.findall(r"url\(\"?([^)\"]+)", style.read_text(encoding="utf-8"))
        if not match.startswith("data:")
    ]
    assert [match for style, match in asked if not (style.parent / match).is_file()] == []
    assert len(asked) >= 4


def test_every_page_names_its_own_address(
    texts: dict[str, str], pages: dict[str, SitePage]
) -> None:
    canonical = {
        address: re.findall(r'<link rel="?canonical"? href="([^"]*)"', html)
        for address, html in texts.items()
        if address != "404.html" and not pages[address].leads_on
    }
    # What other sites frame stands for the page that it is beside.
    assert canonical == {address: [HOME + address.removesuffix("embed/")] for address in canonical}


def test_there_is_a_page_for_every_paper_theme_tag_author_year_and_venue(
    pages: dict[str, SitePage], library: Library
) -> None:
    relations = relate(library)
    expected = {
        "papers": set(library.papers),
        "themes": set(library.themes),
        "tags": set(relations.by_tag),
        "authors": set(library.people),
        "years": set(relations.by_year),
        "venues": set(relations.by_series),
    }
    found = {
        section: {
            address.split("/")[1]
            for address, page in pages.items()
            if re.fullmatch(rf"{section}/[^/]+/", address) and not page.leads_on
        }
        for section in expected
    }
    assert found == expected


def test_every_tag_of_the_cloud_leads_to_as_many_papers_as_it_says(
    site: Path, pages: dict[str, SitePage]
) -> None:
    cloud = re.findall(
        r'data-count="(\d+)"><a [^>]*href="\.\./tags/([a-z0-9-]+)/"',
        (site / "tags" / "index.html").read_text(encoding="utf-8"),
    )
    listed = {
        tag: len(
            {
                link.path
                for link in pages[f"tags/{tag}/"].links
                if re.fullmatch("papers/.+", link.path or "")
            }
        )
        for _, tag in cloud
    }
    assert len(cloud) > 50
    assert {tag: int(count) for count, tag in cloud} == listed


def test_a_paper_page_is_at_most_40_kilobytes(site: Path) -> None:
    sizes = {path.parent.name: path.stat().st_size for path in site.glob("papers/*/index.html")}
    assert max(sizes.values()) <= 40_000
