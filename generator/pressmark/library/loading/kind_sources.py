"""A content folder in; whether sources say what papers were published as out. Knows no paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_KIND = b'"kind"'


def has_kind_sources(content: Path, *, lists_sources: bool) -> bool:
    """Whether an import or one of the sources that the configuration lists, if it does, gives
    papers their kinds."""
    if lists_sources:
        return True
    statements = content / "sources.jsonl"
    if not statements.is_file():
        return False
    with statements.open("rb") as file:
        return any(_KIND in line for line in file)
