"""The command about addresses: which are new, lost or redirected."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pressmark.base.findings import InvalidLibraryError, utf8_text
from pressmark.cli.opening import content_of, library_of, survey_of, turn_to_change
from pressmark.cli.options import config_file_option, json_option, today
from pressmark.cli.output import print_json, report_errors


@click.command(
    help="""Compare the library with the list of published addresses.

    The list is content/addresses.txt. Prints which addresses are new, lost and redirected; the exit
    status is 1 if one is lost or not listed. An address is relative to the site's root and ends
    with a slash. A library without the list is not checked. A record that is new on the list and
    has no `added` gets today's date there with --update, so that feeds and digests know it as new.
    """,
    epilog="Example: pressmark addresses --update",
)
@config_file_option
@click.option("--update", is_flag=True, help="Add new addresses to the list, or start it.")
@click.option(
    "--redirect",
    nargs=2,
    metavar="OLD NEW",
    help="Redirect the address OLD to NEW: write the line into the record, the term or "
    "content/redirects.yml.",
)
@click.option(
    "--before",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An earlier content/addresses.txt: everything in it must still be listed.",
)
@json_option
def addresses(
    config_file: Path,
    update: bool,
    redirect: tuple[str, str] | None,
    before: Path | None,
    as_json: bool,
) -> None:
    from pressmark.site.addresses.dating import dated, undated
    from pressmark.site.addresses.edits import Place, list_addresses
    from pressmark.site.addresses.survey import LIST, parsed, updated

    content = content_of(config_file)
    with report_errors(as_json), turn_to_change(config_file, is_dry=not (update or redirect)):
        library = library_of(config_file)
        survey = survey_of(config_file, library)
        if redirect:
            from pressmark.site.addresses.edits import RefusedError
            from pressmark.site.addresses.rename import redirect as write_redirect

            try:
                written = write_redirect(content, library, survey, *redirect)
            except RefusedError as error:
                raise click.UsageError(str(error)) from None
            click.echo(f"content/{written.file}: {written.line}", err=as_json)
            library = library_of(config_file)
            survey = survey_of(config_file, library)
        place = Place(content, library, survey)
        if update:
            edits = dated(place, today())
            for file in edits.files:
                click.echo(f"dated: {file}", err=as_json)
            for text in edits.left_out:
                click.echo(text, err=True)
            list_addresses(edits, place, survey.new)
            if not (content / LIST).exists():
                edits.texts[content / LIST] = updated((), survey.new)
            edits.carry_out(content)
            survey = survey_of(config_file, library)
        findings = survey.findings(most=len(survey.lost))
        if before:
            earlier = parsed(utf8_text(before.read_bytes(), before))
            findings += survey.unlisted_since(earlier)
        if as_json:
            print_json(survey.as_dict() | {"findings": [finding.as_dict() for finding in findings]})
        else:
            for line in survey.lines():
                click.echo(line)
            for name, file in () if update else undated(place).items():
                click.echo(f"{file}: {name} has no day in 'added': the update writes today's")
            if findings:
                raise InvalidLibraryError(findings)
    sys.exit(1 if findings or (survey.text is not None and survey.new) else 0)
