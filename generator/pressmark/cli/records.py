"""The commands about records: check them, print their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pressmark.base.findings import InvalidLibraryError
from pressmark.base.words import counted
from pressmark.cli.opening import library_of, settings_findings, survey_of
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import print_json, report_errors

if TYPE_CHECKING:
    from pathlib import Path

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
        findings += [omission.finding for omission in library.omissions]
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


@click.command(epilog="Example: pressmark schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record's front matter.

    Editors that know it complete keys and mark mistakes.
    """
    from pressmark.library.paper import front_matter_schema

    print_json(front_matter_schema())
