"""Where a library is in; the library, and what becomes of its addresses, out."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressmark.base.work_folder import BusyError, WorkFolder
from pressmark.cli.output import report_errors

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pressmark.base.findings import Finding
    from pressmark.library.library import Library
    from pressmark.site.addresses.survey import Survey


def survey_of(config_file: Path, library: Library) -> Survey:
    """What becomes of the addresses of that library."""
    from pressmark.library.loading.handwritten import address_of, names
    from pressmark.library.relations import relate
    from pressmark.site.addresses.survey import survey
    from pressmark.site.plan import plan

    content = content_of(config_file).absolute()
    pages = map(address_of, names(content / "pages"))
    return survey(content, library, plan(library, relate(library), ""), pages, Path.cwd())


def settings_findings(config_file: Path) -> list[Finding]:
    """What is wrong with a library's settings. Raises `BuildError` where they can't be read."""
    from pressmark.base.findings import InvalidLibraryError
    from pressmark.site import configuration

    try:
        configuration.read(config_file)
    except InvalidLibraryError as error:
        return error.findings
    return []


def complete_interrupted(config_file: Path) -> None:
    """Do what a command that was stopped in the middle had left to do, and say so."""
    root = config_file.absolute().parent
    work = WorkFolder.of(root)
    notes: list[str] = []
    with report_errors(as_json=False):
        if work.journal.exists():
            from pressmark.base import journal

            notes += journal.complete(root)
        if work.publication.exists():
            from pressmark.build import publish

            with suppress(BusyError), work.held():  # whoever holds it may be at just this
                notes.append(publish.complete(work))
    for note in filter(None, notes):
        click.echo(note, err=True)


def turn_to_change(config_file: Path, *, is_dry: bool = False) -> AbstractContextManager[None]:
    """To be the only command that changes that library, unless nothing is to be changed."""
    from pressmark.base import journal

    return nullcontext() if is_dry else journal.turn(config_file.absolute().parent)


def written_findings(config_file: Path, library: Library) -> list[Finding]:
    """What is wrong with the hand-written pages and the navigation beside that library."""

    from pressmark.build.written_check import findings_of_written

    root = config_file.absolute().parent
    # Findings are read, and clicked, where the command was called.
    place = root.relative_to(Path.cwd()) if root.is_relative_to(Path.cwd()) else root
    findings = findings_of_written(config_file, library)
    return [
        finding._replace(file=place / finding.file)
        if finding.file.parts[:1] == ("content",)
        else finding
        for finding in findings
    ]


def content_of(config_file: Path) -> Path:
    """The content folder of the library that is configured there."""
    return config_file.parent / "content"


def library_of(config_file: Path) -> Library:
    """That library. Raises `InvalidLibraryError` with every finding."""
    return _loaded(config_file, None)


def library_at_hand(config_file: Path) -> Library:
    """That library, as `library_of` has it, with what was read before and what is read now kept as
    builds do. What is kept names files as seen from the library's folder: elsewhere it is left."""
    root = config_file.absolute().parent
    return _loaded(config_file, WorkFolder.of(root).records if root == Path.cwd() else None)


def _loaded(config_file: Path, cache: Path | None) -> Library:
    from pressmark.library.loading.load import load

    # Findings are read, and clicked, where the command was called.
    from pressmark.site.configuration import sources_of

    content = content_of(config_file).absolute()
    sources = () if settings_findings(config_file) else sources_of(config_file)
    return load(content, root=Path.cwd(), cache=cache, sources=sources)
