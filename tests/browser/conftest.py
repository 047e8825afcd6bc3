"""What browser tests share: the built site in, served as a host would serve it, and a Chromium
page out that fails its test when the page has an error or asks anyone else for anything."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.house import PRESSED, copy_of_the_house, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

    OpenPage = Callable[..., Page]

BASE = "/library/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TEXT = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "missing_page: the test visits a page that does not exist")


class SiteServer(ThreadingHTTPServer):
    """Serves a built site below BASE, text compressed, and 404.html for what is not there.

    `sent` has the path of every request and how many bytes went out for it, headers included.
    """

    daemon_threads = True

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.site = site
        self.address = f"http://127.0.0.1:{self.server_port}{BASE}"
        self.sent: list[tuple[str, int]] = []

    def __enter__(self) -> SiteServer:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        found = (
            self.server.site / path.removeprefix(BASE) / ("index.html" if path[-1] == "/" else "")
        )
        status = 200
        if not path.startswith(BASE) or ".." in path or not found.is_file():
            status, found = 404, self.server.site / "404.html"
        kind = TEXT.get(found.suffix)
        body = _compressed(found) if kind else found.read_bytes()
        head = [
            f"HTTP/1.1 {status} {'OK' if status == 200 else 'Not Found'}",
            f"Content-Type: {kind or 'application/octet-stream'}",
            f"Content-Length: {len(body)}",
            *(["Content-Encoding: gzip"] if kind else []),
        ]
        answer = "\r\n".join([*head, "", ""]).encode() + body
        self.server.sent.append((path, len(answer)))
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing: a test that fails says more."""


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site, built for the address that it is served at.

    PRESSMARK_SITE may name one that is built already, with SITE_URL ending in BASE.
    """
    if given := os.environ.get("PRESSMARK_SITE"):
        return Path(given)
    house = copy_of_the_house(tmp_path_factory.mktemp("real") / "house")
    done = run(house, PRESSED, {"SITE_URL": f"https://papers.example{BASE}"})
    assert done.returncode == 0, done.stderr
    return house / "site"


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
    """The system's Chromium, or the one that CHROMIUM names."""
    names = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else BROWSERS
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(
            f"there is no {' or '.join(names)}: install one (apt-get install chromium), or let "
            "CHROMIUM name a Chromium"
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found,
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

    def new(**options: object) -> Page:
        context = browser.new_context(base_url=base_url, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("console", on_console)
        context.on("weberror", lambda error: faults.append(f"page error: {error.error}"))
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
