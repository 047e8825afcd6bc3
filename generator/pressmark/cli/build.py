"""The commands that make the site: build it once, or serve a preview that follows edits."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from pressmark.cli.options import config_file_option, json_option
from pressmark.cli.output import print_json, print_local_abstracts, progress, report_errors, warn

if TYPE_CHECKING:
    from pathlib import Path

_WITHOUT_PLUGIN = (
    "mkdocs.yml does not name the plugin pressmark: mkdocs build would put another site in the "
    "place of this one. Write plugins: [pressmark]"
)


@click.command(
    help="""Build the site into site/, after an edit only what changed.

    A build that fails leaves the published site as it was. What is faulty in a file of `sources`
    is left out and listed; with --strict, it stops the build.
    """,
    epilog="Example: pressmark build --strict",
)
@config_file_option
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--clean", is_flag=True, help="Build everything anew, whatever is in .build/.")
@click.option(
    "--portable",
    is_flag=True,
    help="Make a site to open from a disk: links name each page's file.",
)
@click.option("--no-search", is_flag=True, help="Leave the search index as it is.")
@click.option(
    "--verify",
    type=click.IntRange(1),
    metavar="N",
    help="Compare the shortest, longest and oddest pages, and N more at random, with the same "
    "pages drawn by the theme itself.",
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    help="Number of processes, this one included. By default one per processor core.",
)
@json_option
def build(
    config_file: Path,
    strict: bool,
    clean: bool,
    portable: bool,
    no_search: bool,
    verify: int | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    with report_errors(as_json), progress() as say:
        from pressmark.build.build import build as build_site
        from pressmark.site import configuration

        report = build_site(
            config_file,
            strict=strict,
            jobs=jobs or 0,
            with_search=not no_search,
            clean=clean,
            verify=verify or 0,
            portable=portable,
            say=say,
        )
    for omission in report.omissions:
        click.echo(omission, err=True)
    for text in report.missing_files:
        click.echo(text, err=True)
    print_local_abstracts(report.local_abstracts, config_file)
    if report.kept:
        click.echo(f"Of content/pages, not generated: {', '.join(report.kept)}", err=True)
    if configuration.would_be_replaced(config_file):
        click.echo(_WITHOUT_PLUGIN, err=True)
    if as_json:
        stages = {name: round(seconds, 3) for name, seconds in report.stages.items()}
        values = report._asdict() | {"seconds": round(report.seconds, 3), "stages": stages}
        omissions = [omission.as_dict() for omission in report.omissions]
        kinds = [kind._asdict() for kind in report.kinds]
        print_json(values | {"omissions": omissions, "kinds": kinds})
    else:
        click.echo(
            f"{report.pages:,} pages, {report.files:,} files: {report.written:,} written "
            f"({report.bytes / 1e6:.1f} MB), {report.removed:,} removed in {report.seconds:.1f} s"
        )
        if report.kinds:
            from pressmark.build.sizes import described

            click.echo(described(report.kinds))
    if report.warning:
        warn(report.warning)


@click.command(
    help="""Preview the site and reload it when a file is saved.

    It listens where dev_addr in mkdocs.yml says, by default at 127.0.0.1:8000. Findings show over
    the last good page. Ctrl+C stops the server.
    """,
    epilog="Example: pressmark serve --port 8001",
)
@config_file_option
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes any free one.")
def serve(config_file: Path, host: str | None, port: int | None) -> None:
    with report_errors(as_json=False):
        import logging

        from pressmark.build.preview.server import serve as serve_site
        from pressmark.site import configuration

        host_there, _, port_there = str(configuration.read(config_file)["dev_addr"]).rpartition(":")
        host = host or host_there
        port = int(port_there) if port is None else port
        logging.basicConfig(level=logging.INFO, format="%(message)s")
        with suppress(KeyboardInterrupt):
            serve_site(
                config_file, host=host, port=port, ready=lambda at: click.echo(f"Serving {at}")
            )
