"""A command that is ended at any moment leaves records and site old or new, and nobody at work."""

from __future__ import annotations

import shutil
import signal
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from pressmark.base.work_folder import WorkFolder
from pressmark.build.build import build
from pressmark.cli.main import main
from tests.effort import drawn, examples
from tests.invented import invented_project
from tests.moments import check_that_nobody_holds, end, seconds_of
from tests.project import copied_with_site, files_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Undisturbed = Callable[[str], tuple["ContentAndSite", "ContentAndSite", float]]

REFERENCES = "".join(
    f"@article{{new{number}, title = {{Bells of the Harbour {number}}}, author = {{Rope, Eve}}, "
    f"year = 2020, journal = {{Journal of Bells}}, volume = {number}}}\n"
    for number in range(8)
)
FULL, EDIT = "full build", "edit"
COMMANDS = {
    FULL: "build --jobs 2",
    EDIT: "build",
    "import": "import refs.bib --added 2026-01-02",
    "rename": "rename paper3 lamp3",
    "merge": "merge paper3 paper4",
    "tags": "merge tag bells charts",
    "redirect": "addresses --redirect old/lamps/ papers/paper3/",
    "addresses": "addresses --update",
    "digest": "digest new --since 2021-01-01 --until 2021-12-31",
}
NEW = "new library --yes"
# So many moments of each command; in a long run, 200 of all.
MOMENTS = examples(1, 20)
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
ALONE = drawn(product([FULL, EDIT, "import"], SIGNALS), 1)

ContentAndSite = tuple[dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, in a folder that each test copies."""
    project = invented_project(tmp_path_factory.mktemp("moments") / "project")
    (project / "refs.bib").write_text(REFERENCES, encoding="utf-8")
    build(project / "mkdocs.yml")
    return project


def copied(built: Path, project: Path, name: str) -> Path:
    """A copy of the project in which a command has something to do."""
    copied_with_site(built, project)
    if name in (FULL, EDIT):
        first, second, *_ = sorted((project / "content" / "papers").glob("*.md"))
        first.write_text(first.read_text().replace("title: ", "title: Edited ", 1))
        another = second.read_text().replace("title: ", "title: Another ", 1)
        second.with_name("another.md").write_text(another)
    if name == FULL:
        WorkFolder.of(project).state.unlink()
    return project


@pytest.fixture(scope="module")
def undisturbed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """What there is before and after a command that nobody ends, and how long it runs."""
    folder = tmp_path_factory.mktemp("undisturbed")

    @cache
    def of_command(name: str) -> tuple[ContentAndSite, ContentAndSite, float]:
        project = copied(built, folder / name, name)
        before = content_and_site(project)
        seconds = seconds_of(COMMANDS[name].split(), project)
        return before, content_and_site(project), seconds

    return of_command


def content_and_site(project: Path) -> ContentAndSite:
    return files_of(project / "content"), files_of(project / "site")


def moments(seconds: float) -> Iterator[float]:
    """Moments of a run of so many seconds, evenly spread."""
    for number in range(MOMENTS):
        yield seconds * (number + 0.5) / MOMENTS


# Where each of them is stopped at its changes of files: test_kills.py.
@pytest.mark.parametrize("name", drawn(COMMANDS, 2))
def test_a_command_that_is_killed_with_its_group_leaves_all_old_or_new(
    name: str, built: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    words = COMMANDS[name].split()
    before, after, seconds = undisturbed(name)
    assert before != after
    are_new = []
    for moment in moments(seconds):
        project = copied(built, tmp_path / "killed", name)
        while not end(words, project, moment):  # it was done already
            shutil.rmtree(project)
            project, moment = copied(built, tmp_path / "killed", name), moment * 0.9
        found = after_next_command(project)
        assert found in (before, after)
        are_new.append(found == after)
        shutil.rmtree(project)
    print(f"{name}: {seconds:.2f} s, killed {len(are_new)} times, new {sum(are_new)} times")


@pytest.mark.parametrize(("name", "number"), ALONE)
def test_a_command_whose_own_process_alone_is_ended_leaves_all_old_or_new(
    name: str, number: signal.Signals, built: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    words = COMMANDS[name].split()
    before, after, seconds = undisturbed(name)
    ended = 0
    for moment in moments(seconds):
        project = copied(built, tmp_path / "ended", name)
        ended += end(words, project, moment, number, with_group=False)
        assert after_next_command(project) in (before, after)
        shutil.rmtree(project)
    print(f"{name}: {seconds:.2f} s, {number.name} {MOMENTS} times, ended it {ended} times")


def after_next_command(project: Path) -> ContentAndSite:
    """What there is once another command has run, which finds nobody at work."""
    result = CliRunner().invoke(main, ["check", "-f", str(project / "mkdocs.yml")])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    check_that_nobody_holds(project)
    return content_and_site(project)


@pytest.mark.parametrize("is_repository", drawn([False, True], 1))
def test_a_library_whose_making_was_killed_can_be_made_again(
    is_repository: bool, tmp_path: Path
) -> None:
    def place(name: str) -> Path:
        root = tmp_path / name
        (root / ("library/.git" if is_repository else "")).mkdir(parents=True)
        return root

    seconds = seconds_of(NEW.split(), place("undisturbed"))
    wanted = files_of(tmp_path / "undisturbed" / "library")
    for count, moment in enumerate(moments(seconds)):
        root = place(str(count))
        end(NEW.split(), root, moment)
        again = end(NEW.split(), root, 60.0)
        assert not again
        assert files_of(root / "library") == wanted
