"""Workers that are killed are said, and none outlives the process that it works for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pressmark.base.errors import BuildError
from pressmark.build.executors import pool
from pressmark.theme.drawing import DrawingProcess
from tests.processes import is_gone, until

if TYPE_CHECKING:
    from pathlib import Path

ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


def kill_this() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_worker_is_said_with_what_to_do() -> None:
    said = pytest.raises(BuildError, match=r"killed, perhaps as memory ran out.*--jobs 1")
    with said, pool(2) as workers:
        workers.submit(kill_this).result()


def test_what_fails_in_a_worker_is_raised_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), pool(1) as workers:
        workers.submit(divmod, 1, 0).result()


def linger(folder: Path) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(600)


WORKERS = """
import signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it
from pathlib import Path
from pressmark.build.executors import pool
from tests.build.test_executors import linger

with pool(2) as workers:
    futures = [workers.submit(linger, Path(sys.argv[1])) for _ in range(2)]
    futures[0].result()
"""


@pytest.mark.parametrize("end", ENDS)
def test_no_worker_outlives_the_process_that_it_works_for(
    tmp_path: Path, end: signal.Signals
) -> None:
    with subprocess.Popen([sys.executable, "-c", WORKERS, str(tmp_path)]) as builder:
        until(lambda: len([*tmp_path.iterdir()]) == 2)
        builder.send_signal(end)
    for path in tmp_path.iterdir():
        until(partial(is_gone, int(path.name)))


SLOW_HOOK = """
import os, pathlib, time

def on_config(config):
    pathlib.Path(config.config_file_path).with_name(f"{os.getpid()}.pid").touch()
    time.sleep(600)
"""
DRAWING = """
import signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from pathlib import Path
from pressmark.theme.drawing import DrawingProcess

root = Path(sys.argv[1])
DrawingProcess(root / "mkdocs.yml", root / "drawn").warnings()
"""


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A project whose theme is drawn for ever."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Slow\ntheme: material\ndocs_dir: content/pages\nhooks: [slow.py]\n"
        "plugins: [pressmark]\nextra:\n  allowed_plugins: [slow.py]\n"
    )
    (tmp_path / "slow.py").write_text(SLOW_HOOK)
    return tmp_path


def drawing(project: Path) -> int:
    """The process that draws, once there is one."""
    until(lambda: any(project.glob("*.pid")))
    return int(next(project.glob("*.pid")).stem)


@pytest.mark.parametrize("end", ENDS)
def test_no_drawing_outlives_the_process_that_waits_for_it(slow: Path, end: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", DRAWING, str(slow)]) as builder:
        pid = drawing(slow)
        builder.send_signal(end)
    until(partial(is_gone, pid))


def test_a_killed_drawing_is_said(slow: Path) -> None:
    process = DrawingProcess(slow / "mkdocs.yml", slow / "drawn")
    os.kill(drawing(slow), signal.SIGKILL)
    with pytest.raises(BuildError, match="draws the theme was killed"):
        process.warnings()
