"""The commands about addresses: what is new, lost or led on; a record renamed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.cli.opening import content_of, library_of, survey_of
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import findings_said, print_json


@click.command(epilog="Example: pressmark addresses --update")
@config_file_option
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
@json_option
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
        survey = survey_of(config_file, library)
        if redirect:
            from pressmark.site.addresses.rename import RefusedError
            from pressmark.site.addresses.rename import redirect as lead_on

            try:
                written = lead_on(content, library, survey, *redirect)
            except RefusedError as error:
                raise click.UsageError(str(error)) from None
            click.echo(f"content/{written.file}: {written.line}", err=as_json)
            library = library_of(config_file)
            survey = survey_of(config_file, library)
        if update and (survey.new or survey.text is None):
            listing.write_list(content, listing.updated(survey.listed, survey.new))
            survey = survey_of(config_file, library)
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


@click.command(epilog="Example: pressmark rename smith2024one smith2024lamps")
@click.argument("old")
@click.argument("new")
@config_file_option
def rename(old: str, new: str, config_file: Path) -> None:
    """Give the record OLD the id NEW, and lead its old address to the new one.

    Its abstract and the links of hand-written pages follow. All is done or nothing is.
    """
    from pressmark.site.addresses.rename import RefusedError
    from pressmark.site.addresses.rename import rename as give_id

    with findings_said(as_json=False):
        library = library_of(config_file)
        survey = survey_of(config_file, library)
        try:
            files = give_id(content_of(config_file), library, survey, old, new)
        except RefusedError as error:
            raise click.UsageError(str(error)) from None
    for file in files:
        click.echo(file)
    click.echo(f"papers/{old}/ leads to papers/{new}/ now; list it: pressmark addresses --update")
