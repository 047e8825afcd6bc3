"""Reads the files of questions as search-meaning.js does."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from itertools import chain
from operator import mul
from typing import TYPE_CHECKING, Any, NamedTuple

from pressmark.space.questions import FOLDER, NOTHING, Questions, questions_of
from pressmark.space.space import space_of
from pressmark.space.terms import Terms, family_of, number, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pressmark.library.library import Library


class Record(NamedTuple):
    """What files say of a term."""

    weight: int
    place: list[int]
    papers: dict[int, int]


def anew(library: Library) -> Questions:
    """What the files of a library are made of, made anew."""
    return questions_of(NOTHING, library, space_of(library))


class Reader:
    """Reads the files, and counts their bytes."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.bytes = 0
        self.facts: dict[str, Any] = json.loads(self.get("meaning.json"))

    @classmethod
    def of(cls, library: Library) -> Reader:
        """The reader of the files of a library."""
        return cls(dict(anew(library).files()))

    def get(self, path: str) -> bytes:
        self.bytes += len(self.files[FOLDER + path])
        content = self.files[FOLDER + path]
        if not path.endswith(".bin"):
            return content
        assert int.from_bytes(content[:4], "big") == len(content) - 4
        return content[4:]

    def ask(self, question: str, most: int = 5, cells: int = 4) -> list[tuple[str, str]]:
        """The ids and titles of the papers closest to a question."""
        self.bytes = 0
        terms = {*chain.from_iterable(map(Terms().__getitem__, words(question)))}
        pieces = sorted({family_of(term) % self.facts["terms"] for term in terms})
        known = dict(chain.from_iterable(map(self.records, pieces)))
        found = {self.standing(term, known) for term in terms}
        records = [known[term] for term in found if term is not None]
        total = sum(record.weight**1.2 for record in records)
        if not total:
            return []
        scores: defaultdict[int, float] = defaultdict(float)
        place = [0.0] * self.facts["axes"]
        for record in records:
            share = record.weight / 2 ** (record.weight / 32)
            place = [at + share * own for at, own in zip(place, record.place, strict=True)]
            for paper, share in record.papers.items():
                scores[paper] += share * record.weight**0.2 / total + 0.1 / len(records)
        length = 127 * math.hypot(*place) or 1
        for cell in self.looked_into(place)[:cells]:
            for paper, at in self.cell(cell):
                scores[paper] += 0.3 * sum(map(mul, place, at)) / length
        best = sorted(scores, key=lambda paper: (-scores[paper], paper))[:most]
        return [row for paper in best for row in self.paper(paper)]

    @staticmethod
    def standing(term: int, known: Mapping[int, Record]) -> int | None:
        """The term itself, or the one of its family that stands for it."""
        family = [other for other in known if family_of(other) == family_of(term)]
        if term in family or not family:
            return term if family else None
        return max(family, key=lambda other: (len(known[other].papers), -other))

    def looked_into(self, place: list[float]) -> list[int]:
        if self.facts["cells"] == 1:
            return [0]
        axes = self.facts["axes"]
        leaders = memoryview(self.get("leaders.bin")).cast("b")
        dots = [
            sum(map(mul, place, leaders[cell * axes : (cell + 1) * axes]))
            for cell in range(self.facts["cells"])
        ]
        return sorted(range(len(dots)), key=lambda cell: -dots[cell])

    def records(self, piece: int) -> Iterator[tuple[int, Record]]:
        content, axes, at = self.get(f"terms/{piece}.bin"), self.facts["axes"], 0
        while at < len(content):
            first, count = at + 6 + axes, content[at + 5]
            place = memoryview(content[at + 6 : first]).cast("b").tolist()
            papers = {
                int.from_bytes(content[start : start + 4], "big"): content[start + 4]
                for start in range(first, first + 5 * count, 5)
            }
            yield (
                int.from_bytes(content[at : at + 4], "big"),
                Record(content[at + 4], place, papers),
            )
            at = first + 5 * count

    def cell(self, cell: int) -> Iterator[tuple[int, list[int]]]:
        content, size = self.get(f"cells/{cell}.bin"), 4 + self.facts["axes"]
        for at in range(0, len(content), size):
            row = content[at : at + size]
            yield int.from_bytes(row[:4], "big"), memoryview(row[4:]).cast("b").tolist()

    def paper(self, paper: int) -> list[tuple[str, str]]:
        rows = json.loads(self.get(f"papers/{paper % self.facts['lists']}.json"))
        return [(row[0], row[1]) for row in rows if number(row[0]) == paper]
