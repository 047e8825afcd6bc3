"""The command line: options in; work handed on, then words and an exit status out.

Exit status: 0 all is well, 1 the input or the build has faults, 2 the command was called wrongly.
"""

from __future__ import annotations

import datetime
import gc
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.saying import content_of, findings_said, library_of, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.library import Library
    from pressmark.site.addresses.survey import Survey


def _existing(_: click.Context, __: click.Parameter, config_file: Path) -> Path:
    if not config_file.is_file():
        raise click.BadParameter(
            f"there is no file {config_file}. Run pressmark in the library's folder, or name the "
            "library's mkdocs.yml."
        )
    return config_file


def _known_format(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    from pressmark.library.readers import formats

    if name is not None and name not in formats.FORMATS:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(formats.FORMATS)}.")
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
    with findings_said(as_json), _build_errors_said(), progress() as say:
        from pressmark.build.build import build as build_site

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
        print_json(asdict(report) | {"seconds": round(report.seconds, 3), "stages": stages})
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
    with findings_said(as_json=False), _build_errors_said():
        import logging

        from pressmark.build.preview.server import serve as serve_site

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
    with findings_said(as_json):
        library = library_of(config_file)
        if findings := _survey(config_file, library).findings():
            raise InvalidLibraryError(findings)
        counts = _counts(library)
    if as_json:
        print_json({"findings": [], "counts": counts})
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
    from pressmark.library.importing import plan as importing
    from pressmark.library.readers import formats

    with findings_said(as_json):
        library = library_of(config_file)
        text = utf8_text(listing.read_bytes(), listing)
        source = formats.FORMATS[format_name] if format_name else formats.recognised(text)
        day = added.date() if added else datetime.datetime.now().astimezone().date()
        plan = importing.plan(source.read(text, listing), library, listing, day.isoformat())
        if not dry_run:
            importing.carry_out(plan, content_of(config_file))
    if as_json:
        print_json({"format": source.name, "dry_run": dry_run, **plan.as_dict()})
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
    from pressmark.library.paper import front_matter_schema

    print_json(front_matter_schema())


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
    from pressmark.site.addresses import survey as listing

    content = content_of(config_file)
    with findings_said(as_json):
        library = library_of(config_file)
        survey = _survey(config_file, library)
        if redirect:
            from pressmark.site.addresses.rename import RefusedError
            from pressmark.site.addresses.rename import redirect as lead_on

            try:
                written = lead_on(content, library, survey, *redirect)
            except RefusedError as error:
                raise click.UsageError(str(error)) from None
            click.echo(f"content/{written.file}: {written.line}", err=as_json)
            library = library_of(config_file)
            survey = _survey(config_file, library)
        if update and (survey.new or survey.text is None):
            listing.write_list(content, listing.updated(survey.listed, survey.new))
            survey = _survey(config_file, library)
        findings = survey.findings(most=len(survey.lost))
        if before:
            earlier = listing.parsed(utf8_text(before.read_bytes(), before))
            findings += survey.unlisted_since(earlier)
        if as_json:
            print_json(survey.as_dict() | {"findings": [one.as_dict() for one in findings]})
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
    from pressmark.site.addresses.rename import RefusedError
    from pressmark.site.addresses.rename import rename as give_id

    with findings_said(as_json=False):
        library = library_of(config_file)
        survey = _survey(config_file, library)
        try:
            files = give_id(content_of(config_file), library, survey, old, new)
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
    from pressmark import digesting as commands

    if (since is None) == (day is None):
        raise click.UsageError("Say --since DAY to make a digest, or the DATE of one to send.")
    if since is not None:
        if show or subscribers or send:
            raise click.UsageError("Publish the digest first; then show or send it by its DATE.")
        commands.make(config_file, since, until, in_full, as_json)
        return
    if show and not (subscribers or send):
        commands.show(config_file, str(day), show)
        return
    if not subscribers:
        raise click.UsageError(
            "Say who gets it with --subscribers FILE, or look at it with --show."
        )
    from pressmark.newsletter.smtp import Manner

    manner = Manner(tries, pause, timeout, rate)
    commands.post(config_file, str(day), subscribers, ledger, send, unsure_again, manner, as_json)


def _survey(config_file: Path, library: Library) -> Survey:
    from pressmark.library.loading.handwritten import address_of, names
    from pressmark.library.relations import relate
    from pressmark.site.addresses.survey import survey
    from pressmark.site.plan import plan

    content = content_of(config_file).absolute()
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
def _build_errors_said() -> Iterator[None]:
    from pressmark.base.errors import BuildError

    try:
        yield
    except BuildError as error:
        raise click.ClickException(str(error)) from None
