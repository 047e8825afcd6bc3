"""A command of pressmark in; what becomes of it when it is ended at a moment of its run out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base import journal
from pressmark.base.work_folder import WorkFolder
from tests.processes import until

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARK = "PRESSMARK_ENDED_IN_A_TEST"


def seconds_of(words: Sequence[str], root: Path) -> float:
    """How long a command runs that nobody ends."""
    start = time.monotonic()
    with _started(words, root, "") as process:
        output = process.communicate()[0]
    assert process.returncode == 0, output
    return time.monotonic() - start


def end(
    words: Sequence[str],
    root: Path,
    moment: float,
    number: signal.Signals = signal.SIGKILL,
    *,
    with_group: bool = True,
) -> bool:
    """Run a command and send its process a signal after so many seconds, and its process group too
    or not; whether that ended it. Returns when none of its processes is left."""
    mark = uuid.uuid4().hex
    with _started(words, root, mark) as process:
        try:
            process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            if with_group:
                os.killpg(process.pid, number)
            else:
                process.send_signal(number)
            process.communicate()
    until(lambda: not [*_left(mark)])
    return process.returncode not in (0, 1, 2, 3)


def check_that_nobody_holds(root: Path) -> None:
    """Fails where a lock of a library is held, or is not let go of."""
    work = WorkFolder.of(root)
    with work.held(), journal.writing(work):
        pass


def _started(words: Sequence[str], root: Path, mark: str) -> subprocess.Popen[str]:
    def reset() -> None:
        # Whoever runs the tests may ignore these, and what is started inherits that.
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    return subprocess.Popen(
        [sys.executable, "-m", "pressmark", *words],
        cwd=root,
        env={**os.environ, _MARK: mark},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=reset,
    )


def _left(mark: str) -> Iterator[int]:
    """The processes that bear a mark, which they inherit, but for those that have ended."""
    wanted = f"{_MARK}={mark}".encode()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                yield int(place.name)
        except OSError:  # it has ended, or is somebody else's
            continue
