"""A record file in, YAML front matter and a Markdown digest; a paper or findings out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.findings import nearest, shown
from pressmark.library.paper import SECTION_FIELDS, SECTIONS
from pressmark.library.readers.source import is_empty

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Source

_HEADING = re.compile(r"^##[ ]+(.*?)[ #]*$")


def read(text: str, stem: str, source: Source) -> Paper | None:
    """The paper in a record's text, without its faulty parts; None where nothing can be read.

    `stem` is its file's, and so the paper's id. Findings are the source's.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        source.report(
            1, "", f"the file starts with {shown(lines[0])}", "Start with a line of three hyphens"
        )
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        source.report(
            len(lines), "", "the front matter has no end", "Close it with a line of three hyphens"
        )
        return None
    values = source.parse("\n".join(lines[1:end]), 2)
    if values is None:
        _sections(source, lines, end + 1)
        return None
    if (named := values.pop("id", stem)) != stem:
        source.report(
            source.line_of(("id",)),
            "id",
            f"the id {shown(named)} does not match the file {stem}.md",
            "Remove the key, or rename the file and list the old id in redirect_from",
        )
    for name in [name for name in SECTION_FIELDS if name in values]:
        source.report(
            source.line_of((name,)), name, "this stands in the front matter", "Move it to the body"
        )
        del values[name]
    for key in [key for key, value in values.items() if is_empty(value)]:
        if key in source.faulty:
            continue
        line = source.line_of((key,))
        source.report(line, key, "the value is empty", "Fill it in or remove it")
        source.faulty.add(key)
    return source.paper(values | _sections(source, lines, end + 1) | {"id": stem})


def _sections(source: Source, lines: list[str], start: int) -> dict[str, str]:
    """The sections of a record's body, which starts after `start` lines, by field name."""
    known = {section.casefold(): section.lower() for section in SECTIONS}
    body: dict[str, list[str]] = {}
    current: list[str] | None = None
    for name in SECTION_FIELDS:
        source.place((name,), start)
    for number, line in enumerate(lines[start:], start + 1):
        heading = _HEADING.match(line)
        if heading:
            field = known.get(heading[1].casefold(), "")
            if not field:
                near = nearest(heading[1].title(), SECTIONS)
                advice = f"Did you mean {near!r}" if near else f"Use {', '.join(SECTIONS)}"
                source.report(number, "", f"the section {shown(heading[1])} is unknown", advice)
            elif field in body:
                source.report(number, field, "the section stands twice", "Join them")
            else:
                source.place((field,), number)
            current = body.setdefault(field, [])
        elif current is not None:
            current.append(line)
        elif line.strip():
            advice = f"Start with '## {SECTIONS[0]}'"
            source.report(number, "", f"{shown(line)} stands before a section", advice)
            current = []
    body.pop("", None)
    return {field: "\n".join(text).strip() for field, text in body.items()}
