"""The command about the log of changes: what has changed, told and noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from pressmark.base.journal import write_together
from pressmark.base.words import counted, enumerated
from pressmark.cli.opening import content_of, library_of, turn_to_change
from pressmark.cli.options import config_file_option, day, json_option, today
from pressmark.cli.output import print_json, report_errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pressmark.base.git import Revision
    from pressmark.library.changes import LoggedChange
    from pressmark.library.library import Library


@dataclass
class _Comparison:
    """The changes that were found, and what there is to say of how they were."""

    changes: list[LoggedChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@click.command(
    help="""List what changed about papers and is not in the log yet.

    Without options, the commits of the library are compared day by day, from the last day in the
    log on. A commit counts on its own day, and what was merged on the day of the merge. The log,
    content/changes.jsonl, feeds the page of what is new. Papers are not noted as added if their
    records say when they were.
    """,
    epilog="Example: pressmark changes --update",
)
@config_file_option
@click.option(
    "--before",
    metavar="PLACE",
    help="Compare with the site at PLACE: its address, its folder, or its data/papers.jsonl.gz.",
)
@click.option(
    "--revision",
    metavar="NAME",
    help="Compare with the records of a git revision, such as v1.2 or HEAD.",
)
@click.option(
    "--day",
    "of_day",
    type=day,
    metavar="DAY",
    help="The day that the changes are noted under, with --before or --revision. By default today.",
)
@click.option("--update", is_flag=True, help="Note them at the end of content/changes.jsonl.")
@json_option
def changes(
    config_file: Path,
    before: str | None,
    revision: str | None,
    of_day: str | None,
    update: bool,
    as_json: bool,
) -> None:
    from pressmark.library.changes import FILE, further

    if before and revision:
        raise click.UsageError("Compare with one state only: --before or --revision.")
    if of_day and not (before or revision):
        raise click.UsageError("Commits have their own days: --day needs --before or --revision.")
    file = content_of(config_file) / FILE
    with report_errors(as_json), turn_to_change(config_file, is_dry=not update):
        library = library_of(config_file)
        on = of_day or today()
        if before:
            comparison = _since_published(before, library, on)
        elif revision:
            comparison = _since_revision(config_file, revision, library, on)
        else:
            comparison = _by_day(config_file, library)
        new = further(library.changes, comparison.changes)
        if update and new:
            raw = file.read_bytes() if file.exists() else None
            start = (raw or b"").rstrip(b"\n")
            text = (start + b"\n" if start else b"") + _lines(new)
            write_together(config_file.parent, {file: text}, {file: raw})
    for note in comparison.notes:
        click.echo(note, err=True)
    if as_json:
        values = [_values(change) for change in new]
        print_json(
            {"changes": values, "notes": comparison.notes, "file": str(file) if update else None}
        )
        return
    for change in new:
        click.echo(f"{change.day} {change.paper}: {_in_words(change)}")
    number = counted(len(new), "change")
    if update:
        click.echo(f"{file}: {number} noted" if new else f"{file}: nothing new to note")
    else:
        click.echo(f"{number} not in the log" + ("; note them with --update" if new else ""))


def _since_published(place: str, library: Library, on: str) -> _Comparison:
    from pressmark.library.changes import compared
    from pressmark.library.loading.history import identified
    from pressmark.library.loading.published import papers_at

    earlier, faulty = papers_at(place)
    notes = [f"{place}: left out {counted(faulty, 'record')} that can't be read"] if faulty else []
    changes = compared(earlier, identified(library), on)
    # Of what could not be read nobody knows whether it was added.
    return _Comparison([c for c in changes if not faulty or c.change != "added"], notes)


def _since_revision(config_file: Path, name: str, library: Library, on: str) -> _Comparison:
    from pressmark.library.changes import compared
    from pressmark.library.loading.history import History, identified
    from pressmark.site.configuration import sources_of

    history = History(config_file.absolute().parent, sources_of(config_file))
    comparison = _Comparison()
    revision = history.revision(name)
    for _, papers in history.states(
        [revision], lambda each: comparison.notes.append(_skipped(each))
    ):
        comparison.changes = compared(papers, identified(library), on)
    return comparison


def _by_day(config_file: Path, library: Library) -> _Comparison:
    from pressmark.library.changes import compared
    from pressmark.library.loading.history import History
    from pressmark.site.configuration import sources_of

    history = History(config_file.absolute().parent, sources_of(config_file))
    comparison = _Comparison()
    if history.is_shallow:
        comparison.notes.append(
            "this clone is shallow: what changed before its first commit can't be told. Fetch the "
            "rest with: git fetch --unshallow"
        )
    since = max((change.day for change in library.changes), default="")
    days = history.days(since)
    states = history.states(days, lambda each: comparison.notes.append(_skipped(each)))
    for (_, earlier), (revision, papers) in pairwise(states):
        comparison.changes += compared(earlier, papers, revision.day)
    return comparison


def _skipped(revision: Revision) -> str:
    commit = revision.commit[:12]
    return (
        f"{revision.day}: the records of commit {commit} can't be read by this version; passed over"
    )


def _lines(changes: Iterable[LoggedChange]) -> bytes:
    from pressmark.base.markup import json_line

    return b"".join([json_line(_values(change)) + b"\n" for change in changes])


def _values(change: LoggedChange) -> dict[str, object]:
    """An entry's values by key, without the absent ones."""
    values = {
        "day": change.day,
        "paper": change.paper,
        "change": change.change,
        "what": list(change.what),
        "before": change.before,
    }
    return {name: value for name, value in values.items() if value}


def _in_words(change: LoggedChange) -> str:
    if change.what:
        return f"{change.change}: {enumerated([*change.what])}"
    return f"{change.change}, before: {change.before}" if change.before else change.change
