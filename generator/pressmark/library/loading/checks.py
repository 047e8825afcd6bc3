"""Papers and where they are in; what they claim of one another and of the vocabulary out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from pressmark.base.findings import Finding
from pressmark.base.names import normal_title, slug
from pressmark.base.rules import references as rules
from pressmark.base.rules.vocabulary import UNKNOWN_TAG, UNKNOWN_THEME
from pressmark.library.terms import TermNames

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from pressmark.base.rules.rule import Rule
    from pressmark.library.paper import Paper
    from pressmark.library.readers.source import Path_, Source
    from pressmark.library.terms import Term


@dataclass(frozen=True, slots=True)
class Records:
    """Papers in the order in which they claim ids, titles and the like.

    Those at the places `curated` use the vocabulary and have titles of their own. `source` finds
    where the paper at a place comes from; nothing but a finding asks. `faulty` are, by place, the
    keys that have findings already.
    """

    papers: Sequence[Paper]
    curated: range
    source: Callable[[int], Source]
    faulty: Mapping[int, Collection[str | int]] = field(default_factory=dict)

    def values(self, key: str) -> list[str]:
        """That key's value of every paper; empty where it is faulty."""
        values = [getattr(paper, key) for paper in self.papers]
        for place, keys in self.faulty.items():
            if key in keys:
                values[place] = ""
        return values

    def finding(self, place: int, path: Path_, rule: Rule, /, **values: object) -> Finding:
        """That the value at `path` of the paper at a place breaks a rule."""
        source = self.source(place)
        line, name = source.line_of(path), source.field_of(path)
        return Finding.of(rule, source.name, line, name, **values)


def unknown_terms(
    records: Records, themes: Mapping[str, Term], tags: Mapping[str, Term]
) -> Iterator[Finding]:
    """Every theme and tag of a curated paper that the vocabulary does not hold."""
    curated = records.papers[records.curated.start : records.curated.stop]
    for rule, key, terms, names in (
        (UNKNOWN_THEME, "theme", themes, [(paper.theme,) for paper in curated]),
        (UNKNOWN_THEME, "also", themes, [paper.also for paper in curated]),
        (UNKNOWN_TAG, "tags", tags, [paper.tags for paper in curated]),
    ):
        # Whose names are unknown is asked only where any are.
        unknown = {*chain.from_iterable(names)}.difference(terms, ("",))
        names_of_terms = TermNames(terms)
        for place, of_paper in zip(records.curated, names, strict=True) if unknown else ():
            for n, name in enumerate(of_paper):
                if name in unknown:
                    path = (key,) if key == "theme" else (key, n)
                    yield records.finding(place, path, rule, **names_of_terms.unknown(name))


def collisions(records: Records) -> Iterator[Finding]:
    """What two places claim: a theme named twice, one id, title or arXiv id twice, an id in use."""
    for place, paper in enumerate(records.papers):
        if paper.also and paper.theme in paper.also:
            path = ("also", paper.also.index(paper.theme))
            yield records.finding(place, path, rules.REPEATED_THEME, theme=paper.theme)
    for key, rule in (("id", rules.DUPLICATE_ID), ("arxiv", rules.DUPLICATE_ARXIV_ID)):
        for first, *repeats in _repeated(records.values(key)):
            for place in repeats:
                yield records.finding(place, (key,), rule, other=records.source(first))
    yield from _titles(records)
    yield from _redirects(records)


def _titles(records: Records) -> Iterator[Finding]:
    """Papers of one title that are one work: two curated ones of whatever years, or any two of one
    first author and year."""
    titles = [title and normal_title(title) for title in records.values("title")]
    for namesakes in _repeated(titles):
        from pressmark.library.identity import is_one_work  # few papers share a title
        from pressmark.library.namesakes import Namesakes

        curated: Namesakes[int] = Namesakes()
        works: dict[tuple[str, str], int] = {}
        for place in namesakes:
            paper = records.papers[place]
            author = slug(paper.authors[0].name) if paper.authors else ""
            same_work = works.setdefault((author, paper.year), place)
            is_curated = place in records.curated
            if is_curated and (duplicate := curated.first(paper)) is not None:
                other = records.source(duplicate)
                yield records.finding(place, ("title",), rules.DUPLICATE_TITLE, other=other)
            elif same_work != place and is_one_work(records.papers[same_work], paper):
                other = records.source(same_work)
                yield records.finding(place, ("title",), rules.DUPLICATE_WORK, other=other)
            elif is_curated:
                curated.add(paper, place)


def _redirects(records: Records) -> Iterator[Finding]:
    """Earlier ids that are a record's, or that two records list."""
    papers = records.papers
    renamed = [place for place, paper in enumerate(papers) if paper.redirect_from]
    ids = {paper.id for paper in papers} if renamed else set()
    claimed: dict[str, int] = {}
    for place in renamed:
        for n, old in enumerate(papers[place].redirect_from):
            path = ("redirect_from", n)
            first = claimed.setdefault(old, place)
            if old in ids:
                yield records.finding(place, path, rules.REDIRECT_FROM_RECORD, old=old)
            elif first != place:
                values = {"old": old, "other": records.source(first)}
                yield records.finding(place, path, rules.REDIRECT_FROM_TWICE, **values)


def _repeated(values: Sequence[str]) -> Collection[list[int]]:
    """The places of every text that is at several, in order; empty texts don't count."""
    times = Counter(values)
    places: dict[str, list[int]] = {}
    if len(times) < len(values):
        for place, value in enumerate(values):
            if value and times[value] > 1:
                places.setdefault(value, []).append(place)
    return places.values()
