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
from pressmark.cli.addresses import addresses, rename
from pressmark.cli.digest import digest
from pressmark.cli.opening import content_of, library_of, survey_of
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import findings_said, print_json, progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pressmark.library.library import Library


def _known_format(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    from pressmark.library.readers import formats

    if name is not None and name not in formats.FORMATS:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(formats.FORMATS)}.")
    return name


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: pressmark check && pressmark build",
)
@click.version_option(package_name="pressmark", prog_name="pressmark")
def main() -> None:
    """Turn a folder of paper records into a library website."""


for command in (addresses, rename, digest):
    main.add_command(command)


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
@config_file_option
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
@json_option
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
@config_file_option
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
@config_file_option
@json_option
def check(config_file: Path, as_json: bool) -> None:
    """Read every record and say all that is wrong, with file and line.

    An address that was published and is lost is wrong too: see pressmark addresses.
    """
    with findings_said(as_json):
        library = library_of(config_file)
        if findings := survey_of(config_file, library).findings():
            raise InvalidLibraryError(findings)
        counts = _counts(library)
    if as_json:
        print_json({"findings": [], "counts": counts})
    else:
        click.echo(", ".join(f"{count:,} {name}" for name, count in counts.items()) + ": all fine")


@main.command("import", epilog="Example: pressmark import listing.txt --dry-run")
@click.argument("listing", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@config_file_option
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
@json_option
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
