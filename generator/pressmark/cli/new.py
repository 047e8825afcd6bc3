"""The command that begins a library of one's own."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from pressmark.base.disk import put
from pressmark.base.words import counted
from pressmark.cli.conflicts import is_somebody_there
from pressmark.cli.imports import format_option, new_tags_option, plan_of, print_notes, summary
from pressmark.cli.options import json_option, today
from pressmark.cli.output import print_json, print_local_abstracts, report_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.cli.imports import PlannedImport
    from pressmark.starter.create import NewLibrary
    from pressmark.starter.requirement import Requirement

_LICENSE = "CC BY 4.0"


def _line(text: str) -> str:
    """Text on one line, without space around it. Anything else ends the command, or asks again."""
    text = text.strip()
    if not text.isprintable():
        raise click.BadParameter(f"{text!r} is not one line of text.")
    return text


def _name(text: str) -> str:
    if not (line := _line(text)):
        raise click.BadParameter("a library needs a name.")
    return line


def _address(text: str) -> str:
    line = _line(text)
    try:
        parts = urlsplit(line)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if line and (not is_address or " " in line or parts.query or parts.fragment):
        raise click.BadParameter(
            f"{line!r} is no address. Write it like https://example.org/papers/."
        )
    return line and line.rstrip("/") + "/"


def _option(
    read: Callable[[str], str],
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    return lambda _, __, text: None if text is None else read(text)


@click.command(
    help="""Begin a library of your own in DIR.

    DIR is new or empty; files are never overwritten. On a terminal, name, address and licence are
    asked for. The exit status is 0 when all went in, 3 when the import left something out, and 1
    when nothing could be read: then nothing is made.
    """,
    epilog="Example: pressmark new my-library --from refs.bib",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "listing",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A bibliography to begin with, as pressmark import reads it. By default two examples.",
)
@format_option
@new_tags_option
@click.option("--name", callback=_option(_name), help="The library's name.")
@click.option(
    "--url",
    callback=_option(_address),
    help="The address that its site will have. By default none yet; GitHub Pages fills it in.",
)
@click.option(
    "--license",
    "license_",
    callback=_option(_line),
    help=f"The licence of its digests and other texts. By default {_LICENSE}.",
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults of what is not given.")
@click.option("--with-templates", is_flag=True, help="Copy all templates, to change them.")
@json_option
def new(
    folder: Path,
    listing: Path | None,
    format_name: str | None,
    new_tags: int | None,
    name: str | None,
    url: str | None,
    license_: str | None,
    yes: bool,
    with_templates: bool,
    as_json: bool,
) -> None:
    from pressmark.starter.create import NewLibrary, OccupiedError, check_vacant, create
    from pressmark.starter.requirement import requirement

    try:
        check_vacant(folder)
    except OccupiedError as error:
        raise click.BadParameter(str(error), param_hint="DIR") from None
    ask = _is_asked(yes, as_json)
    library = NewLibrary(
        name=_answer(ask, name, "Name of the library", _default_name(folder), _name),
        url=_answer(ask, url, "Address of its site, if you know it", "", _address),
        license=_answer(ask, license_, "Licence of its texts", _LICENSE, _line),
        today=today(),
    )
    records = _Records(listing, format_name, new_tags or 0, library.today) if listing else None
    with report_errors(as_json):
        needed = requirement()
        try:
            paths = create(
                folder, library, needed, write_records=records, with_templates=with_templates
            )
        except _NothingReadError:
            paths = []
    planned = records.planned if records else None
    if as_json:
        values = {"folder": str(folder), "name": library.name, "url": library.url}
        imported = planned.as_dict() if planned else None
        print_json({**values, "license": library.license, "files": paths, "import": imported})
    if planned and listing:
        print_notes(planned, listing)
        print_local_abstracts(planned.plan.local_abstracts, folder / "mkdocs.yml")
        if not as_json and paths:
            click.echo(summary(planned, dry_run=False))
    if not paths:
        raise click.ClickException(f"no paper in {listing} can be read: nothing was made")
    if not as_json:
        _print_next(folder, library, needed, paths)
    sys.exit(3 if planned and planned.plan.omissions else 0)


class _NothingReadError(Exception):
    """Raised when a bibliography has no paper that can be read."""


class _Records:
    """The records of a bibliography, written into a library as it is made; `planned` is what its
    import does, once it is read."""

    def __init__(self, listing: Path, format_name: str | None, new_tags: int, added: str) -> None:
        self.planned: PlannedImport | None = None
        self._listing = listing
        self._format = format_name
        self._new_tags = new_tags
        self._added = added

    def __call__(self, root: Path) -> None:
        from pressmark.library.importing import plan as importing

        choices = importing.Choices(self._added, new_tags=self._new_tags)
        config_file = root / "mkdocs.yml"
        self.planned = plan_of(self._listing, config_file, choices, self._format, {}, strict=False)
        if not self.planned.plan.made:
            raise _NothingReadError
        for path, text in self.planned.plan.files.items():
            put(root / "content", path, text.encode())


def _is_asked(yes: bool, as_json: bool) -> bool:
    """Whether somebody is there to answer."""
    return is_somebody_there() and not (yes or as_json)


def _answer(
    ask: bool, given: str | None, question: str, default: str, read: Callable[[str], str]
) -> str:
    """What was given as an option, what a person types, or the default."""
    if given is not None:
        return given
    if not ask:
        return default
    answer: str = click.prompt(
        question, default=default, show_default=bool(default), value_proc=read, err=True
    )
    return answer


def _default_name(folder: Path) -> str:
    words = " ".join(re.split(r"[\s_-]+", folder.absolute().name)).strip()
    return words[:1].upper() + words[1:] if words and words.isprintable() else "Papers"


def _print_next(
    folder: Path, library: NewLibrary, needed: Requirement, paths: Sequence[str]
) -> None:
    click.echo(f"{library.name} is in {folder}: {counted(len(paths), 'file')}")
    if not needed.is_complete:
        click.echo("No package index has this pressmark: see requirements.txt", err=True)
    is_here = folder.absolute() == Path.cwd()
    there = "" if is_here else f"cd {shlex.quote(str(folder))}, then "
    click.echo(f"Next: {there}pressmark build, or pressmark serve to look at it")
