"""A new paper and the key of its entry in; the id of its record out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.names import paper_id, slug

if TYPE_CHECKING:
    from collections.abc import Container

    from pressmark.library.paper import Paper

_IDENTIFIER = re.compile(r"[a-zA-Z]+:\S+")
_LONGEST = 100


def entry_id(paper: Paper, key: str, taken: Container[str]) -> str:
    """The id of a new record: its key's, if it has one whose id is not `taken`, else one of its
    own."""
    if key and (name := key_id(key)) not in taken:
        return name
    family = paper.authors[0].surname if paper.authors else ""
    # Of a paper that nothing else is known of, the title is an identifier or an address.
    is_bare = not family and _IDENTIFIER.fullmatch(paper.title)
    if is_bare and (name := slug(paper.title)) not in taken and len(name) <= _LONGEST:
        return name
    return paper_id(paper.title, family, paper.year, taken)


def key_id(key: str) -> str:
    """A citation key as an id: `Smith:2020_deep` is `smith-2020-deep`."""
    return slug(key) if key else ""
