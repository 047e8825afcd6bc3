"""Systems that lack what POSIX has start pressmark all the same, and build the same site."""

from __future__ import annotations

import pkgutil
import sys
from typing import TYPE_CHECKING

import pytest

import pressmark
from tests.invented import invented_project
from tests.project import PRESSED, built, differing, pressed, run

if TYPE_CHECKING:
    from pathlib import Path

# Run by every Python that finds it before it runs anything else.
WITHOUT_POSIX = """\
import importlib.util
import os
import signal
import sys

if importlib.util.find_spec("filelock"):
    import filelock

    filelock.lock_descriptor  # finds what this system locks with, before that is hidden
for module in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[module] = None
for name in (
    "O_DIRECTORY fork forkpty killpg getpgrp nice pread pwrite register_at_fork "
    "sched_getaffinity setsid"
).split():
    delattr(os, name)
del signal.SIGKILL
os.supports_dir_fd = set()
"""


@pytest.fixture
def without_posix(tmp_path: Path) -> dict[str, str]:
    """An environment in which programs find little of what POSIX has."""
    folder = tmp_path / "system"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WITHOUT_POSIX, encoding="utf-8")
    return {"PYTHONPATH": ":".join([str(folder), *filter(None, sys.path)])}


@pytest.mark.long  # the build below imports most of them
def test_every_module_is_imported(tmp_path: Path, without_posix: dict[str, str]) -> None:
    modules = [
        module.name
        for module in pkgutil.walk_packages(pressmark.__path__, "pressmark.")
        if not module.name.endswith("__main__")
    ]
    assert len(modules) > 100
    done = run(tmp_path, ("-c", f"import {', '.join(modules)}"), without_posix)
    assert done.returncode == 0, done.stderr


def test_the_same_site_is_built(tmp_path: Path, without_posix: dict[str, str]) -> None:
    project = invented_project(tmp_path / "project")
    expected = pressed(project)
    assert differing(built(project, (*PRESSED, "--clean"), without_posix), expected) == []
