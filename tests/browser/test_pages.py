"""Every kind of page as a browser, a validator and a reader with a phone or a keyboard meets it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.conftest import REPOSITORY
from tests.server import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage
    from tests.server import SiteServer

PACKAGES = REPOSITORY / "node_modules"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
KINDS = {
    "home": "",
    "paper": "papers/hirsch2024medrat/",
    "long paper": "papers/diazrodriguez2021explainable/",
    "many authors": "papers/achintalwar2024alignment/",
    "no authors": "papers/pair2023/",
    "papers": "papers/",
    "themes": "themes/",
    "theme": "themes/mixture-of-experts/",
    "tags": "tags/",
    "tag": "tags/dpo/",
    "authors": "authors/",
    "author": "authors/wei-shen/",
    "years": "years/",
    "year": "years/2025/",
    "venues": "venues/",
    "venue": "venues/iclr/",
    "search": "search/",
    "found": "search/?q=alignment&theme=multimodal",
    "about": "about/",
    "cite": "cite/",
    "contribute": "contribute/",
    "subscribe": "subscribe/",
    "digests": "digests/",
    "digest": "digests/2026-11-24/",
    "missing": "no/such/page/",
}
every_kind = pytest.mark.parametrize("kind", list(KINDS))


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is needed: install {package}, or run 'make test'")
    return found


def package(*parts: str) -> Path:
    path = PACKAGES.joinpath(*parts)
    if not path.is_file():
        pytest.fail(f"{'/'.join(parts)} is needed in node_modules: run 'npm ci', or 'make test'")
    return path


@pytest.mark.missing_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@every_kind
def test_axe_finds_nothing(
    kind: str, viewport: dict[str, int], scheme: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page.goto(KINDS[kind])
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    assert violations(page) == []


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page: rule and place."""
    page.add_script_tag(content=package("axe-core", "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(({ violations }) => violations)")
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_search_box(scheme: str, open_page: OpenPage) -> None:
    page = open_page(color_scheme=scheme)
    page.goto("papers/")
    page.keyboard.press("/")
    page.fill("#pm-search-field", "alignment")
    expect(page.get_by_role("option").first).to_be_visible()

    assert violations(page) == []


def test_axe_finds_nothing_in_the_open_menu(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto("")
    page.get_by_role("button", name="Menu").click()

    assert violations(page) == []


def test_the_nu_checker_finds_no_error_in_any_kind_of_page(site: Path) -> None:
    pages = [site / "404.html"]
    pages += [site / address.partition("?")[0] / "index.html" for address in KINDS.values()]
    checker = package("vnu-jar", "build", "dist", "vnu.jar")
    done = subprocess.run(
        [
            program("java", "a Java runtime"),
            "-jar",
            str(checker),
            "--format",
            "json",
            *(str(page) for page in pages if page.is_file()),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]

    assert [f"{one['url']}: {one['message']}" for one in messages if one["type"] == "error"] == []
    assert sum(page.is_file() for page in pages) >= 20


@pytest.mark.missing_page
@pytest.mark.parametrize("width", [320, 390, 768, 960, 1280])
@every_kind
def test_no_page_scrolls_sideways(kind: str, width: int, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(KINDS[kind])

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_title_summary_and_read_button_of_every_paper_show_on_a_phone_without_scrolling(
    site: Path, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE)
    below = {}
    papers = sorted(path.parent.name for path in site.glob("papers/*/index.html"))
    for paper in papers:
        page.goto(f"papers/{paper}/", wait_until="domcontentloaded")
        bottom = page.locator(".pm-actions .pm-button-main").bounding_box()
        summary = page.locator(".pm-tldr").bounding_box()
        assert bottom
        assert summary
        lowest = max(box["y"] + box["height"] for box in (bottom, summary))
        if lowest > PHONE["height"]:
            below[paper] = round(lowest)
    shown = len(papers) - len(below)
    print(f"\nsummary and read button on the first screen: {shown} of {len(papers)}", below)
    assert len(papers) >= 200
    assert len(below) <= len(papers) // 20


def test_the_first_visit_to_any_paper_is_light(
    site: Path, open_page: OpenPage, server: SiteServer
) -> None:
    heavy = sorted(site.glob("papers/*/index.html"), key=lambda path: -path.stat().st_size)[:2]
    marked = [
        p
        for p in sorted(site.glob("papers/*/index.html"))
        if re.search("[Ā-ž]", p.read_text("utf-8"))
    ]
    for path in {*heavy, *marked[:6]}:
        page = open_page()
        server.sent.clear()
        page.goto(f"papers/{path.parent.name}/")
        page.wait_for_load_state("networkidle")
        everything = sum(size for _, size in server.sent)
        fonts = sum(size for name, size in server.sent if name.endswith(".woff2"))
        print(f"\n{path.parent.name}: {everything - fonts:,} bytes, with fonts {everything:,}")
        assert everything - fonts <= 100_000
        assert everything <= 150_000


# Journeys


def test_a_reader_finds_a_paper_by_search_and_opens_it(page: Page) -> None:
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("medrat unpaired")
    expect(page.get_by_role("option").first).to_contain_text("MedRAT")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/hirsch2024medrat/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("MedRAT")


def test_typing_in_the_home_page_s_field_searches(page: Page) -> None:
    page.goto("")
    page.get_by_role("main").get_by_role("searchbox").click()
    page.keyboard.type("copulas")
    expect(page.get_by_role("option").first).to_contain_text("Copulas")


def test_the_cloud_leads_to_a_tag_a_paper_and_an_author(page: Page) -> None:
    page.goto("tags/")
    page.locator("#cloud").get_by_role("link", name="DPO").click()
    page.wait_for_url("**/tags/dpo/")
    page.locator(".pm-entry h3 a").first.click()
    page.wait_for_url("**/papers/*/")
    name = page.locator(".pm-authors a").first.inner_text()
    page.locator(".pm-authors a").first.click()
    page.wait_for_url("**/authors/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_cloud_is_walked_with_the_keyboard_in_the_order_it_shows(page: Page) -> None:
    page.goto("tags/")
    page.get_by_role("button", name="By count").click()
    page.keyboard.press("Tab")
    counts = []
    for _ in range(10):
        counts.append(int(page.evaluate("document.activeElement.parentElement.dataset.count")))
        page.keyboard.press("Tab")
    assert counts == sorted(counts, reverse=True)
    page.reload()
    expect(page.get_by_role("button", name="By count")).to_have_attribute("aria-pressed", "true")


def test_papers_sort_by_title_and_venue_and_the_address_keeps_it(page: Page) -> None:
    page.goto("papers/?sort=title")
    titles = page.locator(".pm-entry").evaluate_all("all => all.map(one => one.dataset.title)")
    assert titles == sorted(titles)
    page.get_by_role("button", name="Venue").click()
    venues = page.locator(".pm-entry").evaluate_all("all => all.map(one => one.dataset.venue)")
    known = [venue for venue in venues if venue]
    assert venues[: len(known)] == known
    assert page.url.endswith("?sort=venue")


def test_the_dark_switch_outlives_a_reload(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    page.goto("")
    page.get_by_role("button", name="Dark colours").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 25, 27)"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_system_s_dark_is_followed(scripts: bool, open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark", java_script_enabled=scripts)
    page.goto("")
    page.wait_for_load_state("networkidle")
    assert "21" in page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")


@pytest.mark.parametrize("with_key", [True, False], ids=["key", "tap"])
def test_the_menu_opens_on_a_phone(with_key: bool, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    page.goto("papers/hirsch2024medrat/")
    button = page.get_by_role("button", name="Menu")
    if with_key:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.tap()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Themes").click()
    page.wait_for_url("**/themes/")


def test_the_menu_and_the_search_link_work_without_scripts(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Tags").click()
    page.wait_for_url("**/tags/")
    page.get_by_role("link", name="Search").first.click()
    page.wait_for_url("**/search/")
    expect(page.get_by_role("link", name="by theme")).to_be_visible()


def test_a_link_to_a_heading_shows_it_below_the_header(page: Page) -> None:
    page.goto("papers/hirsch2024medrat/")
    page.get_by_role("link", name="Link to finding").click()
    page.wait_for_function(  # the page has moved, and moves no more
        "() => { const was = window.was; return scrollY > 0 && (window.was = scrollY) === was; }",
        polling=100,
    )
    assert page.url.endswith("#finding")
    box = page.locator("#finding").bounding_box()
    header = page.locator(".pm-header").bounding_box()
    assert box
    assert header
    assert header["height"] <= box["y"] < DESKTOP["height"]


@pytest.mark.missing_page
def test_a_missing_page_says_so_and_helps_on(page: Page) -> None:
    answer = page.goto("papers/nobody1900nothing/")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    page.get_by_role("main").get_by_role("link", name="All papers").click()
    page.wait_for_url(f"**{BASE}papers/")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "missing"])
def test_no_page_has_an_error_or_asks_another_host(kind: str, page: Page) -> None:
    page.goto(KINDS[kind])
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_paper_prints_without_its_navigation(page: Page) -> None:
    page.goto("papers/hirsch2024medrat/")
    page.emulate_media(media="print")
    for hidden in (".pm-header", ".pm-footer", ".pm-neighbours"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
