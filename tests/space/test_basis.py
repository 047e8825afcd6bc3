"""The axes of a space depend on what papers are called, and on nothing else; they are exact."""

from __future__ import annotations

import subprocess
import sys
from hashlib import blake2b
from operator import mul
from typing import TYPE_CHECKING

import pytest

from pressmark.space import basis as basis_module
from pressmark.space.basis import AXES, Basis, direction, sampled
from pressmark.space.features import FeatureReader, Features
from tests.conftest import REPOSITORY
from tests.space.papers import invented, library_of, paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pressmark.library.paper import Paper

UNIT = 2**14


def features_of(papers: Iterable[Paper]) -> dict[str, Features]:
    library = library_of(papers)
    reader = FeatureReader(library)
    return {name: reader.read(each) for name, each in library.papers.items()}


def axes(basis: Basis) -> list[list[int]]:
    """Each axis as its share in every term."""
    rows = [memoryview(vector).cast("h").tolist() for vector in basis.vectors.values()]
    return [[row[axis] for row in rows] for axis in range(AXES)]


def dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(map(mul, one, other))


@pytest.fixture(scope="module")
def basis() -> Basis:
    return Basis.of(features_of(invented(150)))


def test_axes_have_length_one_and_are_square_to_each_other(basis: Basis) -> None:
    lengths = [dot(axis, axis) / UNIT**2 for axis in axes(basis)]
    angles = [
        abs(dot(one, other)) / UNIT**2
        for place, one in enumerate(axes(basis))
        for other in axes(basis)[:place]
        if any(one) and any(other)
    ]

    used = [length for length in lengths if length > 0.5]
    assert used == pytest.approx([1.0] * len(used), abs=0.01)
    assert len(used) == len(basis.rarity) // 3
    assert max(angles) < 0.01


def test_papers_on_one_subject_are_nearer_than_others() -> None:
    papers = invented(120)
    features = features_of(papers)
    basis = Basis.of(features)
    place = {each.id: memoryview(basis.of_paper(features[each.id])).cast("b") for each in papers}
    near: list[float] = []
    far: list[float] = []
    for number, one in enumerate(papers):
        for other in papers[:number]:
            dots = near if one.theme == other.theme else far
            dots.append(dot(place[one.id], place[other.id]) / 127**2)

    assert sum(near) / len(near) > 0.4
    assert sum(far) / len(far) < 0.15


def test_papers_on_one_subject_are_near_though_they_share_no_word() -> None:
    papers = [paper(each.id, title=each.title, tldr=each.theme) for each in invented(300)]
    features = features_of(papers)
    basis = Basis.of(features)
    place = {name: memoryview(basis.of_name(each)).cast("b") for name, each in features.items()}
    terms = {name: {term for term, _ in each.called} for name, each in features.items()}
    near: list[float] = []
    far: list[float] = []
    for number, one in enumerate(papers):
        for other in papers[:number]:
            if terms[one.id].isdisjoint(terms[other.id]):
                dots = near if one.tldr == other.tldr else far
                dots.append(dot(place[one.id], place[other.id]) / 127**2)

    assert sum(near) / len(near) > sum(far) / len(far) + 0.1


def test_what_a_paper_says_leaves_the_axes_as_they_are() -> None:
    papers = invented(40)
    edited = [
        paper(
            *(each.id,),
            title=each.title,
            tags=list(each.tags),
            theme=each.theme,
            tldr="Knots and gulls.",
            authors=[{"name": "Eve van Rope"}],
        )
        for each in papers
    ]

    before, after = Basis.of(features_of(papers)), Basis.of(features_of(edited))

    assert (before.vectors, before.rarity) == (after.vectors, after.rarity)


def test_a_title_moves_them() -> None:
    papers = invented(40)
    retitled = [paper(papers[0].id, title="Knots and gulls"), *papers[1:]]

    assert Basis.of(features_of(papers)).vectors != Basis.of(features_of(retitled)).vectors


def test_the_sample_is_the_papers_of_the_smallest_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis_module, "SAMPLE", 5)
    ids = [f"paper-{number}" for number in range(40)]

    smallest = sorted(ids, key=lambda name: blake2b(name.encode(), digest_size=8).digest())[:5]
    assert sampled(ids) == smallest
    assert sampled(ids[::-1]) == smallest


def test_a_small_library_is_its_own_sample() -> None:
    ids = [f"paper-{number}" for number in range(40)]

    assert sorted(sampled(ids)) == sorted(ids)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_few_papers_have_a_space_too(count: int) -> None:
    features = features_of(invented(count))
    basis = Basis.of(features)

    assert all(any(basis.of_paper(each)) for each in features.values())


def test_papers_that_are_called_the_same_are_at_one_place() -> None:
    same = [paper(f"same-{number}", title="Lamps and tides") for number in range(10)]
    features = features_of([*same, *invented(5)])
    basis = Basis.of(features)

    assert len({basis.of_paper(features[each.id]) for each in same}) == 1


def test_a_paper_of_no_known_word_is_nowhere() -> None:
    features = features_of([*invented(5), paper("nothing", title="The and of")])

    assert not any(Basis.of(features).of_paper(features["nothing"]))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [([3, 4], [76, 102]), ([-5, 0], [-127, 0]), ([0, 0], [0, 0]), ([2**60, -(2**60)], [90, -90])],
)
def test_a_direction_has_the_length_127(numbers: list[int], expected: list[int]) -> None:
    assert memoryview(direction(numbers)).cast("b").tolist() == expected


def test_every_process_finds_the_same_axes(basis: Basis) -> None:
    program = (
        "from tests.space.test_basis import *\n"
        "found = Basis.of(features_of(invented(150)))\n"
        "print(blake2b(repr((found.vectors, found.rarity)).encode()).hexdigest())\n"
    )
    here = blake2b(repr((basis.vectors, basis.rarity)).encode()).hexdigest()
    for seed in ("0", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{REPOSITORY}/generator:{REPOSITORY}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == here
