"""The content folder in; a validated library out, or every finding at once.

Records are one per file in `papers/`, or one per line in `papers.jsonl` and, as items of CSL-JSON,
in `papers.csl.jsonl`. What was parsed once is taken from a cache, where there is one.
"""

from __future__ import annotations

import operator
import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding, InvalidLibraryError
from pressmark.base.gc_pause import gc_paused
from pressmark.library.loading import checks, record_changes, theme_paths
from pressmark.library.loading import record_cache as caching
from pressmark.library.loading.kept_terms import KeptTerms
from pressmark.library.loading.kind_sources import has_kind_sources
from pressmark.library.loading.link_files import with_link_files
from pressmark.library.loading.reader import Reader, relative
from pressmark.library.loading.record_cache import Kept
from pressmark.library.loading.theme_parents import parent_faults
from pressmark.library.loading.vocabulary import vocabulary
from pressmark.library.terms import Series, Term, TermNames, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pressmark.base.models import AnyRecord
    from pressmark.library.changes import LoggedChange
    from pressmark.library.library import Library
    from pressmark.library.loading.source_setting import SourceFile
    from pressmark.library.newsletter import Newsletter
    from pressmark.library.people import KnownPerson


def load(
    content: Path,
    *,
    root: Path | None = None,
    cache: Path | None = None,
    keep: Callable[[Callable[[], None]], None] = operator.call,
    sources: Sequence[SourceFile] = (),
) -> Library:
    """Read and validate the whole content folder.

    `content` holds `themes.yml`, `tags.yml`, and any of `papers/`, `papers.jsonl`,
    `papers.csl.jsonl`, `venues.yml`, `people.yml`, `abstracts/`, `published-abstracts/`, `digests/`
    and `changes.jsonl`. The library is the union of all records and of the papers that the
    `sources` list. Findings name files relative to `root` (by default the folder above). `cache` is
    a file for what was parsed: it is made and renewed here, may be deleted at any time, and changes
    nothing but how long this takes. `keep` is handed what writes it, to call that at a better time.

    Raises `InvalidLibraryError` with all findings, each with file, line, field and advice.
    """
    root = content.parent if root is None else root
    findings: list[Finding] = []
    kept = KeptTerms(cache.with_name(f"{cache.name}-terms")) if cache else None
    themes = _vocabulary(content / "themes.yml", root, Theme, findings, kept)
    tags = _vocabulary(content / "tags.yml", root, Term, findings, kept)
    series = _vocabulary(content / "venues.yml", root, Series, findings, kept)
    if kept:
        kept.write(keep)
    if not findings:
        path = content / "themes.yml"
        findings += parent_faults(path, relative(path, root), themes)
    with gc_paused():
        old = record_changes.read(cache) if cache else Kept()
        if bool(old.sources) != bool(sources):
            old = Kept()  # records are read otherwise where there are sources
        reader = Reader(content, root, old)
        entries = None
        if sources:
            from pressmark.library.loading.known_entries import KnownEntries
            from pressmark.library.loading.sources_reader import SourcesReader

            entries = KnownEntries(cache.with_name(f"{cache.name}-entries")) if cache else None
            reader = SourcesReader(content, root, old, sources, entries)
        reader.terms = {
            "theme": ("theme", theme_names := TermNames(themes)),
            "also": ("theme", theme_names),
            "tags": ("tag", TermNames(tags)),
        }
        reader.read()
        if entries:
            entries.write(keep)
        if cache and reader.is_worth_keeping:
            keep(partial(caching.write, cache, reader.kept))
        elif cache and reader.has_changes:
            keep(partial(record_changes.write, cache, old, reader.kept))
        records = reader.records()
        if not findings:  # a vocabulary with faults would make every record faulty
            findings += reader.unknown_terms(themes, tags)
        findings += [*reader.findings, *checks.collisions(records)]
        if not findings:
            file = content / "themes.yml"
            shown = relative(file, root)
            themes = theme_paths.resolved(themes, records.papers, file, shown, findings)
        persons = _persons(content, root, records, findings)
        newsletters = _newsletters(content, root, reader, findings)
        changes = _changes(content, root, reader, findings)
        if findings:
            raise InvalidLibraryError(findings)
        library = with_link_files(reader.library(themes, tags, series, newsletters), content)
        has_kinds = has_kind_sources(content, lists_sources=bool(sources))
        library = replace(library, has_sources=has_kinds, persons=persons, changes=changes)
        if cache:
            from pressmark.library.loading.kept_people import KeptPeople

            known = KeptPeople(cache.with_name(f"{cache.name}-people"), keep)
            library = replace(library, known_people=known)
        return library


def _persons(
    content: Path, root: Path, records: checks.Records, findings: list[Finding]
) -> Mapping[str, KnownPerson]:
    """The people of people.yml, and what is wrong with them, which is added to the findings."""
    if not os.path.lexists(content / "people.yml"):
        return {}
    from pressmark.library.loading import known_people  # most libraries have none

    return known_people.read(content, root, records, findings)


def _newsletters(
    content: Path, root: Path, reader: Reader, findings: list[Finding]
) -> Mapping[str, Newsletter]:
    """The digests, and what is wrong with them, which is added to the findings."""
    if not os.path.lexists(content / "digests"):
        return {}
    from pressmark.library.loading.newsletters import read  # most libraries have none

    papers = None if findings else reader.papers()
    return read(content, relative(content, root), papers, findings)


def _changes(
    content: Path, root: Path, reader: Reader, findings: list[Finding]
) -> Sequence[LoggedChange]:
    """The log of changes, and what is wrong with it, which is added to the findings."""
    if not os.path.lexists(content / "changes.jsonl"):
        return ()
    from pressmark.library.loading.changes import read  # many libraries have none

    papers = None if findings else reader.papers()
    return read(content, relative(content, root), papers, findings)


def _vocabulary(
    path: Path,
    root: Path,
    model: type[AnyRecord],
    findings: list[Finding],
    kept: KeptTerms | None,
) -> dict[str, AnyRecord]:
    return vocabulary(path, relative(path, root), model, findings, kept)
