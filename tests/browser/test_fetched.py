"""What pages say of a file that their scripts fetch besides the search, when it is slow or gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.own_server import base_url, server
from tests.browser.visit import end_timers, hold_timers
from tests.effort import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage
    from tests.server import SiteServer

_ = (base_url, server)

pytestmark = pytest.mark.failing_site

NOTICED = 500  # milliseconds of a wait of which there is a word
GONE = "RIS could not be copied: the file is gone"
SILENT = "RIS could not be copied: the site does not answer"
FAULTS = {"missing": GONE, "page": GONE, "error": GONE, "refused": SILENT, "cut": SILENT}
MOVED = b'{"data/old.csv": "papers/hirsch2024medrat/"}'


@pytest.fixture
def paper(open_page: OpenPage) -> Page:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("papers/hirsch2024medrat/")
    return page


def copy_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Copy RIS")


@pytest.mark.parametrize("fault", drawn(FAULTS, 2))
def test_a_citation_whose_file_is_gone_is_not_copied_and_says_why(
    paper: Page, server: SiteServer, fault: str
) -> None:
    server.faults["*/cite.ris"] = fault

    copy_button(paper).click()

    words = paper.get_by_text(FAULTS[fault])
    expect(words).to_be_visible()
    expect(copy_button(paper)).to_have_text("Copy")
    expect(words).to_be_visible()
    server.faults.clear()
    copy_button(paper).click()
    expect(paper.get_by_role("status").filter(has_text="RIS copied")).to_be_attached()
    expect(words).to_have_count(0)
    assert paper.evaluate("navigator.clipboard.readText()").startswith("TY  - ")


def test_a_citation_that_is_copied_without_a_connection_says_so(paper: Page) -> None:
    paper.context.set_offline(True)

    copy_button(paper).click()

    expect(paper.get_by_text("RIS could not be copied: there is no connection")).to_be_visible()


def test_a_citation_that_is_slow_says_that_it_loads(
    open_page: OpenPage, server: SiteServer
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    hold_timers(page, NOTICED)
    page.goto("papers/hirsch2024medrat/")
    server.faults["*/cite.ris"] = "endless"
    with page.expect_request("**/cite.ris"):
        copy_button(page).click()
    expect(copy_button(page)).to_have_text("Copy")

    end_timers(page)

    expect(copy_button(page)).to_have_text("Loading …")
    server.released.set()
    expect(copy_button(page)).to_have_text("Copied")


@pytest.mark.missing_page
def test_the_address_of_a_file_that_has_moved_leads_on(page: Page, server: SiteServer) -> None:
    server.files["redirects.json"] = MOVED

    page.goto("data/old.csv")

    page.wait_for_url("**/papers/hirsch2024medrat/")


@pytest.mark.missing_page
@pytest.mark.parametrize("fault", drawn(["error", "refused", "cut", "corrupt"], 1))
def test_whether_a_file_has_moved_is_not_denied_where_that_could_not_be_looked_up(
    page: Page, server: SiteServer, fault: str
) -> None:
    server.files["redirects.json"] = MOVED
    server.faults["redirects.json"] = fault

    page.goto("data/old.csv")

    expect(page.get_by_text("could not be looked up. Reload the page")).to_be_visible()
    expect(page.get_by_text("it never led anywhere")).to_have_count(0)
    server.faults.clear()
    page.reload()
    page.wait_for_url("**/papers/hirsch2024medrat/")


@pytest.mark.missing_page
@pytest.mark.parametrize("fault", ["missing", "page"])
def test_a_file_of_a_site_where_none_has_moved_is_not_here(
    page: Page, server: SiteServer, fault: str
) -> None:
    server.faults["redirects.json"] = fault
    with page.expect_response("**/redirects.json"):
        page.goto("data/old.csv")

    expect(page.get_by_text(re.compile("it never led anywhere"))).to_be_visible()


@pytest.mark.missing_page
def test_a_list_of_moved_files_that_is_slow_is_told(page: Page, server: SiteServer) -> None:
    hold_timers(page, NOTICED)
    server.files["redirects.json"] = MOVED
    server.faults["redirects.json"] = "endless"
    with page.expect_request("**/redirects.json"):
        page.goto("data/old.csv", wait_until="commit")
    end_timers(page)
    expect(page.get_by_text("Looking up whether this file has moved")).to_be_visible()

    server.released.set()

    page.wait_for_url("**/papers/hirsch2024medrat/")
