"""What pressmark sets for a whole process: by the programs that begin in one, never on import.

Two things more belong to a process, as those who need them can be handed nothing: the library that
forked workers find (`pressmark.build.workers`), and the run of MkDocs that its hook is called by
(`pressmark.build.plain_build`).
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_UTF8 = "PYTHONUTF8"
# Pydantic looks for no plugins in all that is installed, and Material prints no notice about a
# later MkDocs on each start.
_VARIABLES = {"PYDANTIC_DISABLE_PLUGINS": "__all__", "NO_MKDOCS_2_WARNING": "1"}


def restart_in_utf8() -> None:
    """Start this program again where Python reads names of files in another encoding than UTF-8, as
    the environment may have told it to: a library's files would have other names there."""
    if sys.platform == "win32" or sys.getfilesystemencoding() == "utf-8":
        return
    if os.environ.get(_UTF8) != "1":
        os.environ[_UTF8] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def begin_process() -> None:
    """Set up a process of pressmark's own, before it loads what the variables are for.

    Garbage is collected less often than Python would: starting makes many objects, and none of them
    die. Variables that are set already stay as they are.
    """
    gc.set_threshold(200_000, 20, 20)
    for name, value in _VARIABLES.items():
        os.environ.setdefault(name, value)


def end_with(lifeline: int, end: Callable[[], object]) -> None:
    """Have `end` called, in a thread of its own, once no process has the other end of a pipe any
    more: that is when the one that started this one has ended, however it did."""
    import threading

    def wait() -> None:
        os.read(lifeline, 1)  # nobody writes to it, so this is its end
        end()

    threading.Thread(target=wait, daemon=True).start()


def end_session() -> None:
    """End this process at once, and all that it has started where it has a session of its own."""
    import signal

    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)
