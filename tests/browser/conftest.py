"""What browser tests share: the built site in, served as a host would serve it, and a Chromium
page out that fails its test when the page has an error or asks anyone else for anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.visit import PATIENCE, Visit
from tests.project import shared
from tests.server import CHROMIUM_FLAGS, SiteServer, chromium_of_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    OpenPage = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "missing_page: the test visits a page that does not exist")
    config.addinivalue_line("markers", "failing_site: files of the site are answered wrongly")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site, built for the address that it is served at.

    PRESSMARK_SITE may name one that is built already, with SITE_URL ending in BASE.
    """
    if given := os.environ.get("PRESSMARK_SITE"):
        return Path(given)
    return shared(tmp_path_factory, "real")


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[SiteServer]:
    with SiteServer(site) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(server: SiteServer) -> str:
    """Where the site's home page is; below a path, as on a project's GitHub Pages."""
    return server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium with as little about it as pages need."""
    with sync_playwright() as playwright:
        program = chromium_of_tests()
        running = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(
    browser: Browser, base_url: str, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Opens pages in new contexts, with the options of Playwright's `new_context`."""
    marks = {mark.name for mark in request.node.iter_markers()}
    may_miss, may_fail = "missing_page" in marks, "failing_site" in marks
    with Visit(browser, base_url, may_miss=may_miss, may_fail=may_fail) as visit:
        yield visit.open


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page in a new context, its cache empty."""
    return open_page()


@pytest.fixture(scope="module")
def lasting(browser: Browser, base_url: str) -> Iterator[tuple[Visit, Page]]:
    """A page that stays from test to test, with all that is wrong with it."""
    with Visit(browser, base_url) as visit:
        yield visit, visit.open()


@pytest.fixture
def tab(lasting: tuple[Visit, Page]) -> Iterator[Page]:
    """That page, for tests that leave nothing behind and need no empty cache: it costs half of what
    a new one does."""
    visit, page = lasting
    yield page
    faults = "\n".join(visit.faults)
    visit.faults.clear()
    assert not faults
