"""What every reader gives: one paper as its source lists it, and the line where it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.rules.imports import NO_ENTRIES

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.paper import Paper


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper found in a source.

    `line` counts from 1. `abstract` is empty where the source has none. `paper`
    is the whole record where the source holds one; its id is a stand-in until the import gives it.
    `keywords` are the source's own words for what the vocabulary calls tags; they are None where
    the source holds none, or whole records.
    """

    line: int
    title: str
    abstract: str = ""
    paper: Paper | None = None
    keywords: tuple[str, ...] | None = None


def sound(entries: list[Entry], findings: list[Finding], name: Path, kind: str) -> list[Entry]:
    """The entries of the file `name`, which has at least one; `kind` is what its format calls them.

    Raises `InvalidLibraryError` when there are findings.
    """
    if not entries and not findings:
        findings = [Finding.of(NO_ENTRIES, name, entries=kind)]
    if findings:
        raise InvalidLibraryError(findings)
    return entries
