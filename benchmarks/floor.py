"""A built site in; the time that it takes to write the same bytes to as many files out.

No generator that writes a file a page can be faster. The site is read into memory beforehand.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Files = list[tuple[str, str, bytes]]


def read_site(site: Path) -> Files:
    """Every file below `site`: its folder, its name and its bytes."""
    return [
        (os.path.relpath(place, site), name, (Path(place) / name).read_bytes())
        for place, _, names in sorted(os.walk(site))
        for name in sorted(names)
    ]


def write_all(files: Files, target: Path, jobs: int) -> float:
    """Write every file below `target` with as many processes as `jobs`; the seconds it took."""
    shares = [files[len(files) * n // jobs : len(files) * (n + 1) // jobs] for n in range(jobs)]
    target.mkdir(parents=True)
    start = time.perf_counter()
    workers = [_started(share, target) for share in shares] if jobs > 1 else []
    if not workers:
        _write(files, target)
    if any(os.waitpid(worker, 0)[1] for worker in workers):
        raise OSError("a worker could not write its share")
    return time.perf_counter() - start


def least(files: Files, target: Path, jobs: int, times: int) -> float:
    """The same several `times` in a row, each to a new folder; the least seconds. Memory that was
    used just before is quicker than such as the system has to find first."""
    seconds = [write_all(files, target, jobs)]
    for _ in range(times - 1):
        shutil.rmtree(target)
        seconds.append(write_all(files, target, jobs))
    return min(seconds)


def _started(share: Files, target: Path) -> int:
    worker = os.fork()
    if worker:
        return worker
    status = 1
    try:
        _write(share, target)
        status = 0
    finally:
        os._exit(status)


def _write(files: Files, target: Path) -> None:
    top, last = str(target), ""
    for folder, name, content in files:
        if folder != last:
            _make_folder(f"{top}/{folder}")
            last = folder
        file = os.open(f"{top}/{folder}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.write(file, content)
        os.close(file)


def _make_folder(folder: str) -> None:
    with suppress(FileExistsError):
        try:
            os.mkdir(folder)  # noqa: PTH102 - nothing but the system's own work is to be timed
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Time how long it takes to only write a built site's files.",
        epilog="Example: python -m benchmarks.floor site /dev/shm/floor --jobs 2",
    )
    parser.add_argument("site", type=Path, help="the built site, read before the clock starts")
    parser.add_argument("target", type=Path, help="where to write; must not exist yet")
    parser.add_argument("--jobs", type=int, default=1, help="processes that write (1)")
    parser.add_argument("--times", type=int, default=1, help="write so often; the least counts (1)")
    options = parser.parse_args(arguments)
    files = read_site(options.site)
    seconds = least(files, options.target, options.jobs, options.times)
    json.dump({"files": len(files), "jobs": options.jobs, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
