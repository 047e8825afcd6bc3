"""Whatever becomes of what a command says, its work is done, and the status tells the rest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.effort import drawn

if TYPE_CHECKING:
    from tests.conftest import TinyLibrary

if not Path("/dev/full").exists():
    pytest.skip("this system has no device that is always full", allow_module_level=True)

# What a shell does with the streams of a command.
STREAMS = {
    "no output": '"$@" >&-',
    "no errors": '"$@" 2>&-',
    "no input": '"$@" <&-',
    "no streams": '"$@" <&- >&- 2>&-',
    "full errors": '"$@" 2>/dev/full',
    "full streams": '"$@" >/dev/full 2>&1',
    "full output": '"$@" >/dev/full',
}
LOST = ("full output", "full streams")
COMMANDS = {
    "build": ("build", "site/papers/quill2021counting/index.html"),
    "check": ("check --json", ""),
    "schema": ("schema", ""),
    "list": ("addresses --update", "content/addresses.txt"),
    "rename": ("rename quill2021counting quill2021lamps", "content/papers/quill2021lamps.md"),
    "help": ("--help", ""),
}
CASES = [(stream, command) for stream in STREAMS for command in COMMANDS]


def run(script: str, words: str) -> subprocess.CompletedProcess[str]:
    """What becomes of a command whose streams a shell has treated so."""
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "pressmark", *words.split()],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.mark.parametrize(("stream", "command"), drawn(CASES, 4))
def test_the_work_is_done_whatever_the_streams_are(
    tiny_library: TinyLibrary, stream: str, command: str
) -> None:
    words, made = COMMANDS[command]
    done = run(STREAMS[stream], words)
    assert "Traceback" not in done.stderr
    assert done.returncode == (74 if stream in LOST else 0), done.stderr
    assert not made or (tiny_library.root / made).is_file()
    if stream == "full output":
        assert done.stderr.endswith(
            "Error: the output can't be written (No space left on device); all else is done\n"
        )


@pytest.mark.parametrize(("command", "reader"), drawn(product(COMMANDS, ["head -c 1", "true"]), 2))
def test_the_work_is_done_when_nobody_reads_on(
    tiny_library: TinyLibrary, command: str, reader: str
) -> None:
    words, made = COMMANDS[command]
    status = tiny_library.root / "status"
    done = run(f'("$@"; echo $? >{status}) | {reader}', words)
    assert done.stderr == ""
    assert status.read_text(encoding="utf-8") == "0\n"
    assert not made or (tiny_library.root / made).is_file()


@pytest.mark.parametrize(
    "stream", drawn(["no output", "no errors", "full output", "no streams"], 2)
)
def test_what_fails_has_its_own_status(tiny_library: TinyLibrary, stream: str) -> None:
    assert run(STREAMS[stream], "nonsense").returncode == 2
    tiny_library.write("papers/notes.txt", "")
    done = run(STREAMS[stream], "check --json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_no_file_is_opened_in_the_place_of_a_stream(tiny_library: TinyLibrary) -> None:
    """What a process was started without would be the first file that it opens."""
    tiny_library.write("pages/about.md", "---\ntitle: A\ndescription: B\n---\n\n[x](gone.md)\n")
    assert run(STREAMS["no streams"], "build").returncode == 0
    files = [path.read_bytes() for path in tiny_library.root.rglob("*") if path.is_file()]
    assert [
        held for held in files if b"WARNING: Doc file" in held or re.search(rb"\d files: ", held)
    ] == []


def test_names_in_any_script_are_printed_where_only_ascii_is_known(
    tiny_library: TinyLibrary,
) -> None:
    tiny_library.write("pages/über.md", "no front matter")
    done = subprocess.run(
        [sys.executable, "-m", "pressmark", "check"],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )
    assert done.returncode == 1
    assert "content/pages/über.md:1: the page has no front matter" in done.stderr.decode()
