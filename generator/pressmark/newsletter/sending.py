"""A library's newsletter and a list of subscribers in; who would get it, or what became of sending
it, out. The list, the ledger and the mail server are reached from here."""

from __future__ import annotations

import datetime
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from threading import Event
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.library.loading.load import load
from pressmark.newsletter import ledger as ledgers
from pressmark.newsletter import subscribers
from pressmark.newsletter.message import Letter, MailError, message_key, sender_of
from pressmark.newsletter.smtp import DeliveryError, Report, Server, deliver
from pressmark.render.environment import templates_of
from pressmark.theme.mkdocs import site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import FrameType

    from pressmark.newsletter.retry_policy import RetryPolicy
    from pressmark.newsletter.subscribers import Subscriber
    from pressmark.site.settings import Site

LEDGER_KEY = "PRESSMARK_LEDGER_KEY"
SENDER = "PRESSMARK_SMTP_FROM"
# Who a message is shown for, before there is anybody to send it to.
_SHOWN_TO = "subscriber@example.org"


@dataclass(frozen=True, slots=True)
class Post:
    """A newsletter that is ready to go: its message, its site, and the day that names it."""

    letter: Letter
    site: Site
    newsletter: str
    root: Path

    def shown(self, what: str) -> bytes:
        """The `text` or the `html` of the message, or all that goes over the wire as `message`, to
        nobody in particular."""
        when = datetime.datetime.now().astimezone()
        sender = Address(self.site.name, addr_spec="digest@example.org")
        to = subscribers.Subscriber(_SHOWN_TO, "")
        message = self.letter.message(to, sender, when)
        if what == "message":
            return message.as_bytes()
        part = message.get_body(("html" if what == "html" else "plain",))
        content: str = part.get_content() if part else ""
        return content.replace("\r\n", "\n").encode()


@dataclass(frozen=True, slots=True)
class Recipients:
    """Those on a list by their message's key, where the ledger is, and how many lines of the list
    repeat somebody."""

    keyed: Mapping[str, Subscriber]
    ledger: Path
    repeated: int
    secret: str

    def dry_run(self) -> Report:
        """What sending would begin with, as a report: nobody served yet."""
        known = ledgers.read(self.ledger, self.secret)
        report = Report()
        for key, to in self.keyed.items():
            if key in known.sent:
                report.before.append(to.address)
            elif key in known.unsure:
                report.unsure.append(to.address)
            else:
                report.unserved[to.address] = "nothing was sent"
        return report


def prepare(config_file: Path, newsletter: str) -> Post:
    """The newsletter of the day `newsletter`, as an e-mail.

    Raises `InvalidLibraryError` for the library's findings, and `MailError` when there is no such
    newsletter or no message can be made of it.
    """
    root = config_file.absolute().parent
    library = load(root / "content")
    if newsletter not in library.newsletters:
        known = ", ".join(list(library.newsletters)[:5]) or "none at all"
        raise MailError(f"there is no digest of {newsletter}; the latest are {known}")
    site = site_of(config_file)
    letter = Letter(library.newsletters[newsletter], library, site, templates_of(root))
    return Post(letter, site, newsletter, root)


def recipients(
    post: Post, listed: Path, ledger: Path | None, environment: Mapping[str, str]
) -> Recipients:
    """Everybody on the list in the file `listed`.

    The ledger stands beside the list unless it is named. Raises `InvalidLibraryError` for what is
    wrong with the list, and where it stands.
    """
    if listed.resolve().is_relative_to(post.root.resolve()):
        advice = "Keep it outside the repository: it holds personal data"
        raise InvalidLibraryError([Finding(listed, 1, "", "the list is in the library", advice)])
    found = subscribers.read(listed)
    secret = environment.get(LEDGER_KEY, "")
    keyed = {message_key(post.newsletter, to.address, secret): to for to in found.people}
    ledger = ledger or listed.absolute().parent / f"{post.newsletter}.ledger"
    return Recipients(keyed, ledger, found.repeated, secret)


def send(
    post: Post,
    to: Recipients,
    policy: RetryPolicy,
    environment: Mapping[str, str],
    *,
    again: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Send the newsletter to everybody who has not got it.

    The environment names the server and the sender. Raises `DeliveryError`, `MailError` and
    `LedgerError` when nobody can be served. An interrupt or a termination ends it after the message
    under way; a second one at once.
    """
    server = Server.named_in(environment)
    named = environment.get(SENDER, "").strip()
    if not named:
        raise DeliveryError(f"nobody is named as the sender: set {SENDER}")
    sender = sender_of(named, post.site)
    when = datetime.datetime.now().astimezone()

    def message(subscriber: Subscriber) -> bytes:
        return post.letter.message(subscriber, sender, when, to.secret).as_bytes()

    with ledgers.opened(to.ledger, to.secret) as ledger, _until_told() as stop:
        return deliver(
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
def _until_told() -> Iterator[Event]:
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
