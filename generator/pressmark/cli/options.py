"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click


def _existing(_: click.Context, __: click.Parameter, config_file: Path) -> Path:
    if not config_file.is_file():
        raise click.BadParameter(
            f"there is no file {config_file}. Run pressmark in the library's folder, or name the "
            "library's mkdocs.yml."
        )
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
