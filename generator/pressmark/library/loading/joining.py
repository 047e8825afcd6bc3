"""Curators' records and the papers of source files in; one record for each paper out.

A record belongs to an entry that has its id or an earlier one, or a key or identifier in common, or
its title and authors. What the record says goes before what the entry says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pressmark.library.identity import may_be_corrected
from pressmark.library.loading.record_cache import Record, fingerprint_of
from pressmark.library.matching import Works, joined
from pressmark.library.paper import REQUIRED, SECTION_FIELDS
from pressmark.library.readers.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pressmark.library.matching import Work
    from pressmark.library.paper import Paper

Files = dict[str, "Sequence[Record]"]


@dataclass(frozen=True, slots=True)
class Joined:
    """Records by file, each paper in one of them; `completed` are the ids of curators' records that
    have an entry."""

    files: Files
    completed: frozenset[str]


def join(files: Mapping[str, Sequence[Record]], curated: int, sources: Sequence[str]) -> Joined:
    """The records of `files`, of which the first so many are `curated` and those named `sources`
    list entries."""
    names = [*files]
    own = [record for name in names[:curated] for record in files[name]]
    if not own and len(sources) == 1:
        return Joined(dict(files), frozenset())
    return _Joiner(files, own, sources).join(names[:curated])


class _Joiner:
    def __init__(
        self,
        files: Mapping[str, Sequence[Record]],
        own: Sequence[Record],
        sources: Sequence[str],
    ) -> None:
        self._files = files
        self._sources = sources
        self._by_id = {old: each.paper for each in own for old in each.paper.redirect_from}
        self._by_id |= {record.paper.id: record.paper for record in own}
        self._by_key = {key: record.paper for record in own for key in record.paper.keys}
        self._works = Works(record.paper for record in own if record.paper.title)
        # By the identity of an entry: the file and record that it was made of.
        self._made_of: dict[int, tuple[str, Record]] = {}

    def join(self, curated: Sequence[str]) -> Joined:
        for name in self._sources:
            for record in self._files[name]:
                self._match(name, record)
        joined_files: Files = dict(self._files)
        works = self._works.of_source
        of_record = {work.held.id: work for work in works if work.held}
        for name in curated:
            joined_files[name] = [
                self._completed(record, of_record[record.paper.id])
                if record.paper.id in of_record
                else record
                for record in self._files[name]
            ]
        listed: dict[str, list[Record]] = {name: [] for name in self._sources}
        for work in works:
            if work.held is None:
                name, record = self._record(work)
                listed[name].append(record)
        joined_files |= listed
        return Joined(joined_files, frozenset(of_record))

    def _match(self, name: str, record: Record) -> None:
        paper = record.paper
        key = next(iter(paper.keys), "")
        entry = Entry(record.line, paper.title, record.abstract, paper, record.keywords, key)
        self._made_of[id(entry)] = name, record
        held = next((self._by_key[key] for key in paper.keys if key in self._by_key), None)
        same = self._by_id.get(paper.id)
        if held is None and same and (not same.title or may_be_corrected(same, paper)):
            held = same
        if held:
            self._works.attach(held, entry)
        else:
            self._works.match(entry)

    def _mark(self, work: Work, kind: str, own: bytes = b"") -> bytes:
        """What tells a record that was made of several from any other."""
        parts = [self._made_of[id(entry)][1].fingerprint for entry in work.entries]
        return fingerprint_of(own + b"".join(parts), kind)

    def _completed(self, record: Record, work: Work) -> Record:
        """A curator's record with what its entries say besides."""
        entry = work.entry
        paper = completed(record.paper, entry.paper) if entry.paper else record.paper
        return replace(
            record,
            paper=paper,
            abstract=record.abstract or entry.abstract,
            keywords=() if record.paper.tags else entry.keywords or (),
            fingerprint=self._mark(work, "completed", record.fingerprint),
        )

    def _record(self, work: Work) -> tuple[str, Record]:
        """The record of entries that no curator has written of, and the file of the first."""
        name, record = self._made_of[id(work.entries[0])]
        entry = work.entry
        if len(work.entries) > 1 and entry.paper:
            paper = entry.paper.renamed(record.paper.id)
            mark = self._mark(work, "joined")
            record = Record(paper, entry.abstract, entry.keywords or (), mark, record.line)
        return name, record


def is_complete(paper: Paper) -> bool:
    """Whether a record needs no entry: it is a draft, or has all that a whole record has."""
    needed = (*REQUIRED, *SECTION_FIELDS)
    return bool(paper.title) and (paper.is_draft or all(getattr(paper, name) for name in needed))


def completed(paper: Paper, facts: Paper) -> Paper:
    """A curator's record with facts where it has none; without a digest of its own it is a
    draft."""
    result = joined(paper, facts)
    values = {
        "title": paper.title or facts.title,
        "tags": paper.tags or facts.tags,
        "more_authors": paper.more_authors if paper.authors else facts.more_authors,
    }
    for name, value in values.items():
        object.__setattr__(result, name, value)  # both are sound, as in `joined`
    if not is_complete(result):
        object.__setattr__(result, "suggested", facts.suggested or ("tags",))
    return result
