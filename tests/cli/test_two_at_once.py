"""Two commands at once do both, or one says that the other is at work; nothing is mixed."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.build.build import build
from pressmark.cli.main import main
from tests.effort import IS_LONG, drawn
from tests.invented import invented_project
from tests.moments import check_that_nobody_holds
from tests.project import files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Outcomes = Callable[..., dict[str, bytes]]

COMMANDS = {
    "build": "build",
    "import": "import refs.bib --added 2026-01-02",
    "rename": "rename paper3 lamp3",
    "merge": "merge paper3 paper4",
    "redirect": "addresses --redirect old/lamps/ papers/paper5/",
    "addresses": "addresses --update",
    "digest": "digest new --since 2021-01-01 --until 2021-12-31",
    "check": "check",
}
PAIRS = list(combinations_with_replacement(COMMANDS, 2))
REFERENCE = "@article{bells, title = {Bells}, author = {Rope, Eve}, year = 2020}\n"
# What a command says that did nothing because of another one.
GIVEN_WAY = (
    "another build is at work",
    "another command is writing the records",
    "another command is changing the records",
    "while this command ran",
    "changed while it was built",
    "already exists",
    "no record",
    "there is no",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, in a folder that each test copies."""
    project = invented_project(tmp_path_factory.mktemp("twice") / "project")
    (project / "refs.bib").write_text(REFERENCE, encoding="utf-8")
    build(project / "mkdocs.yml")
    return project


def copied(built: Path, project: Path) -> Path:
    """A copy of it in which a build has something to do."""
    shutil.copytree(built, project)
    first = min((project / "content" / "papers").glob("*.md"))
    first.write_text(first.read_text().replace("title: ", "title: Edited ", 1))
    return project


def started(project: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pressmark", *COMMANDS[name].split()],
        cwd=project,
        env={**os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def outcomes(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """The records after some commands, one after the other."""
    folder = tmp_path_factory.mktemp("outcomes")
    known: dict[tuple[str, ...], dict[str, bytes]] = {}

    def content_after(*names: str) -> dict[str, bytes]:
        if names not in known:
            project = copied(built, folder / str(len(known)))
            with contextlib.chdir(project):
                for name in names:
                    CliRunner().invoke(main, COMMANDS[name].split())
            known[names] = files_of(project / "content")
        return known[names]

    return content_after


@pytest.mark.parametrize(("one", "other"), drawn(PAIRS, 2), ids=lambda name: name)
def test_two_commands_at_once_leave_what_some_order_of_them_leaves(
    one: str, other: str, built: Path, outcomes: Outcomes, tmp_path: Path
) -> None:
    orders = [(one,), (other,), (one, other), (other, one)]
    project = copied(built, tmp_path / "at once")

    with started(project, one) as first, started(project, other) as second:
        outputs = [process.communicate()[0] for process in (first, second)]

    for process, output in zip((first, second), outputs, strict=True):
        assert "Traceback" not in output
        assert process.returncode == 0 or any(text in output for text in GIVEN_WAY), output
    assert files_of(project / "content") in [outcomes(*names) for names in orders]
    check_that_nobody_holds(project)
    build(project / "mkdocs.yml", jobs=1, with_search=IS_LONG)
    shutil.rmtree(project / ".build")
    site = files_of(project / "site")
    build(project / "mkdocs.yml", jobs=1, with_search=IS_LONG)
    assert files_of(project / "site") == site
