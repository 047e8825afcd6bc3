"""Old addresses land where their pages went, citation files too; sections can be linked to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from pressmark.cli.main import main
from pressmark.site.file_names import page_file_names
from tests.browser.visit import SAID_FOR, end_timers, hold_timers, markup_faults, seen, violations
from tests.effort import drawn
from tests.exports.test_files import SITE
from tests.project import HOME, copy_of_project, pressed, shared
from tests.server import SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

RENAMED, MERGED, INTO = "hirsch2024medrat", "pair2023", "shen2023large"
WHOLE = "aakanksha2024multilingual"  # a record with key figures
# Where every old address of the changed library lands.
LANDS = {
    "papers/hirsch2024medrat/": "papers/hirsch2024medical/",
    "papers/hirsch2024medrat/#finding": "papers/hirsch2024medical/#finding",
    "papers/pair2023/": f"papers/{INTO}/",
    "tags/direct-preferences/": "tags/dpo/",
    "authors/wei-shenn/": "authors/wei-shen/",
    "reference/": "cite/#addresses-that-last",
    "older/": "cite/#addresses-that-last",
    "older/#mine": "cite/#addresses-that-last",
    "welcome/": "",
}
# The sections of a paper's page, which people link to.
ANCHORS = [
    *("problem", "approach", "finding", "figures", "abstract", "cite", "topics", "related"),
]


def changed_site(project: Path) -> None:
    """Build the real library after curators renamed and merged what was published."""
    content = copy_of_project(project) / "content"
    (content / "papers" / f"{MERGED}.md").unlink()
    tags = (content / "tags.yml").read_text(encoding="utf-8")
    tags = tags.replace("\ndpo:\n", "\ndpo:\n  redirect_from: [direct-preferences]\n")
    (content / "tags.yml").write_text(tags, encoding="utf-8")
    (content / "abstracts").mkdir()
    for paper in (RENAMED, WHOLE):
        (content / "abstracts" / f"{paper}.txt").write_text("We invent this.", encoding="utf-8")

    def pressmark(*arguments: str) -> str:
        return CliRunner().invoke(main, [*arguments, "-f", str(project / "mkdocs.yml")]).stderr

    pressmark("rename", RENAMED, "hirsch2024medical")
    for old, new in (
        (f"papers/{MERGED}/", f"papers/{INTO}/"),
        ("authors/wei-shenn/", "authors/wei-shen/"),
        ("reference/", "cite/#addresses-that-last"),
        ("older/", "reference/"),
        ("welcome/", "./"),
        ("old/lamp.html", f"papers/{INTO}/"),
        ("old/lamp", f"papers/{INTO}/"),
        ("slides/my lamp.pdf", f"papers/{INTO}/#finding"),
    ):
        pressmark("addresses", "--redirect", old, new)
    # All that only the merged paper had leads to its section.
    for address in re.findall(r"--redirect (\S+) ADDRESS", pressmark("addresses")):
        pressmark("addresses", "--redirect", address, f"{address.split('/')[0]}/")
    pressed(project, {"SITE_URL": HOME})


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the changed library."""
    return shared(tmp_path_factory, "changed", changed_site)


@pytest.fixture(scope="module")
def base_url(changed: Path) -> Iterator[str]:
    with SiteServer(changed) as running:
        yield running.address


@pytest.mark.parametrize("scripts", drawn([True, False], 1))
def test_every_old_address_lands_where_its_page_went(
    scripts: bool, open_page: OpenPage, base_url: str
) -> None:
    page = open_page(java_script_enabled=scripts)
    for old, target in LANDS.items():
        # A browser alone takes no anchor along.
        there = target if scripts or "#" not in old else target.replace("#finding", "")
        page.goto(old, wait_until="commit")
        page.wait_for_url(base_url + there)
        expect(page.locator("h1")).not_to_have_text("This page has moved")


@pytest.mark.missing_page
def test_old_addresses_of_files_lead_on(page: Page, base_url: str) -> None:
    for old, target in {
        "old/lamp.html": f"papers/{INTO}/",
        "old/lamp/": f"papers/{INTO}/",
        "slides/my%20lamp.pdf": f"papers/{INTO}/#finding",
    }.items():
        page.goto(old, wait_until="commit")
        page.wait_for_url(base_url + target)
    page.goto("slides/none.pdf")
    expect(page.locator("h1")).to_have_text("This page is not here")


def test_a_redirect_leaves_no_step_to_go_back_to(page: Page, base_url: str) -> None:
    page.goto("about/")
    page.evaluate("location.href = '../papers/hirsch2024medrat/#finding'")
    page.wait_for_url("**/hirsch2024medical/#finding")
    page.go_back()
    page.wait_for_url(f"{base_url}about/")


@pytest.mark.parametrize(("old", "new"), [(RENAMED, "hirsch2024medical"), (MERGED, INTO)])
def test_old_citation_files_are_those_of_the_paper_now(changed: Path, old: str, new: str) -> None:
    names = list(page_file_names(f"papers/{new}/", SITE))
    assert names
    for name in names:
        old_file, new_file = (changed / "papers" / paper / name for paper in (old, new))
        assert old_file.read_bytes() == new_file.read_bytes()


def test_axe_finds_nothing_in_a_redirects_page(changed: Path, open_page: OpenPage) -> None:
    page = open_page()
    address = f"papers/{RENAMED}/"
    html = (changed / address / "index.html").read_text(encoding="utf-8")
    page.route(f"**/{address}", lambda r: r.fulfill(body=html.replace("refresh", "none")))
    page.route("**/moved.js", lambda r: r.fulfill(body=""))
    page.goto(address)
    for name in seen(page):
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.long
def test_the_nu_checker_finds_nothing_in_redirects_pages(changed: Path) -> None:
    pages = [changed / old.partition("#")[0] / "index.html" for old in LANDS]
    assert markup_faults(pages, warnings=True) == []


# Sections


def test_a_papers_sections_have_the_anchors_that_people_link_to(page: Page) -> None:
    page.goto(f"papers/{WHOLE}/")
    ids = page.locator(".pm-paper h2").evaluate_all("all => all.map(one => one.id)")
    assert ids == ANCHORS
    links = page.locator(".pm-paper h2 > .pm-anchor")
    assert links.evaluate_all("all => all.map(one => one.hash)") == [f"#{name}" for name in ids]


def test_a_click_on_a_sections_link_copies_it_and_says_so(
    open_page: OpenPage, base_url: str
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    hold_timers(page, SAID_FOR)
    page.goto("papers/hirsch2024medical/")
    link = page.get_by_role("link", name="Link to finding")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_have_count(1)
    expect(link).to_have_attribute("data-copied", "")
    address = f"{base_url}papers/hirsch2024medical/#finding"
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.url == address
    assert violations(page) == []
    end_timers(page)
    expect(link).not_to_have_attribute("data-copied", "")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_have_count(0)


def test_a_hand_written_pages_sections_are_copied_too(open_page: OpenPage, base_url: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    hold_timers(page, SAID_FOR)
    page.goto("cite/")
    page.locator("#addresses-that-last").hover()
    page.locator("#addresses-that-last .headerlink").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == f"{base_url}cite/#addresses-that-last"


def test_a_sections_link_goes_there_where_nothing_can_be_copied(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto("papers/hirsch2024medical/")
    page.get_by_role("link", name="Link to finding").click()
    page.wait_for_url("**/#finding")


def test_a_link_to_the_abstract_unfolds_it(page: Page) -> None:
    page.goto("papers/hirsch2024medical/")
    expect(page.locator(".pm-abstract p")).to_be_hidden()
    page.get_by_role("link", name="Link to abstract").click()
    expect(page.locator(".pm-abstract p")).to_be_visible()
    page.goto("about/")
    page.goto("papers/hirsch2024medical/#abstract")
    expect(page.locator(".pm-abstract p")).to_be_visible()
