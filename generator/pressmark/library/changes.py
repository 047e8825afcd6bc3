"""The log of changes of a library: `content/changes.jsonl`, an entry a line; what an entry may say,
and the entries that tell two states of the records apart.

That a paper was added is said by its record; the log says so of those whose records don't.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pressmark.base.models import Model
from pressmark.library.values import UNIQUE, Day, Line, Slug, enum, one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pressmark.library.paper import Paper

FILE = "changes.jsonl"
# Of one day, in this order.
KINDS = (
    *("added", "changed", "retitled", "renamed", "merged"),
    *("withdrawn", "retracted", "superseded", "restored", "removed"),
)
# What readers are told of, and the fields that it is in. Whatever is not here (pages, keys, notes)
# changes no reader's mind about a paper.
PARTS = {
    "summary": ("tldr",),
    "problem": ("problem",),
    "approach": ("approach",),
    "finding": ("finding",),
    "figures": ("figures",),
    "authors": ("authors", "more_authors"),
    "date": ("date",),
    "venue": ("venue", "container"),
    "links": ("arxiv", "doi", "url", "links"),
    "theme": ("theme", "also"),
    "tags": ("tags",),
}
# The kinds that name what was before: a title, or an id.
TELLING_BEFORE = ("retitled", "renamed", "merged", "removed")

ChangeKind = Annotated[str, one_of(KINDS), enum(KINDS)]
Part = Annotated[str, one_of(tuple(PARTS)), enum(tuple(PARTS))]


@dataclass(frozen=True, slots=True)
class LoggedChange(Model):
    """What changed about a paper on a day.

    `what` are the parts of a paper that was `changed`. `before` is the title that one that was
    retitled, removed or merged into another had, and the id of one that was renamed.
    """

    day: Day
    paper: Slug
    change: ChangeKind
    what: Annotated[tuple[Part, ...], UNIQUE] = ()
    before: Line = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What two entries that tell of the same have in common."""
        return self.day, self.paper, self.change, self.before


def compared(before: Mapping[str, Paper], now: Mapping[str, Paper], day: str) -> list[LoggedChange]:
    """What changed from one state of the records to another, on a day: by paper, each in the order
    of `KINDS`. Papers are by id."""
    changes: list[LoggedChange] = []
    led_on: set[str] = set()
    for paper in now.values():
        earlier = [name for name in paper.redirect_from if name in before and name not in now]
        led_on.update(earlier)
        changes += _changes_of(paper, before, earlier, day)
    gone = [paper for name, paper in before.items() if name not in now and name not in led_on]
    changes += [LoggedChange(day, each.id, "removed", before=each.title) for each in gone]
    return sorted(changes, key=_order)


def _changes_of(
    paper: Paper, before: Mapping[str, Paper], earlier: list[str], day: str
) -> Iterator[LoggedChange]:
    """What changed about a paper; `earlier` are ids that it had, or that papers had which are a
    part of it now."""
    old = before.get(paper.id)
    if old is None and earlier:
        name, *earlier = earlier
        old = before[name]
        yield LoggedChange(day, paper.id, "renamed", before=name)
    for name in earlier:
        yield LoggedChange(day, paper.id, "merged", before=before[name].title)
    if old is None:
        if not paper.added:
            yield LoggedChange(day, paper.id, "added")
        return
    if parts := _parts(old, paper):
        yield LoggedChange(day, paper.id, "changed", what=tuple(parts))
    if paper.title != old.title:
        yield LoggedChange(day, paper.id, "retitled", before=old.title)
    if paper.status != old.status:
        yield LoggedChange(day, paper.id, paper.status or "restored")


def _parts(before: Paper, now: Paper) -> Iterable[str]:
    return [
        part
        for part, fields in PARTS.items()
        if any(getattr(before, field) != getattr(now, field) for field in fields)
    ]


def _order(change: LoggedChange) -> tuple[str, str, int]:
    return change.day, change.paper, KINDS.index(change.change)


def further(log: Iterable[LoggedChange], changes: Iterable[LoggedChange]) -> list[LoggedChange]:
    """Those of the changes that a log does not tell of yet."""
    told = {change.key: {*change.what} for change in log}
    return [
        change
        for change in changes
        if change.key not in told or not told[change.key].issuperset(change.what)
    ]
