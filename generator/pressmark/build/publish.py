"""A finished folder in; the published site out, in one step. Unchanged files are left alone."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import sys
from errno import ENOSPC, EXDEV
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base import disk
from pressmark.build.sizes import Sizes, before_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.base.work_folder import WorkFolder
    from pressmark.build.outputs import Output

# Files are written below an open folder where the system can: it looks the folder up once.
_CAN_WRITE_BELOW = {os.open, os.mkdir, os.link} <= os.supports_dir_fd
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# A file of this name marks a folder that git keeps though it is empty; it outlives a swap.
_KEEP = ".gitkeep"


def write_new(site: Path, outputs: Iterable[Output]) -> Sizes:
    """Write files that no one has written yet below `site`; returns how many they are of each kind,
    and their bytes.

    A file whose link leads to one that is there becomes a further name of that, if the system knows
    such.
    """
    root = os.open(site, os.O_RDONLY) if _CAN_WRITE_BELOW else None
    above = "" if _CAN_WRITE_BELOW else f"{site}/"
    sizes = Sizes()
    last = before = path = ""
    try:
        for path, pieces, link, _ in outputs:
            folder, _, name = path.rpartition("/")
            if folder != last:
                _make_folder(site, folder, above, root)
                last, before = folder, before_name(folder)
            kind = before if before.endswith("*") else before + name
            if link:
                with contextlib.suppress(OSError):
                    source = os.path.join(above, link)  # noqa: PTH118 - for each of many files
                    os.link(source, above + path, src_dir_fd=root, dst_dir_fd=root)
                    sizes.add_kind(kind, sum(map(len, pieces)))
                    continue
            size = 0
            file = os.open(above + path, _NEW, 0o666, dir_fd=root)
            try:
                for piece in pieces:
                    size += len(piece)
                    if os.write(file, piece) < len(piece):
                        raise OSError(ENOSPC, os.strerror(ENOSPC), str(site / path))
            finally:
                os.close(file)
            sizes.add_kind(kind, size)
    except OSError as error:
        # The system names a file below an open folder as seen from there, or not at all.
        if not os.path.isabs(error.filename or ""):  # noqa: PTH117 - it need not be a path
            error.filename = str(site / path)
        raise
    finally:
        if root is not None:
            os.close(root)
    return sizes


def _make_folder(site: Path, folder: str, above: str, root: int | None) -> None:
    """Make a folder of the site, if it is not there."""
    try:
        os.mkdir(above + folder, dir_fd=root)
    except FileNotFoundError:
        (site / folder).mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        pass  # a long list's first part; its folder is there for the others


def update(work: WorkFolder, live: Path, removed: Iterable[str]) -> None:
    """Bring a published site up to date: every file below the work folder's stage takes its place
    in `live`, then the `removed` files go, and the folders that this empties.

    Once this has begun, `complete` ends it where it was stopped.
    """
    names = list(removed)
    disk.replace(work.publication, [json.dumps([str(live), names]).encode()])
    _move_in(live, work.stage, names)
    disk.remove_tree(work.stage)
    work.publication.unlink()


def complete(work: WorkFolder) -> str:
    """End the update of a published site that was stopped in the middle, by whoever holds the work
    folder; what to say of it, if it was."""
    try:
        live, removed = json.loads(work.publication.read_bytes())
        folder = Path(live)
    except FileNotFoundError:
        return ""
    except (ValueError, TypeError):
        return _set_aside(work)
    _move_in(folder, work.stage, removed)
    shutil.rmtree(work.stage, ignore_errors=True)
    work.publication.unlink()
    return f"completed the publishing of {live}, which an earlier build was stopped in"


def _set_aside(work: WorkFolder) -> str:
    """Have the next build make the whole site, as nobody knows what the one before had left to
    publish; what to say of that."""
    work.state.unlink(missing_ok=True)
    work.publication.unlink()
    return (
        f"{work.publication} is damaged, so the publishing that an earlier build was stopped in "
        "could not be completed: some pages may be old and others new. Build the site again"
    )


def _move_in(live: Path, stage: Path, removed: Iterable[str]) -> None:
    for place, _, names in os.walk(stage):
        target = live / os.path.relpath(place, stage)
        _make_way_for_folder(target, live)
        for name in names:
            _move_file(Path(place, name), target / name)
    for name in removed:
        path = live / name
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
        with contextlib.suppress(OSError):
            for folder in path.relative_to(live).parents[:-1]:
                (live / folder).rmdir()


def _make_way_for_folder(target: Path, live: Path) -> None:
    """Make a folder of the site, also where a file has been."""
    for folder in [*reversed(target.relative_to(live).parents[:-1]), target.relative_to(live)]:
        if (live / folder).is_file():
            (live / folder).unlink()
    target.mkdir(parents=True, exist_ok=True)


def _move_file(source: Path, target: Path) -> None:
    """Move a file to its place in the site, whole, also where that is on another disk."""
    try:
        os.replace(source, target)  # noqa: PTH105 - for each of many files
    except IsADirectoryError:  # a page was where a file is to be
        disk.remove_tree(target)
        os.replace(source, target)  # noqa: PTH105
    except OSError as error:
        if error.errno != EXDEV:
            raise
        aside = target.with_name(f".{target.name}.new")
        shutil.copyfile(source, aside)
        aside.replace(target)
        source.unlink()


def swap(work: WorkFolder, live: Path) -> None:
    """Publish the work folder's new site as `live`: whoever looks sees the old site or the new one
    whole.

    Where the system can't exchange the two, as on another disk or at a mount point, the files take
    their places one by one, and `complete` ends that where it was stopped.
    """
    new, live = work.site, live.resolve()
    live.parent.mkdir(parents=True, exist_ok=True)
    if (live / _KEEP).exists():
        (new / _KEEP).touch()
    if not live.exists():
        with contextlib.suppress(OSError):
            new.rename(live)
            return
        live.mkdir()
    with contextlib.suppress(OSError):
        new.chmod(stat.S_IMODE(live.stat().st_mode))  # who could look into it still can
    if _exchanged(new, live):
        with contextlib.suppress(OSError):  # the site is published; the next build needs the place
            disk.remove_tree(new)
        return
    removed = [
        os.path.relpath(os.path.join(place, name), live)  # noqa: PTH118
        for place, _, names in os.walk(live)
        for name in names
        if not os.path.lexists(os.path.join(new, os.path.relpath(place, live), name))  # noqa: PTH118
    ]
    disk.remove_tree(work.stage)
    new.rename(work.stage)
    update(work, live, removed)


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
