"""Connections from anywhere in; the requests of them that may be answered out, within bounds of
number, size and time.

Pages of other sites reach a server on this machine through the browser of whoever works here. Such
a request names the other site: as its origin, or as the host, where a name was made to lead here
once the page was open (DNS rebinding). Neither is answered.
"""

from __future__ import annotations

import io
import ipaddress
import logging
import sys
import threading
import time
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import socket

_log = logging.getLogger(__name__)

# Connections that are served at once; browsers hold up to six, and one for each tab.
_MOST = 128
# How long a request, and the reading of a piece of its answer, may take, in seconds.
_PATIENCE = 30.0
_LONGEST_HEAD = 128 * 1_024
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
    b"Content-Length: 0\r\n\r\n"
)


class _HeadTooLongError(Exception):
    """Raised while a request is read that is longer than any browser's."""


class BoundedServer(ThreadingHTTPServer):
    """Answers so many connections at once, and others that there is no room."""

    daemon_threads = True
    request_queue_size = _MOST

    def __init__(self, address: tuple[str, int], handler: type[BoundedHandler]) -> None:
        super().__init__(address, handler)
        self._room = threading.BoundedSemaphore(_MOST)
        self.bound_to = address[0]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own, if there is room."""
        if not self._room.acquire(blocking=False):
            with suppress(OSError):
                request.setblocking(False)
                request.send(_FULL)
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._room.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a connection."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of whoever has left; of anything else, what it was."""
        if not isinstance(sys.exc_info()[1], OSError):
            _log.exception("a request was not answered")


class BoundedHandler(BaseHTTPRequestHandler):
    """Reads requests; those that may not be answered never reach a method of its heirs."""

    server: BoundedServer
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        """Read the connection against a clock."""
        super().setup()
        self._incoming = _Incoming(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def handle_one_request(self) -> None:
        """Answer the next request of the connection, if it comes in time."""
        self._incoming.expect_request()
        try:
            super().handle_one_request()
        except _HeadTooLongError:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request is too long")

    def parse_request(self) -> bool:
        """Whether the request that begins here is to be answered; otherwise it has been refused."""
        if not super().parse_request():
            return False
        self.connection.settimeout(_PATIENCE)
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # a body is not read, and no request comes after it
        if fault := self._fault():
            self._refuse(*fault)
        return not fault

    def _fault(self) -> tuple[HTTPStatus, str] | None:
        """Why a request is not answered, and with which status."""
        try:
            urlsplit(self.path)
            (host,) = [urlsplit(f"//{field}") for field in self.headers.get_all("Host", [""])]
            name = host.hostname or ""
            origin = urlsplit(self.headers.get("Origin") or f"//{host.netloc}")
        except ValueError:
            return HTTPStatus.BAD_REQUEST, "the request names no address, or more than one"
        if not name and self.request_version >= "HTTP/1.1":
            return HTTPStatus.BAD_REQUEST, "the request names no host"
        if name and not is_answered_to(name, self.server.bound_to):
            return HTTPStatus.MISDIRECTED_REQUEST, f"the preview is at localhost, not at {name!a}"
        is_part_elsewhere = (
            self.headers.get("Sec-Fetch-Site") == "cross-site"
            and self.headers.get("Sec-Fetch-Mode") != "navigate"
        )
        if origin.netloc.lower() != host.netloc.lower() or is_part_elsewhere:
            return HTTPStatus.FORBIDDEN, "another site asks for a part of the preview"
        return None

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        self.close_connection = True
        content = f"{reason}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


class _Incoming(io.RawIOBase):
    """What a client sends, until a request has taken too long or is too large."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.expect_request()

    def expect_request(self) -> None:
        """Begin to count: a request may come."""
        self._end, self._left = time.monotonic() + _PATIENCE, _LONGEST_HEAD

    def readable(self) -> bool:
        """It is to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises `TimeoutError` or `_HeadTooLongError` when it has been enough."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        if self._left <= 0:
            raise _HeadTooLongError
        self._connection.settimeout(seconds)
        count = self._connection.recv_into(buffer)
        self._left -= count
        return count


def is_answered_to(name: str, bound_to: str) -> bool:
    """Whether a server that listens at `bound_to` is asked for by a name that is its own.

    An address in numbers is: no name leads to it. Whoever listens where other machines can reach
    them may have any name.
    """
    if not _is_of_this_machine(bound_to):
        return True
    return name == bound_to.lower() or _is_of_this_machine(name) or _is_number(name)


def _is_of_this_machine(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return _is_number(name) and ipaddress.ip_address(name).is_loopback


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
