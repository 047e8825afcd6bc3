"""Subscribers and the message that each is to get in; tried in rounds until everybody got theirs or
was given up; a report of that out.

The ledger decides who has the message already. A later run does not send again to those who may
have it, but names them: their message has the same Message-ID in every run, by which the mail
server's log tells, and by which many mail systems drop a second copy if it is sent after all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressmark.newsletter.smtp import (
    ConnectionLostError,
    MessageDeferredError,
    MessageRefusedError,
    SmtpError,
    SmtpSession,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from threading import Event

    from pressmark.newsletter.ledger import Ledger
    from pressmark.newsletter.retry_policy import RetryPolicy
    from pressmark.newsletter.smtp import Server
    from pressmark.newsletter.subscribers import Subscriber

_LONGEST_PAUSE = 600.0
UNSURE_BEFORE = "an earlier run ended before the server's answer"
# So many connections lost in a row end a round.
_DOWN_AFTER = 3


@dataclass(slots=True)
class MailingReport:
    """What became of everybody, by address: `sent` in this run, `before` in an earlier one.

    `refused` and `unserved` map addresses to reasons, and so does `unsure`: those may have got the
    message, in this run or in an earlier one. `stopped` says why the run ended early, if it did.
    """

    sent: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    unserved: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)
    stopped: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether everybody got the message for certain."""
        return not (self.refused or self.unserved or self.unsure)


@dataclass(slots=True)
class _Unsent:
    """A message that is still to be sent: to whom, its key, how often it was tried, and why it was
    not taken."""

    to: Subscriber
    key: str
    tries: int = 0
    reason: str = "the run ended before their turn"


def send_all(
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
) -> MailingReport:
    """Send to everybody in `keyed` (subscribers by their message's key) who has not got theirs.

    `message` makes a subscriber's message, its lines ended by CR and LF. With `again`, those who
    are unsure get it too. Once `stop` is set, the message in progress is the last one.
    """
    report = MailingReport()
    outbox = []
    for key, to in keyed.items():
        if key in ledger.known.sent:
            report.before.append(to.address)
        elif key in ledger.known.unsure and not again:
            report.unsure[to.address] = UNSURE_BEFORE
        else:
            outbox.append(_Unsent(to, key))
    session = SmtpSession(sender, server, ledger, policy, stop)
    total, barren = len(outbox), 0
    try:
        while outbox and not stop.is_set():
            before = len(report.sent)
            outbox = _round(outbox, message, session, report, lambda: _say(say, report, total))
            barren = 0 if len(report.sent) > before else barren + 1
            for unsent in [unsent for unsent in outbox if unsent.tries >= policy.tries]:
                report.unserved[unsent.to.address] = unsent.reason
                outbox.remove(unsent)
            if barren >= policy.tries:
                report.stopped = f"the server can't be reached: {session.last_error}"
                break
            if outbox:
                fewest = min(unsent.tries for unsent in outbox)
                stop.wait(min(policy.pause * 2 ** max(fewest - 1, barren - 1, 0), _LONGEST_PAUSE))
        if stop.is_set():
            report.stopped = "interrupted"
    except SmtpError as error:
        report.stopped = str(error)
    finally:
        session.leave()
    report.unsure |= session.doubted
    report.sent = [address for address in report.sent if address not in session.doubted]
    settled = {*report.sent, *report.refused, *report.unsure}
    for unsent in outbox:
        if unsent.to.address not in settled:
            report.unserved[unsent.to.address] = unsent.reason
    return report


def _say(say: Callable[[str], None], report: MailingReport, total: int) -> None:
    say(f"Sent {len(report.sent):,} of {total:,}")


def _round(
    outbox: Sequence[_Unsent],
    message: Callable[[Subscriber], bytes],
    session: SmtpSession,
    report: MailingReport,
    say_progress: Callable[[], None],
) -> list[_Unsent]:
    """Try every message once; returns those to try again.

    A server that loses several connections in a row is left alone for the rest of the round.
    """
    later: list[_Unsent] = []
    lost = 0
    for position, unsent in enumerate(outbox):
        if session.stop.is_set() or lost >= _DOWN_AFTER:
            return later + list(outbox[position:])
        try:
            session.send(unsent.to, unsent.key, message(unsent.to))
        except MessageRefusedError as error:
            report.refused[unsent.to.address] = str(error)
        except MessageDeferredError as error:
            unsent.tries, unsent.reason = unsent.tries + 1, str(error)
            later.append(unsent)
        except ConnectionLostError as error:
            unsent.tries, unsent.reason = unsent.tries + error.was_begun, str(error)
            if unsent.to.address not in session.doubted:
                later.append(unsent)
            lost += 1
            continue
        else:
            report.sent.append(unsent.to.address)
            say_progress()
        lost = 0
    return later
