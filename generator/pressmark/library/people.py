"""What a library says of people in; who is behind the name of a paper's author out.

A person is who has the ORCID iD that a record gives, else who is spelt so. Of namesakes, those that
list papers of theirs are behind the name in these papers only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressmark.base.models import Model
from pressmark.base.names import slug
from pressmark.library.values import Line, Orcid, Slug, Slugs, with_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pressmark.library.paper import Author, Paper


@dataclass(frozen=True, slots=True)
class KnownPerson(Model):
    """An entry of `people.yml`.

    `label` is the name that the person's page has, and `aliases` are further spellings; namesakes
    share one. `papers` are the ids of those by this one of several namesakes, and `redirect_from`
    ids that the person's page had.
    """

    id: Slug
    label: Line
    orcid: Orcid = ""
    aliases: tuple[Line, ...] = ()
    papers: Slugs = ()
    redirect_from: Slugs = ()


class People:
    """Finds people by their names in papers. `renamed` are papers' present ids by earlier ones."""

    def __init__(self, entries: Mapping[str, KnownPerson], renamed: Mapping[str, str]) -> None:
        self._known = entries
        self._by_orcid = {person.orcid: person.id for person in entries.values() if person.orcid}
        self._by_spelling: dict[str, dict[str, KnownPerson]] = {}
        # Who lists a paper, and who of one spelling lists none, with or without an ORCID iD.
        self._listing: dict[str, dict[str, KnownPerson]] = {}
        self._unlisted: dict[tuple[str, bool], list[str]] = {}
        for person in entries.values():
            for spelling in {person.id, *map(slug, (person.label, *person.aliases))}:
                self._by_spelling.setdefault(spelling, {})[person.id] = person
            for paper in person.papers:
                self._listing.setdefault(renamed.get(paper, paper), {})[person.id] = person

    def among(self, paper: str, author: Author) -> Sequence[str]:
        """The ids of those who may be behind the author of a paper: one, unless the library does
        not say who of several it is, or that it is none of those who are spelt so."""
        if author.orcid and (person := self._by_orcid.get(author.orcid)):
            return [person]
        name = slug(author.name)
        if name not in self._by_spelling:
            return [name]
        has_orcid = bool(author.orcid)
        candidates = self._who_list(paper, name, has_orcid) or self._who_list_none(name, has_orcid)
        if candidates or name in self._known:
            return candidates
        return [name]

    def _who_list(self, paper: str, name: str, has_orcid: bool) -> list[str]:
        """Those who are spelt so and list the paper; two ORCID iDs are never of one person."""
        spelt, listing = self._by_spelling[name], self._listing.get(paper, {})
        fewer, more = sorted((spelt, listing), key=len)  # either may be thousands
        both = [each for each in fewer.values() if each.id in more]
        return [each.id for each in both if not (has_orcid and each.orcid)]

    def _who_list_none(self, name: str, has_orcid: bool) -> list[str]:
        """Those who are spelt so and list no paper."""
        key = name, has_orcid
        if key not in self._unlisted:
            spelt = [each for each in self._by_spelling[name].values() if not each.papers]
            self._unlisted[key] = [each.id for each in spelt if not (has_orcid and each.orcid)]
        return self._unlisted[key]

    def person(self, paper: str, author: Author) -> str:
        """The id of the person behind the author of a paper of a sound library."""
        return self.among(paper, author)[0]

    def identified(self, paper: Paper) -> Paper:
        """The paper with the ORCID iDs that are known of its authors."""
        authors = tuple([self._identified(paper.id, author) for author in paper.authors])
        if authors == paper.authors:
            return paper
        return with_values(paper, authors=authors)

    def _identified(self, paper: str, author: Author) -> Author:
        entry = None if author.orcid else self._known.get(self.person(paper, author))
        return with_values(author, orcid=entry.orcid) if entry and entry.orcid else author

    def called(self, name: str) -> str:
        """The id of the person with a name's slug, where one alone has it; else the slug."""
        spelt = self._by_spelling.get(name, {})
        return next(iter(spelt)) if len(spelt) == 1 else name

    def spelt_so(self, name: str) -> list[str]:
        """The ids of all who are spelt like a name."""
        return [*self._by_spelling.get(slug(name), ())]

    def further_ids(self) -> Iterator[tuple[str, str, int]]:
        """The ids that further spellings of one person only would have, each with the person and
        its place among the aliases."""
        for person in self._known.values():
            for place, alias in enumerate(person.aliases):
                name = slug(alias)
                is_own = name in self._known or name in person.redirect_from
                if not is_own and len(self._by_spelling[name]) == 1:
                    yield name, person.id, place
