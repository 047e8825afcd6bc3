"""A library's newsletter and a list of subscribers in; who would get it, or a report of sending it,
out. The list, the ledger and the mail server are reached from here."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from threading import Event
from typing import TYPE_CHECKING

from pressmark.base.clock import now
from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules.newsletters import SUBSCRIBERS_IN_LIBRARY
from pressmark.library.loading.load import load
from pressmark.newsletter import ledger as ledgers
from pressmark.newsletter import subscribers
from pressmark.newsletter.message import MailError, NewsletterMessage, message_key, sender_of
from pressmark.newsletter.outbox import UNSURE_BEFORE, MailingReport, send_all
from pressmark.newsletter.smtp import Server, SmtpError
from pressmark.render.environment import templates_of
from pressmark.site.configuration import site_of, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import FrameType

    from pressmark.newsletter.retry_policy import RetryPolicy
    from pressmark.newsletter.subscribers import Subscriber
    from pressmark.site.settings import Site

LEDGER_KEY = "PRESSMARK_LEDGER_KEY"
SENDER = "PRESSMARK_SMTP_FROM"
# To whom a message is addressed that is only shown.
_SHOWN_TO = "subscriber@example.org"


@dataclass(frozen=True, slots=True)
class Mailing:
    """A newsletter that is ready to send: its message, its site, and the day that names it."""

    message: NewsletterMessage
    site: Site
    newsletter: str
    root: Path

    def shown(self, part: str) -> bytes:
        """A part of the message to an invented subscriber, as UTF-8: its `text`, its `html`, or the
        whole `message` with its headers."""
        when = now()
        sender = Address(self.site.name, addr_spec="digest@example.org")
        to = subscribers.Subscriber(_SHOWN_TO, "")
        message = self.message.addressed(to, sender, when)
        if part == "message":
            return message.as_bytes()
        body = message.get_body(("html" if part == "html" else "plain",))
        content: str = body.get_content() if body else ""
        return content.replace("\r\n", "\n").encode()


@dataclass(frozen=True, slots=True)
class Recipients:
    """Those on a list by their message's key, where the ledger is, and how many lines of the list
    repeat somebody."""

    keyed: Mapping[str, Subscriber]
    ledger: Path
    repeated: int
    secret: str

    def dry_run(self) -> MailingReport:
        """The report that sending begins with: nothing sent yet."""
        entries = ledgers.read(self.ledger, self.secret)
        report = MailingReport()
        for key, to in self.keyed.items():
            if key in entries.sent:
                report.before.append(to.address)
            elif key in entries.unsure:
                report.unsure[to.address] = UNSURE_BEFORE
            else:
                report.unserved[to.address] = "nothing was sent"
        return report


def prepare(config_file: Path, newsletter: str) -> Mailing:
    """The newsletter of the day `newsletter`, as an e-mail.

    Raises `InvalidLibraryError` for the library's findings, and `MailError` when there is no such
    newsletter or no message can be made of it.
    """
    root = config_file.absolute().parent
    library = load(root / "content", sources=sources_of(config_file))
    if newsletter not in library.newsletters:
        latest = ", ".join(list(library.newsletters)[:5])
        hint = f"the latest are {latest}" if latest else "write one: pressmark digest new"
        raise MailError(f"there is no digest of {newsletter}; {hint}")
    site = site_of(config_file)
    message = NewsletterMessage(library.newsletters[newsletter], library, site, templates_of(root))
    return Mailing(message, site, newsletter, root)


def recipients(
    mailing: Mailing, listed: Path, ledger: Path | None, environment: Mapping[str, str]
) -> Recipients:
    """Everybody on the list in the file `listed`.

    The ledger is next to the list unless it is named. Raises `InvalidLibraryError` for findings in
    the list, and for a list inside the library.
    """
    if listed.resolve().is_relative_to(mailing.root.resolve()):
        raise InvalidLibraryError([Finding.of(SUBSCRIBERS_IN_LIBRARY, listed)])
    everybody = subscribers.read(listed)
    secret = environment.get(LEDGER_KEY, "")
    keyed = {message_key(mailing.newsletter, to.address, secret): to for to in everybody.people}
    ledger = ledger or listed.absolute().parent / f"{mailing.newsletter}.ledger"
    return Recipients(keyed, ledger, everybody.repeated, secret)


def send(
    mailing: Mailing,
    to: Recipients,
    policy: RetryPolicy,
    environment: Mapping[str, str],
    *,
    again: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> MailingReport:
    """Send the newsletter to everybody who has not got it.

    The environment names the server and the sender. Raises `SmtpError`, `MailError` and
    `LedgerError` when nobody can be served. An interrupt or a termination ends it after the message
    in progress; a second one at once.
    """
    server = Server.from_environment(environment)
    sender_text = environment.get(SENDER, "").strip()
    if not sender_text:
        raise SmtpError(f"no sender is set: set {SENDER}")
    sender = sender_of(sender_text, mailing.site)
    when = now()

    def message(subscriber: Subscriber) -> bytes:
        return mailing.message.addressed(subscriber, sender, when, to.secret).as_bytes()

    with ledgers.opened(to.ledger, to.secret) as ledger, _until_interrupted() as stop:
        return send_all(
            to.keyed,
            message,
            sender=sender.addr_spec,
            server=server,
            ledger=ledger,
            policy=policy,
            stop=stop,
            again=again,
            say=say,
        )


@contextmanager
def _until_interrupted() -> Iterator[Event]:
    """An event that is set when the process is interrupted or terminated for the first time."""
    stop = Event()
    signals = (signal.SIGINT, signal.SIGTERM)

    def handle(number: int, _: FrameType | None) -> None:
        stop.set()
        signal.signal(number, before[signals.index(signal.Signals(number))])

    before = [signal.signal(number, handle) for number in signals]
    try:
        yield stop
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
