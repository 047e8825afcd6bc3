"""The library in; what its papers have to do with each other out. Pure, and linear in its size."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.chart import no_chart
from pressmark.library.crowds import MOST_LISTED
from pressmark.library.terms import ancestors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pressmark.library.chart import Chart
    from pressmark.library.library import Library, Person
    from pressmark.library.paper import Paper
    from pressmark.library.terms import Edition, Series

Papers = tuple["Paper", ...]
# So many tags of a paper are told to be together.
_MOST_PAIRED = 200


class Related(NamedTuple):
    """A paper that another one has to do with, by its id, and what the two share, the most telling
    first: tags by id, people as that other one names them, and words where they share no tag."""

    id: str
    tags: tuple[str, ...]
    people: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """Papers grouped every way the site shows them; each group is newest first.

    `by_theme` holds papers whose theme it is, `also_by_theme` those that touch it; `within_theme`
    gives the newer and the older neighbour of a paper; `by_kind` those that say what they were
    published as. `people` are in the order of their index,
    `place` is a person's place in it, by id; `pairing` has the places of a paper's people in that
    order, none where they are too many to pair. `related` are the papers that each has to do with,
    `near` gives their ids alone, and `chart` where all are on a map, where that was found out.
    """

    by_theme: Mapping[str, Papers]
    also_by_theme: Mapping[str, Papers]
    by_tag: Mapping[str, Papers]
    by_year: Mapping[str, Papers]
    by_kind: Mapping[str, Papers]
    by_series: Mapping[str, Papers]
    series: Mapping[str, Series]
    editions: Mapping[str, Edition]
    within_theme: Mapping[str, tuple[Paper | None, Paper | None]]
    people: Sequence[Person]
    place: Mapping[str, int]
    pairing: Mapping[str, tuple[int, ...]]
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    near: Callable[[str], Sequence[str]] | None = None
    chart: Callable[[], Chart] = no_chart

    def ids_related(self, paper: str) -> Sequence[str]:
        """The ids of the papers that one has to do with."""
        return self.near(paper) if self.near else [each.id for each in self.related.get(paper, ())]


def relate(library: Library) -> Relations:
    """Group the library's papers by theme, tag, year and venue."""
    newest = library.newest
    place = {person: place for place, person in enumerate(library.people)}
    by_theme = _grouped(newest, [paper.theme for paper in newest])
    editions = {
        paper.id: edition
        for paper in newest
        if (edition := library.paper_edition(paper)) is not None
    }
    return Relations(
        by_theme=by_theme,
        also_by_theme=_grouped_by_many(newest, [paper.also for paper in newest]),
        by_tag=_grouped_by_many(newest, [paper.tags for paper in newest]),
        by_year=_grouped(newest, [paper.year for paper in newest]),
        by_kind=_grouped(newest, [paper.kind for paper in newest]),
        by_series=_grouped(
            newest,
            [editions[paper.id].series.id if paper.id in editions else "" for paper in newest],
        ),
        series={edition.series.id: edition.series for edition in editions.values()},
        editions=editions,
        within_theme=_neighbours(by_theme.values()),
        people=tuple(library.people.values()),
        place=place,
        pairing=_Pairing(library, place),
    )


class _Pairing(dict[str, tuple[int, ...]]):
    """The people of every paper whose people were asked for."""

    def __init__(self, library: Library, place: Mapping[str, int]) -> None:
        super().__init__()
        self._papers = library.papers
        self._ids = library.author_ids
        self._place = place

    def __missing__(self, paper: str) -> tuple[int, ...]:
        people = {self._place[person] for person in self._ids(self._papers[paper])}
        places = self[paper] = tuple(sorted(people)) if len(people) <= MOST_LISTED else ()
        return places


def tags_together(papers: Iterable[Paper], tag: str = "") -> Counter[str]:
    """How many of `papers` bear each tag, `tag` itself apart. A paper of very many tags counts for
    none of them: all pairs would be quadratic."""
    counts = Counter(
        name for paper in papers if len(paper.tags) <= _MOST_PAIRED for name in paper.tags
    )
    counts.pop(tag, None)
    return counts


def papers_within(library: Library, relations: Relations) -> dict[str, set[str]]:
    """The ids of the papers of every theme and of the themes that are part of it, those that touch
    on it too."""
    within: dict[str, set[str]] = {name: set() for name in library.themes}
    for groups in (relations.by_theme, relations.also_by_theme):
        for name, papers in groups.items():
            ids = [paper.id for paper in papers]
            for theme in (name, *ancestors(name, library.themes)):
                within[theme].update(ids)
    return within


def coauthors(person: Person, relations: Relations) -> list[tuple[Person, int]]:
    """Who wrote with a person, with their number of common papers: most papers first, then in the
    order of the index of people. Crowded papers count for nobody: all pairs would be quadratic."""
    counts = Counter(chain.from_iterable(map(relations.pairing.__getitem__, person.papers)))
    counts.pop(relations.place[person.id], None)
    places = sorted(counts)
    places.sort(key=counts.__getitem__, reverse=True)
    return [(relations.people[place], counts[place]) for place in places]


def _grouped(papers: Iterable[Paper], keys: Iterable[str]) -> dict[str, Papers]:
    """Papers by the key of each; those without one are in no group."""
    groups: defaultdict[str, list[Paper]] = defaultdict(list)
    for key, paper in zip(keys, papers, strict=True):
        if key:
            groups[key].append(paper)
    return {key: tuple(group) for key, group in groups.items()}


def _grouped_by_many(papers: Iterable[Paper], keys: Iterable[Sequence[str]]) -> dict[str, Papers]:
    """Papers by every key that each has."""
    groups: defaultdict[str, list[Paper]] = defaultdict(list)
    for names, paper in zip(keys, papers, strict=True):
        for name in names:
            groups[name].append(paper)
    return {key: tuple(group) for key, group in groups.items()}


def _neighbours(groups: Iterable[Papers]) -> dict[str, tuple[Paper | None, Paper | None]]:
    return {
        paper.id: (newer, older)
        for group in groups
        for newer, paper, older in zip((None, *group[:-1]), group, (*group[1:], None), strict=True)
    }
