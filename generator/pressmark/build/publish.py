"""A finished folder in; the published site out, in one step. Unchanged files are left alone."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from errno import ENOSPC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pressmark.build.outputs import Output

# Files are written below an open folder where the system can: it looks the folder up once.
_CAN_WRITE_BELOW = {os.open, os.mkdir, os.link} <= os.supports_dir_fd
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# A file of this name marks a folder that git keeps though it is empty; it outlives a swap.
_KEEP = ".gitkeep"


def write_new(site: Path, outputs: Iterable[Output]) -> tuple[int, int]:
    """Write files that no one has written yet below `site`; returns how many they are, and their
    bytes.

    A file whose link leads to one that is there becomes a further name of that, if the system knows
    such.
    """
    root = os.open(site, os.O_RDONLY) if _CAN_WRITE_BELOW else None
    above = "" if _CAN_WRITE_BELOW else f"{site}/"
    count = size = 0
    last = ""
    try:
        for path, pieces, link, _ in outputs:
            folder = path.rpartition("/")[0]
            if folder != last:
                _make_folder(site, folder, above, root)
                last = folder
            count += 1
            if link:
                with contextlib.suppress(OSError):
                    source = os.path.join(above, link)  # noqa: PTH118 - for each of many files
                    os.link(source, above + path, src_dir_fd=root, dst_dir_fd=root)
                    size += sum(map(len, pieces))
                    continue
            file = os.open(above + path, _NEW, 0o666, dir_fd=root)
            try:
                for piece in pieces:
                    size += len(piece)
                    if os.write(file, piece) < len(piece):
                        raise OSError(ENOSPC, os.strerror(ENOSPC), str(site / path))
            finally:
                os.close(file)
    finally:
        if root is not None:
            os.close(root)
    return count, size


def _make_folder(site: Path, folder: str, above: str, root: int | None) -> None:
    """Make a folder of the site, if it is not there."""
    try:
        os.mkdir(above + folder, dir_fd=root)
    except FileNotFoundError:
        (site / folder).mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        pass  # a long list's first part; its folder is there for the others


def update(live: Path, stage: Path, removed: Iterable[str]) -> None:
    """Bring a published site up to date: every file below `stage` takes its place in `live`, then
    the `removed` files go, and the folders that this empties."""
    for place, _, names in os.walk(stage):
        target = live / os.path.relpath(place, stage)
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            os.replace(os.path.join(place, name), target / name)  # noqa: PTH105, PTH118
    for name in removed:
        path = live / name
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            for folder in path.relative_to(live).parents[:-1]:
                (live / folder).rmdir()


def swap(new: Path, live: Path) -> None:
    """Publish the folder `new` as `live`; whoever looks sees the old site or the new one whole."""
    live.parent.mkdir(parents=True, exist_ok=True)
    if (live / _KEEP).exists():
        (new / _KEEP).touch()
    if not live.exists():
        new.rename(live)
        return
    if not _exchanged(new, live):
        aside = new.with_name(new.name + ".old")
        shutil.rmtree(aside, ignore_errors=True)
        live.rename(aside)
        new.rename(live)
        aside.rename(new)
    shutil.rmtree(new)


def _exchanged(first: Path, second: Path) -> bool:
    """Exchange two folders in one system call where the system has one (Linux, macOS)."""
    if sys.platform == "win32":
        return False
    import ctypes  # few builds exchange folders

    libc = ctypes.CDLL(None, use_errno=True)
    exchange = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS
    names = os.fsencode(first), os.fsencode(second)
    try:
        if sys.platform == "darwin":
            return bool(libc.renamex_np(*names, exchange) == 0)
        here = -100  # AT_FDCWD
        return bool(libc.renameat2(here, names[0], here, names[1], exchange) == 0)
    except AttributeError:
        return False
