"""Validated papers and their vocabulary in, looked up by id; people and venues derived from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from pressmark.base.gc_pause import gc_paused
from pressmark.base.hashing import fingerprint
from pressmark.base.names import person_sort_key, slug
from pressmark.library.reference import reference
from pressmark.library.venues.editions import edition_of
from pressmark.library.venues.finder import SeriesFinder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pressmark.library.changes import LoggedChange
    from pressmark.library.news import News
    from pressmark.library.newsletter import Newsletter
    from pressmark.library.paper import Paper
    from pressmark.library.people import KnownPerson, People
    from pressmark.library.readers.entry import Omission
    from pressmark.library.reference import Reference
    from pressmark.library.terms import Edition, Series, Term, Theme

_LETTERS = {letter: letter.upper() for letter in ascii_lowercase}
_REFERENCES_KEPT = 10_000


class Person(NamedTuple):
    """An author across papers; `papers` are ids, newest first.

    `letter` is the heading that the person is listed under: A to Z, or # for anything else.
    """

    id: str
    name: str
    papers: tuple[str, ...]
    letter: str


class PersonIndex(NamedTuple):
    """Every author by id, in the order of an index of people, and the id of the person behind every
    author's name as it is written."""

    people: dict[str, Person]
    ids: dict[str, str]


@dataclass(frozen=True)
class Library:
    """All that was loaded. Mappings keep their order: papers by id, terms as in their files.

    `keywords` are the tags that the vocabulary does not name: a source that is not curated brought
    them. `persons` are those whom the library joins or keeps apart. `newsletters` are the e-mail
    digests, the newest first. `omissions` are the entries and values that were left out of source
    files, `local_abstracts` counts the abstracts that git ignores, and `has_sources` says whether a
    source gave papers their kinds. `places` are the files of papers that have none of their own, as
    `file_of` gives them; `link_files` are files in `content/pages/` that links lead to, and
    `missing_files` say which are not there. `fingerprints` hold 16 bytes a paper, made of the bytes
    that it and its abstract were read from: while they are equal, so are paper and abstract. How a
    paper was written is not what it is, so what follows the newsletters, but for `persons`
    and `changes`, the log's in its order, counts for nothing when libraries are compared.
    `known_people` finds the people sooner, where they are known of an earlier library.
    """

    papers: Mapping[str, Paper]
    themes: Mapping[str, Theme]
    tags: Mapping[str, Term]
    series: Mapping[str, Series] = field(default_factory=dict)
    abstracts: Mapping[str, str] = field(default_factory=dict)
    fingerprints: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    keywords: frozenset[str] = frozenset()
    newsletters: Mapping[str, Newsletter] = field(default_factory=dict)
    omissions: Sequence[Omission] = field(default=(), compare=False)
    local_abstracts: int = field(default=0, compare=False)
    has_sources: bool = field(default=False, compare=False)
    places: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    link_files: frozenset[str] = field(default=frozenset(), compare=False)
    missing_files: tuple[str, ...] = field(default=(), compare=False)
    persons: Mapping[str, KnownPerson] = field(default_factory=dict)
    changes: Sequence[LoggedChange] = ()
    known_people: Callable[[Library], PersonIndex] | None = field(
        default=None, compare=False, repr=False
    )

    def file_of(self, paper: str) -> str:
        """The file that a paper is written in, percent-encoded, from the folder of mkdocs.yml on;
        empty where that is not below this folder."""
        place = self.places.get(paper)
        return f"content/papers/{paper}.md" if place is None else place

    @cached_property
    def newest(self) -> tuple[Paper, ...]:
        """Every paper, newest first; papers of one date by id, undated papers last."""
        by_id = sorted(self.papers.values(), key=lambda paper: paper.id)
        return tuple(sorted(by_id, key=lambda paper: paper.first_date, reverse=True))

    @cached_property
    def news(self) -> Sequence[News]:
        """All that was ever new, by day, the latest first."""
        from pressmark.library.news import news_of  # asked for by few pages

        return news_of(self.papers, self.newest, self.changes)

    @property
    def people(self) -> dict[str, Person]:
        """Every author by id, in the order of an index of people.

        Spellings with one slug are one person, shown in their most frequent spelling, unless
        `persons` say otherwise.
        """
        return self._person_index.people

    @property
    def person_ids(self) -> dict[str, str]:
        """The id of the person behind every author's name as it is written, where names alone tell
        who it is."""
        return self._person_index.ids

    @cached_property
    def _person_index(self) -> PersonIndex:
        with gc_paused():
            return self.known_people(self) if self.known_people else self.found_people()

    def found_people(self) -> PersonIndex:
        """The people, found out anew."""
        if self.persons:
            return PersonIndex(self._placed(*self._known_people()), {})
        ids = {name: slug(name) for name in sorted(self._written)}
        return PersonIndex(self._placed(*self._people(ids)), ids)

    def _people(self, ids: Mapping[str, str]) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The name of every author by id, and their papers, newest first."""
        written = self._written
        names: dict[str, str] = {}
        respelt: dict[str, list[str]] = {}
        for name, person in ids.items():
            if names.setdefault(person, name) is not name:
                respelt.setdefault(person, [names[person]]).append(name)
        papers = {person: written[name] for person, name in names.items()}
        if respelt:
            place = {paper.id: place for place, paper in enumerate(self.newest)}
        for person, spellings in respelt.items():
            names[person] = min(spellings, key=lambda name: (-len(written[name]), name))
            of_all = {paper for name in spellings for paper in written[name]}
            papers[person] = sorted(of_all, key=place.__getitem__)
        return names, papers

    def _known_people(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """As `_people`, where `persons` say who some are."""
        papers: dict[str, list[str]] = {}
        spellings: dict[str, Counter[str]] = {}
        for paper in self.newest:
            for author, person in zip(paper.authors, self.author_ids(paper), strict=True):
                papers.setdefault(person, []).append(paper.id)
                spellings.setdefault(person, Counter())[author.name] += 1
        names = {
            person: self.persons[person].label
            if person in self.persons
            else min(spelt, key=lambda name: (-spelt[name], name))
            for person, spelt in spellings.items()
        }
        return names, papers

    def _placed(
        self, names: Mapping[str, str], papers: Mapping[str, Sequence[str]]
    ) -> dict[str, Person]:
        families = self._families()
        placed: list[tuple[str, Person]] = []
        for person, name in names.items():
            family, whole = person_sort_key(name, families.get(name, ""))
            letter = _LETTERS.get(family[:1], "#")
            # One text compares faster than its parts; nothing that is printed sorts before a null.
            key = f"{'~' if letter == '#' else ' '}{family}\0{whole}\0{person}"
            listed = papers[person]
            distinct = tuple(dict.fromkeys(listed)) if len(listed) > 1 else (listed[0],)
            placed.append((key, Person(person, name, distinct, letter)))
        placed.sort(key=itemgetter(0))
        return {person.id: person for _, person in placed}

    @cached_property
    def people_finder(self) -> People:
        """Finds who is behind the names of authors, where `persons` say so."""
        from pressmark.library.people import People  # most libraries have none

        papers = self.papers.values()
        return People(self.persons, {old: p.id for p in papers for old in p.redirect_from})

    def author_ids(self, paper: Paper) -> list[str]:
        """The ids of the people behind a paper's authors, in their order."""
        if self.persons:
            person = self.people_finder.person
            return [person(paper.id, author) for author in paper.authors]
        ids = self.person_ids
        return [ids[author.name] for author in paper.authors]

    def identified(self, paper: Paper) -> Paper:
        """A paper with the ORCID iDs that `persons` have of its authors."""
        return self.people_finder.identified(paper) if self.persons else paper

    def _families(self) -> dict[str, str]:
        """By the name of an author who is written in parts: what an index files them under."""
        return {
            author.name: author.family or author.literal
            for paper in self.papers.values()
            for author in paper.authors
            if author.family or author.literal
        }

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        """The papers that bear each author's name as it is written, by id, newest first; one that
        bears it twice is listed twice."""
        written: defaultdict[str, list[str]] = defaultdict(list)
        for paper in self.newest:
            identity = paper.id
            for author in paper.authors:
                written[author.name].append(identity)
        return dict(written)

    @cached_property
    def vocabulary_key(self) -> bytes:
        """Sixteen bytes that tell themes, tags, venues and known people from any others."""
        terms = [*self.themes.values(), *self.tags.values(), *self.series.values()]
        terms += self.persons.values()
        return fingerprint(*(repr(term).encode() for term in terms))

    def vocabulary_tags(self) -> dict[str, Term]:
        """The tags of the vocabulary's file, without those made of keywords."""
        return {name: term for name, term in self.tags.items() if name not in self.keywords}

    @cached_property
    def series_finder(self) -> SeriesFinder:
        """Finds the series that a name is of: the library's own, else a well-known one."""
        return SeriesFinder(self.series.values())

    @cached_property
    def _references(self) -> dict[str, Reference]:
        return {}

    def reference(self, paper: Paper) -> Reference:
        """A paper as it is cited, made once for all formats."""
        references = self._references
        cited = references.get(paper.id)
        if cited is None:
            if len(references) >= _REFERENCES_KEPT:
                references.clear()
            tags = self.tags
            cited = references[paper.id] = reference(
                self.identified(paper),
                self.paper_edition(paper),
                tuple([tags[name].label for name in paper.tags]),
                self.abstracts.get(paper.id, ""),
            )
        return cited

    @cached_property
    def _editions(self) -> dict[str | tuple[str, str, str], Edition]:
        return {}

    def paper_edition(self, paper: Paper) -> Edition | None:
        """A paper's venue split as `edition` does."""
        kind = paper.kind
        return self.edition(paper.venue, kind, paper.year if kind else "")

    def edition(self, venue: str, kind: str = "", published: str = "") -> Edition | None:
        """A paper's venue split into series, year and track; None where it has none.

        `EMNLP 2024 (Findings)` is the series EMNLP, the year 2024 and the track Findings. A series
        that neither `venues.yml` nor the list of well-known ones names has its own name. `kind` is
        the paper's, and `published` its year: they tell a journal or a book, whose name is read as
        a whole. Equal venues share one edition.
        """
        if not venue:
            return None
        key = (venue, kind, published) if kind else venue
        edition = self._editions.get(key)
        if edition is None:
            edition = edition_of(venue, kind, published if kind else "", self.series_finder)
            self._editions[key] = edition
        return edition
