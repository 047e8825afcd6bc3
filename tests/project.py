"""Copies of the repository for tests to build: folders in, the files of the built site out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pressmark.base.template_folders import PACKAGE_TEMPLATES
from pressmark.base.work_folder import WorkFolder
from pressmark.build.build import build
from pressmark.build.state import State
from tests.conftest import SAMPLE
from tests.runs import made_once
from tests.server import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PLAIN = ("-m", "mkdocs", "build", "--strict", "--quiet")
PRESSED = ("-m", "pressmark", "build", "--strict")
# Where the site of the real library is for its tests.
HOME = f"https://papers.example{BASE}"
HERE = {"SITE_URL": HOME, "TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}


def copy_of_project(folder: Path) -> Path:
    """The repository's site and content in a folder of its own, with templates to change."""
    folder.mkdir(parents=True)
    shutil.copy(SAMPLE / "mkdocs.yml", folder)
    shutil.copytree(
        SAMPLE / "content", folder / "content", ignore=shutil.ignore_patterns("abstracts")
    )
    shutil.copytree(PACKAGE_TEMPLATES, folder / "templates")
    # Cards are drawn where a test is about them.
    configuration = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(configuration.replace("[CARDS, true]", "[CARDS, false]"))
    return folder


def without_records(project: Path) -> Path:
    """The project without its papers, the digests that tell of them, and their addresses."""
    (project / "content" / "addresses.txt").unlink()
    (project / "content" / "changes.jsonl").unlink()
    for name in ("papers", "digests"):
        shutil.rmtree(project / "content" / name)
        (project / "content" / name).mkdir()
    return project


def run(
    project: Path,
    way: tuple[str, ...],
    environment: Mapping[str, str] | None = None,
    *,
    python: str = sys.executable,
) -> subprocess.CompletedProcess[str]:
    """One way of building, run to its end in the project."""
    return subprocess.run(
        [python, *way],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def real_site(project: Path) -> Path:
    """The real library's site for HOME, built in a new folder."""
    copy_of_project(project)
    done = run(project, PRESSED, HERE)
    assert done.returncode == 0, done.stderr
    return project / "site"


def shared(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object] = real_site
) -> Path:
    """The site of a project that is made once a run. Nobody may write there."""
    return made_once(factory, name, make) / "site"


def files_of(site: Path) -> dict[str, bytes]:
    """Every file of a built site with its bytes."""
    files = {}
    for folder, _, names in os.walk(site):
        place = Path(folder)
        prefix = "" if place == site else f"{place.relative_to(site).as_posix()}/"
        for name in names:
            files[f"{prefix}{name}"] = Path(folder, name).read_bytes()
    return files


def built(
    project: Path,
    way: tuple[str, ...],
    environment: Mapping[str, str] | None = None,
    *,
    python: str = sys.executable,
) -> dict[str, bytes]:
    """Every file of the site that one way of building makes."""
    done = run(project, way, environment, python=python)
    assert done.returncode == 0, done.stderr
    return files_of(project / "site")


def pressed(
    project: Path, environment: Mapping[str, str] | None = None, **options: Any
) -> dict[str, bytes]:
    """Every file of the site that a strict build in this process makes."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        build(project / "mkdocs.yml", **{"strict": True, "jobs": 1, **options})
    return files_of(project / "site")


def copied_with_site(built: Path, project: Path) -> Path:
    """A copy of a project that was built, whose next build is of what was changed since."""
    shutil.copytree(built, project, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(built / "site", project / "site", copy_function=os.link)
    state = State.read(WorkFolder.of(built).state, built / "site")
    assert state
    state.write(WorkFolder.of(project).state, project / "site")
    return project


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """The names of the files in which two sites differ."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
