"""A file is one process's at a time, and free once that process has ended, however it did."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import filelock
import pytest

from pressmark.base.locks import lock
from pressmark.base.work_folder import BusyError, WorkFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLD = """\
import sys
from pathlib import Path
from pressmark.base.work_folder import WorkFolder

with WorkFolder(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        yield file
    finally:
        os.close(file)


@pytest.fixture(params=["the system's", "the library's"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Locks of systems with `fcntl`, and those of systems without."""
    kind: str = request.param
    if kind == "the library's":
        filelock.lock_descriptor  # noqa: B018 - loaded while it finds what this system locks with
        monkeypatch.setitem(sys.modules, "fcntl", None)
    return kind


@pytest.mark.usefixtures("kind")
def test_a_file_is_locked_once_until_it_is_closed(tmp_path: Path) -> None:
    with opened(tmp_path / "file") as file, opened(tmp_path / "file") as other:
        assert lock(file)
        assert not lock(other)
    with opened(tmp_path / "file") as file:
        assert lock(file)


@pytest.mark.usefixtures("kind")
def test_who_holds_a_folder_is_named_and_free_of_it_when_killed(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path / ".build")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        with (
            pytest.raises(
                BusyError, match=rf"another build is at work .*\(process {process.pid}\)"
            ),
            folder.held(),
        ):
            pytest.fail("two hold one folder")
        process.kill()
        process.wait()
        with folder.held():
            pass


def test_a_folder_is_held_by_one_at_a_time_and_another_by_others(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path / ".build")
    with folder.held():
        with pytest.raises(BusyError, match="another build is at work"), folder.held():
            pytest.fail("two hold one folder")
        with WorkFolder(tmp_path / "other").held():
            pass
    with folder.held():
        pass


def test_a_cleared_folder_holds_nothing_but_its_lock(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path / ".build")
    with folder.held():
        for path in (folder.fragments / "a file", folder.preview / "drawn" / "a file"):
            path.parent.mkdir(parents=True)
            path.touch()
        folder.state.touch()
        (folder.path / "a link").symlink_to(tmp_path)
        folder.clear()
        assert sorted(path.relative_to(folder.path).as_posix() for path in files(folder.path)) == [
            "lock",
            "preview/lock",
        ]
    assert tmp_path.is_dir()


def test_what_a_running_preview_works_with_is_left_alone(tmp_path: Path) -> None:
    folder = WorkFolder(tmp_path / ".build")
    preview = WorkFolder(folder.preview)
    with folder.held(), preview.held():
        preview.records.touch()
        folder.clear()
        assert preview.records.exists()


def files(folder: Path) -> list[Path]:
    """The files below a folder, at any depth."""
    return [path for path in folder.rglob("*") if path.is_file()]
