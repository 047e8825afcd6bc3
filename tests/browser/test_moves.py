"""What is on a page stays where it is while its scripts and what they ask for arrive."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visit import SCREENS, moved, rest, watch_moves
from tests.effort import drawn

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import OpenPage

PAPERS = "hirsch2024medrat,chen2025symbolic"
READY = {
    "papers/hirsch2024medrat/": "[data-scheme]:not([hidden])",
    "papers/": ".pm-sorter",
    "tags/": ".pm-sorter",
    "map/": ".pm-map-zoom",
    "browse/": "[data-browse-shown]",
    "browse/?year=2024": "[data-browse-shown]",
    "evidence/medicine-and-health/": "[data-evidence-tools]",
    "compare/": ".pm-compare__form",
    f"compare/?ids={PAPERS}": ".pm-compare__table",
    "reading-list/": "[data-reading-body]",
    "new/": "[data-visits]",
    "new/?kind=added": "[data-news-status] button",
    "new/?since=2026-11-26": "[data-news-status] button",
}
"""Addresses, with what shows once the scripts have done what they do by themselves."""


@pytest.mark.parametrize(("address", "screen"), drawn(product(READY, SCREENS), 6))
def test_nothing_moves_when_scripts_arrive(open_page: OpenPage, address: str, screen: str) -> None:
    page = open_page(viewport=SCREENS[screen])
    watch_moves(page)
    held: list[Route] = []
    is_drawn = False

    def hold(route: Route) -> None:
        # Without that of the colours the page is not drawn.
        if is_drawn or route.request.url.endswith("/scheme.js"):
            route.continue_()
        else:
            held.append(route)

    page.route("**/assets/javascripts/*.js", hold)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    is_drawn = True
    for route in held:
        route.continue_()
    rest(page)
    expect(page.locator(READY[address]).first).to_be_visible()
    assert moved(page) < 0.01


def test_the_footer_of_a_short_page_does_not_rise_while_it_is_read_in(open_page: OpenPage) -> None:
    page = open_page(viewport=SCREENS["desktop"])
    page.goto("years/")
    top = "footer => footer.getBoundingClientRect().top"
    footer = page.locator(".pm-footer")
    whole = footer.evaluate(top)
    footer.evaluate("footer => footer.replaceChildren()")
    assert footer.evaluate(top) == pytest.approx(whole, abs=4)
