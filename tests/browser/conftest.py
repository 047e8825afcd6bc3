"""A built site, served as Pages would serve it, and a real Chromium that notices every fault."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request, Response

MOUNT = "/library/"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TEXT = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}


class _Pages(SimpleHTTPRequestHandler):
    """Serves a folder below MOUNT with compression, and 404.html for what is not there."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: a test that fails says what was asked."""

    def do_GET(self) -> None:
        path, status = self._file(), 200
        if path is None:
            path, status = Path(self.directory) / "404.html", 404
        body = path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path.name))
        if path.suffix in _TEXT:
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self) -> Path | None:
        address = self.path.partition("?")[0]
        if not address.startswith(MOUNT):
            return None
        path = Path(self.translate_path("/" + address.removeprefix(MOUNT)))
        path = path / "index.html" if address.endswith("/") else path
        return path if path.is_file() else None


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site: the one that PRESSMARK_SITE names, else one built for these tests."""
    if named := os.environ.get("PRESSMARK_SITE"):
        return Path(named)
    subprocess.run(
        [sys.executable, "-m", "pressmark", "build", "--strict"], cwd=REPOSITORY, check=True
    )
    return REPOSITORY / "site"


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    """Where the site is served: under a sub-path, like a project's Pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{MOUNT}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not program:
        pytest.fail("no Chromium was found: install Debian's chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


class Watch:
    """Notes what goes wrong on a page: errors, failed requests, requests to another host."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.faults: list[str] = []
        self.may_miss = False
        self._base = base_url
        page.on("console", lambda said: self._console(said.type, said.text))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not (self.may_miss and "404" in text):
            self.faults.append(f"console {kind}: {text}")

    def _failed(self, request: Request) -> None:
        # What is still on its way when a page is left is aborted, and no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._base, "data:", "blob:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not self.may_miss:
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture
def watch(page: Page) -> Watch:
    """What the page's watch has noted; `may_miss` allows a 404."""
    return page.watch  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page of its own; the test fails when anything went wrong on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = page.watch = Watch(page, base_url)  # type: ignore[attr-defined]
    yield page
    context.close()
    assert watch.faults == []
