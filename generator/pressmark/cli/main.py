"""The command line: the name of a command in; the command run, and an exit status, out.

Each group of commands is a module of this room. It is imported when one of its commands is called:
starting is a part of every build.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from pressmark.base.process import begin_process, restart_in_utf8
from pressmark.base.streams import LOST_OUTPUT, lost_output, open_streams

# Where each command is: a module of this room, and its name there.
_COMMANDS = {
    "addresses": "addresses.addresses",
    "build": "build.build",
    "changes": "changes.changes",
    "check": "records.check",
    "digest": "digest.digest",
    "explain": "explain.explain",
    "import": "imports.import_",
    "merge": "rename.merge",
    "new": "new.new",
    "rename": "rename.rename",
    "schema": "records.schema",
    "serve": "build.serve",
    "suggest": "suggest.suggest",
}


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"pressmark.cli.{module}"), attribute)
        return command


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Turn a folder of paper records into a library website.

    Exit status: 0 if all is well, 1 if the input has findings or the work failed, 2 if the command
    was called with wrong arguments, 74 if all was done but its output could not be written.
    """,
    epilog="Example: pressmark check && pressmark build",
)
@click.version_option(package_name="pressmark", prog_name="pressmark")
def main() -> None:
    pass


def run() -> None:
    """The command line as a program of its own.

    It exits without freeing, object by object, a library that nobody needs any more.
    """
    restart_in_utf8()
    begin_process()
    open_streams()
    try:
        main()
    except SystemExit as end:
        status = end.code
    if isinstance(status, str):
        click.echo(status, err=True)
    status = status if isinstance(status, int) else int(status is not None)
    if (error := lost_output()) and not status:
        status = LOST_OUTPUT
        reason = f"the output can't be written ({error.strerror}); all else is done"
        click.echo(f"Error: {reason}", err=True)
    sys.stderr.flush()
    os._exit(status)
