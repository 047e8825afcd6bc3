"""A built site and a text in; the page on which somebody typed it into the search box, once that
has answered, out."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.server import CHROMIUM_FLAGS, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.server import SiteServer

_LIMIT = 120_000  # milliseconds, for a busy machine


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A Chromium with as little about it as pages need."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield running
        running.close()


@contextmanager
def answered(
    server: SiteServer, browser: Browser, text: str, is_answered: str
) -> Iterator[tuple[Page, float]]:
    """A page with the answer to a text, for somebody whose browser has kept nothing, and how many
    seconds it took; `is_answered` tells of a text, as a function in JavaScript, whether it is. What
    the answer needs, and nothing else, has been sent in the end."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address + "about/", wait_until="networkidle")
    server.sent.clear()
    start = time.perf_counter()
    field = page.locator("#pm-search-field")
    while not field.is_visible():  # a busy machine may not have run the page's scripts yet
        page.keyboard.press("/")
    field.fill(text)
    page.wait_for_function(is_answered, arg=text, timeout=_LIMIT)
    yield page, time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    context.close()
