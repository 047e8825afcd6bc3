"""The command line: options in; work handed on, then words and an exit status out.

Exit status: 0 all is well, 1 the input or the build has faults, 2 the command was called wrongly.
"""

from __future__ import annotations

import datetime
import gc
import json
import os
import re
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pressmark.findings import InvalidLibraryError, utf8_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pressmark.addresses import Survey
    from pressmark.delivery import Manner
    from pressmark.findings import Finding
    from pressmark.library import Library


def _existing(_: click.Context, __: click.Parameter, config_file: Path) -> Path:
    if not config_file.is_file():
        raise click.BadParameter(
            f"there is no file {config_file}. Run pressmark in the library's folder, or name the "
            "library's mkdocs.yml."
        )
    return config_file


def _known_format(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    from pressmark import readers

    if name is not None and name not in readers.FORMATS:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(readers.FORMATS)}.")
    return name


_config_file = click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    callback=_existing,
    help="The library's configuration; its records stand in content/ beside it.",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: pressmark check && pressmark build",
)
@click.version_option(package_name="pressmark", prog_name="pressmark")
def main() -> None:
    """Turn a folder of paper records into a library website."""


def run() -> None:
    """The command line as a program of its own.

    It ends without taking down, object by object, a library that nobody needs any more, and looks
    for dead cycles less often than Python would: starting makes many objects, and none of them die.
    What checks records looks for no plugins of its own in all that is installed.
    """
    gc.set_threshold(50_000, 20, 20)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        main()
    except SystemExit as end:
        status = end.code
    if isinstance(status, str):
        click.echo(status, err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else int(status is not None))


@main.command(epilog="Example: pressmark build --strict")
@_config_file
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--clean", is_flag=True, help="Make everything anew, whatever an earlier build left.")
@click.option("--no-search", is_flag=True, help="Leave the search index as it is.")
@click.option(
    "--verify",
    type=click.IntRange(1),
    metavar="N",
    help="Compare the shortest, longest and strangest pages, and N taken at random, with what the "
    "theme draws itself.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    help="How many processes work, this one among them. By default one a processor core.",
)
@_as_json
def build(
    config_file: Path,
    strict: bool,
    clean: bool,
    no_search: bool,
    verify: int | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Build the site and publish it into site/; after an edit, only what it changes.

    A build that fails leaves the published site as it was.
    """
    with _findings_said(as_json), _build_errors_said(), _progress() as say:
        from pressmark.build import build as build_site

        report = build_site(
            config_file,
            strict=strict,
            jobs=jobs or 0,
            with_search=not no_search,
            clean=clean,
            verify=verify or 0,
            say=say,
        )
    if as_json:
        stages = {name: round(seconds, 3) for name, seconds in report.stages.items()}
        _print_json(asdict(report) | {"seconds": round(report.seconds, 3), "stages": stages})
    else:
        click.echo(
            f"{report.pages:,} pages, {report.files:,} files: {report.written:,} written "
            f"({report.bytes / 1e6:.1f} MB), {report.removed:,} removed in {report.seconds:.1f} s"
        )


@main.command(epilog="Example: pressmark serve --port 8001")
@_config_file
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
def serve(config_file: Path, host: str, port: int) -> None:
    """Preview the site while you edit: a saved file is on the screen at once. Ctrl+C ends it.

    What is wrong with a record shows over the last good page.
    """
    with _findings_said(as_json=False), _build_errors_said():
        import logging

        from pressmark.serve import serve as serve_site

        logging.basicConfig(level=logging.INFO, format="%(message)s")
        with suppress(KeyboardInterrupt):
            serve_site(
                config_file, host=host, port=port, ready=lambda at: click.echo(f"Serving {at}")
            )


@main.command(epilog="Example: pressmark check --json")
@_config_file
@_as_json
def check(config_file: Path, as_json: bool) -> None:
    """Read every record and say all that is wrong, with file and line.

    An address that was published and is lost is wrong too: see pressmark addresses.
    """
    with _findings_said(as_json):
        library = _library(config_file)
        if findings := _survey(config_file, library).findings():
            raise InvalidLibraryError(findings)
        counts = _counts(library)
    if as_json:
        _print_json({"findings": [], "counts": counts})
    else:
        click.echo(", ".join(f"{count:,} {name}" for name, count in counts.items()) + ": all fine")


@main.command("import", epilog="Example: pressmark import listing.txt --dry-run")
@click.argument("listing", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_config_file
@click.option(
    "--format",
    "format_name",
    callback=_known_format,
    help="What the file is: a listing of titles and abstracts on alternating lines, JSON Lines of "
    "records, or BibTeX or CSL-JSON as reference managers export it. By default its text tells.",
)
@click.option(
    "--added",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day on which new records count as added, by which feeds and the e-mail digest tell "
    "what is new. By default today.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change and write nothing.")
@_as_json
def import_(
    listing: Path,
    config_file: Path,
    format_name: str | None,
    added: datetime.datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add the papers and abstracts of LISTING to the library.

    An abstract goes to the record with its title; a title without one gets a draft record. No
    record that exists is changed. With a fault in LISTING or in the library, nothing is written.
    """
    from pressmark import importing, readers

    with _findings_said(as_json):
        library = _library(config_file)
        text = utf8_text(listing.read_bytes(), listing)
        source = readers.FORMATS[format_name] if format_name else readers.recognised(text)
        day = added.date() if added else datetime.datetime.now().astimezone().date()
        plan = importing.plan(source.read(text, listing), library, listing, day.isoformat())
        if not dry_run:
            importing.carry_out(plan, _content(config_file))
    if as_json:
        _print_json({"format": source.name, "dry_run": dry_run, **plan.as_dict()})
        return
    for paper in plan.replaced:
        click.echo(f"{paper}: another abstract was attached; this one replaces it", err=True)
    for paper in plan.kept:
        click.echo(f"{paper}: the record says something else; it stays as it is", err=True)
    done = "would be" if dry_run else "were"
    click.echo(
        f"{plan.entries:,} papers read as {source.name}: {len(plan.added):,} records and "
        f"{len(plan.drafted):,} drafts {done} added, {len(plan.attached):,} abstracts attached, "
        f"{len(plan.replaced):,} replaced"
    )


@main.command(epilog="Example: pressmark schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record's front matter, for an editor that completes keys."""
    from pressmark.paper import front_matter_schema

    _print_json(front_matter_schema())


@main.command(epilog="Example: pressmark addresses --update")
@_config_file
@click.option("--update", is_flag=True, help="Add the new addresses to the list, or begin it.")
@click.option(
    "--redirect",
    nargs=2,
    metavar="OLD NEW",
    help="Lead the address OLD on to NEW: write the line into the record, the term or "
    "content/redirects.yml.",
)
@click.option(
    "--before",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An earlier content/addresses.txt: what it lists must still be listed.",
)
@_as_json
def addresses(
    config_file: Path,
    update: bool,
    redirect: tuple[str, str] | None,
    before: Path | None,
    as_json: bool,
) -> None:
    """Hold the library against content/addresses.txt, which lists every address ever published.

    Says which addresses are new, lost and redirected, and ends with status 1 if one is lost or not
    listed. An address is relative to the site's root and ends with a slash. A library without the
    list is not checked.
    """
    from pressmark import addresses as listing

    content = _content(config_file)
    with _findings_said(as_json):
        library = _library(config_file)
        survey = _survey(config_file, library)
        if redirect:
            from pressmark.renaming import RefusedError
            from pressmark.renaming import redirect as lead_on

            try:
                written = lead_on(content, library, survey, *redirect)
            except RefusedError as error:
                raise click.UsageError(str(error)) from None
            click.echo(f"content/{written.file}: {written.line}", err=as_json)
            library = _library(config_file)
            survey = _survey(config_file, library)
        if update and (survey.new or survey.text is None):
            listing.write_list(content, listing.updated(survey.listed, survey.new))
            survey = _survey(config_file, library)
        findings = survey.findings(most=len(survey.lost))
        if before:
            earlier = listing.parsed(utf8_text(before.read_bytes(), before))
            findings += survey.unlisted_since(earlier)
        if as_json:
            _print_json(survey.as_dict() | {"findings": [one.as_dict() for one in findings]})
        else:
            for line in survey.said():
                click.echo(line)
            if findings:
                raise InvalidLibraryError(findings)
    sys.exit(1 if findings or (survey.text is not None and survey.new) else 0)


@main.command(epilog="Example: pressmark rename smith2024one smith2024lamps")
@click.argument("old")
@click.argument("new")
@_config_file
def rename(old: str, new: str, config_file: Path) -> None:
    """Give the record OLD the id NEW, and lead its old address to the new one.

    Its abstract and the links of hand-written pages follow. All is done or nothing is.
    """
    from pressmark.renaming import RefusedError
    from pressmark.renaming import rename as give_id

    with _findings_said(as_json=False):
        library = _library(config_file)
        survey = _survey(config_file, library)
        try:
            files = give_id(_content(config_file), library, survey, old, new)
        except RefusedError as error:
            raise click.UsageError(str(error)) from None
    for file in files:
        click.echo(file)
    click.echo(f"papers/{old}/ leads to papers/{new}/ now; list it: pressmark addresses --update")


def _day(_: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    if text is None or (text == "last" and parameter.name == "since"):
        return text
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write it as 2026-11-24.") from None


@main.command(epilog="Example: pressmark digest --since 2026-11-01")
@click.argument("day", required=False, callback=_day, metavar="[DATE]")
@_config_file
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
@_as_json
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
    """Make the e-mail digest of what is new, or look at, or send, the one of DATE.

    With --since, it is written to content/digests/ for a curator to edit; it becomes a page of the
    site. The mail server stands in the environment: PRESSMARK_SMTP_HOST, _PORT, _SECURITY
    (starttls, tls or none), _USER, _PASSWORD and _FROM, the sender.
    """
    if (since is None) == (day is None):
        raise click.UsageError("Say --since DAY to make a digest, or the DATE of one to send.")
    if since is not None:
        if show or subscribers or send:
            raise click.UsageError("Publish the digest first; then show or send it by its DATE.")
        _make_digest(config_file, since, until, in_full, as_json)
        return
    if show and not (subscribers or send):
        _show_digest(config_file, str(day), show)
        return
    if not subscribers:
        raise click.UsageError(
            "Say who gets it with --subscribers FILE, or look at it with --show."
        )
    from pressmark.delivery import Manner

    manner = Manner(tries, pause, timeout, rate)
    _post_digest(config_file, str(day), subscribers, ledger, send, unsure_again, manner, as_json)


def _make_digest(
    config_file: Path, since: str, until: str | None, in_full: int, as_json: bool
) -> None:
    from pressmark import newsletter
    from pressmark.words import counted

    with _findings_said(as_json):
        library = _library(config_file)
        if since == "last":
            if not library.newsletters:
                raise click.UsageError("There is no digest yet to go on from: name the day.")
            since = next(iter(library.newsletters.values())).until
        until = until or datetime.datetime.now().astimezone().date().isoformat()
        if since > until:
            raise click.UsageError(f"The digest would end, on {until}, before it begins.")
        file = _content(config_file) / newsletter.FOLDER / f"{until}.yml"
        if file.exists():
            raise click.ClickException(f"{file} exists already: edit it, or remove it first.")
        made = newsletter.make(library, since, until, in_full)
        if made.newsletter:
            file.parent.mkdir(exist_ok=True)
            file.write_text(newsletter.text_of(made.newsletter), encoding="utf-8")
    if as_json:
        _print_json(
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


def _show_digest(config_file: Path, day: str, show: str) -> None:
    from pressmark.posting import prepare

    with _findings_said(as_json=False), _mail_errors_said():
        post = prepare(config_file, day)
        click.echo(post.shown(show), nl=False)


def _post_digest(
    config_file: Path,
    day: str,
    listed: Path,
    ledger: Path | None,
    send: bool,
    again: bool,
    manner: Manner,
    as_json: bool,
) -> None:
    from pressmark import posting

    with _findings_said(as_json), _mail_errors_said(), _progress() as say:
        post = posting.prepare(config_file, day)
        to = posting.recipients(post, listed, ledger, os.environ)
        if send:
            report = posting.send(post, to, manner, os.environ, again=again, say=say)
        else:
            report = to.outlook()
    numbers = {
        "subscribers": len(to.keyed),
        "repeated": to.repeated,
        "sent": len(report.sent),
        "before": len(report.before),
    }
    if as_json:
        _print_json(
            {
                "digest": day,
                "subject": post.letter.subject,
                "html_bytes": len(post.letter.html.encode()),
                "dry_run": not send,
                **numbers,
                "refused": {_masked(a, a): _masked(r, a) for a, r in report.refused.items()},
                "unserved": {_masked(a, a): _masked(r, a) for a, r in report.unserved.items()},
                "unsure": [_masked(address, address) for address in report.unsure],
                "stopped": report.stopped,
            }
        )
    elif not send:
        size = len(post.letter.html.encode()) / 1000
        count = len(report.unserved) + (len(report.unsure) if again else 0)
        click.echo(f"{post.letter.subject} ({size:.0f} KB of HTML)")
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
    from pressmark.delivery import DeliveryError
    from pressmark.drawn import BuildError
    from pressmark.ledger import LedgerError
    from pressmark.mail import MailError

    try:
        yield
    except (BuildError, DeliveryError, LedgerError, MailError) as error:
        raise click.ClickException(str(error)) from None


def _content(config_file: Path) -> Path:
    return config_file.parent / "content"


def _library(config_file: Path) -> Library:
    from pressmark.load import load

    # Findings are read, and clicked, where the command was called.
    return load(_content(config_file).absolute(), root=Path.cwd())


def _survey(config_file: Path, library: Library) -> Survey:
    from pressmark.addresses import survey
    from pressmark.handwritten import address_of, names
    from pressmark.plan import plan
    from pressmark.relate import relate

    content = _content(config_file).absolute()
    pages = map(address_of, names(content / "pages"))
    return survey(content, library, plan(library, relate(library), ""), pages, Path.cwd())


def _counts(library: Library) -> dict[str, int]:
    return {
        "papers": len(library.papers),
        "drafts": sum(paper.is_draft for paper in library.papers.values()),
        "abstracts": len(library.abstracts),
        "authors": len(library.people),
        "themes": len(library.themes),
        "tags": len(library.tags),
    }


@contextmanager
def _findings_said(as_json: bool) -> Iterator[None]:
    """Ends the command with status 1 after saying what is wrong with the input."""
    try:
        yield
    except InvalidLibraryError as error:
        _say(error.findings, as_json)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{place}{error.strerror or error}") from None


@contextmanager
def _build_errors_said() -> Iterator[None]:
    from pressmark.drawn import BuildError

    try:
        yield
    except BuildError as error:
        raise click.ClickException(str(error)) from None


def _say(findings: list[Finding], as_json: bool) -> None:
    for finding in findings:
        click.echo(finding, err=True)
    click.echo(f"{len(findings):,} findings" if len(findings) > 1 else "1 finding", err=True)
    if as_json:
        _print_json({"findings": [finding.as_dict() for finding in findings]})
    elif os.environ.get("GITHUB_ACTIONS") == "true":
        for finding in findings:
            click.echo(finding.annotation)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What tells a person at a terminal how far the work is, on one line that goes at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    erase = "\r\x1b[K"
    try:
        yield lambda text: click.echo(f"{erase}{text} ...", err=True, nl=False)
    finally:
        click.echo(erase, err=True, nl=False)


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, indent=2))
