"""The command that looks at drafts again: a library in; what its vocabulary suggests now, out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pressmark.base.words import counted
from pressmark.cli.opening import content_of, library_of, turn_to_change
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import print_json, report_errors

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    help="""Suggest themes and tags for drafts anew.

    It is for when themes, tags or aliases were written since the import.

    A draft's theme and tags are what its title and abstract speak for; what a curator has
    confirmed, which is all that the record does not name under "suggested", stays. Tags are added
    and none is removed. The exit status is 3 where a draft should change and its record can't be
    edited.
    """,
    epilog="Example: pressmark suggest --dry-run",
)
@config_file_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@json_option
def suggest(config_file: Path, dry_run: bool, as_json: bool) -> None:
    from pressmark.library.importing.renewal import renewal
    from pressmark.library.importing.staging import write_all

    with report_errors(as_json), turn_to_change(config_file, is_dry=dry_run):
        content = content_of(config_file)
        renewed = renewal(library_of(config_file), content)
        if not dry_run:
            files = {path: after for path, (_, after) in renewed.texts.items()}
            write_all(content, files, {path: before for path, (before, _) in renewed.texts.items()})
    changed = sorted({*renewed.themes, *renewed.tags})
    for paper in renewed.kept:
        click.echo(f"{paper}: not changed, as its record has no plain place for it", err=True)
    if as_json:
        print_json(
            {
                "drafts": renewed.drafts,
                "themes": renewed.themes,
                "tags": renewed.tags,
                "kept": renewed.kept,
                "dry_run": dry_run,
            }
        )
    else:
        for paper in changed:
            parts = [f"theme {renewed.themes[paper]}"] if paper in renewed.themes else []
            parts += [f"tag {tag}" for tag in renewed.tags.get(paper, ())]
            click.echo(f"{paper}: {', '.join(parts)}")
        verb = "would change" if dry_run else "changed"
        click.echo(f"{len(changed):,} of {counted(renewed.drafts, 'draft')} {verb}")
    sys.exit(3 if renewed.kept else 0)
