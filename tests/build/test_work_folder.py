"""One place names all that `.build/` holds, and a clean build begins with nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pressmark.base.work_folder import WorkFolder
from pressmark.build.build import build
from tests.invented import invented_project
from tests.project import PLAIN, built

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built in every way."""
    project = invented_project(tmp_path_factory.mktemp("work") / "project")
    built(project, PLAIN)
    for _ in range(2):
        build(project / "mkdocs.yml", jobs=1, verify=1)
    return project


def test_nothing_is_kept_that_has_no_place_of_its_own(project: Path) -> None:
    work = WorkFolder.of(project)
    named = {path.name for path in vars(work).values()}
    named |= {f"{work.records.name}-{what}" for what in ("changes", "terms", "people", "entries")}
    assert {path.name for path in work.path.iterdir()} <= named - {work.path.name}
    assert work.fragments.is_dir()


def test_a_clean_build_leaves_nothing_of_what_was_kept(project: Path) -> None:
    work = WorkFolder.of(project)
    for folder in [path for path in work.path.iterdir() if path.is_dir()]:
        (folder / "from before").touch()
    build(project / "mkdocs.yml", jobs=1, with_search=False, clean=True)
    assert list(work.path.rglob("from before")) == []
    assert not work.index.exists()
