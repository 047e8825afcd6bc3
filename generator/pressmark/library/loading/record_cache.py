"""Records as they were parsed in, a disposable file out, and the same records back.

What another version of this program, or of what it parses with, understood counts for nothing.
"""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from hashlib import sha256
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pressmark.base import cache_file
from pressmark.base.findings import Finding
from pressmark.base.hashing import FINGERPRINT_SIZE, fingerprint, program_key
from pressmark.library.paper import MAPPINGS, RECORDS, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pressmark.library.readers.entry import Omission

# A file as the system describes it: mtime and ctime in nanoseconds, size in bytes, inode.
Stamp = tuple[int, int, int, int]

# A clock's tick on the coarsest file systems: within it a second edit may leave the times alone.
TICK = 2_000_000_000


@dataclass(slots=True)
class Record:
    """A record as it was read.

    `abstract` and `keywords` are its own, `fingerprint` is that of its bytes, `line` is its
    first in the file.
    """

    paper: Paper
    abstract: str
    keywords: tuple[str, ...]
    fingerprint: bytes
    line: int


@dataclass(slots=True)
class File:
    """A source file's sound records; without a stamp where it holds others too."""

    stamp: Stamp | None
    records: Sequence[Record]


@dataclass(slots=True)
class Abstract:
    """An abstract of its own file."""

    stamp: Stamp
    fingerprint: bytes
    text: str


@dataclass(slots=True)
class KeptSource:
    """What a source file was read with, the fingerprint of its bytes, and what was left out of it;
    its records are with those of other files."""

    options: tuple[bool, str]
    fingerprint: bytes
    omissions: tuple[Omission, ...]


@dataclass(slots=True)
class ChangedFile:
    """A file of records that changed: their fingerprints, and the line that each is on."""

    stamp: Stamp | None
    marks: list[bytes]
    lines: list[int]


@dataclass(slots=True)
class Changes:
    """What a load that started at `started` found otherwise than an earlier one: new records by
    their fingerprint, and files by name."""

    started: int = 0
    records: dict[bytes, Record] = field(default_factory=dict)
    files: dict[str, ChangedFile] = field(default_factory=dict)


@dataclass
class Kept:
    """What a load that started at `started` (nanoseconds since 1970) keeps for later ones.

    `files` are by path below the content folder, `abstracts` by the paper's id, and `sources` by
    their whole path, by which their records are among the files. `changes` are what was found in
    files of records since.
    """

    started: int = 0
    files: dict[str, File] = field(default_factory=dict)
    abstracts: dict[str, Abstract] = field(default_factory=dict)
    sources: dict[str, KeptSource] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)

    def file(self, name: str, stamp: Stamp) -> File | None:
        """The file of that name, if `stamp` proves that it is still the same."""
        changed = self.changes.files.get(name)
        if changed and changed.stamp == stamp and is_settled(stamp, self.changes.started):
            return self._changed_file(changed)
        held = self.files.get(name)
        return held if held and held.stamp == stamp and is_settled(stamp, self.started) else None

    def abstract(self, paper: str, stamp: Stamp) -> Abstract | None:
        """The abstract of a paper, if `stamp` proves that its file is still the same."""
        held = self.abstracts.get(paper)
        return held if held and held.stamp == stamp and is_settled(stamp, self.started) else None

    def _changed_file(self, changed: ChangedFile) -> File | None:
        try:
            records = list(map(self.by_fingerprint.__getitem__, changed.marks))
        except KeyError:  # of other records than these
            return None
        rows = zip(records, changed.lines, strict=True)
        return File(
            changed.stamp,
            [held if held.line == line else replace(held, line=line) for held, line in rows],
        )

    @cached_property
    def own_records(self) -> dict[bytes, Record]:
        """Every record but those of changes, by the fingerprint of the bytes it was read from."""
        return {
            record.fingerprint: record for file in self.files.values() for record in file.records
        }

    @cached_property
    def by_fingerprint(self) -> dict[bytes, Record]:
        """Every record by the fingerprint of the bytes that it was read from."""
        return self.own_records | self.changes.records

    @property
    def count(self) -> int:
        """How many records and abstracts are kept."""
        return sum(len(file.records) for file in self.files.values()) + len(self.abstracts)


def fingerprint_of(raw: bytes, kind: str) -> bytes:
    """The fingerprint of bytes that are read as a `kind` of thing: equal ones give equal values."""
    # Of many bytes, and quicker than others where processors know it.
    return sha256(b"%b\0%b" % (kind.encode(), raw)).digest()[:FINGERPRINT_SIZE]


def stamp_of(path: str | Path) -> Stamp:
    """The stamp of a file. Raises `OSError` as `os.stat` does."""
    stat = os.stat(path)  # noqa: PTH116 - thousands of paths are texts here
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def is_settled(stamp: Stamp, started: int) -> bool:
    """Whether an edit after `started` would show in the stamp for sure."""
    return max(stamp[0], stamp[1]) < started - TICK


def read(path: Path) -> Kept:
    """What was kept in the file at `path`: nothing, if anything is wrong with it."""
    columns = cache_file.read_values(path, _key())
    return Kept() if columns is None else unpacked(columns)


def write(path: Path, kept: Kept) -> None:
    """Put `kept` into the file at `path`, whole or not at all; a disk that refuses is no fault."""
    cache_file.write_values(path, _key(), packed(kept))


def _key() -> bytes:
    return fingerprint(b"records", program_key())


_DEFAULTS = {column.name: column.default for column in fields(Paper)}
# By the classes of a paper's people, figures and the like: their fields.
_PARTS = {model: [part.name for part in fields(model)] for model in RECORDS.values()}


def packed(kept: Kept) -> tuple[Any, ...]:
    """What is kept, without changes, as plain values.

    Column after column: a fraction of the time that object after object would take.
    """
    records = [record for file in kept.files.values() for record in file.records]
    papers = [record.paper for record in records]
    distinct: dict[type[Any], dict[Any, int]] = {model: {} for model in _PARTS}
    columns: dict[str, list[Any]] = {}
    for name in _DEFAULTS:
        column = list(map(attrgetter(name), papers))
        if model := RECORDS.get(name):
            # Equal ones are written once.
            places, values_of = distinct[model], attrgetter(*_PARTS[model])
            column = [
                tuple([places.setdefault(values_of(part), len(places)) for part in parts])
                for parts in column
            ]
        if any(column):
            columns[name] = column
    return (
        kept.started,
        [(name, file.stamp, len(file.records)) for name, file in kept.files.items()],
        [list(places) for places in distinct.values()],
        columns,
        [record.abstract for record in records],
        [record.keywords for record in records],
        b"".join(record.fingerprint for record in records),
        [record.line for record in records],
        [
            (paper, held.stamp, held.fingerprint, held.text)
            for paper, held in kept.abstracts.items()
        ],
        [
            (
                name,
                held.options,
                held.fingerprint,
                [(each.finding.values(), each.is_entry, each.key) for each in held.omissions],
            )
            for name, held in kept.sources.items()
        ],
    )


def unpacked(values: tuple[Any, ...]) -> Kept:
    """What `packed` made such values of."""
    started, files, distinct, columns, abstracts, keywords, fingerprints, lines, *more = values
    texts, sources = more
    count = len(lines)
    instances = {
        model: _instances(model, rows) for model, rows in zip(_PARTS, distinct, strict=True)
    }
    papers = [Paper.__new__(Paper) for _ in range(count)]
    for name in _DEFAULTS:
        column = columns.get(name)
        if column is None:
            _fill(Paper, name, papers, _absent(name))
            continue
        if model := RECORDS.get(name):
            parts = instances[model]
            column = [tuple([parts[place] for place in places]) for places in column]
        _fill(Paper, name, papers, column)
    marks = [
        fingerprints[place : place + FINGERPRINT_SIZE]
        for place in range(0, len(fingerprints), FINGERPRINT_SIZE)
    ]
    rows = zip(papers, abstracts, keywords, marks, lines, strict=True)
    records = [Record(*row) for row in rows]
    kept = Kept(started)
    place = 0
    for name, stamp, held in files:
        kept.files[name] = File(stamp, records[place : place + held])
        place += held
    kept.abstracts = {paper: Abstract(*rest) for paper, *rest in texts}
    for name, options, mark, omissions in sources:
        from pressmark.library.readers.entry import Omission  # few libraries have sources

        read = tuple(Omission(Finding.of_values(*v), *rest) for v, *rest in omissions)
        kept.sources[name] = KeptSource(options, mark, read)
    return kept


def _instances(model: type[Any], rows: list[tuple[str, ...]]) -> list[Any]:
    """Instances of a class whose values, in the order of its fields, `rows` are."""
    instances = [object.__new__(model) for _ in rows]
    for part, values in zip(_PARTS[model], zip(*rows, strict=True), strict=False):
        _fill(model, part, instances, values)
    return instances


def _absent(name: str) -> Iterable[Any]:
    """The value of a field that no paper has, over and over."""
    return iter(dict, None) if name in MAPPINGS else repeat(_DEFAULTS[name])


def _fill(model: type[Any], name: str, records: list[Any], values: Iterable[Any]) -> None:
    """Set a field of frozen records, without the validation that they have passed once."""
    deque(map(getattr(model, name).__set__, records, values), maxlen=0)
