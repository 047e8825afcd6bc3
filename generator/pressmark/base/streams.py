"""The streams that a process was started with in; streams that stop no work, and what was lost of
them, out.

Whoever reads what a command says may have gone, the disk that it is sent to may be full, and some
start programs without any streams. The work is done all the same, and said to be.
"""

from __future__ import annotations

import io
import os
import sys
from errno import EPIPE
from typing import Any, TextIO

# What sysexits.h calls EX_IOERR: what a command says could not be written.
LOST_OUTPUT = 74


class _Outlet(io.RawIOBase):
    """The end of a stream, an open file: once it takes no more, what is written there is lost.

    `error` is why, if that is so.
    """

    def __init__(self, file: int) -> None:
        self.error: OSError | None = None
        self._file = file

    def fileno(self) -> int:
        return self._file

    def isatty(self) -> bool:
        return os.isatty(self._file)

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        rest = memoryview(data).cast("B")
        size = len(rest)
        while rest and not self.error:
            try:
                rest = rest[os.write(self._file, rest) :]
            except BlockingIOError:
                import select  # few streams are of this kind

                select.select([], [self._file], [])
            except OSError as error:
                self.error = error
        return size


def open_streams() -> None:
    """Have this process write its output and its errors where it can, and to nowhere else.

    A stream that it was started without would be whatever file is opened next.
    """
    for file in range(3):
        try:
            os.fstat(file)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.platform != "win32":  # its consoles are no files
        sys.stdout = _stream(1, sys.stdout)
        sys.stderr = _stream(2, sys.stderr)


def _stream(file: int, before: TextIO | None) -> TextIO:
    return io.TextIOWrapper(
        io.BufferedWriter(_Outlet(file)),
        encoding=before.encoding if before else "utf-8",
        errors="backslashreplace",
        line_buffering=before.line_buffering if isinstance(before, io.TextIOWrapper) else True,
    )


def lost_output() -> OSError | None:
    """Why some of the output could not be written; None where all of it was, or whoever read it had
    read enough."""
    sys.stdout.flush()
    outlet: object = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    error = outlet.error if isinstance(outlet, _Outlet) else None
    return None if error and error.errno == EPIPE else error
