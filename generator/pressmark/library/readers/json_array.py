"""The text of a JSON array in; its objects out, each with the line on which it starts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding, shown
from pressmark.base.rules.files import INVALID_JSON, WRONG_TYPE
from pressmark.library.readers.source import json_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLANK = re.compile(r"[ \t\r\n]*")


def array_items(
    text: str, name: Path, findings: list[Finding]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every object of the array that `text` holds, which starts with a bracket, and its line.

    What is wrong with the file, which findings call `name`, goes to `findings`; nothing follows a
    fault that can't be passed over.
    """
    place = text.index("[") + 1
    line = 1 + text.count("\n", 0, place)
    decoder = json.JSONDecoder()
    while True:
        start = _skipped(text, place)
        line += text.count("\n", place, start)
        if text[start : start + 1] == "]" or start == len(text):
            break
        try:
            item, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            faulty_line = line + text.count("\n", start, getattr(error, "pos", start))
            rule, problem = json_fault(error)
            findings.append(Finding.of(rule, name, faulty_line, problem=problem))
            return
        if isinstance(item, dict):
            yield line, item
        else:
            expected = "one object per item"
            findings.append(
                Finding.of(WRONG_TYPE, name, line, value=shown(item), expected=expected)
            )
        place = _skipped(text, end)
        line += text.count("\n", start, place)
        if text[place : place + 1] == ",":
            place += 1
    if start == len(text) or text[start + 1 :].strip():
        problem = "the array has no end" if start == len(text) else "text follows the array"
        findings.append(Finding.of(INVALID_JSON, name, line, problem=problem))


def item_lines(text: str, start: int) -> list[int]:
    """The lines on which the items of a sound array start whose bracket is at a place."""
    decoder = json.JSONDecoder()
    lines: list[int] = []
    line, counted = 1, 0
    place = _skipped(text, start + 1)
    while place < len(text) and text[place] != "]":
        line += text.count("\n", counted, place)
        counted = place
        lines.append(line)
        try:
            _, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return []
        place = _skipped(text, place)
        if text[place : place + 1] == ",":
            place = _skipped(text, place + 1)
    return lines


def _skipped(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place
