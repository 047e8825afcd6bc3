"""A library and its relations in; by what its papers can be narrowed down out: facets, and for each
value what it is called and which papers have it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.library.paper import STATUSES
from pressmark.library.relations import papers_within
from pressmark.library.work_kinds import kind_heading, kind_id
from pressmark.site.lists import undated_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Relations

UNDATED = "undated"
# Of the names that records give their links, the most frequent are values.
_MOST_LINKS = 20
_HELD = {"figures": "Key figures", "arxiv": "arXiv id", "doi": "DOI"}


class Value(NamedTuple):
    """A value of a facet: its id, what it is called, the ids of its papers, and whether it has a
    page of its own. A theme may be part of another one, its `parent`."""

    id: str
    label: str
    papers: Sequence[str]
    has_page: bool = True
    parent: str = ""


class Facet(NamedTuple):
    """What papers can be narrowed down by: its id in addresses, its title, the kind of its values'
    pages where they have any, and its values in the order in which they are shown."""

    id: str
    title: str
    kind: str
    values: Sequence[Value]


def facets(library: Library, relations: Relations) -> list[Facet]:
    """Every facet that a paper has a value of, but for the authors, who are many."""
    newest = library.newest
    labels = {tag.id: tag.label for tag in library.tags.values()}
    venues = {venue.id: venue.label for venue in relations.series.values()}
    kinds = {kind: kind_heading(kind) for kind in relations.by_kind}
    all_facets = (
        Facet("theme", "Theme", "theme", _themes(library, relations)),
        Facet("tag", "Tag", "tag", _frequent(relations.by_tag, labels)),
        Facet("year", "Year", "year", _years(library, relations)),
        Facet("type", "Type", "", _grouped(newest, lambda p: (p.type,), str.capitalize)),
        Facet("kind", "Published as", "work-kind", _frequent(relations.by_kind, kinds, kind_id)),
        Facet("venue", "Venue", "venue", _frequent(relations.by_series, venues)),
        Facet("has", "With", "", _held(newest)),
        Facet("status", "Status", "", _statuses(newest)),
    )
    return [facet for facet in all_facets if facet.values]


def _themes(library: Library, relations: Relations) -> list[Value]:
    """The themes in their order, each with the papers of those that are part of it."""
    within = papers_within(library, relations)
    own = {*relations.by_theme, *relations.also_by_theme}
    return [
        Value(name, theme.label, [*within[name]], name in own, theme.parent)
        for name, theme in library.themes.items()
        if within[name]
    ]


def _frequent(
    groups: Mapping[str, Sequence[Paper]],
    labels: Mapping[str, str],
    id_of: Callable[[str], str] = str,
) -> list[Value]:
    """Values by their papers, the most frequent first."""
    names = sorted(groups, key=lambda name: (-len(groups[name]), labels[name].casefold(), name))
    return [Value(id_of(name), labels[name], _ids(groups[name])) for name in names]


def _years(library: Library, relations: Relations) -> list[Value]:
    years = sorted(relations.by_year.items(), reverse=True)
    values = [Value(year, year, _ids(papers)) for year, papers in years]
    if undated := [paper.id for paper in library.newest if not paper.year]:
        values.append(Value(UNDATED, "Undated", undated, bool(undated_papers(library))))
    return values


def _held(papers: Iterable[Paper]) -> list[Value]:
    """What papers come with: code and whatever else records link to, figures and identifiers."""
    counts = Counter(name for paper in papers for name in paper.links if name not in _HELD)
    links = {*sorted(counts, key=lambda name: (-counts[name], name))[:_MOST_LINKS]}

    def held(paper: Paper) -> list[str]:
        return [
            *(name for name in paper.links if name in links),
            *(name for name in _HELD if getattr(paper, name)),
        ]

    def label(name: str) -> str:
        return _HELD.get(name) or name.replace("-", " ").capitalize()

    return _grouped(papers, held, label)


def _statuses(papers: Iterable[Paper]) -> list[Value]:
    values = _grouped(papers, lambda paper: (paper.status,), str.capitalize)
    return sorted(values, key=lambda value: STATUSES.index(value.id))


def _grouped(
    papers: Iterable[Paper],
    names_of: Callable[[Paper], Iterable[str]],
    label: Callable[[str], str],
) -> list[Value]:
    """Values without pages by what papers have, the most frequent first."""
    groups: dict[str, list[str]] = {}
    for paper in papers:
        for name in names_of(paper):
            if name:
                groups.setdefault(name, []).append(paper.id)
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))
    return [Value(name, label(name), groups[name], has_page=False) for name in names]


def _ids(papers: Iterable[Paper]) -> list[str]:
    return [paper.id for paper in papers]
