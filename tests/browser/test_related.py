"""A reader goes on from a paper to those related to it, on a desktop beside it and on a phone
below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import DESKTOP, PHONE
from tests.server import BASE

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator, Page

    from tests.browser.conftest import OpenPage

PAPER = "papers/hirsch2024medrat/"


def box(part: Locator) -> FloatRect:
    expect(part).to_be_visible()
    found = part.bounding_box()
    assert found
    return found


def related(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Related papers")


def test_on_a_desktop_they_are_beside_the_text_which_stays_as_wide(open_page: OpenPage) -> None:
    page = open_page(viewport=DESKTOP)
    page.goto(PAPER)
    text, aside = box(page.locator(".pm-text")), box(related(page))

    assert aside["x"] >= text["x"] + text["width"] + 20
    assert abs(aside["y"] - text["y"]) < 1
    assert aside["x"] + aside["width"] <= DESKTOP["width"]
    page.evaluate("document.querySelector('.pm-related').remove()")
    assert box(page.locator(".pm-text"))["width"] == pytest.approx(text["width"], abs=1)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1150, "height": 800}])
def test_on_a_phone_and_a_narrow_window_they_are_below_the_text(
    viewport: dict[str, int], open_page: OpenPage
) -> None:
    page = open_page(viewport=viewport)
    page.goto(PAPER)
    text, aside = box(page.locator(".pm-text")), box(related(page))

    assert aside["y"] >= text["y"] + text["height"]
    assert aside["y"] + aside["height"] <= box(page.locator(".pm-neighbours"))["y"]


def test_each_leads_to_its_page_and_says_what_is_shared(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(PAPER)
    items = related(page).get_by_role("listitem")
    expect(items).not_to_have_count(0)
    assert items.count() <= 6
    for item in items.all():
        expect(item.locator("span")).not_to_be_empty()
    title = items.first.get_by_role("link").inner_text()

    items.first.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert f"{BASE}papers/" in page.url


def test_the_keyboard_reaches_them_after_the_text(page: Page) -> None:
    page.goto(PAPER)
    last_of_text = page.locator(".pm-text a").last
    last_of_text.focus()

    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.matches('h2 *')"):
        page.keyboard.press("Tab")  # the link to the heading itself

    expect(related(page).get_by_role("listitem").first.get_by_role("link")).to_be_focused()
