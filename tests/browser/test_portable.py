"""A portable site on a disk: every link leads to a page, and the search says what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pressmark.build.build import build
from tests.browser.visit import Visit, package
from tests.invented import invented_project
from tests.processes import until
from tests.project import shared
from tests.server import BASE, SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def portable_site(project: Path) -> None:
    """Build a portable site, which has a redirect."""
    invented_project(project)
    (project / "content" / "redirects.yml").write_text("old/: papers/paper3/\n", "utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", f"https://papers.example{BASE}")
        build(project / "mkdocs.yml", portable=True)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "portable", portable_site)


@pytest.fixture
def page(browser: Browser, disk: Path) -> Iterator[Page]:
    with Visit(browser, disk.as_uri() + "/") as visit:
        yield visit.open()


def test_a_reader_goes_from_page_to_page_on_a_disk(page: Page, disk: Path) -> None:
    def at(address: str) -> None:
        page.wait_for_url(f"{disk.as_uri()}/{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto((disk / "index.html").as_uri())
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Themes").click()
    at("themes/index.html")
    page.get_by_role("main").get_by_role("link", name="Lamps").first.click()
    at("themes/lamps/index.html")
    expect(page.locator(".pm-header")).to_have_css("position", "sticky")
    page.locator(".pm-entry h3 a").first.click()
    page.wait_for_url("**/papers/*/index.html")
    page.locator(".pm-authors a").first.click()
    page.wait_for_url("**/authors/*/index.html")
    page.go_back()
    page.locator(".pm-chip:not(.pm-chip-theme)").first.click()
    page.wait_for_url("**/tags/*/index.html")
    page.get_by_role("link", name="Home").first.click()
    at("index.html")


def test_the_search_says_on_a_disk_what_it_needs(page: Page, disk: Path) -> None:
    page.goto((disk / "index.html").as_uri())
    page.keyboard.press("/")
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    page.wait_for_url(f"{disk.as_uri()}/search/index.html")

    expect(page.get_by_text("Browsers search no files of a disk")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("searchbox")).to_be_hidden()
    # On a disk axe can't fetch style sheets either.
    page.add_script_tag(content=package("axe-core", "axe.min.js").read_text(encoding="utf-8"))
    assert page.evaluate("axe.run({ preload: false }).then((found) => found.violations)") == []
    page.get_by_role("main").get_by_role("link", name="by tag").click()
    page.wait_for_url(f"{disk.as_uri()}/tags/index.html")


def test_a_redirect_leads_on_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / "old" / "index.html").as_uri(), wait_until="commit")

    page.wait_for_url(f"{disk.as_uri()}/papers/paper3/index.html")


def test_every_link_of_every_page_leads_to_a_file(page: Page, disk: Path) -> None:
    pages = [path for path in disk.rglob("index.html") if path.parent.name != "embed"]
    page.goto((disk / "index.html").as_uri())
    links: set[str] = set()
    for path in pages:
        links |= set(
            page.evaluate(
                """([html, address]) => {
                    const read = new DOMParser().parseFromString(html, "text/html");
                    return [...read.querySelectorAll("a[href], link[href], form[action]")]
                        .map((one) => one.getAttribute("href") ?? one.getAttribute("action"))
                        .map((address_) => new URL(address_, address).href.split(/[?#]/)[0]);
                }""",
                [path.read_text(encoding="utf-8"), path.as_uri()],
            )
        )
    files = {path.as_uri() for path in disk.rglob("*") if path.is_file()}
    local = {link for link in links if link.startswith("file:")}

    assert len(local) > len(pages)
    assert sorted(local - files) == []


def test_served_it_searches_as_any_other(browser: Browser, disk: Path) -> None:
    with SiteServer(disk) as server, Visit(browser, server.address) as visit:
        page = visit.open()
        page.goto("")
        box = page.get_by_role("dialog")

        def is_open() -> bool:
            """Its scripts are loaded after the page."""
            if not box.is_visible():
                page.keyboard.press("/")
            return box.is_visible()

        until(is_open)
        page.keyboard.type("Observation 3")
        expect(page.get_by_role("option").first).to_be_visible()
