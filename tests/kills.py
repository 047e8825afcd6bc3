"""Something to do in; what is left of it out when it is killed at any of its changes to files."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate"}


def changes_of(do: Callable[[], object]) -> int:
    """Do something in a process of its own; how often it changes files."""
    reader, writer = os.pipe()
    with os.fdopen(reader) as report:
        ended = _in_process(do, lambda count: None, writer)
        assert os.WIFEXITED(ended)
        assert os.WEXITSTATUS(ended) == 0
        return int(report.read())


def kill(do: Callable[[], object], change: int) -> None:
    """Do something in a process of its own, which SIGKILL ends just before it changes files for
    the `change`-th time (from 1)."""

    def kill_at(count: int) -> None:
        if count == change:
            os.kill(os.getpid(), signal.SIGKILL)

    ended = _in_process(do, kill_at, -1)
    assert os.WIFSIGNALED(ended)
    assert os.WTERMSIG(ended) == signal.SIGKILL


def _in_process(do: Callable[[], object], at_change: Callable[[int], None], writer: int) -> int:
    """Do something in a process of its own, which calls `at_change` before each change of files
    and writes in the end how many there were; returns its status."""
    report = sys.stderr  # what commands print is not shown; this is
    process = os.fork()
    if not process:
        status = 1
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            # What it imports first, it would compile first, and keep: changes of no second run.
            sys.dont_write_bytecode = True
            counter = _Counter(at_change)
            status = _status_of(do)
            if writer >= 0:
                os.write(writer, b"%d" % counter.count)
        except BaseException:
            traceback.print_exc(file=report)
        finally:
            os._exit(status)
    if writer >= 0:
        os.close(writer)
    return os.waitpid(process, 0)[1]


def _status_of(do: Callable[[], object]) -> int:
    try:
        do()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


class _Counter:
    """Counts the changes of files from now on, for the rest of the process."""

    def __init__(self, at_change: Callable[[int], None]) -> None:
        self.count = 0
        self._at_change = at_change
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR):
                return
        elif event not in _CHANGES:
            return
        self.count += 1
        self._at_change(self.count)
