"""The commands that give things other ids or join two of them: the library's files are rewritten,
and old addresses lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pressmark.cli.opening import content_of, library_of, survey_of, turn_to_change
from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import print_json, report_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.site.addresses.edits import Edits, Place

_KINDS = ("paper", "theme", "tag", "venue", "person")

_names = click.argument("names", nargs=-1, required=True, metavar="[KIND] OLD NEW")
_dry_run = click.option("--dry-run", is_flag=True, help="Only show what would change.")


def _parted(names: tuple[str, ...]) -> tuple[str, str, str]:
    """A kind, which is a paper where none is named, and two ids."""
    if len(names) == 2:
        return "paper", *names
    if len(names) == 3 and names[0] in _KINDS:
        return names
    raise click.UsageError(
        f"write two ids, and before them what they are of unless it is a paper: "
        f"{', '.join(_KINDS)}."
    )


@click.command(
    help="""Give a paper, theme, tag, venue or person another id.

    KIND is paper, theme, tag, venue or person, and may be left out for a paper. All records,
    vocabularies and hand-written pages that name OLD name NEW then, its address redirects, and
    content/addresses.txt lists the new one. A paper's abstract is renamed too. Either everything is
    written or nothing is.
    """,
    epilog="Example: pressmark rename tag llm-juge llm-judge",
)
@_names
@click.option("--label", default="", help="Another label too; the old one becomes an alias.")
@config_file_option
@_dry_run
@json_option
def rename(
    names: tuple[str, ...], label: str, config_file: Path, dry_run: bool, as_json: bool
) -> None:
    kind, old, new = _parted(names)
    label = " ".join(label.split())
    if label and kind == "paper":
        raise click.UsageError("a paper has no label; edit its title in the record.")

    def edits(place: Place) -> Edits | None:
        if kind == "paper":
            from pressmark.site.addresses.rename import rename as rename_paper

            return rename_paper(place, old, new)
        if kind == "person":
            from pressmark.site.addresses.person_edits import rename_person

            return rename_person(place, old, new, label)
        from pressmark.site.addresses.terms import rename_term

        return rename_term(place, kind, old, new, label)

    _carry_out(edits, config_file, (kind, old, new), dry_run, as_json)


@click.command(
    help="""Merge a paper, theme, tag, venue or person into another.

    KIND is paper, theme, tag, venue or person, and may be left out for papers. NEW stays and takes
    OLD in: facts that a paper lacks, the names of a term or person as aliases. All that names OLD
    names NEW then, and the address of OLD redirects. What both say differently stays as NEW says
    it, and is listed. Either everything is written or nothing is.
    """,
    epilog="Example: pressmark merge tag llm-judges llm-judge",
)
@_names
@config_file_option
@_dry_run
@json_option
def merge(names: tuple[str, ...], config_file: Path, dry_run: bool, as_json: bool) -> None:
    kind, old, new = _parted(names)

    def edits(place: Place) -> Edits | None:
        if kind == "paper":
            from pressmark.site.addresses.merge import merge as merge_papers

            return merge_papers(place, old, new)
        if kind == "person":
            from pressmark.site.addresses.person_edits import merge_people

            return merge_people(place, old, new)
        from pressmark.site.addresses.terms import merge_terms

        return merge_terms(place, kind, old, new)

    _carry_out(edits, config_file, (kind, old, new), dry_run, as_json)


def _carry_out(
    edits_of: Callable[[Place], Edits | None],
    config_file: Path,
    names: tuple[str, str, str],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Change the library's files unless it is a dry run, and say which and how."""
    from pressmark.site.addresses.edits import Edits, Place, RefusedError

    with report_errors(as_json), turn_to_change(config_file, is_dry=dry_run):
        library = library_of(config_file)
        place = Place(content_of(config_file), library, survey_of(config_file, library))
        try:
            edits = edits_of(place)
        except RefusedError as error:
            raise click.UsageError(str(error)) from None
        is_done = edits is None
        edits = edits or Edits()
        if not dry_run:
            edits.carry_out(place.content)
    kind, old, new = names
    if as_json:
        files = [file.as_posix() for file in edits.files]
        print_json(
            {"kind": kind, "old": old, "new": new, "dry_run": dry_run, "files": files}
            | {"redirects": edits.redirects, "left_out": edits.left_out}
        )
        return
    if is_done:
        click.echo(f"Nothing to do: {old} is {new} already")
    for file in edits.files:
        click.echo(file)
    for text in edits.left_out:
        click.echo(f"left out: {text}")
    leads = "would redirect" if dry_run else "redirects"
    for before, after in edits.redirects.items():
        click.echo(f"{before} {leads} to {after}{'' if dry_run else ' now'}")
