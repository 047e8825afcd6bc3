"""A build that is killed leaves the old site or the new one, once another command has run."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base.work_folder import WorkFolder
from pressmark.build import publish
from pressmark.build.build import build
from pressmark.cli.main import main
from tests.drawings import lend
from tests.effort import drawn
from tests.invented import invented_project
from tests.kills import changes_of, kill
from tests.project import copied_with_site, files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, in a folder that each test copies."""
    project = invented_project(tmp_path_factory.mktemp("kills") / "project")
    # Digests and the log of changes name papers.
    shutil.rmtree(project / "content" / "digests")
    (project / "content" / "changes.jsonl").unlink()
    build(project / "mkdocs.yml", jobs=1, with_search=False)
    return project


def edited(built: Path, project: Path) -> Callable[[], object]:
    """A copy of the project in which records were edited; what builds it."""
    lend(copied_with_site(built, project))
    first, second, *_ = sorted((project / "content" / "papers").glob("*.md"))
    first.write_text(first.read_text().replace("title: ", "title: Edited ", 1))
    second.unlink()
    return partial(build, project / "mkdocs.yml", jobs=1, with_search=False)


def outcome(project: Path, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    """Which site is there."""
    site = files_of(project / "site")
    assert site in (old, new)
    return "new" if site == new else "old"


def test_a_killed_update_leaves_a_whole_site(built: Path, tmp_path: Path) -> None:
    do = edited(built, tmp_path / "0")
    changes = changes_of(do)
    old, new = files_of(built / "site"), files_of(tmp_path / "0" / "site")
    assert old != new
    outcomes, completed = [], 0
    for number in drawn(range(1, changes + 1), 4):
        project = tmp_path / str(number)
        kill(edited(built, project), number)
        result = CliRunner().invoke(main, ["addresses", "-f", str(project / "mkdocs.yml")])
        outcomes.append(outcome(project, old, new))
        assert not WorkFolder.of(project).publication.exists()
        if "completed the publishing" in result.stderr:
            assert outcomes[-1] == "new"
            completed += 1
        shutil.rmtree(project)
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {"old", "new"}
    assert completed


@pytest.mark.parametrize("in_one_call", drawn([True, False], 1))
def test_a_killed_full_build_leaves_a_whole_site(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_one_call: bool
) -> None:
    if not in_one_call:
        monkeypatch.setattr(publish, "_exchanged", lambda new, live: False)

    def prepare(project: Path) -> Callable[[], object]:
        do = edited(built, project)
        WorkFolder.of(project).state.unlink()
        return do

    do = prepare(tmp_path / "0")
    changes = changes_of(do)
    old, new = files_of(built / "site"), files_of(tmp_path / "0" / "site")
    outcomes = []
    # The site is put in its place near the end.
    for number in [*drawn(range(1, changes - 60), 1), *drawn(range(changes - 60, changes + 1), 4)]:
        project = tmp_path / str(number)
        kill(prepare(project), number)
        CliRunner().invoke(main, ["addresses", "-f", str(project / "mkdocs.yml")])
        outcomes.append(outcome(project, old, new))
        shutil.rmtree(project)
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {"old", "new"}


def test_a_build_after_a_killed_one_makes_the_site(built: Path, tmp_path: Path) -> None:
    do = edited(built, tmp_path / "0")
    changes = changes_of(do)
    new = files_of(tmp_path / "0" / "site")
    for number in drawn(range(1, changes + 1), 2):
        project = tmp_path / str(number)
        again = edited(built, project)
        kill(again, number)
        again()
        assert files_of(project / "site") == new
