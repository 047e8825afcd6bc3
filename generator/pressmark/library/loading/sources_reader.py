"""A content folder and source files in; each paper once, with what its record and its entries say,
out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.disk import check_file
from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.names import slug
from pressmark.base.rules.settings import UNREADABLE_SOURCE
from pressmark.base.rules.vocabulary import UNKNOWN_THEME
from pressmark.library.loading import checks, source_files
from pressmark.library.loading.joining import is_complete, join
from pressmark.library.loading.keywords import with_tags
from pressmark.library.loading.reader import Reader, relative
from pressmark.library.loading.record_cache import (
    File,
    Kept,
    KeptSource,
    fingerprint_of,
    is_settled,
    stamp_of,
)
from pressmark.library.readers.source import LineSource
from pressmark.library.terms import TermNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pressmark.library.library import Library
    from pressmark.library.loading.known_entries import KnownEntries
    from pressmark.library.loading.source_setting import SourceFile
    from pressmark.library.newsletter import Newsletter
    from pressmark.library.readers.source import Source
    from pressmark.library.terms import Series, Term, Theme


class SourcesReader(Reader):
    """One walk over the folder and the source files.

    Records and their entries are joined anew each time; what is kept is what each file says.
    """

    may_be_part = True

    def __init__(
        self,
        content: Path,
        root: Path,
        old: Kept,
        sources: Sequence[SourceFile],
        entries: KnownEntries | None = None,
    ) -> None:
        super().__init__(content, root, old)
        self._entries = entries
        self._sources = {str(source.path): source for source in sources}
        self._ranks = {name: place for place, name in enumerate(self._sources, 3)}

    def _settle(self) -> None:
        for name, source in self._sources.items():
            self._read_source(name, source)
        self.omissions = tuple(
            omission for kept in self.kept.sources.values() for omission in kept.omissions
        )
        super()._settle()
        curated = [name for name in self.files if self._is_curated(name)]
        self._own = {name: self.files[name] for name in curated}
        joined = join(self.files, len(curated), [*self.kept.sources])
        self.files = joined.files
        for name, records in self._own.items():
            partial = [
                record.line
                for record in records
                if record.paper.id not in joined.completed and not is_complete(record.paper)
            ]
            if partial:
                self._report_missing(name, partial)

    def _read_source(self, name: str, source: SourceFile) -> None:
        """Read a file, unless it is known to say what it said."""
        shown = relative(source.path, self._root)
        try:
            stamp = stamp_of(name)
            held, kept = self._old.files.get(name), self._old.sources.get(name)
            is_kept = held is not None and kept is not None and kept.options == source.options
            if is_kept and self._old.file(name, stamp):
                self._keep(name, held, kept)
                return
            check_file(source.path)
            raw = source.path.read_bytes()
        except OSError as error:
            values = {"file": shown, "reason": error.strerror}
            self.findings.append(source.finding(UNREADABLE_SOURCE, "", **values))
            return
        mark = fingerprint_of(raw, "file")
        if is_kept and kept and held and kept.fingerprint == mark:
            self._hashed += len(held.records) * is_settled(stamp, self.kept.started)
            self._keep(name, File(stamp, held.records), kept)
            return
        try:
            records, omissions = source_files.read(source, raw, shown, self._entries)
        except InvalidLibraryError as error:
            self.findings += error.findings
            return
        self._parsed += len(records)
        self._keep(name, File(stamp, records), KeptSource(source.options, mark, tuple(omissions)))

    def _keep(self, name: str, file: File | None, kept: KeptSource | None) -> None:
        if file and kept:
            self.kept.files[name], self.kept.sources[name] = file, kept

    def unknown_terms(
        self, themes: Mapping[str, Term], tags: Mapping[str, Term]
    ) -> Iterator[Finding]:
        """Every theme and tag of a curator's record that the vocabulary does not hold, and every
        theme of a source."""
        places = [(name, record) for name, records in self._own.items() for record in records]

        def source_of(place: int) -> Source:
            name, record = places[place]
            return self._source_of(name, record.line)

        papers = [record.paper for _, record in places]
        own = checks.Records(papers, range(len(papers)), source_of)
        yield from checks.unknown_terms(own, themes, tags)
        theme_names = TermNames(themes)
        for name, source in self._sources.items():
            if source.theme and source.theme not in themes:
                yield source.finding(UNKNOWN_THEME, ".theme", **theme_names.unknown(source.theme))
            for record in self.files.get(name, ()):
                for theme in (record.paper.theme, *record.paper.also):
                    if theme and theme not in themes and theme != source.theme:
                        place = relative(source.path, self._root), record.line, "theme"
                        yield Finding.of(UNKNOWN_THEME, *place, **theme_names.unknown(theme))

    def library(
        self,
        themes: Mapping[str, Theme],
        tags: Mapping[str, Term],
        series: Mapping[str, Series],
        newsletters: Mapping[str, Newsletter],
    ) -> Library:
        """The library of all that was read, in which keywords that the vocabulary knows by a label
        or alias are its tags."""
        names = {
            slug(name): key
            for key, term in reversed([*tags.items()])
            for name in (term.label, *term.aliases)
            if slug(name) not in tags
        }
        for name in (*self._sources, *self._own) if names else ():
            if name in self.files:
                self.files[name] = with_tags(self.files[name], names)
        return super().library(themes, tags, series, newsletters)

    def _rank(self, name: str) -> int:
        place = self._ranks.get(name)
        return super()._rank(name) if place is None else place

    def _is_curated(self, name: str) -> bool:
        return name not in self._sources and super()._is_curated(name)

    def _source_of(self, name: str, line: int) -> Source:
        if name in self._sources:
            return LineSource(relative(self._sources[name].path, self._root), line)
        return super()._source_of(name, line)
