"""JSON Lines of curated records in, one object a line; whole papers out.

The keys are those of `pressmark.paper.Paper` but `id`, which the import gives; the digest's
sections are keys like the others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pressmark.findings import Finding, InvalidLibraryError, shown
from pressmark.load import Source, is_empty
from pressmark.readers.entry import Entry

if TYPE_CHECKING:
    from pathlib import Path


def looks_right(text: str) -> bool:
    """Whether the text starts like a JSON object."""
    return text.lstrip().startswith("{")


def read(text: str, name: Path) -> list[Entry]:
    """The records of a JSON Lines file in its order.

    `name` is the file as findings call it. Raises `InvalidLibraryError` with every finding.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        source = LineSource(name, number)
        if entry := _entry(line, source):
            entries.append(entry)
        findings += source.findings
    if not entries and not findings:
        findings.append(Finding(name, 1, "", "no records were found", "Write one object a line"))
    if findings:
        raise InvalidLibraryError(findings)
    return entries


class LineSource(Source):
    """A source whose values all stand on one line."""

    def __init__(self, name: Path, line: int) -> None:
        super().__init__(name)
        self.line = line

    def __str__(self) -> str:
        return f"{self.name}:{self.line}"

    def line_of(self, path: tuple[str | int, ...]) -> int:
        return self.line


def _entry(line: str, source: LineSource) -> Entry | None:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in found:
            if key in values:
                source.report(source.line, key, "the key stands twice", "Remove one")
            values.setdefault(key, value)
        return values

    try:
        values = json.loads(line, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        found = f"the JSON does not parse: {error.msg} (column {error.colno})"
        source.report(source.line, "", found, "Write one whole object a line")
        return None
    except RecursionError:
        source.report(source.line, "", "lists stand within lists too deeply", "Write plain values")
        return None
    if not isinstance(values, dict):
        source.report(source.line, "", f"{shown(values)} stands here", "Write one object a line")
        return None
    if "id" in values:
        source.report(source.line, "id", "the import gives the id", "Remove the key")
    told = {key: value for key, value in values.items() if not is_empty(value)}
    paper = source.paper(told | {"id": "unnamed"})
    return None if source.findings else Entry(source.line, paper.title, paper=paper)
