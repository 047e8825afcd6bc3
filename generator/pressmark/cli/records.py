"""The commands about records: check them, print their schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.base.findings import InvalidLibraryError
from pressmark.base.words import counted
from pressmark.cli.opening import (
    content_of,
    library_at_hand,
    settings_findings,
    survey_of,
    written_findings,
)
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import print_json, progress, report_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from pressmark.library.library import Library
    from pressmark.site.addresses.edits import Place


# How many pages, besides the oddest, are compared with what the theme draws itself.
_COMPARED = 20


@click.command(
    help="""Check every record and list all findings by file and line.

    The settings in mkdocs.yml and hand-written pages are checked too, and so are published
    addresses: see pressmark addresses. With --built, this is all that a change of a library's
    content has to pass.
    """,
    epilog="Example: pressmark check --built",
)
@config_file_option
@click.option(
    "--built",
    is_flag=True,
    help="Build the site as well, and check every link, anchor, head, feed and citation in it.",
)
@json_option
def check(config_file: Path, built: bool, as_json: bool) -> None:
    from pressmark.site.addresses.edits import Place

    with report_errors(as_json), progress() as say:
        findings = settings_findings(config_file)
        try:
            library = library_at_hand(config_file)
        except InvalidLibraryError as error:
            raise InvalidLibraryError([*findings, *error.findings]) from None
        findings += [omission.finding for omission in library.omissions]
        survey = survey_of(config_file, library)
        findings += survey.findings()
        if not findings:
            say("Reading the pages")
            findings += written_findings(config_file, library)
        if findings:
            raise InvalidLibraryError(findings)
        counts = _counts(library)
        if built:
            counts |= _counts_of_site(config_file, say)
        place = Place(content_of(config_file), library, survey)
        remarks = _notes(place)
    if as_json:
        print_json({"findings": [], "counts": counts, "notes": remarks})
    else:
        numbers = (counted(count, name.removesuffix("s")) for name, count in counts.items())
        for note in remarks:
            click.echo(note)
        click.echo(f"{', '.join(numbers)}: all fine")


def _notes(place: Place) -> list[str]:
    """What there is to say of new records that is no finding, line by line."""
    from pressmark.site.addresses.dating import undated
    from pressmark.site.addresses.new_records import notes

    lines = [
        f"{file}: {name} is new and does not say when it was added. Date it, and list its address: "
        "pressmark addresses --update"
        for name, file in undated(place).items()
    ]
    return lines + [f"{place.record_file(name)}: {note}" for name, note in notes(place)]


def _counts_of_site(config_file: Path, say: Callable[[str], None]) -> dict[str, int]:
    """Build the site and look at all of it. Raises `InvalidLibraryError` with what is wrong."""
    from pressmark.build.build import build
    from pressmark.build.site_check import check_site
    from pressmark.site import configuration
    from pressmark.site.settings import site_from

    build(config_file, strict=True, verify=_COMPARED, say=say)
    say("Reading the site")
    settings = configuration.read(config_file)
    shown = config_file.parent / settings.get("site_dir", "site")
    scripts = settings.get("extra_javascript") or ()
    named = {*settings["extra_css"], *(s if isinstance(s, str) else s["path"] for s in scripts)}
    site = site_from(settings)
    if site.strict_policy:
        named.clear()
    site_check = check_site(shown.absolute(), site.url, shown, named)
    if site.strict_policy:
        from pressmark.build.policy_check import policy_findings

        site_check.findings += policy_findings(shown.absolute(), shown)
    if site_check.findings:
        raise InvalidLibraryError(site_check.findings)
    return {"pages": site_check.pages, "links": site_check.links, "files": site_check.files}


def _counts(library: Library) -> dict[str, int]:
    return {
        "papers": len(library.papers),
        "drafts": sum(paper.is_draft for paper in library.papers.values()),
        "abstracts": len(library.abstracts),
        "authors": len(library.people),
        "themes": len(library.themes),
        "tags": len(library.tags),
    }


@click.command(
    help="""Print the JSON Schema of a record's front matter.

    Editors that know it complete keys and mark mistakes. Where mkdocs.yml in this folder lists
    sources, a record may lack what the entry of a source says, and no key is required.
    """,
    epilog="Example: pressmark schema > record.schema.json",
)
def schema() -> None:
    from pressmark.library.paper_schema import front_matter_schema
    from pressmark.site.configuration import sources_of

    config_file = Path("mkdocs.yml")
    with report_errors(as_json=False):
        lists_sources = config_file.is_file() and bool(sources_of(config_file))
    print_json(front_matter_schema(may_be_part=lists_sources))
