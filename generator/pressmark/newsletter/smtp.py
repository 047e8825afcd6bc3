"""Messages in, handed to a mail server one by one; who got theirs, and who did not, out.

Nobody gets a message twice and nobody is forgotten, as far as SMTP allows. The one gap of SMTP
(RFC 1047) lies between the dot that ends a message and the server's answer: who dies in it cannot
know whether the message was taken. So the dot goes out by itself, after the ledger says so, and
the answer is put on the disk as soon as it comes (`newsletter.ledger` has the marks). A later run
does not send again to those who are left unsure, but names them: their message has the same
Message-ID in every run, by which the mail server's log tells, and by which many mail systems drop
a second copy if it is sent after all. A server that hangs up in the gap, though, has most likely
not taken the message: RFC 5321 (3.8) has it sent again, and so it is.

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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from threading import Event

    from pressmark.newsletter.ledger import Ledger
    from pressmark.newsletter.retry_policy import RetryPolicy
    from pressmark.newsletter.subscribers import Subscriber

# How a connection is protected, and the port where servers usually offer that.
SECURITY = {"starttls": 587, "tls": 465, "none": 25}
_LONGEST_PAUSE = 600.0
# The server checks and stores the message before it answers: RFC 5321 has it take ten times longer.
_LAST_ANSWER = 10
_DOWN_AFTER = 3


class DeliveryError(PressmarkError):
    """Raised when nobody can be served before something is mended; says what."""


class _RefusedError(Exception):
    """The server will never take this message."""


class _LaterError(Exception):
    """The server does not take this message now."""


class _LostError(Exception):
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
    def named_in(cls, environment: Mapping[str, str]) -> Server:
        """The server that PRESSMARK_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD name.

        Raises `DeliveryError` for what is missing or makes no sense.
        """

        def value(name: str) -> str:
            return environment.get(f"PRESSMARK_SMTP_{name}", "").strip()

        security = value("SECURITY") or "starttls"
        if not value("HOST"):
            raise DeliveryError("no mail server is named: set PRESSMARK_SMTP_HOST")
        if security not in SECURITY:
            raise DeliveryError(
                f"PRESSMARK_SMTP_SECURITY is none of {', '.join(SECURITY)}: {security!r}"
            )
        port = value("PORT") or str(SECURITY[security])
        if not re.fullmatch(r"\d{1,5}", port) or not 0 < int(port) < 1 << 16:
            raise DeliveryError(f"PRESSMARK_SMTP_PORT is no port: {port!r}")
        password = environment.get("PRESSMARK_SMTP_PASSWORD", "")
        if bool(value("USER")) != bool(password):
            raise DeliveryError(
                "set both PRESSMARK_SMTP_USER and PRESSMARK_SMTP_PASSWORD, or neither"
            )
        if password and security == "none":
            raise DeliveryError("a password is not sent without encryption: use starttls or tls")
        return cls(value("HOST"), int(port), security, value("USER"), password)


@dataclass(slots=True)
class Report:
    """What became of everybody, by address: `sent` in this run, `before` in an earlier one.

    `refused` and `unserved` have a reason each; `unsure` may have got the message in an earlier
    run. `stopped` says why the run ended early, if it did.
    """

    sent: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    unserved: dict[str, str] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    stopped: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether everybody got the message for certain."""
        return not (self.refused or self.unserved or self.unsure)


@dataclass(slots=True)
class _Waiting:
    """Somebody whose message is still to be delivered: its key, and what was tried."""

    to: Subscriber
    key: str
    tries: int = 0
    reason: str = "the run ended before their turn"


def deliver(
    keyed: Mapping[str, Subscriber],
    message: Callable[[Subscriber], bytes],
    *,
    sender: str,
    server: Server,
    ledger: Ledger,
    policy: RetryPolicy,
    stop: Event,
    again: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Deliver to everybody in `keyed` (subscribers by their message's key) who has not got theirs.

    `message` makes one's message, its lines ended by CR and LF. With `again`, those who are unsure
    get it too. Once `stop` is set, the message under way is the last one.
    """
    report = Report()
    waiting = []
    for key, to in keyed.items():
        if key in ledger.known.sent:
            report.before.append(to.address)
        elif key in ledger.known.unsure and not again:
            report.unsure.append(to.address)
        else:
            waiting.append(_Waiting(to, key))
    session = _SmtpSession(sender, server, ledger, policy, stop)
    total, barren = len(waiting), 0
    try:
        while waiting and not stop.is_set():
            before = len(report.sent)
            waiting = _round(waiting, message, session, report, lambda: _say(say, report, total))
            barren = 0 if len(report.sent) > before else barren + 1
            for one in [one for one in waiting if one.tries >= policy.tries]:
                report.unserved[one.to.address] = one.reason
                waiting.remove(one)
            if barren >= policy.tries:
                report.stopped = f"the server can't be reached: {session.last}"
                break
            if waiting:
                fewest = min(one.tries for one in waiting)
                stop.wait(min(policy.pause * 2 ** max(fewest - 1, barren - 1, 0), _LONGEST_PAUSE))
        if stop.is_set():
            report.stopped = "it was told to stop"
    except DeliveryError as error:
        report.stopped = str(error)
    finally:
        session.leave()
    served = {*report.sent, *report.refused}
    for one in waiting:
        if one.to.address not in served:
            report.unserved[one.to.address] = one.reason
    return report


def _say(say: Callable[[str], None], report: Report, total: int) -> None:
    say(f"Sent {len(report.sent):,} of {total:,}")


def _round(
    waiting: Sequence[_Waiting],
    message: Callable[[Subscriber], bytes],
    session: _SmtpSession,
    report: Report,
    said: Callable[[], None],
) -> list[_Waiting]:
    """Try everybody once; returns who is to be tried again.

    A server that can't be reached several times running is left alone for the rest of the round.
    """
    later: list[_Waiting] = []
    lost = 0
    for place, one in enumerate(waiting):
        if session.stop.is_set() or lost >= _DOWN_AFTER:
            return later + list(waiting[place:])
        try:
            session.carry(one.to, one.key, message(one.to))
        except _RefusedError as error:
            report.refused[one.to.address] = str(error)
        except _LaterError as error:
            one.tries, one.reason = one.tries + 1, str(error)
            later.append(one)
        except _LostError as error:
            one.tries, one.reason = one.tries + error.was_begun, str(error)
            later.append(one)
            lost += 1
            continue
        else:
            report.sent.append(one.to.address)
            said()
        lost = 0
    return later


class _SmtpSession:
    """Carries messages over one connection after another. `last` says what ended the latest one."""

    def __init__(
        self, sender: str, server: Server, ledger: Ledger, policy: RetryPolicy, stop: Event
    ) -> None:
        self.stop = stop
        self.last = ""
        self._sender = sender
        self._server = server
        self._ledger = ledger
        self._policy = policy
        self._connection: smtplib.SMTP | None = None
        self._name: str | None = None
        self._carried = 0
        self._next = time.monotonic()

    def carry(self, to: Subscriber, key: str, message: bytes) -> None:
        """Hand one message over; it was taken when this returns.

        Raises `_RefusedError`, `_LaterError` or `_LostError` when it was not, and `DeliveryError`
        when no message would be.
        """
        self._wait_for_turn()
        connection = self._connected()
        try:
            self._begin(connection, to.address)
            connection.send(_stuffed(message))
            self._hand_over(connection, key)
        except (smtplib.SMTPException, OSError) as error:
            raise self._lost(error, was_begun=True) from error
        except (_RefusedError, _LaterError):
            raise
        except BaseException:
            self._drop()  # a goodbye might be taken for a part of the message
            raise
        self._carried += 1

    def leave(self) -> None:
        """Say goodbye to the server, if there is a connection."""
        connection, self._connection = self._connection, None
        if connection:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _begin(self, connection: smtplib.SMTP, address: str) -> None:
        code, said = connection.docmd("MAIL", f"FROM:<{self._sender}>")
        if code // 100 == 5:
            raise DeliveryError(
                f"the server refuses the sender {self._sender}: {_said(code, said)}"
            )
        self._expect(connection, code, said, 2)
        self._expect(connection, *connection.docmd("RCPT", f"TO:<{address}>"), 2)
        self._expect(connection, *connection.docmd("DATA"), 3)

    def _hand_over(self, connection: smtplib.SMTP, key: str) -> None:
        """End the message, and note in the ledger what became of it."""
        if connection.sock:
            connection.sock.settimeout(self._policy.timeout * _LAST_ANSWER)
        self._ledger.claim(key)
        self._ledger.sending(key)
        try:
            connection.send(b".\r\n")
            code, said = connection.getreply()
        except (smtplib.SMTPException, OSError):
            self._ledger.settle(key, sent=False)
            raise
        self._ledger.settle(key, sent=code // 100 == 2)
        if connection.sock:
            connection.sock.settimeout(self._policy.timeout)
        self._expect(connection, code, said, 2)

    def _expect(self, connection: smtplib.SMTP, code: int, said: bytes, kind: int) -> None:
        """Raises unless the server's answer is of that kind, told by its first digit."""
        if code // 100 == kind:
            return
        answer = _said(code, said)
        if code == 421 or code // 100 not in (4, 5):
            raise smtplib.SMTPServerDisconnected(answer)
        try:
            connection.rset()
        except (smtplib.SMTPException, OSError) as error:
            self._lost(error, was_begun=True)
        raise (_RefusedError if code // 100 == 5 else _LaterError)(answer)

    def _connected(self) -> smtplib.SMTP:
        if self._carried >= self._policy.per_connection:
            self.leave()
        if self._connection is None:
            self._carried = 0
            try:
                self._connection = self._connect()
            except ssl.SSLCertVerificationError as error:
                raise DeliveryError(
                    f"{self._server.host} could not prove that it is that server: "
                    f"{error.verify_message}"
                ) from error
            except smtplib.SMTPNotSupportedError as error:
                raise DeliveryError(f"{self._server.host}: {error}") from error
            except smtplib.SMTPResponseException as error:
                answer = _said(error.smtp_code, error.smtp_error)
                if error.smtp_code // 100 == 5:
                    raise DeliveryError(f"{self._server.host} refuses us: {answer}") from error
                raise self._lost(error, was_begun=False) from error
            except (smtplib.SMTPException, OSError) as error:
                raise self._lost(error, was_begun=False) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server, timeout = self._server, self._policy.timeout
        if server.security == "tls":
            context = ssl.create_default_context()
            made: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, self._name, timeout=timeout, context=context
            )
        else:
            made = smtplib.SMTP(server.host, server.port, self._name, timeout=timeout)
        self._name = made.local_hostname  # looked up once: that may take seconds
        try:
            if made.sock:  # the dot by itself would wait for the server's system to stop waiting
                made.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if server.security == "starttls":
                made.starttls(context=ssl.create_default_context())
            made.ehlo_or_helo_if_needed()
            if server.password:
                made.login(server.user, server.password)
        except BaseException:
            made.close()
            raise
        return made

    def _lost(self, error: Exception, *, was_begun: bool) -> _LostError:
        """Give the connection up; returns what to raise."""
        self._drop()
        if isinstance(error, smtplib.SMTPResponseException):
            self.last = _said(error.smtp_code, error.smtp_error)
        else:
            self.last = str(error) or type(error).__name__
        return _LostError(self.last, was_begun=was_begun)

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
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


def _said(code: int, said: bytes | str) -> str:
    """A server's answer on one line, without what a terminal would obey."""
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"{code} {line[:300]}".strip()
