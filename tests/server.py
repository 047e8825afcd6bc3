"""What it takes to look at a built site: a server for it, and the browser to look with."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from contextlib import suppress
from fnmatch import fnmatch
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pressmark.site.settings import POLICY
from tests.effort import IS_LONG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BASE = "/library/"
# A Chromium that has no windows: the same engine, for three fifths of the processor's time.
WINDOWLESS = "chromium-headless-shell"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOXES = ("firefox-esr", "firefox")
# What Playwright has a Chromium leave out. Of two lists, Chromium heeds the last one only.
LEFT_OUT_BY_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
)
# What it need not have here: suggestions of the address bar, which are two pages more in every
# window, and a process for the next site. Without them a page takes half the processor's time.
LEFT_OUT = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
CHROMIUM_FLAGS = (
    "--no-sandbox",  # which few containers allow
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={','.join((*LEFT_OUT_BY_PLAYWRIGHT, *LEFT_OUT))}",
)
TEXT = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


# How an answer can be wrong.
FAULTS = {
    "missing": "404, and the page that says so",
    "page": "200, and the page that says that nothing is there",
    "error": "500",
    "refused": "no answer, but the end of the connection",
    "cut": "the first half, and the end of the connection",
    "corrupt": "other bytes in the middle",
    "endless": "the first half; the other one when `released` is set",
}


class SiteServer(ThreadingHTTPServer):
    """Serves a built site below BASE under POLICY, text compressed, and 404.html for what is not
    there.

    `sent` has the path of every request and how many bytes went out for it, headers included.
    `faults` has for patterns of paths below BASE how their files are answered, as FAULTS tells, and
    `files` what is answered for a path instead of the site's file.
    """

    daemon_threads = True

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.site = site
        self.address = f"http://127.0.0.1:{self.server_port}{BASE}"
        self.sent: list[tuple[str, int]] = []
        self.faults: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.released = threading.Event()

    def __enter__(self) -> SiteServer:
        # It looks at so many seconds' distance whether it is to end, for which tests wait.
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        name = path.removeprefix(BASE) + ("index.html" if path[-1] == "/" else "")
        fault = next((how for what, how in self.server.faults.items() if fnmatch(name, what)), "")
        found = self.server.site / name
        is_there = name in self.server.files or (
            path.startswith(BASE) and ".." not in path and found.is_file()
        )
        if not is_there or fault in ("missing", "page"):
            status, found = 200 if fault == "page" else 404, self.server.site / "404.html"
        else:
            status = 500 if fault == "error" else 200
        kind = TEXT.get(found.suffix)
        is_own = found.name != "404.html" and name in self.server.files
        body = self.server.files[name] if is_own else found.read_bytes()
        if fault == "corrupt":
            body = _with_other_bytes(body)
        if kind:
            body = _compressed(body)
        head = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            f"Content-Type: {kind or 'application/octet-stream'}",
            f"Content-Length: {len(body)}",
            f"Content-Security-Policy: {POLICY}",
            *(["Content-Encoding: gzip"] if kind else []),
        ]
        answer = "\r\n".join([*head, "", ""]).encode() + body
        self.server.sent.append((path, len(answer)))
        # A browser that has left hears nothing any more.
        with suppress(ConnectionError):
            self._send(answer, fault)

    def _send(self, answer: bytes, fault: str) -> None:
        half = len(answer) // 2
        if fault in ("refused", "cut"):
            self.wfile.write(b"" if fault == "refused" else answer[:half])
            self.close_connection = True
        elif fault == "endless":
            self.wfile.write(answer[:half])
            self.server.released.wait()
            self.wfile.write(answer[half:])
        else:
            self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing: a test that fails says more."""


@cache
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 9)


def _with_other_bytes(body: bytes) -> bytes:
    """A file's bytes, of which some in the middle are others."""
    middle = len(body) // 2
    return body[:middle] + bytes(8) + body[middle + 8 :]


def chromium() -> str:
    """The system's Chromium, or the one that CHROMIUM names."""
    return _browser("CHROMIUM", CHROMIUMS)


def chromium_of_tests() -> str:
    """The Chromium without windows where there is one; in a long run the one that readers have."""
    windowless = None if IS_LONG or "CHROMIUM" in os.environ else shutil.which(WINDOWLESS)
    return windowless or chromium()


def firefox() -> str:
    """The system's Firefox, or the one that FIREFOX names."""
    return _browser("FIREFOX", FIREFOXES)


def _browser(variable: str, usual: Sequence[str]) -> str:
    names = [os.environ[variable]] if variable in os.environ else usual
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(
            f"there is no {' or '.join(names)}: install one (apt-get install {usual[0]}), or let "
            f"{variable} name one"
        )
    return found
