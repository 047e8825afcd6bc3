"""A command in; what its whole tree of processes took out. Figures of several runs compared.

Memory is proportional set size (PSS): pages that processes share count once, so that the sum over a
tree is what the tree takes. Reading it disturbs what is timed; it has runs of its own.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SAMPLE_EVERY = 0.05


class RunError(Exception):
    """Raised for a command that failed; says which and shows the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds, bytes, and what it printed.

    `cpu` is user and system time of the tree, `largest` the most that a single process held, `peak`
    the most that all held at one time, 0 where it was not metered.
    """

    wall: float
    cpu: float
    largest: int
    peak: int
    printed: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the middle and the greatest of several figures."""

    least: float
    middle: float
    greatest: float

    @property
    def as_list(self) -> list[float]:
        """The three figures, to three digits behind the point."""
        return [round(figure, 3) for figure in (self.least, self.middle, self.greatest)]


@dataclass(frozen=True, slots=True)
class Site:
    """What stands in a folder: pages are files named index.html."""

    pages: int
    files: int
    bytes: int


def timed(command: Sequence[str], folder: Path) -> Run:
    """Run a command in `folder` to its end. Raises `RunError` when it fails."""
    return _run(command, folder, metered_every=0)


def metered(command: Sequence[str], folder: Path) -> Run:
    """As `timed`, with the memory of the whole tree read all the while."""
    return _run(command, folder, metered_every=SAMPLE_EVERY)


def _run(command: Sequence[str], folder: Path, *, metered_every: float) -> Run:
    # As programs are run that were installed: Python keeps what it compiles.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT
        )
        try:
            peak = _peak_until_end(process.pid, metered_every) if metered_every else 0
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    if process.returncode:
        raise RunError(f"{' '.join(command)} ended with {process.returncode}:\n{text[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, peak, text)


def _peak_until_end(pid: int, every: float) -> int:
    peak = 0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, memory_of_tree(pid))
        time.sleep(every)
    return peak


def memory_of_tree(pid: int) -> int:
    """The bytes (PSS) that a process and all its descendants hold now; Linux only."""
    return sum(_memory_of(one) for one in tree(pid))


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208 - asked twenty times a second
        if entry.isdecimal():
            with contextlib.suppress(OSError, ValueError):
                # The name, in brackets, may hold anything; the parent's id comes second after it.
                stat = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8", errors="replace")
                parent = int(stat.rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _memory_of(pid: int) -> int:
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        for line in text.splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def spread(figures: Iterable[float]) -> Spread:
    """The spread of one figure or more."""
    listed = list(figures)
    return Spread(min(listed), statistics.median(listed), max(listed))


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """The spread of ours divided by theirs, round by round; the longer of the two is cut.

    A machine's speed drifts: two runs of one round are alike, two of different rounds are not.
    """
    return spread(one / other for one, other in zip(ours, theirs, strict=False))


def site_in(folder: Path) -> Site:
    """Pages, files and bytes of a built site."""
    pages = files = size = 0
    for place, _, names in os.walk(folder):
        for name in names:
            files += 1
            pages += name == "index.html"
            size += (Path(place) / name).lstat().st_size
    return Site(pages, files, size)
