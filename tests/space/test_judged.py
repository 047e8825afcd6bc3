"""What people find sensible is suggested, more often than tags alone would.

`tests/data/judged.tsv` holds 40 papers of the real collection, drawn over all of its themes, with
papers that some way of finding related ones has suggested for each: those that are sensible, and
those that are not. The rule of the judgement: a suggestion is sensible where it is about the same
problem, uses methods of the same family, or is on the same field of application, so that a reader
of the one has reason to look at the other. To be a benchmark or a survey too, or to use the same
kind of model, is no reason.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pressmark.base.models import validated
from pressmark.base.names import family_name, paper_id
from pressmark.library.paper import Paper
from pressmark.space.space import space_of
from tests.conftest import REPOSITORY, collection_file
from tests.space.papers import library_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pressmark.library.library import Library

JUDGED = REPOSITORY / "tests" / "data" / "judged.tsv"


@pytest.fixture(scope="module")
def library() -> Library:
    """The real collection, without abstracts, as its records are published."""
    papers: dict[str, Paper] = {}
    for line in collection_file("papers.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        authors = record.get("authors", ())
        family = family_name(authors[0]) if authors else ""
        name = paper_id(record["title"], family, record.get("date", "")[:4], papers)
        papers[name] = validated(Paper, {"id": name, **record})
    return library_of(papers.values())


@pytest.fixture(scope="module")
def judged() -> dict[tuple[str, str], bool]:
    pairs = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        paper, sensible, others = line.split("\t")
        pairs.update({(paper, other): True for other in sensible.split()})
        pairs.update({(paper, other): False for other in others.split()})
    return pairs


def by_tags(name: str, library: Library) -> list[str]:
    """The six papers that share the most tags with one."""
    tags = {*library.papers[name].tags}
    shared = {other: len(tags & {*paper.tags}) for other, paper in library.papers.items()}
    shared.pop(name)
    best = sorted(shared, key=lambda other: (-shared[other], other))[:6]
    return [other for other in best if shared[other]]


def share(
    suggestions: Mapping[str, Iterable[str]], judged: Mapping[tuple[str, str], bool]
) -> tuple[float, float]:
    """How many of the judged suggestions are sensible, and how many are judged at all."""
    pairs = [(name, other) for name, others in suggestions.items() for other in others]
    known = [judged[pair] for pair in pairs if pair in judged]
    return sum(known) / len(known), len(known) / len(pairs)


def names(judged: Mapping[tuple[str, str], bool]) -> Sequence[str]:
    return [*dict.fromkeys(name for name, _ in judged)]


def test_four_in_five_suggestions_are_sensible(
    library: Library, judged: dict[tuple[str, str], bool]
) -> None:
    space = space_of(library)
    places = [space.places[name] for name in names(judged)]
    related = space.related(library, places)
    suggestions = {name: [each.id for each in papers] for name, papers in related.items()}

    sensible, known = share(suggestions, judged)
    of_tags, of_tags_known = share({name: by_tags(name, library) for name in suggestions}, judged)

    assert min(known, of_tags_known) > 0.9
    assert sensible >= 0.8
    assert sensible > of_tags + 0.2
    assert sum(map(len, suggestions.values())) / len(suggestions) > 4


def test_every_theme_is_among_the_judged_papers(
    library: Library, judged: dict[tuple[str, str], bool]
) -> None:
    assert len(names(judged)) == 40
    assert {library.papers[name].theme for name in names(judged)} == {*library.themes}
