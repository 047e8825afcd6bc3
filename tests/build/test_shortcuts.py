"""A site that is built without a shortcut is the same to the byte."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from pressmark.build.build import build
from pressmark.build.project import Project, load_project
from pressmark.render.quick_jinja import QuickEnvironment
from pressmark.render.shortcuts import VARIABLE
from pressmark.render.skeleton import Skeletons
from tests.conftest import REPOSITORY
from tests.exports.test_files import SITE
from tests.invented import invented_project
from tests.project import differing, files_of

if TYPE_CHECKING:
    from pathlib import Path

# What each shortcut draws with.
USED = {"skeletons": (Skeletons, "filled"), "quick_jinja": (QuickEnvironment, "draw")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_project(tmp_path_factory.mktemp("shortcuts") / "project")


def take(names: tuple[str, ...], patch: pytest.MonkeyPatch) -> list[str]:
    """Take these shortcuts; returns those that are used, as they are."""
    used: list[str] = []
    patch.setenv(VARIABLE, ",".join(names))
    for name, (owner, method) in USED.items():
        whole = getattr(owner, method)

        def noting(*args: object, name: str = name, whole: object = whole) -> object:
            used.append(name)
            return whole(*args)  # type: ignore[operator]

        patch.setattr(owner, method, noting)
    return used


@pytest.fixture(scope="module")
def wanted(project: Path) -> dict[str, bytes]:
    """The site with all shortcuts taken."""
    with pytest.MonkeyPatch.context() as patch:
        used = take(tuple(USED), patch)
        build(project / "mkdocs.yml", jobs=1, with_search=False, clean=True)
    assert set(used) == set(USED)
    return files_of(project / "site")


@pytest.mark.parametrize(
    "taken", [(), ("skeletons",), ("quick_jinja",)], ids=["none", "skeletons", "quick_jinja"]
)
def test_a_site_is_the_same_with_fewer_shortcuts(
    taken: tuple[str, ...],
    project: Path,
    wanted: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (project / ".build" / "state").unlink()
    used = take(taken, monkeypatch)

    build(project / "mkdocs.yml", jobs=1, with_search=False)

    assert set(used) == set(taken)
    assert differing(files_of(project / "site"), wanted) == []


def bodies(project: Project) -> dict[str, bytes]:
    """Some pages of each kind of the real library, those that stand side by side."""
    renderer = project.renderer(SITE)
    return {
        page.address: renderer.body(page)
        for _, pages in groupby(project.plan, lambda page: (page.kind, page.section))
        for page in list(pages)[:120]
    }


def test_the_real_library_is_drawn_the_same_without_shortcuts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = bodies(load_project(REPOSITORY))
    used = take((), monkeypatch)

    assert differing(bodies(load_project(REPOSITORY)), wanted) == []
    assert used == []
