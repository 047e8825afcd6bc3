"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from pressmark.base.clock import now


def day(text: str) -> str:
    """A day as ISO 8601 writes it, 2026-11-24. Anything else ends the command."""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day. Write it like 2026-11-24.") from None


def day_or_last(text: str) -> str:
    """A day, or the word "last"."""
    return text if text == "last" else day(text)


def today() -> str:
    """The day it is where the command runs, as ISO 8601."""
    return now().date().isoformat()


def _existing(_: click.Context, __: click.Parameter, config_file: Path) -> Path:
    if not config_file.is_file():
        raise click.BadParameter(
            f"there is no file {config_file}. Run pressmark in the library's folder, or name the "
            "library's mkdocs.yml."
        )
    from pressmark.cli.opening import complete_interrupted

    complete_interrupted(config_file)
    return config_file


config_file_option = click.option(
    "--config-file",
    "-f",
    type=click.Path(path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    callback=_existing,
    help="The library's configuration file; its records are in content/ next to it.",
)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
