"""A library and its relations in; the pages that there is one of each out."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, islice
from typing import TYPE_CHECKING

from pressmark.base.names import title_sort_key
from pressmark.library.work_kinds import kind_heading, kind_id, sort_of
from pressmark.site import limits
from pressmark.site.kinds import KINDS
from pressmark.site.lists import by_count, tag_cloud, undated_papers
from pressmark.site.page import Page, View
from pressmark.site.plots.over_time import papers_over_time
from pressmark.site.touched import Touched
from pressmark.site.views.letters import letter_of, tags_by_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pressmark.library.library import Library, Person
    from pressmark.library.relations import Papers, Relations
    from pressmark.library.terms import Term
    from pressmark.site.page import Content

_NEWEST_ON_HOME = 8
_SELECTED_ON_HOME = 20
_TAGS_ON_HOME = 40


def _index(
    name: str, title: str, description: str, view: Callable[[], View], papers: Papers = ()
) -> Page:
    kind = KINDS[name]
    return Page(kind.section, name, kind.section, title, description, view, papers=papers)


def home(content: Content) -> Page:
    """The first page: what the library is, and what is new in it."""
    library, relations, introduction = content
    is_selected = (paper for paper in library.newest if paper.selected)
    selected = tuple(islice(is_selected, _SELECTED_ON_HOME))
    newest = library.newest[:_NEWEST_ON_HOME]

    def view() -> View:
        cloud = tag_cloud(library, relations)
        most = {tag.term.id for tag in sorted(cloud, key=by_count)[:_TAGS_ON_HOME]}
        return {
            "introduction": introduction,
            "counts": {
                "papers": len(library.papers),
                "themes": len(relations.by_theme),
                "tags": len(relations.by_tag),
                "authors": len(library.people),
                "venues": len(relations.series),
                "kinds": len(relations.by_kind),
            },
            "over_time": papers_over_time(library, relations),
            "themes": _theme_cards(library, relations),
            "cloud": [tag for tag in cloud if tag.term.id in most],
            "kinds": _kinds(relations) if len(relations.by_kind) > 1 else [],
            "selected": selected,
            "newest": newest,
        }

    return _index("home", "Home", "", view, selected + newest)


def _kinds(relations: Relations) -> list[tuple[str, str, int]]:
    """The kinds of work that papers were published as, the most frequent first: id, what such works
    are called, and how many there are."""
    kinds = sorted(relations.by_kind.items(), key=lambda kind: (-len(kind[1]), kind[0]))
    return [(kind_id(kind), kind_heading(kind), len(papers)) for kind, papers in kinds]


def kinds(content: Content) -> Page | None:
    """What papers were published as, where they may say so."""
    library, relations, _ = content
    if not relations.by_kind and not library.has_sources:
        return None

    def view() -> View:
        unsaid = len(library.papers) - sum(map(len, relations.by_kind.values()))
        return {"kinds": _kinds(relations), "unsaid": unsaid if relations.by_kind else 0}

    description = "The library's papers by what they were published as."
    return _index("kinds", "Kinds", description, view)


def papers(content: Content) -> Page:
    """Every paper, or the newest where they are too many for one page."""
    library, relations, _ = content
    count = len(library.papers)
    is_long = count > limits.PAPERS_AT_ONCE
    shown = library.newest[: limits.PART] if is_long else library.newest

    def view() -> View:
        return {
            "count": count,
            "rows": [
                (paper, title_sort_key(paper.plain_title), relations.editions.get(paper.id))
                for paper in shown
            ],
            "years": _year_bars(relations) if is_long else [],
            "undated": len(undated_papers(library)),
        }

    description = f"All {count:,} papers of the library, sortable by date, title and venue."
    page = _index("papers", "All papers", description, view, shown if is_long else ())
    if is_long:
        page.untouched = ~(Touched.COUNTS | Touched.LISTS | Touched.BESIDES)
    return page


def themes(content: Content) -> Page:
    """Every theme that a paper has."""
    library, relations, _ = content
    cards = _theme_cards(library, relations)
    description = f"The library's {len(library.papers):,} papers in {len(cards)} themes."
    return _index("themes", "Themes", description, lambda: {"themes": cards})


def _theme_cards(library: Library, relations: Relations) -> list[tuple[Term, int]]:
    return [
        (theme, len(relations.by_theme[name]))
        for name, theme in library.themes.items()
        if name in relations.by_theme
    ]


def tags(content: Content) -> Page:
    """The cloud of tags."""
    library, relations, _ = content
    count = len(relations.by_tag)

    def view() -> View:
        cloud = tag_cloud(library, relations)
        letters: Sequence[str] = ()
        if count > limits.TAGS_AT_ONCE:
            most = {tag.term.id for tag in sorted(cloud, key=by_count)[: limits.MOST_FREQUENT]}
            cloud = [tag for tag in cloud if tag.term.id in most]
            letters = list(tags_by_letter(library, relations))
        return {"cloud": cloud, "count": count, "letters": letters}

    description = (
        f"The {count:,} tags of the library as a cloud, each sized by its number of papers."
    )
    return _index("tags", "Tags", description, view)


def authors(content: Content) -> Page:
    """Everyone who wrote a paper, or who wrote most where they are too many for one page."""
    people = content.library.people

    def view() -> View:
        most: list[Person] = []
        letters = [(letter, list(group)) for letter, group in groupby(people.values(), letter_of)]
        if len(people) > limits.PEOPLE_AT_ONCE:
            most = sorted(people.values(), key=lambda person: -len(person.papers))[
                : limits.MOST_FREQUENT
            ]
            letters = [(letter, []) for letter, _ in letters]
        return {"letters": letters, "count": len(people), "most": most, "people": people}

    description = f"The {len(people):,} authors of the library's papers, A to Z."
    return _index("authors", "Authors", description, view)


def years(content: Content) -> Page:
    """The years in which papers first appeared."""
    description = "The library's papers by the year in which they first appeared."
    return _index("years", "Years", description, lambda: {"years": _year_bars(content.relations)})


def _year_bars(relations: Relations) -> list[tuple[str, int, int]]:
    """Years with their number of papers and its share of the largest, in percent."""
    most = max(map(len, relations.by_year.values()), default=1)
    years = sorted(relations.by_year.items(), reverse=True)
    return [(year, len(papers), round(100 * len(papers) / most)) for year, papers in years]


def venues(content: Content) -> Page:
    """Where papers appeared."""
    library, relations, _ = content

    def view() -> View:
        series = sorted(
            relations.series.values(),
            key=lambda venue: (-len(relations.by_series[venue.id]), venue.label.casefold()),
        )
        return {
            "series": [(venue, len(relations.by_series[venue.id])) for venue in series],
            "preprints": len(library.papers) - len(relations.editions),
        }

    description = (
        f"The {len(relations.series)} conferences, journals and workshops where the papers "
        "appeared."
    )
    return _index("venues", "Venues", description, view)


def search(content: Content) -> Page:
    """The page that searches, with what a search may begin with."""
    library, relations, _ = content
    description = (
        f"Search {len(library.papers):,} papers by title, author, tag, theme, year and venue."
    )
    return _index("search", "Search", description, lambda: {"facets": _facets(library, relations)})


def _facets(
    library: Library, relations: Relations
) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """A facet's name, its title, and value, label and count each."""
    return [
        (
            "theme",
            "Theme",
            [
                (theme.id, theme.label, count + len(relations.also_by_theme.get(theme.id, ())))
                for theme, count in _theme_cards(library, relations)
            ],
        ),
        ("type", "Type", _sorts(library)),
        (
            "year",
            "Year",
            [(y, y, len(papers)) for y, papers in sorted(relations.by_year.items(), reverse=True)],
        ),
    ]


def _sorts(library: Library) -> list[tuple[str, str, int]]:
    """What papers are, by their labels: value, label and count each."""
    counts = Counter(sort_of(paper) for paper in library.newest if paper.type or paper.kind)
    return sorted((value, label, count) for (value, label), count in counts.items())


def digests(content: Content) -> Page | None:
    """Every newsletter, where there are any."""
    newsletters = content.library.newsletters
    if not newsletters:
        return None

    def view() -> View:
        from pressmark.library.newsletter import title_of

        years = groupby(newsletters.values(), key=lambda newsletter: newsletter.id[:4])
        by_year = [
            (year, [(newsletter, title_of(newsletter)) for newsletter in group])
            for year, group in years
        ]
        return {"years": by_year, "count": len(newsletters)}

    description = "What was new in the library, as it was sent to subscribers."
    return _index("digests", "Digests", description, view)


def subscribe(content: Content) -> Page:
    """The ways to hear of new papers."""
    latest = next(iter(content.library.newsletters), "")
    description = "Hear of new papers by feed or by e-mail."
    return _index("subscribe", "Subscribe", description, lambda: {"latest": latest})
