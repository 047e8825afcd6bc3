"""The series that every library knows, from the list of well-known venues beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pressmark.base.names import slug
from pressmark.library.terms import Series
from pressmark.library.venues.series_index import SeriesIndex

LIST = Path(__file__).with_name("well_known.tsv")
KINDS = ("conference", "journal", "preprint")


class KnownVenue(NamedTuple):
    """A line of the list. `kind` is one of KINDS, `label` the usual short name; `name` is empty
    where the label is all of it."""

    kind: str
    label: str
    name: str
    aliases: tuple[str, ...]

    def series(self) -> Series:
        """The row as a series; papers at a preprint server are cited as in a journal."""
        kind = "conference" if self.kind == "conference" else "journal"
        return Series(slug(self.label), self.label, self.name, kind, self.aliases)


@cache
def rows() -> tuple[KnownVenue, ...]:
    """Every line of the list."""
    lines = LIST.read_text(encoding="utf-8").splitlines()[1:]
    fields = (line.split("\t") for line in lines)
    return tuple([KnownVenue(kind, label, name, tuple(aliases.split("; ")) if aliases else ())
                  for kind, label, name, aliases in fields])  # fmt: skip


@cache
def index() -> SeriesIndex:
    """All series of the list, to be found by whatever they are called."""
    return SeriesIndex([row.series() for row in rows()])


@cache
def _by_name() -> dict[str, KnownVenue]:
    return {name.casefold(): row for row in rows() for name in (row.label, row.name, *row.aliases)}


@cache
def series_called(name: str) -> Series | None:
    """The series of exactly that label, name or alias, apart from case."""
    row = _by_name().get(name.casefold()) if name else None
    return row.series() if row else None
