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
from pressmark.library.namesakes import Namesakes, signature_of
from pressmark.library.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressmark.library.paper import Author
    from pressmark.library.readers.entry import Entry

# What a record keeps from its own entry when it takes over facts from another.
_OWN = frozenset({"id", "title", "suggested"})
# So many entries of one paper give it facts; further ones are of it and say nothing new.
_MOST_JOINED = 500
# So many candidates are looked at one by one; of more, an index is made.
_FEW = 20


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
        self._crowds: dict[str | tuple[str, str], _Crowd] = {}
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
        if earlier and of_key and self._may_be_of(of_key, earlier, entry):
            self.attach(of_key, entry)
            return
        held, work = self._first(entry)
        if work:
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
        if work and len(work.entries) > _MOST_JOINED:
            return  # it says nothing new
        candidate = _Candidate(paper, held, work)
        for identifier in _identifiers(paper):
            self._by_id.setdefault(identifier, []).append(candidate)
        self._by_title.setdefault(normal_title(paper.title), []).append(candidate)

    def _first(self, entry: Entry) -> tuple[Paper | None, Work | None]:
        """The first record or work that an entry may be of: by DOI, else by arXiv id, else by
        title; one of two is None."""
        paper, title = entry.paper, normal_title(entry.title)
        if paper:
            for key in _identifiers(paper):
                candidates = self._by_id.get(key, [])
                if candidate := self._first_among(candidates, key, paper):
                    return candidate.held, candidate.work
        candidates = self._by_title.get(title, [])
        if candidate := self._first_among(candidates, title, paper):
            return candidate.held, candidate.work
        # A curator has written a later title down, whoever the source says its authors are.
        return next(iter(self._by_later_title.get(title, ())), None), None

    def _first_among(
        self, candidates: list[_Candidate], key: str | tuple[str, str], paper: Paper | None
    ) -> _Candidate | None:
        """The first candidate, of all that have a title or an identifier, that a paper may be."""
        if len(candidates) <= _FEW or paper is None:
            may_be = _may_be if isinstance(key, str) else _may_be_by_identifier
            return next((each for each in candidates if may_be(paper, each)), None)
        crowd = self._crowds.get(key)
        if crowd is None:
            kind = "title" if isinstance(key, str) else key[0]
            crowd = self._crowds[key] = _Crowd(candidates, kind)
        return crowd.first(paper)

    def _may_be_of(self, held: Paper, earlier: Paper, entry: Entry) -> bool:
        """Whether an entry may be of a record of which the source said this `earlier`."""
        paper, title = entry.paper, normal_title(entry.title)
        work = self._held.get(held.id)
        for other in (held, earlier, work.entry.paper if work else None):
            if other:
                candidate, is_namesake = (
                    _Candidate(other, held, None),
                    normal_title(other.title) == title,
                )
                if (is_namesake and _may_be(paper, candidate)) or _may_be_by_identifier(
                    paper, candidate
                ):
                    return True
        return held in self._by_later_title.get(title, ())


class _Crowd:
    """Candidates of one title or identifier, to find the first that a paper may be without a look
    at each of them."""

    def __init__(self, candidates: list[_Candidate], kind: str) -> None:
        self._candidates = candidates
        self._kind = kind
        self._known = 0
        self._by_fact: dict[tuple[str, str], int] = {}
        self._namesakes: Namesakes[int] = Namesakes()

    def first(self, paper: Paper) -> _Candidate | None:
        """The first that the paper may be: without a known author any that has its identifier."""
        for place in range(self._known, len(self._candidates)):
            self._take_in(place, self._candidates[place])
        self._known = len(self._candidates)
        places = [self._by_fact.get(fact) for fact in self._wanted(paper)]
        places += [self._namesakes.first(paper)] if self._kind == "title" else ()
        first = min((place for place in places if place is not None), default=None)
        return None if first is None else self._candidates[first]

    def _take_in(self, place: int, candidate: _Candidate) -> None:
        paper = candidate.paper
        if paper is None:
            facts = [("nameless", "")]
        elif self._kind == "title":
            self._namesakes.add(paper, place)
            facts = [("key", key) for key in paper.keys] if candidate.work is None else []
        else:
            facts = [("any", ""), ("title", normal_title(paper.title))]
            facts += [("author", each) for each in signature_of(paper).own or ("",)]
        for fact in facts:
            self._by_fact.setdefault(fact, place)

    def _wanted(self, paper: Paper) -> list[tuple[str, str]]:
        """The facts of which what a paper may be has one, but for those of namesakes."""
        if self._kind == "title":
            return [("nameless", ""), *(("key", key) for key in paper.keys)]
        if not paper.authors:
            return [("any", "")]
        facts = [("author", each) for each in ("", *signature_of(paper).wants)]
        return [*facts, ("title", normal_title(paper.title))] if self._kind == "doi" else facts


def _identifiers(paper: Paper) -> list[tuple[str, str]]:
    """The DOI and the arXiv id of a paper, as far as it has them."""
    identifiers = (("doi", paper.doi.lower()), ("arxiv", paper.arxiv))
    return [(kind, value) for kind, value in identifiers if value]


def _may_be(paper: Paper | None, candidate: _Candidate) -> bool:
    """Whether a paper of the title of a candidate is that, or the source corrects what it said of
    it."""
    other = candidate.paper
    if not paper or not other or is_one_work(paper, other):
        return True
    return candidate.work is None and not {*other.keys}.isdisjoint(paper.keys)


def _may_be_by_identifier(paper: Paper | None, candidate: _Candidate) -> bool:
    other = candidate.paper
    if not paper or not other:
        return False
    return have_one_doi(paper, other) or have_one_arxiv_id(paper, other)


def _join(work: Work, entry: Entry) -> None:
    """Give a work one more entry and, unless it has very many, the facts of that; what was
    published goes before a preprint, then what comes first."""
    work.entries.append(entry)
    if len(work.entries) > _MOST_JOINED:
        return
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
