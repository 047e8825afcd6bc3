"""What all commands say alike: findings, progress, JSON for programs; and where they look."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pressmark.base.findings import InvalidLibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pressmark.base.findings import Finding


@contextmanager
def findings_said(as_json: bool) -> Iterator[None]:
    """Ends the command with status 1 after saying what is wrong with the input."""
    try:
        yield
    except InvalidLibraryError as error:
        _say(error.findings, as_json)
        sys.exit(1)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{place}{error.strerror or error}") from None


def _say(findings: list[Finding], as_json: bool) -> None:
    for finding in findings:
        click.echo(finding, err=True)
    click.echo(f"{len(findings):,} findings" if len(findings) > 1 else "1 finding", err=True)
    if as_json:
        print_json({"findings": [finding.as_dict() for finding in findings]})
    elif os.environ.get("GITHUB_ACTIONS") == "true":
        for finding in findings:
            click.echo(finding.annotation)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """What tells a person at a terminal how far the work is, on one line that goes at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    erase = "\r\x1b[K"
    try:
        yield lambda text: click.echo(f"{erase}{text} ...", err=True, nl=False)
    finally:
        click.echo(erase, err=True, nl=False)


def print_json(value: dict[str, Any]) -> None:
    """Print what a program reads."""
    click.echo(json.dumps(value, indent=2))
