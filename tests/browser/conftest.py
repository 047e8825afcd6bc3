"""What browser tests share: the built site in, served as a host would serve it, and a Chromium
page out that fails its test when the page has an error or asks anyone else for anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.project import real_site
from tests.server import BASE, SiteServer, chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Request,
        Response,
        WebError,
    )

    OpenPage = Callable[..., Page]

# What is expected of a page may take its time on a machine that is busy with other things.
expect.set_options(timeout=30_000)

GIVEN_UP = ("Transition was skipped", "Transition was aborted because of invalid state")
"""How Chromium begins to say that one page does not blend into the next."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "missing_page: the test visits a page that does not exist")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site, built for the address that it is served at.

    PRESSMARK_SITE may name one that is built already, with SITE_URL ending in BASE.
    """
    if given := os.environ.get("PRESSMARK_SITE"):
        return Path(given)
    return real_site(tmp_path_factory.mktemp("real") / "project", below=BASE)


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
    """A Chromium without a sandbox, which few containers allow."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture
def open_page(
    browser: Browser, base_url: str, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Opens pages in new contexts, with the options of Playwright's `new_context`."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    may_miss = request.node.get_closest_marker("missing_page") is not None

    def on_console(message: ConsoleMessage) -> None:
        missed = may_miss and "404" in message.text
        if message.type in ("error", "warning") and not missed:
            faults.append(f"console {message.type}: {message.text}")

    def on_request(asked: Request) -> None:
        if not asked.url.startswith((base_url, "data:", "blob:")):
            faults.append(f"asked another host: {asked.url}")

    def on_failure(asked: Request) -> None:
        # A page that is left before it has loaded gives up its requests, and a browser that runs
        # no scripts (csp) preloads none; nothing failed.
        if asked.failure not in ("net::ERR_ABORTED", "csp"):
            faults.append(f"request failed: {asked.url} ({asked.failure})")

    def on_response(answer: Response) -> None:
        if answer.status >= 400 and not may_miss:
            faults.append(f"{answer.status}: {answer.url}")

    def on_error(error: WebError) -> None:
        # The blending of a page into the next is asked for in CSS alone: that Chromium gave one up
        # (a third page came, or the next was shown before it was ready) is no script's error.
        if not str(error.error).startswith(GIVEN_UP):
            faults.append(f"page error: {error.error}")

    def new(**options: object) -> Page:
        context = browser.new_context(base_url=base_url, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("console", on_console)
        context.on("weberror", on_error)
        context.on("request", on_request)
        context.on("requestfailed", on_failure)
        context.on("response", on_response)
        return context.new_page()

    yield new
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page in a new context, its cache empty."""
    return open_page()
