"""What it takes to look at a built site: a server for it, and the browser to look with."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

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


def chromium() -> str:
    """The system's Chromium, or the one that CHROMIUM names."""
    names = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else BROWSERS
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(
            f"there is no {' or '.join(names)}: install one (apt-get install chromium), or let "
            "CHROMIUM name a Chromium"
        )
    return found
