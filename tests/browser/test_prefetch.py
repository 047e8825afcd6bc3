"""What is fetched when somebody points at a link: a page that they may go to, and never a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.own_server import base_url, server
from tests.browser.visit import rest
from tests.effort import drawn
from tests.processes import until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import OpenPage
    from tests.server import SiteServer

_ = (base_url, server)

KINDS = {
    "home": "",
    "paper": "papers/hirsch2024medrat/",
    "list": "papers/",
    "theme": "themes/multimodal/",
    "by hand": "cite/",
    "subscribe": "subscribe/",
    "digests": "digests/",
}
LIKE_PAPERS = ["list", "subscribe", "home", "theme", "by hand", "digests"]


@pytest.fixture
def other(open_page: OpenPage) -> Page:
    """A page of another tab, whose links are pointed at to see time pass."""
    page = open_page()
    page.goto("themes/multimodal/")
    rest(page)
    return page


def pass_time(server: SiteServer, other: Page, number: int) -> None:
    """Wait until a browser has fetched what is behind a link that is pointed at."""
    link = other.locator(".pm-entry h3 a").nth(number)
    link.hover()
    until(lambda: path_of(link) in asked_of(server))


def path_of(link: Locator) -> str:
    return str(link.evaluate("(link) => link.pathname"))


def asked_of(server: SiteServer) -> list[str]:
    return [path for path, _ in server.sent]


def files_of(page: Page) -> list[Locator]:
    """The links of a page that lead to files of the site."""
    links = page.locator("a[href]")
    places: list[int] = links.evaluate_all(
        """(links) => [...links.keys()].filter((place) => {
            const { origin, pathname } = links[place];
            return origin === location.origin && !pathname.endsWith("/")
                && links[place].checkVisibility();
        })"""
    )
    return [links.nth(place) for place in places]


@pytest.mark.parametrize("kind", ["paper", *drawn(LIKE_PAPERS, 1)])
def test_a_file_that_is_pointed_at_is_not_fetched(
    kind: str, page: Page, server: SiteServer, other: Page
) -> None:
    page.goto(KINDS[kind])
    rest(page)
    files = files_of(page)
    for number, link in enumerate(files):
        server.sent.clear()

        link.hover()
        pass_time(server, other, number)

        assert path_of(link) not in asked_of(server)
    assert files or kind not in ("paper", "list", "theme", "subscribe")


def test_a_page_that_is_pointed_at_is_fetched(page: Page, server: SiteServer) -> None:
    page.goto("themes/multimodal/")
    rest(page)
    server.sent.clear()

    pass_time(server, page, 0)
