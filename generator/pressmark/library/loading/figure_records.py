"""A content folder in; whether any record has key figures out. Knows no paper.

Of sound records it is right, and quick: it stops at the first that has some.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressmark.base.disk import bytes_of

if TYPE_CHECKING:
    from pathlib import Path

# A key of the front matter, whose value is never empty. Only keys begin a line there.
_IN_FRONT_MATTER = b"\nfigures:"
_IN_JSON = re.compile(rb'[{,][ \t]*+"figures"[ \t]*+:[ \t]*+\[[ \t]*+\{')
_END = b"\n---"


def has_figures(content: Path) -> bool:
    """Whether a record below `content` has key figures."""
    bulk = content / "papers.jsonl"
    if bulk.is_file():
        with bulk.open("rb") as file:
            if any(_IN_JSON.search(line) for line in file):
                return True
    return any(_has_figures(path) for path in (content / "papers").glob("*.md"))


def _has_figures(record: Path) -> bool:
    try:
        front, _, _ = bytes_of(record).partition(_END)
    except OSError:  # whoever reads it says so
        return False
    return _IN_FRONT_MATTER in front
