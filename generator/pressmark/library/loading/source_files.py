"""Files that people keep elsewhere and the configuration names in; the papers that they list out.

They are read at each build, in any format that papers are imported from. What was read of a file is
kept between builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pressmark.base.findings import Finding, utf8_text
from pressmark.base.models import validated
from pressmark.base.names import TakenIds
from pressmark.base.rules.imports import TAKEN_KEY
from pressmark.library.entry_ids import entry_id, key_id
from pressmark.library.known_venues import at_known_venues
from pressmark.library.loading.record_cache import Record, fingerprint_of
from pressmark.library.matching import Works
from pressmark.library.paper import Paper
from pressmark.library.readers.entry import Omission
from pressmark.library.venues.finder import SeriesFinder

if TYPE_CHECKING:
    from pathlib import Path

    from pressmark.library.loading.known_entries import KnownEntries
    from pressmark.library.loading.source_setting import SourceFile


def read(
    source: SourceFile, raw: bytes, name: Path, entries: KnownEntries | None = None
) -> tuple[list[Record], list[Omission]]:
    """The papers in a source's bytes, and what was left out of them; findings call the file `name`,
    and `entries` are those that were read before.

    Raises `InvalidLibraryError` for a file that is not text, or of a format that is not read.
    """
    from pressmark.library.readers import formats  # few builds read any but records

    text = utf8_text(raw, name)
    reader = formats.recognised(text, name)
    if entries is not None and reader.name == "bibtex":
        reading = entries.read(text, name, str(source.path))
    else:
        reading = reader.read(text, name)
    works = Works(())
    # The library's own file of venues is not known here: shelves go by it all the same.
    for entry in at_known_venues(reading.entries, SeriesFinder(())):
        works.match(entry)
    omissions = list(reading.omissions)
    records: list[Record] = []
    taken = TakenIds()
    for work in works.of_source:
        entry = work.entry
        line, key = work.entries[0].line, work.entries[0].key if source.by_key else ""
        paper = entry.paper or validated(Paper, {**_DRAFT, "title": entry.title})
        paper = paper.renamed(entry_id(paper, key, taken))
        if key and paper.id != key_id(key):
            finding = Finding.of(TAKEN_KEY, name, line, key=key, paper=paper.id)
            omissions.append(Omission(finding, is_entry=False, key=key))
        if source.theme and not paper.theme:
            object.__setattr__(paper, "theme", source.theme)  # a copy that nobody else has
        taken.add(paper.id)
        keywords = paper.tags if entry.keywords is None else entry.keywords
        mark = fingerprint_of(repr((paper, entry.abstract, keywords)).encode(), "source")
        records.append(Record(paper, entry.abstract, keywords, mark, line))
    return records, omissions


_DRAFT: dict[str, Any] = {"id": "unnamed", "suggested": ["tags"]}
