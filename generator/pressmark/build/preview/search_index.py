"""The search index of a library under edit: a changed library in, the newest index's files out.

Each index is made in a process of its own, at low priority, so that nobody who looks at the library
waits for it. One that an edit made stale is not finished.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.process import begin_process, end_session, end_with

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

_NAME = re.compile(r"(?:[a-z]+/)?[\w-][\w.-]*")
_LOWEST = 19  # in priority; as nice as a process can be


class SearchIndex:
    """The search index of the library of `config_file`, kept in a folder of its own.

    `records` is the file that keeps parsed records, `changed` is called when there is another
    index. No process outlives `end` or the process that holds this.
    """

    def __init__(
        self, config_file: Path, folder: Path, *, records: Path, changed: Callable[[], None]
    ) -> None:
        self._config_file = config_file
        self._folder = folder
        self._records = records
        self._changed = changed
        self._shown = _made_last(self._folder)
        self._wanted = ""
        self._process: subprocess.Popen[str] | None = None
        self._has_ended = False
        self._lock = threading.Lock()

    def file(self, name: str) -> bytes:
        """A file of the index by its path there; b"" when there is none.

        Whoever began to search in the index before this one finds its files still.
        """
        if _NAME.fullmatch(name):
            for folder in self._shown:
                with suppress(OSError):
                    return (folder / name).read_bytes()
        return b""

    def renew(self, key: bytes) -> None:
        """Show the index of the library that `key` tells from others, as soon as it is made."""
        index = self._folder / key.hex()
        with self._lock:
            if self._wanted == index.name or self._has_ended:
                return
            self._stop()
            self._wanted = index.name
            is_made = index.is_dir()
            if is_made:
                self._show(index)
            else:
                self._begin(index)
        if is_made:
            self._changed()

    def end(self) -> None:
        """Make no index any more, and stop making one."""
        with self._lock:
            self._has_ended = True
            self._stop()

    def _begin(self, index: Path) -> None:
        aside = index.with_suffix(".part")
        start = time.perf_counter()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "pressmark.build.preview.search_index"),
                *(str(self._config_file), str(self._records), str(aside)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that it is stopped with all that it has started
        )

        def finish() -> None:
            with process:
                message = process.stderr.read().strip() if process.stderr else ""
                status = process.wait()
            with self._lock:
                if process is not self._process:
                    return  # it was stopped
                self._process = None
                if status == 0:
                    aside.rename(index)
                    self._show(index)
                else:
                    self._wanted = ""
            if status == 0:
                _log.info("search index made in %.2f s", time.perf_counter() - start)
                self._changed()
            elif message:
                _log.warning("the search index could not be made: %s", message)

        self._process = process
        threading.Thread(target=finish, daemon=True).start()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process and process.poll() is None:
            with suppress(ProcessLookupError):
                _kill(process)
            process.wait()

    def _show(self, index: Path) -> None:
        before = [folder for folder in self._shown if folder != index]
        self._shown = (index, *before[:1])
        for folder in before[1:]:
            folder.rename(folder.with_suffix(".old"))


def _kill(process: subprocess.Popen[str]) -> None:
    """End a process, and all that it has started where it has a session of its own."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _made_last(folder: Path) -> tuple[Path, ...]:
    """The two indexes that were made last, the last one first."""
    indexes = [path for path in folder.glob("*") if not path.suffix]
    return tuple(sorted(indexes, key=lambda path: path.stat().st_mtime_ns, reverse=True)[:2])


def main() -> None:
    """Make an index, as a program of its own: of which configuration, with what records, where.

    It is started in a session of its own, and its input ends with the process that started it.
    """
    begin_process()
    if hasattr(os, "nice"):
        os.nice(_LOWEST)
    end_with(sys.stdin.fileno(), end_session)
    config_file, records, folder = map(Path, sys.argv[1:])
    for stale in (*folder.parent.glob("*.part"), *folder.parent.glob("*.old")):
        shutil.rmtree(stale)
    # Nobody waits for these but who makes an index.
    from pressmark.base.errors import SearchError, in_words
    from pressmark.base.findings import InvalidLibraryError
    from pressmark.build.project import load_project
    from pressmark.search import index
    from pressmark.site import configuration

    try:
        sources = configuration.sources_of(config_file)
        project = load_project(
            config_file.absolute().parent, cache=records, keep=lambda _: None, sources=sources
        )
        index.index(project.search_records(), folder)
    except InvalidLibraryError:
        sys.exit(1)  # whoever reads the library too says what is wrong with it
    except SearchError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(in_words(error))


if __name__ == "__main__":
    main()
