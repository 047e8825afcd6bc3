"""What every reader gives: the papers that its source lists, each with the line where it is, and
what had to be left out of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError, printable
from pressmark.base.rules.imports import NO_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import LineSource


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper found in a source.

    `line` counts from 1. `abstract` is empty where the source has none. `paper`
    is the whole record where the source holds one; its id is a stand-in until the import gives it.
    `keywords` are the source's own words for what the vocabulary calls tags; they are None where
    the source holds none, or whole records. `key` is the source's own name for the entry, or empty.
    """

    line: int
    title: str
    abstract: str = ""
    paper: Paper | None = None
    keywords: tuple[str, ...] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """What could not be read and was left out: a whole entry, or a value of one that is read.

    `finding` says where, what was found and what to do; `key` is the entry's, or empty.
    """

    finding: Finding
    is_entry: bool
    key: str = ""

    def __str__(self) -> str:
        name = f"{printable(self.key)}: " if self.key else ""
        what = "entry" if self.is_entry else "value"
        finding = self.finding
        place = f"{printable(str(finding.file))}:{finding.line}"
        return f"{place}: {name}{what} left out: {finding.text} [{finding.rule.id}]"

    def as_dict(self) -> dict[str, str | int]:
        """The omission for a program: the finding's keys, `left_out` (entry or value), `key`."""
        what = "entry" if self.is_entry else "value"
        return {"left_out": what, "key": self.key, **self.finding.as_dict()}


@dataclass(slots=True)
class Reading:
    """The entries of a file in its order, and what was left out of it.

    `left_out` counts the entries that were left out, whatever number of findings each has, and
    `unused` the entries that have each of the fields of which records keep nothing.
    """

    entries: Sequence[Entry] = field(default_factory=list)
    omissions: Sequence[Omission] = field(default_factory=list)
    left_out: int = 0
    unused: Counter[str] = field(default_factory=Counter)

    def whole(self) -> Sequence[Entry]:
        """The entries of a file of which nothing is left out.

        Raises `InvalidLibraryError` with every finding otherwise.
        """
        if self.omissions:
            raise InvalidLibraryError(omission.finding for omission in self.omissions)
        return self.entries


@dataclass(slots=True)
class EntryList(Reading):
    """A reading that takes in one entry after the other."""

    entries: list[Entry] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)

    def add(self, entry: Entry, source: LineSource) -> None:
        """Take in an entry without its faulty values, which are the source's findings; an entry
        whose title is faulty is left out."""
        is_lost = "title" in source.faulty
        if is_lost:
            self.left_out += 1
        else:
            self.entries.append(entry)
        for finding in source.findings:
            is_entry = is_lost and finding.field == "title"
            self.omissions.append(Omission(finding, is_entry, entry.key))

    def leave_out(self, *findings: Finding, key: str = "") -> None:
        """Leave out an entry for its findings."""
        self.left_out += 1
        self.omissions += [Omission(finding, is_entry=True, key=key) for finding in findings]

    def nonempty(self, name: Path, kind: str) -> EntryList:
        """The reading itself, with a finding where the file `name` has no entry at all; `kind` is
        what its format calls them."""
        if not self.entries and not self.omissions:
            finding = Finding.of(NO_ENTRIES, name, entries=kind)
            self.omissions.append(Omission(finding, is_entry=True))
        return self
