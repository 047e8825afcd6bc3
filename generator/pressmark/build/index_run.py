"""A library's key in; the files of its search index, made meanwhile or kept from before, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base import cache_file
from pressmark.base.hashing import fingerprint, program_key
from pressmark.build.outputs import index_outputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from pressmark.base.work_folder import WorkFolder
    from pressmark.build.outputs import Output


class IndexRun:
    """The making of one library's search index, under way or done by an earlier build.

    `work` is the folder that keeps it; `begin` has it made in a folder, and is called if it has to
    be. `key` tells what it is made of.
    """

    def __init__(
        self, work: WorkFolder, library_key: bytes, begin: Callable[[Path], Future[None]]
    ) -> None:
        self.key = fingerprint(program_key(), library_key).hex()
        self._folder = work.index
        self._key_file = work.index_key
        self._making: Future[None] | None = None
        if not self._is_kept():
            self._key_file.unlink(missing_ok=True)
            self._making = begin(self._folder)

    def _is_kept(self) -> bool:
        """Whether the folder holds the index of this library: the file that says so has its key."""
        key = self.key.encode()
        return cache_file.read(self._key_file, key) is not None and self._folder.is_dir()

    @property
    def is_under_way(self) -> bool:
        """Whether someone is at work on it."""
        return self._making is not None and not self._making.done()

    def outputs(self) -> Iterator[Output]:
        """Its files, once they are there. Raises `BuildError` when it could not be made."""
        if self._making:
            self._making.result()
            cache_file.write(self._key_file, self.key.encode(), b"")
        return index_outputs(self._folder)
