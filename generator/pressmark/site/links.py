"""Markdown that curators write in; the generated pages that it links to out."""

from __future__ import annotations

import re

from pressmark.site.kinds import SECTIONS

_LINK = re.compile(
    rf"\]\((?:\.\./)*((?:{'|'.join(SECTIONS)})[a-z0-9/-]+\.md)(?:#([\w-]+)|(?=[)#?]))"
)


def links_in(text: str) -> set[tuple[str, str]]:
    """The generated pages that a text links to, each with the anchor on it, if there is one."""
    return {(match[1], match[2] or "") for match in _LINK.finditer(text)}


def lines_of_links(text: str) -> dict[str, int]:
    """The line on which a text first has each of these links, with its anchor and without."""
    lines: dict[str, int] = {}
    line, place = 1, 0
    for match in _LINK.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        lines.setdefault(match[1], line)
        if match[2]:
            lines.setdefault(f"{match[1]}#{match[2]}", line)
    return lines
