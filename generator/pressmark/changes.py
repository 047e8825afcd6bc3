"""An earlier library, as far as it was noted, and this one in; the pages that may differ out.

A page that shows no changed paper, and nobody and nothing that a changed paper speaks of, is the
same as before. What is named here may turn out to be the same all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.relate import coauthors
from pressmark.state import digest

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from pressmark.pipeline import House
    from pressmark.plan import Page, Plan

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


def touches(house: House) -> dict[str, tuple[bytes, str]]:
    """Every paper's digest and, between spaces, where else it shows: the lists that it stands in
    (`tag:dpo`), its neighbours (`paper:quill2021lamps`), and what its place and the spelling of
    names depend on (`as:5f0c`)."""
    library, relations = house.library, house.relations
    noted = {}
    for name, paper in library.papers.items():
        spelt = "\n".join([paper.date, paper.venue, *(author.name for author in paper.authors)])
        shown = [f"as:{digest(spelt.encode()).hex()}", f"year:{paper.year or 'undated'}"]
        shown += [f"author:{library.person_ids[author.name]}" for author in paper.authors]
        shown += [f"tag:{tag}" for tag in paper.tags]
        shown += [f"theme:{theme}" for theme in (paper.theme, *paper.also) if theme]
        shown += [f"paper:{one.id}" for one in relations.within_theme.get(name, ()) if one]
        if edition := relations.editions.get(name):
            shown.append(f"venue:{edition.series.id}")
        noted[name] = library.digests[name], " ".join(shown)
    return noted


def may_differ(house: House, before: Noted, now: Noted, known: Container[str]) -> Selection | None:
    """The pages to look at, or None where too many papers changed to tell.

    `before` and `now` are what `touches` noted of the earlier library and of this one; `known`
    holds the addresses of the earlier site.
    """
    changed = {
        name
        for name in before.keys() | now.keys()
        if name not in before or name not in now or before[name][0] != now[name][0]
    }
    if len(changed) > _FEW + len(now) // 50:
        return None
    kinds = ("author", "tag", "theme", "venue", "year", "as")
    pages: dict[str, set[str]] = {kind: set() for kind in kinds}
    pages["paper"] = set(changed)
    moved = False
    for name in changed:
        both = [before.get(name), now.get(name)]
        moved = moved or not (both[0] and both[1] and both[0][1] == both[1][1])
        for noted in both:
            for entry in noted[1].split() if noted else ():
                kind, _, identity = entry.partition(":")
                pages[kind].add(identity)
    years = house.relations.by_year
    if any((year in years) != (f"years/{year}/" in known) for year in pages["year"]):
        pages["year"].update(years)  # a year's page links to the years before and after
    # A changed paper may change how a person is spelt, which their co-authors' pages show.
    for identity in list(pages["author"]) if moved else ():
        if person := house.library.people.get(identity):
            others = coauthors(person, house.relations)
            pages["author"].update(other for other, _ in others)
    return Selection(frozenset(changed), pages, moved)


def to_make(
    plan: Plan, selection: Selection, known: Container[str]
) -> Iterator[tuple[str, Page | None]]:
    """Every address of the plan, with its page where that may differ from the one at the `known`
    addresses."""
    for shelf in plan.shelves:
        is_looked_at = shelf.kind == "list" or (shelf.kind == "letter" and selection.moved)
        chosen = selection.pages.get(shelf.kind, ())
        for key in shelf.keys:
            address = shelf.address(key)
            page = None
            if is_looked_at or address not in known:
                page = shelf.page(key)
            elif (key if type(key) is str else key[0]) in chosen:
                page = shelf.page(key)
                if page.papers and not selection.moved:
                    shows = any(paper.id in selection.papers for paper in page.papers)
                    page = page if shows else None
            yield address, page
