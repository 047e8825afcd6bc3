"""Entries of a source and a library's papers in; which of them are one work, and their facts joined
out."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.names import family_name, normal_title, slug
from pressmark.library.identity import (
    have_one_arxiv_id,
    have_one_doi,
    is_one_work,
    may_be_corrected,
)
from pressmark.library.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pressmark.library.paper import Author
    from pressmark.library.readers.entry import Entry

# What a record keeps from its own entry when it takes over facts from another.
_OWN = frozenset({"id", "title", "suggested"})


@dataclass(slots=True, eq=False)
class Work:
    """A paper that a source lists in one or more `entries`.

    `held` is the library's record of it; where there is none, `entry` has the facts of all.
    """

    entry: Entry
    entries: list[Entry]
    held: Paper | None = None


class _Candidate(NamedTuple):
    """What an entry is compared with: what is said of a paper, and the record or the work of the
    source that it is said of."""

    paper: Paper | None
    held: Paper | None
    work: Work | None


class Works:
    """The works of a library and those of a source, to be found by what an entry says.

    `remembered` are what the source said of records when it was last imported, each as a paper,
    with the record. `of_source` are those that the source lists, in its order.
    """

    def __init__(
        self, papers: Iterable[Paper], remembered: Iterable[tuple[Paper, Paper]] = ()
    ) -> None:
        self.of_source: list[Work] = []
        self._held: dict[str, Work] = {}
        self._by_id: dict[tuple[str, str], list[_Candidate]] = {}
        self._by_title: dict[str, list[_Candidate]] = {}
        self._by_later_title: dict[str, list[Paper]] = {}
        self._by_key: dict[str, tuple[Paper, Paper]] = {}
        for paper in papers:
            self._index(paper, paper, None)
            if paper.later_title:
                self._by_later_title.setdefault(normal_title(paper.later_title), []).append(paper)
        for earlier, held in remembered:
            self._index(earlier, held, None)
            self._by_key.update(dict.fromkeys(earlier.keys, (earlier, held)))

    @property
    def new(self) -> list[Work]:
        """The source's works of which the library has no record."""
        return [work for work in self.of_source if work.held is None]

    def match(self, entry: Entry) -> None:
        """Give an entry to its work, found by DOI, arXiv id, or title and authors; else to the
        record that the source gave facts to under the entry's key; else to a new one.

        A record of the library goes before an earlier entry, and that of the key before others.
        """
        earlier, of_key = self._by_key.get(entry.key, (None, None))
        candidates = [*self._candidates(entry)]
        if of_key and any(held is of_key for held, _ in candidates):
            self.attach(of_key, entry)
            return
        for held, work in candidates:
            if work:
                work.entries.append(entry)
                _join(work, entry)
                self._add(work)
                return
            if held:
                self.attach(held, entry)
                return
        if earlier and of_key and entry.paper and may_be_corrected(earlier, entry.paper):
            self.attach(of_key, entry)
            return
        work = Work(entry, [entry])
        self.of_source.append(work)
        self._add(work)

    def attach(self, held: Paper, entry: Entry) -> None:
        """Give an entry to the work that a record holds; others may match the entry too."""
        if entry.paper:
            self._index(entry.paper, held, None)
        if work := self._held.get(held.id):
            work.entries.append(entry)
            _join(work, entry)
            return
        work = self._held[held.id] = Work(entry, [entry], held)
        self.of_source.append(work)

    def _add(self, work: Work) -> None:
        """Let a new work be found by what is known of it."""
        if work.entry.paper:
            self._index(work.entry.paper, None, work)
        else:
            title = normal_title(work.entry.title)
            self._by_title.setdefault(title, []).append(_Candidate(None, None, work))

    def _index(self, paper: Paper, held: Paper | None, work: Work | None) -> None:
        candidate = _Candidate(paper, held, work)
        for kind, value in (("doi", paper.doi.lower()), ("arxiv", paper.arxiv)):
            if value:
                self._by_id.setdefault((kind, value), []).append(candidate)
        self._by_title.setdefault(normal_title(paper.title), []).append(candidate)

    def _candidates(self, entry: Entry) -> Iterator[tuple[Paper | None, Work | None]]:
        paper, title = entry.paper, normal_title(entry.title)
        if paper and paper.doi:
            for other, held, work in self._by_id.get(("doi", paper.doi.lower()), ()):
                if other and have_one_doi(paper, other):
                    yield held, work
        if paper and paper.arxiv:
            for other, held, work in self._by_id.get(("arxiv", paper.arxiv), ()):
                if other and have_one_arxiv_id(paper, other):
                    yield held, work
        for other, held, work in self._by_title.get(title, ()):
            if not paper or not other or is_one_work(paper, other):
                yield held, work
            elif work is None and not {*other.keys}.isdisjoint(paper.keys):
                yield held, work  # the source corrects what it said of it
        # A curator has written a later title down, whoever the source says its authors are.
        for other in self._by_later_title.get(title, ()):
            yield other, None


def _join(work: Work, entry: Entry) -> None:
    """Give a new work the facts of one more entry; what was published goes before a preprint, then
    what comes first."""
    first, second = work.entry, entry
    if first.paper and second.paper and second.paper.venue and not first.paper.venue:
        first, second = second, first
    paper = first.paper or second.paper
    if first.paper and second.paper:
        paper = joined(first.paper, second.paper)
    work.entry = replace(
        first,
        line=work.entry.line,
        paper=paper,
        abstract=first.abstract or second.abstract,
        keywords=first.keywords if second.keywords is None else _all_of(first, second),
    )


def _all_of(first: Entry, entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(first.keywords or ()), *(entry.keywords or ())]))


def _goes_on(people: tuple[Author, ...], more: tuple[Author, ...]) -> bool:
    """Whether a list of people has those of a shorter one, and others."""
    families = [slug(family_name(person.name)) for person in people]
    return len(more) > len(people) and families == [
        slug(family_name(person.name)) for person in more[: len(people)]
    ]


def joined(paper: Paper, other: Paper) -> Paper:
    """A paper with the facts of another where it has none; lists of links and tags hold both's."""
    result = copy(paper)
    for name in (field.name for field in fields(Paper)):
        value, more = getattr(paper, name), getattr(other, name)
        if name in _OWN or not more:
            continue
        if name == "links":
            more = more | value
        elif name in ("authors", "editors"):
            if not _goes_on(value, more):
                continue
        elif name in ("tags", "keys"):
            more = tuple(dict.fromkeys([*value, *more]))
        elif value:
            continue
        object.__setattr__(result, name, more)  # both are sound, as in `Paper.renamed`
    return result
