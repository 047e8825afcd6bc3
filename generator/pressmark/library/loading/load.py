"""The content folder in; a validated library out, or every finding at once.

Records stand one a file in `papers/`, or one a line in `papers.jsonl` and, as items of CSL-JSON,
in `papers.csl.jsonl`. What was parsed once is taken from a cache, where there is one.
"""

from __future__ import annotations

import codecs
import operator
import os
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.gc_pause import gc_paused
from pressmark.library.library import Library
from pressmark.library.loading import checks
from pressmark.library.loading import record_cache as caching
from pressmark.library.loading.record_cache import (
    Abstract,
    File,
    Kept,
    Record,
    fingerprint_of,
    is_settled,
    stamp_of,
)
from pressmark.library.loading.vocabulary import vocabulary
from pressmark.library.readers import csl, json_lines
from pressmark.library.readers.record_file import read as read_record
from pressmark.library.readers.source import LineSource, Shared, Source
from pressmark.library.terms import Series, Term
from pressmark.library.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pressmark.library.newsletter import Newsletter
    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Path_
    from pressmark.library.values import AnyRecord


def load(
    content: Path,
    *,
    root: Path | None = None,
    cache: Path | None = None,
    keep: Callable[[Callable[[], None]], None] = operator.call,
) -> Library:
    """Read and validate the whole content folder.

    `content` holds `themes.yml`, `tags.yml`, and any of `papers/`, `papers.jsonl`,
    `papers.csl.jsonl`, `venues.yml`, `abstracts/` and `digests/`. The library is the union of all
    records. Findings name files relative to `root` (by default the folder above). `cache` is a
    file for what was parsed: it is made and renewed here, may be deleted at any time, and changes
    nothing but how long this takes. `keep` is handed what writes it, to call that at a better time.

    Raises `InvalidLibraryError` with all findings, each with file, line, field and advice.
    """
    root = content.parent if root is None else root
    findings: list[Finding] = []
    themes = _vocabulary(content / "themes.yml", root, Term, findings)
    tags = _vocabulary(content / "tags.yml", root, Term, findings)
    series = _vocabulary(content / "venues.yml", root, Series, findings)
    with gc_paused():
        reader = _Reader(content, root, caching.read(cache) if cache else Kept())
        reader.read()
        if cache and reader.is_worth_keeping:
            keep(partial(caching.write, cache, reader.kept))
        if reader.findings or not reader.are_fine(themes, tags):
            places = reader.places()
            if not findings:
                findings += checks.unknown_terms(places, themes, tags)
            findings += [*reader.findings, *checks.collisions(places)]
        newsletters: Mapping[str, Newsletter] = {}
        if (content / "digests").is_dir():
            from pressmark.library.loading.newsletters import read  # most libraries have none

            papers = None if findings else reader.papers()
            newsletters = read(content, _relative(content, root), papers, findings)
        if findings:
            raise InvalidLibraryError(findings)
        return reader.library(themes, tags, series, newsletters)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A file of one record a line: its name, and how a line is read."""

    name: str
    source: type[LineSource]
    parse: Callable[[str, LineSource, Shared], tuple[Paper, str, tuple[str, ...]] | None]


_BULK = (
    _Lines("papers.jsonl", LineSource, json_lines.record),
    _Lines("papers.csl.jsonl", csl.ItemSource, csl.record),
)


class _Reader:
    """One walk over the folder.

    `kept` gathers what is sound; `old` is what an earlier walk kept.
    """

    def __init__(self, content: Path, root: Path, old: Kept) -> None:
        self.findings: list[Finding] = []
        self.kept = Kept(time.time_ns())
        self._content = content
        self._root = root
        self._old = old
        self._shared = Shared()
        self._faulty: list[tuple[Source, Paper]] = []
        # Values parsed anew, and values whose bytes alone proved that they are the same.
        self._parsed = self._hashed = 0

    def read(self) -> None:
        """Read every record and abstract."""
        for name in self._record_files():
            self._file(name, self._record)
        for lines in _BULK:
            if (self._content / lines.name).exists():
                self._file(lines.name, partial(self._lines, lines))
        self._abstracts()

    @property
    def is_worth_keeping(self) -> bool:
        """Whether the next walk would save more time than writing takes."""
        total, before = self.kept.count, self._old.count
        changed = max(self._parsed, before - (total - self._parsed))
        return (changed or self._hashed) * 100 > total

    def are_fine(self, themes: Mapping[str, Term], tags: Mapping[str, Term]) -> bool:
        """Whether no record contradicts another or the vocabulary."""
        curated: list[Paper] = []
        items: list[Paper] = []
        for name, file in self.kept.files.items():
            papers = curated if _is_curated(name) else items
            papers.extend([record.paper for record in file.records])
        return checks.are_fine(curated, items, themes, tags)

    def places(self) -> list[tuple[Source, Paper]]:
        """Every paper, faulty ones too, and where it stands: curated ones first."""
        places = [
            *self._faulty,
            *(
                (self._source(name, record), record.paper)
                for name, file in self.kept.files.items()
                for record in file.records
            ),
        ]
        places.sort(key=lambda place: _order(place[0]))
        return places

    def library(
        self,
        themes: Mapping[str, Term],
        tags: Mapping[str, Term],
        series: Mapping[str, Series],
        newsletters: Mapping[str, Newsletter],
    ) -> Library:
        """The library of all that was read, which must be sound."""
        files = self.kept.files.values()
        read = sorted((r for file in files for r in file.records), key=lambda r: r.paper.id)
        papers = {record.paper.id: record.paper for record in read}
        abstracts = {record.paper.id: record.abstract for record in read if record.abstract}
        fingerprints = {record.paper.id: record.fingerprint for record in read}
        if self.kept.abstracts:
            abstracts = {}
            for record in read:
                held = self.kept.abstracts.get(name := record.paper.id)
                if text := held.text if held else record.abstract:
                    abstracts[name] = text
                if held:
                    fingerprints[name] = fingerprint_of(
                        record.fingerprint + held.fingerprint, "both"
                    )
        words = {word: None for record in read if record.keywords for word in record.keywords}
        further = {term.id: term for term in map(csl.term, reversed(words)) if term.id not in tags}
        return Library(
            papers,
            themes,
            {**tags, **dict(sorted(further.items()))},
            series,
            abstracts,
            fingerprints,
            frozenset(further),
            newsletters,
        )

    def papers(self) -> Iterator[Paper]:
        """Every sound paper."""
        return (record.paper for file in self.kept.files.values() for record in file.records)

    def _record_files(self) -> list[str]:
        folder = self._content / "papers"
        names = []
        if folder.is_dir():
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.name.endswith(".md") and entry.is_file():
                        names.append(f"papers/{entry.name}")
                        continue
                    place, advice = self._shown(f"papers/{entry.name}"), "Keep <id>.md files here"
                    self.findings.append(Finding(place, 1, "", "this is not a record", advice))
        return sorted(names)

    def _file(self, name: str, parse: Callable[[str], list[Record]]) -> None:
        try:
            stamp = stamp_of(f"{self._content}/{name}")
        except OSError:  # reading it says why
            stamp = None
        if stamp and (held := self._old.file(name, stamp)):
            self.kept.files[name] = held
            return
        faults, parsed = len(self.findings), self._parsed
        found = parse(name)
        sound = len(self.findings) == faults
        self.kept.files[name] = File(stamp if sound else None, found)
        if stamp and sound and is_settled(stamp, self.kept.started):
            self._hashed += len(found) - (self._parsed - parsed)

    def _record(self, name: str) -> list[Record]:
        source = Source(self._shown(name))
        path = self._content / name
        raw = source.read(path)
        found = []
        if raw is not None:
            fingerprint = fingerprint_of(
                path.stem.encode(errors="surrogateescape") + b"\0" + raw, "record"
            )
            if held := self._old.by_fingerprint.get(fingerprint):
                return [held]
            text = source.text(raw)
            paper = None if text is None else read_record(text, path.stem, source)
            if paper and source.findings:
                self._faulty.append((source, paper))
            elif paper:
                self._parsed += 1
                found.append(Record(paper, "", (), fingerprint, 1))
        self.findings += source.findings
        return found

    def _lines(self, lines: _Lines, name: str) -> list[Record]:
        shown = self._shown(name)
        known = self._old.by_fingerprint
        found = []
        for number, raw in self._told(shown, self._content / name):
            fingerprint = fingerprint_of(raw, name)
            if held := known.get(fingerprint):
                found.append(held if held.line == number else replace(held, line=number))
                continue
            source = lines.source(shown, number)
            text = source.text(raw)
            parts = None if text is None else lines.parse(text, source, self._shared)
            if parts and source.findings:
                self._faulty.append((source, parts[0]))
            elif parts:
                self._parsed += 1
                found.append(Record(*parts, fingerprint, number))
            self.findings += source.findings
        return found

    def _told(self, shown: Path, path: Path) -> Iterator[tuple[int, bytes]]:
        """Every line that says something, with its number."""
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    told = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                    if told := told.strip():
                        yield number, told
        except OSError as error:
            found = f"the file can't be read ({error.strerror})"
            self.findings.append(Finding(shown, 1, "", found, "Check its permissions"))

    def _abstracts(self) -> None:
        folder = self._content / "abstracts"
        if not folder.is_dir():
            return
        ids = {record.paper.id for file in self.kept.files.values() for record in file.records}
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 - thousands of paths are texts here
            paper = name.removesuffix(".txt")
            if paper == name or paper not in ids:
                continue
            path = f"{folder}/{name}"
            stamp = stamp_of(path)
            if held := self._old.abstract(paper, stamp):
                self.kept.abstracts[paper] = held
                continue
            raw = Path(path).read_bytes()
            fingerprint = fingerprint_of(raw, "abstract")
            before = self._old.abstracts.get(paper)
            if before and before.fingerprint == fingerprint:
                self._hashed += is_settled(stamp, self.kept.started)
                text = before.text
            else:
                self._parsed += 1
                text = plain_text(raw.decode(errors="replace")).strip()
            self.kept.abstracts[paper] = Abstract(stamp, fingerprint, text)

    def _source(self, name: str, record: Record) -> Source:
        for lines in _BULK:
            if lines.name == name:
                return lines.source(self._shown(name), record.line)
        return _Reread(self._shown(name), self._content / name)

    def _shown(self, name: str) -> Path:
        return _relative(self._content / name, self._root)


class _Reread(Source):
    """A record's file, which is read again for the line of a value: only findings ask for one."""

    def __init__(self, name: Path, path: Path) -> None:
        super().__init__(name)
        self._path: Path | None = path

    def line_of(self, path: Path_) -> int:
        file, self._path = self._path, None
        if file and (raw := self.read(file)) and (text := self.text(raw)):
            read_record(text, file.stem, self)
        return super().line_of(path)


def _vocabulary(
    path: Path, root: Path, model: type[AnyRecord], findings: list[Finding]
) -> dict[str, AnyRecord]:
    return vocabulary(path, _relative(path, root), model, findings)


def _is_curated(name: str) -> bool:
    return all(lines.source.is_curated for lines in _BULK if lines.name == name)


def _order(source: Source) -> tuple[bool, bool, Path, int]:
    line = source.line if isinstance(source, LineSource) else 0
    return not source.is_curated, isinstance(source, LineSource), source.name, line


def _relative(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path
