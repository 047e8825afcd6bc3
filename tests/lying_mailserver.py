"""A mail server that lies once or always, at one stage of a session; what it took, and how much it
could say before its client had enough."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    # What is said in place of an honest reply.
    Lie = Callable[["Talk", bytes], None]

# Of a session, of an encrypted one, and of a message to the victim.
SESSION_STAGES = ("banner", "EHLO", "MAIL", "QUIT")
ENCRYPTED_STAGES = ("STARTTLS", "EHLO encrypted", "AUTH")
MESSAGE_STAGES = ("RCPT", "DATA", "message taken", "message not taken")
# Lies that take time, and such as are several replies; after a `LATE` one, the reply before it has
# been believed already.
SLOW = {"a drip of bytes", "a drip of lines", "half a reply and silence"}
LATE = {"another reply later"}
TOO_MANY = {
    *LATE,
    "a flood of replies",
    "two replies at once",
    "a reply and a refusal",
    "a refusal and a reply",
}


def _drip(talk: Talk, pieces: bytes, size: int) -> None:
    while not talk.is_over.is_set():
        for place in range(0, len(pieces), size):
            talk.say(pieces[place : place + size])
            time.sleep(0.02)
    raise EOFError


def _later(talk: Talk, reply: bytes) -> None:
    talk.say(reply)
    time.sleep(0.03)
    talk.say(b"550 Not at all\r\n")


def _said(make: Callable[[bytes, bytes], bytes], *, hangs_up: bool = False) -> Lie:
    """A lie made of a reply and its code."""

    def lie(talk: Talk, reply: bytes) -> None:
        talk.say(make(reply, reply[:3]))
        if hangs_up:
            talk.hang_up()

    return lie


LIES: dict[str, Lie] = {
    "a flood of lines": lambda talk, reply: talk.flood(reply[:3] + b"-more\r\n"),
    "a flood of replies": lambda talk, reply: talk.flood(reply),
    "a flood without an end of line": lambda talk, reply: talk.flood(b"250 ", b"x"),
    "a flood of ends of lines": lambda talk, reply: talk.flood(b"\r\n"),
    "a drip of bytes": lambda talk, reply: _drip(talk, reply[:3] + b"-" + b"x" * 1_000, 1),
    "a drip of lines": lambda talk, reply: _drip(talk, reply[:3] + b"-x\r\n", 7),
    "half a reply and silence": lambda talk, reply: talk.say(reply[:3] + b"-and\r\n"),
    "half a line and no more": _said(lambda reply, _: reply[:5], hangs_up=True),
    "half a reply and no more": _said(lambda _, code: code + b"-and\r\n", hangs_up=True),
    "a NUL": _said(lambda _, code: code + b" O\0K\r\n"),
    "a NUL before it": _said(lambda reply, _: b"\0" + reply),
    "a control character": _said(lambda _, code: code + b" \x1b[2J\r\n"),
    "a bare line feed": _said(lambda _, code: code + b" OK\n"),
    "a line feed between lines": _said(lambda reply, code: code + b"-OK\n" + reply),
    "a line feed within": _said(lambda _, code: code + b" OK\n550 no\r\n"),
    "a bare carriage return": _said(lambda _, code: code + b" O\rK\r\n"),
    "two replies at once": _said(lambda reply, _: reply + reply),
    "a reply and a refusal": _said(lambda reply, _: reply + b"550 Not at all\r\n"),
    "a refusal and a reply": _said(lambda reply, _: b"450 Later\r\n" + reply),
    "another reply later": _later,
    "codes that differ": _said(lambda _, code: code + b"-OK\r\n555 no\r\n"),
    "a code of 9": _said(lambda reply, _: b"999" + reply[3:]),
    "a code of 1": _said(lambda reply, _: b"150" + reply[3:]),
    "a code of 290": _said(lambda reply, _: b"290" + reply[3:]),
    "a code of two digits": _said(lambda reply, _: reply[1:]),
    "a code of four digits": _said(lambda reply, code: code + b"0 OK\r\n"),
    "a code and a letter": _said(lambda _, code: code + b"OK\r\n"),
    "a sign before the code": _said(lambda reply, _: b"+" + reply),
    "no code": _said(lambda *_: b"OK\r\n"),
    "an empty line": _said(lambda *_: b"\r\n"),
    "a line too long": _said(lambda _, code: code + b" " + b"x" * 5_000 + b"\r\n"),
    "another protocol": _said(lambda *_: b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "bytes of an encrypted connection": _said(lambda *_: b"\x15\x03\x01\x00\x02\x02\x28" * 4),
}


@dataclass
class LyingServer:
    """Listens while it is entered, and lies at a stage so many times (None: always), of messages to
    the victim's address only, if there is one. What one that is not prompt says second waits until
    the client has spoken.

    `taken` counts the messages that everybody got, `said` the bytes that went out.
    """

    stage: str = ""
    lie: Lie = lambda talk, reply: talk.say(reply)
    times: int | None = 1
    tls: ssl.SSLContext | None = None
    taken: Counter[str] = field(default_factory=Counter)
    victim: str = ""
    is_prompt: bool = True
    said: int = 0
    port: int = 0

    def __enter__(self) -> LyingServer:
        server = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                talk = Talk(self.request, server)
                with suppress(OSError, EOFError):
                    talk.go_on()
                talk.close()

        class Listener(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 50

        self.is_over = threading.Event()
        self._listener = Listener(("127.0.0.1", 0), Handler)
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self._listener.shutdown()
        self._listener.server_close()

    def lies_now(self, stage: str, address: str) -> bool:
        """Whether it is time to lie; counts it."""
        if stage != self.stage or (stage in MESSAGE_STAGES and self.victim not in address):
            return False
        if self.times is None:
            return True
        self.times -= 1
        return self.times >= 0


class Talk:
    """One connection of a lying server."""

    def __init__(self, connection: socket.socket, server: LyingServer) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, server.is_prompt)
        self.is_over = server.is_over
        self._socket = connection
        self._server = server
        self._lines = connection.makefile("rb")
        self._address = ""

    def say(self, content: bytes) -> None:
        """Send some bytes."""
        self._socket.sendall(content)
        self._server.said += len(content)

    def flood(self, first: bytes, again: bytes = b"") -> None:
        """Send some bytes, and then the same or others, until the client leaves."""
        self.say(first)
        while not self.is_over.is_set():
            self.say((again or first) * 1_000)
        raise EOFError

    def hang_up(self) -> None:
        """End the connection."""
        self._socket.shutdown(socket.SHUT_RDWR)
        raise EOFError

    def close(self) -> None:
        """Leave, whoever did so first."""
        self._lines.close()
        self._socket.close()

    def go_on(self) -> None:
        """Speak SMTP until the client leaves."""
        self._answer("banner", b"220 Here\r\n")
        is_encrypted = False
        while line := self._lines.readline():
            command = line.split()[0].upper() if line.split() else b""
            match command:
                case b"EHLO" if is_encrypted:
                    self._answer("EHLO encrypted", b"250-Hello\r\n250 AUTH PLAIN\r\n")
                case b"EHLO" if self._server.tls:
                    self._answer("EHLO", b"250-Hello\r\n250 STARTTLS\r\n")
                case b"EHLO":
                    self._answer("EHLO", b"250-Hello\r\n250 SIZE\r\n")
                case b"STARTTLS":
                    assert self._server.tls
                    self._answer("STARTTLS", b"220 Go\r\n")
                    self._encrypt(self._server.tls)
                    is_encrypted = True
                case b"AUTH":
                    self._answer("AUTH", b"235 You are\r\n")
                case b"MAIL":
                    self._answer("MAIL", b"250 OK\r\n")
                case b"RCPT":
                    self._address = line.decode().partition("<")[2].partition(">")[0]
                    self._answer("RCPT", b"250 OK\r\n")
                case b"DATA":
                    self._answer("DATA", b"354 Go\r\n")
                    self._take()
                case b"QUIT":
                    self._answer("QUIT", b"221 Bye\r\n")
                    return
                case _:
                    self.say(b"250 OK\r\n")

    def _encrypt(self, tls: ssl.SSLContext) -> None:
        encrypted = tls.wrap_socket(self._socket, server_side=True, do_handshake_on_connect=False)
        self._lines.close()
        self._socket, self._lines = encrypted, encrypted.makefile("rb")
        encrypted.do_handshake()

    def _take(self) -> None:
        while (line := self._lines.readline()) != b".\r\n":
            if not line:
                raise EOFError
        if self._server.lies_now("message not taken", self._address):
            self._server.lie(self, b"250 Taken\r\n")
            return
        self._server.taken[self._address] += 1
        self._answer("message taken", b"250 Taken\r\n")

    def _answer(self, stage: str, reply: bytes) -> None:
        if self._server.lies_now(stage, self._address):
            self._server.lie(self, reply)
        else:
            self.say(reply)
