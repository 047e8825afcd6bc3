"""In a library of 10,000 real papers almost all is found that looking at all of them would find,
and a question takes few bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.library import CORPUS, read_items, records
from pressmark.base.models import validated
from pressmark.library.paper import Paper
from pressmark.space.cells import Cells
from pressmark.space.nearest import Near, Nearest
from pressmark.space.questions import NOTHING, questions_of
from pressmark.space.space import Space, space_of
from tests.effort import drawn
from tests.space.papers import library_of
from tests.space.questions import Reader

if TYPE_CHECKING:
    from pressmark.library.library import Library

# It takes as long as all other tests of this room together, which try the same of invented papers.
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def library() -> Library:
    if not CORPUS.is_file():
        pytest.skip("the corpus is not beside this repository (../shared/corpus)")
    papers, abstracts = [], {}
    for record in records(read_items(CORPUS), 10_000):
        abstracts[record["id"]] = record.pop("abstract", "")
        papers.append(validated(Paper, record))
    return library_of(papers, **abstracts)


@pytest.fixture(scope="module")
def space(library: Library) -> Space:
    return space_of(library)


def test_what_cells_find_is_what_looking_at_all_papers_finds(
    library: Library, space: Space
) -> None:
    every = Nearest(space.vectors, Cells([]), [0] * len(space.ids))
    places = drawn(range(len(space.ids)), 60)
    near = {place: every.near(place) for place in places}
    exact = Space(
        *(space.ids, space.prints, space.features, space.basis, space.cells, space.vectors),
        *(
            space.cell_of,
            [near.get(place, Near(b"", b"", are_all=True)) for place in range(10_000)],
        ),
        space.layout,
        space.points,
        space.traits,
    )
    found, expected = space.related(library, places), exact.related(library, places)
    pairs = {(name, each.id) for name, papers in expected.items() for each in papers}
    both = pairs & {(name, each.id) for name, papers in found.items() for each in papers}

    assert space.cells.count > 1
    assert len(both) / len(pairs) >= 0.95


def test_a_question_to_ten_thousand_papers_takes_few_bytes(library: Library, space: Space) -> None:
    reader = Reader(dict(questions_of(NOTHING, library, space).files()))

    for question, subject in (
        ("how do robots learn to grasp things they have not seen before", "manipulat|robot|grasp"),
        ("which prior makes bayesian regression sparse", "bayes|sparse"),
    ):
        found = reader.ask(question, most=10)
        assert reader.bytes <= 120_000
        assert sum(bool(re.search(subject, title, re.IGNORECASE)) for _, title in found) >= 3
    assert sum(map(len, reader.files.values())) < 5_500_000
