"""An earlier library, as far as it was noted, and this one in; the pages that may differ out.

A page that shows no changed paper, and nobody and nothing that a changed paper speaks of, is the
same as before. What is named here may turn out to be the same all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from pressmark.base.names import slug
from pressmark.library.relations import coauthors

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pressmark.build.project import Project
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.site.page import Page, Plan

# So many changed papers, and one in fifty more, are looked into; for more, all is made anew.
_FEW = 20

Noted = Mapping[str, tuple[bytes, str]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What to look at: the changed `papers`, and ids by kind of page. Where nothing `moved` in its
    lists, only those parts of long lists that hold a changed paper."""

    papers: frozenset[str]
    pages: Mapping[str, set[str]]
    moved: bool


def noted(library: Library) -> dict[str, tuple[bytes, str]]:
    """Every paper's digest and, between tabs, all that decides where it shows: date, venue, themes,
    tags and the names of its authors."""
    fingerprints = library.fingerprints
    return {name: (fingerprints[name], _note(paper)) for name, paper in library.papers.items()}


def _note(paper: Paper) -> str:
    names = [author.name for author in paper.authors]
    return "\t".join(
        [paper.date, paper.venue, paper.theme, *paper.also, "", *paper.tags, "", *names]
    )


def _shows_in(name: str, note: str, project: Project) -> Iterator[tuple[str, str]]:
    """The pages that show the paper of that id and note, as kind and id; its own is one of them."""
    library, relations = project.library, project.relations
    date, venue, *others = note.split("\t")
    # The first theme may be none, which is an empty text too.
    end = others.index("", 1)
    themes, tags_and_names = others[:end], others[end + 1 :]
    end = tags_and_names.index("")
    tags, names = tags_and_names[:end], tags_and_names[end + 1 :]
    yield "year", date[:4] or "undated"
    yield from (("theme", theme) for theme in themes if theme)
    yield from (("tag", tag) for tag in tags)
    yield from (("author", slug(author)) for author in names)
    if edition := library.edition(venue):
        yield "venue", edition.series.id
    # Its neighbours, or those of the place where it stood.
    papers = relations.by_theme.get(themes[0], ())
    later = takewhile(lambda p: p.date > date or (p.date == date and p.id < name), papers)
    place = sum(1 for _ in later)
    yield from (("paper", paper.id) for paper in papers[max(place - 1, 0) : place + 2])


def may_differ(
    project: Project, before: Noted, now: Noted, known: Container[str]
) -> Selection | None:
    """The pages to look at, or None where too many papers changed to tell.

    `before` and `now` are what was `noted` of the earlier library and of this one; `known` holds
    the addresses of the earlier site.
    """
    changed = {
        name
        for name in before.keys() | now.keys()
        if name not in before or name not in now or before[name][0] != now[name][0]
    }
    if len(changed) > _FEW + len(now) // 50:
        return None
    kinds = ("author", "tag", "theme", "venue", "year")
    pages: dict[str, set[str]] = {kind: set() for kind in kinds}
    pages["paper"] = set(changed)
    moved = False
    for name in changed:
        both = [before.get(name), now.get(name)]
        moved = moved or not (both[0] and both[1] and both[0][1] == both[1][1])
        for one in both:
            for kind, identity in _shows_in(name, one[1], project) if one else ():
                pages[kind].add(identity)
    years = project.relations.by_year
    if any((year in years) != (f"years/{year}/" in known) for year in pages["year"]):
        pages["year"].update(years)  # a year's page links to the years before and after
    # A changed paper may change how a person is spelt, which their co-authors' pages show.
    for identity in list(pages["author"]) if moved else ():
        if person := project.library.people.get(identity):
            others = coauthors(person, project.relations)
            pages["author"].update(other.id for other, _ in others)
    return Selection(frozenset(changed), pages, moved)


def to_make(plan: Plan, selection: Selection, known: Container[str]) -> Iterator[tuple[Page, bool]]:
    """The pages of the plan that may differ from those at the `known` addresses, or have files
    beside them that may; and of each whether the page itself is one that may."""
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        if shelf.kind in ("list", "digest") or (shelf.kind == "letter" and selection.moved):
            yield from ((shelf.page(key), True) for key in shelf.keys)
            continue
        chosen = selection.pages.get(shelf.kind, ())
        for key, address in zip(shelf.keys, addresses, strict=True):
            if address not in known:
                yield shelf.page(key), True
            elif (key if type(key) is str else key[0]) in chosen:
                page = shelf.page(key)
                shows = not page.papers or selection.moved or _shows_one(page, selection.papers)
                yield page, shows


def _shows_one(page: Page, papers: frozenset[str]) -> bool:
    return any(paper.id in papers for paper in page.papers)
