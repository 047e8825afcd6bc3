"""A file that lists papers in; its papers in the library out, now or whenever it is saved."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pressmark.base.findings import InvalidLibraryError, printable, shown, utf8_text
from pressmark.base.rules.imports import CONFLICTING_FACT
from pressmark.base.rules.rule import in_words
from pressmark.base.words import counted
from pressmark.cli import conflicts as conflicting
from pressmark.cli.conflicts import difference, resolver
from pressmark.cli.opening import content_of, library_of, turn_to_change
from pressmark.cli.options import config_file_option, day, json_option, today
from pressmark.cli.output import print_json, print_local_abstracts, report_errors
from pressmark.library.importing import merging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pressmark.library.importing.plan import Choices, ImportPlan


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


format_option = click.option(
    "--format",
    "format_name",
    callback=_format_name,
    help="The format of the file: listing (titles and abstracts on alternating lines), records "
    "(JSON Lines), bibtex, csl-json, ris, nbib (PubMed), enw (EndNote), csv or identifiers. By "
    "default it is detected.",
)
new_tags_option = click.option(
    "--new-tags",
    type=click.IntRange(1),
    metavar="N",
    help="Add the keywords that at least N new papers bear to tags.yml. Others are listed.",
)


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(
    "import",
    help="""Add the papers and abstracts of LISTING to the library.

    An abstract goes to the record of its paper; a paper without a record gets a draft record. What
    the source changed since it was last imported goes into the records, and what a curator wrote
    stays. If the library has findings, nothing is written.

    A faulty entry is left out, a faulty value costs only itself, and each is listed. The exit
    status is 0 when all went in, 3 when something was left out or is in conflict with a record, and
    1 when nothing could be read.
    """,
    epilog="Example: pressmark import listing.txt --dry-run",
)
@click.argument("listing", type=_FILE, required=False)
@click.option("--from", "source", type=_FILE, help="The file to import, in place of LISTING.")
@click.option(
    "--watch",
    is_flag=True,
    help="Import the file whenever it is saved, until Ctrl+C; the exit status is then 0.",
)
@config_file_option
@format_option
@click.option(
    "--columns",
    callback=_columns,
    multiple=True,
    metavar="FIELD=HEADING",
    help="The column of a table that holds a field, such as 'title=Paper name,authors=Who'. "
    "Columns with usual headings need none.",
)
@new_tags_option
@click.option(
    "--added",
    type=day,
    metavar="DAY",
    help="The day on which new records count as added, in feeds and the e-mail digest. By default "
    "today.",
)
@click.option(
    "--ids",
    type=click.Choice(["names", "keys"]),
    default="names",
    show_default=True,
    help="What new records are called by: author, year and title, or the source's citation keys.",
)
@click.option(
    "--conflicts",
    type=click.Choice(conflicting.CHOICES),
    default="ask",
    show_default=True,
    help="Which is right where source and record have both changed: ask on a terminal, leave the "
    "record alone and say so, or take what the record or the source says.",
)
@click.option("--strict", is_flag=True, help="Write nothing if anything had to be left out.")
@click.option("--dry-run", is_flag=True, help="Print what would change and write nothing.")
@json_option
def import_(
    listing: Path | None,
    source: Path | None,
    watch: bool,
    config_file: Path,
    **options: Any,
) -> None:
    files = [file for file in (listing, source) if file]
    if len(files) != 1:
        raise click.UsageError("Name one file to import: LISTING, or --from FILE.")
    run = partial(_import_once, files[0], config_file, **options)
    if watch:
        _watch(files[0], run)
    else:
        sys.exit(run())


def _import_once(
    listing: Path,
    config_file: Path,
    *,
    format_name: str | None,
    columns: dict[str, str],
    new_tags: int | None,
    added: str | None,
    ids: str,
    conflicts: str,
    strict: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import a file, say what that did, and return the exit status."""
    from pressmark.library.importing import plan as importing
    from pressmark.site.configuration import publishes_abstracts

    with report_errors(as_json), turn_to_change(config_file, is_dry=dry_run):
        decide = resolver("leave" if as_json or dry_run else conflicts, listing)
        publish = publishes_abstracts(config_file)
        choices = importing.Choices(
            added or today(), ids == "keys", decide, new_tags or 0, publish_abstracts=publish
        )
        planned = plan_of(listing, config_file, choices, format_name, columns, strict=strict)
        plan = planned.plan
        if strict and (findings := plan.findings(listing)):
            raise InvalidLibraryError(findings)
        if not dry_run:
            importing.carry_out(plan, content_of(config_file))
    if as_json:
        print_json({**planned.as_dict(), "dry_run": dry_run})
    print_notes(planned, listing)
    if not dry_run:
        print_local_abstracts(plan.local_abstracts, config_file)
    if not as_json and plan.made + len(plan.matches):
        click.echo(summary(planned, dry_run))
    if not plan.omissions and not plan.conflicts:
        return 0
    return 3 if plan.made + len(plan.matches) else 1


def _watch(listing: Path, run: Callable[[], int]) -> None:
    """Import a file now and whenever it is saved, until Ctrl+C; what fails is said each time."""
    from pressmark.build.watcher import Watcher

    watcher = Watcher()
    watcher.add_file(listing.absolute())
    watcher.start()
    try:
        with suppress(SystemExit):
            run()
        click.echo(f"Watching {listing}", err=True)
        for _ in watcher.changes():
            with suppress(SystemExit):
                run()
    except KeyboardInterrupt:
        pass
    finally:
        watcher.end()


class PlannedImport(NamedTuple):
    """What the import of a file would change, and the names of its format and encoding."""

    format: str
    encoding: str
    plan: ImportPlan

    def as_dict(self) -> dict[str, Any]:
        """The import for a program."""
        return {"format": self.format, "encoding": self.encoding, **self.plan.as_dict()}


def plan_of(
    listing: Path,
    config_file: Path,
    choices: Choices,
    format_name: str | None,
    columns: Mapping[str, str],
    *,
    strict: bool,
) -> PlannedImport:
    """What the import of a file into a library would change. Its format is detected unless it is
    named, or headings of `columns` make it a table; `strict` takes no encoding but UTF-8.

    Raises `InvalidLibraryError` where the file or the library can't be read.
    """
    from pressmark.library.importing import plan as importing
    from pressmark.library.readers import formats
    from pressmark.library.readers.columns import read as read_columns
    from pressmark.library.readers.encodings import decoded

    library = library_of(config_file)
    raw = listing.read_bytes()
    text, encoding = (utf8_text(raw, listing), "UTF-8") if strict else decoded(raw, listing)
    source = formats.FORMATS.get("csv" if columns else format_name or "")
    source = source or formats.recognised(text, listing)
    reading = read_columns(text, listing, columns) if columns else source.read(text, listing)
    plan = importing.plan(reading, library, content_of(config_file), listing, choices)
    return PlannedImport(source.name, encoding, plan)


def print_notes(planned: PlannedImport, listing: Path) -> None:
    """Say on stderr what a person should look at: what was left out, joined, replaced or kept."""
    plan, encoding = planned.plan, planned.encoding
    if encoding != "UTF-8":
        click.echo(
            f"{listing}: not UTF-8; read as {encoding}. Check letters with accents", err=True
        )
    for omission in plan.omissions:
        click.echo(omission, err=True)
    for match in plan.matches:
        if match.joined:
            name = f"line {match.line}" + (f" ({printable(match.key)})" if match.key else "")
            click.echo(f"{name}: the same paper as on line {match.joined}: {match.paper}", err=True)
    if plan.new_tags:
        click.echo(f"new tags, without a description: {', '.join(plan.new_tags)}", err=True)
    if plan.unused:
        fields = [f"{printable(name)} ({count})" for name, count in plan.unused.items()]
        click.echo(f"fields that records have no place for: {', '.join(fields)}", err=True)
    if plan.candidates:
        best = [
            f"{printable(word)} ({count})" for word, count in list(plan.candidates.items())[:20]
        ]
        click.echo(f"keywords without a tag: {', '.join(best)}", err=True)
    _print_changes(plan, listing)
    for paper in plan.replaced:
        click.echo(f"{paper}: a different abstract was attached; this one replaces it", err=True)
    for paper in plan.kept:
        click.echo(f"{paper}: the record differs and is left as it is", err=True)


def _print_changes(plan: ImportPlan, listing: Path) -> None:
    """Say on stderr what became of records, and what a person has to decide."""
    joined: dict[str, list[str]] = {}
    for change in plan.changes:
        place = f"{listing}:{change.line}: {change.paper}: {change.fact}"
        held, says = shown(change.held), shown(change.says)
        match change.outcome:
            case merging.JOINED:
                joined.setdefault(change.paper, []).append(change.fact)
            case merging.UPDATED:
                click.echo(f"{place}: {held} became {says}", err=True)
            case merging.REMOVED:
                click.echo(f"{place}: {held} was removed, as in the source", err=True)
            case merging.KEPT:
                click.echo(f"{place}: the record keeps {held}; the source says {says}", err=True)
            case _:
                click.echo(difference(change, listing), err=True)
    for paper, facts in joined.items():
        click.echo(f"{paper}: joined from {listing}: {', '.join(facts)}", err=True)
    for paper in plan.vanished:
        click.echo(f"{paper}: no longer in {listing}; the record stays", err=True)
    for paper in plan.deleted:
        click.echo(
            f"{paper}: its record was deleted, and is not made again. If it is wanted, remove its "
            "line from content/sources.jsonl",
            err=True,
        )
    for key, paper in plan.renamed.items():
        click.echo(f"{key}: the id of this key is taken; the record is {paper}", err=True)
    if plan.conflicts:
        advice = in_words(CONFLICTING_FACT)
        click.echo(f"{counted(len(plan.conflicts), 'conflict')}: {advice} [PM731]", err=True)


def summary(planned: PlannedImport, dry_run: bool) -> str:
    """What the import did with every entry, in numbers that add up."""
    plan = planned.plan
    records, drafts = counted(len(plan.added), "record"), counted(len(plan.drafted), "draft")
    values = sum(not omission.is_entry for omission in plan.omissions)
    return (
        f"{counted(plan.entries, 'paper')} read as {planned.format}: {records} and {drafts} "
        f"{'would be' if dry_run else 'were'} added, {len(plan.matches):,} matched, "
        f"{plan.left_out:,} left out, with {counted(values, 'value')} of others; "
        f"{counted(len(plan.attached), 'abstract')} attached, {len(plan.replaced):,} replaced"
        f"{_of_records(plan)}"
    )


def _of_records(plan: ImportPlan) -> str:
    """How many records were brought up to date, where any were."""
    outcomes = (merging.JOINED, merging.UPDATED, merging.REMOVED)
    records = {change.paper for change in plan.changes if change.outcome in outcomes}
    return f"; {counted(len(records), 'record')} brought up to date" if records else ""
