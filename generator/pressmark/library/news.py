"""Papers and the log of their changes in; what was new, day by day, the latest first, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.changes import KINDS
from pressmark.library.dates import news_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.changes import LoggedChange
    from pressmark.library.paper import Paper

_PLACES = {kind: place for place, kind in enumerate(KINDS)}


class News(NamedTuple):
    """What was new about a paper on a day: its `kind`, and more as a `LoggedChange` has it.

    `id` is the paper's now. A paper that was removed is None.
    """

    day: str
    kind: str
    id: str
    paper: Paper | None
    what: tuple[str, ...] = ()
    before: str = ""

    @property
    def key(self) -> str:
        """What tells it from all other news, for as long as the paper keeps its id."""
        return f"{self.day}-{self.kind}-{self.id}"


def news_of(
    papers: Mapping[str, Paper], newest: Sequence[Paper], changes: Sequence[LoggedChange]
) -> list[News]:
    """What was new, the latest day first; of one day by kind, additions of newer papers first.

    `newest` are the papers, newest first. A record tells when its paper was added; of one that does
    not, the log does, else its date, if that is a whole day.
    """
    told = _told(papers, newest, changes) if changes else {}
    logged = {news.id: news.day for news in told.values() if news.kind == "added"}
    added = [
        News(day, "added", paper.id, paper)
        for paper in newest
        if (day := paper.added or logged.get(paper.id) or news_day(paper))
    ]
    news = added + [each for each in told.values() if each.kind != "added"]
    news.sort(key=lambda each: _PLACES[each.kind])
    news.sort(key=lambda each: each.day, reverse=True)
    return news


def _told(
    papers: Mapping[str, Paper], newest: Iterable[Paper], changes: Iterable[LoggedChange]
) -> dict[tuple[str, ...], News]:
    """What the log tells of papers that there are, and which were removed; what it tells twice is
    one. The first word on when a paper was added counts."""
    ids = {old: paper.id for paper in newest for old in paper.redirect_from}
    told: dict[tuple[str, ...], News] = {}
    for change in changes:
        name = change.paper if change.paper in papers else ids.get(change.paper, "")
        if (change.change == "removed") == bool(name):
            continue  # gone, as a later entry tells, or there again
        news = News(
            change.day,
            change.change,
            name or change.paper,
            papers.get(name),
            change.what,
            change.before,
        )
        key = (*news[:3], news.before) if news.kind != "added" else ("added", news.id)
        if known := told.get(key):
            news = known._replace(what=tuple(dict.fromkeys((*known.what, *news.what))))
        told[key] = news
    return told
