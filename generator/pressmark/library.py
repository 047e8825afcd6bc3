"""Validated papers and their vocabulary in, looked up by id; people and venues derived from it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass as validated_dataclass

from pressmark.names import person_sort_key, slug
from pressmark.paper import STRICT, Line, Slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressmark.paper import Paper


def _lower(aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(alias.casefold() for alias in aliases)


@validated_dataclass(frozen=True, slots=True, config=STRICT)
class Term:
    """An entry of the controlled vocabulary: a theme or a tag.

    `aliases` are phrases that suggest the term when found in a title or an abstract.
    """

    id: Slug
    label: Line
    description: Line
    introduction: str = ""
    aliases: Annotated[tuple[Line, ...], AfterValidator(_lower)] = ()


@validated_dataclass(frozen=True, slots=True, config=STRICT)
class Series:
    """A venue that recurs: a conference, a workshop or a journal."""

    id: Slug
    label: Line
    name: str = ""
    aliases: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Where a paper appeared: a series, and the year and track where they are known."""

    series: Series
    year: str
    track: str


@dataclass(frozen=True, slots=True)
class Person:
    """An author across papers; `papers` are ids, newest first."""

    id: str
    name: str
    papers: tuple[str, ...]

    @property
    def sort_key(self) -> tuple[tuple[str, str], str]:
        """The person's place in an index of people."""
        return person_sort_key(self.name), self.id

    @property
    def letter(self) -> str:
        """The heading that the person stands under: A to Z, or # for anything else."""
        first = person_sort_key(self.name)[0][:1].upper()
        return first if first.isalpha() else "#"


@dataclass(frozen=True)
class Library:
    """All that was loaded. Mappings keep their order: papers by id, terms as in their files."""

    papers: Mapping[str, Paper]
    themes: Mapping[str, Term]
    tags: Mapping[str, Term]
    series: Mapping[str, Series] = field(default_factory=dict)
    abstracts: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def person_ids(self) -> dict[str, str]:
        """The id of each author by the name as a paper spells it."""
        return {a.name: slug(a.name) for p in self.papers.values() for a in p.authors}

    @cached_property
    def newest(self) -> tuple[Paper, ...]:
        """Every paper, newest first; papers of one date by id, undated papers last."""
        by_id = sorted(self.papers.values(), key=lambda paper: paper.id)
        return tuple(sorted(by_id, key=lambda paper: paper.date, reverse=True))

    @cached_property
    def people(self) -> dict[str, Person]:
        """Every author by id, in the order of an index of people.

        Spellings with one slug are one person, shown in their most frequent spelling.
        """
        spellings: dict[str, Counter[str]] = {}
        papers: dict[str, list[str]] = {}
        for paper in self.newest:
            for author in paper.authors:
                person = slug(author.name)
                spellings.setdefault(person, Counter())[author.name] += 1
                if paper.id not in (listed := papers.setdefault(person, [])):
                    listed.append(paper.id)
        people = [
            Person(person, min(names, key=lambda name: (-names[name], name)), tuple(papers[person]))
            for person, names in spellings.items()
        ]
        people.sort(key=lambda person: (person.letter == "#", person.sort_key))
        return {person.id: person for person in people}

    @cached_property
    def _series_by_name(self) -> dict[str, Series]:
        return {
            name.casefold(): series
            for series in self.series.values()
            for name in (series.label, *series.aliases)
        }

    def edition(self, paper: Paper) -> Edition | None:
        """The venue of a paper split into series, year and track; None where it has none.

        `EMNLP 2024 (Findings)` is the series EMNLP, the year 2024 and the track Findings. A series
        that `venues.yml` does not name stands under its own name.
        """
        if not paper.venue:
            return None
        track = "; ".join(re.findall(r"\(([^()]*)\)", paper.venue))
        rest = re.sub(r"\([^()]*\)", " ", paper.venue)
        year = re.search(r"\b(?:19|20)\d\d\b", rest)
        if year:
            rest = rest[: year.start()] + " " + rest[year.end() :]
        name = " ".join(rest.split()) or paper.venue
        series = self._series_by_name.get(name.casefold())
        return Edition(
            series or Series(id=slug(name), label=name), year.group() if year else "", track
        )
