"""What `pressmark digest` does, once its options are read: a digest made, shown or sent, and what
came of it said."""

from __future__ import annotations

import datetime
import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pressmark.saying import content_of, findings_said, library_of, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pressmark.newsletter.smtp import Manner


def make(config_file: Path, since: str, until: str | None, in_full: int, as_json: bool) -> None:
    """Write the digest of what was added from `since`, a day or "last", to `until`."""
    from pressmark.base.words import counted
    from pressmark.library import newsletter
    from pressmark.newsletter import selection

    with findings_said(as_json):
        library = library_of(config_file)
        if since == "last":
            if not library.newsletters:
                raise click.UsageError("There is no digest yet to go on from: name the day.")
            since = next(iter(library.newsletters.values())).until
        until = until or datetime.datetime.now().astimezone().date().isoformat()
        if since > until:
            raise click.UsageError(f"The digest would end, on {until}, before it begins.")
        file = content_of(config_file) / newsletter.FOLDER / f"{until}.yml"
        if file.exists():
            raise click.ClickException(f"{file} exists already: edit it, or remove it first.")
        made = selection.make(library, since, until, in_full)
        if made.newsletter:
            file.parent.mkdir(exist_ok=True)
            file.write_text(selection.text_of(made.newsletter), encoding="utf-8")
    if as_json:
        print_json(
            {
                "file": str(file) if made.newsletter else None,
                "since": since,
                "until": until,
                "papers": list(made.newsletter.papers if made.newsletter else ()),
                "further": list(made.newsletter.further if made.newsletter else ()),
                "undated": list(made.undated),
                "withdrawn": list(made.withdrawn),
            }
        )
        return
    for names, why in (
        (made.undated, "nothing says when it was added; fill in 'added'"),
        (made.withdrawn, "it was withdrawn or retracted"),
    ):
        for name in names[:20]:
            click.echo(f"{name}: left out, {why}", err=True)
        if len(names) > 20:
            click.echo(f"... and {len(names) - 20:,} more like that", err=True)
    if made.newsletter:
        full = len(made.newsletter.papers)
        count = counted(made.newsletter.count, "paper")
        click.echo(f"{file}: {count}, {full:,} of them in full")
    else:
        click.echo(f"No paper is new from {since} to {until}; nothing was written")


def show(config_file: Path, day: str, what: str) -> None:
    """Print the digest of a day: `what` is its text, its HTML or the whole message."""
    from pressmark.newsletter.sending import prepare

    with findings_said(as_json=False), _mail_errors_said():
        post = prepare(config_file, day)
        click.echo(post.shown(what), nl=False)


def post(
    config_file: Path,
    day: str,
    listed: Path,
    ledger: Path | None,
    send: bool,
    again: bool,
    manner: Manner,
    as_json: bool,
) -> None:
    """Send the digest of a day to those who are `listed`, or say who would get it."""
    from pressmark.newsletter import sending

    with findings_said(as_json), _mail_errors_said(), progress() as say:
        ready = sending.prepare(config_file, day)
        to = sending.recipients(ready, listed, ledger, os.environ)
        if send:
            report = sending.send(ready, to, manner, os.environ, again=again, say=say)
        else:
            report = to.outlook()
    numbers = {
        "subscribers": len(to.keyed),
        "repeated": to.repeated,
        "sent": len(report.sent),
        "before": len(report.before),
    }
    if as_json:
        print_json(
            {
                "digest": day,
                "subject": ready.letter.subject,
                "html_bytes": len(ready.letter.html.encode()),
                "dry_run": not send,
                **numbers,
                "refused": {_masked(a, a): _masked(r, a) for a, r in report.refused.items()},
                "unserved": {_masked(a, a): _masked(r, a) for a, r in report.unserved.items()},
                "unsure": [_masked(address, address) for address in report.unsure],
                "stopped": report.stopped,
            }
        )
    elif not send:
        size = len(ready.letter.html.encode()) / 1000
        count = len(report.unserved) + (len(report.unsure) if again else 0)
        click.echo(f"{ready.letter.subject} ({size:.0f} KB of HTML)")
        click.echo(
            f"{len(to.keyed):,} subscribers, {to.repeated:,} of them named again: {count:,} would "
            f"get it, {len(report.before):,} have it, {len(report.unsure):,} may have it. Nothing "
            "was sent; --send sends it"
        )
    else:
        for address, reason in report.refused.items():
            click.echo(
                f"{_masked(address, address)}: refused: {_masked(reason, address)}", err=True
            )
        for address, reason in report.unserved.items():
            said = f"{_masked(address, address)}: not served: {_masked(reason, address)}"
            click.echo(said, err=True)
        for address in report.unsure:
            said = "may have got it when a run was killed; look for the message in the server's log"
            click.echo(f"{_masked(address, address)}: {said}", err=True)
        if report.stopped:
            click.echo(f"Stopped: {report.stopped}", err=True)
        click.echo(
            f"{len(report.sent):,} sent, {len(report.before):,} had it, {len(report.refused):,} "
            f"refused, {len(report.unserved):,} not served, {len(report.unsure):,} unsure"
        )
    if send and not report.is_complete:
        sys.exit(1)


def _masked(text: str, address: str) -> str:
    """A text that may hold a subscriber's address, without it where logs are public."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    hidden = f"{address[:1]}***@{address.rpartition('@')[2]}"
    return re.sub(re.escape(address), lambda _: hidden, text, flags=re.IGNORECASE)


@contextmanager
def _mail_errors_said() -> Iterator[None]:
    from pressmark.base.errors import BuildError
    from pressmark.newsletter.ledger import LedgerError
    from pressmark.newsletter.message import MailError
    from pressmark.newsletter.smtp import DeliveryError

    try:
        yield
    except (BuildError, DeliveryError, LedgerError, MailError) as error:
        raise click.ClickException(str(error)) from None
