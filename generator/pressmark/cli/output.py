"""What all commands print the same way: errors and findings, progress, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pressmark.base.errors import PressmarkError, in_words
from pressmark.base.findings import InvalidLibraryError, limited, lines_of
from pressmark.base.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pressmark.base.findings import Finding


@contextmanager
def report_errors(as_json: bool) -> Iterator[None]:
    """Ends the command with status 1 and in plain words when the input or the work has a fault."""
    try:
        yield
    except InvalidLibraryError as error:
        _print_findings(error.findings, as_json)
        sys.exit(1)
    except PressmarkError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(in_words(error)) from None


def _print_findings(findings: list[Finding], as_json: bool) -> None:
    for line in lines_of(findings):
        click.echo(line, err=True)
    few, more = limited(findings)
    count, rule = counted(len(findings), "finding"), findings[0].rule
    click.echo(f"{count}. Read more: pressmark explain {rule.id}", err=True)
    if as_json:
        further = {rule.id: count for rule, count in more.items()}
        print_json({"findings": [finding.as_dict() for finding in few], "more": further})
    elif os.environ.get("GITHUB_ACTIONS") == "true":
        for finding in few:
            click.echo(finding.annotation)


def warn(text: str) -> None:
    """Warn of something that stops nothing; on GitHub it is shown with the run."""
    click.echo(f"Warning: {text}", err=True)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(f"::warning::{text}", err=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that shows, on one line of a terminal, what is being done; the line is
    erased at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    erase = "\r\x1b[K"
    try:
        yield lambda text: click.echo(f"{erase}{text} ...", err=True, nl=False)
    finally:
        click.echo(erase, err=True, nl=False)


def print_local_abstracts(count: int, config_file: Path) -> None:
    """Say on stderr of so many abstracts that the public site does not show them, if there are."""
    if not count:
        return
    from pressmark.library.abstract_files import local_note
    from pressmark.site.configuration import publishes_abstracts

    click.echo(local_note(count, publish=publishes_abstracts(config_file)), err=True)


def print_json(value: dict[str, Any]) -> None:
    """Print what a program reads."""
    click.echo(json.dumps(value, indent=2))
