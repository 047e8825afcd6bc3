"""Redirects in; the file and the line that each of them is on out, for findings."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.library.readers.record_file import read as read_record
from pressmark.library.readers.source import Source
from pressmark.site.addresses.redirects import FILE

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.site.addresses.redirects import Fault, Redirect

# Records that have no file of their own.
_LINES = "papers.jsonl"
# So many files are at hand that were read for the lines of their values.
_MOST_AT_HAND = 100


class RedirectPlaces:
    """Finds redirects in the files of a content folder, which findings name relative to `root`.

    A file is read once, however many redirects it has.
    """

    def __init__(self, content: Path, root: Path) -> None:
        self._content = content
        self._root = root
        self._sources: dict[str, Source] = {}

    def finding(self, fault: Fault) -> Finding:
        """A fault as a finding with its file and line."""
        redirect = fault.redirect
        field = "" if redirect.file == FILE else ".".join(map(str, redirect.path[:-1]))
        return Finding.of(fault.rule, *self.of(redirect), field, **fault.values)

    def of(self, redirect: Redirect) -> tuple[Path, int]:
        """The file that a redirect is in, and its line."""
        file = self._content / redirect.file
        if redirect.file.startswith("papers/") and not file.is_file():
            file, line = self._content / _LINES, self._lines.get(redirect.new.split("/")[1], 1)
        else:
            line = self._source(redirect.file).line_of(redirect.path)
        return (file.relative_to(self._root) if file.is_relative_to(self._root) else file), line

    def _source(self, name: str) -> Source:
        """A file, read for the lines of its values."""
        source = self._sources.get(name)
        if source is None:
            if len(self._sources) >= _MOST_AT_HAND:
                self._sources.clear()
            file = self._content / name
            source = self._sources[name] = Source(file)
            text = file.read_text(encoding="utf-8-sig")
            if name.startswith("papers/"):
                read_record(text, file.stem, source)
            else:
                source.parse(text, 1)
        return source

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The lines of records by their ids."""
        lines: dict[str, int] = {}
        with (self._content / _LINES).open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    lines.setdefault(str(json.loads(line).get("id")), number)
        return lines
