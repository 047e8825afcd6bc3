"""Entries of a source in; the same, at venues as the library or else everyone calls them, out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressmark.library.readers.entry import Entry
    from pressmark.library.venues.finder import SeriesFinder


def at_known_venues(entries: Sequence[Entry], finder: SeriesFinder) -> Iterator[Entry]:
    """The entries, each at the edition of the series that the title of its container names.

    Whole records have venues of their own.
    """
    taught = finder.taught(entry.paper for entry in entries if entry.paper)
    for entry in entries:
        if entry.paper is None or entry.keywords is None:
            yield entry
        else:
            yield replace(entry, paper=entry.paper.at(taught.venue_of(entry.paper)))
