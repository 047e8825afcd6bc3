"""Every kind of page as a browser, a validator and a reader with a phone or a keyboard meets it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import (
    ALL_WAYS,
    DESKTOP,
    PHONE,
    Visit,
    end_timers,
    hold_timers,
    markup_faults,
    rest,
    seen,
    violations,
)
from tests.effort import IS_LONG, drawn
from tests.server import BASE, SiteServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import OpenPage

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
    "explore": "explore/",
    "map": "map/",
    "browse": "browse/",
    "browsed": "browse/?theme=multimodal&tag=vision-language&sort=title",
    "evidence": "evidence/",
    "theme's evidence": "evidence/medicine-and-health/",
    "compare": "compare/?ids=hirsch2024medrat,diazrodriguez2021explainable,pair2023",
    "paths": "paths/",
    "path": "paths/mixture-of-experts/",
    "new": "new/",
    "new, narrowed": "new/?kind=changed,removed&since=2026-11-26",
    "reading list": "reading-list/",
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
# What other kinds of page have too, drawn by the same templates.
ALIKE = {
    "no authors",
    "tag",
    "year",
    "venue",
    "browsed",
    "path",
    "new, narrowed",
    "digests",
    "cite",
}
OF_RUN = list(KINDS) if IS_LONG else [kind for kind in KINDS if kind not in ALIKE]
EMBED = "papers/hirsch2024medrat/embed"


@dataclass(frozen=True)
class Opened:
    """A page of a kind, and all that was found wrong since it was opened."""

    kind: str
    page: Page
    faults: list[str]


@pytest.fixture(scope="module")
def visit(browser: Browser, base_url: str) -> Iterator[Visit]:
    with Visit(browser, base_url) as visit:
        yield visit


@pytest.fixture(scope="module")
def tab(visit: Visit) -> Page:
    """A page that shows one kind after the other."""
    return visit.open(reduced_motion="reduce")


@pytest.fixture(scope="module", params=OF_RUN)
def opened(request: pytest.FixtureRequest, visit: Visit, tab: Page) -> Opened:
    """A page of each kind, which all tests of its kind look at."""
    kind = request.param
    tab.goto("about:blank")
    visit.faults.clear()
    visit.may_miss = kind == "missing"
    tab.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    tab.emulate_media(color_scheme="light")
    tab.goto(KINDS[kind])
    return Opened(kind, tab, visit.faults)


def test_no_page_has_an_error_or_asks_another_host(opened: Opened) -> None:
    rest(opened.page)
    expect(opened.page.get_by_role("heading", level=1)).to_have_count(1)
    assert opened.faults == []


def test_no_page_scrolls_sideways(opened: Opened) -> None:
    rest(opened.page)
    found = {}
    for width in drawn((320, 390, 768, 960, 1280), 3):
        opened.page.set_viewport_size({"width": width, "height": 800})
        found[width] = opened.page.evaluate("document.documentElement.scrollWidth")

    assert [width for width, content in found.items() if content > width] == []


def test_axe_finds_nothing_on_a_phone_and_a_desktop_light_and_dark(opened: Opened) -> None:
    rest(opened.page)
    opened.page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
    )

    # Nothing but colours is another in the dark, but for the switch, which every page has.
    # A kind of page is looked at in one way, and the next, which shares parts, in another.
    is_whole = opened.kind == "home" or IS_LONG
    way = list(KINDS).index(opened.kind) % len(ALL_WAYS)
    ways = ALL_WAYS if is_whole else ALL_WAYS[way : way + 1]
    found = {way: violations(opened.page) for way in seen(opened.page, ways)}
    assert found == {way: [] for way in ways}


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
    named = [site / address.partition("?")[0] / "index.html" for address in KINDS.values()]
    pages = [
        site / "404.html",
        site / EMBED / "index.html",
        *(page for page in named if page.is_file()),
    ]

    assert markup_faults(pages) == []
    assert len(pages) >= 20


def test_title_summary_and_read_button_of_every_paper_show_on_a_phone_without_scrolling(
    site: Path, open_page: OpenPage
) -> None:
    papers = sorted(path.parent.name for path in site.glob("papers/*/index.html"))
    page = open_page(viewport=PHONE)
    page.goto(f"papers/{papers[0]}/")
    # Papers' pages differ in what they say only: one page says what each of them does.
    lowest: dict[str, int] = page.evaluate(
        """async (papers) => {
            const parser = new DOMParser();
            const lowest = {};
            for (const paper of papers) {
                const html = await (await fetch(`../${paper}/`)).text();
                const main = parser.parseFromString(html, "text/html").querySelector("main");
                document.querySelector("main").replaceWith(main);
                const parts = main.querySelectorAll(".pm-actions .pm-button-main, .pm-tldr");
                if (parts.length !== 2) throw new Error(`${parts.length} parts in ${paper}`);
                main.getBoundingClientRect(); // asks for the fonts that it needs
                await document.fonts.ready;
                const bottoms = [...parts].map((part) => part.getBoundingClientRect().bottom);
                lowest[paper] = Math.round(Math.max(...bottoms));
            }
            return lowest;
        }""",
        papers,
    )
    below = {paper: bottom for paper, bottom in lowest.items() if bottom > PHONE["height"]}
    shown = len(papers) - len(below)
    print(f"\nsummary and read button on the first screen: {shown} of {len(papers)}", below)
    assert len(lowest) > 50
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
    for path in {*heavy, *drawn(marked[:6], 2)}:
        page = open_page()
        server.sent.clear()
        page.goto(f"papers/{path.parent.name}/")
        rest(page)
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
    expect(page.locator("#pm-search-list")).to_have_attribute("data-query", "medrat unpaired")
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
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 25, 27)")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_system_s_dark_is_followed(scripts: bool, open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark", java_script_enabled=scripts)
    page.goto("")
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 25, 27)")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_in_dark_colours_is_printed_in_light_ones(
    scripts: bool, open_page: OpenPage
) -> None:
    page = open_page(color_scheme="dark", java_script_enabled=scripts)
    page.goto("papers/hirsch2024medrat/")
    page.emulate_media(media="print")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).colorScheme]"
    assert page.locator("h1").evaluate(colours) == ["rgb(0, 0, 0)", "light"]


@pytest.mark.missing_page
def test_the_page_of_what_is_missing_finds_its_styles_where_the_site_has_moved(
    site: Path, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "assets").symlink_to(site / "assets")
    html = (site / "404.html").read_text(encoding="utf-8")
    moved = html.replace(f'"{BASE}', '"/elsewhere/')
    assert moved != html
    (tmp_path / "404.html").write_text(moved, encoding="utf-8")

    with SiteServer(tmp_path) as running:
        host = running.address.removesuffix(BASE) + "/"
        with Visit(browser, host, may_miss=True) as visit:
            page = visit.open()
            page.goto(f"{BASE}no/such/page/")
            expect(page.locator(".pm-header")).to_have_css("position", "sticky")
            link = page.get_by_role("main").get_by_role("link", name="All papers")
            expect(link).to_have_attribute("href", f"{BASE}papers/")


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
    menu = page.get_by_role("navigation", name="All sections")
    expect(menu).to_be_in_viewport()
    menu.get_by_role("link", name="Themes").click()
    page.wait_for_url("**/themes/")


def test_the_menu_and_the_search_link_work_without_scripts(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="All sections")).to_be_in_viewport()
    page.get_by_role("navigation", name="All sections").get_by_role("link", name="Tags").click()
    page.wait_for_url("**/tags/")
    page.get_by_role("link", name="Search").first.click()
    page.wait_for_url("**/search/")
    expect(page.get_by_role("link", name="by theme")).to_be_visible()


def test_a_link_to_a_heading_shows_it_below_the_header(page: Page) -> None:
    page.goto("papers/hirsch2024medrat/")
    page.evaluate("addEventListener('scrollend', () => { window.atRest = true; })")
    page.get_by_role("link", name="Link to finding").click()
    page.wait_for_function("window.atRest")
    assert page.url.endswith("#finding")
    box = page.locator("#finding").bounding_box()
    header = page.locator(".pm-header").bounding_box()
    assert box
    assert header
    assert header["height"] <= box["y"] < DESKTOP["height"]


def test_a_page_is_fetched_when_its_link_is_pointed_at_and_a_file_is_not(page: Page) -> None:
    hold_timers(page, 200)
    page.goto("papers/hirsch2024medrat/")
    page.get_by_label("Download the citation").get_by_role("link", name="RIS").hover()
    assert page.evaluate("window.held.size") == 0
    page.locator(".pm-crumbs a").last.hover()
    end_timers(page)
    fetched = page.locator("link[rel=prefetch]").evaluate_all("all => all.map(one => one.href)")
    assert fetched == [page.locator(".pm-crumbs a").last.evaluate("one => one.href")]


@pytest.mark.missing_page
def test_a_missing_page_says_so_and_helps_on(page: Page) -> None:
    answer = page.goto("papers/nobody1900nothing/")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not here")
    page.get_by_role("main").get_by_role("link", name="All papers").click()
    page.wait_for_url(f"**{BASE}papers/")


def test_a_paper_prints_without_its_navigation(page: Page) -> None:
    page.goto("papers/hirsch2024medrat/")
    page.emulate_media(media="print")
    for hidden in (".pm-header", ".pm-footer", ".pm-neighbours", ".pm-related"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
