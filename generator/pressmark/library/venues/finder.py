"""A library's own series in; the series that a name is of out, after those the well-known ones.

Most libraries name venues by their labels: what reads whole titles is loaded for the others.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pressmark.base.patterns import compiled_later
from pressmark.library.venues import well_known
from pressmark.library.venues.series_index import SeriesIndex, names_of
from pressmark.library.work_kinds import JOURNAL_KINDS, MEETING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper
    from pressmark.library.terms import Series
    from pressmark.library.venues.container import Venue

# The section of a journal before the number of a volume, as INSPIRE wrote it.
_SECTION = compiled_later(r"([A-Z])\s?\d{1,4}", re.ASCII)


class SeriesFinder:
    """Finds series by what they are called. A library's own series goes before a well-known one
    that shares a name with it, and a well-known one before those that are `shared`."""

    def __init__(self, own: Iterable[Series], shared: Sequence[Series] = ()) -> None:
        self._series = tuple(own)
        self._by_id = {series.id: series for series in self._series}
        self._own = SeriesIndex(self._series)
        self._others = SeriesIndex(shared) if shared else None
        self._found: dict[str, Series | None] = {}
        self._venues: dict[tuple[str, str, str], Venue] = {}

    def is_own(self, series: Series) -> bool:
        """Whether a series is the library's own."""
        return self._by_id.get(series.id) is series

    def called(self, name: str) -> Series | None:
        """The series with that label, name or alias; one of the library's own in whatever spelling.
        Of the well-known ones, apart from case only: this is quick."""
        return (
            self._own.named(name)
            or self._own_of(well_known.series_called(name))
            or self._own.resembling(name)
        )

    def find(self, name: str) -> Series | None:
        """The series with that label, name or alias in whatever spelling, abbreviated too."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def venue(self, title: str, kind: str, published: str) -> Venue:
        """The venue that the title of a container names, as `container.read` has it."""
        key = title, kind, published
        if key not in self._venues:
            from pressmark.library.venues import container
            from pressmark.library.venues.wording import is_acronym

            venue = container.read(title, kind, published, self.find)
            if self._others and not is_acronym(venue.name) and self.called(venue.name) is None:
                venue = container.read(title, kind, published, self._find_other)
            self._venues[key] = venue
        return self._venues[key]

    def venue_of(self, paper: Paper) -> str:
        """The venue of a paper by the title of its container, under the labels of this library's
        series; its own where it has no container. The section of a journal may be in the volume:
        `Phys. Rev.` D99 is Physical Review D."""
        title = paper.container
        if not title or paper.kind == "thesis":
            return paper.venue
        section = _SECTION.fullmatch(paper.volume)
        if section and paper.kind in JOURNAL_KINDS:
            in_full = f"{title} {section[1]}"
            title = in_full if self.find(in_full) else title
        return str(self.venue(title, paper.kind, paper.year))

    def taught(self, papers: Iterable[Paper]) -> SeriesFinder:
        """A finder that knows as well what the containers of these papers say of series that are
        not known: which full name goes with which short one."""
        from pressmark.library.venues.short_names import short_names

        titles = {
            (paper.container, paper.kind, paper.year)
            for paper in papers
            if paper.container and paper.kind in MEETING_KINDS
        }
        named = [(title, self.venue(title, *facts).name) for title, *facts in sorted(titles)]
        unknown = [(title, name) for title, name in named if self.called(name) is None]
        finder = SeriesFinder(self._series, short_names(unknown))
        finder._found = self._found
        return finder

    def _find(self, name: str) -> Series | None:
        return (
            self._own.named(name)
            or self._own_of(self._known.named(name))
            or self._own.resembling(name)
            or self._own_of(self._known.resembling(name))
        )

    def _find_other(self, name: str) -> Series | None:
        series = self.find(name)
        if series is None and self._others:
            from pressmark.library.venues.container import is_meeting

            series = self._others.named(name)
            if series is None and is_meeting(name):
                series = self._others.resembling(name)
        return series

    @cached_property
    def _known(self) -> SeriesIndex:
        return well_known.index()

    def _own_of(self, series: Series | None) -> Series | None:
        """The library's own series of the same name as a well-known one, else that one."""
        if series is None:
            return None
        return next(filter(None, map(self._own.named, names_of(series))), series)
