"""An open file in; held by this process alone, or the word that another process has it, out."""

from __future__ import annotations

import contextlib
import os


def lock(file: int) -> bool:
    """Have an open file, by its descriptor, for this process alone; False if another has it.

    Nobody waits. The system lets go of the file when the descriptor is closed and no process that
    was forked meanwhile has it, so that no lock outlives those who hold it. Raises `OSError` where
    files can't be locked.
    """
    try:
        import fcntl
    except ImportError:  # on Windows; elsewhere, loading it would take as long as a small build
        from filelock import lock_descriptor

        return lock_descriptor(file, blocking=False)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def note_holder(file: int) -> None:
    """Write into a file that was locked who holds it, if the disk has room for that."""
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    with contextlib.suppress(OSError):
        os.write(file, b" %d\n" % os.getpid())


def holder(file: int) -> str:
    """Who holds a file that could not be locked, in brackets behind a space, if it says so.

    Its first byte is the one that Windows locks: nobody else may read it there.
    """
    os.lseek(file, 1, os.SEEK_SET)
    process = os.read(file, 20).strip()
    return f" (process {process.decode()})" if process.isdigit() else ""
