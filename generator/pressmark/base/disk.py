"""Files and their bytes in; a folder that holds exactly those out."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import threading
from errno import EDQUOT, EINVAL, EIO, ENOSPC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# So many bytes of two files are compared at once.
_AT_ONCE = 2**18
# More files than so many are brought to the disk sooner with all that any program has written.
_FEW = 8
# A pipe would have whoever opens it wait for one who writes.
_AT_ONCE_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def real_path(path: Path) -> Path:
    """Where a path leads, links followed; one in a circle of links leads to itself, so that whoever
    opens it is told."""
    return type(path)(os.path.realpath(path))


def put(folder: Path, name: str, content: bytes) -> None:
    """Write the file of that name (a relative path) below `folder`."""
    put_pieces(folder, name, [content])


def replace(path: Path, pieces: Iterable[bytes], *, aside: Path | None = None) -> None:
    """Write the file at `path`, and its folder if need be, in one step: whoever reads it finds the
    old bytes or the new ones whole. Raises `OSError`, with the old file as it was.

    It is written at `aside` first, by default under a name that nobody else takes.
    """
    aside = aside or path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    write_aside(path, pieces, aside)
    try:
        aside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def write_aside(path: Path, pieces: Iterable[bytes], aside: Path) -> None:
    """Write at `aside`, and in no other place, what is to replace the file at `path`: who may read
    and write that may do so with this. Raises `OSError`, with nothing left behind."""
    try:
        try:
            file = aside.open("wb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = aside.open("wb")
        with placed(path), file:
            file.writelines(pieces)
        with contextlib.suppress(OSError):
            before = path.stat()
            aside.chmod(stat.S_IMODE(before.st_mode))
            if hasattr(os, "chown") and before.st_uid != os.geteuid():
                os.chown(aside, before.st_uid, before.st_gid)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Have the names of a folder's files on the disk itself, where the system opens folders."""
    if hasattr(os, "O_DIRECTORY"):
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def sync(files: Iterable[Path], root: Path) -> None:
    """Have files on the disk itself, those that are gone as gone, and the folders that they are in,
    up to `root`: a power cut takes nothing of them back. Where the system can't do so for a file or
    folder, it is left to itself. Raises `OSError` where the disk has lost something."""
    paths = list(files)
    top = real_path(root)
    folders = {real_path(path.parent) for path in paths}
    folders |= {up for folder in folders for up in folder.parents if up.is_relative_to(top)}
    if len(paths) > _FEW and hasattr(os, "sync"):
        os.sync()
        return
    for path in filter(os.path.isfile, paths):
        with _let_go():
            _sync_file(path)
    for folder in sorted(folders):
        with _let_go():
            sync_folder(folder)


def _sync_file(path: Path) -> None:
    # Windows has only those brought to the disk who may write.
    file = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextlib.contextmanager
def _let_go() -> Iterator[None]:
    """Ignores that a system can't bring something to the disk, but not that it could not."""
    try:
        yield
    except OSError as error:
        if error.errno in (EDQUOT, EIO, ENOSPC):
            raise


def link_or_copy(source: Path, target: Path) -> None:
    """Have a file's bytes at another place too, by a second name for it where the system can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def put_pieces(folder: Path, name: str, pieces: Iterable[bytes]) -> int:
    """Write the file of that name below `folder`; returns how many bytes it has."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with placed(path), path.open("wb") as file:
        file.writelines(pieces)
        return file.tell()


@contextlib.contextmanager
def placed(path: Path) -> Iterator[None]:
    """Has an `OSError` name the file at a path, as the system does not where writing fails."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def remove_tree(folder: Path) -> None:
    """Remove a folder, if it is there, and all that is in it, even where it says that nobody may
    write. Raises `OSError` where it can't be done."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except PermissionError:
        folder.chmod(stat.S_IRWXU)
        for place, folders, _ in os.walk(folder):
            for name in folders:
                path = os.path.join(place, name)  # noqa: PTH118 - pathlib is slow on large trees
                if not os.path.islink(path):  # noqa: PTH114
                    os.chmod(path, stat.S_IRWXU)  # noqa: PTH101
        shutil.rmtree(folder)


def are_alike(file: Path, other: Path) -> bool:
    """Whether two files, of which the second may be missing, hold the same bytes."""
    with contextlib.suppress(OSError):
        if file.stat().st_size != other.stat().st_size:
            return False
        with file.open("rb") as left, other.open("rb") as right:
            while content := left.read(_AT_ONCE):
                if content != right.read(_AT_ONCE):
                    return False
            return True
    return False


def entries_of(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder; nothing where there is no such thing. Raises `OSError` where it is no
    folder, or can't be looked into."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        if os.path.lexists(folder):
            raise
        return []


def bytes_of(path: str | Path) -> bytes:
    """The bytes of a file; none of a pipe or a device, whose reading would never end."""
    file = os.open(path, _AT_ONCE_ONLY)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            return b""
        content = os.read(file, status.st_size + 1)
        if len(content) == status.st_size:
            return content  # there was no more of it
        parts = [content]
        while parts[-1]:
            parts.append(os.read(file, _AT_ONCE))
        return b"".join(parts)
    finally:
        os.close(file)


def files_below(folder: Path) -> dict[str, bytes]:
    """What the files below a folder hold, by their paths there, in the order of these."""
    files: dict[str, bytes] = {}
    above = len(os.path.join(folder, ""))  # noqa: PTH118 - a fifth of the time that paths take
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118
            files[path[above:].replace(os.sep, "/")] = bytes_of(path)
    return dict(sorted(files.items()))


def check_file(path: Path) -> None:
    """Raise `OSError` for what is read without an end, or never: a pipe, a device, a socket."""
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(EINVAL, "Not a file", str(path))


def leads_out(path: Path, name: str) -> bool:
    """Whether a file is a symbolic link that leads out of the folder that holds the nearest one of
    that name around it."""
    if not path.is_symlink():
        return False
    around = (folder for folder in path.absolute().parents if folder.name == name)
    top = os.path.realpath(next(around, path.absolute().parent).parent)
    return not os.path.realpath(path).startswith(f"{top}{os.sep}")


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Make `folder` hold exactly `files` (relative path, bytes); returns how many were written.

    A file whose bytes are right already is left alone, so that its time stays true.
    """
    written = 0
    wanted = set()
    for name, content in files:
        wanted.add(name)
        with contextlib.suppress(FileNotFoundError):
            if (folder / name).read_bytes() == content:
                continue
        put(folder, name, content)
        written += 1
    _prune(folder, wanted)
    return written


def _prune(folder: Path, wanted: set[str]) -> None:
    for place, folders, names in os.walk(folder, topdown=False):
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - pathlib is slow on large trees
            if os.path.relpath(path, folder).replace(os.sep, "/") not in wanted:
                os.unlink(path)  # noqa: PTH108
        for name in folders:
            with contextlib.suppress(OSError):
                os.rmdir(os.path.join(place, name))  # noqa: PTH106, PTH118
