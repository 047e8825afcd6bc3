"""Records and abstracts of a content folder in, as files; each paper with where it comes from, and
what is kept of it for the next time, out."""

from __future__ import annotations

import codecs
import os
import time
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from pressmark.base.disk import check_file, entries_of, leads_out, real_path
from pressmark.base.findings import Finding
from pressmark.base.rules.files import LINK_OUT, TOO_LARGE, UNREADABLE
from pressmark.base.rules.records import NOT_A_RECORD
from pressmark.library.abstract_files import ABSTRACT_FOLDERS, LOCAL
from pressmark.library.library import Library
from pressmark.library.loading import checks
from pressmark.library.loading.bulk_files import BULK, Lines
from pressmark.library.loading.keywords import renamed, with_tags
from pressmark.library.loading.record_cache import (
    Abstract,
    File,
    Kept,
    Record,
    fingerprint_of,
    is_settled,
    stamp_of,
)
from pressmark.library.loading.reread import Reread
from pressmark.library.readers.record_file import read as read_record
from pressmark.library.readers.shared import Shared
from pressmark.library.readers.source import SIZE_LIMIT, Source
from pressmark.library.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from pressmark.library.newsletter import Newsletter
    from pressmark.library.paper import Paper
    from pressmark.library.readers.entry import Omission
    from pressmark.library.terms import Series, Term, TermNames, Theme


# So many records are at hand that were read again for the lines of their values.
_MOST_REREAD = 100


class Reader:
    """One walk over the folder.

    `kept` gathers what is sound; `old` is what an earlier walk kept. `files` are the records that
    the library is made of, by the file that they are in, curated ones first.
    """

    # What was left out of files that are read as they are.
    omissions: tuple[Omission, ...] = ()
    # Whether a record may lack what an entry of another file says.
    may_be_part = False
    # What the values of some keys are ids of, for findings: a noun, and the terms.
    terms: Mapping[str, tuple[str, TermNames]] = MappingProxyType({})

    def __init__(self, content: Path, root: Path, old: Kept) -> None:
        self.findings: list[Finding] = []
        self.kept = Kept(time.time_ns())
        self.files: dict[str, Sequence[Record]] = {}
        self._content = content
        self._root = root
        self._old = old
        self._shared = Shared()
        # By file and line.
        self._faulty: dict[tuple[str, int], tuple[Source, Paper]] = {}
        self._reread: dict[int, Source] = {}
        # Values parsed anew, and values whose bytes alone proved that they are the same, records
        # of curators apart.
        self._parsed = self._hashed = self._hashed_records = 0
        # Papers whose abstract git ignores.
        self._local_abstracts = 0

    def read(self) -> None:
        """Read every record and abstract."""
        for name in self._record_files():
            self._file(name, self._record)
        for name, lines in BULK.items():
            if os.path.lexists(self._content / name):
                self._file(name, partial(self._lines, lines()))
        self._settle()
        for folder in ABSTRACT_FOLDERS:
            self._abstracts(folder)

    def _settle(self) -> None:
        """Find out which records the library is made of."""
        self.files = {name: file.records for name, file in self.kept.files.items()}

    @property
    def is_worth_keeping(self) -> bool:
        """Whether the next walk would save more time than writing takes."""
        total, before = self.kept.count, self._old.count
        new = self._parsed + len(self._old.changes.records)
        return max(new, before - (total - new), self._hashed) * 100 > total

    @property
    def has_changes(self) -> bool:
        """Whether the next walk would save time if it knew how files of records changed."""
        return bool(self._parsed or self._hashed_records)

    def records(self) -> checks.Records:
        """Every paper, faulty ones too: curated ones first, those in files of their own before."""
        files = self.files.items()
        curated = sum(len(records) for name, records in files if self._is_curated(name))
        if not self._faulty:  # papers were read in that order, and nobody asks for a place
            return checks.Records([*self.papers()], range(curated), self._source)
        curated += sum(self._is_curated(name) for name, _ in self._faulty)
        faulty = {
            number: self._faulty[name, line][0].faulty
            for number, (name, line, _) in enumerate(self._places)
            if (name, line) in self._faulty
        }
        papers = [paper for _, _, paper in self._places]
        return checks.Records(papers, range(curated), self._source, faulty)

    @cached_property
    def _places(self) -> list[tuple[str, int, Paper]]:
        """The file and line of every paper, and the paper, as they claim ids and titles."""
        places = [
            (name, record.line, record.paper)
            for name, records in self.files.items()
            for record in records
        ]
        places += [(*place, paper) for place, (_, paper) in self._faulty.items()]
        return sorted(places, key=lambda place: (self._rank(place[0]), *place[:2]))

    def library(
        self,
        themes: Mapping[str, Theme],
        tags: Mapping[str, Term],
        series: Mapping[str, Series],
        newsletters: Mapping[str, Newsletter],
    ) -> Library:
        """The library of all that was read, which must be sound."""
        if names := renamed(tags.values()):
            for name in self.files:
                if not self._is_curated(name):
                    self.files[name] = with_tags(self.files[name], names)
        files = self.files.values()
        read = sorted((r for records in files for r in records), key=lambda r: r.paper.id)
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
        further = {}
        if words:
            from pressmark.library.readers.csl import term

            terms = map(term, reversed(words))
            further = {term.id: term for term in terms if term.id not in tags}
        return Library(
            papers,
            themes,
            {**tags, **dict(sorted(further.items()))},
            series,
            abstracts,
            fingerprints,
            frozenset(further),
            newsletters,
            self.omissions,
            self._local_abstracts,
            places=self._shared_files(),
        )

    def _shared_files(self) -> dict[str, str]:
        """Where the papers are that have no file of their own, as a library has it."""
        root = real_path(self._content.parent)
        places: dict[str, str] = {}
        for name, records in self.files.items():
            if name.startswith("papers/"):
                continue
            path = real_path(self._content / name)
            place = quote(path.relative_to(root).as_posix()) if path.is_relative_to(root) else ""
            places |= dict.fromkeys((record.paper.id for record in records), place)
        return places

    def papers(self) -> Iterator[Paper]:
        """Every sound paper."""
        return (record.paper for records in self.files.values() for record in records)

    def _record_files(self) -> list[str]:
        names = []
        for entry in self._in_folder("papers"):
            if entry.name.startswith("."):
                continue
            if entry.name.endswith(".md") and (entry.is_symlink() or entry.is_file()):
                names.append(f"papers/{entry.name}")
                continue
            place = self._shown(f"papers/{entry.name}")
            self.findings.append(Finding.of(NOT_A_RECORD, place))
        return sorted(names)

    def _in_folder(self, name: str) -> list[os.DirEntry[str]]:
        try:
            return entries_of(self._content / name)
        except OSError as error:
            self.findings.append(Finding.of(UNREADABLE, self._shown(name), reason=error.strerror))
            return []

    def _file(self, name: str, parse: Callable[[str], list[Record]]) -> None:
        try:
            stamp = stamp_of(f"{self._content}/{name}")
        except OSError:  # reading it says why
            stamp = None
        if stamp and (held := self._old.file(name, stamp)):
            self.kept.files[name] = held
            return
        faults, parsed = len(self.findings), self._parsed
        records = parse(name)
        sound = len(self.findings) == faults
        self.kept.files[name] = File(stamp if sound else None, records)
        if stamp and sound and is_settled(stamp, self.kept.started):
            self._hashed_records += len(records) - (self._parsed - parsed)

    def _record(self, name: str) -> list[Record]:
        source = Source(self._shown(name))
        source.may_be_part, source.terms = self.may_be_part, self.terms
        path = self._content / name
        raw = source.read(path)
        records = []
        if raw is not None:
            fingerprint = fingerprint_of(
                path.stem.encode(errors="surrogateescape") + b"\0" + raw, "record"
            )
            if held := self._old.by_fingerprint.get(fingerprint):
                return [held]
            text = source.text(raw)
            paper = None if text is None else read_record(text, path.stem, source)
            if paper and source.findings:
                self._faulty[name, 1] = source, paper
            elif paper:
                self._parsed += 1
                records.append(Record(paper, "", (), fingerprint, 1))
        self.findings += source.findings
        return records

    def _lines(self, lines: Lines, name: str) -> list[Record]:
        shown = self._shown(name)
        earlier = self._old.by_fingerprint
        records = []
        for number, raw in self._numbered(shown, self._content / name):
            fingerprint = fingerprint_of(raw, name)
            if held := earlier.get(fingerprint):
                records.append(held if held.line == number else replace(held, line=number))
                continue
            source = lines.source(shown, number)
            source.may_be_part, source.terms = self.may_be_part, self.terms
            text = source.text(raw)
            parts = None if text is None else lines.parse(text, source, self._shared)
            if parts and source.findings:
                self._faulty[name, number] = source, parts[0]
            elif parts:
                self._parsed += 1
                records.append(Record(*parts, fingerprint, number))
            self.findings += source.findings
        return records

    def _numbered(self, shown: Path, path: Path) -> Iterator[tuple[int, bytes]]:
        """Every line that says something, with its number."""
        if leads_out(path, "content"):
            self.findings.append(Finding.of(LINK_OUT, shown))
            return
        try:
            check_file(path)
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    text = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
                    if text := text.strip():
                        yield number, text
        except OSError as error:
            self.findings.append(Finding.of(UNREADABLE, shown, reason=error.strerror))

    def _abstracts(self, folder_name: str) -> None:
        folder = self._content / folder_name
        if not (names := sorted(entry.name for entry in self._in_folder(folder_name))):
            return
        ids = {paper.id for paper in self.papers()}.difference(self.kept.abstracts)
        before_folder = len(self.kept.abstracts)
        for name in names:
            paper = name.removesuffix(".txt")
            if paper == name or paper not in ids:
                continue
            path = f"{folder}/{name}"
            try:
                stamp = stamp_of(path)
            except OSError as error:  # a link that leads nowhere
                place = self._shown(f"{folder_name}/{name}")
                self.findings.append(Finding.of(UNREADABLE, place, reason=error.strerror))
                continue
            if held := self._old.abstract(paper, stamp):
                self.kept.abstracts[paper] = held
                continue
            source = Source(self._shown(f"{folder_name}/{name}"))
            raw = source.read(Path(path))
            self.findings += source.findings
            if raw is None:
                continue
            if len(raw) > SIZE_LIMIT:
                values = {"unit": "abstract", "size": len(raw)}
                self.findings.append(Finding.of(TOO_LARGE, source.name, **values))
                continue
            fingerprint = fingerprint_of(raw, "abstract")
            before = self._old.abstracts.get(paper)
            if before and before.fingerprint == fingerprint:
                self._hashed += is_settled(stamp, self.kept.started)
                text = before.text
            else:
                self._parsed += 1
                text = plain_text(raw.decode(errors="replace")).strip()
            self.kept.abstracts[paper] = Abstract(stamp, fingerprint, text)
        if folder_name == LOCAL:
            self._local_abstracts = len(self.kept.abstracts) - before_folder

    def _source(self, number: int) -> Source:
        """Where the paper with that number comes from."""
        source = self._reread.get(number)  # one paper may have many findings
        if source is None:
            if len(self._reread) >= _MOST_REREAD:
                self._reread.clear()
            name, line, _ = self._places[number]
            faulty = self._faulty.get((name, line))
            source = self._reread[number] = faulty[0] if faulty else self._source_of(name, line)
        return source

    def _report_missing(self, name: str, lines: Collection[int]) -> None:
        """Report what the records on these lines of a file lack that may not be parts of one."""
        shown, path = self._shown(name), self._content / name
        if name not in BULK:
            record = Reread(shown, path)
            record.line_of(())
            self.findings += record.findings
            return
        wanted, form = set(lines), BULK[name]()
        for number, raw in self._numbered(shown, path):
            if number in wanted:
                source = form.source(shown, number)
                form.parse(raw.decode(), source, self._shared)
                self.findings += source.findings

    def _source_of(self, name: str, line: int) -> Source:
        """Where the record on a line of a file comes from."""
        if name in BULK:
            return BULK[name]().source(self._shown(name), line)
        return Reread(self._shown(name), self._content / name)

    def _rank(self, name: str) -> int:
        return [*BULK].index(name) + 1 if name in BULK else 0

    def _is_curated(self, name: str) -> bool:
        return name not in BULK or BULK[name]().source.is_curated

    def _shown(self, name: str) -> Path:
        return relative(self._content / name, self._root)

    def unknown_terms(
        self, themes: Mapping[str, Term], tags: Mapping[str, Term]
    ) -> Iterator[Finding]:
        """Every theme and tag that the vocabulary does not hold."""
        return checks.unknown_terms(self.records(), themes, tags)


def relative(path: Path, root: Path) -> Path:
    """A path as findings call it: from the root, where it is below it."""
    return path.relative_to(root) if path.is_relative_to(root) else path
