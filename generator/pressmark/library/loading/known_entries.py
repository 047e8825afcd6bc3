"""Entries of source files as they were read in; a file of them out, so that the next build reads
only those that changed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from pressmark.library.loading import record_cache
from pressmark.library.loading.record_cache import File, Kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.library.readers.entry import Reading


class KnownEntries:
    """What the file at `path` keeps; it is read when a source has changed, and not before."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: dict[str, File] = {}

    @cached_property
    def _kept(self) -> Kept:
        return record_cache.read(self._path)

    def read(self, text: str, name: Path, path: str) -> Reading:
        """The entries of the BibTeX file at `path`, which findings call `name`."""
        from pressmark.library.loading import bibtex_known  # few builds read BibTeX

        reading, records = bibtex_known.read(text, name, self._kept.by_fingerprint)
        self._read[path] = File(None, records)
        return reading

    def write(self, keep: Callable[[Callable[[], None]], None]) -> None:
        """Have `keep` write what was read, if anything was; other files' entries stay."""
        if any(file.records for file in self._read.values()):
            kept = Kept(files={**self._kept.files, **self._read})
            keep(partial(record_cache.write, self._path, kept))
