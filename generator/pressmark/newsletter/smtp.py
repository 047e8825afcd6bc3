"""A message in; handed to a mail server, as safely as SMTP allows; whether it was taken out.

The one gap of SMTP (RFC 1047) lies between the dot that ends a message and the server's answer: if
the sender is killed in it, nobody knows whether the message was taken. So the dot is sent by
itself, after the ledger says so, and the answer is put on the disk as soon as it comes
(`newsletter.ledger` has the marks). A server that hangs up in the gap, though, has most likely not
taken the message: RFC 5321 (3.8) has it sent again, and so it is. One that answers with what is no
reply (`newsletter.replies`) may have taken it, and nobody is sent a second copy on that ground.

Source: RFC 5321 (SMTP; waiting times in 4.5.3.2), 3207 (STARTTLS).
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressmark.base.errors import PressmarkError
from pressmark.base.words import one_line
from pressmark.newsletter.replies import (
    Connection,
    EncryptedConnection,
    OutOfStepError,
    ReplyError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from threading import Event

    from pressmark.newsletter.ledger import Ledger
    from pressmark.newsletter.retry_policy import RetryPolicy
    from pressmark.newsletter.subscribers import Subscriber

# How a connection is protected, and the port where servers usually offer that.
SECURITY = {"starttls": 587, "tls": 465, "none": 25}
# The server checks and stores the message before it answers: RFC 5321 has it take ten times longer.
_LAST_ANSWER = 10
# After so many messages of which nobody knows whether they were taken, no further one is sent.
_MOST_DOUBTED = 3


class SmtpError(PressmarkError):
    """Raised when no message can be sent before something is fixed; says what."""


class MessageRefusedError(Exception):
    """The server will never take this message."""


class MessageDeferredError(Exception):
    """The server does not take this message now."""


class ConnectionLostError(Exception):
    """The connection is gone. `was_begun` tells whether a message had been begun."""

    def __init__(self, reason: str, *, was_begun: bool) -> None:
        super().__init__(reason)
        self.was_begun = was_begun


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to reach it. Its password shows nowhere."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Server:
        """The server that PRESSMARK_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD name.

        Raises `SmtpError` for what is missing or makes no sense.
        """

        def value(name: str) -> str:
            return environment.get(f"PRESSMARK_SMTP_{name}", "").strip()

        security = value("SECURITY") or "starttls"
        if not value("HOST"):
            raise SmtpError("no mail server is set: set PRESSMARK_SMTP_HOST")
        if security not in SECURITY:
            raise SmtpError(
                f"PRESSMARK_SMTP_SECURITY is {security!r}, not one of {', '.join(SECURITY)}"
            )
        port = value("PORT") or str(SECURITY[security])
        if not re.fullmatch(r"\d{1,5}", port) or not 0 < int(port) < 1 << 16:
            raise SmtpError(f"PRESSMARK_SMTP_PORT is {port!r}, not a port")
        password = environment.get("PRESSMARK_SMTP_PASSWORD", "")
        if bool(value("USER")) != bool(password):
            raise SmtpError("set both PRESSMARK_SMTP_USER and PRESSMARK_SMTP_PASSWORD, or neither")
        if password and security == "none":
            raise SmtpError(
                "a password is not sent without encryption: set PRESSMARK_SMTP_SECURITY to "
                "starttls or tls"
            )
        if not (value("USER") + password).isascii():
            raise SmtpError(
                "PRESSMARK_SMTP_USER and PRESSMARK_SMTP_PASSWORD may hold ASCII characters only"
            )
        return cls(value("HOST"), int(port), security, value("USER"), password)


class SmtpSession:
    """Sends messages over one connection after another.

    `last_error` says what ended the latest connection. `doubted` maps the addresses of those who
    may have got their message to what the server said in place of an answer. Once `stop` is set, no
    turn is waited for.
    """

    def __init__(
        self, sender: str, server: Server, ledger: Ledger, policy: RetryPolicy, stop: Event
    ) -> None:
        self.stop = stop
        self.last_error = ""
        self.doubted: dict[str, str] = {}
        self._sender = sender
        self._server = server
        self._ledger = ledger
        self._policy = policy
        self._connection: Connection | None = None
        # Of the message that was taken last over the connection: to whom, and its key.
        self._latest: tuple[Subscriber, str] | None = None
        self._name: str | None = None
        self._sent = 0
        self._next = time.monotonic()

    def send(self, to: Subscriber, key: str, message: bytes) -> None:
        """Send one message; the server took it when this returns.

        Raises `MessageRefusedError`, `MessageDeferredError` or `ConnectionLostError` when it was
        not, and `SmtpError` when no message would be.
        """
        if len(self.doubted) >= _MOST_DOUBTED:
            raise SmtpError(
                f"of {len(self.doubted)} messages nobody knows whether they were taken: "
                f"{self.last_error}"
            )
        self._wait_for_turn()
        connection = self._connected()
        try:
            self._begin(connection, to.address)
            connection.send(_stuffed(message))
            self._end(connection, to, key)
        except OSError as error:
            raise self._lost(error, was_begun=True) from error
        except (SmtpError, MessageRefusedError, MessageDeferredError):
            raise
        except BaseException:
            self._drop()  # a goodbye might be taken for a part of the message
            raise
        self._sent += 1

    def leave(self) -> None:
        """Say goodbye to the server, if there is a connection."""
        if connection := self._connection:
            try:
                connection.leave()
            except OSError as error:
                self._lost(error, was_begun=False)
            self._drop()

    def _begin(self, connection: Connection, address: str) -> None:
        code, answer = connection.docmd("MAIL", f"FROM:<{self._sender}>")
        if code // 100 == 5:
            raise SmtpError(f"the server refused the sender {self._sender}: {_reply(code, answer)}")
        self._expect(connection, code, answer, 2)
        self._expect(connection, *connection.docmd("RCPT", f"TO:<{address}>"), 2)
        self._expect(connection, *connection.docmd("DATA"), 3)

    def _end(self, connection: Connection, to: Subscriber, key: str) -> None:
        """End the message, and note in the ledger what became of it."""
        self._ledger.claim(key)
        try:
            connection.check_silence()
        except OSError:
            self._ledger.settle(key, sent=False)
            raise
        connection.timeout = self._policy.timeout * _LAST_ANSWER
        self._ledger.sending(key)
        try:
            connection.send(b".\r\n")
            code, answer = connection.getreply()
            if code // 100 == 3:
                raise ReplyError(f"{_reply(code, answer)!r} is no reply to a message")
        except ReplyError as error:
            self._doubt(to, key, error)
            self._latest = None
            raise
        except OSError:
            self._ledger.settle(key, sent=False)
            raise
        self._ledger.settle(key, sent=code // 100 == 2)
        if code // 100 == 2:
            self._latest = to, key
        connection.timeout = self._policy.timeout
        self._expect(connection, code, answer, 2)

    def _doubt(self, to: Subscriber, key: str, error: ReplyError) -> None:
        self._ledger.doubt(key)
        self.doubted[to.address] = str(error)

    def _expect(self, connection: Connection, code: int, answer: bytes, kind: int) -> None:
        """Raises unless the first digit of the server's answer is `kind`."""
        if code // 100 == kind:
            return
        reason = _reply(code, answer)
        if code == 421:
            raise smtplib.SMTPServerDisconnected(reason)
        if code // 100 not in (4, 5):
            raise OutOfStepError(f"{reason!r} is the reply to another command")
        try:
            connection.rset()
        except OSError as error:
            self._lost(error, was_begun=True)
        raise (MessageRefusedError if code // 100 == 5 else MessageDeferredError)(reason)

    def _connected(self) -> Connection:
        if self._sent >= self._policy.per_connection:
            self.leave()
        if self._connection is None:
            self._sent = 0
            try:
                self._connection = self._connect()
            except ssl.SSLCertVerificationError as error:
                raise SmtpError(
                    f"{self._server.host} has no valid certificate: {error.verify_message}"
                ) from error
            except smtplib.SMTPNotSupportedError as error:
                raise SmtpError(f"{self._server.host}: {error}") from error
            except smtplib.SMTPResponseException as error:
                answer = _reply(error.smtp_code, error.smtp_error)
                if error.smtp_code // 100 == 5:
                    raise SmtpError(f"{self._server.host} refused the session: {answer}") from error
                raise self._lost(error, was_begun=False) from error
            except (OSError, ValueError) as error:  # of a challenge that is no base64, too
                raise self._lost(error, was_begun=False) from error
        return self._connection

    def _connect(self) -> Connection:
        server, timeout = self._server, self._policy.timeout
        if server.security == "tls":
            context = ssl.create_default_context()
            connection: Connection = EncryptedConnection(
                server.host, server.port, self._name, timeout=timeout, context=context
            )
        else:
            connection = Connection(server.host, server.port, self._name, timeout=timeout)
        self._name = connection.local_hostname  # looked up once: that may take seconds
        try:
            if connection.sock:  # the dot by itself would wait for an acknowledgement
                connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
            if server.password:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _lost(self, error: Exception, *, was_begun: bool) -> ConnectionLostError:
        """Give the connection up; returns what to raise.

        Where replies are out of step, the one that took the latest message counts no more.
        """
        if isinstance(error, OutOfStepError) and self._latest:
            self._doubt(*self._latest, error)
        self._drop()
        if isinstance(error, smtplib.SMTPResponseException):
            self.last_error = _reply(error.smtp_code, error.smtp_error)
        else:
            self.last_error = str(error) or type(error).__name__
        return ConnectionLostError(self.last_error, was_begun=was_begun)

    def _drop(self) -> None:
        connection, self._connection, self._latest = self._connection, None, None
        if connection:
            connection.close()

    def _wait_for_turn(self) -> None:
        if self._policy.rate:
            self.stop.wait(max(self._next - time.monotonic(), 0.0))
            self._next = max(self._next, time.monotonic()) + 60.0 / self._policy.rate


def _stuffed(message: bytes) -> bytes:
    """A message as DATA has it, but for the dot that ends it: RFC 5321, 4.5.2."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _reply(code: int, answer: bytes | str) -> str:
    """A server's answer on one line, without control characters."""
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {one_line(text)[:300]}".strip()
