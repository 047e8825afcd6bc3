"""Markdown of the vocabulary in, whose links to papers are written as in hand-written pages,
`[words](papers/<id>.md)`; the papers that it links to, or the same text with other links, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(r"(?<=\]\()papers/([a-z0-9-]{1,100})\.md(?=[)#])")


def linked_papers(text: str) -> list[str]:
    """The ids of the papers that a text links to."""
    return _LINK.findall(text)


def with_links(text: str, address: Callable[[str], str]) -> str:
    """The text with links to where `address` has the paper of an id."""
    return _LINK.sub(lambda match: address(match[1]), text)
