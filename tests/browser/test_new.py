"""What is new since a reader's last visit is marked in lists, counted on the home page, and listed
on a page of its own; what is kept of visits stays in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.effort import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

NOW = "2026-11-30T12:00:00Z"
# Noon of 27 November 2026, in UTC.
LAST = 1_795_780_800_000
KEPT = "localStorage.getItem('pressmark-visit')"


def visited(page: Page, address: str) -> Page:
    """The page at an address, for a reader who was here last on that day."""
    page.clock.set_fixed_time(NOW)
    page.goto("about/")
    page.evaluate(f"localStorage.setItem('pressmark-visit', JSON.stringify({{now: {LAST}}}))")
    page.goto(address)
    return page


@pytest.mark.parametrize("zone", drawn(["Pacific/Pago_Pago", "Pacific/Kiritimati"], 1))
def test_lists_and_home_tell_what_is_new_since_the_last_visit(
    zone: str, open_page: OpenPage
) -> None:
    page = visited(open_page(timezone_id=zone), "")
    said = page.locator(".pm-visit")
    expect(said).to_contain_text("3 papers new or changed since your last visit on")

    said.get_by_role("link").click()
    expect(page.locator("[data-news-status]")).to_contain_text("since your last visit on")
    kinds = page.locator(".pm-news > li:visible .pm-news-kind")
    expect(kinds).to_have_text(["Restored", "Withdrawn", "Removed", "Merged", "Superseded"])

    page.goto("papers/")
    expect(page.locator(".pm-fresh")).to_have_text(["Changed"] * 3)


@pytest.mark.parametrize("address", drawn(["browse/?q=", "search/?q="], 1))
def test_what_a_script_lists_tells_what_is_new_too(address: str, page: Page) -> None:
    visited(page, "papers/")
    marked = page.locator(".pm-entry:has(.pm-fresh)").get_by_role("heading").get_by_role("link")
    expect(marked).to_have_count(3)
    title = marked.first.inner_text()

    page.goto(address + quote(title))
    found = page.locator(".pm-find__paper", has=page.get_by_role("link", name=title, exact=True))
    expect(found.locator(".pm-fresh")).to_have_text("Changed")


def test_the_list_is_narrowed_by_its_form_and_its_address(page: Page) -> None:
    page.goto("new/?since=2026-11-26&kind=retitled")
    shown = page.locator(".pm-news > li:visible")
    expect(shown).to_have_count(1)
    expect(page.locator("[data-news-status]")).to_contain_text("1 change since 26 November 2026")

    page.get_by_label("New address").check()
    expect(shown).to_have_count(2)
    assert page.url.endswith("kind=retitled%2Crenamed")

    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-news-status]")).to_be_empty()
    assert page.url.endswith("new/")


def test_nothing_is_kept_where_a_reader_says_so(page: Page) -> None:
    visited(page, "new/")
    page.get_by_role("button", name="Keep no visits").click()
    expect(page.locator("[data-visits-said]")).to_contain_text("No visits are kept")
    page.goto("papers/")
    assert page.evaluate(KEPT) == "off"

    page.goto("new/")
    page.get_by_role("button", name="Keep visits again").click()
    assert page.evaluate(KEPT) == "{}"
