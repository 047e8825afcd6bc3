"""The commands about records: check them, import more, print their schema."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.base.words import counted
from pressmark.cli.opening import content_of, library_of, settings_findings, survey_of
from pressmark.cli.options import config_file_option, day, json_option, today
from pressmark.cli.output import print_json, report_errors

if TYPE_CHECKING:
    from pressmark.library.importing.plan import ImportPlan
    from pressmark.library.library import Library


@click.command(epilog="Example: pressmark check --json")
@config_file_option
@json_option
def check(config_file: Path, as_json: bool) -> None:
    """Check every record and list all findings by file and line.

    The settings in mkdocs.yml are checked too, and so are published addresses: see pressmark
    addresses.
    """
    with report_errors(as_json):
        findings = settings_findings(config_file)
        try:
            library = library_of(config_file)
        except InvalidLibraryError as error:
            raise InvalidLibraryError([*findings, *error.findings]) from None
        findings += survey_of(config_file, library).findings()
        if findings:
            raise InvalidLibraryError(findings)
        counts = _counts(library)
    if as_json:
        print_json({"findings": [], "counts": counts})
    else:
        numbers = (counted(count, name.removesuffix("s")) for name, count in counts.items())
        click.echo(f"{', '.join(numbers)}: all fine")


def _counts(library: Library) -> dict[str, int]:
    return {
        "papers": len(library.papers),
        "drafts": sum(paper.is_draft for paper in library.papers.values()),
        "abstracts": len(library.abstracts),
        "authors": len(library.people),
        "themes": len(library.themes),
        "tags": len(library.tags),
    }


def _format_name(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    from pressmark.library.readers import formats

    if name is not None and name not in formats.FORMATS:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(formats.FORMATS)}.")
    return name


def _columns(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """The headings of a table by what they hold."""
    from pressmark.library.readers.column_names import COLUMNS, FIELDS

    columns = {}
    for pair in re.split(r",(?=\s*[\w-]+\s*=)", ",".join(texts)) if texts else ():
        name, equals, heading = (part.strip() for part in pair.partition("="))
        if not equals or not heading:
            raise click.BadParameter(f"{pair!r} is not FIELD=HEADING.")
        if name not in COLUMNS and name not in FIELDS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join([*FIELDS, *COLUMNS])}.")
        columns[name] = heading
    return columns


@click.command("import", epilog="Example: pressmark import listing.txt --dry-run")
@click.argument("listing", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@config_file_option
@click.option(
    "--format",
    "format_name",
    callback=_format_name,
    help="The format of the file: listing (titles and abstracts on alternating lines), records "
    "(JSON Lines), bibtex, csl-json, ris, nbib (PubMed), enw (EndNote), csv or identifiers. By "
    "default it is detected.",
)
@click.option(
    "--columns",
    callback=_columns,
    multiple=True,
    metavar="FIELD=HEADING",
    help="The column of a table that holds a field, such as 'title=Paper name,authors=Who'. "
    "Columns with usual headings need none.",
)
@click.option(
    "--new-tags",
    type=click.IntRange(1),
    metavar="N",
    help="Add the keywords that at least N new papers bear to tags.yml. Others are listed.",
)
@click.option(
    "--added",
    type=day,
    metavar="DAY",
    help="The day on which new records count as added, in feeds and the e-mail digest. By default "
    "today.",
)
@click.option("--strict", is_flag=True, help="Write nothing if anything had to be left out.")
@click.option("--dry-run", is_flag=True, help="Print what would change and write nothing.")
@json_option
def import_(
    listing: Path,
    config_file: Path,
    format_name: str | None,
    columns: dict[str, str],
    new_tags: int | None,
    added: str | None,
    strict: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add the papers and abstracts of LISTING to the library.

    An abstract goes to the record of its paper; a paper without a record gets a draft record.
    Existing records are not changed. If the library has findings, nothing is written.

    A faulty entry is left out, a faulty value costs only itself, and each is listed. The exit
    status is 0 when all went in, 3 when something was left out, and 1 when nothing could be read.
    """
    from pressmark.library.importing import plan as importing
    from pressmark.library.readers import formats
    from pressmark.library.readers.columns import read as read_columns
    from pressmark.library.readers.encodings import decoded

    with report_errors(as_json):
        library = library_of(config_file)
        raw = listing.read_bytes()
        text, encoding = (utf8_text(raw, listing), "UTF-8") if strict else decoded(raw, listing)
        if columns:
            format_name = "csv"
        source = formats.FORMATS.get(format_name or "") or formats.recognised(text, listing)
        reading = read_columns(text, listing, columns) if columns else source.read(text, listing)
        plan = importing.plan(reading, library, listing, added or today(), new_tags or 0)
        if strict and plan.omissions:
            raise InvalidLibraryError(omission.finding for omission in plan.omissions)
        if not dry_run:
            importing.carry_out(plan, content_of(config_file))
    if as_json:
        head = {"format": source.name, "encoding": encoding, "dry_run": dry_run}
        print_json({**head, **plan.as_dict()})
    if encoding != "UTF-8":
        click.echo(
            f"{listing}: not UTF-8; read as {encoding}. Check letters with accents", err=True
        )
    _print_notes(plan)
    if not as_json and plan.made + len(plan.matches):
        click.echo(_summary(plan, source.name, dry_run))
    if plan.omissions:
        sys.exit(3 if plan.made + len(plan.matches) else 1)


def _print_notes(plan: ImportPlan) -> None:
    """Say on stderr what a person should look at: what was left out, joined, replaced or kept."""
    for omission in plan.omissions:
        click.echo(omission, err=True)
    for match in plan.matches:
        if match.joined:
            name = f"line {match.line}" + (f" ({match.key})" if match.key else "")
            click.echo(f"{name}: the same paper as on line {match.joined}: {match.paper}", err=True)
    if plan.new_tags:
        click.echo(f"new tags, without a description: {', '.join(plan.new_tags)}", err=True)
    if plan.unused:
        fields = [f"{name} ({count})" for name, count in plan.unused.items()]
        click.echo(f"fields that records have no place for: {', '.join(fields)}", err=True)
    if plan.candidates:
        best = [f"{word} ({count})" for word, count in list(plan.candidates.items())[:20]]
        click.echo(f"keywords without a tag: {', '.join(best)}", err=True)
    for paper in plan.replaced:
        click.echo(f"{paper}: a different abstract was attached; this one replaces it", err=True)
    for paper in plan.kept:
        click.echo(f"{paper}: the record differs and is left as it is", err=True)


def _summary(plan: ImportPlan, format_name: str, dry_run: bool) -> str:
    """What the import did with every entry, in numbers that add up."""
    records, drafts = counted(len(plan.added), "record"), counted(len(plan.drafted), "draft")
    values = sum(not omission.is_entry for omission in plan.omissions)
    return (
        f"{counted(plan.entries, 'paper')} read as {format_name}: {records} and {drafts} "
        f"{'would be' if dry_run else 'were'} added, {len(plan.matches):,} matched, "
        f"{plan.left_out:,} left out, with {counted(values, 'value')} of others; "
        f"{counted(len(plan.attached), 'abstract')} attached, {len(plan.replaced):,} replaced"
    )


@click.command(epilog="Example: pressmark schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record's front matter.

    Editors that know it complete keys and mark mistakes.
    """
    from pressmark.library.paper import front_matter_schema

    print_json(front_matter_schema())
