"""A question in any words finds the papers that it is close to, in few and small files."""

from __future__ import annotations

import json
import random
import re
from itertools import chain
from operator import mul
from typing import TYPE_CHECKING

from pressmark.space import cells as cells_module
from pressmark.space.basis import AXES, Basis, sampled
from pressmark.space.features import FeatureReader
from pressmark.space.questions import question_files
from pressmark.space.terms import Terms, words
from tests.conftest import collection_file
from tests.space.papers import invented, library_of
from tests.space.test_corpus import library as corpus_library
from tests.space.test_judged import library as collection_library

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from pressmark.library.library import Library

_ = (corpus_library, collection_library)


class Reader:
    """Reads the files as a browser does, and counts their bytes."""

    def __init__(self, library: Library) -> None:
        reader = FeatureReader(library)
        sample = {name: reader.read(library.papers[name]) for name in sampled(library.papers)}
        self.files = dict(question_files(library, Basis.of(sample)))
        self.bytes = 0

    def get(self, path: str) -> bytes:
        self.bytes += len(self.files[path])
        return self.files[path]

    def ask(self, question: str, most: int = 5, cells: int = 8) -> list[tuple[str, str]]:
        """The ids and titles of the papers closest to a question."""
        self.bytes = 0
        facts = json.loads(self.get("meaning.json"))
        terms = [*chain.from_iterable(map(Terms().__getitem__, words(question)))]
        places = [0] * AXES
        pieces = {term % facts["terms"] for term in terms}
        known = dict(chain.from_iterable(map(self.terms, sorted(pieces))))
        for term in terms:
            weight, vector = known.get(term, (0, [0] * AXES))
            places = [at + weight * number for at, number in zip(places, vector, strict=True)]
        if not any(places):
            return []
        if facts["cells"] > 1:
            leaders = memoryview(self.get("leaders.bin")).cast("b")
            dots = [
                (sum(map(mul, places, leaders[cell * AXES : (cell + 1) * AXES])), cell)
                for cell in range(facts["cells"])
            ]
            looked_into = [cell for _, cell in sorted(dots, reverse=True)[:cells]]
        else:
            looked_into = [0]
        found = sorted(chain.from_iterable(self.papers(cell, places) for cell in looked_into))
        best = [place for _, place in found[:most]]
        lists = {place // facts["names"] for place in best}
        names = {number: json.loads(self.get(f"names/{number}.json"))["papers"] for number in lists}
        rows = [names[place // facts["names"]][place % facts["names"]] for place in best]
        return [(name, title) for name, title in rows]

    def terms(self, piece: int) -> list[tuple[int, tuple[int, list[int]]]]:
        content = self.get(f"terms/{piece}.bin")
        rows = [content[at : at + 69] for at in range(0, len(content), 69)]
        return [
            (int.from_bytes(row[:4], "little"), (row[4], memoryview(row[5:]).cast("b").tolist()))
            for row in rows
        ]

    def papers(self, cell: int, places: Sequence[int]) -> list[tuple[int, int]]:
        content = self.get(f"cells/{cell}.bin")
        rows = [content[at : at + 68] for at in range(0, len(content), 68)]
        return [
            (
                -sum(map(mul, places, memoryview(row[4:]).cast("b"))),
                int.from_bytes(row[:4], "little"),
            )
            for row in rows
        ]


def test_a_question_finds_papers_on_its_subject() -> None:
    library = library_of(invented(150))
    found = Reader(library).ask("Which bird has plumage, and where is its nest in the colony?")

    assert {library.papers[name].theme for name, _ in found} == {"gulls"}


def test_a_word_that_no_title_has_finds_papers_too() -> None:
    papers = invented(80)
    library = library_of(papers, **{"paper-0007": "quaternions", "paper-0009": "quaternions"})
    found = [name for name, _ in Reader(library).ask("quaternions", most=10)]

    themes = {library.papers[name].theme for name in ("paper-0007", "paper-0009")}
    assert {library.papers[name].theme for name in found[:3]} <= themes


def test_words_that_nobody_uses_find_nothing() -> None:
    assert Reader(library_of(invented(20))).ask("xylophone zeppelin") == []


def test_large_libraries_are_asked_by_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    library = library_of(invented(200))
    whole = Reader(library)
    monkeypatch.setattr(cells_module, "EXACT", 100)
    reader = Reader(library)

    question = "mist and haze, droplet and murk"
    assert "leaders.bin" in reader.files
    found = {name for name, _ in reader.ask(question, most=10)}
    assert len(found & {name for name, _ in whole.ask(question, most=10)}) >= 8


def test_the_files_depend_on_the_library_alone() -> None:
    assert Reader(library_of(invented(50))).files == Reader(library_of(invented(50)[::-1])).files


def test_an_empty_library_has_files_too() -> None:
    assert Reader(library_of([])).ask("anything") == []


def test_a_sentence_of_its_abstract_finds_a_paper_in_few_bytes(collection_library: Library) -> None:
    reader = Reader(collection_library)
    titles = [paper.title for paper in collection_library.papers.values()]
    lines = collection_file("listing.txt").read_text(encoding="utf-8").split("\n")
    drawn = random.Random(3)  # noqa: S311
    ranks, sizes = [], []
    for title in titles:
        at = next((n for n, line in enumerate(lines) if line.endswith(title)), None)
        if at is None:
            continue
        sentences = [s for s in re.split(r"(?<=[.!?]) ", lines[at + 1]) if len(s) > 60]
        if sentences:
            found = [name for _, name in reader.ask(drawn.choice(sentences), most=10)]
            ranks.append(found.index(title) if title in found else 99)
            reader.ask(drawn.choice(sentences), most=5)
            sizes.append(reader.bytes)

    assert len(ranks) > 150
    assert sum(rank < 10 for rank in ranks) / len(ranks) > 0.75
    assert sorted(sizes)[len(sizes) * 9 // 10] <= 60_000


def test_a_question_to_ten_thousand_papers_takes_few_bytes(corpus_library: Library) -> None:
    reader = Reader(corpus_library)

    for question, subject in (
        ("how do robots learn to grasp things they have not seen before", "manipulat|robot|grasp"),
        ("which prior makes bayesian regression sparse", "bayes|sparse"),
    ):
        found = reader.ask(question, most=10)
        assert reader.bytes <= 120_000
        assert sum(bool(re.search(subject, title, re.IGNORECASE)) for _, title in found) >= 3
    assert sum(map(len, reader.files.values())) < 2_500_000
