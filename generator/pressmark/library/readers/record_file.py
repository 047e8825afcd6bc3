"""A record file in, YAML front matter and a Markdown digest; a paper or findings out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.findings import shown
from pressmark.base.rules import records as rules
from pressmark.base.rules.files import EMPTY_VALUE, INVALID_YAML
from pressmark.base.spellings import nearest
from pressmark.library.paper import SECTION_FIELDS, SECTIONS
from pressmark.library.readers.source import is_empty

if TYPE_CHECKING:
    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Source

_HEADING = re.compile(r"## +(.*)")
_KEY = re.compile(r"[a-z_]+:(?: |$)")


def read(text: str, stem: str, source: Source) -> Paper | None:
    """The paper in a record's text, without its faulty parts; None where nothing can be read.

    `stem` is its file's, and so the paper's id. Findings are the source's.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        source.report(1, "", rules.NO_FRONT_MATTER, line=shown(lines[0]))
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        heading = next((n for n, line in enumerate(lines, 1) if _HEADING.match(line)), len(lines))
        source.report(heading, "", rules.UNCLOSED_FRONT_MATTER)
        return None
    if _goes_on(lines, end):
        source.report(end + 1, "", INVALID_YAML, document=True, text=shown(lines[end].strip()))
        return None
    values = source.parse("\n".join(lines[1:end]), 2)
    if values is None:
        _sections(source, lines, end + 1)
        return None
    if (named := values.pop("id", stem)) != stem:
        line = source.line_of(("id",))
        source.report(line, "id", rules.ID_MISMATCH, name=shown(named), stem=stem)
    for name in [name for name in SECTION_FIELDS if name in values]:
        source.report(source.line_of((name,)), name, rules.SECTION_IN_FRONT_MATTER)
        del values[name]
    for key in [key for key, value in values.items() if is_empty(value)]:
        if key in source.faulty:
            continue
        source.report(source.line_of((key,)), key, EMPTY_VALUE)
        source.faulty.add(key)
    return source.paper(values | _sections(source, lines, end + 1) | {"id": stem})


def _goes_on(lines: list[str], end: int) -> bool:
    """Whether keys follow the line that ends the front matter, up to another one."""
    for number, line in enumerate(lines[end + 1 :], end + 1):
        if line.rstrip() == "---":
            return any(_KEY.match(above) for above in lines[end + 1 : number])
        if _HEADING.match(line):
            return False
    return False


def _sections(source: Source, lines: list[str], start: int) -> dict[str, str]:
    """The sections of a record's body, which starts after `start` lines, by field name."""
    fields = {section.casefold(): section.lower() for section in SECTIONS}
    body: dict[str, list[str]] = {}
    current: list[str] | None = None
    for name in SECTION_FIELDS:
        source.place((name,), start)
    for number, line in enumerate(lines[start:], start + 1):
        match = _HEADING.match(line)
        if match:
            heading = match[1].rstrip(" #")
            field = fields.get(heading.casefold(), "")
            if not field:
                source.report(
                    number,
                    "",
                    rules.UNKNOWN_SECTION,
                    heading=shown(heading),
                    near=nearest(heading.title(), SECTIONS),
                    sections=", ".join(SECTIONS),
                )
            elif field in body:
                source.report(number, field, rules.DUPLICATE_SECTION)
            else:
                source.place((field,), number)
            current = body.setdefault(field, [])
        elif current is not None:
            current.append(line)
        elif line.strip():
            line = shown(line)
            source.report(number, "", rules.TEXT_ABOVE_SECTIONS, line=line, section=SECTIONS[0])
            current = []
    body.pop("", None)
    return {field: "\n".join(text).strip() for field, text in body.items()}
