"""A library and its relations in; the pages that there is one of each out."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from pressmark.base.names import title_sort_key
from pressmark.site import limits
from pressmark.site.letters import _letter_of, tags_by_letter
from pressmark.site.lists import (
    by_count,
    tag_cloud,
    undated_papers,
)
from pressmark.site.page import Page, View

if TYPE_CHECKING:
    from pressmark.library.library import Library, Person
    from pressmark.library.relations import Relations
    from pressmark.library.terms import Term

_NEWEST_ON_HOME = 8
_TAGS_ON_HOME = 40


# The indexes, one page each


def search_facets(
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


def home_page(library: Library, relations: Relations, introduction: str) -> Page:
    cloud = tag_cloud(library, relations)
    most = {tag.term.id for tag in sorted(cloud, key=by_count)[:_TAGS_ON_HOME]}
    view = {
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
    }
    return Page("", "home", "", "Home", "", lambda: view)


def papers_index(library: Library, relations: Relations) -> Page:
    count = len(library.papers)
    is_long = count > limits.PAPERS_AT_ONCE
    shown = library.newest[: limits.PART] if is_long else library.newest
    view = {
        "count": count,
        "rows": [
            (paper, title_sort_key(paper.title), relations.editions.get(paper.id))
            for paper in shown
        ],
        "years": _year_bars(relations) if is_long else [],
        "undated": len(undated_papers(library)),
    }
    return Page(
        "papers/",
        "papers",
        "papers/",
        "All papers",
        f"All {count:,} papers of the library, sortable by date, title and venue.",
        lambda: view,
    )


def _theme_cards(library: Library, relations: Relations) -> list[tuple[Term, int]]:
    return [
        (theme, len(relations.by_theme[name]))
        for name, theme in library.themes.items()
        if name in relations.by_theme
    ]


def themes_index(library: Library, relations: Relations) -> Page:
    cards = _theme_cards(library, relations)
    return Page(
        "themes/",
        "themes",
        "themes/",
        "Themes",
        f"The library's {len(library.papers):,} papers in {len(cards)} themes.",
        lambda: {"themes": cards},
    )


def tags_index(library: Library, relations: Relations) -> Page:
    cloud = tag_cloud(library, relations)
    count, letters = len(cloud), []
    if count > limits.TAGS_AT_ONCE:
        most = {tag.term.id for tag in sorted(cloud, key=by_count)[: limits.MOST_FREQUENT]}
        cloud = [tag for tag in cloud if tag.term.id in most]
        letters = list(tags_by_letter(library, relations))
    return Page(
        "tags/",
        "tags",
        "tags/",
        "Tags",
        f"The {count:,} tags of the library as a cloud, each sized by its number of papers.",
        lambda: {"cloud": cloud, "count": count, "letters": letters},
    )


def authors_index(library: Library) -> Page:
    people = library.people

    def view() -> View:
        most: list[Person] = []
        letters = [(letter, list(group)) for letter, group in groupby(people.values(), _letter_of)]
        if len(people) > limits.PEOPLE_AT_ONCE:
            most = sorted(people.values(), key=lambda person: -len(person.papers))[
                : limits.MOST_FREQUENT
            ]
            letters = [(letter, []) for letter, _ in letters]
        return {"letters": letters, "count": len(people), "most": most}

    return Page(
        "authors/",
        "authors",
        "authors/",
        "Authors",
        f"The {len(people):,} authors of the library's papers, A to Z.",
        view,
    )


def _year_bars(relations: Relations) -> list[tuple[str, int, int]]:
    """Years with their number of papers and its share of the largest, in percent."""
    most = max(map(len, relations.by_year.values()), default=1)
    years = sorted(relations.by_year.items(), reverse=True)
    return [(year, len(papers), round(100 * len(papers) / most)) for year, papers in years]


def years_index(relations: Relations) -> Page:
    years = _year_bars(relations)
    return Page(
        "years/",
        "years",
        "years/",
        "Years",
        "The library's papers by the year in which they first appeared.",
        lambda: {"years": years},
    )


def venues_index(library: Library, relations: Relations) -> Page:
    series = sorted(
        relations.series.values(),
        key=lambda one: (-len(relations.by_series[one.id]), one.label.casefold()),
    )
    return Page(
        "venues/",
        "venues",
        "venues/",
        "Venues",
        f"The {len(series)} conferences, journals and workshops where the papers appeared.",
        lambda: {
            "series": [(one, len(relations.by_series[one.id])) for one in series],
            "preprints": len(library.papers) - len(relations.editions),
        },
    )


def digests_index(library: Library) -> Page:
    from pressmark.library.newsletter import title_of  # many libraries have none

    years = groupby(library.newsletters.values(), key=lambda newsletter: newsletter.id[:4])
    by_year = [(year, [(one, title_of(one)) for one in group]) for year, group in years]
    return Page(
        "digests/",
        "digests",
        "digests/",
        "Digests",
        "What was new in the library, as it was sent to subscribers.",
        lambda: {"years": by_year, "count": len(library.newsletters)},
    )


def subscribe_page(library: Library) -> Page:
    return Page(
        "subscribe/",
        "subscribe",
        "subscribe/",
        "Subscribe",
        "Hear of new papers by feed or by e-mail.",
        lambda: {"latest": next(iter(library.newsletters), "")},
    )
