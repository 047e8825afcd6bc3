"""Values that records are to have in; the files that hold them, with just those changed, out.

A record is a file of its own, or a line of `papers.jsonl`.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressmark.library.importing.record_text import yaml_value
from pressmark.library.readers import json_lines
from pressmark.library.readers.record_file import read as read_record
from pressmark.library.readers.shared import Shared
from pressmark.library.readers.source import LineSource, Source
from pressmark.library.record_edit import UnplacedError, file_text, with_front_matter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.library.paper import Paper

_LINES = "papers.jsonl"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class RecordTexts:
    """The records of a content folder that an import may change."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._files: dict[str, tuple[str, str]] = {}
        self._lines_changed = False

    @property
    def edits(self) -> dict[str, tuple[str, str]]:
        """The texts of files before and after, by path below the content folder."""
        if not self._lines_changed:
            return self._files
        before = "".join(self._before)
        return self._files | {_LINES: (before, "".join(self._lines))}

    def file_of(self, paper: str) -> str:
        """The path of the file that holds a record, or an empty text where an import changes
        none of it."""
        path = f"papers/{paper}.md"
        if (self._content / path).is_file():
            return path
        return _LINES if paper in self._places else ""

    def place_of(self, paper: str, field: str) -> tuple[str, int]:
        """The file of a record, and the line of a field of it as it is going to be; its first where
        it has none."""
        path = self.file_of(paper)
        if path == _LINES:
            return path, self._places[paper] + 1
        source = Source(Path(path))
        edited = self._files[path][1].encode() if path in self._files else None
        raw = edited or source.read(self._content / path)
        if raw and (text := source.text(raw)):
            read_record(text, paper, source)
        return path, source.line_of((field,))

    def change(self, paper: Paper, values: Mapping[str, Any]) -> None:
        """Give a record other values, None for those that it is to lose, so that it is `paper`.

        Raises `UnplacedError` where that can't be without changing anything else.
        """
        path = self.file_of(paper.id)
        if path == _LINES:
            self._change_line(paper, values)
            return
        try:
            text = file_text(self._content / path)
        except UnicodeDecodeError:
            raise UnplacedError from None
        edited = with_front_matter(text, {name: yaml_value(name, v) for name, v in values.items()})
        if read_record(edited.replace("\r\n", "\n"), paper.id, Source(Path(path))) != paper:
            raise UnplacedError
        self._files[path] = text, edited

    def _change_line(self, paper: Paper, values: Mapping[str, Any]) -> None:
        place = self._places[paper.id]
        line = self._lines[place]
        held = json.loads(line.lstrip("\ufeff"))
        merged = {name: value for name, value in (held | values).items() if value is not None}
        edited = json.dumps(merged, ensure_ascii=False)
        source = LineSource(Path(_LINES), place + 1)
        read = json_lines.record(edited, source, Shared())
        if read is None or source.findings or read[0] != paper:
            raise UnplacedError
        ending = line[len(line.rstrip("\r\n")) :]
        self._lines[place] = edited + ending
        self._lines_changed = True

    @cached_property
    def _before(self) -> tuple[str, ...]:
        file = self._content / _LINES
        return tuple(_LINE.findall(file_text(file))) if file.is_file() else ()

    @cached_property
    def _lines(self) -> list[str]:
        return [*self._before]

    @cached_property
    def _places(self) -> dict[str, int]:
        """The number of each record's line, from 0 on; the library that holds them is sound."""
        places: dict[str, int] = {}
        for number, line in enumerate(self._before):
            if text := line.lstrip("\ufeff").strip():
                places[json.loads(text)["id"]] = number
        return places
