"""A library in; the pages of the people who wrote its papers out."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from pressmark.library.crowds import is_crowded
from pressmark.library.relations import coauthors
from pressmark.site.lists import (
    list_page,
    list_shelf,
    papers_by_year,
    papers_counted,
    part_keys,
    part_links,
)
from pressmark.site.page import Lens, Page, Shelf, View
from pressmark.site.plots.shares import year_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers
    from pressmark.site.page import Content
    from pressmark.site.plots.shares import YearBar

# So many crowded papers are named beside a person's co-authors.
_MOST_CROWDS = 5


def shelf(content: Content) -> Shelf:
    """The pages of every person."""
    library, relations, _ = content
    people, papers, persons = library.people, library.papers, library.persons
    has_crowds = any(map(is_crowded, papers.values()))

    @lru_cache(maxsize=20_000)
    def written_by(paper: str) -> tuple[list[tuple[str, str, int]], dict[str, int]]:
        """The people of a paper, and the place of each among them, by id."""
        authors = [relations.people[place] for place in relations.pairing[paper]]
        places = {person.id: place for place, person in enumerate(authors)}
        return [(person.id, person.name, 1) for person in authors], places

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        person = people[name]
        own = tuple([papers[paper] for paper in person.papers])
        crowds = _crowds(own) if has_crowds and not number else []
        coauthor_links: Sequence[tuple[str, str, int]] = ()
        if len(own) == 1:
            written, places = written_by(person.papers[0])
            if written:
                coauthor_links = written[: places[name]] + written[places[name] + 1 :]
        elif not number:
            coauthor_links = [
                (other.id, other.name, n) for other, n in coauthors(person, relations)
            ]
        entry = persons.get(name) if persons and not number else None
        page = list_page(
            "author",
            key,
            person.name,
            f"{papers_counted(len(own))} by {person.name} in this library.",
            own,
            _view,
            (
                person.id,
                person.name,
                coauthor_links,
                crowds,
                entry.aliases if entry else (),
                entry.orcid if entry else "",
                () if number else year_bars("author", name, own),
            ),
        )
        page.lens = _LENS
        return page

    # By newest paper: what the pages of a paper's authors show is drawn once and at hand.
    by_paper: defaultdict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for name, _, written, _ in people.values():
        by_paper[written[0]].append((name, written))
    return list_shelf(
        "author",
        part_keys(chain.from_iterable(by_paper.values())),
        page,
        listed=lambda name: people[name].papers,
        names=library.author_ids,
    )


def _crowds(papers: Iterable[Paper]) -> list[tuple[str, str, str]]:
    """The first crowded papers of a person, whose people are no co-authors here: id and title of
    each, and how many people it has besides."""
    crowded = islice(filter(is_crowded, papers), _MOST_CROWDS)
    return [(paper.id, paper.plain_title, f"{len(paper.authors) - 1:,}") for paper in crowded]


def _view(
    papers: Papers,
    person: str,
    name: str,
    coauthors: tuple[Any, ...],
    crowds: Sequence[tuple[str, str, str]],
    spellings: Sequence[str],
    orcid: str,
    bars: Sequence[YearBar],
) -> View:
    return {
        "person": person,
        "heading": name,
        "spellings": spellings,
        "orcid": orcid,
        "years": papers_by_year(papers),
        "coauthors": coauthors,
        "crowds": crowds,
        "bars": bars,
    }


def _get(shows: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    _, address, number, count, papers, person, name, coauthors, crowds, *more = shows
    spellings, orcid, bars = more
    years = papers_by_year(papers)
    if count == 1 and not crowds:  # most people
        alone = (1, 0, (), len(coauthors), 0, spellings, orcid, bars)
        return alone, (person, name, coauthors, years)
    parts = tuple(part_links(address, number, count))
    fixed = (count, number, parts, len(coauthors), len(crowds), spellings, orcid, bars)
    return fixed, (person, name, coauthors, years, *chain.from_iterable(crowds))


def _put(view: View, shown: Sequence[Any]) -> View:
    person, heading, coauthors, years, *crowds = shown
    crowds = list(zip(crowds[::3], crowds[1::3], crowds[2::3], strict=True))
    return {
        **view,
        "person": person,
        "heading": heading,
        "coauthors": coauthors,
        "years": years,
        "crowds": crowds,
    }


_LENS = Lens(_get, _put)
