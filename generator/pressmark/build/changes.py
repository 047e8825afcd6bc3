"""An earlier library, as far as it was noted, and this one in; the pages that may differ out.

A page that shows no changed paper, and nobody and nothing that a changed paper speaks of, is the
same as before. What is named here may turn out to be the same all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from pressmark.base.hashing import fingerprint
from pressmark.library.paper import SECTION_FIELDS, Paper
from pressmark.library.relations import coauthors
from pressmark.library.terms import ancestors
from pressmark.site.file_names import OF_RELATED
from pressmark.site.kinds import KINDS, Neighbours, Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator

    from pressmark.build.project import Project
    from pressmark.site.kinds import Kind
    from pressmark.site.page import Page, Plan

# So many changed papers, and one in fifty more, are looked into; for more, all is made anew.
_FEW = 20
# To so many papers' pages others may be related; where it is to more, all is made anew.
_MOST_RELATED = 1_000
# What starts the part of a note that holds ids of pages of one kind.
_KIND = "\x1f"

# What is noted of a paper: its fingerprint, a note, and what tells its facts from any others: all
# but the sections of its digest and its queries.
Note = tuple[bytes, str, bytes]
Noted = Mapping[str, Note]
_APART = (*SECTION_FIELDS, "queries")
_facts = attrgetter(*(f.name for f in fields(Paper) if f.name not in _APART))


@dataclass(frozen=True, slots=True)
class Selection:
    """What to look at: the changed `papers`, and ids by kind of page. Where nothing `moved` in its
    lists, only those parts of long lists that hold a changed paper. `related` are papers whose
    pages show other related ones than before, or one of the changed. `touched` tells which changes
    there are."""

    papers: frozenset[str]
    pages: Mapping[str, set[str]]
    moved: bool
    touched: frozenset[Touched]
    related: frozenset[str] = frozenset()


def noted(project: Project, before: Noted | None = None) -> dict[str, Note]:
    """Every paper's fingerprint, a note, which differs where the paper shows in other lists, in
    another place there, or its people under other names, and what tells its facts.

    `before` is what was noted of an earlier library of the same vocabulary: a paper that is the
    same keeps its note.
    """
    fingerprints, before = project.library.fingerprints, before or {}
    lists = [(_KIND + shelf.kind, shelf.names) for shelf in project.plan.lists]
    now: dict[str, Note] = {}
    for name, paper in project.library.papers.items():
        entry = before.get(name)
        if entry is None or entry[0] != fingerprints[name]:
            facts = fingerprint(repr(_facts(paper)).encode())
            entry = fingerprints[name], _note(paper, lists), facts
        now[name] = entry
    return now


def besides(project: Project) -> tuple[bytes, bytes]:
    """What tells all that indexes show besides facts of papers from anything else, and where papers
    are on the map."""
    library = project.library
    texts = [project.introduction, repr(library.has_sources)]
    texts += map(repr, (*library.newsletters.values(), *library.changes))
    return fingerprint(*(text.encode() for text in texts)), project.related.chart_fingerprint()


def _note(paper: Paper, lists: Iterable[tuple[str, Callable[[Paper], Iterable[str]]]]) -> str:
    """A paper's first date and theme, a fingerprint of what else decides where it shows, and the
    ids of the pages that list it, by kind; all between tabs."""
    names = [author.name for author in paper.authors]
    facts = "\t".join([paper.venue, paper.kind, *names]).encode()
    parts = [paper.first_date, paper.theme, blake2b(facts, digest_size=8).hexdigest()]
    for kind, names_of in lists:
        if ids := names_of(paper):
            parts += (kind, *ids)
    return "\t".join(parts)


def _listed_on(note: str) -> Iterator[tuple[str, list[str]]]:
    """The pages that a note names, as kind and ids."""
    for part in note.split(f"\t{_KIND}")[1:]:
        kind, *ids = part.split("\t")
        yield kind, ids


def may_differ(
    project: Project, before: Noted, now: Noted, addresses: Container[str]
) -> Selection | None:
    """The pages to look at, or None where too many papers changed to tell.

    `before` and `now` are what was `noted` of the earlier library and of this one; `addresses`
    holds those of the earlier site.
    """
    changed = {
        name
        for name in before.keys() | now.keys()
        if name not in before or name not in now or before[name][0] != now[name][0]
    }
    if len(changed) > _FEW + len(now) // 50:
        return None
    touched = [kind for kind in KINDS.values() if kind.touched is Touched.PAPERS]
    pages: dict[str, set[str]] = {kind.name: set() for kind in touched}
    pages["paper"] = set(changed)
    notes: list[tuple[str, str]] = []
    moved, touched_by = False, {Touched.ALWAYS}
    for name in changed:
        both = [entry[1] if entry else "" for entry in (before.get(name), now.get(name))]
        moved = moved or both[0] != both[1]
        notes += [(name, note) for note in both if note]
        if name not in before or name not in now or before[name][2] != now[name][2]:
            touched_by |= {Touched.FACTS, Touched.MAP}
    if moved:
        touched_by.add(Touched.MOVED)
    for _, note in notes:
        for kind, ids in _listed_on(note):
            pages[kind].update(ids)
    for row in touched:
        pages[row.name].update(_neighbours(row, pages[row.name], notes, moved, project, addresses))
    return Selection(frozenset(changed), pages, moved, frozenset(touched_by))


def with_related(
    selection: Selection, project: Project, before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Selection | None:
    """The selection with the papers to which others are related than were, as `before` and `now`
    tell, or one that changed; None where these are too many."""
    ids_of, changed = project.related.ids, selection.papers
    names = [
        name
        for name, key in now.items()
        if before.get(name) != key or not changed.isdisjoint(ids_of(name))
    ]
    if len(names) > _MOST_RELATED:
        return None
    pages = {**selection.pages}
    papers = [project.library.papers[name] for name in names]
    for shelf in project.plan.lists:
        if KINDS[shelf.kind].neighbours is Neighbours.RELATED:
            pages[shelf.kind] = pages[shelf.kind].union(*map(shelf.names, papers))
    return replace(selection, pages=pages, related=frozenset(names))


def with_indexes(
    selection: Selection, project: Project, before: tuple[bytes, bytes], now: tuple[bytes, bytes]
) -> Selection:
    """The selection with what changed `besides` papers: `before` and `now` are what was told of
    that. Templates of the library's own may show anything."""
    touched = {*selection.touched}
    if before[0] != now[0] or project.templates.has_own:
        touched |= {Touched.FACTS, Touched.MAP}
    if before[1] != now[1]:
        touched.add(Touched.MAP)
    return replace(selection, touched=frozenset(touched))


def _neighbours(
    kind: Kind,
    ids: set[str],
    notes: Iterable[tuple[str, str]],
    moved: bool,
    project: Project,
    addresses: Container[str],
) -> set[str]:
    """Further pages of a kind that show something of those of these ids; `notes` are of the papers
    that changed, by their ids."""
    match kind.neighbours:
        case Neighbours.NONE | Neighbours.RELATED:
            return set()
        case Neighbours.THEME:
            return {near for name, note in notes for near in _near(name, note, project)}
        case Neighbours.FAMILY:
            themes = project.library.themes
            above = {theme for name in ids if name in themes for theme in ancestors(name, themes)}
            return above | {theme.id for theme in themes.values() if theme.parent in ids}
        case Neighbours.ORDER:
            present = {name for name, _ in project.plan.by_kind[kind.name].keys}
            is_same = all((name in present) == (kind.address(name) in addresses) for name in ids)
            return set() if is_same else present
        case Neighbours.COAUTHORS:
            # A changed paper may change how a person is spelt.
            people = project.library.people
            persons = [people[name] for name in ids if moved and name in people]
            pairs = (coauthors(person, project.relations) for person in persons)
            return {other.id for group in pairs for other, _ in group}


def _near(name: str, note: str, project: Project) -> Iterator[str]:
    """The papers next to the place that the paper of that id and note has, or had, in its theme."""
    date, theme, _ = note.split("\t", 2)
    papers = project.relations.by_theme.get(theme, ())
    later = takewhile(
        lambda p: p.first_date > date or (p.first_date == date and p.id < name), papers
    )
    place = sum(1 for _ in later)
    yield from (paper.id for paper in papers[max(place - 1, 0) : place + 2])


def to_make(
    plan: Plan, selection: Selection, published: Container[str]
) -> Iterator[tuple[Page, bool, Collection[str] | None]]:
    """The pages of the plan that may differ from those at the `published` addresses, or have
    files beside them that may; of each whether the page itself is one that may, and the names of
    the files that may, None for all."""
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        touched = KINDS[shelf.kind].touched
        if touched is not Touched.PAPERS:
            is_touched = touched in selection.touched
            for key, address in zip(shelf.keys, addresses, strict=True):
                if is_touched or address not in published:
                    yield shelf.page(key), True, None
            continue
        ids = selection.pages.get(shelf.kind, ())
        for key, address in zip(shelf.keys, addresses, strict=True):
            if address not in published:
                yield shelf.page(key), True, None
            elif (key if type(key) is str else key[0]) in ids:
                page = shelf.page(key)
                shows = not page.papers or selection.moved or _shows_any(page, selection.papers)
                yield page, shows, None
            elif shelf.kind == "paper" and key in selection.related:
                yield shelf.page(key), True, OF_RELATED


def _shows_any(page: Page, papers: frozenset[str]) -> bool:
    return any(paper.id in papers for paper in page.papers)
