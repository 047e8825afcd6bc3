"""The map in a real browser: without a script it is links, with one it answers to the pointer, to
fingers and to keys, shows what a reader chooses, and of very many papers too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from pressmark.build.project import load_project
from pressmark.exports.data import field_map
from pressmark.site import limits
from tests.browser.visit import DESKTOP, PHONE
from tests.conftest import SAMPLE
from tests.exports.test_files import SITE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Locator, Page, Route

    from tests.browser.conftest import OpenPage

DOTS = ".pm-map-dots a"


def card(page: Page) -> Locator:
    return page.locator(".pm-map-card")


def part(page: Page) -> list[float]:
    """What part of the map is shown once it rests: left, top, width and height."""
    expect(page.locator("#map:not([data-moving])")).to_be_visible()
    shown = page.locator(".pm-map-field").get_attribute("viewBox") or ""
    return [float(number) for number in shown.split()]


def test_without_a_script_every_point_is_a_link_that_the_list_has_too(
    open_page: OpenPage,
) -> None:
    page = open_page(java_script_enabled=False, viewport=DESKTOP)
    page.goto("map/")
    script = "links => links.map(link => link.getAttribute('href')).sort()"
    linked = page.locator(DOTS).evaluate_all(script)
    listed = page.locator("#map-list li > a").evaluate_all(script)

    assert linked == listed != []
    expect(page.locator("#map-status")).to_have_text(f"{len({*listed})} papers")
    expect(page.locator("#map-filter")).to_be_hidden()
    title = page.locator(f"{DOTS} title").first.text_content()
    page.locator(DOTS).first.click(force=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(title or "")


def test_arrow_keys_lead_from_paper_to_paper_and_enter_opens_one(page: Page) -> None:
    page.goto("map/")
    stops = page.locator(f"{DOTS}[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    expect(card(page)).to_be_visible()
    first = card(page).inner_text()

    page.keyboard.press("ArrowLeft")
    if card(page).inner_text() == first:  # it is the leftmost
        page.keyboard.press("ArrowRight")

    expect(card(page)).not_to_have_text(first)
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    expect(card(page).get_by_role("link", include_hidden=True)).to_have_text(name)
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_what_is_chosen_is_on_the_map_in_the_list_and_in_the_address(page: Page) -> None:
    page.goto("map/")
    papers = page.locator(DOTS).count()
    theme = page.get_by_label("Theme", exact=True)
    expect(theme.locator("option").nth(1)).to_have_text(re.compile(r".+ \(\d+\)"))
    wanted = theme.locator("option").nth(1).text_content() or ""
    count = int(wanted.rsplit("(", 1)[1].rstrip(")"))
    theme.select_option(index=1)

    expect(page.locator("#map-status")).to_have_text(f"{count} of {papers} papers")
    expect(page.locator(f"{DOTS}:not(.pm-off)")).to_have_count(count)
    expect(page.locator("#map-list li:visible")).to_have_count(count)
    assert "?theme=" in page.url
    page.reload()
    expect(page.locator(f"{DOTS}:not(.pm-off)")).to_have_count(count)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#map-status")).to_have_text(f"{papers} papers")
    assert "?" not in page.url


def test_a_paper_leads_to_its_place_on_the_map(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP, reduced_motion="reduce")
    page.goto("map/")
    page.locator("#map-list li > a").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="On the map").click()

    expect(card(page).get_by_role("link", include_hidden=True)).to_have_text(title)
    assert part(page)[2] < 2_000
    assert "paper=" in page.url
    page.locator(f"{DOTS}[tabindex='0']").press("0")
    assert part(page)[2] == 4_000


def test_a_finger_shows_a_paper_before_it_opens_it(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    page.goto("map/")
    expect(page.locator(".pm-map-zoom")).to_be_visible()
    box = page.locator("#map").bounding_box()
    assert box
    assert box["width"] <= PHONE["width"]
    page.locator(DOTS).last.evaluate("dot => dot.scrollIntoView({block: 'center'})")
    page.locator(DOTS).last.tap(force=True)

    expect(card(page)).to_be_visible()
    assert page.url.split("?")[0].endswith("/map/")
    card(page).get_by_role("link", include_hidden=True).tap()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_url(re.compile("/papers/"))


def test_buttons_enlarge_the_map_and_dragging_moves_it(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("map/")
    page.get_by_role("button", name="Zoom in").click()
    before = part(page)
    assert before[2] < 4_000
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 250, steps=3)
    page.mouse.up()

    assert part(page)[0] > before[0]
    assert page.url.endswith("/map/")
    page.get_by_role("button", name="All of the map").click()
    assert part(page) == [0, 0, 4_000, 3_000]


@pytest.fixture(scope="module")
def large() -> Mapping[str, bytes]:
    """The page and the files of the map of a library that has too many papers for links."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "POINTS_AT_ONCE", 20)
        project = load_project(SAMPLE)
        page = project.plan.page_at("map/")
        assert page
        context = project.exporter(SITE)._context
        count = len(project.library.papers)
        files = field_map.map_files(count)
        made = {path: b"".join(make(context)) for path, make in files.items()}
        return {"map/": project.renderer(SITE).body(page), **made}


def open_large(page: Page, large: Mapping[str, bytes], address: str) -> None:
    """Open the map as a large library has it, in the frame of this one's."""

    def body(route: Route) -> None:
        whole = route.fetch().text()
        start, end = whole.index('<div class="pm-page'), whole.index("</article>")
        route.fulfill(
            body=whole[:start] + large["map/"].decode() + whole[end:], content_type="text/html"
        )

    page.route(re.compile(r"/map/(\?.*)?$"), body)

    def data(route: Route) -> None:
        path = route.request.url.split("/library/")[1]
        route.fulfill(body=large[path], content_type="application/json")

    page.route(re.compile(r"/data/map.*\.json$"), data)
    page.goto(address)


def test_very_many_papers_are_on_a_canvas_that_keys_and_the_address_reach(
    page: Page, large: Mapping[str, bytes]
) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_large(page, large, "map/")
    box = page.get_by_role("application")
    expect(box).to_have_attribute("tabindex", "0")
    assert page.locator(DOTS).count() == 0
    box.focus()
    expect(card(page)).to_be_visible()
    first = card(page).inner_text()
    page.keyboard.press("ArrowRight")
    expect(card(page)).not_to_have_text(first)
    name = card(page).get_by_role("link", include_hidden=True).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    address = page.url.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"map/?paper={address}")
    expect(card(page).get_by_role("link", include_hidden=True)).to_have_text(name)
    expect(page.get_by_role("heading", name="In sight")).to_be_visible()
    page.get_by_label("Tag", exact=True).select_option(index=1)
    expect(page.locator("#map-status")).to_have_text(re.compile(r"^\d+ of \d+ papers$"))
