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
