"""The wheel holds all that a library needs, and the way that the documentation shows is walked with
it: the very commands, in an environment with nothing but the packages that pressmark asks for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from pressmark.base.template_folders import PACKAGE_TEMPLATES
from tests.conftest import REPOSITORY
from tests.environments import lend_packages
from tests.project import files_of
from tests.starter.test_create import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = PACKAGE_TEMPLATES.parent
DOCUMENTATION = REPOSITORY / "docs" / "forkers.md"
VENV = "python3 -m venv .venv"
COUNT = 60
KINDS = (
    "@article{{{key}, title = {{{title}}}, author = {{{author}}}, year = {{{year}}},\n"
    "  journal = {{Sea Letters}}, volume = {{{number}}}, doi = {{10.1234/{key}}}}}",
    "@inproceedings{{{key}, title = {{{title}}}, author = {{{author}}}, year = {{{year}}},\n"
    "  booktitle = {{Proceedings of Harbour Days}}, url = {{https://papers.example/{key}}}}}",
    "@book{{{key}, title = {{{title}}}, author = {{{author}}}, year = {{{year}}},\n"
    "  publisher = {{Coast Press}}, isbn = {{978-3-16-148410-0}}}}",
    "@phdthesis{{{key}, title = {{{title}}}, author = {{{author}}}, year = {{{year}}},\n"
    "  school = {{Nautical College}}}}",
)
FAMILIES = ("Quill", "Oar", "Mast", "van der Keel", "Ørsted", "Rope", "Anchor", "Buoy")
GIVEN = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gro")
THINGS = ("Lamps", "Tides", "Bells", "Charts", "Fog", "Ropes", "Storms", "Gulls", "Wrecks")


def bibliography(count: int) -> str:
    """So many entries of several kinds, each by people of its own mixture."""
    entries = []
    for number in range(count):
        family, other = FAMILIES[number % 8], FAMILIES[number * 3 % 7]
        values = {
            "key": f"entry{number}",
            "title": f"{THINGS[number % 9]} of the {THINGS[number * 7 % 9]}: Survey {number}",
            "author": f"{family}, {GIVEN[number % 7]} and {other}, {GIVEN[number * 5 % 7]}",
            "year": 1990 + number % 35,
            "number": number % 12 + 1,
        }
        entries.append(KINDS[number % len(KINDS)].format(**values))
    return "\n\n".join(entries)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what it is made of: the build writes beside its sources."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    shutil.copytree(
        PACKAGE,
        source / "generator" / "pressmark",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
            *("--no-index", "--disable-pip-version-check", "--wheel-dir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name.removeprefix("pressmark/") for name in names if name.startswith("pressmark/")}
    others = {name.partition("/")[2] for name in names if not name.startswith("pressmark/")}

    files = {name for name in files_of(PACKAGE) if "__pycache__" not in name}
    assert packed == files
    assert {
        *("py.typed", "hook.py", "build/preview/live.js", "site/defaults.yml"),
        *("templates/paper.html", "templates/mail/digest.html", "templates/theme/main.html"),
        *("templates/theme/assets/stylesheets/pressmark.css", "starter/library/gitignore"),
        "templates/theme/assets/fonts/LICENSE.txt",
    } <= packed
    assert {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"} <= others
    assert len({name.partition("/")[0] for name in names}) == 2


def transcript() -> list[tuple[str, list[str]]]:
    """The commands of the documentation, each with the lines that it prints there."""
    text = (
        DOCUMENTATION.read_text(encoding="utf-8").partition("```console\n")[2].partition("```")[0]
    )
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    commands = [part.splitlines() for part in parts]
    return [(command, lines) for command, *lines in commands]


def numberless(line: str) -> str:
    """A line that is printed, with its numbers all the same, and without the kinds of files that
    are largest, which depend on them."""
    line = re.sub(r"(?<=to upload: ).*", "...", line)
    return re.sub(r"\d[\d,.]*", "0", line)


def shell(folder: Path, tools: Path, script: str) -> subprocess.Popen[str]:
    """A shell that begins in a folder, sees no package index, and has these tools first."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV", "SITE_URL", "REPOSITORY_URL")
    }
    return subprocess.Popen(
        ["/bin/sh", "-c", f"set -e\n{script}"],
        cwd=folder,
        env={
            **environment,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",
            "PIP_NO_COMPILE": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "NO_MKDOCS_2_WARNING": "1",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(process: subprocess.Popen[str]) -> str:
    """What a shell has printed at its end, which must be a good one."""
    output, _ = process.communicate()
    assert process.returncode == 0, output
    return output


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A folder with the wheel, a bibliography, and the environment that the documentation makes.

    The packages that pressmark asks for are lent to it: tests have no package index.
    """
    folder = tmp_path_factory.mktemp("place")
    tools = folder / "tools"
    tools.mkdir()
    (tools / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (tools / "python3").chmod(0o755)
    shutil.copy(wheel, folder)
    (folder / "refs.bib").write_text(bibliography(COUNT), encoding="utf-8")
    finished(shell(folder, tools, VENV))
    lend_packages(folder / ".venv", "pressmark")
    return folder


@pytest.fixture(scope="module")
def printed(place: Path) -> Iterator[list[list[str]]]:
    """The lines that each command prints; the preview, which is last, answers until the end."""
    commands = [command for command, _ in transcript()][1:]
    assert commands[-1] == "pressmark serve"
    lines = [f"{command}\necho @@" for command in commands[:-1]]
    process = shell(place, place / "tools", "\n".join([*lines, "exec pressmark serve --port 0"]))
    assert process.stdout is not None
    output: list[list[str]] = [[]]
    try:
        for line in process.stdout:
            if line == "@@\n":
                output.append([])
                continue
            output[-1].append(line.rstrip("\n"))
            if line.startswith("Serving "):
                break
        assert len(output) == len(commands), output
        yield output
    finally:
        process.terminate()
        process.communicate()


def test_the_documentation_makes_an_environment_first() -> None:
    assert transcript()[0] == (VENV, [])


def test_the_commands_of_the_documentation_print_what_it_says(printed: list[list[str]]) -> None:
    for (command, expected), lines in zip(transcript()[1:], printed, strict=True):
        if expected:
            shown = [line for line in lines if "papers read in" not in line]
            assert [*map(numberless, shown)] == [*map(numberless, expected)], command
    assert f"{COUNT} papers read as bibtex" in printed[2][0]


def test_the_preview_answers_with_the_library(printed: list[list[str]]) -> None:
    address = urlsplit(printed[-1][-1].removeprefix("Serving "))
    connection = HTTPConnection(address.netloc, timeout=60)
    connection.request("GET", address.path)
    assert b"<h1>My library</h1>" in connection.getresponse().read()
    connection.close()


def test_the_library_is_whole_and_has_nothing_of_another(
    place: Path, printed: list[list[str]]
) -> None:
    files = files_of(place / "my-library")

    assert len([name for name in files if re.fullmatch(r"content/papers/\w+\.md", name)]) == COUNT
    assert len([name for name in files if re.fullmatch(r"site/papers/\w+/index\.html", name)]) == (
        COUNT
    )
    assert [name for name in files if name.startswith("templates/")] == []
    assert [name for name, text in files.items() if OURS.search(text)] == []


@pytest.mark.long
def test_mkdocs_finds_the_plugin_of_the_wheel_and_makes_the_same_site(
    place: Path, printed: list[list[str]]
) -> None:
    commands = (
        ". .venv/bin/activate",
        "pressmark new examples",
        "cd examples",
        "pressmark build --strict",
        "python -m mkdocs build --quiet --strict --site-dir drawn",
    )
    finished(shell(place, place / "tools", "\n".join(commands)))
    library = place / "examples"
    assert files_of(library / "drawn") == files_of(library / "site")


@pytest.mark.long
def test_what_the_library_asks_for_installs_from_its_own_folder(
    place: Path, printed: list[list[str]]
) -> None:
    script = (
        ". .venv/bin/activate\npip uninstall --quiet --yes pressmark\n"
        "pip install --quiet -r my-library/requirements.txt\npressmark --version"
    )
    assert "pressmark, version" in finished(shell(place, place / "tools", script))
