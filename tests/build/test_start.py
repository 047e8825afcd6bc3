"""A build that has little to do begins at once: it loads nothing that others need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

# What takes long to load, and is for faults, for new sites, and for drawing the theme.
HEAVY = {"asyncio", "concurrent.futures", "markdown", "mkdocs", "pydantic", "pydantic_core"}


def modules_after(library: TinyLibrary, *command: str) -> set[str]:
    """What a process has loaded that carried out a command in a library's folder."""
    code = (
        "import sys\nfrom pressmark.cli.main import main\n"
        "main(sys.argv[1:], standalone_mode=False)\nprint(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=library.root,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "generator")},
    )
    return {*done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("command", [("build", "--no-search"), ("check",)])
def test_an_edit_loads_nothing_that_sound_records_have_no_need_of(
    command: tuple[str, ...], tiny_library: TinyLibrary
) -> None:
    modules_after(tiny_library, "build")
    assert HEAVY & modules_after(tiny_library, *command) == set()
    record = min((tiny_library.content / "papers").glob("*.md"))
    title = "title: Lamps seen again"
    text = re.sub("^title: .*$", title, record.read_text(encoding="utf-8"), flags=re.MULTILINE)
    record.write_text(text, encoding="utf-8")
    assert HEAVY & modules_after(tiny_library, *command) == set()
