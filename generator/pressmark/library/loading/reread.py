"""A record's file, which was read before, in; the lines of its values, for findings, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.library.readers.record_file import read as read_record
from pressmark.library.readers.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.readers.source import Path_


class Reread(Source):
    """A record's file, which is read again for the line of a value: only findings ask for one."""

    def __init__(self, name: Path, path: Path) -> None:
        super().__init__(name)
        self._path: Path | None = path

    def line_of(self, path: Path_) -> int:
        file, self._path = self._path, None
        if file and (raw := self.read(file)) and (text := self.text(raw)):
            read_record(text, file.stem, self)
        return super().line_of(path)
