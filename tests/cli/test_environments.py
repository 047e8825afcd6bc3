"""The environment that a command runs in changes nothing of what it makes."""

from __future__ import annotations

import datetime
import os
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from pressmark.base import clock
from pressmark.build.build import build
from pressmark.cli import options
from pressmark.cli.main import main
from tests.effort import drawn
from tests.invented import invented_project
from tests.project import differing, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import TinyLibrary

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
# What is set, or, where there is no value, is not.
ENVIRONMENTS: dict[str, dict[str, str | None]] = {
    "no documentation": {"PYTHONOPTIMIZE": "2"},
    "ASCII": {**ASCII},
    "POSIX": {**ASCII, "LC_ALL": "POSIX", "LANG": None},
    "no home": {"HOME": None, "USER": None, "LOGNAME": None},
    "no such home": {"HOME": "/nowhere/at/all"},
    "hash seed": {"PYTHONHASHSEED": "7"},
    "warnings": {"PYTHONWARNINGS": "error"},
    "development": {"PYTHONDEVMODE": "1"},
    "no zone": {"TZ": ""},
    "odd zone": {"TZ": "UTC+99"},
    "zone elsewhere": {"TZ": ":/etc/shadow"},
    "no such zone": {"TZ": "Nowhere/X"},
    "odd date": {"SOURCE_DATE_EPOCH": "x"},
    "no such date": {"SOURCE_DATE_EPOCH": "99999999999999999999"},
}
ZONES = ["", "Nowhere/X", ":/etc/shadow", "UTC+99", "UTC-99", "A" * 5_000, "\udcff"]
PAGE = "---\ntitle: Über\ndescription: Über uns.\n---\n\n[Vortrag](größe.pdf)\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with names of files in several scripts, and its site."""
    folder = invented_project(tmp_path_factory.mktemp("environments") / "project")
    pages = folder / "content" / "pages"
    for name, text in (("über.md", PAGE), ("größe.pdf", "pdf"), ("道/about.md", PAGE)):
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(text, encoding="utf-8")
    (pages / "über.md").write_text(PAGE, encoding="utf-8")
    build(folder / "mkdocs.yml")
    return folder


def run(
    folder: Path, words: str, variables: dict[str, str | None] | None = None, umask: int = -1
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **(variables or {})}
    return subprocess.run(
        [sys.executable, "-m", "pressmark", *words.split()],
        cwd=folder,
        env={name: value for name, value in environment.items() if value is not None},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", drawn(ENVIRONMENTS, 2))
def test_a_site_is_the_same_in_any_environment(project: Path, name: str) -> None:
    expected = files_of(project / "site")
    done = run(project, "build --clean", ENVIRONMENTS[name])
    assert done.returncode == 0, done.stderr
    # Without a warning of anything but this page's link.
    assert [line for line in done.stderr.splitlines() if "git ignores them" not in line] == [
        "WARNING: Doc file '道/about.md' contains a link 'größe.pdf', but the target "
        "'道/größe.pdf' is not found among documentation files."
    ]
    assert differing(files_of(project / "site"), expected) == []


@pytest.mark.parametrize("date", drawn(["x", "99999999999999999999"], 1))
def test_mkdocs_needs_no_date_for_pages_that_have_none(project: Path, date: str) -> None:
    expected = files_of(project / "site")
    arguments = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": date}
    subprocess.run(arguments, cwd=project, env=environment, check=True)
    assert differing(files_of(project / "site"), expected) == []


def test_the_schema_of_records_needs_no_documentation(tiny_library: TinyLibrary) -> None:
    schema = run(tiny_library.root, "schema")
    assert '"description": "A person as the paper names them' in schema.stdout
    assert run(tiny_library.root, "schema", {"PYTHONOPTIMIZE": "2"}).stdout == schema.stdout


def test_the_help_of_commands_needs_no_documentation() -> None:
    def printed(variables: dict[str, str]) -> str:
        code = "from tests.cli.test_environments import helps; print(*helps(), sep='\\f')"
        environment = {**os.environ, "COLUMNS": "100", **variables}
        return subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)

    helps_of_all = printed({})
    assert "Give a paper, theme, tag, venue or person another id." in helps_of_all
    assert "Send the digest of DATE to all who have not got it yet." in helps_of_all
    assert printed({"PYTHONOPTIMIZE": "2"}) == helps_of_all


def helps(command: click.Command = main, around: click.Context | None = None) -> Iterator[str]:
    """What a command and those below it print when asked for help."""
    with click.Context(command, around, command.name) as context:
        yield command.get_help(context)
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                if below := command.get_command(context, name):
                    yield from helps(below, context)


@pytest.mark.parametrize("zone", ZONES, ids=ascii)
def test_a_zone_that_is_none_stops_no_command(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    (tiny_library.root / "refs.bib").write_text("@misc{a, title = {Bells}, year = 2020}\n")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        result = CliRunner().invoke(main, ["import", "refs.bib"])
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert result.exit_code == 0, result.output
    (paper,) = [each for each in tiny_library.load().papers.values() if each.title == "Bells"]
    today = datetime.datetime.now(datetime.UTC).date()
    assert abs(datetime.date.fromisoformat(paper.added) - today).days <= 1


@pytest.mark.parametrize("year", drawn([1970, 2038, 2106, 9999], 2))
def test_a_clock_that_goes_wrong_stops_no_command(
    tiny_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    (tiny_library.root / "refs.bib").write_text("@misc{a, title = {Bells}, year = 2020}\n")
    when = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr(options, "now", lambda: when)
    monkeypatch.setattr(time, "time_ns", lambda: int(when.timestamp()) * 10**9)
    assert CliRunner().invoke(main, ["import", "refs.bib"]).exit_code == 0
    result = CliRunner().invoke(main, ["digest", "new", "--since", f"{year}-01-01"])
    assert result.exit_code == 0, result.output
    assert f"{year}-01-01" in {paper.added for paper in tiny_library.load().papers.values()}
    assert CliRunner().invoke(main, ["build"]).exit_code == 0


def test_the_time_has_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC+99")
    time.tzset()
    try:
        assert clock.now().utcoffset() is not None
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_files_are_for_those_whom_the_mask_says(project: Path) -> None:
    """A folder that others could look into before they still can."""
    (project / "site").chmod(0o755)
    assert run(project, "build --clean --no-search", umask=0o077).returncode == 0
    assert modes(project, "site", "site/index.html") == [0o755, 0o600]
    assert run(project, "build --clean --no-search", umask=0o022).returncode == 0
    assert modes(project, "site", "site/papers", "site/index.html") == [0o755, 0o755, 0o644]


def test_a_record_that_is_written_anew_is_for_those_that_it_was_for(
    tiny_library: TinyLibrary,
) -> None:
    path = tiny_library.write("addresses.txt", "")
    path.chmod(0o664)
    assert run(tiny_library.root, "addresses --update", umask=0o077).returncode == 0
    assert modes(tiny_library.root, "content/addresses.txt") == [0o664]


def modes(root: Path, *names: str) -> list[int]:
    return [stat.S_IMODE((root / name).stat().st_mode) for name in names]
