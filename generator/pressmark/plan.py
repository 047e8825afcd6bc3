"""The library and its relations in; every page of the site out: address, template and view.

A page's view is what its template shows. Nothing here knows how a template is drawn.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pressmark.names import slug, title_sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.library import Library, Term
    from pressmark.paper import Paper
    from pressmark.relate import Papers, Relations

_NEWEST_ON_HOME = 8
_TAGS_ON_HOME = 40
_TAG_SIZES = 6


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    `address` is relative to the site's root and ends with a slash (the home page's is empty);
    `kind` names the template; `section` is the address of the list that the page stands in.
    """

    address: str
    kind: str
    section: str
    title: str
    description: str
    view: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The last part of the address: a record's, a term's or a person's id."""
        return self.address.rstrip("/").rpartition("/")[2]

    @property
    def is_repeated(self) -> bool:
        """Whether its kind has as many pages as the library has papers, terms or people."""
        return self.address != self.section and self.address != ""

    @property
    def source(self) -> str:
        """The page's Markdown file, relative to the folder that the site is drawn from."""
        return (self.address.rstrip("/") or "index") + ".md"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term in a cloud: how many papers bear it and its size, from 1 to 6."""

    term: Term
    count: int
    size: int


def plan(library: Library, relations: Relations, site_name: str, introduction: str) -> list[Page]:
    """Every generated page, ordered by address. `introduction` is the home page's Markdown."""
    pages = [
        _home(library, relations, site_name, introduction),
        *_papers(library, relations),
        *_themes(library, relations),
        *_tags(library, relations),
        *_authors(library, relations),
        *_years(relations),
        *_venues(library, relations),
        Page(
            "search/",
            "search",
            "search/",
            "Search",
            f"Search {len(library.papers)} papers by title, author, tag, theme, year and venue.",
            {"facets": _facets(library, relations)},
        ),
    ]
    return sorted(pages, key=lambda page: page.address)


def _facets(
    library: Library, relations: Relations
) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """What a search may begin with: a facet's name, its title, and value, label and count each."""
    types = Counter(paper.type for paper in library.newest if paper.type)
    return [
        (
            "theme",
            "Theme",
            [
                (theme.id, theme.label, count + len(relations.also_by_theme.get(theme.id, ())))
                for theme, count in _theme_cards(library, relations)
            ],
        ),
        ("type", "Type", [(name, name.capitalize(), n) for name, n in sorted(types.items())]),
        (
            "year",
            "Year",
            [(y, y, len(papers)) for y, papers in sorted(relations.by_year.items(), reverse=True)],
        ),
    ]


def _home(library: Library, relations: Relations, site_name: str, introduction: str) -> Page:
    cloud = _cloud(library, relations)
    most = {tag.term.id for tag in sorted(cloud, key=_by_count)[:_TAGS_ON_HOME]}
    return Page(
        "",
        "home",
        "",
        site_name,
        "",
        {
            "introduction": introduction,
            "counts": {
                "papers": len(library.papers),
                "themes": len(relations.by_theme),
                "tags": len(relations.by_tag),
                "authors": len(library.people),
                "venues": len(relations.series),
            },
            "themes": _theme_cards(library, relations),
            "cloud": [tag for tag in cloud if tag.term.id in most],
            "newest": library.newest[:_NEWEST_ON_HOME],
        },
    )


def _papers(library: Library, relations: Relations) -> Iterator[Page]:
    yield Page(
        "papers/",
        "papers",
        "papers/",
        "All papers",
        f"All {len(library.papers)} papers of the library, sortable by date, title and venue.",
        {
            "rows": [
                {
                    "paper": paper,
                    "title_key": title_sort_key(paper.title),
                    "edition": relations.editions.get(paper.id),
                }
                for paper in library.newest
            ]
        },
    )
    for paper in library.papers.values():
        newer, older = relations.within_theme.get(paper.id, (None, None))
        yield Page(
            f"papers/{paper.id}/",
            "paper",
            "papers/",
            paper.title,
            paper.tldr or f"{paper.title}: a paper in this library.",
            {
                "paper": paper,
                "authors": [(author, f"authors/{slug(author.name)}/") for author in paper.authors],
                "edition": relations.editions.get(paper.id),
                "theme": library.themes.get(paper.theme),
                "also": [library.themes[name] for name in paper.also],
                "tags": [library.tags[name] for name in paper.tags],
                "abstract": library.abstracts.get(paper.id, ""),
                "newer": newer,
                "older": older,
            },
        )


def _theme_cards(library: Library, relations: Relations) -> list[tuple[Term, int]]:
    return [
        (theme, len(relations.by_theme[name]))
        for name, theme in library.themes.items()
        if name in relations.by_theme
    ]


def _themes(library: Library, relations: Relations) -> Iterator[Page]:
    cards = _theme_cards(library, relations)
    yield Page(
        "themes/",
        "themes",
        "themes/",
        "Themes",
        f"The library's {len(library.papers)} papers in {len(cards)} themes.",
        {"themes": cards},
    )
    for theme in library.themes.values():
        papers = relations.by_theme.get(theme.id, ())
        also = relations.also_by_theme.get(theme.id, ())
        if not papers and not also:
            continue
        yield Page(
            f"themes/{theme.id}/",
            "theme",
            "themes/",
            theme.label,
            theme.description,
            {
                "theme": theme,
                "papers": papers,
                "years": _years_of(papers),
                "also": also,
                "tags": _tags_of((*papers, *also), library),
            },
        )


def _cloud(library: Library, relations: Relations) -> list[Weighed]:
    counts = {name: len(papers) for name, papers in relations.by_tag.items()}
    most = max(counts.values(), default=1)
    used = sorted(
        (library.tags[name] for name in counts), key=lambda tag: (tag.label.casefold(), tag.id)
    )
    return [Weighed(tag, counts[tag.id], _size(counts[tag.id], most)) for tag in used]


def _size(count: int, most: int) -> int:
    """1 to 6 by the count's bit length, so that each size needs twice the papers of the last."""
    steps = max(most.bit_length() - 1, 1)
    return 1 + round((count.bit_length() - 1) / steps * (_TAG_SIZES - 1))


def _by_count(tag: Weighed) -> tuple[int, str]:
    return -tag.count, tag.term.id


def _tags_of(papers: Papers, library: Library) -> list[tuple[Term, int]]:
    counts: dict[str, int] = {}
    for paper in papers:
        for name in paper.tags:
            counts[name] = counts.get(name, 0) + 1
    most = sorted(counts, key=lambda name: (-counts[name], name))[:12]
    return [(library.tags[name], counts[name]) for name in most]


def _tags(library: Library, relations: Relations) -> Iterator[Page]:
    cloud = _cloud(library, relations)
    yield Page(
        "tags/",
        "tags",
        "tags/",
        "Tags",
        f"The {len(cloud)} tags of the library as a cloud, each sized by its number of papers.",
        {"cloud": cloud},
    )
    for tag in cloud:
        papers = relations.by_tag[tag.term.id]
        others = relations.tags_together[tag.term.id]
        together = sorted(others, key=lambda name: (-others[name], name))[:12]
        yield Page(
            f"tags/{tag.term.id}/",
            "tag",
            "tags/",
            tag.term.label,
            tag.term.description,
            {
                "tag": tag.term,
                "papers": papers,
                "years": _years_of(papers),
                "together": [(library.tags[name], others[name]) for name in together],
            },
        )


def _authors(library: Library, relations: Relations) -> Iterator[Page]:
    people = library.people
    letters = [
        (letter, list(group)) for letter, group in groupby(people.values(), key=lambda p: p.letter)
    ]
    yield Page(
        "authors/",
        "authors",
        "authors/",
        "Authors",
        f"The {len(people)} authors of the library's papers, A to Z.",
        {"letters": letters, "count": len(people)},
    )
    for person in people.values():
        papers = tuple(library.papers[name] for name in person.papers)
        others = relations.coauthors[person.id]
        order = sorted(others, key=lambda name: (-others[name], people[name].sort_key))
        yield Page(
            f"authors/{person.id}/",
            "author",
            "authors/",
            person.name,
            f"{_papers_counted(len(papers))} by {person.name} in this library.",
            {
                "person": person,
                "papers": papers,
                "years": _years_of(papers),
                "coauthors": [(people[name], others[name]) for name in order],
            },
        )


def _years(relations: Relations) -> Iterator[Page]:
    years = sorted(relations.by_year.items(), reverse=True)
    most = max((len(papers) for _, papers in years), default=1)
    yield Page(
        "years/",
        "years",
        "years/",
        "Years",
        "The library's papers by the year in which they first appeared.",
        {"years": [(year, len(papers), round(100 * len(papers) / most)) for year, papers in years]},
    )
    for place, (year, papers) in enumerate(years):
        yield Page(
            f"years/{year}/",
            "year",
            "years/",
            f"Papers of {year}",
            f"{_papers_counted(len(papers))} of {year} in this library.",
            {
                "year": year,
                "papers": papers,
                "months": [
                    (month, list(group)) for month, group in groupby(papers, lambda p: p.date[:7])
                ],
                "newer": years[place - 1][0] if place else "",
                "older": years[place + 1][0] if place + 1 < len(years) else "",
            },
        )


def _venues(library: Library, relations: Relations) -> Iterator[Page]:
    series = sorted(
        relations.series.values(),
        key=lambda one: (-len(relations.by_series[one.id]), one.label.casefold()),
    )
    yield Page(
        "venues/",
        "venues",
        "venues/",
        "Venues",
        f"The {len(series)} conferences, journals and workshops where the papers appeared.",
        {
            "series": [(one, len(relations.by_series[one.id])) for one in series],
            "preprints": len(library.papers) - len(relations.editions),
        },
    )
    for one in series:
        papers = relations.by_series[one.id]
        newest = sorted(papers, key=lambda p: relations.editions[p.id].year, reverse=True)
        yield Page(
            f"venues/{one.id}/",
            "venue",
            "venues/",
            one.label,
            f"{_papers_counted(len(papers))} from {one.name or one.label} in this library.",
            {
                "series": one,
                "papers": papers,
                "years": [
                    (year, list(group))
                    for year, group in groupby(newest, lambda p: relations.editions[p.id].year)
                ],
                "editions": relations.editions,
            },
        )


def _years_of(papers: Papers) -> list[tuple[str, list[Paper]]]:
    return [(year, list(group)) for year, group in groupby(papers, key=lambda p: p.year)]


def _papers_counted(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"
