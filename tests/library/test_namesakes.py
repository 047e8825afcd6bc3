"""The first of many papers of one title that is one work with another."""

from __future__ import annotations

import random
from typing import Any

import pytest

from pressmark.base.models import validated
from pressmark.library import matching
from pressmark.library.identity import is_one_work
from pressmark.library.matching import Works
from pressmark.library.namesakes import Namesakes
from pressmark.library.paper import Paper
from pressmark.library.readers.entry import Entry
from tests.effort import examples

AUTHORS = (
    "Ada Quill",
    "A. Quill",
    "Ben Oar",
    "Juan Ortega y Gasset",
    {"family": "Ortega y Gasset", "given": "J."},
    {"family": "Quill", "given": "Ada"},
    {"family": "Gasset", "given": "J."},
    {"literal": "The Lamp Group"},
)
FACTS: dict[str, tuple[Any, ...]] = {
    "kind": ("", "article-journal", "paper-conference", "manuscript"),
    "container": ("", "Tides", "arXiv", "bioRxiv"),
    "venue": ("", "Tides 2010", "Lamps 2011"),
    "date": ("", "2010", "2011"),
    "volume": ("", "3", "Vol. 3", "4"),
    "issue": ("", "1"),
    "pages": ("", "1-9", "1-12", "7"),
    "doi": ("", "10.1234/a", "10.1234/A", "10.1234/b", "10.48550/c"),
    "arxiv": ("", "2103.00001", "2103.00002"),
}


def papers(chance: random.Random, count: int) -> list[Paper]:
    """Papers of one title, or of two, of which now this is known and now that."""
    made = []
    for number in range(count):
        facts = {name: chance.choice(values) for name, values in FACTS.items()}
        facts |= {"authors": [chance.choice(AUTHORS)] if chance.random() < 0.8 else []}
        facts |= {"keys": [f"key{chance.randrange(count)}"] if chance.random() < 0.3 else []}
        title = chance.choice(["Editorial", "Editorial", "Foreword"])
        given = {name: value for name, value in facts.items() if value}
        made.append(validated(Paper, {"id": f"p{number}", "title": title, **given}))
    return made


@pytest.mark.parametrize("seed", range(examples(5, 200)))
def test_namesakes_are_found_as_a_look_at_every_pair_would(seed: int) -> None:
    namesakes: Namesakes[int] = Namesakes()
    held: list[Paper] = []
    for paper in papers(random.Random(seed), 60):  # noqa: S311 - no secret
        expected = next(
            (place for place, other in enumerate(held) if is_one_work(paper, other)), None
        )
        assert namesakes.first(paper) == expected
        namesakes.add(paper, len(held))
        held.append(paper)


@pytest.mark.parametrize("seed", range(examples(5, 200)))
def test_entries_are_of_the_same_works_however_many_may_be_theirs(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def works(few: int) -> list[tuple[str, list[int]]]:
        monkeypatch.setattr(matching, "_FEW", few)
        chance = random.Random(seed)  # noqa: S311 - no secret
        found = Works(papers(chance, 20))
        for line, paper in enumerate(papers(chance, 60)):
            is_bare = chance.random() < 0.1
            found.match(Entry(line, paper.title, paper=None if is_bare else paper))
        return [
            (work.held.id if work.held else "", [entry.line for entry in work.entries])
            for work in found.of_source
        ]

    assert works(0) == works(1_000)


def test_ten_thousand_namesakes_are_not_compared_pair_by_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = 0

    def counted(paper: Paper, other: Paper) -> bool:
        nonlocal pairs
        pairs += 1
        return is_one_work(paper, other)

    monkeypatch.setattr(matching, "is_one_work", counted)
    found = Works(())
    for number in range(10_000):
        facts = {"kind": "article-journal", "authors": ["Ada Quill"], "volume": str(number)}
        paper = validated(Paper, {"id": "x", "title": "Editorial", **facts})
        found.match(Entry(number, paper.title, paper=paper))

    assert len(found.of_source) == 10_000
    assert pairs < 1_000


def test_an_entry_that_is_listed_ten_thousand_times_gives_its_facts_a_few_hundred_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined = 0
    join = matching.joined

    def counted(paper: Paper, other: Paper) -> Paper:
        nonlocal joined
        joined += 1
        return join(paper, other)

    monkeypatch.setattr(matching, "joined", counted)
    found = Works(())
    for number in range(10_000):
        facts = {"doi": "10.1234/a", "authors": ["Ada Quill"], "keys": [f"key{number}"]}
        paper = validated(Paper, {"id": "x", "title": "Lamps", **facts})
        found.match(Entry(number, paper.title, paper=paper))

    (work,) = found.of_source
    assert len(work.entries) == 10_000
    assert joined < 1_000
