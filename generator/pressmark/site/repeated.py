"""A library and its relations in; the pages of each paper, term, person and year out."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from pressmark.library.relations import coauthors, tags_together
from pressmark.site import limits
from pressmark.site.lists import (
    list_page,
    list_shelf,
    papers_by_year,
    papers_counted,
    part_keys,
    part_links,
    part_of,
    undated_papers,
)
from pressmark.site.page import Lens, Page, Shelf, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pressmark.library.library import Library
    from pressmark.library.newsletter import Group, Newsletter
    from pressmark.library.paper import Paper
    from pressmark.library.relations import Papers, Relations
    from pressmark.library.terms import Series, Term


# The repeated kinds


def paper_shelf(library: Library, relations: Relations) -> Shelf:
    ids = library.person_ids
    chip = {name: (name, tag.label, 1) for name, tag in library.tags.items()}

    def page(name: str) -> Page:
        paper = library.papers[name]
        newer, older = relations.within_theme.get(name, (None, None))
        return Page(
            f"papers/{name}/",
            "paper",
            "papers/",
            paper.title,
            paper.tldr or f"{paper.title}: a paper in this library.",
            _paper_view,
            (
                paper,
                library.abstracts.get(name, ""),
                tuple([ids[author.name] for author in paper.authors]),
                relations.editions.get(name),
                library.themes.get(paper.theme),
                tuple([library.themes[name] for name in paper.also]),
                tuple([chip[name] for name in paper.tags]),
                (newer.id, newer.title) if newer else None,
                (older.id, older.title) if older else None,
            ),
        )

    return Shelf("paper", list(library.papers), page, lambda name: f"papers/{name}/")


def _paper_view(
    paper: Paper,
    abstract: str,
    people: tuple[str, ...],
    edition: Any,
    theme: Term | None,
    also: tuple[Term, ...],
    tags: tuple[tuple[str, str, int], ...],
    newer: tuple[str, str] | None,
    older: tuple[str, str] | None,
) -> View:
    return {
        "paper": paper,
        "abstract": abstract,
        "authors": list(zip(paper.authors, people, strict=True)),
        "edition": edition,
        "theme": theme,
        "also": also,
        "tags": tags,
        "newer": newer,
        "older": older,
    }


def theme_shelf(library: Library, relations: Relations) -> Shelf:
    groups = {
        name: relations.by_theme.get(name, ())
        for name in library.themes
        if name in relations.by_theme or name in relations.also_by_theme
    }

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        theme, papers = library.themes[name], groups[name]
        also = () if number else relations.also_by_theme.get(name, ())
        counts = {} if number else tags_together((*papers, *also))
        return list_page(
            key,
            f"themes/{name}/",
            "theme",
            theme.label,
            theme.description,
            papers,
            _theme_view,
            (theme, also[: limits.PART], len(also), _most(counts, library)),
            also[: limits.PART],
        )

    return list_shelf("theme", part_keys(groups.items()), page)


def _theme_view(
    papers: Papers, theme: Term, also: Papers, also_count: int, tags: tuple[Any, ...]
) -> View:
    return {
        "section": "Themes",
        "heading": theme.label,
        "theme": theme,
        "years": papers_by_year(papers),
        "also": also,
        "also_count": also_count,
        "tags": tags,
    }


def _most(counts: Mapping[str, int], library: Library) -> tuple[tuple[str, str, int], ...]:
    """The twelve most frequent tags: id, label and count."""
    most = sorted(counts, key=lambda name: (-counts[name], name))[:12]
    return tuple((name, library.tags[name].label, counts[name]) for name in most)


def tag_shelf(library: Library, relations: Relations) -> Shelf:
    def page(key: tuple[str, int]) -> Page:
        name, number = key
        tag, papers = library.tags[name], relations.by_tag[name]
        together = {} if number else tags_together(papers, name)
        return list_page(
            key,
            f"tags/{name}/",
            "tag",
            tag.label,
            tag.description,
            papers,
            _tag_view,
            (tag, _most(together, library)),
        )

    return list_shelf("tag", part_keys(relations.by_tag.items()), page)


def _tag_view(papers: Papers, tag: Term, together: tuple[Any, ...]) -> View:
    return {
        "section": "Tags",
        "heading": tag.label,
        "tag": tag,
        "years": papers_by_year(papers),
        "together": together,
    }


def author_shelf(library: Library, relations: Relations) -> Shelf:
    people, papers = library.people, library.papers

    @lru_cache(maxsize=20_000)
    def written_by(paper: str) -> tuple[list[tuple[str, str, int]], dict[str, int]]:
        """The people of a paper, and the place of each among them, by id."""
        people = [relations.people[place] for place in relations.pairing[paper]]
        places = {person.id: place for place, person in enumerate(people)}
        return [(person.id, person.name, 1) for person in people], places

    def page(key: tuple[str, int]) -> Page:
        name, number = key
        person = people[name]
        others: Sequence[tuple[str, str, int]] = ()
        if len(person.papers) == 1:
            written, places = written_by(person.papers[0])
            if written:
                others = written[: places[name]] + written[places[name] + 1 :]
        elif not number:
            others = [(one.id, one.name, n) for one, n in coauthors(person, relations)]
        made = list_page(
            key,
            f"authors/{name}/",
            "author",
            person.name,
            f"{papers_counted(len(person.papers))} by {person.name} in this library.",
            tuple([papers[paper] for paper in person.papers]),
            _author_view,
            (person.name, others),
        )
        made.lens = _AUTHOR_LENS
        return made

    # By newest paper: what the pages of a paper's authors show is drawn once and at hand.
    by_paper: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for name, person in people.items():
        by_paper.setdefault(person.papers[0], []).append((name, person.papers))
    keys = part_keys(chain.from_iterable(by_paper.values()))
    return list_shelf("author", keys, page)


def _author_view(papers: Papers, name: str, coauthors: tuple[Any, ...]) -> View:
    return {
        "section": "Authors",
        "heading": name,
        "years": papers_by_year(papers),
        "coauthors": coauthors,
    }


def _get_from_author(shows: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    _, address, number, count, papers, name, others = shows
    parts = tuple(part_links(address, number, count))
    return (count, number, parts, len(others)), (name, others, papers_by_year(papers))


def _put_into_author(view: View, shown: Sequence[Any]) -> View:
    heading, others, years = shown
    return {**view, "heading": heading, "coauthors": others, "years": years}


_AUTHOR_LENS = Lens(_get_from_author, _put_into_author)


def year_shelf(library: Library, relations: Relations) -> Shelf:
    years = sorted(relations.by_year, reverse=True)
    around = zip(years, ["", *years], [*years[1:], ""], strict=False)
    neighbours = {year: (newer, older) for year, newer, older in around}
    groups = dict(relations.by_year)
    if undated := undated_papers(library):
        groups["undated"] = undated

    def page(key: tuple[str, int]) -> Page:
        year, _ = key
        papers = groups[year]
        of_year = f"of {year}" if year != "undated" else "without a date"
        return list_page(
            key,
            f"years/{year}/",
            "year",
            f"Papers {of_year}",
            f"{papers_counted(len(papers))} {of_year} in this library.",
            papers,
            _year_view,
            (f"Papers {of_year}", *neighbours.get(year, ("", ""))),
        )

    return list_shelf("year", part_keys(groups.items()), page)


def _year_view(papers: Papers, heading: str, newer: str, older: str) -> View:
    months = [(month, list(group)) for month, group in groupby(papers, lambda p: p.date[:7])]
    return {"heading": heading, "months": months, "newer": newer, "older": older}


def venue_shelf(library: Library, relations: Relations) -> Shelf:
    def page(key: tuple[str, int]) -> Page:
        series = relations.series[key[0]]
        papers = newest[series.id]
        part = part_of(papers, key[1])
        return list_page(
            key,
            f"venues/{series.id}/",
            "venue",
            series.label,
            f"{papers_counted(len(papers))} from {series.name or series.label} in this library.",
            papers,
            _venue_view,
            (series, tuple(relations.editions[paper.id].year for paper in part)),
        )

    newest = {
        name: tuple(sorted(papers, key=lambda p: relations.editions[p.id].year, reverse=True))
        for name, papers in relations.by_series.items()
    }
    return list_shelf("venue", part_keys(newest.items()), page)


def _venue_view(papers: Papers, series: Series, years: tuple[str, ...]) -> View:
    dated = zip(years, papers, strict=True)
    groups = groupby(dated, key=lambda pair: pair[0])
    return {
        "section": "Venues",
        "heading": series.label,
        "series": series,
        "years": [(year, [paper for _, paper in group]) for year, group in groups],
    }


def digest_shelf(library: Library) -> Shelf:
    from pressmark.library.newsletter import groups, title_of

    newsletters = library.newsletters
    ids = list(newsletters)
    neighbours = dict(zip(ids, zip(["", *ids], [*ids[1:], ""], strict=False), strict=True))

    def page(name: str) -> Page:
        newsletter = newsletters[name]
        newer, older = neighbours[name]
        return Page(
            f"digests/{name}/",
            "digest",
            "digests/",
            title_of(newsletter),
            f"{papers_counted(newsletter.count)} that were new in this library on {name}.",
            _digest_view,
            (
                newsletter,
                title_of(newsletter),
                groups(newsletter, library.papers, library.themes),
                newer,
                older,
            ),
        )

    return Shelf("digest", ids, page, lambda name: f"digests/{name}/")


def _digest_view(
    newsletter: Newsletter, heading: str, groups: Sequence[Group], newer: str, older: str
) -> View:
    return {
        "newsletter": newsletter,
        "heading": heading,
        "groups": groups,
        "newer": newer,
        "older": older,
    }
