"""What `pressmark digest` does, once its options are read: a digest made, shown or sent, and what
came of it said."""

from __future__ import annotations

import datetime
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.cli.opening import content_of, library_of
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import print_json, progress, report_errors

if TYPE_CHECKING:
    from pressmark.newsletter.smtp import RetryPolicy


def make_digest(
    config_file: Path, since: str, until: str | None, in_full: int, as_json: bool
) -> None:
    """Write the digest of what was added from `since`, a day or "last", to `until`."""
    from pressmark.base.words import counted
    from pressmark.library import newsletter
    from pressmark.newsletter import selection

    with report_errors(as_json):
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


def show_digest(config_file: Path, day: str, what: str) -> None:
    """Print the digest of a day: `what` is its text, its HTML or the whole message."""
    from pressmark.newsletter.sending import prepare

    with report_errors(as_json=False):
        post = prepare(config_file, day)
        click.echo(post.shown(what), nl=False)


def send_digest(
    config_file: Path,
    day: str,
    listed: Path,
    ledger: Path | None,
    send: bool,
    again: bool,
    policy: RetryPolicy,
    as_json: bool,
) -> None:
    """Send the digest of a day to those who are `listed`, or say who would get it."""
    from pressmark.newsletter import sending

    with report_errors(as_json), progress() as say:
        ready = sending.prepare(config_file, day)
        to = sending.recipients(ready, listed, ledger, os.environ)
        if send:
            report = sending.send(ready, to, policy, os.environ, again=again, say=say)
        else:
            report = to.dry_run()
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


def _day(_: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is None or (text == "last" and parameter.name == "since"):
        return text
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write it as 2026-11-24.") from None


@click.command(epilog="Example: pressmark digest --since 2026-11-01")
@click.argument("day", required=False, callback=_day, metavar="[DATE]")
@config_file_option
@click.option(
    "--since",
    callback=_day,
    metavar="DAY",
    help="Make a digest of the papers added on this day and later. 'last' goes on where the last "
    "digest ended.",
)
@click.option(
    "--until",
    callback=_day,
    metavar="DAY",
    help="The last day that the digest tells of, and its own date. By default today.",
)
@click.option(
    "--in-full",
    type=click.IntRange(1, 200),
    default=30,
    show_default=True,
    metavar="N",
    help="How many papers of a new digest are shown in full; of the others, only the titles.",
)
@click.option(
    "--show",
    type=click.Choice(["text", "html", "message"]),
    help="Print the digest of DATE as it is sent: its text, its HTML, or the whole message.",
)
@click.option(
    "--subscribers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Who gets the digest of DATE, an address a line; kept outside the repository. Without "
    "--send, says what would be sent and sends nothing.",
)
@click.option("--send", is_flag=True, help="Send it to all subscribers who have not got it.")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where it is noted who got it. By default DATE.ledger beside the subscribers.",
)
@click.option(
    "--unsure-again",
    is_flag=True,
    help="Send it again to those of whom a run that was killed could not tell whether they got it.",
)
@click.option("--rate", type=click.FloatRange(0), default=0.0, help="Messages a minute at most.")
@click.option(
    "--tries",
    type=click.IntRange(1, 20),
    default=8,
    show_default=True,
    help="How often a message is tried that the server does not take at once.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=5.0,
    show_default=True,
    help="Seconds before a second try; each further one waits twice as long.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=60.0,
    show_default=True,
    help="Seconds to wait for an answer of the server; ten times as long for the last one.",
)
@json_option
def digest(
    day: str | None,
    config_file: Path,
    since: str | None,
    until: str | None,
    in_full: int,
    show: str | None,
    subscribers: Path | None,
    send: bool,
    ledger: Path | None,
    unsure_again: bool,
    rate: float,
    tries: int,
    pause: float,
    timeout: float,
    as_json: bool,
) -> None:
    """Make, show or send the e-mail digest of new papers.

    With --since, a new one is written to content/digests/ for a curator to edit; it becomes a page
    of the site. The mail server is named in the environment: PRESSMARK_SMTP_HOST, _PORT, _SECURITY
    (starttls, tls or none), _USER, _PASSWORD and _FROM, the sender.
    """
    if (since is None) == (day is None):
        raise click.UsageError("Say --since DAY to make a digest, or the DATE of one to send.")
    if since is not None:
        if show or subscribers or send:
            raise click.UsageError("Publish the digest first; then show or send it by its DATE.")
        make_digest(config_file, since, until, in_full, as_json)
        return
    if show and not (subscribers or send):
        show_digest(config_file, str(day), show)
        return
    if not subscribers:
        raise click.UsageError(
            "Say who gets it with --subscribers FILE, or look at it with --show."
        )
    from pressmark.newsletter.smtp import RetryPolicy

    policy = RetryPolicy(tries, pause, timeout, rate)
    send_digest(config_file, str(day), subscribers, ledger, send, unsure_again, policy, as_json)
