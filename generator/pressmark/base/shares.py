"""Work on so many things in; what comes of each out, in their order: done by several processes that
are forked for it and share what this one holds.

What comes of a thing is sent back as plain values (`marshal`). A process that is lost, as memory
runs out or the like, costs its time only: its share is done here.
"""

from __future__ import annotations

import gc
import marshal
import os
from contextlib import suppress
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    # What it gives is of kinds that `marshal` knows.
    Work = Callable[[range], list[Any]]

# Fewer things than these are no share of their own: to fork takes longer.
_LEAST = 500


class Shares:
    """So many processes to share work among, this one included."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes if hasattr(os, "fork") else 1

    def done(self, work: Work, count: int) -> list[Any]:
        """What the work gives for each number below a count, which it is asked for by ranges."""
        shares = max(min(self._processes, count // _LEAST), 1)
        first, *others = [
            range(*edges)
            for edges in pairwise([count * share // shares for share in range(shares + 1)])
        ]
        forked: list[_Forked] = []
        try:
            forked.extend(_Forked(work, other) for other in others)
            given = [work(first)]
            for process, other in zip(forked, others, strict=True):
                given.append(process.given() or work(other))
        finally:
            for process in forked:
                process.end()
        return [*chain.from_iterable(given)]


class _Forked:
    """A process that does a share of work."""

    def __init__(self, work: Work, share: range) -> None:
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if not self._process:
            _do(work, share, writing)
        os.close(writing)

    def given(self) -> list[Any] | None:
        """What came of it; None where the process was lost."""
        with open(self._reading, "rb", closefd=False) as pipe:
            found = pipe.read()
        try:
            given: list[Any] = marshal.loads(found)  # noqa: S302 - from a process of our own
        except (EOFError, ValueError, TypeError):
            return None
        return given

    def end(self) -> None:
        """End it, if it has not ended."""
        os.close(self._reading)
        with suppress(ProcessLookupError):
            import signal

            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


def _do(work: Work, share: range, writing: int) -> None:
    """Do a share in a process that was forked for it, and end that."""
    try:
        gc.disable()
        with open(writing, "wb") as pipe:
            pipe.write(marshal.dumps(work(share)))
    finally:
        os._exit(0)
