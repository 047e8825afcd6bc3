"""A connection to a mail server in; its replies out, one to each command, as SMTP has them.

`smtplib` takes whatever comes: a line that never ends, a code that is none, two replies in place of
one. Here a reply has bounds in lines, bytes and time, and what is no reply ends the connection, as
nobody could tell any more which reply is to which command.

Source: RFC 5321 (4.2 for the form of a reply, 3.8 for the 421 that comes unasked).
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
import time

# RFC 5321 (4.5.3.1.5) has 512 bytes in a line; some servers explain a refusal at greater length.
_LONGEST_LINE = 2_048
_MOST_LINES = 256
_AT_ONCE = 4_096
_LINE = re.compile(rb"([2-5][0-5][0-9])(?:([ -])([\t\x20-\x7e\x80-\xff]*))?\r\n")
# What such a line may begin with, as far as it has come.
_BEGUN = re.compile(rb"(?:[2-5](?:[0-5](?:[0-9](?:[ -][\t\x20-\x7e\x80-\xff]*)?\r?)?)?)?")
_LEAVING = 421
_GOODBYE = re.compile(rb"^221[ \r-]", re.MULTILINE)
# A goodbye is not waited for longer, in seconds.
_PARTING = 5.0


class ReplyError(smtplib.SMTPServerDisconnected):
    """Raised for what is no reply of SMTP, or for one that nobody asked for; says what came. The
    connection is closed."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the server broke the protocol: {problem}")


class OutOfStepError(ReplyError):
    """Raised for a reply to no command, or to another than the one before it. What was said of
    earlier ones can't be relied on."""


class Connection(smtplib.SMTP):
    """A connection that takes nothing but replies. The whole of one has `timeout` seconds."""

    def getreply(self) -> tuple[int, bytes]:
        """The reply to the command before: its code and its text, lines apart.

        Raises `ReplyError`, and `SMTPServerDisconnected` or `TimeoutError` when nothing came.
        """
        return self._reply(b"")

    def putcmd(self, cmd: str, args: str = "") -> None:
        """Send a command to a server that waits for one. Raises as `check_silence` does."""
        self.check_silence()
        super().putcmd(cmd, args)

    def check_silence(self) -> None:
        """Raises `OutOfStepError` when the server has said what nobody asked for, and
        `SMTPServerDisconnected` when it has left, or says that it does."""
        if unasked := self._arrived():
            try:
                code, text = self._reply(unasked)
            except ReplyError as error:
                raise OutOfStepError(f"{_shown(unasked)} was not asked for") from error
            self.close()
            if code == _LEAVING:
                raise smtplib.SMTPServerDisconnected(f"{code} {text.decode(errors='replace')}")
            raise OutOfStepError(f"{_shown(unasked)} was not asked for")

    def leave(self) -> None:
        """Say goodbye and close the connection. Raises `OutOfStepError` when the server had another
        reply left; whatever else it says makes no difference any more."""
        try:
            self.putcmd("QUIT")
            end = time.monotonic() + min(self.timeout, _PARTING)
            last = b""
            with contextlib.suppress(OSError):
                while len(last) < _LONGEST_LINE and not _GOODBYE.search(last):
                    last += self._received(end)
        finally:
            self.close()
        goodbye = _GOODBYE.search(last)
        if goodbye and goodbye.start():
            raise OutOfStepError(f"{_shown(last)} is the reply to an earlier command")

    def _reply(self, raw: bytes) -> tuple[int, bytes]:
        """The reply that `raw` is the beginning of, as far as it has arrived."""
        end = time.monotonic() + self.timeout
        lines: list[bytes] = []
        codes: set[bytes] = set()
        try:
            while True:
                while _BEGUN.fullmatch(raw) and len(raw) <= _LONGEST_LINE:
                    raw += self._received(end)
                (code, sign, text), raw = _first_line(raw)
                lines.append(text or b"")
                codes.add(code)
                if len(codes) > 1:
                    listed = b" and ".join(sorted(codes)).decode()
                    raise ReplyError(f"codes {listed} in one reply")
                if sign != b"-":
                    break
                if len(lines) == _MOST_LINES:
                    raise ReplyError(f"more than {_MOST_LINES} lines in one reply")
            if raw:
                raise OutOfStepError(f"{_shown(raw)} came with the reply to a command")
        except ReplyError:
            self.close()
            raise
        except OSError as error:
            self.close()
            if raw or lines:
                begun = raw or lines[-1]
                raise ReplyError(f"a reply broke off after {_shown(begun)}") from error
            raise
        if self.sock:
            self.sock.settimeout(self.timeout)
        return int(code), b"\n".join(lines)

    def _received(self, end: float) -> bytes:
        """What has come, at least a byte, before the moment `end`."""
        if not self.sock:
            raise smtplib.SMTPServerDisconnected("there is no connection")
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.sock.settimeout(left)
        if content := self.sock.recv(_AT_ONCE):
            return content
        raise smtplib.SMTPServerDisconnected("the server hung up")

    def _arrived(self) -> bytes:
        """What has come already, without waiting for it."""
        if not self.sock:
            return b""
        self.sock.settimeout(0)
        try:
            content = self.sock.recv(_AT_ONCE)
        except (BlockingIOError, ssl.SSLWantReadError):
            self.sock.settimeout(self.timeout)
            return b""
        except OSError:
            self.close()
            raise
        if not content:
            self.close()
            raise smtplib.SMTPServerDisconnected("the server hung up")
        return content


class EncryptedConnection(Connection, smtplib.SMTP_SSL):
    """Such a connection, encrypted from its first byte on."""


def _first_line(raw: bytes) -> tuple[tuple[bytes, bytes, bytes], bytes]:
    """The first line of what a server sent, as code, sign and text, and what follows it."""
    line, newline, rest = raw.partition(b"\n")
    if len(line) >= _LONGEST_LINE:
        raise ReplyError(f"a line of more than {_LONGEST_LINE:,} bytes, {_shown(line)}")
    match = _LINE.fullmatch(line + newline)
    if not match:
        raise ReplyError(f"{_shown(line)} is no line of a reply")
    return (match[1], match[2], match[3]), rest


def _shown(raw: bytes) -> str:
    """The beginning of what a server sent, in quotes and without control characters."""
    return repr(raw[:60].decode("latin-1"))
