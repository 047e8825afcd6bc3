"""The commands about digests: write a new one, show one as an e-mail, send it."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.base.journal import write_together
from pressmark.base.words import counted
from pressmark.cli.opening import content_of, library_of, turn_to_change
from pressmark.cli.options import config_file_option, day, day_or_last, json_option, today
from pressmark.cli.output import print_json, progress, report_errors
from pressmark.newsletter.retry_policy import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.newsletter.outbox import MailingReport
    from pressmark.newsletter.selection import NewsletterSelection
    from pressmark.newsletter.sending import Mailing, Recipients

# `digest` was one command before: the command that each of its options belongs to now.
_FORMER = {
    "--since": "new",
    "--until": "new",
    "--in-full": "new",
    "--show": "show",
    "--subscribers": "send",
    "--send": "send",
}
_RENAMED = {"--show": "--format", "--send": "--yes"}
# So many papers that were left out are named.
_NAMED = 20
_RETRIES = RetryPolicy()


class _DigestGroup(click.Group):
    """A group that says how to write a call from when it was one command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        for former in args if args and args[0] not in self.commands else ():
            if command := _FORMER.get(former.partition("=")[0]):
                words = []
                for word in args:
                    option, equals, value = word.partition("=")
                    words.append(_RENAMED.get(option, option) + equals + value)
                raise click.UsageError(
                    f"'{ctx.command_path}' is a group of commands now. Call: "
                    f"{ctx.command_path} {shlex.join([command, *words])}",
                    ctx,
                )
        return super().parse_args(ctx, args)


@click.group(
    cls=_DigestGroup,
    help="""Write, show or send the e-mail digest of new papers.

    A digest is a file in content/digests/, a page of the site and an e-mail.
    """,
    epilog="Example: pressmark digest new --since last",
)
def digest() -> None:
    pass


@digest.command(
    help="""Write a digest of the papers added since a day.

    It is written to content/digests/ for a curator to edit. If no paper is new, nothing is written.
    """,
    epilog="Example: pressmark digest new --since 2026-11-01",
)
@config_file_option
@click.option(
    "--since",
    type=day_or_last,
    required=True,
    metavar="DAY",
    help="The first day that the digest covers; 'last' continues where the last digest ended.",
)
@click.option(
    "--until",
    type=day,
    metavar="DAY",
    help="The last day that the digest covers, and its date. By default today.",
)
@click.option(
    "--in-full",
    type=click.IntRange(1, 200),
    default=30,
    show_default=True,
    metavar="N",
    help="Number of papers shown in full; of the others, the digest lists the titles.",
)
@json_option
def new(config_file: Path, since: str, until: str | None, in_full: int, as_json: bool) -> None:
    from pressmark.library import newsletter
    from pressmark.newsletter import selection

    with report_errors(as_json), turn_to_change(config_file):
        library = library_of(config_file)
        if since == "last":
            if not library.newsletters:
                raise click.UsageError("There is no earlier digest to continue: give a day.")
            since = next(iter(library.newsletters.values())).until
        until = until or today()
        if since > until:
            raise click.UsageError(f"The digest would end on {until}, before it begins.")
        file = content_of(config_file) / newsletter.FOLDER / f"{until}.yml"
        if file.exists():
            raise click.ClickException(f"{file} already exists: edit it, or remove it first.")
        selected = selection.select(library, since, until, in_full)
        if selected.newsletter:
            text = selection.text_of(selected.newsletter)
            write_together(config_file.parent, {file: text.encode()}, {file: None})
    if as_json:
        print_json(
            {
                "file": str(file) if selected.newsletter else None,
                "since": since,
                "until": until,
                "papers": list(selected.newsletter.papers if selected.newsletter else ()),
                "further": list(selected.newsletter.further if selected.newsletter else ()),
                "undated": list(selected.undated),
                "withdrawn": list(selected.withdrawn),
            }
        )
        return
    _print_left_out(selected)
    if selected.newsletter:
        count = counted(selected.newsletter.count, "paper")
        click.echo(f"{file}: {count}, {len(selected.newsletter.papers):,} of them in full")
    else:
        click.echo(f"No paper is new from {since} to {until}; nothing was written")


def _print_left_out(selected: NewsletterSelection) -> None:
    for papers, reason in (
        (selected.undated, "the record doesn't say when it was added; fill in 'added'"),
        (selected.withdrawn, "it was withdrawn or retracted"),
    ):
        for paper in papers[:_NAMED]:
            click.echo(f"{paper}: left out, {reason}", err=True)
        if len(papers) > _NAMED:
            click.echo(f"... and {len(papers) - _NAMED:,} more for the same reason", err=True)


@digest.command(
    help="Print the digest of DATE as it would be sent.",
    epilog="Example: pressmark digest show 2026-11-24 --format html > digest.html",
)
@click.argument("date", type=day, metavar="DATE")
@config_file_option
@click.option(
    "--format",
    "part",
    type=click.Choice(["text", "html", "message"]),
    default="text",
    show_default=True,
    help="The e-mail's plain text, its HTML, or the whole message with its headers.",
)
def show(date: str, config_file: Path, part: str) -> None:
    from pressmark.newsletter.sending import prepare

    with report_errors(as_json=False):
        click.echo(prepare(config_file, date).shown(part), nl=False)


def _retry_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that say how patient to be with a mail server."""
    for option in (
        click.option(
            "--rate",
            type=click.FloatRange(0),
            default=_RETRIES.rate,
            help="Messages per minute at most. By default no limit.",
        ),
        click.option(
            "--tries",
            type=click.IntRange(1, 20),
            default=_RETRIES.tries,
            show_default=True,
            help="How often a message is tried that the server does not accept at once.",
        ),
        click.option(
            "--pause",
            type=click.FloatRange(0),
            default=_RETRIES.pause,
            show_default=True,
            help="Seconds before the second try; doubled before each further one.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(0.1),
            default=_RETRIES.timeout,
            show_default=True,
            help="Seconds to wait for an answer; ten times as long for the last one.",
        ),
    ):
        command = option(command)
    return command


@digest.command(
    help="""Send the digest of DATE to all who have not got it yet.

    Without --yes, prints how many would get it. With it, the exit status is 1 unless everybody
    got it.

    The mail server is set in the environment: PRESSMARK_SMTP_HOST, PRESSMARK_SMTP_PORT,
    PRESSMARK_SMTP_SECURITY (starttls, tls or none), PRESSMARK_SMTP_USER, PRESSMARK_SMTP_PASSWORD
    and PRESSMARK_SMTP_FROM, the sender.
    """,
    epilog="Example: pressmark digest send 2026-11-24 --subscribers ~/readers.txt",
)
@click.argument("date", type=day, metavar="DATE")
@config_file_option
@click.option(
    "--subscribers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Who gets it, one address per line; a file outside the repository.",
)
@click.option("--yes", is_flag=True, help="Send it; without --yes, nothing is sent.")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file that records who got it. By default DATE.ledger next to the subscribers.",
)
@click.option(
    "--unsure-again",
    is_flag=True,
    help="Also send to those who may have got it in an earlier run.",
)
@_retry_options
@json_option
def send(
    date: str,
    config_file: Path,
    subscribers: Path,
    yes: bool,
    ledger: Path | None,
    unsure_again: bool,
    as_json: bool,
    **retries: float,
) -> None:
    from pressmark.newsletter import sending

    with report_errors(as_json), progress() as say:
        mailing = sending.prepare(config_file, date)
        to = sending.recipients(mailing, subscribers, ledger, os.environ)
        if yes:
            policy = RetryPolicy(**retries)  # type: ignore[arg-type]
            report = sending.send(mailing, to, policy, os.environ, again=unsure_again, say=say)
        else:
            report = to.dry_run()
    if as_json:
        print_json(_as_dict(mailing, to, report) | {"dry_run": not yes})
    elif yes:
        _print_report(report)
    else:
        size = len(mailing.message.html.encode()) / 1000
        count = len(report.unserved) + (len(report.unsure) if unsure_again else 0)
        click.echo(f"{mailing.message.subject} ({size:.0f} KB of HTML)")
        click.echo(
            f"{counted(len(to.keyed), 'subscriber')}, {counted(to.repeated, 'duplicate')}: "
            f"{count:,} would get it, "
            f"{len(report.before):,} have it, {len(report.unsure):,} may have it. Nothing was "
            "sent; add --yes to send it"
        )
    if yes and not report.is_complete:
        sys.exit(1)


def _as_dict(mailing: Mailing, to: Recipients, report: MailingReport) -> dict[str, object]:
    return {
        "digest": mailing.newsletter,
        "subject": mailing.message.subject,
        "html_bytes": len(mailing.message.html.encode()),
        "subscribers": len(to.keyed),
        "repeated": to.repeated,
        "sent": len(report.sent),
        "before": len(report.before),
        "refused": {_masked(a, a): _masked(reason, a) for a, reason in report.refused.items()},
        "unserved": {_masked(a, a): _masked(reason, a) for a, reason in report.unserved.items()},
        "unsure": [_masked(address, address) for address in report.unsure],
        "unsure_reasons": {
            _masked(a, a): _masked(reason, a) for a, reason in report.unsure.items()
        },
        "stopped": report.stopped,
    }


def _print_report(report: MailingReport) -> None:
    for address, reason in report.refused.items():
        click.echo(f"{_masked(address, address)}: refused: {_masked(reason, address)}", err=True)
    for address, reason in report.unserved.items():
        click.echo(f"{_masked(address, address)}: not sent: {_masked(reason, address)}", err=True)
    for address, reason in report.unsure.items():
        click.echo(
            f"{_masked(address, address)}: may have got it: {_masked(reason, address)}; look for "
            "the message in the server's log",
            err=True,
        )
    if report.stopped:
        click.echo(f"Stopped: {report.stopped}", err=True)
    click.echo(
        f"{len(report.sent):,} sent, {len(report.before):,} sent before, "
        f"{len(report.refused):,} refused, {len(report.unserved):,} not sent, "
        f"{len(report.unsure):,} unsure"
    )


def _masked(text: str, address: str) -> str:
    """A text that may contain a subscriber's address, without it where logs are public."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    hidden = f"{address[:1]}***@{address.rpartition('@')[2]}"
    return re.sub(re.escape(address), lambda _: hidden, text, flags=re.IGNORECASE)
