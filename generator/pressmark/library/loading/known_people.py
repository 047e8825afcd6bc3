"""The file `people.yml` and the papers of a library in; the people that it joins or keeps apart, or
what is wrong with that, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressmark.base.rules import vocabulary as rules
from pressmark.base.spellings import Spellings
from pressmark.library.loading.reader import relative
from pressmark.library.loading.vocabulary import vocabulary
from pressmark.library.people import KnownPerson, People
from pressmark.library.readers.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pressmark.base.findings import Finding
    from pressmark.library.loading.checks import Records

FILE = "people.yml"
# So many people that an author may be are named.
_MOST_NAMED = 10


def read(
    content: Path, root: Path, records: Records, findings: list[Finding]
) -> dict[str, KnownPerson]:
    """The people of the file, by id. What is wrong with it, and every author of the `records` who
    may be several of them, goes to `findings`."""
    path = content / FILE
    shown = relative(path, root)
    faults: list[Finding] = []
    people = vocabulary(path, shown, KnownPerson, faults)
    findings += faults
    if not faults:
        source = Source(shown)
        raw = source.read(path)
        if people and raw is not None and (text := source.text(raw)):
            source.parse(text, 1)
        _report(people, records, source)
        findings += source.findings
    if not findings:
        findings += _ambiguous(people, records)
    return people


def _report(people: Mapping[str, KnownPerson], records: Records, source: Source) -> None:
    """What entries say twice, and papers that are not there."""
    labels: dict[str, str] = {}
    orcids: dict[str, str] = {}
    papers = {paper.id for paper in records.papers}
    papers.update(old for paper in records.papers for old in paper.redirect_from)
    spellings = Spellings(papers)
    for name, person in people.items():
        for key, value, earlier in (
            ("label", person.label.casefold(), labels),
            ("orcid", person.orcid, orcids),
        ):
            other = earlier.setdefault(value, name) if value else name
            if other != name:
                line = source.line_of((name, key))
                source.report(
                    line, f"{name}.{key}", rules.SAME_PERSON_TWICE, other=other, **{key: True}
                )
        for place, paper in enumerate(person.papers):
            if paper not in papers:
                path = (name, "papers", place)
                line, near = source.line_of(path), spellings.nearest(paper)
                field = source.field_of(path)
                source.report(line, field, rules.PAPER_OF_NOBODY, paper=paper, near=near)


def _ambiguous(persons: Mapping[str, KnownPerson], records: Records) -> Iterator[Finding]:
    """Every author who may be several people, or is none of those who are spelt so."""
    renamed = {old: paper.id for paper in records.papers for old in paper.redirect_from}
    people = People(persons, renamed)
    for place, paper in enumerate(records.papers):
        for number, author in enumerate(paper.authors):
            among = people.among(paper.id, author)
            if len(among) != 1:
                yield records.finding(
                    place,
                    ("authors", number),
                    rules.AMBIGUOUS_AUTHOR,
                    name=author.name,
                    people=_alternatives(among or people.spelt_so(author.name)),
                    none=not among,
                    paper=paper.id,
                )


def _alternatives(people: Sequence[str]) -> str:
    """People as a finding names them; of very many, the first."""
    names = [*people[:_MOST_NAMED]]
    if more := len(people) - len(names):
        names.append(f"one of {more:,} more")
    return " or ".join(names)
