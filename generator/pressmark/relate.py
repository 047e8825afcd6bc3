"""The library in; what its papers have to do with each other out. Pure, and linear in its size."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.names import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pressmark.library import Edition, Library, Series
    from pressmark.paper import Paper

Papers = tuple["Paper", ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """Papers grouped every way the site shows them; each group is newest first.

    `by_theme` holds papers whose theme it is, `also_by_theme` those that touch it; `within_theme`
    gives the newer and the older neighbour of a paper. Counters map an id to how many papers.
    """

    by_theme: Mapping[str, Papers]
    also_by_theme: Mapping[str, Papers]
    by_tag: Mapping[str, Papers]
    by_year: Mapping[str, Papers]
    by_series: Mapping[str, Papers]
    series: Mapping[str, Series]
    editions: Mapping[str, Edition]
    within_theme: Mapping[str, tuple[Paper | None, Paper | None]]
    tags_together: Mapping[str, Counter[str]]
    coauthors: Mapping[str, Counter[str]]


def relate(library: Library) -> Relations:
    """Group the library's papers by theme, tag, year and venue and count what goes together."""
    newest = library.newest
    by_theme = _grouped(newest, lambda paper: (paper.theme,) if paper.theme else ())
    editions = {
        paper.id: edition for paper in newest if (edition := library.edition(paper)) is not None
    }
    return Relations(
        by_theme=by_theme,
        also_by_theme=_grouped(newest, lambda paper: paper.also),
        by_tag=_grouped(newest, lambda paper: paper.tags),
        by_year=_grouped(newest, lambda paper: (paper.year,) if paper.date else ()),
        by_series=_grouped(
            newest, lambda paper: (editions[paper.id].series.id,) if paper.id in editions else ()
        ),
        series={edition.series.id: edition.series for edition in editions.values()},
        editions=editions,
        within_theme=_neighbours(by_theme.values()),
        tags_together=_together(paper.tags for paper in newest),
        coauthors=_together(
            tuple(dict.fromkeys(slug(author.name) for author in paper.authors)) for paper in newest
        ),
    )


def _grouped(
    papers: Iterable[Paper], keys: Callable[[Paper], tuple[str, ...]]
) -> dict[str, Papers]:
    groups: dict[str, list[Paper]] = {}
    for paper in papers:
        for key in keys(paper):
            groups.setdefault(key, []).append(paper)
    return {key: tuple(group) for key, group in groups.items()}


def _neighbours(groups: Iterable[Papers]) -> dict[str, tuple[Paper | None, Paper | None]]:
    return {
        paper.id: (newer, older)
        for group in groups
        for newer, paper, older in zip((None, *group[:-1]), group, (*group[1:], None), strict=True)
    }


# A paper of the large collaborations has hundreds of authors: all pairs would be quadratic.
_PAIRING_LIMIT = 60


def _together(sets: Iterable[tuple[str, ...]]) -> dict[str, Counter[str]]:
    together: dict[str, Counter[str]] = {}
    for members in sets:
        for member in members:
            others = together.setdefault(member, Counter())
            if len(members) <= _PAIRING_LIMIT:
                others.update(other for other in members if other != member)
    return together
