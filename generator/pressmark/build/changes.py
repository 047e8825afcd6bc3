"""An earlier library, as far as it was noted, and this one in; what changed, and the pages that may
differ, out.

A page that shows no changed paper, and nobody and nothing that a changed paper speaks of, is the
same as before. What is named here may turn out to be the same all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.hashing import fingerprint
from pressmark.library.relations import coauthors
from pressmark.library.terms import ancestors
from pressmark.site.file_names import CARD, OF_RELATED
from pressmark.site.kinds import KINDS, TWIN, Neighbours
from pressmark.site.touched import FILES, Touched, fields_by_change

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence

    from pressmark.build.project import Project
    from pressmark.library.library import Library
    from pressmark.library.paper import Paper
    from pressmark.site.kinds import Kind
    from pressmark.site.page import Page, Plan, Shelf

# So many changed papers, and one in fifty more, are looked into; for more, all is made anew.
_FEW = 20
# To so many papers' pages others may be related; where it is to more, all is made anew.
_MOST_RELATED = 1_000
# What is shown of a paper on the pages of its neighbours, and of a theme on those of its family.
_NAMED = Touched.TITLES | Touched.LISTS
_NUMBERED = Touched.COUNTS | Touched.LISTS
# What starts the part of a note that holds ids of pages of one kind.
_KIND = "\x1f"

# What is noted of a paper: its fingerprint, a note, and what tells its fields from any others, so
# many bytes for those of each sort of changes.
Note = tuple[bytes, str, bytes]
Noted = Mapping[str, Note]
_SIZE = 8
_FIELDS = fields_by_change()
_SORTS = (*_FIELDS, Touched.TEXTS)
_values = [attrgetter(*names) for names in _FIELDS.values()]


class Selection(NamedTuple):
    """What to look at: the changed `papers`, and ids by kind of page. `related` are papers whose
    pages show other related ones than before, or one that changed, by its title. `touched` tells
    which changes there are: without LISTS among them, only those parts of long lists may differ
    that hold a changed paper."""

    papers: frozenset[str]
    pages: Mapping[str, set[str]]
    touched: Touched
    related: frozenset[str] = frozenset()

    def may_show(self, name: str) -> bool:
        """Whether files of that name beside pages may show any of these changes."""
        return bool(FILES.get(name, Touched.ANY) & self.touched)


def noted(project: Project, before: Noted | None = None) -> dict[str, Note]:
    """Every paper's fingerprint, a note, which differs where the paper shows in other lists, in
    another place there, or its people under other names, and what tells its fields.

    `before` is what was noted of an earlier library of the same vocabulary: a paper that is the
    same keeps its note.
    """
    fingerprints, before = project.library.fingerprints, before or {}
    lists = [(_KIND + shelf.kind, shelf.names) for shelf in project.plan.lists]
    now: dict[str, Note] = {}
    for name, paper in project.library.papers.items():
        entry = before.get(name)
        if entry is None or entry[0] != fingerprints[name]:
            entry = fingerprints[name], _note(paper, lists), _digests(paper, project.library)
        now[name] = entry
    return now


def besides(project: Project) -> tuple[bytes, bytes]:
    """What tells all that a site shows besides papers from anything else, and where papers are on
    the map."""
    library, ends = project.library, project.survey.ends
    texts = [project.introduction, repr(library.has_sources), repr(sorted(ends.items()))]
    texts += [f"{name} {text.meta['title']}" for name, text in project.texts.items()]
    texts += map(repr, (*library.newsletters.values(), *library.changes))
    return fingerprint(*(text.encode() for text in texts)), project.related.chart_fingerprint()


def _digests(paper: Paper, library: Library) -> bytes:
    """What tells the fields of a paper, and what is beside its record, from any others: by what
    their changes are, in the order of the sorts."""
    name = paper.id
    files = [path for path in paper.links.values() if path in library.link_files]
    parts = [repr(values(paper)) for values in _values]
    parts.append(repr((library.abstracts.get(name, ""), files)))
    return b"".join([blake2b(part.encode(), digest_size=_SIZE).digest() for part in parts])


def facts_key(notes: Noted, touched: Touched) -> bytes:
    """What tells the fields of all papers whose changes are of some sorts from any others."""
    digests = [note[2] for note in notes.values()]
    parts = []
    for number, sort in enumerate(_SORTS):
        if sort in touched:
            start, stop = number * _SIZE, (number + 1) * _SIZE
            parts.append(b"".join([digest[start:stop] for digest in digests]))
    return fingerprint("\n".join(notes).encode(), *parts)


def _touched(before: Note | None, now: Note | None) -> Touched:
    """Which changes there are of a paper that differs."""
    if before is None or now is None:
        return Touched.RECORDS | Touched.TEXTS | Touched.LISTS
    touched = Touched.LISTS if before[1] != now[1] else Touched.NOTHING
    for number, sort in enumerate(_SORTS):
        place = slice(number * _SIZE, (number + 1) * _SIZE)
        if before[2][place] != now[2][place]:
            touched |= sort
    # It was written in another way; or something is not told here.
    return touched or Touched.RECORDS | Touched.TEXTS


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
    kinds = [kind for kind in KINDS.values() if kind.touched is Touched.PAPERS]
    pages: dict[str, set[str]] = {kind.name: set() for kind in kinds}
    pages["paper"] = set(changed)
    notes: list[tuple[str, str]] = []
    touched = Touched.NOTHING if [*before] == [*now] else Touched.RECORDS | Touched.LISTS
    for name in changed:
        both = before.get(name), now.get(name)
        touched |= _touched(*both)
        notes += [(name, note[1]) for note in both if note]
    for _, note in notes:
        for kind, ids in _listed_on(note):
            pages[kind].update(ids)
    for row in kinds:
        of_kind = pages[row.name]
        of_kind |= _neighbours(row, of_kind, notes, touched, project, addresses)
    return Selection(frozenset(changed), pages, touched)


def with_related(
    selection: Selection, project: Project, before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Selection | None:
    """The selection with the papers to which others are related than were, as `before` and `now`
    tell, or one whose title may have changed; None where these are too many."""
    changed = selection.papers
    others = [name for name, key in now.items() if before.get(name) != key]
    are_named = selection.touched & _NAMED
    names = {*others, *_close_to(changed, project)} if are_named else {*others}
    if len(names) > _MOST_RELATED:
        return None
    pages = {**selection.pages}
    papers = [project.library.papers[name] for name in others]
    for shelf in project.plan.lists:
        if KINDS[shelf.kind].neighbours is Neighbours.RELATED:
            pages[shelf.kind] = pages[shelf.kind].union(*map(shelf.names, papers))
    touched = selection.touched | (Touched.RELATED if others else Touched.NOTHING)
    return selection._replace(pages=pages, touched=touched, related=frozenset(names))


def _close_to(papers: frozenset[str], project: Project) -> Iterator[str]:
    """The papers to which one of these is related."""
    ids_of = project.related.ids
    return (name for name in project.library.papers if not papers.isdisjoint(ids_of(name)))


def with_indexes(
    selection: Selection, project: Project, before: tuple[bytes, bytes], now: tuple[bytes, bytes]
) -> Selection:
    """The selection with what changed `besides` papers: `before` and `now` are what was told of
    that. Templates of the library's own may show anything."""
    touched = selection.touched
    if before[0] != now[0]:
        touched |= Touched.BESIDES
    if before[1] != now[1]:
        touched |= Touched.MAP
    if touched and project.templates.has_own:
        touched |= Touched.ANY
    return selection._replace(touched=touched)


def _neighbours(
    kind: Kind,
    ids: set[str],
    notes: Iterable[tuple[str, str]],
    touched: Touched,
    project: Project,
    addresses: Container[str],
) -> set[str]:
    """Further pages of a kind that show something of those of these ids; `notes` are of the papers
    that changed, by their ids, and `touched` tells how."""
    moved = Touched.LISTS in touched
    match kind.neighbours:
        case Neighbours.NONE | Neighbours.RELATED:
            return set()
        case Neighbours.THEME if not touched & _NAMED:
            return set()
        case Neighbours.THEME:
            return {near for name, note in notes for near in _near(name, note, project)}
        case Neighbours.FAMILY if not touched & _NUMBERED:
            return set()
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
    plan: Plan, selection: Selection, published: Collection[str]
) -> Iterator[tuple[Page, bool, Collection[str] | None]]:
    """The pages of the plan that may differ from those at the `published` addresses, or have
    files beside them that may; of each whether the page itself is one that may, and the names of
    the files that may, None for all."""
    for shelf, addresses in zip(plan.shelves, plan.addresses, strict=True):
        kind = KINDS[shelf.kind]
        if kind.touched is Touched.PAPERS:
            yield from _of_papers(shelf, addresses, selection, published)
            continue
        for key, address in zip(shelf.keys, addresses, strict=True):
            if address not in published:
                yield shelf.page(key), True, None
            elif kind.is_index:
                yield from _of_index(shelf.page(key), kind, selection)
            elif kind.touched & selection.touched:
                yield shelf.page(key), True, None


def _of_index(
    page: Page, kind: Kind, selection: Selection
) -> Iterator[tuple[Page, bool, Collection[str] | None]]:
    """As `to_make`, of the page of an index."""
    touched = selection.touched & ~page.untouched
    shows = bool(kind.touched & touched)
    if not shows and Touched.FACTS & selection.touched:
        shows = _shows_any(page, selection)
    if shows or kind.twin_touched & touched:
        yield page, shows, None


def _of_papers(
    shelf: Shelf, addresses: Sequence[str], selection: Selection, published: Collection[str]
) -> Iterator[tuple[Page, bool, Collection[str] | None]]:
    """As `to_make`, of a shelf whose pages show papers that they are of, or list."""
    kind, ids = KINDS[shelf.kind], selection.pages[shelf.kind]
    related = selection.related if shelf.kind == "paper" else frozenset()
    names = [*filter(selection.may_show, (*kind.all_files, CARD))]
    of_others = [name for name in names if name != TWIN]
    is_moved = Touched.LISTS in selection.touched
    may_show = bool(kind.of_papers & selection.touched)
    new = {*addresses}.difference(published)
    wanted = ids | related
    if not (new or wanted):
        return
    pairs = zip(shelf.keys, addresses, strict=True)
    of_parts = bool(shelf.keys) and type(shelf.keys[0]) is tuple
    # There are very many, and few of them may differ.
    chosen = (
        [pair for pair in pairs if pair[0][0] in ids or pair[1] in new]
        if of_parts
        else [pair for pair in pairs if pair[0] in wanted or pair[1] in new]
    )
    for key, address in chosen:
        if address in new:
            yield shelf.page(key), True, None
        elif (key[0] if of_parts else key) in ids:
            page = shelf.page(key)
            shows = may_show and (not page.papers or is_moved or _shows_any(page, selection))
            yield page, shows, names if shows else of_others
        else:
            yield shelf.page(key), True, OF_RELATED


def _shows_any(page: Page, selection: Selection) -> bool:
    """Whether a page shows a paper that changed."""
    return any(paper.id in selection.papers for paper in page.papers)
